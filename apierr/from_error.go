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

// FromError is [Provider.FromError] of [Generic], for errors of which nobody knows
// the provider.
func FromError(err error) error { return Generic.FromError(err) }

// FromError returns what an error of any SDK or library means, as an error whose
// chain has an [*Error]; nil for nil. An err whose chain has one already comes back
// as it is. Otherwise the result is an [*Error] that unwraps to err, so that
// [errors.As] still finds the SDK's own type.
//
// It goes by what such errors have in common: methods and fields that hold a
// response, a status, a header, a body, a code, a type or a message, then the text.
// An SDK that drops the body or the header drops what they said, such as how long to
// wait. A [Kind] in the chain is taken at its word, and so is a [Code] of the
// provider's.
//
// An err that was not made of a response is judged as [FromTransport] does, except
// that a canceled or expired context in the chain counts as the caller's, because
// there is no other to ask: [Canceled], [ClientTimeout]. What is not ours and
// cannot be read is [Unknown], which is not retryable.
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

// fromForeign judges what was read of an error: the body as it came, then what is
// left of it, then the texts. The strongest verdict counts, the first among equals.
// It returns nil if there is nothing to judge, or nothing comes of it.
func (p *Provider) fromForeign(f *foreign.Error) *Error {
	var best *Error
	for _, r := range p.responsesOf(f) {
		e := asError(p.From(r))
		if e == nil {
			continue
		}
		if best == nil || e.Match > best.Match {
			best = e
		}
		if best.Match == MatchExact {
			break
		}
	}
	if best == nil {
		return nil
	}
	if best.Message == "" {
		best.Message = redact.Text(f.Message, redact.SecretsOf(f.Request))
	}
	return best
}

// responsesOf lists what an error's response may have been, the surest first.
func (p *Provider) responsesOf(f *foreign.Error) (list []Response) {
	base := Response{Status: originalStatus(f.Status, f.Header), Header: f.Header, request: f.Request}
	add := func(r Response, body []byte) {
		r.Body = body
		list = append(list, r)
	}
	event := base
	event.Stream, event.Event = true, f.Event
	if len(f.Body) > 0 {
		if f.Stream || f.Status == 0 { // of a response under 200: an event, as SDKs raise it
			add(event, f.Body)
		}
		add(base, f.Body)
		add(base, below(f.Body))
	}
	for _, object := range f.Objects {
		add(base, below(object))
		add(base, object)
	}
	if f.Code != "" || f.Type != "" || f.Message != "" {
		list = append(list, p.composed(base, f))
	}
	for _, text := range f.Texts {
		add(base, []byte(text))
	}
	if f.Status != 0 {
		add(base, nil)
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
		w = &plainWire
	}
	h, body := w.Compose(f.Code, f.Type, f.Message)
	for name, values := range f.Header {
		h[http.CanonicalHeaderKey(name)] = values
	}
	r.Header, r.Body = h, body
	return r
}

// plainWire is the shape that most APIs share.
var plainWire = wire.Wire{
	Body: []wire.Node{{Key: "error", Slot: wire.NoSlot, Kids: []wire.Node{
		{Key: "code", Slot: 0}, {Key: "type", Slot: 1}, {Key: "message", Slot: 2},
	}}},
	Code:    []wire.Part{{Slot: 0}},
	Type:    []wire.Part{{Slot: 1}},
	Message: []wire.Part{{Slot: 2}},
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
