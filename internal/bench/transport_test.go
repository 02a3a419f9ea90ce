package bench

import (
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/errbook/errbook/apierr"
	"github.com/errbook/errbook/generated/openaierr"
)

// Bodies of the size that APIs send.
var (
	costSuccess = `{"id":"a","object":"chat.completion","model":"m","choices":[{"index":0,"message":{"role":"assistant","content":"` + strings.Repeat("hello ", 50) + `"},"finish_reason":"stop"}],"usage":{"prompt_tokens":9,"completion_tokens":50,"total_tokens":59}}`
	costFailure = `{"error":{"message":"Rate limit reached for m in organization o on requests per min (RPM): Limit 3, Used 3, Requested 1. Please try again in 20s.","type":"requests","param":null,"code":"rate_limit_exceeded"}}`
)

// costServer responds with a success, or under the path /fail with a failure.
func costServer(tb testing.TB) string {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		io.Copy(io.Discard, r.Body)
		w.Header().Set("Content-Type", "application/json")
		w.Header().Set("X-Request-Id", "req_1")
		if r.URL.Path == "/fail" {
			w.WriteHeader(http.StatusTooManyRequests)
			io.WriteString(w, costFailure)
			return
		}
		io.WriteString(w, costSuccess)
	}))
	tb.Cleanup(server.Close)
	return server.URL
}

// costCall makes one call, as an SDK does.
func costCall(tb testing.TB, client *http.Client, url string) {
	req, err := http.NewRequestWithContext(context.Background(), http.MethodPost, url, strings.NewReader(`{"model":"m"}`))
	if err != nil {
		tb.Fatal(err)
	}
	req.Header.Set("Authorization", "Bearer sk-none")
	resp, err := client.Do(req)
	if err != nil {
		tb.Fatal(err)
	}
	if _, err := io.Copy(io.Discard, resp.Body); err != nil {
		tb.Fatal(err)
	}
	resp.Body.Close()
}

// BenchmarkTransport measures calls over loopback with and without a Transport, by turns
// so that both meet the same machine, and reports how much longer one takes: by lower
// quartiles, which a busy machine changes least.
func BenchmarkTransport(b *testing.B) {
	for _, path := range []string{"/succeed", "/fail"} {
		b.Run(path[1:], func(b *testing.B) {
			url := costServer(b) + path
			base := &http.Transport{}
			b.Cleanup(base.CloseIdleConnections)
			clients := [...]*http.Client{{Transport: base}, {Transport: &apierr.Transport{Base: base, Provider: openaierr.Provider}}}
			var took [2][]time.Duration
			for _, c := range clients {
				costCall(b, c, url)
			}
			for b.Loop() {
				for i, c := range clients {
					began := time.Now()
					costCall(b, c, url)
					took[i] = append(took[i], time.Since(began))
				}
			}
			plain, watched := quartile(took[0]), quartile(took[1])
			b.ReportMetric(float64(plain.Nanoseconds()), "plain-ns")
			b.ReportMetric(float64(watched.Nanoseconds()), "transport-ns")
			b.ReportMetric(float64(watched)/float64(plain), "ratio")
		})
	}
}

// quartile returns the value below which a quarter of the values are.
func quartile(of []time.Duration) time.Duration {
	slices.Sort(of)
	return of[len(of)/4]
}

// A cannedTransport responds at once, without a network.
type cannedTransport struct {
	status int
	body   string
}

func (c cannedTransport) RoundTrip(req *http.Request) (*http.Response, error) {
	return &http.Response{
		StatusCode: c.status, Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1, ContentLength: int64(len(c.body)), Request: req,
		Header: http.Header{"Content-Type": {"application/json"}, "X-Request-Id": {"req_1"}},
		Body:   io.NopCloser(strings.NewReader(c.body)),
	}, nil
}

// How many allocations a Transport adds to a call.
func TestTransportAllocations(t *testing.T) {
	for _, tt := range []struct {
		status int
		body   string
		most   float64
	}{
		{http.StatusOK, costSuccess, 10},
		{http.StatusTooManyRequests, costFailure, 25},
	} {
		canned := cannedTransport{tt.status, tt.body}
		count := func(base http.RoundTripper) float64 {
			client := &http.Client{Transport: base}
			return testing.AllocsPerRun(100, func() { costCall(t, client, "http://api.example/v1") })
		}
		plain, watched := count(canned), count(&apierr.Transport{Base: canned, Provider: openaierr.Provider})
		t.Logf("%d: %.0f allocations, %.0f with a Transport", tt.status, plain, watched)
		if watched-plain > tt.most {
			t.Errorf("%d: %.0f allocations more, want at most %.0f", tt.status, watched-plain, tt.most)
		}
	}
}
