package restyerr_test

import (
	"context"
	"testing"

	"github.com/go-resty/resty/v2"

	"github.com/errbook/errbook/apierr"
	"github.com/errbook/errbook/apierr/apierrtest/policytest"
	"github.com/errbook/errbook/contrib/resty"
)

func TestPolicy(t *testing.T) {
	policytest.Test(t, func(ctx context.Context, policy apierr.Policy, url string) error {
		client := restyerr.Install(resty.New(), nil, policy)
		resp, err := client.R().SetContext(ctx).Get(url)
		return restyerr.ErrorOf(nil, resp, err)
	})
}
