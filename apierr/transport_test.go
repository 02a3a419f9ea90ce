package apierr

import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// A roundTripper is a Base made of a function.
type roundTripper func(*http.Request) (*http.Response, error)

func (f roundTripper) RoundTrip(req *http.Request) (*http.Response, error) { return f(req) }

// hints is the headers by which retry loops go.
type hints struct{ shouldRetry, retryAfterMs, retryAfter string }

func TestTransportAdvises(t *testing.T) {
	const limited, credits = `{"error":{"code":"RateLimitExceeded"}}`, creditsBody
	tests := []struct {
		name   string
		status int
		body   string
		header http.Header
		tries  string // X-Stainless-Retry-Count
		want   hints
	}{
		{"out of credits", 429, credits, nil, "0", hints{"false", "", ""}},
		{"out of credits, revived by the server", 429, credits, http.Header{"X-Should-Retry": {"true"}}, "0", hints{"false", "", ""}},
		{"rate limit", 429, limited, nil, "0", hints{"true", "", ""}},
		{"rate limit under another status", 400, limited, nil, "0", hints{"true", "", ""}},
		{"stopped by the server", 429, limited, http.Header{"X-Should-Retry": {"false"}}, "0", hints{"false", "", ""}},
		{"seconds", 429, limited, http.Header{"Retry-After": {"2"}}, "0", hints{"true", "2000", "2"}},
		{"milliseconds stay", 429, limited, http.Header{"Retry-After-Ms": {"2.5"}}, "0", hints{"true", "2.5", ""}},
		{"a date", 429, limited, http.Header{"Date": {"Fri, 20 Nov 2026 10:00:00 GMT"}, "Retry-After": {"Fri, 20 Nov 2026 10:00:09 GMT"}}, "0",
			hints{"true", "9000", "Fri, 20 Nov 2026 10:00:09 GMT"}},
		{"in the body", 429, `{"error":{"code":"RateLimitExceeded","retry_after":1.0001}}`, nil, "0", hints{"true", "1001", ""}},
		{"longer than MaxWait", 503, `{"error":{"code":"ModelCold","retry_after":61}}`, nil, "0", hints{"false", "", ""}},
		{"3.2 days", 429, limited, http.Header{"Retry-After": {"277403"}}, "0", hints{"false", "", "277403"}},
		{"not a number", 429, limited, http.Header{"Retry-After": {"NaN"}, "Retry-After-Ms": {"-5"}}, "0", hints{"true", "", ""}},
		{"once, the first attempt", 400, `{"error":{"code":"Refused"}}`, nil, "0", hints{"true", "", ""}},
		{"once, the second try", 400, `{"error":{"code":"Refused"}}`, nil, "1", hints{"false", "", ""}},
		{"once, who knows", 400, `{"error":{"code":"Refused"}}`, nil, "", hints{"", "", ""}},
		{"a failed job is left alone", 200, failedJob, http.Header{"Content-Type": {"application/json"}}, "0", hints{"", "", ""}},
		{"success", 200, `{}`, nil, "0", hints{"", "", ""}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			served := answer(tt.status, tt.header.Clone(), tt.body)
			before := served.Header.Clone()
			original := served.Header
			transport := &Transport{Provider: acme, Base: roundTripper(func(*http.Request) (*http.Response, error) { return served, nil })}
			req := httptest.NewRequest(http.MethodPost, "https://api.acme.test/v1", nil)
			if tt.tries != "" {
				req.Header.Set("X-Stainless-Retry-Count", tt.tries)
			}
			resp, err := transport.RoundTrip(req)
			if err != nil {
				t.Fatal(err)
			}
			got := hints{resp.Header.Get("X-Should-Retry"), resp.Header.Get("Retry-After-Ms"), resp.Header.Get("Retry-After")}
			if got != tt.want {
				t.Errorf("got %+v, want %+v", got, tt.want)
			}
			if body, _ := io.ReadAll(resp.Body); string(body) != tt.body || resp.StatusCode != tt.status {
				t.Errorf("got %d %q", resp.StatusCode, body)
			}
			if diff := cmp.Diff(before, original); diff != "" {
				t.Errorf("the Base's own header was changed: %s", diff)
			}
		})
	}
}

func TestTransportMaxWait(t *testing.T) {
	for wait, want := range map[time.Duration]string{0: "true", time.Second: "false", 30 * time.Second: "true", -1: "true"} {
		transport := &Transport{Provider: acme, MaxWait: wait, Base: roundTripper(func(*http.Request) (*http.Response, error) {
			return answer(503, http.Header{"Retry-After": {"30"}}, `{"error":{"code":"ModelCold"}}`), nil
		})}
		resp, _ := transport.RoundTrip(httptest.NewRequest(http.MethodPost, "https://api.acme.test", nil))
		if got := resp.Header.Get("X-Should-Retry"); got != want {
			t.Errorf("MaxWait %v: x-should-retry %q, want %q", wait, got, want)
		}
	}
}

func TestTransportProviderByHost(t *testing.T) {
	forHost := func(host string) *Provider {
		if acmeFacts.Serves(host) {
			return acme
		}
		return nil
	}
	for target, want := range map[string]string{"https://api.acme.test:443/v1": "acme", "https://elsewhere.test/v1": Generic.ID()} {
		var seen *Error
		transport := &Transport{
			ForHost:   forHost,
			OnFailure: func(_ context.Context, f Failure) { seen = f.Error },
			Base: roundTripper(func(req *http.Request) (*http.Response, error) {
				resp := answer(429, nil, creditsBody)
				resp.Request = nil // as some Bases leave it
				return resp, nil
			}),
		}
		req := httptest.NewRequest(http.MethodPost, target, nil)
		if _, err := transport.RoundTrip(req); err != nil || seen == nil || seen.Provider != want {
			t.Errorf("%s: %v, %v", target, err, seen)
		}
	}
}

// A Base's error reaches the hook with its meaning, and the caller as it was.
func TestTransportErrors(t *testing.T) {
	broken := io.ErrUnexpectedEOF
	var seen *Error
	transport := &Transport{
		OnFailure: func(_ context.Context, f Failure) { seen = f.Error },
		Base:      roundTripper(func(*http.Request) (*http.Response, error) { return nil, broken }),
	}
	_, err := transport.RoundTrip(httptest.NewRequest(http.MethodPost, "https://api.acme.test", nil))
	if err != broken || !errors.Is(seen, ConnectionLost) {
		t.Errorf("got %v, hook saw %v", err, seen)
	}
	transport.OnFailure = nil
	if _, err := transport.RoundTrip(httptest.NewRequest(http.MethodPost, "https://api.acme.test", nil)); err != broken {
		t.Errorf("without a hook: %v", err)
	}
}

// The zero value goes through http.DefaultTransport and knows what many APIs share.
func TestZeroTransport(t *testing.T) {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		w.WriteHeader(429)
		io.WriteString(w, `{"error":{"code":"insufficient_quota","type":"insufficient_quota","message":"You are out of credits."}}`)
	}))
	defer server.Close()
	client := &http.Client{Transport: &Transport{}}
	defer client.CloseIdleConnections()
	resp, err := client.Post(server.URL, "application/json", strings.NewReader("{}"))
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	if got := resp.Header.Get("X-Should-Retry"); got != "false" {
		t.Errorf("x-should-retry: %q", got)
	}
}
