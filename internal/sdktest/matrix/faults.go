package matrix

import (
	"cmp"
	"compress/gzip"
	"context"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/errbook/errbook/apierr"
)

// A wording is how a provider says things in a stream.
type wording struct {
	piece, mark, failure string // events, lines or frames
	// last is the piece behind which the stream breaks off; "" for piece.
	last            string
	refusal         string // a body under 200, or one of a status
	failed, refused apierr.Kind
}

// wordings has the provider of each client whose streams are tried.
var wordings = map[string]wording{
	"openai": {
		piece:   "data: {\"id\":\"a\",\"object\":\"chat.completion.chunk\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"hello\"}}]}\n\n",
		mark:    "data: {\"id\":\"a\",\"object\":\"chat.completion.chunk\",\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}\n\ndata: [DONE]\n\n",
		failure: "data: {\"error\":{\"message\":\"The server had an error\",\"type\":\"server_error\",\"param\":null,\"code\":\"server_error\"}}\n\n",
		failed:  apierr.ProviderError,
		refusal: `{"error":{"message":"Nothing is left","type":"insufficient_quota","param":null,"code":"insufficient_quota"}}`,
		refused: apierr.InsufficientCredits,
	},
	"anthropic": {
		piece:   "event: ping\ndata: {\"type\":\"ping\"}\n\n",
		mark:    "event: message_stop\ndata: {\"type\":\"message_stop\"}\n\n",
		failure: "event: error\ndata: {\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\",\"message\":\"Overloaded\"}}\n\n",
		failed:  apierr.Overloaded,
		refusal: `{"type":"error","error":{"type":"authentication_error","message":"The key is not valid"}}`,
		refused: apierr.Authentication,
	},
	"gemini": {
		piece:   "data: {\"candidates\":[{\"content\":{\"role\":\"model\",\"parts\":[{\"text\":\"hello\"}]}}]}\n\n",
		mark:    "data: {\"candidates\":[{\"finishReason\":\"STOP\"}]}\n\n",
		failure: "data: {\"error\":{\"code\":503,\"message\":\"The model is overloaded\",\"status\":\"UNAVAILABLE\"}}\n\n",
		failed:  apierr.Overloaded,
		refusal: `{"error":{"code":403,"message":"No","status":"PERMISSION_DENIED"}}`,
		refused: apierr.PermissionDenied,
	},
	"ollama": {
		piece:   "{\"model\":\"m\",\"message\":{\"role\":\"assistant\",\"content\":\"hello\"},\"done\":false}\n",
		mark:    "{\"model\":\"m\",\"message\":{\"role\":\"assistant\",\"content\":\"\"},\"done\":true}\n",
		failure: "{\"error\":\"an error was encountered while running the model\"}\n",
		failed:  apierr.ProviderError,
		refusal: `{"error":"model 'm' not found"}`,
		refused: apierr.ModelNotFound,
	},
	"cohere": {
		piece: "event: content-delta\ndata: {\"type\":\"content-delta\",\"index\":0,\"delta\":{\"message\":{\"content\":{\"text\":\"hello\"}}}}\n\n",
		// The SDK takes the empty line behind an event for one that is not valid, unless the
		// next has come, and closes the stream then: it meets a break before that alone.
		last:    "event: content-delta\ndata: {\"type\":\"content-delta\",\"index\":0,\"delta\":{\"message\":{\"content\":{\"text\":\"hello\"}}}}",
		mark:    "event: message-end\ndata: {\"type\":\"message-end\",\"delta\":{\"finish_reason\":\"COMPLETE\"}}\n\ndata: [DONE]\n\n",
		failure: "event: message-end\ndata: {\"type\":\"message-end\",\"delta\":{\"finish_reason\":\"ERROR\"}}\n\ndata: [DONE]\n\n",
		failed:  apierr.JobFailed,
		refusal: `{"id":"a","finish_reason":"ERROR"}`,
		refused: apierr.JobFailed,
	},
	"bedrock": {
		piece:   frame("messageStart", `{"role":"assistant"}`) + frame("contentBlockDelta", `{"contentBlockIndex":0,"delta":{"text":"hello"}}`),
		mark:    frame("messageStop", `{"stopReason":"end_turn"}`) + frame("metadata", `{"usage":{"inputTokens":1,"outputTokens":1,"totalTokens":2},"metrics":{"latencyMs":1}}`),
		failure: frame("throttlingException", `{"message":"Too many requests, please wait before trying again."}`),
		failed:  apierr.RateLimited,
		refusal: `{"output":{},"stopReason":"malformed_model_output"}`,
		refused: apierr.InvalidResponse,
	},
}

// A fault is what goes wrong with a call whose response is to be streamed.
type fault struct {
	name string
	want func(w *wording) apierr.Kind
	// serve sends the response; eventType is that of the client's streams.
	serve func(w http.ResponseWriter, r *http.Request, say *wording, eventType string)
	http2 bool
}

func failed(w *wording) apierr.Kind       { return w.failed }
func refused(w *wording) apierr.Kind      { return w.refused }
func interrupted(*wording) apierr.Kind    { return apierr.StreamInterrupted }
func noFault(*wording) apierr.Kind        { return apierr.Unknown }
func whateverStatus(*wording) apierr.Kind { return apierr.RateLimited }

var faults = []fault{
	{name: "success", want: noFault, serve: streaming(func(say *wording) string { return say.piece + say.mark }, false)},
	{name: "error event", want: failed, serve: streaming(func(say *wording) string { return say.piece + say.failure }, false)},
	{name: "cut", want: interrupted, serve: streaming(beginning, true)},
	{name: "end without mark", want: interrupted, serve: streaming(beginning, false)},
	{name: "JSON error under 200", want: refused, serve: plainly},
	{name: "gzip", want: refused, serve: gzipped},
	{name: "chunked", want: refused, serve: chunked},
	{name: "stalled body", want: whateverStatus, serve: stalled},
	{name: "HTTP2 error event", want: failed, serve: streaming(func(say *wording) string { return say.piece + say.failure }, false), http2: true},
	{name: "HTTP2 cut", want: interrupted, serve: streaming(beginning, true), http2: true},
}

// beginning is what comes of a stream that does not get to its end.
func beginning(say *wording) string { return cmp.Or(say.last, say.piece) }

// streaming sends a stream, and breaks it off or ends it.
func streaming(text func(*wording) string, cut bool) func(http.ResponseWriter, *http.Request, *wording, string) {
	return func(w http.ResponseWriter, _ *http.Request, say *wording, eventType string) {
		w.Header().Set("Content-Type", eventType)
		io.WriteString(w, text(say))
		http.NewResponseController(w).Flush()
		if cut {
			time.Sleep(20 * time.Millisecond) // so that what came before arrives
			panic(http.ErrAbortHandler)
		}
	}
}

func plainly(w http.ResponseWriter, _ *http.Request, say *wording, _ string) {
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Content-Length", fmt.Sprint(len(say.refusal)))
	io.WriteString(w, say.refusal)
}

func gzipped(w http.ResponseWriter, _ *http.Request, say *wording, _ string) {
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Content-Encoding", "gzip")
	z := gzip.NewWriter(w)
	io.WriteString(z, say.refusal)
	z.Close()
}

func chunked(w http.ResponseWriter, _ *http.Request, say *wording, _ string) {
	w.Header().Set("Content-Type", "application/json")
	for _, half := range []string{say.refusal[:20], say.refusal[20:]} {
		io.WriteString(w, half)
		http.NewResponseController(w).Flush()
	}
}

// stalled sends the half of a refusal under 429, and then nothing.
func stalled(w http.ResponseWriter, r *http.Request, _ *wording, _ string) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(http.StatusTooManyRequests)
	io.WriteString(w, `{"error":{"mess`)
	http.NewResponseController(w).Flush()
	<-r.Context().Done()
}

// patience is how long a caller waits for a response that stalls.
const patience = 4 * time.Second

// Faults makes each of the clients meet each fault in a stream, and checks that the
// failure is reported: to the hook, and by the tracker, whatever the SDK returns.
func Faults(t *testing.T, clients []Client) {
	for _, c := range clients {
		say, ok := wordings[c.Providers[0].ID()]
		if !ok || c.Stream == nil {
			continue
		}
		for i := range faults {
			t.Run(c.Name+"/"+faults[i].name, func(t *testing.T) {
				t.Parallel()
				meet(t, &c, &say, &faults[i])
			})
		}
	}
}

// meet makes a client meet a fault.
func meet(t *testing.T, c *Client, say *wording, f *fault) {
	server := faultyServer(t, c, say, f)
	base := server.Client().Transport.(*http.Transport)
	t.Cleanup(base.CloseIdleConnections)
	var told atomic.Pointer[apierr.Error]
	transport := &apierr.Transport{Base: base, Provider: c.Providers[0], OnFailure: func(_ context.Context, f apierr.Failure) { told.Store(f.Error) }}
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	ctx, calls := apierr.Track(ctx)
	sdkError := c.Stream(ctx, server.URL, &http.Client{Transport: transport})
	want := f.want(say)
	switch e := told.Load(); {
	case want == apierr.Unknown && e == nil, e != nil && e.Kind == want:
	default:
		t.Errorf("the hook was told %v, want %s; the SDK returned %v", e, want, sdkError)
	}
	if ctx.Err() != nil {
		return // the caller's own deadline is what the tracker says, rightly
	}
	err := calls.Err(sdkError)
	if want == apierr.Unknown {
		if err != nil {
			t.Errorf("without a fault: %v", err)
		}
		return
	}
	if apierr.KindOf(err) != want {
		t.Errorf("tracked %v, want %s; the SDK returned %v", err, want, sdkError)
	}
}

func faultyServer(t *testing.T, c *Client, say *wording, f *fault) *httptest.Server {
	server := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		io.Copy(io.Discard, r.Body)
		if f.http2 != strings.HasPrefix(r.Proto, "HTTP/2") {
			t.Errorf("the request came by %s", r.Proto)
		}
		f.serve(w, r, say, string(cmp.Or(c.Form, Events)))
	}))
	if f.http2 {
		server.EnableHTTP2 = true
		server.StartTLS()
	} else {
		server.Start()
	}
	t.Cleanup(server.Close)
	return server
}
