package cookbook

import (
	"context"
	"testing"
	"time"

	"github.com/errbook/errbook/apierr"
	"github.com/errbook/errbook/apierr/apierrtest/fakeserver"
	"github.com/errbook/errbook/generated/anthropicerr"
	"github.com/errbook/errbook/generated/anthropicerr/anthropicerrtest"
	"github.com/errbook/errbook/generated/bedrockerr"
	"github.com/errbook/errbook/generated/bedrockerr/bedrockerrtest"
	"github.com/errbook/errbook/generated/cohereerr"
	"github.com/errbook/errbook/generated/cohereerr/cohereerrtest"
	"github.com/errbook/errbook/generated/deepgramerr"
	"github.com/errbook/errbook/generated/deepgramerr/deepgramerrtest"
	"github.com/errbook/errbook/generated/fashnerr"
	"github.com/errbook/errbook/generated/fashnerr/fashnerrtest"
	"github.com/errbook/errbook/generated/geminierr"
	"github.com/errbook/errbook/generated/geminierr/geminierrtest"
	"github.com/errbook/errbook/generated/ollamaerr"
	"github.com/errbook/errbook/generated/ollamaerr/ollamaerrtest"
	"github.com/errbook/errbook/generated/openaierr"
	"github.com/errbook/errbook/generated/openaierr/openaierrtest"
	"github.com/errbook/errbook/generated/openroutererr"
	"github.com/errbook/errbook/generated/openroutererr/openroutererrtest"
)

// A program of a page.
type program struct {
	page, file string
	run        func(ctx context.Context, baseURL string)
	server     func(t *testing.T) *fakeserver.Server
	requests   int // how often it sends a request
}

// serving returns a function that starts a server of a provider's test doubles.
func serving(server func(testing.TB, ...error) *fakeserver.Server, steps ...error) func(*testing.T) *fakeserver.Server {
	return func(t *testing.T) *fakeserver.Server { return server(t, steps...) }
}

// days is a wait that nobody sleeps through.
const days = 277403 * time.Second

var (
	quota       = openaierr.InsufficientQuota
	soon        = openaierr.New(openaierr.RateLimitExceeded, apierr.WithMessage("Too many"), apierr.WithDelay(time.Second))
	openaiPiece = `{"id":"a","object":"chat.completion.chunk","choices":[{"index":0,"delta":{"content":"Hello, how can I"}}]}`
)

var programs = []program{
	{"openai-go.md", "openai_go.go", openaiGo, serving(openaierrtest.Server, quota, quota, quota), 1},
	{"anthropic-sdk-go.md", "anthropic_sdk_go.go", anthropicSDKGo,
		serving(anthropicerrtest.Server, anthropicerr.New(anthropicerr.RateLimitError, apierr.WithDelay(days))), 1},
	{"go-openai.md", "go_openai.go", goOpenAI,
		serving(openaierrtest.Server, openaierr.New(openaierr.RateLimitExceeded, apierr.WithDelay(20*time.Second))), 1},
	{"genai.md", "genai.go", genaiModels, serving(geminierrtest.Server, geminierr.APIKeyInvalid), 1},
	{"bedrockruntime.md", "bedrockruntime.go", bedrockRuntime, serving(bedrockerrtest.Server, bedrockerr.DailyTokensExceeded, bedrockerr.DailyTokensExceeded), 1},
	{"cohere-go.md", "cohere_go.go", cohereGo, serving(cohereerrtest.Server, cohereerr.TrialQuotaExhausted, cohereerr.TrialQuotaExhausted), 1},
	{"ollama-api.md", "ollama_api.go", ollamaAPI, serving(ollamaerrtest.Server, ollamaerr.ModelNotFound), 1},
	{"langchaingo.md", "langchaingo.go", langchainGo, serving(openaierrtest.Server, openaierr.InvalidFunctionParameters), 1},
	{"eino.md", "eino.go", einoOpenAI, serving(openaierrtest.Server, openaierr.ContextLengthExceeded), 1},
	{"net-http.md", "net_http.go", netHTTP, serving(fashnerrtest.Server, fashnerr.OutOfCredits), 1},

	{"streams.md", "streams_sdk.go", streamsSDK, serving(openaierrtest.Server, fakeserver.Stream(nil, openaiPiece)), 1},
	{"streams.md", "streams_plain.go", streamsPlain, serving(anthropicerrtest.Server, fakeserver.Stream(anthropicerr.OverloadedError, `{"type":"ping"}`)), 1},
	{"websockets.md", "websockets.go", webSockets, serving(deepgramerrtest.Server, deepgramerr.Net0001), 1},
	{"gateways.md", "gateways.go", gateways, serving(openroutererrtest.Server, openroutererr.InsufficientCredits), 1},

	{"retries.md", "retry_policy.go", retryPolicy, serving(openaierrtest.Server, soon), 2},
	{"retries.md", "retry_backoff.go", retryBackoff, serving(openaierrtest.Server, soon), 2},
	{"retries.md", "retry_retrygo.go", retryRetryGo, serving(openaierrtest.Server, quota), 1},
	{"retries.md", "retry_failsafe.go", retryFailsafe, serving(openaierrtest.Server, soon, quota), 2},
	{"retries.md", "retry_retryablehttp.go", retryRetryableHTTP, serving(openaierrtest.Server, quota), 1},
	{"retries.md", "retry_resty.go", retryResty, serving(openaierrtest.Server, soon), 2},
	{"retries.md", "retry_gobreaker.go", retryGobreaker, serving(openaierrtest.Server, quota, openaierr.ServerError, openaierr.ServerError), 3},

	{"routers.md", "routers.go", routers, serving(openaierrtest.Server, quota, soon, openaierr.ModelRetired), 4},

	{"logs.md", "log_slog.go", logSlog, serving(openaierrtest.Server, quota), 1},
	{"logs.md", "log_zap.go", logZap, serving(openaierrtest.Server, quota), 1},
	{"logs.md", "log_zerolog.go", logZerolog, serving(openaierrtest.Server, quota), 1},
	{"logs.md", "log_otel.go", logOTel, serving(openaierrtest.Server, quota), 1},
}
