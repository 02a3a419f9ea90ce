package bench

import (
	"context"
	"flag"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/errbook/errbook/apierr"
	"github.com/errbook/errbook/generated/openaierr"
)

var leakCalls = flag.Int("calls", 2000, "how many calls TestNothingLeaks makes")

// leakPaths are the ways in which a call ends, by the path of its request.
var leakPaths = [...]string{"/succeed", "/fail", "/unread", "/stream", "/early", "/cut", "/canceled"}

// serveLeak responds by the path of the request.
func serveLeak(w http.ResponseWriter, r *http.Request) {
	io.Copy(io.Discard, r.Body)
	piece := "data: {\"id\":\"a\",\"object\":\"chat.completion.chunk\",\"choices\":[]}\n\n"
	switch r.URL.Path {
	case "/succeed":
		w.Header().Set("Content-Type", "application/json")
		io.WriteString(w, costSuccess)
	case "/fail", "/unread":
		w.Header().Set("Content-Type", "application/json")
		w.WriteHeader(http.StatusTooManyRequests)
		io.WriteString(w, costFailure)
	case "/stream":
		w.Header().Set("Content-Type", "text/event-stream")
		io.WriteString(w, piece+"data: [DONE]\n\n")
	case "/early":
		w.Header().Set("Content-Type", "text/event-stream")
		io.WriteString(w, piece)
	case "/cut":
		w.Header().Set("Content-Type", "text/event-stream")
		io.WriteString(w, piece)
		http.NewResponseController(w).Flush()
		panic(http.ErrAbortHandler)
	case "/canceled":
		w.WriteHeader(http.StatusInternalServerError)
		io.WriteString(w, costFailure[:20])
		http.NewResponseController(w).Flush()
		<-r.Context().Done()
	}
}

// leakCall makes a call that ends as its path says.
func leakCall(client *http.Client, url, path string) error {
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	if path == "/canceled" {
		time.AfterFunc(2*time.Millisecond, cancel)
	}
	ctx, calls := apierr.Track(ctx)
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, url+path, strings.NewReader(`{"model":"m"}`))
	if err != nil {
		return err
	}
	resp, err := client.Do(req)
	if err == nil {
		if path != "/unread" {
			_, err = io.Copy(io.Discard, resp.Body)
		}
		resp.Body.Close()
	}
	failed := calls.Err(err) != nil
	if want := path != "/succeed" && path != "/stream"; failed != want {
		return fmt.Errorf("%s: failed is %t: %v", path, failed, calls.Err(err))
	}
	return nil
}

// After many calls that end in all ways, from several goroutines, there are as many
// goroutines and open connections as before.
func TestNothingLeaks(t *testing.T) {
	var open atomic.Int64
	server := httptest.NewUnstartedServer(http.HandlerFunc(serveLeak))
	server.Config.ConnState = func(_ net.Conn, s http.ConnState) {
		switch s {
		case http.StateNew:
			open.Add(1)
		case http.StateClosed, http.StateHijacked:
			open.Add(-1)
		}
	}
	server.Start()
	defer server.Close()
	base := &http.Transport{MaxIdleConnsPerHost: 16}
	client := &http.Client{Transport: &apierr.Transport{Base: base, Provider: openaierr.Provider, OnFailure: func(context.Context, apierr.Failure) {}}}
	before := runtime.NumGoroutine()

	var next atomic.Int64
	var workers sync.WaitGroup
	for range 16 {
		workers.Go(func() {
			for n := next.Add(1); n <= int64(*leakCalls); n = next.Add(1) {
				if err := leakCall(client, server.URL, leakPaths[n%int64(len(leakPaths))]); err != nil {
					t.Error(err)
				}
			}
		})
	}
	workers.Wait()
	base.CloseIdleConnections()
	for deadline := time.Now().Add(10 * time.Second); runtime.NumGoroutine() > before || open.Load() > 0; time.Sleep(10 * time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatalf("after %d calls there are %d goroutines, before %d, and %d open connections", *leakCalls, runtime.NumGoroutine(), before, open.Load())
		}
	}
	t.Logf("after %d calls: %d goroutines, before %d, no open connection", *leakCalls, runtime.NumGoroutine(), before)
}
