package cookbook

import (
	"context"
	"fmt"

	"github.com/errbook/errbook/apierr"
	"github.com/errbook/errbook/contrib/failsafe"
)

func retryFailsafe(ctx context.Context, baseURL string) {
	text, err := failsafeerr.Get(ctx, apierr.Policy{}, func(ctx context.Context) (string, error) {
		return ask(ctx, baseURL)
	})
	fmt.Println(text, err)
}
