package apierr

import (
	"bytes"
	"compress/gzip"
	"io"
	"mime"
	"net/http"
	"strings"

	"github.com/errbook/errbook/apierr/wire"
)

// FromResponse returns the error that an HTTP response is, always an [*Error],
// or nil if it is not an error. A nil response is not an error.
//
// It reads at most 64 KiB of the body and puts them back: whoever reads the
// body next gets all of it, and its Close closes the connection's body. If the
// body breaks off, the error that broke it is met again by the next reader,
// and is what the [*Error] unwraps to.
//
// A response under status 400 is looked into only where the provider reports
// errors there, its Content-Type is JSON, and its Content-Length is stated and
// at most 64 KiB. Streams, chunked responses, 101 and responses to HEAD are left
// alone; see [Provider.Inspect].
func (p *Provider) FromResponse(resp *http.Response) error {
	if resp == nil || !p.looksInto(resp, resp.Request) {
		return nil
	}
	return p.fromResponse(resp, resp.Request)
}

// Inspect is [Provider.FromResponse] that looks into the body whatever the
// headers say, for a caller who expects one response and no stream: it waits
// until the body has ended or 64 KiB have come. It puts back what it read. A
// 101 is left alone, because its body is the connection.
func (p *Provider) Inspect(resp *http.Response) error {
	if resp == nil || resp.StatusCode == http.StatusSwitchingProtocols {
		return nil
	}
	return p.fromResponse(resp, resp.Request)
}

// looksInto reports whether a response to req is one that FromResponse reads.
func (p *Provider) looksInto(resp *http.Response, req *http.Request) bool {
	return resp.StatusCode >= 400 || p.about().InBand() && !isHead(req) && isShortJSON(resp)
}

// fromResponse returns the error that the response to req is, nil for none.
func (p *Provider) fromResponse(resp *http.Response, req *http.Request) error {
	r := Response{Status: resp.StatusCode, Header: resp.Header, request: req}
	var broken error
	if resp.Body != nil && resp.Body != http.NoBody && !isHead(req) {
		r.Body, broken = peekBody(resp)
	}
	err := p.From(r)
	if e, ok := err.(*Error); ok && broken != nil {
		e.cause = broken
	}
	return err
}

func isHead(req *http.Request) bool { return req != nil && req.Method == http.MethodHead }

// isShortJSON reports whether a response says that it is a JSON text that can
// be read whole.
func isShortJSON(resp *http.Response) bool {
	if resp.ContentLength <= 0 || resp.ContentLength > wire.MaxBody || resp.StatusCode == http.StatusSwitchingProtocols {
		return false
	}
	kind, _, err := mime.ParseMediaType(resp.Header.Get("Content-Type"))
	return err == nil && (kind == "application/json" || strings.HasSuffix(kind, "+json"))
}

// peekBody reads the beginning of a body and puts it back. It returns the text
// of what it read, and the error that ended the body early.
func peekBody(resp *http.Response) (text []byte, err error) {
	var head bytes.Buffer
	if n := resp.ContentLength; n > 0 && n < wire.MaxBody {
		head.Grow(int(n) + bytes.MinRead)
	}
	_, err = head.ReadFrom(io.LimitReader(resp.Body, wire.MaxBody))
	resp.Body = &replayBody{head: head.Bytes(), rest: resp.Body, err: err}
	return textOfEncoded(head.Bytes(), resp.Header.Get("Content-Encoding")), err
}

// A replayBody gives again what was read of a body, then the error that the
// reading met, then the rest.
type replayBody struct {
	head   []byte
	rest   io.ReadCloser
	err    error
	closed bool
}

func (b *replayBody) Read(p []byte) (int, error) {
	switch {
	case b.closed:
		return 0, http.ErrBodyReadAfterClose
	case len(b.head) > 0:
		n := copy(p, b.head)
		b.head = b.head[n:]
		return n, nil
	case b.err != nil:
		return 0, b.err
	}
	return b.rest.Read(p)
}

func (b *replayBody) Close() error {
	b.closed = true
	return b.rest.Close()
}

// textOfEncoded returns the text of a body in a Content-Encoding (RFC 9110,
// section 8.4): gzip is undone, as far as it was read and 64 KiB of text at
// most. Other codings hide the text, so that nothing is read out of it.
//
// The transport undoes gzip by itself, and drops the header, unless the caller
// asked for a coding.
func textOfEncoded(body []byte, coding string) []byte {
	switch strings.ToLower(strings.TrimSpace(coding)) {
	case "", "identity", "utf-8", "aws-chunked": // the last two are not codings of the response, but are sent
		return body
	case "gzip", "x-gzip":
		z, err := gzip.NewReader(bytes.NewReader(body))
		if err != nil { // a proxy undid the coding and left the header
			return plainText(body)
		}
		text, _ := io.ReadAll(io.LimitReader(z, wire.MaxBody))
		return text
	}
	return plainText(body)
}

// plainText returns a body that is evidently a JSON text whatever its coding
// is said to be, nil for any other.
func plainText(body []byte) []byte {
	if t := bytes.TrimLeft(body, " \t\r\n"); len(t) > 0 && (t[0] == '{' || t[0] == '[') {
		return body
	}
	return nil
}
