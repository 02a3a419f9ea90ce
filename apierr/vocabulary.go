package apierr

import (
	"github.com/errbook/errbook/apierr/errdoc"
	"github.com/errbook/errbook/apierr/wire"
)

// A Kind says what an error means, whoever sent it: "rate_limited". Kinds are
// errors, so they serve as targets for errors.Is:
// errors.Is(err, apierr.RateLimited).
type Kind = errdoc.Kind

// Unknown is the kind of an error that nothing matched. Its advice depends only on the
// status.
const Unknown = errdoc.Unknown

// A Family groups kinds that are handled alike: "billing". Families are errors,
// so they serve as targets for errors.Is: errors.Is(err, apierr.FamilyBilling).
type Family = errdoc.Family

// A Retry says whether the same call is worth repeating, and after what.
type Retry = errdoc.Retry

// The classes of retry. Only RetryOnce, RetryWait and RetryBackoff are retryable without
// anybody acting first.
const (
	// RetryNever means that no later attempt can succeed.
	RetryNever = errdoc.RetryNever
	// RetryFixRequest means that the request must change first.
	RetryFixRequest = errdoc.RetryFixRequest
	// RetryFixAccount means that the account, its key or its payment must change first.
	RetryFixAccount = errdoc.RetryFixAccount
	// RetryWindow means that a later attempt can succeed once a long window (an hour, a
	// day, a month) has passed.
	RetryWindow = errdoc.RetryWindow
	// RetryOnce means that one more attempt is worthwhile, but a series is not.
	RetryOnce = errdoc.RetryOnce
	// RetryWait means to wait as long as the server says, or else a few seconds, and then
	// to retry.
	RetryWait = errdoc.RetryWait
	// RetryBackoff means to retry with exponential backoff and jitter.
	RetryBackoff = errdoc.RetryBackoff
)

// An Actor is who must act to end an error.
type Actor = errdoc.Actor

// The actors.
const (
	// ActorNone means that it is not known who can act.
	ActorNone = errdoc.ActorNone
	// ActorCaller is the program that sent the request.
	ActorCaller = errdoc.ActorCaller
	// ActorOwner is whoever owns the account, its keys and its payment.
	ActorOwner = errdoc.ActorOwner
	// ActorProvider is the provider.
	ActorProvider = errdoc.ActorProvider
	// ActorNetwork is what lies between the caller and the provider.
	ActorNetwork = errdoc.ActorNetwork
)

// A Scope says what an error affects: the request, the key, the account, the model, the
// region, the provider or the connection; "" if nothing says. It lets a router decide
// what to replace.
type Scope = errdoc.Scope

// The scopes.
const (
	ScopeRequest    = errdoc.ScopeRequest
	ScopeKey        = errdoc.ScopeKey
	ScopeAccount    = errdoc.ScopeAccount
	ScopeModel      = errdoc.ScopeModel
	ScopeRegion     = errdoc.ScopeRegion
	ScopeProvider   = errdoc.ScopeProvider
	ScopeConnection = errdoc.ScopeConnection
)

// A Certainty says how sure it is that something happened: that a failed request
// was executed, or that it was billed.
type Certainty = wire.Certainty

// The certainties. Unstated is the zero value: nobody says.
const (
	Unstated = wire.Unstated
	Never    = wire.Never
	Maybe    = wire.Maybe
	Always   = wire.Always
)

// A Match says how an error was recognized.
type Match = errdoc.Match

// The matches, from weak to strong.
const (
	// MatchNone means by the class of its status at most.
	MatchNone = errdoc.MatchNone
	// MatchStatus means by a status that the provider documents, or by one of its
	// identifiers that is as vague as a status, such as api_error.
	MatchStatus = errdoc.MatchStatus
	// MatchPattern means by a phrase in the message.
	MatchPattern = errdoc.MatchPattern
	// MatchExact means by identifiers alone: codes, types, fields, headers.
	MatchExact = errdoc.MatchExact
)

// A Verdict is what a classifier says about a response.
type Verdict = errdoc.Verdict

// A Code names one documented error of one provider, "fashn.OutOfCredits", and
// is stable forever. Codes are errors, so they serve as targets for errors.Is.
// The empty Code matches nothing.
type Code = errdoc.Code

// A Context is something that a response does not say but the caller knows, as
// "name=value": "deployment=dedicated". Generated packages declare the ones that
// matter; see [Provider.In].
type Context = errdoc.Context

// A Doc is the documentation of one error: what its spec file says. Its parts are
// declared in package errdoc.
type Doc = errdoc.Doc
