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

func streamsSDK(ctx context.Context, baseURL string) {
	client := openai.NewClient(
		option.WithBaseURL(baseURL), option.WithAPIKey("none"),
		option.WithHTTPClient(&http.Client{Transport: &apierr.Transport{Provider: openaierr.Provider}}),
	)

	ctx, calls := apierr.Track(ctx)
	stream := client.Chat.Completions.NewStreaming(ctx, openai.ChatCompletionNewParams{
		Model:    "gpt-4o-mini",
		Messages: []openai.ChatCompletionMessageParamUnion{openai.UserMessage("hello")},
	})
	for stream.Next() {
		for _, choice := range stream.Current().Choices {
			fmt.Println(choice.Delta.Content)
		}
	}
	fmt.Println("the SDK says:", stream.Err())

	err := calls.Err(stream.Err()) // after the last event
	if errors.Is(err, apierr.StreamInterrupted) {
		fmt.Println("the text is cut off:", err)
	}
}
