// Package apierr has of the real one what the analyzer looks at.
package apierr

type Code string

func (c Code) Error() string { return string(c) }

type Kind string

func (k Kind) Error() string { return string(k) }

const (
	RateLimited         Kind = "rate_limited"
	InsufficientCredits Kind = "insufficient_credits"
)

type Error struct {
	WireCode, Message string
	Status            int
}

func (e *Error) Error() string { return e.Message }

type Provider struct{}

func (p *Provider) FromError(err error) error { return err }

func FromError(err error) error { return err }
