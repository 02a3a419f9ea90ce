package apierr

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"io"
	"net"
	"net/http"
	"net/url"
	"strings"
	"syscall"

	"github.com/errbook/errbook/apierr/internal/foreign"
	"github.com/errbook/errbook/apierr/internal/redact"
)

// FromTransport returns the error of a call that got no response, or whose response broke
// off. It is always an [*Error], or nil for a nil err. An err that already contains an
// [*Error] is returned as it is. The result unwraps to err, and does not show the URL
// that an error of net/http contains.
//
// ctx is the context of the call. It alone decides whether the caller gave up, because a
// canceled or expired context in err's chain may not have been the caller's. A nil ctx
// never ends.
//
// The end of the input in the middle, and a broken stream of HTTP/2, are
// [StreamInterrupted] where err does not come from [http.Client.Do], which
// wraps its errors in a [url.Error]: then they happened while the body was
// read. What cannot be told apart is [ConnectionLost]; what has nothing to do with a
// transport is [Unknown].
func FromTransport(ctx context.Context, err error) error {
	if err == nil {
		return nil
	}
	if asError(err) != nil {
		return err
	}
	var do *url.Error
	return transportError(ctx, err, errors.As(err, &do), nil)
}

// transportError makes the error of a failed call; atRequest says that no
// response had begun.
func transportError(ctx context.Context, err error, atRequest bool, req *http.Request) *Error {
	e := &Error{Kind: kindOfTransport(ctx, err, atRequest), cause: err}
	var urls []*url.URL
	for u := (*url.Error)(nil); errors.As(err, &u); err = u.Err {
		if parsed, bad := url.Parse(u.URL); bad == nil {
			urls = append(urls, parsed)
		}
	}
	if err != nil {
		e.Message = redact.Text(foreign.Text(err), redact.SecretsOf(req, urls...))
	}
	return e
}

// kindOfTransport returns the kind of a transport's error.
func kindOfTransport(ctx context.Context, err error, atRequest bool) Kind {
	if ctx != nil {
		switch ended := ctx.Err(); {
		case errors.Is(ended, context.DeadlineExceeded):
			return ClientTimeout
		case ended != nil:
			return Canceled
		}
	}
	switch {
	case isBadRequest(err):
		return InvalidRequest
	case isConnectFailure(err):
		return ConnectFailed
	case isOwnTimeout(err):
		return ClientTimeout
	case !atRequest && isBrokenBody(err):
		return StreamInterrupted
	case isLostConnection(err):
		return ConnectionLost
	}
	return Unknown
}

// isBadRequest reports whether net/http refused to send the request.
func isBadRequest(err error) bool {
	var u *url.Error
	if errors.As(err, &u) && u.Op == "parse" {
		return true
	}
	return says(err, "unsupported protocol scheme", "no Host in request URL", "invalid header field", "invalid method", "nil Request.URL")
}

// isConnectFailure reports whether the connection was never made: resolving,
// dialing, or the handshake of TLS failed.
func isConnectFailure(err error) bool {
	var (
		dns  *net.DNSError
		addr *net.AddrError
		op   *net.OpError
	)
	switch {
	case errors.As(err, &dns), errors.As(err, &addr), isTLSFailure(err):
		return true
	case errors.As(err, &op):
		switch op.Op {
		case "dial", "proxyconnect", "socks connect", "socks bind":
			return true
		case "read", "write", "readfrom", "writeto", "close":
			return false
		}
	}
	for _, code := range [...]syscall.Errno{syscall.ECONNREFUSED, syscall.EHOSTUNREACH, syscall.ENETUNREACH, syscall.EADDRNOTAVAIL} {
		if errors.Is(err, code) {
			return true
		}
	}
	return errors.Is(err, http.ErrSchemeMismatch)
}

// isTLSFailure reports whether TLS could not be agreed on.
func isTLSFailure(err error) bool {
	var (
		verify   *tls.CertificateVerificationError
		record   tls.RecordHeaderError
		alert    tls.AlertError
		ech      *tls.ECHRejectionError
		unknown  x509.UnknownAuthorityError
		hostname x509.HostnameError
		invalid  x509.CertificateInvalidError
		roots    x509.SystemRootsError
	)
	switch {
	case errors.As(err, &verify), errors.As(err, &record), errors.As(err, &ech):
		return true
	case errors.As(err, &alert):
		return isHandshakeAlert(alert)
	case errors.As(err, &unknown), errors.As(err, &hostname), errors.As(err, &invalid), errors.As(err, &roots):
		return true
	}
	return says(err, "TLS handshake timeout", "tls: handshake")
}

// isHandshakeAlert reports whether an alert (RFC 8446, section 6) can only mean
// that a handshake failed; the others can end a connection in use.
func isHandshakeAlert(a tls.AlertError) bool {
	const handshakeFailure, internalError, userCanceled = 40, 80, 90
	return a >= handshakeFailure && a != internalError && a != userCanceled
}

// isOwnTimeout reports whether a limit that the program itself set has passed,
// such as http.Client.Timeout or the deadline of a connection. An expired
// context is none: the caller's own is asked directly.
func isOwnTimeout(err error) bool {
	if errors.Is(err, syscall.ETIMEDOUT) { // the network's own, not the program's
		return false
	}
	for ; err != nil; err = errors.Unwrap(err) {
		switch err.(type) {
		case *url.Error, *net.OpError: // they repeat what they wrap
			continue
		}
		if err == context.DeadlineExceeded {
			return false
		}
		if t, ok := err.(interface{ Timeout() bool }); ok && t.Timeout() {
			return true
		}
	}
	return false
}

// isBrokenBody reports whether a response ended in its middle.
func isBrokenBody(err error) bool {
	var stream streamError
	return errors.Is(err, io.ErrUnexpectedEOF) || errors.As(err, &stream) || says(err, "stream error: stream ID")
}

// A streamError takes the HTTP/2 stream errors of net/http, which have no
// exported type but convert themselves to any struct of these fields.
type streamError struct {
	StreamID uint32
	Code     uint32
	Cause    error
}

func (streamError) Error() string { return "HTTP/2 stream error" }

// isLostConnection reports whether a connection that was made broke.
func isLostConnection(err error) bool {
	var (
		op     *net.OpError
		stream streamError
	)
	switch {
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF), errors.Is(err, net.ErrClosed), errors.Is(err, io.ErrClosedPipe):
		return true
	case errors.Is(err, context.Canceled), errors.Is(err, context.DeadlineExceeded): // not the caller's: somebody gave the connection up
		return true
	case errors.As(err, &op), errors.As(err, &stream):
		return true
	}
	for _, code := range [...]syscall.Errno{syscall.ECONNRESET, syscall.ECONNABORTED, syscall.EPIPE, syscall.ETIMEDOUT} {
		if errors.Is(err, code) {
			return true
		}
	}
	// What net/http says without a type.
	return says(err, "server sent GOAWAY", "stream error: stream ID", "client connection lost", "client connection force closed",
		"transport connection broken", "server closed idle connection", "connection reset by peer", "broken pipe")
}

// says reports whether err's text has one of the phrases.
func says(err error, phrases ...string) bool {
	text := foreign.Text(err)
	for _, p := range phrases {
		if strings.Contains(text, p) {
			return true
		}
	}
	return false
}
