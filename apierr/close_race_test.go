package apierr_test

import (
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"sync"
	"testing"
	"time"

	"github.com/errbook/errbook/apierr"
)

// Whoever may close the body of net/http while another goroutine reads it may
// close ours: that is how SDKs end a stream. The race detector judges it.
func TestCloseWhileReading(t *testing.T) {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/failed" {
			w.WriteHeader(http.StatusTooManyRequests)
		}
		if r.URL.Path == "/stream" {
			w.Header().Set("Content-Type", "text/event-stream")
		}
		for i := 0; r.Context().Err() == nil && i < 2000; i++ {
			fmt.Fprintf(w, "data: {\"n\": %d}\n\n", i)
			if i%20 == 0 {
				w.(http.Flusher).Flush()
			}
		}
	}))
	defer server.Close()
	client := &http.Client{Transport: &apierr.Transport{Base: http.DefaultTransport}}
	for _, path := range []string{"/failed", "/stream", "/other"} {
		for _, c := range []*http.Client{http.DefaultClient, client} {
			for range 10 {
				resp, err := c.Get(server.URL + path)
				if err != nil {
					t.Fatal(err)
				}
				apierr.Generic.FromResponse(resp)
				var wg sync.WaitGroup
				wg.Go(func() { io.Copy(io.Discard, resp.Body) })
				wg.Go(func() {
					time.Sleep(200 * time.Microsecond)
					resp.Body.Close()
				})
				wg.Wait()
				resp.Body.Close()
			}
		}
	}
}
