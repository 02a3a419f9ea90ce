package apierrtest

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/errbook/errbook/apierr"
	"github.com/errbook/errbook/apierr/apierrtest/fakeserver"
)

// Server starts a server that fails as any API does, for programs that do not know the
// provider: its steps are kinds. The generated packages whose names end in errtest have
// a Server that fails as their provider documents. See package fakeserver.
func Server(t testing.TB, steps ...error) *fakeserver.Server {
	t.Helper()
	return fakeserver.New(t, nil, nil, steps...)
}

// Served fails unless each code that a server can serve, called through net/http, is read
// back as itself: by FromResponse, by a tracked call through a Transport, or from the
// close of a WebSocket. responseOf knows which codes can be served; a code without a
// sample may not be among them.
func Served(t *testing.T, p *apierr.Provider, codes []apierr.Code, responseOf func(apierr.Code) (apierr.Response, bool)) {
	var steps []error
	for _, code := range codes {
		if _, ok := responseOf(code); ok {
			steps = append(steps, code)
		} else {
			t.Logf("%s has no response that could be served; give it a sample", code)
		}
	}
	server := fakeserver.New(t, p, responseOf, steps...)
	for _, step := range steps {
		code := step.(apierr.Code)
		response, _ := responseOf(code)
		got, err := servedError(t.Context(), p, server.URL, &response)
		if err != nil || apierr.CodeOf(got) != code {
			t.Errorf("%s was served, but was read back as %v (%v)\n\tthe response was %d %s: %s%s", code, got, err, response.Status, response.Event, response.Body, advice)
		}
	}
}

// servedError calls a server and returns the error that its response is.
func servedError(ctx context.Context, p *apierr.Provider, url string, sent *apierr.Response) (got, err error) {
	if sent.Close != 0 {
		code, reason, err := socketClose(ctx, url)
		return p.From(apierr.Response{Close: code, Body: reason}), err
	}
	ctx, calls := apierr.Track(ctx)
	client := http.Client{Transport: &apierr.Transport{Provider: p}}
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, url, nil)
	if err != nil {
		return nil, err
	}
	resp, err := client.Do(req)
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close()
	got = p.FromResponse(resp)
	if _, err := io.Copy(io.Discard, resp.Body); err != nil {
		return nil, err
	}
	if tracked := calls.Err(nil); got == nil {
		got = tracked
	} else if apierr.CodeOf(tracked) != apierr.CodeOf(got) {
		err = fmt.Errorf("the call's tracker has %v", tracked)
	}
	return got, err
}

// socketClose opens a WebSocket and returns how it was closed (RFC 6455).
func socketClose(ctx context.Context, url string) (code int, reason []byte, err error) {
	var d net.Dialer
	conn, err := d.DialContext(ctx, "tcp", strings.TrimPrefix(url, "http://"))
	if err != nil {
		return 0, nil, err
	}
	defer conn.Close()
	_ = conn.SetDeadline(time.Now().Add(10 * time.Second))
	fmt.Fprint(conn, "GET / HTTP/1.1\r\nHost: fake\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n")
	in := bufio.NewReader(conn)
	resp, err := http.ReadResponse(in, nil)
	if err != nil {
		return 0, nil, err
	}
	if resp.StatusCode != http.StatusSwitchingProtocols || resp.Header.Get("Sec-WebSocket-Accept") != "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=" { // the example of the RFC
		return 0, nil, errors.New("the WebSocket was not opened: " + resp.Status)
	}
	frame := make([]byte, 2)
	if _, err := io.ReadFull(in, frame); err != nil {
		return 0, nil, err
	}
	payload := make([]byte, frame[1])
	if _, err := io.ReadFull(in, payload); err != nil || len(payload) < 2 {
		return 0, nil, errors.Join(err, errors.New("the WebSocket was closed without a code"))
	}
	return int(payload[0])<<8 | int(payload[1]), payload[2:], nil
}
