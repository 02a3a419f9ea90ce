package apierr

import (
	"errors"
	"testing"
)

// What clients print of a call that got no response, as people paste it: the words of
// Go's net, net/http and crypto/x509, of Node.js, curl and Python.
func TestPrintedWithoutResponse(t *testing.T) {
	const call = `Post "https://api.acme.test/v1/chat": `
	tests := []struct {
		text string
		want Kind
	}{
		{call + "dial tcp: lookup api.acme.test on 192.0.2.53:53: no such host", ConnectFailed},
		{call + "dial tcp: lookup api.acme.test on 127.0.0.53:53: server misbehaving", ConnectFailed},
		{call + "dial tcp 192.0.2.1:443: connect: connection refused", ConnectFailed},
		{call + "dial tcp [2001:db8::1]:443: i/o timeout", ConnectFailed},
		{call + "proxyconnect tcp: dial tcp 192.0.2.1:3128: connect: connection timed out", ConnectFailed},
		{call + "net/http: TLS handshake timeout", ConnectFailed},
		{call + "tls: failed to verify certificate: x509: certificate signed by unknown authority", ConnectFailed},
		{"x509: certificate has expired or is not yet valid: current time 2026-11-30T10:00:00Z is after 2026-11-01T00:00:00Z", ConnectFailed},
		{"x509: certificate is valid for *.acme.test, not api.acme.test", ConnectFailed},
		{"http: server gave HTTP response to HTTPS client", ConnectFailed},
		{"SELF_SIGNED_CERT_IN_CHAIN", ConnectFailed},
		{"TypeError: fetch failed", ConnectFailed},
		{"curl: (6) Could not resolve host: api.acme.test", ConnectFailed},
		{"curl: (60) SSL certificate problem: unable to get local issuer certificate", ConnectFailed},
		{"httpx.ConnectTimeout: timed out", ConnectFailed},
		{call + "context deadline exceeded (Client.Timeout exceeded while awaiting headers)", ClientTimeout},
		{call + "context deadline exceeded", ClientTimeout},
		{"context deadline exceeded", ClientTimeout},
		{"curl: (28) Operation timed out after 10001 milliseconds with 0 bytes received", ClientTimeout},
		{"requests.exceptions.ReadTimeout: HTTPSConnectionPool(host='api.acme.test', port=443): Read timed out. (read timeout=10)", ClientTimeout},
		{call + "context canceled", Canceled},
		{call + "EOF", ConnectionLost},
		{call + "unexpected EOF", ConnectionLost},
		{call + "read tcp 192.0.2.2:50000->192.0.2.1:443: read: connection reset by peer", ConnectionLost},
		{"read tcp 192.0.2.2:50000->192.0.2.1:443: i/o timeout", ConnectionLost},
		{"http2: server sent GOAWAY and closed the connection; LastStreamID=1, ErrCode=NO_ERROR", ConnectionLost},
		{"curl: (52) Empty reply from server", ConnectionLost},
		{"unexpected EOF", StreamInterrupted},
	}
	for _, tt := range tests {
		if err := Generic.From(Response{Body: []byte(tt.text)}); KindOf(err) != tt.want {
			t.Errorf("%s: got %s, want %s", tt.text, KindOf(err), tt.want)
		}
		if err := Generic.From(Response{Status: 200, Body: []byte(tt.text)}); err != nil {
			t.Errorf("%s, under 200: got %v", tt.text, err)
		}
	}
}

// Successes that speak of lost connections, and servers that do, are what their status
// and shape say.
func TestWordsOfConnectionsElsewhere(t *testing.T) {
	for _, body := range []string{
		`{"id":"a","choices":[{"message":{"content":"Your log says: dial tcp: lookup x: no such host. Check DNS."}}]}`,
		`{"status":"ok","log":"retried after: connection refused, then unexpected EOF"}`,
		`{"message":"x509: certificate signed by unknown authority was accepted"}`,
		"INFO recovered from connection refused after 2 tries, i/o timeout was retried",
	} {
		if err := Generic.From(Response{Status: 200, Body: []byte(body)}); err != nil {
			t.Errorf("%s: got %v", body, err)
		}
		if err := Generic.From(Response{Stream: true, Body: []byte(body)}); err != nil && body[0] == '{' {
			t.Errorf("%s, in a stream: got %v", body, err)
		}
	}
	for status, want := range map[int]Kind{504: ProviderTimeout, 500: ProviderTimeout, 200: ProviderTimeout, 0: ProviderTimeout} {
		var e *Error
		if err := Generic.From(Response{Status: status, Body: []byte(`{"error":"context deadline exceeded"}`)}); !errors.As(err, &e) || e.Kind != want {
			t.Errorf("a server's deadline under %d: got %v, want %s", status, err, want)
		}
	}
}
