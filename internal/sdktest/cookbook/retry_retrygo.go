package cookbook

import (
	"context"
	"fmt"

	"github.com/avast/retry-go/v4"

	"github.com/errbook/errbook/apierr"
	"github.com/errbook/errbook/contrib/retrygo"
)

func retryRetryGo(ctx context.Context, baseURL string) {
	text, err := retry.DoWithData(func() (string, error) {
		return ask(ctx, baseURL)
	}, retrygoerr.Options(ctx, apierr.Policy{})...)
	fmt.Println(text, err)
}
