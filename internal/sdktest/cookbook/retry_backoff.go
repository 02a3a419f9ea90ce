package cookbook

import (
	"context"
	"fmt"

	"github.com/cenkalti/backoff/v5"

	"github.com/errbook/errbook/apierr"
	"github.com/errbook/errbook/contrib/backoff"
)

func retryBackoff(ctx context.Context, baseURL string) {
	text, err := backoff.Retry(ctx, backofferr.Operation(apierr.Policy{}, func() (string, error) {
		return ask(ctx, baseURL)
	}))
	fmt.Println(text, err)
}
