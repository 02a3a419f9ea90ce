package failsafeerr_test

import (
	"context"
	"testing"

	"github.com/errbook/errbook/apierr"
	"github.com/errbook/errbook/apierr/apierrtest/policytest"
	"github.com/errbook/errbook/contrib/failsafe"
)

func TestPolicy(t *testing.T) {
	policytest.Test(t, func(ctx context.Context, policy apierr.Policy, url string) error {
		_, err := failsafeerr.Get(ctx, policy, func(ctx context.Context) (string, error) { return policytest.Get(ctx, url) })
		return err
	})
}
