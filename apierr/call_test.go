package apierr

import (
	"compress/gzip"
	"context"
	"encoding/binary"
	"errors"
	"hash/crc32"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/iotest"
	"time"

	"github.com/errbook/errbook/apierr/wire"
)

// marked is acme with a stream that ends with a mark.
var marked = NewProvider(&wire.Provider{
	ID: "acme", Wire: &markedWire, Surfaces: append([]wire.Surface{
		{Name: "stream", Stream: true, Events: []string{"error"}, Body: []wire.Condition{{Field: 1}}, Ends: []string{"[DONE]", "acme.done", "done=true", "finish=*"}},
	}, acmeSurfaces...),
}, acmeClassify, acmeLookup)

var markedWire = wire.Wire{
	Body: acmeWire.Body, Code: acmeWire.Code, Message: acmeWire.Message, RequestID: acmeWire.RequestID, Delays: acmeWire.Delays,
	Fields: append(slices.Clip(acmeWire.Fields), wire.Part{Slot: acmeSlotCode}),
}

// read makes a call whose response has a body, reads it, and returns all that the
// hook was told.
func read(t *testing.T, status int, contentType string, body io.Reader) (failures []Failure) {
	t.Helper()
	base := roundTripper(func(req *http.Request) (*http.Response, error) {
		h := http.Header{"Content-Type": {contentType}, "X-Request-Id": {"req_1"}}
		return &http.Response{StatusCode: status, Header: h, ContentLength: -1, Body: io.NopCloser(body), Request: req}, nil
	})
	transport := &Transport{Provider: marked, Base: base, OnFailure: func(_ context.Context, f Failure) { failures = append(failures, f) }}
	resp, err := transport.RoundTrip(httptest.NewRequest(http.MethodPost, "https://api.acme.test/v1", nil))
	if err != nil {
		t.Fatal(err)
	}
	io.Copy(io.Discard, resp.Body)
	resp.Body.Close()
	return failures
}

// A failure under 200 is reported when it has been read, however it is sent.
func TestTransportObservesBodies(t *testing.T) {
	const sse, lines, json = "text/event-stream; charset=utf-8", "application/x-ndjson", "application/json"
	const failure = `{"error":{"code":"RateLimitExceeded","message":"Slow down."}}`
	tests := []struct {
		name, contentType, body string
		broken                  error
		want                    Kind // Unknown for no failure
	}{
		{"an error event", sse, "data: {\"a\":1}\n\nevent: error\ndata: " + failure + "\n\n", nil, RateLimited},
		{"an event without a name", sse, "data: " + failure + "\n\n", nil, RateLimited},
		{"a stream that ends with its mark", sse, "data: {\"a\":1}\n\ndata: [DONE]\n\n", nil, Unknown},
		{"a mark that is a type", sse, "data: {\"type\":\"acme.done\"}\n\n", nil, Unknown},
		{"a mark that is a name", sse, "event: acme.done\ndata: {}\n\n", nil, Unknown},
		{"a stream that ends without", sse, "data: {\"text\":\"[DONE]\"}\n\n", nil, StreamInterrupted},
		{"an empty stream", sse, ": ping\n\n", nil, Unknown},
		{"a stream that breaks off", sse, "data: {\"a\":1}\n\n", io.ErrUnexpectedEOF, StreamInterrupted},
		{"an event that breaks off", sse, "data: {\"a\":1}\n\ndata: {\"error\":{\"mess", io.ErrUnexpectedEOF, StreamInterrupted},
		{"an event that ends before its end", sse, "data: {\"a\":1}\n\ndata: {\"error\":{\"mess", nil, StreamInterrupted},
		{"an error before the end of its event", sse, "data: {\"a\":1}\n\ndata: " + failure, nil, RateLimited},
		{"a connection reset", sse, "data: [DONE]\n\n", errors.New("read tcp: connection reset by peer"), StreamInterrupted},
		{"the caller's cancellation, of another", json, `{"a"`, context.Canceled, StreamInterrupted},
		{"a line", lines, "{\"a\":1}\n" + failure + "\n", nil, RateLimited},
		{"lines that end with their mark", lines, "{\"a\":1}\n{\"done\" : true}\n", nil, Unknown},
		{"lines that end without", lines, "{\"a\":1,\"done\":false}\n", nil, StreamInterrupted},
		{"lines that quote the mark", lines, "{\"text\":\"\\\"done\\\":true\"}\n", nil, StreamInterrupted},
		{"a mark that is a member", sse, "data: {\"choices\":[{\"finish\":\"stop\"}]}\n\n", nil, Unknown},
		{"a member that is null", sse, "data: {\"choices\":[{\"finish\":null}]}\n\n", nil, StreamInterrupted},
		{"a failed job in chunks", json, failedJob, nil, ContentPolicyOutput},
		{"an element of a stream that is an array", json, "[{\"a\":1},\n" + failure + "]", nil, RateLimited},
		{"a list of jobs", json, "[" + failedJob + "," + failedJob + "]", nil, Unknown},
		{"a list in an object", json, `{"jobs":[` + failedJob + `]}`, nil, Unknown},
		{"success", json, `{"status":"done"}`, nil, Unknown},
		{"bytes", "audio/mpeg", failure, nil, Unknown},
		{"bytes that break off", "audio/mpeg", "x", io.ErrUnexpectedEOF, StreamInterrupted},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			body := io.Reader(iotest.HalfReader(strings.NewReader(tt.body)))
			if tt.broken != nil {
				body = io.MultiReader(body, iotest.ErrReader(tt.broken))
			}
			got := read(t, 200, tt.contentType, body)
			if tt.want == Unknown {
				if len(got) != 0 {
					t.Errorf("reported %v", got[0].Error)
				}
				return
			}
			if len(got) != 1 || got[0].Error.Kind != tt.want || got[0].Error.Provider != "acme" || got[0].Error.RequestID != "req_1" {
				t.Errorf("reported %+v; want one of %s", got, tt.want)
			}
			if tt.broken != nil && !errors.Is(got[0].Error, tt.broken) {
				t.Errorf("it unwraps to %v", errors.Unwrap(got[0].Error))
			}
		})
	}
}

// frame makes a frame of AWS's event streams, whose headers are text.
func frame(payload string, headers ...string) string {
	var all []byte
	for i := 0; i < len(headers); i += 2 {
		all = append(append(all, byte(len(headers[i]))), headers[i]...)
		all = binary.BigEndian.AppendUint16(append(all, 7), uint16(len(headers[i+1])))
		all = append(all, headers[i+1]...)
	}
	f := binary.BigEndian.AppendUint32(nil, uint32(16+len(all)+len(payload)))
	f = binary.BigEndian.AppendUint32(f, uint32(len(all)))
	f = binary.BigEndian.AppendUint32(f, crc32.ChecksumIEEE(f))
	f = append(append(f, all...), payload...)
	return string(binary.BigEndian.AppendUint32(f, crc32.ChecksumIEEE(f)))
}

// Failures in streams of frames are reported like those of other streams: exceptions
// that the provider documents, those that it does not, and errors without a model.
func TestTransportObservesFrames(t *testing.T) {
	piece := frame(`{"delta":{"text":"error: rate limit exceeded"}}`, ":message-type", "event", ":event-type", "delta")
	ends := frame(`{"stopReason":"end_turn"}`, ":message-type", "event", ":event-type", "acme.done")
	tests := []struct {
		name, body string
		broken     error
		want       Kind // Unknown for no failure
		message    string
	}{
		{"success", piece + ends + frame("{}", ":message-type", "event", ":event-type", "metadata"), nil, Unknown, ""},
		{"an exception of the provider's", piece + frame(`{"error":{"code":"RateLimitExceeded","message":"Slow down."}}`, ":message-type", "exception", ":exception-type", "error"), nil, RateLimited, "Slow down."},
		{"an exception of another", piece + frame(`{"message":"No room"}`, ":message-type", "exception", ":exception-type", "throttlingException"), nil, RateLimited, "No room"},
		{"an exception without a payload", frame("", ":message-type", "exception", ":exception-type", "accessDeniedException"), nil, PermissionDenied, ""},
		{"an error", piece + frame("", ":message-type", "error", ":error-code", "InternalServerError", ":error-message", "It broke"), nil, ProviderError, "It broke"},
		{"a stream that ends without its mark", piece, nil, StreamInterrupted, "the stream ended without its end mark"},
		{"a stream that ends inside a frame", piece + ends + piece[:30], nil, StreamInterrupted, "unexpected EOF"},
		{"a stream that breaks off", piece + piece[:30], io.ErrUnexpectedEOF, StreamInterrupted, "unexpected EOF"},
		{"a byte that changed", piece + strings.Replace(piece, "rate", "late", 1) + ends, nil, InvalidResponse, "a checksum in the event stream does not match"},
		{"a page", "<html>Bad gateway</html>", nil, InvalidResponse, "a checksum in the event stream does not match"},
	}
	for _, tt := range tests {
		for _, whole := range []bool{true, false} {
			body := io.Reader(strings.NewReader(tt.body))
			if !whole {
				body = iotest.OneByteReader(body)
			}
			if tt.broken != nil {
				body = io.MultiReader(body, iotest.ErrReader(tt.broken))
			}
			got := read(t, 200, "application/vnd.amazon.eventstream", body)
			switch {
			case tt.want == Unknown && len(got) == 0:
			case len(got) != 1 || got[0].Error.Kind != tt.want || got[0].Error.Message != tt.message || got[0].Error.RequestID != "req_1":
				t.Errorf("%s: reported %+v; want one of %s, %q", tt.name, got, tt.want, tt.message)
			}
		}
	}
}

// An end mark of a surface with paths holds for the requests that it serves.
func TestEndMarkOfPath(t *testing.T) {
	provider := NewProvider(&wire.Provider{ID: "acme", Wire: &acmeWire, Surfaces: []wire.Surface{
		{Name: "stream", Stream: true, Events: []string{"error"}, Body: []wire.Condition{{Field: 0}}, Ends: []string{"done"}, Paths: []string{"/*/stream"}},
	}}, acmeClassify, acmeLookup)
	for path, want := range map[string]int{"/v1/m/stream": 1, "/v1/m/other": 0} {
		failures := 0
		base := roundTripper(func(req *http.Request) (*http.Response, error) {
			h := http.Header{"Content-Type": {"text/event-stream"}}
			return &http.Response{StatusCode: 200, Header: h, ContentLength: -1, Body: io.NopCloser(strings.NewReader("data: {}\n\n")), Request: req}, nil
		})
		transport := &Transport{Provider: provider, Base: base, OnFailure: func(context.Context, Failure) { failures++ }}
		resp, err := transport.RoundTrip(httptest.NewRequest(http.MethodPost, "https://api.acme.test"+path, nil))
		if err != nil {
			t.Fatal(err)
		}
		io.Copy(io.Discard, resp.Body)
		if failures != want {
			t.Errorf("%s: %d failures; want %d", path, failures, want)
		}
	}
}

// A failure under 200 is reported also if the reader gives the text up after a few bytes,
// because it expected something else.
func TestFailedJobGivenUp(t *testing.T) {
	var failures []Failure
	base := roundTripper(func(req *http.Request) (*http.Response, error) {
		h := http.Header{"Content-Type": {"application/json"}}
		return &http.Response{StatusCode: 200, Header: h, ContentLength: -1, Body: io.NopCloser(strings.NewReader(failedJob)), Request: req}, nil
	})
	transport := &Transport{Provider: acme, Base: base, OnFailure: func(_ context.Context, f Failure) { failures = append(failures, f) }}
	resp, err := transport.RoundTrip(httptest.NewRequest(http.MethodPost, "https://api.acme.test/v1", nil))
	if err != nil {
		t.Fatal(err)
	}
	io.ReadFull(resp.Body, make([]byte, 12))
	resp.Body.Close()
	if len(failures) != 1 || failures[0].Error.Kind != ContentPolicyOutput {
		t.Errorf("reported %+v", failures)
	}
}

// A job that failed under 200 is found though net/http undoes a compression that
// hides its length, and the body stays to be read.
func TestFailedJobCompressed(t *testing.T) {
	for _, byHand := range []bool{false, true} { // whether the caller asks for gzip, and undoes it
		server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Type", "application/json")
			w.Header().Set("Content-Encoding", "gzip")
			z := gzip.NewWriter(w)
			io.WriteString(z, failedJob)
			z.Close()
		}))
		defer server.Close()
		ctx, calls := Track(t.Context())
		req, _ := http.NewRequestWithContext(ctx, http.MethodGet, server.URL, nil)
		if byHand {
			req.Header.Set("Accept-Encoding", "gzip")
		}
		resp, err := (&http.Client{Transport: &Transport{Provider: acme}}).Do(req)
		if err != nil {
			t.Fatal(err)
		}
		if err := acme.FromResponse(resp); !errors.Is(err, acmeJobRefused) {
			t.Errorf("by hand %t: FromResponse: %v", byHand, err)
		}
		if body, err := io.ReadAll(resp.Body); err != nil || !byHand && string(body) != failedJob {
			t.Errorf("by hand %t: the body is %q, %v", byHand, body, err)
		}
		resp.Body.Close()
		if err := calls.Err(nil); !errors.Is(err, acmeJobRefused) {
			t.Errorf("by hand %t: Track: %v", byHand, err)
		}
	}
}

// A stream reaches its reader as it comes, and an error whose body stalls does not
// hold the call.
func TestTransportHoldsNothing(t *testing.T) {
	release := make(chan struct{})
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/stalled" {
			w.WriteHeader(http.StatusTooManyRequests)
			io.WriteString(w, `{"error":{"mess`)
		} else {
			w.Header().Set("Content-Type", "text/event-stream")
			io.WriteString(w, "data: first\n\n")
		}
		w.(http.Flusher).Flush()
		<-release
	}))
	defer server.Close()
	defer close(release)
	client := &http.Client{Transport: &Transport{Provider: acme}}
	for path, limit := range map[string]time.Duration{"/": time.Second, "/stalled": bodyWait + 5*time.Second} {
		begin := time.Now()
		resp, err := client.Get(server.URL + path)
		if err != nil {
			t.Fatal(err)
		}
		first := make([]byte, 11)
		if _, err := io.ReadFull(resp.Body, first); err != nil || time.Since(begin) > limit {
			t.Errorf("%s: read %q, %v after %s", path, first, err, time.Since(begin))
		}
		resp.Body.Close()
	}
}

// What each way to stop a loop makes of a 429 that means an empty account, and of a
// rate limit, which goes on.
func TestStop(t *testing.T) {
	do := func(mode StopMode, status int, body string) (*http.Response, error) {
		transport := &Transport{Provider: acme, Stop: mode, Base: roundTripper(func(req *http.Request) (*http.Response, error) {
			return answer(status, nil, body), nil
		})}
		return transport.RoundTrip(httptest.NewRequest(http.MethodPost, "https://api.acme.test", nil))
	}
	resp, err := do(StopHeader, 429, creditsBody)
	if err != nil || resp.StatusCode != 429 || resp.Header.Get("X-Should-Retry") != "false" {
		t.Errorf("StopHeader: %+v, %v", resp, err)
	}
	resp, err = do(StopStatus, 429, creditsBody)
	if err != nil || resp.StatusCode != 402 || resp.Header.Get("X-Original-Status") != "429" {
		t.Fatalf("StopStatus: %+v, %v", resp, err)
	}
	if e := acme.FromResponse(resp).(*Error); e.Code != acmeOutOfCredits || e.Status != 429 {
		t.Errorf("StopStatus: read again as %v", e)
	}
	if resp, err := do(StopStatus, 401, creditsBody); err != nil || resp.StatusCode != 401 {
		t.Errorf("StopStatus: a status that no loop retries: %+v, %v", resp, err)
	}
	if resp, err := do(StopError, 429, creditsBody); resp != nil || !errors.Is(err, acmeOutOfCredits) {
		t.Errorf("StopError: %+v, %v", resp, err)
	}
	for _, mode := range []StopMode{StopHeader, StopStatus, StopError} {
		if resp, err := do(mode, 429, `{"error":{"code":"RateLimitExceeded"}}`); err != nil || resp.StatusCode != 429 || resp.Header.Get("X-Should-Retry") != "true" {
			t.Errorf("mode %d: a rate limit: %+v, %v", mode, resp, err)
		}
	}
}

// The hook learns whose failure it is, which attempt, and how long it took.
func TestOnFailure(t *testing.T) {
	var seen []Failure
	transport := &Transport{
		Provider:  acme,
		Base:      roundTripper(func(req *http.Request) (*http.Response, error) { return nil, io.ErrUnexpectedEOF }),
		OnFailure: func(_ context.Context, f Failure) { seen = append(seen, f) },
	}
	ctx, _ := Track(t.Context())
	req := httptest.NewRequest(http.MethodPost, "https://api.acme.test", nil)
	transport.RoundTrip(req)
	transport.RoundTrip(req.WithContext(ctx))
	transport.RoundTrip(req.WithContext(ctx))
	req.Header.Set("X-Stainless-Retry-Count", "2")
	transport.RoundTrip(req)
	for i, attempt := range []int{0, 1, 2, 3} {
		f := seen[i]
		if f.Attempt != attempt || f.Provider != acme || f.Error.Provider != "acme" || f.Request == nil || f.Response != nil || f.Elapsed < 0 {
			t.Errorf("call %d: %+v, want attempt %d", i, f, attempt)
		}
	}
}

// Many streams at once, of which some are closed by others than their readers.
func TestTransportConcurrently(t *testing.T) {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/event-stream")
		for range 20 {
			io.WriteString(w, "data: {\"a\":1}\n\n")
			w.(http.Flusher).Flush()
		}
		io.WriteString(w, "event: error\ndata: {\"error\":{\"code\":\"RateLimitExceeded\"}}\n\n")
	}))
	defer server.Close()
	client := &http.Client{Transport: &Transport{Provider: marked}}
	var wg sync.WaitGroup
	for i := range 40 {
		wg.Go(func() {
			ctx, calls := Track(t.Context())
			req, _ := http.NewRequestWithContext(ctx, http.MethodGet, server.URL, nil)
			resp, err := client.Do(req)
			if err != nil {
				t.Error(err)
				return
			}
			if i%4 == 0 {
				go resp.Body.Close()
			}
			_, err = io.Copy(io.Discard, resp.Body)
			resp.Body.Close()
			if got := calls.Err(nil); i%4 != 0 && (err != nil || !errors.Is(got, RateLimited)) {
				t.Errorf("read %v, tracked %v", err, got)
			}
		})
	}
	wg.Wait()
}
