package matrix

import (
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
)

// A server responds with the sample that it was given last.
type server struct {
	url  string
	addr net.Addr
	now  atomic.Pointer[sample]
	form Form
}

func newServer(t *testing.T, form Form) *server {
	s := &server{form: form}
	h := httptest.NewServer(s)
	t.Cleanup(h.Close)
	s.url, s.addr = h.URL, h.Listener.Addr()
	return s
}

// at returns the server under the name of a host, for its client; "" for its own.
func (s *server) at(host string) *server {
	if host != "" {
		s.url = "http://" + host
	}
	return s
}

// client returns a client that finds the server under any name.
func (s *server) client() *http.Client {
	var d net.Dialer
	return &http.Client{Transport: &http.Transport{DialContext: func(ctx context.Context, network, _ string) (net.Conn, error) {
		return d.DialContext(ctx, s.addr.Network(), s.addr.String())
	}}}
}

func (s *server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	io.Copy(io.Discard, r.Body)
	now := s.now.Load()
	for name, values := range now.header {
		w.Header()[name] = values
	}
	switch {
	case !now.stream:
		w.WriteHeader(now.status)
		io.WriteString(w, now.body)
	case s.form == Lines:
		w.Header().Set("Content-Type", string(Lines))
		fmt.Fprintln(w, strings.ReplaceAll(now.body, "\n", " "))
	case s.form == Frames:
		w.Header().Set("Content-Type", string(Frames))
		io.WriteString(w, frame(now.event, now.body))
	default:
		w.Header().Set("Content-Type", string(Events))
		if now.event != "" {
			fmt.Fprintf(w, "event: %s\n", now.event)
		}
		fmt.Fprintf(w, "data: %s\n\n", strings.ReplaceAll(now.body, "\n", "\ndata: "))
	}
}
