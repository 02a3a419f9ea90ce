package cookbook

import (
	"context"
	"fmt"

	"github.com/go-resty/resty/v2"

	"github.com/errbook/errbook/apierr"
	"github.com/errbook/errbook/contrib/resty"
	"github.com/errbook/errbook/generated/openaierr"
)

func retryResty(ctx context.Context, baseURL string) {
	client := restyerr.Install(resty.New(), openaierr.Provider, apierr.Policy{})
	resp, err := client.R().SetContext(ctx).Post(baseURL)
	fmt.Println(resp, restyerr.ErrorOf(openaierr.Provider, resp, err))
}
