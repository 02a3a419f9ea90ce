package retrygoerr_test

import (
	"context"
	"testing"

	"github.com/avast/retry-go/v4"

	"github.com/errbook/errbook/apierr"
	"github.com/errbook/errbook/apierr/apierrtest/policytest"
	"github.com/errbook/errbook/contrib/retrygo"
)

func TestPolicy(t *testing.T) {
	policytest.Test(t, func(ctx context.Context, policy apierr.Policy, url string) error {
		return retry.Do(func() error { _, err := policytest.Get(ctx, url); return err }, retrygoerr.Options(ctx, policy)...)
	})
}
