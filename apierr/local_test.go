package apierr

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"syscall"
	"testing"
	"time"
)

func TestFromTransportKinds(t *testing.T) {
	do := func(err error) error {
		return &url.Error{Op: "Post", URL: "https://api.acme.test/v1?key=secretvalue", Err: err}
	}
	op := func(name string, code syscall.Errno) error { return &net.OpError{Op: name, Net: "tcp", Err: code} }
	tests := []struct {
		name string
		err  error
		want Kind
	}{
		{"no such host", do(&net.OpError{Op: "dial", Err: &net.DNSError{Err: "no such host", Name: "api.acme.test"}}), ConnectFailed},
		{"refused", do(op("dial", syscall.ECONNREFUSED)), ConnectFailed},
		{"refused by a proxy", do(op("proxyconnect", syscall.ECONNREFUSED)), ConnectFailed},
		{"bare errno", syscall.ENETUNREACH, ConnectFailed},
		{"certificate", do(&tls.CertificateVerificationError{Err: errors.New("expired")}), ConnectFailed},
		{"no TLS", do(tls.RecordHeaderError{Msg: "first record does not look like a TLS handshake"}), ConnectFailed},
		{"client certificate refused", do(&net.OpError{Op: "remote error", Err: tls.AlertError(42)}), ConnectFailed},
		{"a record broken later", do(&net.OpError{Op: "local error", Err: tls.AlertError(20)}), ConnectionLost},

		{"no answer at all", do(io.EOF), ConnectionLost},
		{"half a header", do(io.ErrUnexpectedEOF), ConnectionLost},
		{"reset", do(op("read", syscall.ECONNRESET)), ConnectionLost},
		{"host gone later", do(op("read", syscall.EHOSTUNREACH)), ConnectionLost},
		{"broken pipe", do(op("write", syscall.EPIPE)), ConnectionLost},
		{"TCP gave up", do(op("read", syscall.ETIMEDOUT)), ConnectionLost},
		{"GOAWAY", do(errors.New("http2: server sent GOAWAY and closed the connection; LastStreamID=1, ErrCode=NO_ERROR")), ConnectionLost},
		{"stream reset before the answer", do(errors.New("stream error: stream ID 1; INTERNAL_ERROR; received from peer")), ConnectionLost},
		{"somebody else's cancellation", do(context.Canceled), ConnectionLost},
		{"somebody else's deadline", do(context.DeadlineExceeded), ConnectionLost},

		{"half a body", fmt.Errorf("reading: %w", io.ErrUnexpectedEOF), StreamInterrupted},
		{"stream reset in the body", errors.New("stream error: stream ID 1; INTERNAL_ERROR; received from peer"), StreamInterrupted},

		{"bad scheme", do(errors.New(`unsupported protocol scheme "htp"`)), InvalidRequest},
		{"no transport's", errors.New("out of paper"), Unknown},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			err := FromTransport(t.Context(), tt.err)
			if KindOf(err) != tt.want {
				t.Errorf("got %v, want %v", KindOf(err), tt.want)
			}
			if !errors.Is(err, tt.err) {
				t.Error("the cause is lost")
			}
			e := err.(*Error)
			if e.Retry() != tt.want.Retry() {
				t.Errorf("retry %v, want %v", e.Retry(), tt.want.Retry())
			}
			mustNotShow(t, e, "secretvalue")
			mustNotShow(t, e, "://")
		})
	}
}

func TestFromTransportOfNothingAndOfOurs(t *testing.T) {
	if err := FromTransport(t.Context(), nil); err != nil {
		t.Errorf("nil: %v", err)
	}
	ours := fmt.Errorf("calling: %w", &Error{Kind: RateLimited})
	if got := FromTransport(t.Context(), ours); got != ours {
		t.Errorf("an error of ours came back as %v", got)
	}
	var none context.Context
	if err := FromTransport(none, io.EOF); KindOf(err) != ConnectionLost {
		t.Errorf("nil context: %v", err)
	}
}

// Whether the caller gave up is asked of the caller's context alone.
func TestFromTransportAsksTheContext(t *testing.T) {
	canceled, cancel := context.WithCancel(t.Context())
	cancel()
	expired, cancel := context.WithDeadline(t.Context(), time.Unix(0, 0))
	defer cancel()
	for _, err := range []error{io.EOF, context.Canceled, context.DeadlineExceeded, syscall.ECONNREFUSED} {
		if got := KindOf(FromTransport(canceled, err)); got != Canceled {
			t.Errorf("canceled, %v: %v", err, got)
		}
		if got := KindOf(FromTransport(expired, err)); got != ClientTimeout {
			t.Errorf("expired, %v: %v", err, got)
		}
	}
}

// Errors as net/http really makes them.
func TestFromTransportOverHTTP(t *testing.T) {
	release := make(chan struct{})
	mux := http.NewServeMux()
	mux.HandleFunc("/hang", func(http.ResponseWriter, *http.Request) { <-release })
	mux.HandleFunc("/drop", func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) })
	mux.HandleFunc("/half", func(w http.ResponseWriter, _ *http.Request) {
		io.WriteString(w, "data: {}\n\n")
		w.(http.Flusher).Flush()
		panic(http.ErrAbortHandler)
	})
	for _, protocol := range []string{"HTTP/1.1", "HTTP/2"} {
		server := httptest.NewUnstartedServer(mux)
		server.Config.ErrorLog = log.New(io.Discard, "", 0)
		server.EnableHTTP2 = protocol == "HTTP/2"
		server.StartTLS()
		defer server.Close()
		get := func(client *http.Client, path string) error {
			resp, err := client.Get(server.URL + path + "?key=secretvalue")
			if err == nil {
				defer resp.Body.Close()
				_, err = io.ReadAll(resp.Body)
			}
			return FromTransport(t.Context(), err)
		}
		impatient := *server.Client()
		impatient.Timeout = 50 * time.Millisecond
		tests := []struct {
			name   string
			client *http.Client
			path   string
			want   Kind
		}{
			{"http.Client.Timeout", &impatient, "/hang", ClientTimeout},
			{"dropped", server.Client(), "/drop", ConnectionLost},
			{"dropped in the body", server.Client(), "/half", StreamInterrupted},
			{"unknown authority", &http.Client{Transport: &http.Transport{}}, "/half", ConnectFailed},
			{"complete", server.Client(), "/other", Unknown},
		}
		for _, tt := range tests {
			err := get(tt.client, tt.path)
			if KindOf(err) != tt.want || err != nil && strings.Contains(err.Error(), "secretvalue") {
				t.Errorf("%s, %s: got %v (%v)", protocol, tt.name, KindOf(err), err)
			}
		}
	}
	close(release)
	dead, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	dead.Close()
	_, err = http.Get("http://" + dead.Addr().String())
	if got := FromTransport(t.Context(), err); !errors.Is(got, ConnectFailed) {
		t.Errorf("nobody listens: %v", got)
	}
}
