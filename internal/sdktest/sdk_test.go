package sdktest

import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"sync/atomic"
	"testing"
	"time"

	"github.com/anthropics/anthropic-sdk-go"
	anthropicoption "github.com/anthropics/anthropic-sdk-go/option"
	"github.com/openai/openai-go/v3"
	openaioption "github.com/openai/openai-go/v3/option"

	"github.com/errbook/errbook/apierr"
	"github.com/errbook/errbook/apierr/wire"
)

// The answers carry what both SDKs and the generic layer read: a code inside an
// error, and a message.
const (
	creditsBody = `{"type":"error","error":{"type":"insufficient_quota","code":"insufficient_quota","message":"The balance is empty."}}`
	limitedBody = `{"type":"error","error":{"type":"rate_limit_error","code":"rate_limit_exceeded","message":"Slow down."}}`
	delayedBody = `{"type":"error","error":{"type":"rate_limit_error","code":"rate_limit_exceeded","message":"Slow down.","retry_after":0.002}}`
)

// provider is made by hand: one that says how long to wait inside the body.
var provider = apierr.NewProvider(&facts, classify, nil)

var facts = wire.Provider{
	ID: "sample",
	Wire: &wire.Wire{
		Body: []wire.Node{{Key: "error", Slot: wire.NoSlot, Kids: []wire.Node{
			{Key: "code", Slot: 0}, {Key: "message", Slot: 1}, {Key: "retry_after", Slot: 2},
		}}},
		Code:    []wire.Part{{Slot: 0}},
		Message: []wire.Part{{Slot: 1}},
		Delays:  []wire.DelaySource{{Part: wire.Part{Slot: 2}, Name: "error.retry_after", Format: wire.FormatSeconds}},
	},
}

func classify(f *wire.Fields) apierr.Verdict {
	switch f.Code {
	case "insufficient_quota":
		return apierr.Verdict{Kind: apierr.InsufficientCredits, Match: apierr.MatchExact}
	case "rate_limit_exceeded":
		return apierr.Verdict{Kind: apierr.RateLimited, Match: apierr.MatchExact}
	}
	return apierr.Verdict{}
}

// An sdk is a client library: call sends one small request to a server, and
// returns the status and request id that its typed error holds.
type sdk struct {
	name string
	call func(ctx context.Context, url string, client *http.Client) (status int, requestID string, err error)
}

var sdks = []sdk{
	{"openai-go", callOpenAI},
	{"anthropic-sdk-go", callAnthropic},
}

func callOpenAI(ctx context.Context, url string, httpClient *http.Client) (int, string, error) {
	client := openai.NewClient(openaioption.WithBaseURL(url), openaioption.WithAPIKey("none"), openaioption.WithHTTPClient(httpClient))
	_, err := client.Chat.Completions.New(ctx, openai.ChatCompletionNewParams{
		Model:    "m",
		Messages: []openai.ChatCompletionMessageParamUnion{openai.UserMessage("hello")},
	})
	var typed *openai.Error
	if !errors.As(err, &typed) {
		return 0, "", err
	}
	return typed.StatusCode, typed.Response.Header.Get("X-Request-Id"), err
}

func callAnthropic(ctx context.Context, url string, httpClient *http.Client) (int, string, error) {
	client := anthropic.NewClient(anthropicoption.WithBaseURL(url), anthropicoption.WithAPIKey("none"), anthropicoption.WithHTTPClient(httpClient))
	_, err := client.Messages.New(ctx, anthropic.MessageNewParams{
		Model:     "m",
		MaxTokens: 1,
		Messages:  []anthropic.MessageParam{anthropic.NewUserMessage(anthropic.NewTextBlock("hello"))},
	})
	var typed *anthropic.Error
	if !errors.As(err, &typed) {
		return 0, "", err
	}
	return typed.StatusCode, typed.Response.Header.Get("X-Request-Id"), err
}

// serve answers every request alike and counts them.
func serve(t *testing.T, header http.Header, body string) (url string, count *atomic.Int64) {
	t.Helper()
	count = new(atomic.Int64)
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		count.Add(1)
		io.Copy(io.Discard, r.Body)
		for name, values := range header {
			w.Header()[name] = values
		}
		w.Header().Set("Content-Type", "application/json")
		w.Header().Set("X-Request-Id", "req_1")
		w.WriteHeader(http.StatusTooManyRequests)
		io.WriteString(w, body)
	}))
	t.Cleanup(server.Close)
	return server.URL, count
}

// TestSDKs runs each SDK against a server that always answers 429. Both try a
// 429 three times by themselves, with pauses of half a second and more.
func TestSDKs(t *testing.T) {
	tests := []struct {
		name   string
		header http.Header
		body   string
		// plain and wise are how often the request is sent without and with
		// the Transport; a plain of 0 is not run, because it would sleep.
		plain, wise int64
		kind        apierr.Kind
	}{
		{"out of credits is sent once", http.Header{"Retry-After-Ms": {"1"}}, creditsBody, 3, 1, apierr.InsufficientCredits},
		{"a rate limit is retried", http.Header{"Retry-After-Ms": {"1"}}, limitedBody, 3, 3, apierr.RateLimited},
		{"a delay in the body is kept to", nil, delayedBody, 0, 3, apierr.RateLimited},
		{"3.2 days are not slept through", http.Header{"Retry-After": {"277403"}}, limitedBody, 0, 1, apierr.RateLimited},
	}
	for _, s := range sdks {
		for _, tt := range tests {
			t.Run(s.name+"/"+tt.name, func(t *testing.T) {
				t.Parallel()
				// Without the Transport's advice the SDK would sleep past this.
				ctx, cancel := context.WithTimeout(t.Context(), 5*time.Second)
				defer cancel()
				url, count := serve(t, tt.header, tt.body)
				if tt.plain > 0 {
					s.call(ctx, url, &http.Client{Transport: http.DefaultTransport})
					if got := count.Swap(0); got != tt.plain {
						t.Errorf("by itself the SDK sends %d times, not %d: mend this test", got, tt.plain)
					}
				}
				var kinds []apierr.Kind
				transport := &apierr.Transport{Provider: provider, OnFailure: func(_ context.Context, f apierr.Failure) { kinds = append(kinds, f.Error.Kind) }}
				status, requestID, err := s.call(ctx, url, &http.Client{Transport: transport})
				if status != http.StatusTooManyRequests || requestID != "req_1" {
					t.Errorf("the typed error has status %d, request id %q: %v", status, requestID, err)
				}
				if got := count.Load(); got != tt.wise {
					t.Errorf("sent %d times, want %d", got, tt.wise)
				}
				if int64(len(kinds)) != tt.wise || kinds[0] != tt.kind {
					t.Errorf("the hook saw %v", kinds)
				}
			})
		}
	}
}

// TestBodyDelayReachesSDK shows the header by which the SDK learns of a delay
// that only the body states.
func TestBodyDelayReachesSDK(t *testing.T) {
	for _, s := range sdks {
		t.Run(s.name, func(t *testing.T) {
			url, _ := serve(t, nil, delayedBody)
			var seen []string
			client := &http.Client{Transport: watch{&apierr.Transport{Provider: provider}, &seen}}
			s.call(t.Context(), url, client)
			for _, ms := range seen {
				if ms != "2" {
					t.Errorf("retry-after-ms: %q, want 2", ms)
				}
			}
			if len(seen) != 3 {
				t.Errorf("%d answers, want 3", len(seen))
			}
		})
	}
}

// A watch notes the retry-after-ms of every answer that an SDK gets.
type watch struct {
	base http.RoundTripper
	seen *[]string
}

func (w watch) RoundTrip(req *http.Request) (*http.Response, error) {
	resp, err := w.base.RoundTrip(req)
	if err == nil {
		*w.seen = append(*w.seen, resp.Header.Get("Retry-After-Ms"))
	}
	return resp, err
}
