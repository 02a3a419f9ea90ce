package server

import (
	"cmp"
	"errors"
	"net/http"
	"strconv"
	"time"

	"github.com/errbook/errbook/apierr"
	"github.com/errbook/errbook/apierr/shape"
	"github.com/errbook/errbook/apierr/wire"
)

// Response returns the response that err is, for frameworks that write responses
// themselves: that of the error of this API in err's chain; for any other error, of
// which nothing is shown, that of the default one.
func (p *Provider) Response(err error) shape.Response { return p.response(err, "") }

// Sent returns the error that is sent for err: the first one of this API in err's chain,
// or else the default one, or nil if the book has no default.
func (p *Provider) Sent(err error) *apierr.Error {
	e := p.find(err, p.isSent)
	if e == nil && p.isSent(p.sending.Default) {
		e = p.New(p.sending.Default)
	}
	return e
}

func (p *Provider) isSent(code apierr.Code) bool { return p.shapeOf(code) != nil }

func (p *Provider) response(err error, requestID string) shape.Response {
	e := p.Sent(err)
	if e == nil {
		return bareFault()
	}
	first := p.element(e, requestID)
	r := shape.WriteSeveral(first, p.others(err, first, requestID)...)
	if v := first.Values; v.HasDelay && r.Status != 0 && r.Header.Get("Retry-After") == "" {
		r.Header.Set("Retry-After", retryAfter(v.Delay))
	}
	return r
}

// element returns an error of this API as it is sent.
func (p *Provider) element(e *apierr.Error, requestID string) shape.Element {
	s := p.shapeOf(e.Code)
	v := shape.Values{
		Message: cmp.Or(e.Message, p.message(e.Code, nil)), RequestID: cmp.Or(requestID, e.RequestID),
		Details: s.Read(e.Body()).Values(), Now: time.Now(),
	}
	v.Delay, v.HasDelay = apierr.RetryAfter(e)
	return shape.Element{Shape: s, Values: &v}
}

// others returns what is sent besides the first error, where responses have a list of
// errors: all others in err's chain, and those of the response that each was read from. An
// error that would be read as another one beside the first, whose status it gets, is not.
func (p *Provider) others(err error, first shape.Element, requestID string) (list []shape.Element) {
	if len(first.Shape.Each) == 0 {
		return nil
	}
	isFirst := true
	for e := range p.all(err, p.isSent) {
		for _, one := range p.apart(e) {
			if isFirst {
				isFirst = false
				continue
			}
			if o := p.element(one, requestID); p.isReadBeside(first, o) {
				list = append(list, o)
			}
		}
	}
	return list
}

// apart returns the errors of the response that an error was read from, with the error
// itself as the first of them.
func (p *Provider) apart(e *apierr.Error) []*apierr.Error {
	list := []*apierr.Error{e}
	for i, err := range p.severalIn(apierr.Response{Status: e.Status, Body: e.Body(), Surface: e.Surface}) {
		if one, ok := err.(*apierr.Error); ok && i > 0 && p.isSent(one.Code) {
			list = append(list, one)
		}
	}
	return list
}

// isReadBeside reports whether an error that is sent beside a first one is read as itself.
func (p *Provider) isReadBeside(first, other shape.Element) bool {
	r := shape.WriteSeveral(first, other)
	list := p.severalIn(apierr.Response{Status: r.Status, Header: r.Header, Body: r.Body, Surface: first.Shape.Surface})
	return len(list) == 2 && apierr.CodeOf(list[1]) == other.Shape.Code
}

// severalIn returns the errors of a response that has several, none of one that has not.
func (p *Provider) severalIn(r apierr.Response) []error {
	several, ok := errors.Unwrap(p.From(r)).(interface{ Unwrap() []error })
	if !ok {
		return nil
	}
	return several.Unwrap()
}

// retryAfter returns a wait in whole seconds, rounded up (RFC 9110, section 10.2.3).
func retryAfter(d time.Duration) string {
	h := shape.Shape{Header: []shape.Node{{Key: "Retry-After", Hole: shape.Delay, Format: wire.FormatRetryAfter}}}
	return h.Write(&shape.Values{Delay: d, HasDelay: true}).Header.Get("Retry-After")
}

// bareFault is what is sent where a book has no default error.
func bareFault() shape.Response {
	return shape.Response{
		Status: http.StatusInternalServerError,
		Header: http.Header{"Content-Type": {"application/problem+json"}},
		Body:   []byte(`{"type":"about:blank","title":"Internal Server Error","status":500}`),
	}
}

// Write writes an error as the response to a request: the one of this API in err's chain, else the
// default one, which shows nothing of err. A nil err writes nothing. The wait that
// the error asks for goes into Retry-After, and the request ID that the response, the
// error or the request has into wherever the API has it.
//
// If responses of the API have a list of errors (wire.each in the spec file), all errors
// of this API that err joins are in it, such as one for each invalid field. The first
// decides which status is sent. Other APIs send the first alone.
//
// Headers about the content that would have been sent (its length, encoding, tag and
// date) are removed; all others are kept.
func (p *Provider) Write(w http.ResponseWriter, r *http.Request, err error) {
	if err == nil {
		return
	}
	h := w.Header()
	for _, name := range []string{"Content-Length", "Content-Encoding", "Etag", "Last-Modified"} {
		h.Del(name)
	}
	resp := p.response(err, requestID(h, r))
	for name, values := range resp.Header {
		h[name] = values
	}
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Content-Length", strconv.Itoa(len(resp.Body)))
	w.WriteHeader(cmp.Or(resp.Status, http.StatusInternalServerError))
	w.Write(resp.Body) // who has gone away needs no error
}

// requestIDHeader is where servers and proxies put the ID of a request.
const requestIDHeader = "X-Request-Id"

// maxRequestID is how long the ID of a client's request can be to be sent back.
const maxRequestID = 128

// requestID returns the ID of a request: the one that the server gave it, or the one
// that it came with, if that is a plain token.
func requestID(h http.Header, r *http.Request) string {
	if id := h.Get(requestIDHeader); id != "" || r == nil {
		return id
	}
	id := r.Header.Get(requestIDHeader)
	if len(id) > maxRequestID {
		return ""
	}
	for _, c := range []byte(id) {
		if c <= ' ' || c >= 0x7f || c == '"' || c == '<' || c == '>' {
			return ""
		}
	}
	return id
}
