package apierr

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/iotest"
	"time"

	"github.com/errbook/errbook/apierr/wire"
)

const (
	creditsBody = `{"error":{"code":"OutOfCredits","message":"Your balance is empty."}}`
	failedJob   = `{"status":"failed","error":{"code":"Refused","message":"The output was withheld."}}`
)

// answer makes a response as net/http hands it out.
func answer(status int, header http.Header, body string) *http.Response {
	if header == nil {
		header = http.Header{}
	}
	return &http.Response{
		StatusCode: status, Header: header, ContentLength: int64(len(body)),
		Body:    io.NopCloser(strings.NewReader(body)),
		Request: httptest.NewRequest(http.MethodPost, "https://api.acme.test/v1", nil),
	}
}

// A countingBody knows how much was read of it and whether it was closed.
type countingBody struct {
	io.Reader
	n      int
	closed bool
}

func (b *countingBody) Read(p []byte) (int, error) {
	n, err := b.Reader.Read(p)
	b.n += n
	return n, err
}

func (b *countingBody) Close() error { b.closed = true; return nil }

func TestFromResponsePutsBodyBack(t *testing.T) {
	for _, size := range []int{0, 100, wire.MaxBody - 1, wire.MaxBody, wire.MaxBody + 1, 3 * wire.MaxBody} {
		want := creditsBody + strings.Repeat(" ", size)
		body := &countingBody{Reader: iotest.HalfReader(strings.NewReader(want))}
		resp := answer(402, nil, want)
		resp.Body = body
		if err := acme.FromResponse(resp); !errors.Is(err, acmeOutOfCredits) {
			t.Fatalf("size %d: got %v", size, err)
		}
		if body.n > wire.MaxBody {
			t.Errorf("size %d: %d bytes were read", size, body.n)
		}
		if err := acme.FromResponse(resp); !errors.Is(err, acmeOutOfCredits) {
			t.Errorf("size %d: the second time: %v", size, err)
		}
		got, err := io.ReadAll(resp.Body)
		if err != nil || string(got) != want {
			t.Errorf("size %d: got back %d bytes of %d, %v", size, len(got), len(want), err)
		}
		if resp.Body.Close(); !body.closed {
			t.Errorf("size %d: the body was not closed", size)
		}
		if _, err := resp.Body.Read(make([]byte, 1)); err != http.ErrBodyReadAfterClose {
			t.Errorf("size %d: reading after Close: %v", size, err)
		}
	}
}

func TestFromResponseLooksOnlyWhereItMay(t *testing.T) {
	json := http.Header{"Content-Type": {"application/json; charset=utf-8"}}
	tests := []struct {
		name    string
		change  func(*http.Response)
		found   bool
		inspect bool
	}{
		{"a failed job", func(*http.Response) {}, true, true},
		{"problem+json", func(r *http.Response) { r.Header.Set("Content-Type", "application/problem+json") }, true, true},
		{"a stream", func(r *http.Response) { r.Header.Set("Content-Type", "text/event-stream") }, false, true},
		{"no type", func(r *http.Response) { r.Header.Del("Content-Type") }, false, true},
		{"chunked", func(r *http.Response) { r.ContentLength = -1 }, true, true},
		{"large", func(r *http.Response) { r.ContentLength = wire.MaxBody + 1 }, false, true},
		{"HEAD", func(r *http.Response) { r.Request.Method = http.MethodHead }, false, false},
		{"101", func(r *http.Response) { r.StatusCode = http.StatusSwitchingProtocols }, false, false},
	}
	for _, tt := range tests {
		resp := answer(200, json.Clone(), failedJob)
		body := &countingBody{Reader: strings.NewReader(failedJob)}
		resp.Body = body
		tt.change(resp)
		err := acme.FromResponse(resp)
		if (err != nil) != tt.found {
			t.Errorf("%s: FromResponse = %v", tt.name, err)
		}
		if !tt.found && (body.n > 0 || resp.Body != body) {
			t.Errorf("%s: the body was touched", tt.name)
		}
		if err := acme.Inspect(resp); errors.Is(err, acmeJobRefused) != tt.inspect {
			t.Errorf("%s: Inspect = %v", tt.name, err)
		}
	}
}

func TestFromResponseWithoutInBandErrors(t *testing.T) {
	plain := NewProvider(&wire.Provider{Wire: &acmeWire}, acmeClassify, acmeLookup)
	resp := answer(200, http.Header{"Content-Type": {"application/json"}}, failedJob)
	body := resp.Body
	if err := plain.FromResponse(resp); err != nil || resp.Body != body {
		t.Errorf("got %v; the body must not be touched", err)
	}
}

func TestFromResponseOfLittle(t *testing.T) {
	if err := acme.FromResponse(nil); err != nil {
		t.Errorf("nil response: %v", err)
	}
	if err := acme.FromResponse(&http.Response{StatusCode: 429}); !errors.Is(err, RateLimited) {
		t.Errorf("without header, body and request: %v", err)
	}
	if err := acme.FromResponse(answer(204, nil, "")); err != nil {
		t.Errorf("success: %v", err)
	}
	head := answer(503, nil, creditsBody)
	head.Request.Method = http.MethodHead
	if err := acme.FromResponse(head); !errors.Is(err, Overloaded) {
		t.Errorf("an answer to HEAD goes by its status: %v", err)
	}
}

// A body that breaks off leaves an error by what was read, holds the break, and
// breaks again for the next reader.
func TestFromResponseOfBrokenBody(t *testing.T) {
	broken := errors.New("connection reset")
	resp := answer(402, nil, creditsBody)
	resp.Body = io.NopCloser(io.MultiReader(strings.NewReader(creditsBody[:30]), iotest.ErrReader(broken)))
	err := acme.FromResponse(resp)
	if !errors.Is(err, InsufficientCredits) || !errors.Is(err, broken) {
		t.Errorf("got %v", err)
	}
	got, readErr := io.ReadAll(resp.Body)
	if string(got) != creditsBody[:30] || readErr != broken {
		t.Errorf("got back %q, %v", got, readErr)
	}
}

func TestFromResponseOfEncodedBody(t *testing.T) {
	var packed bytes.Buffer
	z := gzip.NewWriter(&packed)
	z.Write([]byte(creditsBody))
	z.Close()
	tests := []struct {
		name, coding, body string
		want               error
	}{
		{"gzip", "gzip", packed.String(), acmeOutOfCredits},
		{"cut gzip", "gzip", packed.String()[:packed.Len()-8], acmeOutOfCredits},
		{"said to be gzip", "gzip", creditsBody, acmeOutOfCredits},
		{"brotli", "br", "\x0b\x02\x80OutOfCredits", RateLimited},
	}
	for _, tt := range tests {
		resp := answer(429, http.Header{"Content-Encoding": {tt.coding}}, tt.body)
		err := acme.FromResponse(resp)
		if !errors.Is(err, tt.want) {
			t.Errorf("%s: got %v, want %v", tt.name, err, tt.want)
		}
		if got, _ := io.ReadAll(resp.Body); string(got) != tt.body {
			t.Errorf("%s: the body was changed", tt.name)
		}
	}
}

// Over a real connection: chunked, compressed by the server, closed properly.
func TestFromResponseOverHTTP(t *testing.T) {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Encoding", "gzip")
		w.Header().Set("X-Request-Id", "req_1")
		w.WriteHeader(402)
		w.(http.Flusher).Flush()
		z := gzip.NewWriter(w)
		z.Write([]byte(creditsBody))
		z.Close()
	}))
	defer server.Close()
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
	defer cancel()
	req, _ := http.NewRequestWithContext(ctx, http.MethodGet, server.URL, nil)
	resp, err := server.Client().Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	e := acme.FromResponse(resp).(*Error)
	if e.Code != acmeOutOfCredits || e.RequestID != "req_1" {
		t.Errorf("got %v", e)
	}
	if got, err := io.ReadAll(resp.Body); string(got) != creditsBody || err != nil {
		t.Errorf("got back %q, %v", got, err)
	}
}
