package frameworks

import (
	"context"
	"net/http"

	"charm.land/fantasy"
	fantasyopenai "charm.land/fantasy/providers/openai"
	"github.com/firebase/genkit/go/ai"
	"github.com/firebase/genkit/go/genkit"
	genkitopenai "github.com/firebase/genkit/go/plugins/compat_oai/openai"
	openaiv1option "github.com/openai/openai-go/option"
	openaioption "github.com/openai/openai-go/v3/option"

	"github.com/errbook/errbook/apierr"
	"github.com/errbook/errbook/generated/openaierr"
	"github.com/errbook/errbook/internal/sdktest/matrix"
)

var clients = []matrix.Client{
	{Name: "genkit compat_oai", Known: true, Providers: []*apierr.Provider{openaierr.Provider}, Call: genkitOpenAI, Stream: genkitOpenAIStream},
	{Name: "fantasy openai", Known: true, Providers: []*apierr.Provider{openaierr.Provider}, Call: fantasyOpenAI, Stream: fantasyOpenAIStream,
		Loses: map[*apierr.Provider]int{openaierr.Provider: 1}}, // the code slow_down under 429,
}

func genkitAsk(ctx context.Context, url string, c *http.Client, options ...ai.GenerateOption) error {
	plugin := &genkitopenai.OpenAI{APIKey: "none", Opts: []openaiv1option.RequestOption{
		openaiv1option.WithBaseURL(url), openaiv1option.WithHTTPClient(c), openaiv1option.WithMaxRetries(0),
	}}
	g := genkit.Init(ctx, genkit.WithPlugins(plugin))
	_, err := genkit.Generate(ctx, g, append(options, ai.WithModelName("openai/gpt-4o-mini"), ai.WithPrompt("hello"))...)
	return err
}

func genkitOpenAI(ctx context.Context, url string, c *http.Client) error {
	return genkitAsk(ctx, url, c)
}

func genkitOpenAIStream(ctx context.Context, url string, c *http.Client) error {
	return genkitAsk(ctx, url, c, ai.WithStreaming(func(context.Context, *ai.ModelResponseChunk) error { return nil }))
}

func fantasyModel(ctx context.Context, url string, c *http.Client) (fantasy.LanguageModel, error) {
	p, err := fantasyopenai.New(fantasyopenai.WithBaseURL(url), fantasyopenai.WithAPIKey("none"), fantasyopenai.WithHTTPClient(c), fantasyopenai.WithSDKOptions(openaioption.WithMaxRetries(0)))
	if err != nil {
		return nil, err
	}
	return p.LanguageModel(ctx, "m")
}

var fantasyQuestion = fantasy.Call{Prompt: fantasy.Prompt{fantasy.NewUserMessage("hello")}}

func fantasyOpenAI(ctx context.Context, url string, c *http.Client) error {
	m, err := fantasyModel(ctx, url, c)
	if err != nil {
		return err
	}
	_, err = m.Generate(ctx, fantasyQuestion)
	return err
}

func fantasyOpenAIStream(ctx context.Context, url string, c *http.Client) error {
	m, err := fantasyModel(ctx, url, c)
	if err != nil {
		return err
	}
	parts, err := m.Stream(ctx, fantasyQuestion)
	if err != nil {
		return err
	}
	for part := range parts {
		if part.Error != nil {
			return part.Error
		}
	}
	return nil
}
