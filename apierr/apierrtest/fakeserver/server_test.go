package fakeserver_test

import (
	"context"
	"errors"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/errbook/errbook/apierr"
	"github.com/errbook/errbook/apierr/apierrtest/fakeserver"
	"github.com/errbook/errbook/apierr/errdoc"
	"github.com/errbook/errbook/apierr/wire"
)

const busy apierr.Code = "acme.Busy"

var acme = apierr.NewProvider(&wire.Provider{ID: "acme"}, func(f *wire.Fields) apierr.Verdict {
	if f.Says("busy") {
		return apierr.Verdict{Code: busy, Kind: apierr.Overloaded, Match: apierr.MatchPattern}
	}
	return apierr.Verdict{}
}, func(code apierr.Code) *apierr.Doc {
	if code == busy {
		return &apierr.Doc{Code: busy, Kind: apierr.Overloaded, Retry: apierr.RetryBackoff, Statuses: []string{"503"}}
	}
	return nil
})

func responseOf(code apierr.Code) (apierr.Response, bool) {
	return apierr.Response{Status: 503, Body: []byte(`{"error":{"message":"We are busy"}}`)}, code == busy
}

// get makes a call and reads the response to its end. The error is what a caller who
// tracks the call learns of it.
func get(t *testing.T, url string) (status int, body string, header http.Header, err error) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 3*time.Second)
	defer cancel()
	ctx, calls := apierr.Track(ctx)
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, url, nil)
	if err != nil {
		t.Fatal(err)
	}
	resp, err := (&http.Client{Transport: &apierr.Transport{Provider: acme}}).Do(req)
	if err != nil {
		return 0, "", nil, calls.Err(err)
	}
	defer resp.Body.Close()
	text, err := io.ReadAll(resp.Body)
	return resp.StatusCode, string(text), resp.Header, calls.Err(err)
}

// Steps are served in turn, with what an error was given; then all succeeds.
func TestSteps(t *testing.T) {
	given := acme.New(busy, apierr.WithDelay(1500*time.Millisecond), apierr.WithMessage("Still busy"), apierr.WithStatus(529))
	s := fakeserver.New(t, acme, responseOf, busy, given, nil, apierr.RateLimited)
	status, body, _, err := get(t, s.URL)
	if status != 503 || !strings.Contains(body, "We are busy") || !errors.Is(err, busy) {
		t.Errorf("the code: %d %s %v", status, body, err)
	}
	status, body, header, err := get(t, s.URL)
	if status != 529 || !strings.Contains(body, `"Still busy"`) || header.Get("Retry-After") != "2" || !errors.Is(err, busy) {
		t.Errorf("the error: %d %s, Retry-After %s, %v", status, body, header.Get("Retry-After"), err)
	}
	if status, body, _, err := get(t, s.URL); status != 200 || body != "{}" || err != nil {
		t.Errorf("success: %d %s %v", status, body, err)
	}
	if status, _, _, err := get(t, s.URL); status != 429 || !errors.Is(err, apierr.RateLimited) {
		t.Errorf("the kind: %d %v", status, err)
	}
	s.Success = http.NotFoundHandler()
	if status, _, _, _ := get(t, s.URL); status != 404 || s.Requests() != 5 {
		t.Errorf("after the last step: %d; %d requests", status, s.Requests())
	}
}

// Responses stall, break off and come as streams.
func TestEndings(t *testing.T) {
	const event = `{"text":"hello"}`
	s := fakeserver.New(t, acme, responseOf,
		fakeserver.Cut(busy), fakeserver.Cut(nil), fakeserver.Stream(busy, event), fakeserver.Cut(fakeserver.Stream(busy, event)), fakeserver.Stream(nil, event), fakeserver.Stall(busy))
	tests := []struct {
		name, body string
		kind       apierr.Kind
	}{
		{"a cut body", `{"error":{"messag`, apierr.Overloaded}, // the status says so
		{"no response", "", apierr.ConnectionLost},
		{"an error in a stream", "data: " + event + "\n\ndata: {\"error\":{\"message\":\"We are busy\"}}\n\n", apierr.Overloaded},
		{"a cut stream", "data: " + event + "\n\ndata: {\"error", apierr.StreamInterrupted},
		{"a stream alone", "data: " + event + "\n\n", apierr.Unknown},
		{"a stalled body", "", apierr.ClientTimeout},
	}
	for _, tt := range tests {
		_, body, _, err := get(t, s.URL)
		if tt.kind != apierr.ClientTimeout && !strings.HasPrefix(body, tt.body) || apierr.KindOf(err) != tt.kind {
			t.Errorf("%s: %q, %v; want %q, %s", tt.name, body, err, tt.body, tt.kind)
		}
	}
}

// Each kind that can be served is read back as itself.
func TestKinds(t *testing.T) {
	served := 0
	for _, kind := range errdoc.Kinds() {
		r, ok := fakeserver.ResponseOfKind(kind)
		if !ok {
			continue
		}
		served++
		if got := apierr.KindOf(apierr.Generic.From(r)); got != kind {
			t.Errorf("%s is read back as %s: %d %s", kind, got, r.Status, r.Body)
		}
	}
	if served < 30 {
		t.Errorf("%d kinds can be served; want 30 and more", served)
	}
}
