package cookbook

import (
	"context"
	"fmt"
	"net/http"

	"github.com/hashicorp/go-retryablehttp"

	"github.com/errbook/errbook/apierr"
	"github.com/errbook/errbook/contrib/retryablehttp"
	"github.com/errbook/errbook/generated/openaierr"
)

func retryRetryableHTTP(ctx context.Context, baseURL string) {
	client := retryablehttperr.Install(retryablehttp.NewClient(), openaierr.Provider, apierr.Policy{})
	client.Logger = nil

	req, err := retryablehttp.NewRequestWithContext(ctx, http.MethodPost, baseURL, nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	resp, err := client.Do(req)
	if err != nil {
		fmt.Println(openaierr.Provider.FromError(err))
		return
	}
	defer resp.Body.Close()
	fmt.Println(resp.StatusCode, openaierr.Provider.FromResponse(resp)) // the last response
}
