// Package server sends the errors of your own API. The spec file that says how clients
// recognize an error also says how a server writes it. A package generated from a spec
// file with own: true has a [Provider] of this type:
//
//	http.Handle("/orders", shoperr.Provider.Handler(func(w http.ResponseWriter, r *http.Request) error {
//		…
//		return shoperr.NewOutOfStock(shoperr.OutOfStockDetails{Left: 3, Item: "A1"})
//	}))
//
// The client sees an error that a handler returns only if it is documented. Any other
// error is sent as the entry that the spec file marks with default: true, and nothing of
// it is shown. Several errors, as [errors.Join] returns them, are sent in one response if
// the spec file says where it has a list of errors; see [Provider.Write].
package server

import (
	"iter"

	"github.com/errbook/errbook/apierr"
	"github.com/errbook/errbook/apierr/shape"
	"github.com/errbook/errbook/apierr/wire"
)

// A Provider reads the errors of an API, as the embedded [apierr.Provider] does, and
// sends them. It is safe for use by several goroutines.
type Provider struct {
	*apierr.Provider
	sending *Sending
}

// A Sending says how the errors of an API are sent. Generated code declares it.
type Sending struct {
	Shapes []shape.Shape
	// Default is the code of the error that is sent in place of undocumented ones, "" for
	// a bare 500.
	Default apierr.Code
}

// NewProvider returns a provider that reads errors as that of [apierr.NewProvider] does,
// and sends them as s says. Generated code calls it: it is one expression for the same
// reason, that its value is laid out when the program is linked.
func NewProvider(facts *wire.Provider, classify func(f *wire.Fields) apierr.Verdict, lookup func(code apierr.Code) *apierr.Doc, s *Sending) *Provider {
	return &Provider{apierr.NewProvider(facts, classify, lookup), s}
}

// New returns the error of a code, as a client will read it. If the API does not have the
// code, only its name is known, and the error is sent like any undocumented one.
func (p *Provider) New(code apierr.Code, options ...apierr.Option) *apierr.Error {
	return p.NewWith(code, nil, options...)
}

// NewWith is New for an error with details. Generated constructors call it: they
// know which details an error has.
//
// The error is what a client will read from the response: credentials in details are
// redacted as usual, and no details come back from a response of more than 64 KiB.
func (p *Provider) NewWith(code apierr.Code, details []shape.Value, options ...apierr.Option) *apierr.Error {
	s := p.shapeOf(code)
	if s == nil {
		return p.Provider.New(code, options...)
	}
	message := p.message(code, details)
	e := p.read(s, s.Write(&shape.Values{Message: message, Details: details}))
	if e == nil { // a detail says what makes it another error
		return p.Provider.New(code, append([]apierr.Option{apierr.WithMessage(message)}, options...)...)
	}
	for _, o := range options {
		o(e)
	}
	return e
}

// message returns what an error says to people: its template with the details in
// it, else its summary.
func (p *Provider) message(code apierr.Code, details []shape.Value) string {
	doc := p.Lookup(code)
	switch {
	case doc == nil:
		return ""
	case doc.Own == nil || doc.Own.Detail == "" || len(doc.Own.Params) > 0 && len(details) == 0:
		return doc.Summary
	}
	return shape.Expand(doc.Own.Detail, details)
}

// read returns the error that a response is, nil unless it is the one of the shape.
func (p *Provider) read(s *shape.Shape, r shape.Response) *apierr.Error {
	for _, surface := range []string{"", s.Surface} {
		err := p.From(apierr.Response{Status: r.Status, Header: r.Header, Body: r.Body, Event: r.Event, Stream: r.Stream, Close: r.Close, Surface: surface})
		if e, ok := err.(*apierr.Error); ok && e.Code == s.Code {
			return e
		}
	}
	return nil
}

// shapeOf returns the shape of a code, nil if the API has no such code.
func (p *Provider) shapeOf(code apierr.Code) *shape.Shape {
	if code == "" {
		return nil
	}
	if doc := p.Lookup(code); doc != nil {
		code = doc.Code // a former name
	}
	for i := range p.sending.Shapes {
		if s := &p.sending.Shapes[i]; s.Code == code {
			return s
		}
	}
	return nil
}

// Codes returns the codes of the errors that can be sent, in the order of the spec file.
func (p *Provider) Codes() []apierr.Code {
	codes := make([]apierr.Code, len(p.sending.Shapes))
	for i := range p.sending.Shapes {
		codes[i] = p.sending.Shapes[i].Code
	}
	return codes
}

// Details returns the details of the error with the given code in err's chain, whether it
// was made here or read from a response. There are none if err has no such error.
// Generated readers call it.
func (p *Provider) Details(err error, code apierr.Code) *shape.Details {
	e := p.find(err, func(c apierr.Code) bool { return c == code })
	s := p.shapeOf(code)
	if e == nil || s == nil {
		return new(shape.Details)
	}
	return s.Read(e.Body())
}

// find returns the first error of the API in err's chain whose code is wanted, nil
// if there is none.
func (p *Provider) find(err error, wanted func(apierr.Code) bool) *apierr.Error {
	for e := range p.all(err, wanted) {
		return e
	}
	return nil
}

// all yields the errors of the API in err's chain whose codes are wanted, but not what
// caused one of them. A code alone is the error that it names.
func (p *Provider) all(err error, wanted func(apierr.Code) bool) iter.Seq[*apierr.Error] {
	return func(yield func(*apierr.Error) bool) { p.walk(err, wanted, yield) }
}

// walk calls yield with each error until it returns false, and returns what it returned.
func (p *Provider) walk(err error, wanted func(apierr.Code) bool, yield func(*apierr.Error) bool) bool {
	switch e := err.(type) {
	case nil:
		return true
	case *apierr.Error:
		if e == nil {
			return true
		}
		if e.Provider == p.ID() && wanted(e.Code) {
			return yield(e)
		}
	case apierr.Code:
		if wanted(e) {
			return yield(p.New(e))
		}
	}
	switch e := err.(type) {
	case interface{ Unwrap() error }:
		return p.walk(e.Unwrap(), wanted, yield)
	case interface{ Unwrap() []error }:
		for _, err := range e.Unwrap() {
			if !p.walk(err, wanted, yield) {
				return false
			}
		}
	}
	return true
}
