package apierr

import (
	"strconv"
	"time"
)

// An Option sets a part of the error that [New] makes. You can write your own, which may
// set any field.
type Option func(*Error)

// WithStatus sets the HTTP status.
func WithStatus(status int) Option { return func(e *Error) { e.Status = status } }

// WithMessage sets what the provider said.
func WithMessage(message string) Option { return func(e *Error) { e.Message = message } }

// WithDelay sets how long the server asks to wait. The Source of the delay is "given". As
// in a response, five minutes or more turn a throttle's wait into a window.
func WithDelay(d time.Duration) Option {
	return func(e *Error) { e.setDelay(serverWait{Delay{d, "given"}, true}) }
}

// WithCause sets the error that the result unwraps to.
func WithCause(err error) Option { return func(e *Error) { e.cause = err } }

// New returns an error of a kind, for tests, for fakes, and for servers that fail as a
// provider does. Its advice is that of the kind.
func New(kind Kind, options ...Option) *Error { return (&Error{Kind: kind}).with(options) }

// New returns the error that a code names, with everything that its documentation says,
// as if a response had been recognized by its identifiers: the first of its statuses, the
// first of its wire codes, its surface and its advice. If the provider does not document
// the code, nothing else is known about the error.
//
// Generated packages have it as a function: openaierr.New(openaierr.InsufficientQuota).
func (p *Provider) New(code Code, options ...Option) *Error {
	e := &Error{Provider: p.ID(), Code: code, from: p}
	if d := p.document(code); d != nil {
		e.Code, e.Match, e.Surface = d.Code, MatchExact, d.Surface
		e.document(d)
		e.Status, e.WireCode = firstStatus(d.Statuses), first(d.WireCodes)
	}
	return e.with(options)
}

func (e *Error) with(options []Option) *Error {
	for _, o := range options {
		o(e)
	}
	return e
}

// firstStatus returns the first of the statuses that is one and no range.
func firstStatus(statuses []string) int {
	for _, text := range statuses {
		if n, err := strconv.Atoi(text); err == nil {
			return n
		}
	}
	return 0
}

func first(texts []string) string {
	if len(texts) == 0 {
		return ""
	}
	return texts[0]
}
