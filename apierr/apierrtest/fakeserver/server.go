package fakeserver

import (
	"io"
	"net/http"
	"net/http/httptest"
	"sync"
	"testing"

	"github.com/errbook/errbook/apierr"
)

// A Server fails as it was told, request by request. It ends with its test.
type Server struct {
	// URL is the base of all requests, whatever their method and path.
	URL string
	// Success serves the requests that do not fail; nil responds with {}. Set it before
	// the first request.
	Success http.Handler

	plan []plan
	done chan struct{} // closed when the test ends

	mu       sync.Mutex
	requests int
}

// New starts a server that serves steps in turn. The provider is whose errors they
// are, and responseOf knows the response of each of its codes, ok if it has one; nil
// for [apierr.Generic], which has no codes. A step that cannot be served ends the test.
func New(t testing.TB, p *apierr.Provider, responseOf func(apierr.Code) (r apierr.Response, ok bool), steps ...error) *Server {
	t.Helper()
	s := &Server{done: make(chan struct{})}
	for i, step := range steps {
		next, fault := newPlan(p, responseOf, step)
		if fault != "" {
			t.Fatalf("step %d must be %s; found %T: %v", i+1, fault, step, step)
		}
		s.plan = append(s.plan, next)
	}
	server := httptest.NewServer(s)
	t.Cleanup(func() {
		close(s.done)
		server.Close()
	})
	s.URL = server.URL
	return s
}

// Requests returns how many requests have come.
func (s *Server) Requests() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.requests
}

// ServeHTTP serves the next step.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	n := s.requests
	s.requests++
	s.mu.Unlock()
	if r.Header.Get("Upgrade") == "" {
		_, _ = io.Copy(io.Discard, r.Body)
	}
	switch {
	case n < len(s.plan) && !s.plan[n].succeeds():
		s.serve(w, r, &s.plan[n])
	case s.Success != nil:
		s.Success.ServeHTTP(w, r)
	default:
		w.Header().Set("Content-Type", "application/json")
		_, _ = io.WriteString(w, "{}")
	}
}
