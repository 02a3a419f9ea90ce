package cookbook

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"

	"github.com/ollama/ollama/api"

	"github.com/errbook/errbook/apierr"
	"github.com/errbook/errbook/generated/ollamaerr"
)

func ollamaAPI(ctx context.Context, baseURL string) {
	base, err := url.Parse(baseURL) // http://127.0.0.1:11434 for Ollama itself
	if err != nil {
		fmt.Println(err)
		return
	}
	client := api.NewClient(base, &http.Client{Transport: &apierr.Transport{Provider: ollamaerr.Provider}})

	ctx, calls := apierr.Track(ctx)
	err = client.Chat(ctx, &api.ChatRequest{
		Model:    "llama3.2",
		Messages: []api.Message{{Role: "user", Content: "hello"}},
	}, func(part api.ChatResponse) error {
		fmt.Println(part.Message.Content)
		return nil
	})
	fmt.Println("the SDK returned:", err)
	err = calls.Err(err)

	switch {
	case errors.Is(err, ollamaerr.ModelNotFound):
		fmt.Println("run: ollama pull llama3.2")
	case errors.Is(err, apierr.StreamInterrupted):
		fmt.Println("the text is not whole:", err)
	case err != nil:
		fmt.Println(err)
	}
}
