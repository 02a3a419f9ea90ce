package apierr

import (
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"time"

	"github.com/errbook/errbook/apierr/errdoc"
	"github.com/errbook/errbook/apierr/internal/harmless"
)

// An Error says what a failed call means. A nil *Error and the zero value are safe to
// use; nothing is known about them.
type Error struct {
	Provider  string // the provider's ID
	WireCode  string // the code that the provider sent
	WireType  string // the type that the provider sent
	Message   string // what the provider said, for people
	Param     string // the parameter that the provider names
	RequestID string
	Code      Code  // "" when no entry documents the error
	Kind      Kind  // Unknown when nothing matched
	Match     Match // how it was recognized
	// Doc holds the documented causes, fixes and links, resolved for the context. It is
	// nil for an undocumented error.
	Doc *Doc
	// Status is the HTTP status, or the one that an in-band error states. It is 0 if
	// there is none.
	Status int
	// Surface is where the error appeared, "" if the spec file names no surfaces.
	Surface string
	// Delay is how long the server asked to wait, as it said it.
	Delay Delay

	from   *Provider // whose response it is; nil for a transport's error
	body   string
	advice advice
	cause  error
	// several are all errors of a response that has more than one.
	several []*Error
	should  shouldRetry
}

// An advice is what an error's documentation, its surface and its server say of
// it. It is the advice of the kind where nothing is said, such as of an Error that
// is written as a literal, or whose Kind was changed.
type advice struct {
	of               Kind // the kind of which the rest is said
	said             bool
	retry            Retry
	executed, billed Certainty
	actor            Actor  // ActorNone for what Doc or kind say
	family           Family // "" for what Doc or kind say
}

// said returns what is said of e, nil if nothing is.
func (e *Error) said() *advice {
	if !e.advice.said || e.advice.of != e.Kind {
		return nil
	}
	return &e.advice
}

// A Delay is how long a server asks to wait, without a limit, and where it said so
// ("header:retry-after"). If Source is empty, the server did not ask.
type Delay struct {
	Duration time.Duration
	Source   string
}

// A shouldRetry is what the header x-should-retry says.
type shouldRetry uint8

const (
	shouldRetryUnsaid shouldRetry = iota
	shouldRetryYes
	shouldRetryNo
)

// Error returns one line: the provider, the status, the name, what the
// provider said, and the request ID. It never shows a URL.
func (e *Error) Error() string {
	if e == nil {
		return "<nil>"
	}
	var b strings.Builder
	b.WriteString(e.Provider)
	if b.Len() == 0 {
		b.WriteString("api")
	}
	b.WriteString(": ")
	if e.Status != 0 {
		fmt.Fprintf(&b, "%d ", e.Status)
	}
	b.WriteString(e.name())
	if m := harmless.Line(e.Message); m != "" {
		b.WriteString(": ")
		b.WriteString(m)
	}
	if e.RequestID != "" {
		fmt.Fprintf(&b, " (request ID %s)", harmless.Line(e.RequestID))
	}
	return b.String()
}

// name returns what to call the error: its documented name, else its kind.
func (e *Error) name() string {
	if e.Code == "" {
		return e.Kind.String()
	}
	_, name, _ := strings.Cut(string(e.Code), ".")
	return name
}

// Is reports whether the target is e's code, kind or family, or a group of its book that
// it belongs to.
func (e *Error) Is(target error) bool {
	if e == nil {
		return false
	}
	switch t := target.(type) {
	case Code:
		return t != "" && t == e.Code
	case Kind:
		return t == e.Kind
	case Family:
		return t != "" && t == e.family()
	case errdoc.Group:
		return e.Doc != nil && e.Doc.Tags.In(t)
	}
	return false
}

// Unwrap returns what caused the error: the transport's error, or nil for an error that
// came as a response.
//
// A response can have several errors, such as one for each invalid field, if the
// provider's spec file says where they are. Then the first decides what e is, and Unwrap
// returns an error whose Unwrap() []error lists all of them, including the first, as
// [errors.Join] does, so that errors.Is and errors.As find each.
func (e *Error) Unwrap() error {
	e = e.known()
	if len(e.several) > 0 {
		return &several{e.several, e.cause}
	}
	return e.cause
}

// Retry returns whether the same call is worth repeating, and after what, according to
// the provider's documentation or else to the kind. A throttle is [RetryWindow] if the
// server asks for five minutes or more. The header x-should-retry can stop a retry, and
// can allow one unless the error is of the family billing, identity or request.
func (e *Error) Retry() Retry {
	e = e.known()
	r := e.Kind.Retry()
	if a := e.said(); a != nil {
		r = a.retry
	}
	switch {
	case e.should == shouldRetryNo && r.Retryable():
		return RetryNever
	case e.should == shouldRetryYes && !r.Retryable() && e.revivable():
		return RetryOnce
	}
	return r
}

// revivable reports whether a server's word alone makes a retry worth it.
func (e *Error) revivable() bool {
	switch e.family() {
	case FamilyBilling, FamilyIdentity, FamilyRequest:
		return false
	}
	return true
}

// Retryable reports whether the same call may succeed if the program simply repeats it.
func (e *Error) Retryable() bool { return e.Retry().Retryable() }

// RetryableError is [Error.Retryable], under the name that AWS retryers use.
func (e *Error) RetryableError() bool { return e.Retryable() }

// HTTPStatusCode returns the field Status, under the name that AWS errors use.
func (e *Error) HTTPStatusCode() int { return e.known().Status }

// Timeout reports whether a deadline passed: the program's own, the provider's or its
// gateway's. It is a method of [net.Error].
func (e *Error) Timeout() bool {
	k := e.known().Kind
	return k == ClientTimeout || k == ProviderTimeout
}

// Temporary is [Error.Retryable], under the name that [net.Error] uses.
func (e *Error) Temporary() bool { return e.Retryable() }

// Executed returns whether the failed request may have been executed, according to what
// the provider's documentation says about the error or its surface, or else to the kind.
func (e *Error) Executed() Certainty {
	e = e.known()
	if a := e.said(); a != nil {
		return a.executed.Or(e.kindExecuted())
	}
	return e.kindExecuted()
}

// Billed returns whether the failed request is billed. It is Unstated if the provider
// does not say.
func (e *Error) Billed() Certainty { return e.known().advice.billed }

// Actor returns who must act to end the error, according to the provider's documentation
// or else to the kind.
func (e *Error) Actor() Actor {
	e = e.known()
	if a := e.said(); a != nil && a.actor != ActorNone {
		return a.actor
	}
	if e.Doc != nil && e.Doc.Actor != ActorNone {
		return e.Doc.Actor
	}
	return e.Kind.Actor()
}

// Scope returns what the error affects, according to the provider's documentation or else
// to the kind. It is "" if neither says.
func (e *Error) Scope() Scope {
	e = e.known()
	if e.Doc != nil && e.Doc.Scope != "" {
		return e.Doc.Scope
	}
	return e.Kind.Scope()
}

// UserMessage returns what an end user may be told about the error: a sentence
// or two that name no account, key or provider.
func (e *Error) UserMessage() string {
	e = e.known()
	if e.Doc != nil && e.Doc.OwnKind != nil {
		return e.Doc.OwnKind.Tell
	}
	return e.Kind.UserMessage()
}

// kindExecuted returns what the error's kind says of whether the request can have
// been executed; a kind of a book's own says it in the documentation.
func (e *Error) kindExecuted() Certainty {
	if e.Doc != nil && e.Doc.OwnKind != nil {
		return e.Doc.OwnKind.Executed
	}
	return e.Kind.Executed()
}

// family returns the family of the error's kind, which for a kind of a book's
// own is known from the documentation alone.
func (e *Error) family() Family {
	if a := e.said(); a != nil && a.family != "" {
		return a.family
	}
	if e.Doc != nil && e.Doc.Family != "" {
		return e.Doc.Family
	}
	return e.Kind.Family()
}

// ErrorType returns the kind, which is what OpenTelemetry's error.type takes.
func (e *Error) ErrorType() string { return e.known().Kind.String() }

// Body returns the response's body, at most its first 64 KiB, with credentials redacted.
// It is nil if there was none.
func (e *Error) Body() []byte {
	if body := e.known().body; body != "" {
		return []byte(body)
	}
	return nil
}

// nothing is what is known of a nil *Error.
var nothing Error

// known returns e, or the zero Error for nil.
func (e *Error) known() *Error {
	if e == nil {
		return &nothing
	}
	return e
}

// asError returns the *Error in err's chain, nil if there is none.
func asError(err error) *Error {
	if e, ok := err.(*Error); ok || err == nil { // most are, and cost nothing then
		return e
	}
	var e *Error
	errors.As(err, &e)
	return e
}

// kindIn returns the kind in err's chain, Unknown if there is none.
func kindIn(err error) (k Kind) {
	errors.As(err, &k)
	return k
}

// Retryable reports whether the program can usefully repeat the call that failed with
// err. It goes by the [*Error] in err's chain, or else by the [Kind] in it. It is false
// for nil, and for errors that are not ours; [FromError] reads those.
func Retryable(err error) bool {
	if e := asError(err); e != nil {
		return e.Retryable()
	}
	return kindIn(err).Retry().Retryable()
}

// RetryAfter returns how long the server asked to wait before the next attempt, and
// reports whether it did. The duration is what the server said, without a limit: decide
// how long you are willing to wait.
func RetryAfter(err error) (time.Duration, bool) {
	e := asError(err)
	if e == nil || e.Delay.Source == "" {
		return 0, false
	}
	return e.Delay.Duration, true
}

// KindOf returns the kind of err: that of the [*Error] in its chain, or else the [Kind]
// in it. It is [Unknown] for nil, and for errors that are not ours; [FromError] reads
// those.
func KindOf(err error) Kind {
	if e := asError(err); e != nil {
		return e.Kind
	}
	return kindIn(err)
}

// CodeOf returns the code of err: that of the [*Error] in its chain, or else the [Code]
// in it. It is "" for nil, for errors that are not ours, and for errors that no entry
// documents.
//
// A code by itself is only a name. The package that declares it knows what it means, and
// its New makes the whole error.
func CodeOf(err error) (code Code) {
	if e := asError(err); e != nil {
		return e.Code
	}
	errors.As(err, &code)
	return code
}

// Attr returns err as a log attribute named "error", with everything that is known about
// it. It is needed because slog does not unwrap errors.
func Attr(err error) slog.Attr {
	if e := asError(err); e != nil {
		return slog.Any("error", e)
	}
	return slog.Any("error", err)
}
