package cookbook

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"time"

	"github.com/errbook/errbook/apierr"
	"github.com/errbook/errbook/generated/openaierr"
)

func retryPolicy(ctx context.Context, baseURL string) {
	policy := apierr.Policy{MaxTries: 3, MaxWait: 10 * time.Second}
	for try := 1; ; try++ {
		text, err := ask(ctx, baseURL)
		wait, again := policy.Next(err, try)
		if !again {
			fmt.Println(text, err)
			return
		}
		fmt.Println(apierr.KindOf(err), "at try", try)
		select {
		case <-time.After(wait):
		case <-ctx.Done():
			fmt.Println(ctx.Err())
			return
		}
	}
}

// ask makes one call. An SDK whose own retries are off serves as well.
func ask(ctx context.Context, baseURL string) (string, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, baseURL, nil)
	if err != nil {
		return "", err
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return "", openaierr.Provider.FromError(err)
	}
	defer resp.Body.Close()
	if err := openaierr.Provider.FromResponse(resp); err != nil {
		return "", err
	}
	body, err := io.ReadAll(resp.Body)
	return string(body), openaierr.Provider.FromError(err)
}
