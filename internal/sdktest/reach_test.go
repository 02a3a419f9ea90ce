package sdktest

import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/anthropics/anthropic-sdk-go"
	anthropicoption "github.com/anthropics/anthropic-sdk-go/option"
	"github.com/openai/openai-go/v3"
	openaioption "github.com/openai/openai-go/v3/option"

	"github.com/errbook/errbook/apierr"
	"github.com/errbook/errbook/generated/anthropicerr"
	"github.com/errbook/errbook/generated/catalog"
	"github.com/errbook/errbook/generated/openaierr"
)

// A home is an SDK with the package of its provider.
type home struct {
	sdk
	provider *apierr.Provider
	isTyped  func(error) bool // whether the SDK's own type is in the chain
}

var homes = []home{
	{sdks[0], openaierr.Provider, func(err error) bool { var e *openai.Error; return errors.As(err, &e) }},
	{sdks[1], anthropicerr.Provider, func(err error) bool { var e *anthropic.Error; return errors.As(err, &e) }},
}

// sample is a documented error of a provider as its server sends it.
type sample struct {
	home   int
	status int
	header http.Header
	body   string
	code   apierr.Code
	delay  time.Duration
}

var samples = []sample{
	{0, 429, nil, `{"error":{"message":"You exceeded your current quota, please check your plan and billing details.","type":"insufficient_quota","param":null,"code":"insufficient_quota"}}`, openaierr.InsufficientQuota, 0},
	{0, 401, nil, `{"error":{"message":"Incorrect API key provided: abc.","type":"invalid_request_error","param":null,"code":"invalid_api_key"}}`, openaierr.InvalidAPIKey, 0},
	{0, 429, http.Header{"Retry-After": {"7"}}, `{"error":{"message":"You exceeded your current quota.","type":"insufficient_quota","code":"insufficient_quota"}}`, openaierr.InsufficientQuota, 7 * time.Second},
	{1, 401, nil, `{"type":"error","error":{"type":"authentication_error","message":"invalid x-api-key"}}`, anthropicerr.AuthenticationError, 0},
	{1, 404, nil, `{"type":"error","error":{"type":"not_found_error","message":"model: no-such-model"}}`, "", 0},
}

// answering serves one sample.
func answering(t *testing.T, s sample) string {
	t.Helper()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		io.Copy(io.Discard, r.Body)
		for name, values := range s.header {
			w.Header()[name] = values
		}
		w.Header().Set("Content-Type", "application/json")
		w.Header().Set("X-Should-Retry", "false")
		w.Header().Set("X-Request-Id", "req_1")
		w.Header().Set("Request-Id", "req_1")
		w.WriteHeader(s.status)
		io.WriteString(w, s.body)
	}))
	t.Cleanup(server.Close)
	return server.URL
}

// What an SDK returns without any Transport is read as the response itself is, by the
// provider and by the catalog, which knows the SDK; and it stays the SDK's.
func TestFromError(t *testing.T) {
	for _, s := range samples {
		h := homes[s.home]
		_, _, sdkError := h.call(t.Context(), answering(t, s), &http.Client{})
		direct := h.provider.From(apierr.Response{Status: s.status, Header: s.header, Body: []byte(s.body)}).(*apierr.Error)
		for name, err := range map[string]error{"provider": h.provider.FromError(sdkError), "catalog": catalog.FromError(sdkError)} {
			var e *apierr.Error
			switch {
			case !errors.As(err, &e), e.Code != direct.Code, e.Kind != direct.Kind, e.Status != s.status, e.Message != direct.Message:
				t.Errorf("%s, by the %s: got %v, want %v", s.body, name, err, direct)
			case s.code != "" && !errors.Is(err, s.code):
				t.Errorf("%s, by the %s: got %v, want %s", s.body, name, err, s.code)
			case e.RequestID != "req_1", e.Delay.Duration != s.delay:
				t.Errorf("%s, by the %s: request id %q, delay %v", s.body, name, e.RequestID, e.Delay)
			case !h.isTyped(err):
				t.Errorf("%s, by the %s: the SDK's type is lost in %v", s.body, name, err)
			}
		}
	}
}

// The same through Track: the SDK's error comes back as ours, and as the SDK's.
func TestTrack(t *testing.T) {
	for _, s := range samples {
		h := homes[s.home]
		ctx, calls := apierr.Track(t.Context())
		_, _, sdkError := h.call(ctx, answering(t, s), &http.Client{Transport: &apierr.Transport{ForHost: catalog.ForHost, Provider: h.provider}})
		err := calls.Err(sdkError)
		if direct := h.provider.From(apierr.Response{Status: s.status, Body: []byte(s.body)}); apierr.CodeOf(err) != apierr.CodeOf(direct) || apierr.KindOf(err) != apierr.KindOf(direct) || !h.isTyped(err) {
			t.Errorf("%s: got %v", s.body, err)
		}
	}
}

// streams are what can go wrong in a stream, by the provider.
var streams = []struct {
	name, text string
	home       int
	cut        bool
	want       apierr.Kind
}{
	{"an error event", "data: {\"id\":\"a\",\"choices\":[]}\n\ndata: {\"error\":{\"message\":\"The server had an error\",\"type\":\"server_error\",\"code\":\"server_error\"}}\n\n", 0, false, apierr.ProviderError},
	{"an end without the mark", "data: {\"id\":\"a\",\"choices\":[]}\n\n", 0, false, apierr.StreamInterrupted},
	{"a broken connection", "data: {\"id\":\"a\",\"choices\":[]}\n\n", 0, true, apierr.StreamInterrupted},
	{"success", "data: {\"id\":\"a\",\"choices\":[]}\n\ndata: [DONE]\n\n", 0, false, apierr.Unknown},
	{"an error event", "event: error\ndata: {\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\",\"message\":\"Overloaded\"}}\n\n", 1, false, apierr.Overloaded},
	{"an end without the mark", "event: ping\ndata: {\"type\":\"ping\"}\n\n", 1, false, apierr.StreamInterrupted},
	{"a broken connection", "event: ping\ndata: {\"type\":\"ping\"}\n\n", 1, true, apierr.StreamInterrupted},
	{"success", "event: ping\ndata: {\"type\":\"ping\"}\n\nevent: message_stop\ndata: {\"type\":\"message_stop\"}\n\n", 1, false, apierr.Unknown},
}

// What goes wrong inside a stream reaches the caller through Track, also where the
// SDK returns nil.
func TestTrackOfStreams(t *testing.T) {
	for _, s := range streams {
		h := homes[s.home]
		t.Run(h.name+"/"+s.name, func(t *testing.T) {
			server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				io.Copy(io.Discard, r.Body)
				w.Header().Set("Content-Type", "text/event-stream")
				io.WriteString(w, s.text)
				w.(http.Flusher).Flush()
				if s.cut {
					panic(http.ErrAbortHandler)
				}
			}))
			t.Cleanup(server.Close)
			ctx, calls := apierr.Track(t.Context())
			client := &http.Client{Transport: &apierr.Transport{Provider: h.provider}}
			sdkError := stream(ctx, s.home, server.URL, client)
			err := calls.Err(sdkError)
			if apierr.KindOf(err) != s.want || (err == nil) != (s.want == apierr.Unknown) {
				t.Errorf("the SDK returned %v; tracked %v, want %s", sdkError, err, s.want)
			}
		})
	}
}

// stream reads a stream of an SDK to its end.
func stream(ctx context.Context, home int, url string, client *http.Client) error {
	if home == 0 {
		c := openai.NewClient(openaioption.WithBaseURL(url), openaioption.WithAPIKey("none"), openaioption.WithHTTPClient(client))
		s := c.Chat.Completions.NewStreaming(ctx, openai.ChatCompletionNewParams{Model: "m", Messages: []openai.ChatCompletionMessageParamUnion{openai.UserMessage("hello")}})
		for s.Next() {
			s.Current()
		}
		return s.Err()
	}
	c := anthropic.NewClient(anthropicoption.WithBaseURL(url), anthropicoption.WithAPIKey("none"), anthropicoption.WithHTTPClient(client))
	s := c.Messages.NewStreaming(ctx, anthropic.MessageNewParams{Model: "m", MaxTokens: 1, Messages: []anthropic.MessageParam{anthropic.NewUserMessage(anthropic.NewTextBlock("hello"))}})
	for s.Next() {
		s.Current()
	}
	return s.Err()
}
