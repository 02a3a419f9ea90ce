package retryablehttperr_test

import (
	"context"
	"net/http"
	"testing"

	"github.com/hashicorp/go-retryablehttp"

	"github.com/errbook/errbook/apierr"
	"github.com/errbook/errbook/apierr/apierrtest/policytest"
	"github.com/errbook/errbook/contrib/retryablehttp"
)

func TestPolicy(t *testing.T) {
	policytest.Test(t, func(ctx context.Context, policy apierr.Policy, url string) error {
		client := retryablehttp.NewClient()
		client.Logger = nil
		req, err := retryablehttp.NewRequestWithContext(ctx, http.MethodGet, url, nil)
		if err != nil {
			return err
		}
		resp, err := retryablehttperr.Install(client, nil, policy).Do(req)
		if err != nil {
			return apierr.FromError(err)
		}
		defer resp.Body.Close()
		return apierr.Generic.FromResponse(resp)
	})
}
