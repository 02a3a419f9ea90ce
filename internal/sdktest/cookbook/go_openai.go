package cookbook

import (
	"context"
	"errors"
	"fmt"
	"net/http"

	"github.com/sashabaranov/go-openai"

	"github.com/errbook/errbook/apierr"
	"github.com/errbook/errbook/generated/openaierr"
)

func goOpenAI(ctx context.Context, baseURL string) {
	config := openai.DefaultConfig("none")
	config.BaseURL = baseURL
	config.HTTPClient = &http.Client{Transport: &apierr.Transport{Provider: openaierr.Provider}}
	client := openai.NewClientWithConfig(config)

	ctx, calls := apierr.Track(ctx)
	completion, err := client.CreateChatCompletion(ctx, openai.ChatCompletionRequest{
		Model:    "gpt-4o-mini",
		Messages: []openai.ChatCompletionMessage{{Role: openai.ChatMessageRoleUser, Content: "hello"}},
	})
	// openaierr.Provider.FromError(err) needs no Transport, but the SDK has dropped the
	// headers, and with them the wait.
	err = calls.Err(err)

	switch {
	case err == nil:
		fmt.Println(completion.Choices[0].Message.Content)
	case errors.Is(err, openaierr.RateLimitExceeded):
		wait, _ := apierr.RetryAfter(err)
		fmt.Println("again in", wait)
	default:
		fmt.Println(err)
	}
}
