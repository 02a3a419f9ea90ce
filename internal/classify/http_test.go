package classify

import (
	"net/http"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/errbook/errbook/apierr"
)

func TestReadResponse(t *testing.T) {
	tests := []struct {
		name string
		text []string // lines
		want Response
	}{
		{
			"a response",
			[]string{"HTTP/1.1 429 Too Many Requests", "Retry-After: 3", "x-request-id:  req_1 ", "", `{"error":"x"}`},
			Response{Status: 429, Header: http.Header{"Retry-After": {"3"}, "X-Request-Id": {"req_1"}}, Body: []byte(`{"error":"x"}`)},
		},
		{"HTTP/2 has no reason", []string{"HTTP/2 503 ", "", "busy"}, Response{Status: 503, Body: []byte("busy")}},
		{"HTTP/3, and nothing behind the status", []string{"HTTP/3 503"}, Response{Status: 503}},
		{"no body", []string{"HTTP/1.1 401 Unauthorized", "a: b", ""}, Response{Status: 401, Header: http.Header{"A": {"b"}}}},
		{
			"the last block counts: proxy, interim answer, redirect, answer",
			[]string{"HTTP/1.0 200 Connection established", "via: proxy", "", "HTTP/1.1 100 Continue", "", "HTTP/1.1 302 Found", "location: /b", "", "HTTP/2 404", "", "gone"},
			Response{Status: 404, Body: []byte("gone")},
		},
		{"a header twice", []string{"HTTP/1.1 400 Bad", "a: 1", "A: 2", ""}, Response{Status: 400, Header: http.Header{"A": {"1", "2"}}}},
		{"a folded header", []string{"HTTP/1.1 400 Bad", "a: 1,", "  2", ""}, Response{Status: 400, Header: http.Header{"A": {"1, 2"}}}},
		{"lines that are no headers", []string{"HTTP/1.1 400 Bad", "what is this", "a: 1", ": 2", ""}, Response{Status: 400, Header: http.Header{"A": {"1"}}}},
		{"a body alone", []string{`{"error":"x"}`}, Response{Body: []byte(`{"error":"x"}`)}},
		{"a body that speaks of HTTP", []string{"HTTP/1.1 is not spoken here"}, Response{Body: []byte("HTTP/1.1 is not spoken here")}},
		{"a byte order mark", []string{"\ufeffHTTP/1.1 500 Oops", ""}, Response{Status: 500}},
		{"nothing", nil, Response{}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if test.want.Header == nil {
				test.want.Header = http.Header{}
			}
			for _, end := range []string{"\n", "\r\n"} {
				got := ReadResponse([]byte(strings.Join(test.text, end)))
				if diff := cmp.Diff(test.want, got, cmp.Transformer("text", func(b []byte) string { return string(b) })); diff != "" {
					t.Errorf("with %q: -want +got:\n%s", end, diff)
				}
			}
		})
	}
}

// TestAnswerError shows what answers of different forms are judged by.
func TestAnswerError(t *testing.T) {
	const overloaded = `{"error":{"type":"overloaded_error","message":"Overloaded"}}`
	tests := []struct {
		name string
		give Response
		want apierr.Kind // Unknown for no error
	}{
		{"a status", Response{Status: 401}, apierr.Authentication},
		{"a body of unknown status", Response{Body: []byte(overloaded)}, apierr.Overloaded},
		{"a named event", Response{Event: "error", Body: []byte(overloaded)}, apierr.Overloaded},
		{"a raw event", Response{Body: []byte("event: error\ndata: " + overloaded + "\n\n")}, apierr.Overloaded},
		{"an event behind others", Response{Status: 200, Body: []byte(": hi\r\n\r\ndata: {\"text\":\"a\"}\r\n\r\ndata: " + overloaded)}, apierr.Overloaded},
		{"an event that was wrapped", Response{Status: 200, Body: []byte("event: error\ndata: {\"error\":\n  {\"type\":\"overloaded_error\"}}\n\n")}, apierr.Overloaded},
		{"an event of llama.cpp", Response{Status: 200, Body: []byte(`error: {"type":"overloaded_error","message":"Overloaded"}`)}, apierr.Overloaded},
		{"a stream without errors", Response{Status: 200, Body: []byte("data: {\"text\":\"a\"}\n\ndata: [DONE]\n\n")}, apierr.Unknown},
		{"a response that is not an error", Response{Status: 200, Body: []byte(`{"text":"a"}`)}, apierr.Unknown},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			e := test.give.Error(apierr.Generic)
			if test.want == apierr.Unknown && e != nil {
				t.Errorf("got %v, want no error", e)
			}
			if test.want != apierr.Unknown && (e == nil || e.Kind != test.want) {
				t.Errorf("got %v, want %v", e, test.want)
			}
		})
	}
}

func TestAnswerSet(t *testing.T) {
	a := ReadResponse([]byte("HTTP/1.1 429 X\na: 1\n\n"))
	for _, header := range []string{"A: 2", "retry-after:3"} {
		if err := a.Set(header); err != nil {
			t.Error(err)
		}
	}
	want := http.Header{"A": {"1", "2"}, "Retry-After": {"3"}}
	if diff := cmp.Diff(want, a.Header); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	for _, header := range []string{"", "a", ": b", "a b: c"} {
		if a.Set(header) == nil {
			t.Errorf("%q was taken for a header", header)
		}
	}
}
