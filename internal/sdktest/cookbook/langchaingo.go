package cookbook

import (
	"context"
	"errors"
	"fmt"
	"net/http"

	"github.com/tmc/langchaingo/llms"
	"github.com/tmc/langchaingo/llms/openai"

	"github.com/errbook/errbook/apierr"
	"github.com/errbook/errbook/generated/openaierr"
)

func langchainGo(ctx context.Context, baseURL string) {
	model, err := openai.New(
		openai.WithBaseURL(baseURL), openai.WithToken("none"), openai.WithModel("gpt-4o-mini"),
		openai.WithHTTPClient(&http.Client{Transport: &apierr.Transport{Provider: openaierr.Provider}}),
	)
	if err != nil {
		fmt.Println(err)
		return
	}

	ctx, calls := apierr.Track(ctx)
	text, err := llms.GenerateFromSinglePrompt(ctx, model, "hello")
	fmt.Println("without the Transport:", apierr.KindOf(openaierr.Provider.FromError(err)), apierr.CodeOf(openaierr.Provider.FromError(err)))
	err = calls.Err(err)

	switch {
	case err == nil:
		fmt.Println(text)
	case errors.Is(err, openaierr.InvalidFunctionParameters):
		fmt.Println("with it:", err)
	default:
		fmt.Println(err)
	}
}
