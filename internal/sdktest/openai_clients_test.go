package sdktest

import (
	"context"
	"errors"
	"io"
	"net/http"

	einoopenai "github.com/cloudwego/eino-ext/components/model/openai"
	"github.com/cloudwego/eino/schema"
	openaiv1 "github.com/openai/openai-go"
	openaiv1option "github.com/openai/openai-go/option"
	"github.com/openai/openai-go/v3"
	openaioption "github.com/openai/openai-go/v3/option"
	goopenai "github.com/sashabaranov/go-openai"
	"github.com/tmc/langchaingo/llms"
	langchainopenai "github.com/tmc/langchaingo/llms/openai"
)

func openaiV3Client(url string, c *http.Client) openai.Client {
	return openai.NewClient(openaioption.WithBaseURL(url), openaioption.WithAPIKey("none"), openaioption.WithHTTPClient(c), openaioption.WithMaxRetries(0))
}

var openaiV3Question = openai.ChatCompletionNewParams{Model: "m", Messages: []openai.ChatCompletionMessageParamUnion{openai.UserMessage("hello")}}

func openaiV3(ctx context.Context, url string, c *http.Client) error {
	o := openaiV3Client(url, c)
	_, err := o.Chat.Completions.New(ctx, openaiV3Question)
	return err
}

func openaiV3Stream(ctx context.Context, url string, c *http.Client) error {
	o := openaiV3Client(url, c)
	s := o.Chat.Completions.NewStreaming(ctx, openaiV3Question)
	for s.Next() {
		s.Current()
	}
	return s.Err()
}

func openaiV1Client(url string, c *http.Client) openaiv1.Client {
	return openaiv1.NewClient(openaiv1option.WithBaseURL(url), openaiv1option.WithAPIKey("none"), openaiv1option.WithHTTPClient(c), openaiv1option.WithMaxRetries(0))
}

var openaiV1Question = openaiv1.ChatCompletionNewParams{Model: "m", Messages: []openaiv1.ChatCompletionMessageParamUnion{openaiv1.UserMessage("hello")}}

func openaiV1(ctx context.Context, url string, c *http.Client) error {
	o := openaiV1Client(url, c)
	_, err := o.Chat.Completions.New(ctx, openaiV1Question)
	return err
}

func openaiV1Stream(ctx context.Context, url string, c *http.Client) error {
	o := openaiV1Client(url, c)
	s := o.Chat.Completions.NewStreaming(ctx, openaiV1Question)
	for s.Next() {
		s.Current()
	}
	return s.Err()
}

func goOpenAIClient(url string, c *http.Client) *goopenai.Client {
	config := goopenai.DefaultConfig("none")
	config.BaseURL, config.HTTPClient = url, c
	return goopenai.NewClientWithConfig(config)
}

var goOpenAIQuestion = goopenai.ChatCompletionRequest{Model: "m", Messages: []goopenai.ChatCompletionMessage{{Role: "user", Content: "hello"}}}

func goOpenAI(ctx context.Context, url string, c *http.Client) error {
	_, err := goOpenAIClient(url, c).CreateChatCompletion(ctx, goOpenAIQuestion)
	return err
}

func goOpenAIStream(ctx context.Context, url string, c *http.Client) error {
	s, err := goOpenAIClient(url, c).CreateChatCompletionStream(ctx, goOpenAIQuestion)
	if err != nil {
		return err
	}
	defer s.Close()
	for {
		if _, err := s.Recv(); errors.Is(err, io.EOF) {
			return nil
		} else if err != nil {
			return err
		}
	}
}

func langchainAsk(ctx context.Context, url string, c *http.Client, options ...llms.CallOption) error {
	l, err := langchainopenai.New(langchainopenai.WithBaseURL(url), langchainopenai.WithToken("none"), langchainopenai.WithModel("m"), langchainopenai.WithHTTPClient(c))
	if err != nil {
		return err
	}
	_, err = llms.GenerateFromSinglePrompt(ctx, l, "hello", options...)
	return err
}

func langchain(ctx context.Context, url string, c *http.Client) error {
	return langchainAsk(ctx, url, c)
}

func langchainStream(ctx context.Context, url string, c *http.Client) error {
	return langchainAsk(ctx, url, c, llms.WithStreamingFunc(func(context.Context, []byte) error { return nil }))
}

func einoModel(ctx context.Context, url string, c *http.Client) (*einoopenai.ChatModel, error) {
	return einoopenai.NewChatModel(ctx, &einoopenai.ChatModelConfig{APIKey: "none", BaseURL: url, Model: "m", HTTPClient: c})
}

func einoOpenAI(ctx context.Context, url string, c *http.Client) error {
	m, err := einoModel(ctx, url, c)
	if err != nil {
		return err
	}
	_, err = m.Generate(ctx, []*schema.Message{schema.UserMessage("hello")})
	return err
}

func einoOpenAIStream(ctx context.Context, url string, c *http.Client) error {
	m, err := einoModel(ctx, url, c)
	if err != nil {
		return err
	}
	s, err := m.Stream(ctx, []*schema.Message{schema.UserMessage("hello")})
	if err != nil {
		return err
	}
	defer s.Close()
	for {
		if _, err := s.Recv(); errors.Is(err, io.EOF) {
			return nil
		} else if err != nil {
			return err
		}
	}
}
