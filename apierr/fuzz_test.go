package apierr

import (
	"net/http"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/errbook/errbook/apierr/internal/harmless"
)

// FuzzFrom holds that no answer makes the classifier or a printer panic, that
// what they make of it is bounded and harmless, and that Verdict and From say
// the same.
func FuzzFrom(f *testing.F) {
	for _, body := range []string{
		creditsBody, failedJob, "", "null", "[]", `{"error":"rate limit"}`, "<html><title>502 Bad Gateway</title>", "\xff\x1b[31m",
		`{"error":{"code":"RateLimitExceeded","message":"try again in 1m2s, see https://a.test?key=abcdef1","retry_after":1e5}}`,
		`{"error":{"message":"sk-ant-` + `api03-0123456789 \u202e\u001b]0;x"}}`, `{"estimated_time":305.7,"error":"loading"}`,
	} {
		f.Add(429, "1", body)
	}
	f.Add(200, `"a";r=0;t=30`, failedJob)
	f.Add(0, "Fri, 20 Nov 2026 10:00:30 GMT", `{"status":"failed"}`)
	f.Add(503, "no body, and context_length_exceeded (Status: 503)", "")
	f.Fuzz(func(t *testing.T, status int, wait, body string) {
		header := http.Header{"Retry-After": {wait}, "Ratelimit": {wait}, "X-Request-Id": {wait}, "X-Error-Message": {wait}, "Date": {"Fri, 20 Nov 2026 10:00:00 GMT"}}
		for _, p := range []*Provider{acme, Generic} {
			r := Response{Status: status, Header: header, Body: []byte(body)}
			v, ok := p.Verdict(r)
			err := p.From(r)
			if ok != (err != nil) {
				t.Fatalf("Verdict says %v, From says %v", ok, err)
			}
			if err == nil {
				continue
			}
			e := err.(*Error)
			if e.Code != v.Code || e.Match != v.Match {
				t.Fatalf("Verdict says %+v, From says %v %v", v, e.Code, e.Match)
			}
			checkPrinted(t, e)
		}
	})
}

// checkPrinted checks every printer's bounds.
func checkPrinted(t *testing.T, e *Error) {
	t.Helper()
	if e.Delay.Duration < 0 {
		t.Errorf("delay %v", e.Delay)
	}
	for name, print := range printers {
		text := print(e)
		if name == "Body" || name == "fields" {
			continue
		}
		if len(text) > 16*harmless.MaxBlock || !utf8.ValidString(text) || strings.ContainsAny(text, "\x1b\x00\u202e") {
			t.Errorf("%s: %d bytes, valid %v: %.200q", name, len(text), utf8.ValidString(text), text)
		}
	}
	if line := e.Error(); strings.Contains(line, "://") || strings.Contains(line, "\n") || utf8.RuneCountInString(line) > 3*harmless.MaxLine {
		t.Errorf("Error: %q", line)
	}
}
