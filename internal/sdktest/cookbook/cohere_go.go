package cookbook

import (
	"context"
	"errors"
	"fmt"
	"net/http"

	cohere "github.com/cohere-ai/cohere-go/v2"
	"github.com/cohere-ai/cohere-go/v2/client"
	"github.com/cohere-ai/cohere-go/v2/option"

	"github.com/errbook/errbook/apierr"
	"github.com/errbook/errbook/generated/cohereerr"
)

func cohereGo(ctx context.Context, baseURL string) {
	c := client.NewClient(
		option.WithBaseURL(baseURL), option.WithToken("none"),
		// The SDK tries a 429 twice, whatever it means; it does not retry a 402.
		option.WithHTTPClient(&http.Client{Transport: &apierr.Transport{Provider: cohereerr.Provider, Stop: apierr.StopStatus}}),
	)

	ctx, calls := apierr.Track(ctx)
	response, err := c.V2.Chat(ctx, &cohere.V2ChatRequest{
		Model:    "command-a-03-2025",
		Messages: []*cohere.ChatMessageV2{{Role: "user", User: &cohere.UserMessageV2{Content: &cohere.UserMessageV2Content{String: "hello"}}}},
	})
	err = calls.Err(err)

	switch {
	case err == nil:
		fmt.Println(response.FinishReason)
	case errors.Is(err, apierr.QuotaExhausted): // trial keys have a number of calls a month
		fmt.Println("use a production key:", err)
	default:
		fmt.Println(err)
	}
}
