package cookbook

import (
	"context"
	"errors"
	"fmt"
	"net/http"

	"github.com/openai/openai-go/v3"
	"github.com/openai/openai-go/v3/option"

	"github.com/errbook/errbook/apierr"
	"github.com/errbook/errbook/generated/openaierr"
)

func openaiGo(ctx context.Context, baseURL string) {
	client := openai.NewClient(
		option.WithBaseURL(baseURL), option.WithAPIKey("none"), // leave both out for OpenAI itself
		option.WithHTTPClient(&http.Client{Transport: &apierr.Transport{Provider: openaierr.Provider}}),
	)

	ctx, calls := apierr.Track(ctx)
	completion, err := client.Chat.Completions.New(ctx, openai.ChatCompletionNewParams{
		Model:    "gpt-4o-mini",
		Messages: []openai.ChatCompletionMessageParamUnion{openai.UserMessage("hello")},
	})
	err = calls.Err(err)

	var sdkError *openai.Error
	switch {
	case err == nil:
		fmt.Println(completion.Choices[0].Message.Content)
	case errors.Is(err, openaierr.InsufficientQuota):
		fmt.Println("nobody has paid:", err)
		fmt.Println("still the SDK's error:", errors.As(err, &sdkError) && sdkError.StatusCode == 429)
	case apierr.Retryable(err):
		fmt.Println("the SDK tried three times:", err)
	default:
		fmt.Printf("%+v\n", err) // with cause and fix
	}
}
