package apierr

import (
	"bytes"
	"compress/gzip"
	"io"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/errbook/errbook/apierr/internal/observe"
	"github.com/errbook/errbook/apierr/wire"
)

// bodyWait is how long the beginning of a body is waited for.
const bodyWait = 2 * time.Second

// FromResponse returns the error in an HTTP response, always an [*Error], or nil if the
// response is not an error. A nil response is not an error.
//
// It reads at most 64 KiB of the body, waits at most two seconds for them, judges by what
// has arrived, and puts it back: the next reader gets the whole body, and its Close
// closes the connection's body. If the body breaks off, the next reader gets the same
// read error, and the [*Error] unwraps to it.
//
// FromResponse reads the body of a response with a status below 400 only if the provider
// reports errors there and the body is a single document: its Content-Type is JSON (or
// XML, if the provider sends XML), or the path of the request belongs to a surface with
// such errors. The body must have at most 64 KiB; it may have a Content-Length, come in
// chunks or be compressed. JSON is read up to the end of its first object, XML to its
// end. An array, a stream of another type, a 101 and a response to HEAD are left alone;
// see [Provider.Inspect].
func (p *Provider) FromResponse(resp *http.Response) error {
	if resp == nil || !p.looksInto(resp, resp.Request) {
		return nil
	}
	return p.fromResponse(resp, resp.Request, bodyWait)
}

// Inspect is like [Provider.FromResponse], but reads the body whatever the headers say,
// for a caller that expects a single response and not a stream. It waits until the body
// has ended or 64 KiB have arrived, and puts back what it read. A 101 is left alone,
// because its body is the connection.
func (p *Provider) Inspect(resp *http.Response) error {
	if resp == nil || resp.StatusCode == http.StatusSwitchingProtocols {
		return nil
	}
	return p.fromResponse(resp, resp.Request, 0)
}

// looksInto reports whether a response to req is one that FromResponse reads.
func (p *Provider) looksInto(resp *http.Response, req *http.Request) bool {
	return resp.StatusCode >= 400 || p.about().InBand() && !isHead(req) && isShort(resp) && p.isOneText(typeOf(resp), req)
}

// isOneText reports whether the body of a response under status 400 is one text in JSON
// or XML, of which its type or the path of its request tells.
func (p *Provider) isOneText(t bodyType, req *http.Request) bool {
	switch {
	case t == jsonBody, t == xmlBody && p.readsXML():
		return true
	case t == otherBody, t == xmlBody:
		path := pathOf(req)
		return path != "" && slices.ContainsFunc(p.about().Surfaces, func(s wire.Surface) bool { return s.InBand() && s.Serves(path) })
	}
	return false
}

// readsXML reports whether the provider's responses have paths into XML.
func (p *Provider) readsXML() bool {
	facts := p.about()
	return facts.Wire != nil && len(facts.Wire.XML) > 0
}

// fromResponse returns the error that the response to req is, nil for none.
func (p *Provider) fromResponse(resp *http.Response, req *http.Request, wait time.Duration) error {
	r := Response{Status: originalStatus(resp.StatusCode, resp.Header), Header: resp.Header, request: req}
	var broken error
	if resp.Body != nil && resp.Body != http.NoBody && !isHead(req) {
		r.Body, broken = p.peekBody(resp, wait)
	}
	err := p.From(r)
	if e, ok := err.(*Error); ok && broken != nil {
		e.cause = broken
	}
	return err
}

func isHead(req *http.Request) bool { return req != nil && req.Method == http.MethodHead }

// isShort reports whether a response can be read whole, as far as anybody says.
func isShort(resp *http.Response) bool {
	return resp.ContentLength != 0 && resp.ContentLength <= wire.MaxBody && resp.StatusCode != http.StatusSwitchingProtocols
}

// A bodyType says how a body is made.
type bodyType uint8

const (
	otherBody bodyType = iota
	jsonBody           // one JSON text
	jsonLines          // one in each line
	xmlBody            // an XML document
	eventBody          // server-sent events
	frameBody          // frames of AWS
)

// typeOf returns how the body of a response is made, by its Content-Type.
func typeOf(resp *http.Response) bodyType {
	kind, _, _ := strings.Cut(firstOf(resp.Header, "Content-Type"), ";")
	switch kind = strings.ToLower(strings.TrimSpace(kind)); {
	case kind == "application/json":
		return jsonBody
	case kind == "text/event-stream":
		return eventBody
	case kind == "application/vnd.amazon.eventstream":
		return frameBody
	case kind == "application/x-ndjson", kind == "application/ndjson", kind == "application/jsonl", kind == "application/x-jsonlines":
		return jsonLines
	case kind == "application/xml", kind == "text/xml", strings.HasSuffix(kind, "+xml"):
		return xmlBody
	case strings.HasSuffix(kind, "+json"):
		return jsonBody
	}
	return otherBody
}

// firstOf is h.Get for a name that is spelled as net/http spells it.
func firstOf(h http.Header, name string) string {
	if values := h[name]; len(values) > 0 {
		return values[0]
	}
	return ""
}

// isEncoded reports whether the text of a body is behind a coding that the
// transport has not undone.
func isEncoded(resp *http.Response) bool {
	switch strings.ToLower(strings.TrimSpace(firstOf(resp.Header, "Content-Encoding"))) {
	case "", "identity", "utf-8", "aws-chunked":
		return false
	}
	return true
}

// peekBody reads the beginning of a body and puts it back. It returns the text
// of what it read, and the error that ended the body early.
func (p *Provider) peekBody(resp *http.Response, wait time.Duration) (text []byte, err error) {
	limit := observe.Limit{Bytes: wire.MaxBody, Wait: wait, Size: int(min(resp.ContentLength, wire.MaxBody))}
	switch t := typeOf(resp); {
	case wait == 0 || isEncoded(resp):
	case t == eventBody:
		limit.Ready = hasEvent
	case t != jsonLines && resp.StatusCode < 400:
		limit.Ready = p.isEnough
	}
	var head []byte
	head, resp.Body, err = observe.Peek(resp.Body, limit)
	return textOfEncoded(head, firstOf(resp.Header, "Content-Encoding")), err
}

// isEnough reports whether a text that has come so far needs no more to be judged: of
// JSON its first object, of XML, where the provider sends that, all of it.
func (p *Provider) isEnough(head []byte) bool {
	text := bytes.TrimLeft(bytes.TrimPrefix(head, []byte("\ufeff")), " \t\r\n")
	if p.readsXML() && (len(text) == 0 || text[0] == '<') {
		return false
	}
	return observe.HasObject(head)
}

// hasEvent reports whether the beginning of a stream has an event with data: what
// comes after may take long.
func hasEvent(head []byte) bool {
	found := false
	events := observe.Events{Max: wire.MaxBody}
	events.Feed(head, func(e observe.Part) { found = found || len(e.Data) > 0 })
	return found
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
