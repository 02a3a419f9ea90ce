package apierr

import "slices"

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
// "region", "provider" or "connection"; "" where nobody says. It tells a router
// what to replace: the key, the model, the provider.
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

// A Retry says whether the same call is worth another try, and after what.
type Retry uint8

// The classes of retry. Only RetryOnce, RetryWait and RetryBackoff are
// retryable without anybody's action; see [Retry.Retryable].
const (
	// RetryNever: no later try can succeed.
	RetryNever Retry = iota
	// RetryFixRequest: the request must change first.
	RetryFixRequest
	// RetryFixAccount: the account, its key or its payment must change first.
	RetryFixAccount
	// RetryWindow: it succeeds when a long window (an hour, a day, a month) has passed.
	RetryWindow
	// RetryOnce: one more try is worth it, a series is not.
	RetryOnce
	// RetryWait: wait as long as the server says, or a few seconds, and try again.
	RetryWait
	// RetryBackoff: try again with exponential backoff and jitter.
	RetryBackoff

	retryCount
)

var retryNames = [retryCount]string{"never", "fix_request", "fix_account", "window", "once", "wait", "backoff"}
var retryGoNames = [retryCount]string{"RetryNever", "RetryFixRequest", "RetryFixAccount", "RetryWindow", "RetryOnce", "RetryWait", "RetryBackoff"}

// Retryable reports whether the class means that the same call, sent again by
// the program alone, may succeed: once, wait and backoff.
func (r Retry) Retryable() bool { return r == RetryOnce || r == RetryWait || r == RetryBackoff }

// String returns the class as it is written in spec files: "fix_account".
func (r Retry) String() string { return nameOf(retryNames[:], uint8(r)) }

// GoString returns the Go expression for r: "apierr.RetryWait".
func (r Retry) GoString() string { return "apierr." + nameOf(retryGoNames[:], uint8(r)) }

// MarshalText writes the class as String does.
func (r Retry) MarshalText() ([]byte, error) { return []byte(r.String()), nil }

// ParseRetry returns the class that name spells and reports whether there is one.
func ParseRetry(name string) (Retry, bool) {
	i := slices.Index(retryNames[:], name)
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

var actorNames = [...]string{"", "caller", "owner", "provider", "network"}
var actorGoNames = [...]string{"ActorNone", "ActorCaller", "ActorOwner", "ActorProvider", "ActorNetwork"}

// String returns the actor: "owner"; "" for ActorNone.
func (a Actor) String() string { return nameOf(actorNames[:], uint8(a)) }

// GoString returns the Go expression for a: "apierr.ActorOwner".
func (a Actor) GoString() string { return "apierr." + nameOf(actorGoNames[:], uint8(a)) }

// ParseActor returns the actor that name spells and reports whether there is
// one; the empty name is none.
func ParseActor(name string) (Actor, bool) {
	i := slices.Index(actorNames[1:], name)
	return Actor(i + 1), i >= 0
}

// MarshalText writes the actor as String does.
func (a Actor) MarshalText() ([]byte, error) { return []byte(a.String()), nil }

// A Certainty says how sure it is that something happened: that a failed
// request was executed, or that it was billed.
type Certainty uint8

// The certainties. Unstated is the zero value: nobody says.
const (
	Unstated Certainty = iota
	Never
	Maybe
	Always

	certaintyCount
)

var certaintyNames = [certaintyCount]string{"", "never", "maybe", "always"}
var certaintyGoNames = [certaintyCount]string{"Unstated", "Never", "Maybe", "Always"}

// String returns the certainty as it is written in spec files: "maybe"; "" for Unstated.
func (c Certainty) String() string { return nameOf(certaintyNames[:], uint8(c)) }

// GoString returns the Go expression for c: "apierr.Maybe".
func (c Certainty) GoString() string { return "apierr." + nameOf(certaintyGoNames[:], uint8(c)) }

// MarshalText writes the certainty as String does.
func (c Certainty) MarshalText() ([]byte, error) { return []byte(c.String()), nil }

// or returns c, or d if nobody states c.
func (c Certainty) or(d Certainty) Certainty {
	if c == Unstated {
		return d
	}
	return c
}

// ParseCertainty returns the certainty that name spells and reports whether
// there is one; the empty name is none.
func ParseCertainty(name string) (Certainty, bool) {
	i := slices.Index(certaintyNames[1:], name)
	return Certainty(i + 1), i >= 0
}

// A Match says how an error was recognized.
type Match uint8

// The matches, from weak to strong.
const (
	// MatchNone: by nothing but the class of its status, or by nothing at all.
	MatchNone Match = iota
	// MatchStatus: by a status that the provider documents.
	MatchStatus
	// MatchPattern: by a phrase in the message.
	MatchPattern
	// MatchExact: by identifiers alone: codes, types, fields, headers.
	MatchExact
)

var matchNames = [...]string{"none", "status", "pattern", "exact"}
var matchGoNames = [...]string{"MatchNone", "MatchStatus", "MatchPattern", "MatchExact"}

// String returns the match: "exact", "pattern", "status" or "none".
func (m Match) String() string { return nameOf(matchNames[:], uint8(m)) }

// GoString returns the Go expression for m: "apierr.MatchExact".
func (m Match) GoString() string { return "apierr." + nameOf(matchGoNames[:], uint8(m)) }

// MarshalText writes the match as String does.
func (m Match) MarshalText() ([]byte, error) { return []byte(m.String()), nil }

// nameOf returns names[i], or the first name if i is out of range.
func nameOf(names []string, i uint8) string {
	if int(i) >= len(names) {
		i = 0
	}
	return names[i]
}
