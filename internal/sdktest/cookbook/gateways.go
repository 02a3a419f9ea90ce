package cookbook

import (
	"context"
	"fmt"
	"net/http"
	"net/url"

	"github.com/openai/openai-go/v3"
	"github.com/openai/openai-go/v3/option"

	"github.com/errbook/errbook/apierr"
	"github.com/errbook/errbook/generated/catalog"
	"github.com/errbook/errbook/generated/openroutererr"
	"github.com/errbook/errbook/generated/vllmerr"
)

func gateways(ctx context.Context, baseURL string) {
	gateway, err := url.Parse(baseURL)
	if err != nil {
		fmt.Println(err)
		return
	}
	hosts := map[string]*apierr.Provider{
		gateway.Host:     openroutererr.Provider, // whatever the host is called
		"localhost:8000": vllmerr.Provider,
	}
	transport := &apierr.Transport{ForHost: func(host string) *apierr.Provider {
		if p := hosts[host]; p != nil {
			return p
		}
		return catalog.ForHost(host) // nil for a host that no book knows: kinds, but no codes
	}}
	client := openai.NewClient(
		option.WithBaseURL(baseURL), option.WithAPIKey("none"),
		option.WithHTTPClient(&http.Client{Transport: transport}),
	)

	ctx, calls := apierr.Track(ctx)
	_, err = client.Chat.Completions.New(ctx, openai.ChatCompletionNewParams{
		Model:    "deepseek/deepseek-chat",
		Messages: []openai.ChatCompletionMessageParamUnion{openai.UserMessage("hello")},
	})
	err = calls.Err(err)
	fmt.Println(err)
	fmt.Println("kind:", apierr.KindOf(err))
}
