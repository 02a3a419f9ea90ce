package cookbook

import (
	"context"
	"errors"
	"fmt"
	"net/http"

	"github.com/cloudwego/eino-ext/components/model/openai"
	"github.com/cloudwego/eino/schema"

	"github.com/errbook/errbook/apierr"
	"github.com/errbook/errbook/generated/openaierr"
)

func einoOpenAI(ctx context.Context, baseURL string) {
	model, err := openai.NewChatModel(ctx, &openai.ChatModelConfig{
		BaseURL: baseURL, APIKey: "none", Model: "gpt-4o-mini",
		HTTPClient: &http.Client{Transport: &apierr.Transport{Provider: openaierr.Provider}},
	})
	if err != nil {
		fmt.Println(err)
		return
	}

	ctx, calls := apierr.Track(ctx)
	message, err := model.Generate(ctx, []*schema.Message{schema.UserMessage("hello")})
	err = calls.Err(err)

	switch {
	case err == nil:
		fmt.Println(message.Content)
	case errors.Is(err, apierr.ContextLengthExceeded):
		fmt.Println("drop the oldest messages:", err)
	default:
		fmt.Println(err)
	}
}
