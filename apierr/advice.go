package apierr

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

// Retryable reports whether the class means that the same call, sent again by
// the program alone, may succeed: once, wait and backoff.
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

// String returns the certainty as it is written in spec files: "maybe"; "" for Unstated.
func (c Certainty) String() string { return wordOf(certaintyWords[:], uint8(c)).name }

// GoString returns the Go expression for c: "apierr.Maybe".
func (c Certainty) GoString() string { return "apierr." + wordOf(certaintyWords[:], uint8(c)).goName }

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
	i := indexOf(certaintyWords[1:], name)
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

// String returns the match: "exact", "pattern", "status" or "none".
func (m Match) String() string { return wordOf(matchWords[:], uint8(m)).name }

// GoString returns the Go expression for m: "apierr.MatchExact".
func (m Match) GoString() string { return "apierr." + wordOf(matchWords[:], uint8(m)).goName }

// MarshalText writes the match as String does.
func (m Match) MarshalText() ([]byte, error) { return []byte(m.String()), nil }

// nameOf returns names[i], or the first name if i is out of range.
func nameOf(names []string, i uint8) string {
	if int(i) >= len(names) {
		i = 0
	}
	return names[i]
}
