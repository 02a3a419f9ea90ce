package server

import (
	"cmp"
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

// Sent returns the error that is sent for err: the one of this API in err's chain, or
// else the default one, or nil if the book has no default.
func (p *Provider) Sent(err error) *apierr.Error {
	e := p.find(err, func(c apierr.Code) bool { return p.shapeOf(c) != nil })
	if e == nil && p.shapeOf(p.sending.Default) != nil {
		e = p.New(p.sending.Default)
	}
	return e
}

func (p *Provider) response(err error, requestID string) shape.Response {
	e := p.Sent(err)
	if e == nil {
		return bareFault()
	}
	s := p.shapeOf(e.Code)
	v := shape.Values{
		Message: cmp.Or(e.Message, p.message(e.Code, nil)), RequestID: cmp.Or(requestID, e.RequestID),
		Details: s.Read(e.Body()).Values(), Now: time.Now(),
	}
	v.Delay, v.HasDelay = apierr.RetryAfter(e)
	r := s.Write(&v)
	if v.HasDelay && r.Status != 0 && r.Header.Get("Retry-After") == "" {
		r.Header.Set("Retry-After", retryAfter(v.Delay))
	}
	return r
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
