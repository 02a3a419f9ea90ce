package sdktest

import (
	"context"
	"io"
	"net/http"
	"net/url"
	"time"

	"github.com/anthropics/anthropic-sdk-go"
	anthropicoption "github.com/anthropics/anthropic-sdk-go/option"
	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/aws/aws-sdk-go-v2/service/bedrockruntime"
	bedrocktypes "github.com/aws/aws-sdk-go-v2/service/bedrockruntime/types"
	cohere "github.com/cohere-ai/cohere-go/v2"
	cohereclient "github.com/cohere-ai/cohere-go/v2/client"
	cohereoption "github.com/cohere-ai/cohere-go/v2/option"
	"github.com/gage-technologies/mistral-go"
	ollama "github.com/ollama/ollama/api"
	"google.golang.org/genai"

	"github.com/errbook/errbook/apierr"
	"github.com/errbook/errbook/generated/anthropicerr"
	"github.com/errbook/errbook/generated/bedrockerr"
	"github.com/errbook/errbook/generated/cohereerr"
	"github.com/errbook/errbook/generated/geminierr"
	"github.com/errbook/errbook/generated/groqerr"
	"github.com/errbook/errbook/generated/mistralerr"
	"github.com/errbook/errbook/generated/ollamaerr"
	"github.com/errbook/errbook/generated/openaierr"
	"github.com/errbook/errbook/internal/sdktest/matrix"
)

var clients = []matrix.Client{
	{Name: "openai-go v3", Known: true, Providers: []*apierr.Provider{openaierr.Provider, groqerr.Provider}, Call: openaiV3, Stream: openaiV3Stream},
	{Name: "openai-go v1", Known: true, Providers: []*apierr.Provider{openaierr.Provider}, Call: openaiV1, Stream: openaiV1Stream},
	{Name: "sashabaranov/go-openai", Known: true, Providers: []*apierr.Provider{openaierr.Provider, groqerr.Provider}, Call: goOpenAI, Stream: goOpenAIStream},
	{Name: "langchaingo", Providers: []*apierr.Provider{openaierr.Provider}, Call: langchain, Stream: langchainStream,
		Loses: map[*apierr.Provider]int{openaierr.Provider: 100}},
	{Name: "eino-ext openai", Known: true, Providers: []*apierr.Provider{openaierr.Provider}, Call: einoOpenAI, Stream: einoOpenAIStream},
	{Name: "anthropic-sdk-go", Known: true, Providers: []*apierr.Provider{anthropicerr.Provider}, Call: anthropicCall, Stream: anthropicStream},
	{Name: "genai", Known: true, Providers: []*apierr.Provider{geminierr.Provider}, Call: genaiCall, Stream: genaiStream},
	{Name: "aws bedrockruntime", Known: true, Host: "bedrock-runtime.us-east-1.amazonaws.com", Providers: []*apierr.Provider{bedrockerr.Provider}, Call: bedrockCall, Stream: bedrockStream, Form: matrix.Frames},
	{Name: "cohere-go", Known: true, Providers: []*apierr.Provider{cohereerr.Provider}, Call: cohereCall, Stream: cohereStream},
	{Name: "ollama/api", Known: true, Providers: []*apierr.Provider{ollamaerr.Provider}, Call: ollamaCall, Stream: ollamaStream, Form: matrix.Lines},
	{Name: "mistral-go", Providers: []*apierr.Provider{mistralerr.Provider}, Call: mistralCall, NoClient: true},
}

// tooLong ends a call that a test waits for.
const tooLong = 20 * time.Second

func anthropicClient(url string, c *http.Client) anthropic.Client {
	return anthropic.NewClient(anthropicoption.WithBaseURL(url), anthropicoption.WithAPIKey("none"), anthropicoption.WithHTTPClient(c), anthropicoption.WithMaxRetries(0))
}

var anthropicQuestion = anthropic.MessageNewParams{
	Model: "m", MaxTokens: 1, Messages: []anthropic.MessageParam{anthropic.NewUserMessage(anthropic.NewTextBlock("hello"))},
}

func anthropicCall(ctx context.Context, url string, c *http.Client) error {
	a := anthropicClient(url, c)
	_, err := a.Messages.New(ctx, anthropicQuestion)
	return err
}

func anthropicStream(ctx context.Context, url string, c *http.Client) error {
	a := anthropicClient(url, c)
	s := a.Messages.NewStreaming(ctx, anthropicQuestion)
	for s.Next() {
		s.Current()
	}
	return s.Err()
}

func genaiClient(ctx context.Context, url string, c *http.Client) (*genai.Client, error) {
	return genai.NewClient(ctx, &genai.ClientConfig{
		APIKey: "none", Backend: genai.BackendGeminiAPI, HTTPClient: c, HTTPOptions: genai.HTTPOptions{BaseURL: url},
	})
}

func genaiCall(ctx context.Context, url string, c *http.Client) error {
	g, err := genaiClient(ctx, url, c)
	if err != nil {
		return err
	}
	_, err = g.Models.GenerateContent(ctx, "m", genai.Text("hello"), nil)
	return err
}

func genaiStream(ctx context.Context, url string, c *http.Client) error {
	g, err := genaiClient(ctx, url, c)
	if err != nil {
		return err
	}
	for _, err := range g.Models.GenerateContentStream(ctx, "m", genai.Text("hello"), nil) {
		if err != nil {
			return err
		}
	}
	return nil
}

func bedrockClient(url string, c *http.Client) *bedrockruntime.Client {
	return bedrockruntime.New(bedrockruntime.Options{
		Region: "us-east-1", BaseEndpoint: &url, HTTPClient: c, Retryer: aws.NopRetryer{},
		Credentials: credentials.NewStaticCredentialsProvider("none", "none", ""),
	})
}

var bedrockQuestion = []bedrocktypes.Message{{
	Role: bedrocktypes.ConversationRoleUser, Content: []bedrocktypes.ContentBlock{&bedrocktypes.ContentBlockMemberText{Value: "hello"}},
}}

func bedrockCall(ctx context.Context, url string, c *http.Client) error {
	_, err := bedrockClient(url, c).Converse(ctx, &bedrockruntime.ConverseInput{ModelId: aws.String("m"), Messages: bedrockQuestion})
	return err
}

func bedrockStream(ctx context.Context, url string, c *http.Client) error {
	out, err := bedrockClient(url, c).ConverseStream(ctx, &bedrockruntime.ConverseStreamInput{ModelId: aws.String("m"), Messages: bedrockQuestion})
	if err != nil {
		return err
	}
	s := out.GetStream()
	defer s.Close()
	for range s.Events() {
	}
	return s.Err()
}

func cohereClient(url string, c *http.Client) *cohereclient.Client {
	return cohereclient.NewClient(cohereoption.WithBaseURL(url), cohereoption.WithToken("none"), cohereoption.WithHTTPClient(c), cohereoption.WithMaxAttempts(1))
}

var cohereQuestion = []*cohere.ChatMessageV2{{
	Role: "user", User: &cohere.UserMessageV2{Content: &cohere.UserMessageV2Content{String: "hello"}},
}}

func cohereCall(ctx context.Context, url string, c *http.Client) error {
	_, err := cohereClient(url, c).V2.Chat(ctx, &cohere.V2ChatRequest{Model: "m", Messages: cohereQuestion})
	return err
}

func cohereStream(ctx context.Context, url string, c *http.Client) error {
	s, err := cohereClient(url, c).V2.ChatStream(ctx, &cohere.V2ChatStreamRequest{Model: "m", Messages: cohereQuestion})
	if err != nil {
		return err
	}
	defer s.Close()
	for {
		if _, err := s.Recv(); err == io.EOF {
			return nil
		} else if err != nil {
			return err
		}
	}
}

func ollamaChat(ctx context.Context, to string, c *http.Client, streamed bool) error {
	base, err := url.Parse(to)
	if err != nil {
		return err
	}
	return ollama.NewClient(base, c).Chat(ctx, &ollama.ChatRequest{
		Model: "m", Messages: []ollama.Message{{Role: "user", Content: "hello"}}, Stream: &streamed,
	}, func(ollama.ChatResponse) error { return nil })
}

func ollamaCall(ctx context.Context, url string, c *http.Client) error {
	return ollamaChat(ctx, url, c, false)
}

func ollamaStream(ctx context.Context, url string, c *http.Client) error {
	return ollamaChat(ctx, url, c, true)
}

// mistralCall has no way to hand over a client or a context.
func mistralCall(_ context.Context, url string, _ *http.Client) error {
	_, err := mistral.NewMistralClient("none", url, 1, tooLong).Chat("m", []mistral.ChatMessage{{Role: "user", Content: "hello"}}, nil)
	return err
}
