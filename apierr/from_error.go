package apierr

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"net/url"

	"github.com/errbook/errbook/apierr/internal/foreign"
	"github.com/errbook/errbook/apierr/internal/redact"
	"github.com/errbook/errbook/apierr/wire"
)

// FromError is [Provider.FromError] of [Generic], for errors whose provider is not known.
func FromError(err error) error { return Generic.FromError(err) }

// FromError returns what an error of any SDK or library means, as an error whose chain
// has an [*Error], or nil for a nil err. If err's chain already has one, err is returned
// as it is. Otherwise the result is an [*Error] that unwraps to err, so that [errors.As]
// still finds the SDK's own type.
//
// It looks for what such errors have in common: methods and fields that hold a response,
// a status, a header, a body, a code, a type or a message, and then at the text. If an
// SDK drops the body or the header, what they said is lost, such as how long to wait. A
// [Kind] in the chain is trusted, and so is one of the provider's codes.
//
// An err that was not made from a response is judged as by [FromTransport], except that a
// canceled or expired context in the chain counts as the caller's ([Canceled],
// [ClientTimeout]), because the caller's own context is not known. An error that is not
// ours and cannot be read is [Unknown], which is not retryable.
func (p *Provider) FromError(err error) error {
	if err == nil || asError(err) != nil {
		return err
	}
	if e := p.named(err); e != nil {
		return e
	}
	read := foreign.Read(err)
	kind := kindOfChain(err)
	if !read.Read && kind != Unknown {
		return p.fromChain(err, kind)
	}
	e := p.fromForeign(&read)
	if e == nil {
		return p.fromChain(err, kind)
	}
	e.cause = err
	return e
}

// named returns the error that a Code or a Kind in err's chain names, nil for none.
func (p *Provider) named(err error) *Error {
	var code Code
	if errors.As(err, &code) && p.Lookup(code) != nil {
		return p.New(code, WithCause(err))
	}
	if kind := kindIn(err); kind != Unknown {
		return New(kind, WithCause(err))
	}
	return nil
}

// fromForeign judges what was read of an error. What is left of the response is
// asked first: its body, else its parts; of an error that keeps neither, what it
// prints; last, the status and the header. It returns nil if there is nothing to
// judge, or nothing comes of it.
func (p *Provider) fromForeign(f *foreign.Error) *Error {
	base := Response{Status: originalStatus(f.Status, f.Header), Header: f.Header, request: f.Request}
	best := p.best(nil, p.bodiesOf(base, f))
	if !best.isTelling() {
		best = p.best(best, p.partsOf(base, f))
	}
	if !best.isTelling() && f.Message == "" {
		best = p.best(best, textsOf(base, f))
	}
	if best == nil && f.Status != 0 {
		best = p.best(nil, []Response{base})
	}
	if best != nil && best.Message == "" {
		best.Message = redact.Text(f.Message, redact.SecretsOf(f.Request))
	}
	return best
}

// isTelling reports whether e says more than a status does.
func (e *Error) isTelling() bool {
	return e != nil && e.Kind != Unknown && (e.Code != "" || e.Match > MatchStatus)
}

// best returns the one of so far, which may be nil, and of the responses in list that
// says most. They are one response in several shapes, the surest first: an error that
// the provider documents, and knows by more than its status, tells the right one. Else
// a documented one does, then the strongest verdict.
func (p *Provider) best(sofar *Error, list []Response) *Error {
	for _, r := range list {
		e := asError(p.From(r))
		switch {
		case e == nil:
		case sofar == nil, e.Code != "" && sofar.Code == "", (e.Code != "") == (sofar.Code != "") && e.Match > sofar.Match:
			sofar = e
		}
		if sofar != nil && sofar.Code != "" && sofar.Match > MatchStatus {
			break
		}
	}
	return sofar
}

// bodiesOf lists what an error's response may have been, by its body: as it came, or
// what an SDK left of it.
func (p *Provider) bodiesOf(base Response, f *foreign.Error) (list []Response) {
	if len(f.Body) == 0 {
		return nil
	}
	if f.Stream || f.Status == 0 { // of a response under 200: an event, as SDKs raise it
		event := base
		event.Stream, event.Event, event.Body = true, f.Event, f.Body
		list = append(list, event)
	}
	return append(list, p.shapesOf(base, f.Body)...)
}

// shapesOf lists the shapes that a body had before an SDK took the inner object out of
// it: the one that the provider has comes first.
func (p *Provider) shapesOf(base Response, body []byte) []Response {
	whole, inner := base, base
	whole.Body, inner.Body = body, below(body)
	switch {
	case inner.Body == nil:
		return []Response{whole}
	case p.hasErrorObject() && !hasErrorMember(body):
		return []Response{inner, whole}
	}
	return []Response{whole, inner}
}

// hasErrorObject reports whether the provider's responses have what happened in an
// object called error.
func (p *Provider) hasErrorObject() bool {
	w := p.about().Wire
	return w == nil || len(w.Message) > 0 && w.Leads(&w.Message[0], "error")
}

// hasErrorMember reports whether an object has a member error.
func hasErrorMember(object []byte) bool {
	var with struct {
		Error json.RawMessage `json:"error"`
	}
	return json.Unmarshal(object, &with) == nil && with.Error != nil
}

// partsOf lists what an error's response may have been, by the parts that the error
// keeps of it.
func (p *Provider) partsOf(base Response, f *foreign.Error) (list []Response) {
	for _, object := range f.Objects {
		list = append(list, p.shapesOf(base, object)...)
	}
	if f.Code != "" || f.Type != "" || f.Message != "" {
		list = append(list, p.composed(base, f))
	}
	return list
}

// textsOf lists what an error prints, as bodies.
func textsOf(base Response, f *foreign.Error) (list []Response) {
	for _, text := range f.Texts {
		base.Body = []byte(text)
		list = append(list, base)
	}
	return list
}

// below puts an object below error, where many servers have it, and SDKs drop it.
func below(object []byte) []byte {
	if len(object) == 0 || object[0] != '{' {
		return nil
	}
	text, _ := json.Marshal(map[string]json.RawMessage{"error": object})
	return text
}

// composed writes the response that the provider would have sent to say what is
// known of it.
func (p *Provider) composed(r Response, f *foreign.Error) Response {
	w := p.about().Wire
	if w == nil {
		w = &wire.Plain
	}
	h, body := w.Compose(f.Code, f.Type, f.Message)
	for name, values := range f.Header {
		h[http.CanonicalHeaderKey(name)] = values
	}
	r.Header, r.Body = h, body
	return r
}

// fromChain makes the error of a call without a response.
func (p *Provider) fromChain(err error, kind Kind) *Error {
	e := transportError(context.Background(), err, true, nil)
	e.Kind = kind
	e.Provider, e.from = p.ID(), p
	return e
}

// kindOfChain returns the kind of a transport's error whose context nobody knows.
func kindOfChain(err error) Kind {
	switch {
	case errors.Is(err, context.Canceled):
		return Canceled
	case errors.Is(err, context.DeadlineExceeded):
		return ClientTimeout
	}
	var do *url.Error
	return kindOfTransport(context.Background(), err, errors.As(err, &do))
}
