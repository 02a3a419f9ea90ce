package cookbook

import (
	"context"
	"fmt"
	"net/http"
	"time"

	"github.com/anthropics/anthropic-sdk-go"
	"github.com/anthropics/anthropic-sdk-go/option"

	"github.com/errbook/errbook/apierr"
	"github.com/errbook/errbook/generated/anthropicerr"
)

func anthropicSDKGo(ctx context.Context, baseURL string) {
	transport := &apierr.Transport{
		Provider: anthropicerr.Provider,
		MaxWait:  30 * time.Second, // the SDK sleeps no longer than this
	}
	client := anthropic.NewClient(
		option.WithBaseURL(baseURL), option.WithAPIKey("none"),
		option.WithHTTPClient(&http.Client{Transport: transport}),
	)

	ctx, calls := apierr.Track(ctx)
	message, err := client.Messages.New(ctx, anthropic.MessageNewParams{
		Model:     "claude-sonnet-4-5",
		MaxTokens: 100,
		Messages:  []anthropic.MessageParam{anthropic.NewUserMessage(anthropic.NewTextBlock("hello"))},
	})
	if err = calls.Err(err); err == nil {
		fmt.Println(message.Content[0].Text)
		return
	}

	fmt.Println(err)
	if wait, stated := apierr.RetryAfter(err); stated {
		fmt.Println("put it into a queue for", wait)
	}
}
