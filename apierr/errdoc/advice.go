package errdoc

import (
	"github.com/errbook/errbook/apierr/wire"
)

// A Family groups kinds that are handled alike: "billing". Families are errors,
// so they serve as targets for errors.Is: errors.Is(err, apierr.FamilyBilling).
// A book may define more than errbook's own.
type Family string

// FamilyNone is the family of Unknown and matches no error.
const FamilyNone Family = ""

// familyFacts is one row of the table of families.
type familyFacts struct {
	family  Family
	meaning string
}

// Error makes a Family a target for errors.Is. It returns its name.
func (f Family) Error() string { return string(f) }

// Meaning returns what the errors of the family have in common, as a clause
// without a period; "" for FamilyNone and for families that are not errbook's own.
func (f Family) Meaning() string {
	for i := range familyTable {
		if familyTable[i].family == f {
			return familyTable[i].meaning
		}
	}
	return ""
}

// Families returns errbook's own families in the order of spec/kinds.yaml.
func Families() []Family {
	families := make([]Family, len(familyTable))
	for i := range familyTable {
		families[i] = familyTable[i].family
	}
	return families
}

// A Scope says what an error affects: "request", "key", "account", "model",
// "region", "provider" or "connection"; "" where it is not known. A router reads
// from it what to replace: the key, the model, the provider.
type Scope string

// The scopes.
const (
	ScopeRequest    Scope = "request"
	ScopeKey        Scope = "key"
	ScopeAccount    Scope = "account"
	ScopeModel      Scope = "model"
	ScopeRegion     Scope = "region"
	ScopeProvider   Scope = "provider"
	ScopeConnection Scope = "connection"
)

// Scopes returns every scope.
func Scopes() []Scope {
	return []Scope{ScopeRequest, ScopeKey, ScopeAccount, ScopeModel, ScopeRegion, ScopeProvider, ScopeConnection}
}

// A Retry says whether the same call is worth another attempt, and after what.
type Retry uint8

// The classes of retry. Only RetryOnce, RetryWait and RetryBackoff are
// retryable without anybody's action; see [Retry.Retryable].
const (
	// RetryNever: no later attempt can succeed.
	RetryNever Retry = iota
	// RetryFixRequest: the request must change first.
	RetryFixRequest
	// RetryFixAccount: the account, its key or its payment must change first.
	RetryFixAccount
	// RetryWindow: it succeeds when a long window (an hour, a day, a month) has passed.
	RetryWindow
	// RetryOnce: one more attempt is worth it, a series is not.
	RetryOnce
	// RetryWait: wait as long as the server says, or a few seconds, and try again.
	RetryWait
	// RetryBackoff: try again with exponential backoff and jitter.
	RetryBackoff

	retryCount
)

// Retryable reports whether the class means that the same call may succeed when the
// program sends it again, without anybody's action: once, wait and backoff.
func (r Retry) Retryable() bool { return r == RetryOnce || r == RetryWait || r == RetryBackoff }

// String returns the class as it is written in spec files: "fix_account".
func (r Retry) String() string { return wordOf(retryWords[:], uint8(r)).name }

// GoString returns the Go expression for r: "apierr.RetryWait".
func (r Retry) GoString() string { return "apierr." + wordOf(retryWords[:], uint8(r)).goName }

// Advice returns what to do, in one or two sentences: "Retry once."
func (r Retry) Advice() string { return wordOf(retryWords[:], uint8(r)).text }

// MarshalText writes the class as String does.
func (r Retry) MarshalText() ([]byte, error) { return []byte(r.String()), nil }

// ParseRetry returns the class that name spells and reports whether there is one.
func ParseRetry(name string) (Retry, bool) {
	i := indexOf(retryWords[:], name)
	return Retry(max(i, 0)), i >= 0
}

// An Actor is who must act to end an error.
type Actor uint8

// The actors.
const (
	// ActorNone: nobody is known to be able to act.
	ActorNone Actor = iota
	// ActorCaller: the program that sent the request.
	ActorCaller
	// ActorOwner: whoever owns the account, its keys and its payment.
	ActorOwner
	// ActorProvider: the provider.
	ActorProvider
	// ActorNetwork: what lies between the caller and the provider.
	ActorNetwork
)

// String returns the actor: "owner"; "" for ActorNone.
func (a Actor) String() string { return wordOf(actorWords[:], uint8(a)).name }

// GoString returns the Go expression for a: "apierr.ActorOwner".
func (a Actor) GoString() string { return "apierr." + wordOf(actorWords[:], uint8(a)).goName }

// ParseActor returns the actor that name spells and reports whether there is
// one; the empty name is none.
func ParseActor(name string) (Actor, bool) {
	i := indexOf(actorWords[1:], name)
	return Actor(i + 1), i >= 0
}

// MarshalText writes the actor as String does.
func (a Actor) MarshalText() ([]byte, error) { return []byte(a.String()), nil }

// A Certainty says how sure it is that something happened.
type Certainty = wire.Certainty
