package backofferr_test

import (
	"context"
	"testing"

	"github.com/cenkalti/backoff/v5"

	"github.com/errbook/errbook/apierr"
	"github.com/errbook/errbook/apierr/apierrtest/policytest"
	"github.com/errbook/errbook/contrib/backoff"
)

func TestPolicy(t *testing.T) {
	policytest.Test(t, func(ctx context.Context, policy apierr.Policy, url string) error {
		_, err := backoff.Retry(ctx, backofferr.Operation(policy, func() (string, error) { return policytest.Get(ctx, url) }))
		return err
	})
}
