package errdoc

import (
	"strings"

	"github.com/errbook/errbook/apierr/wire"
)

// A Kind says what an error means, whoever sent it: "rate_limited". Kinds are
// errors, so they serve as targets for errors.Is:
// errors.Is(err, apierr.RateLimited).
//
// The constants are errbook's own kinds; a book may define more, whose facts
// come with the [Doc] of its errors. The names follow the classes of failure
// that HTTP (RFC 9110), gRPC and the AI providers' own references tell apart.
type Kind string

// Unknown is the kind of an error that nothing matched. Its advice depends on
// the status alone.
const Unknown Kind = ""

// unknownName is how Unknown is written.
const unknownName = "unknown"

// kindFacts is one row of the table of kinds.
type kindFacts struct {
	kind     Kind
	family   Family
	retry    Retry
	actor    Actor
	executed Certainty
	scope    Scope
	meaning  string
	tell     string
}

var unknownFacts = kindFacts{executed: wire.Maybe, meaning: "nothing matched", tell: "Something went wrong. Please try again later."}

// String returns the kind as it is written in spec files: "rate_limited";
// "unknown" for Unknown.
func (k Kind) String() string {
	if k == Unknown {
		return unknownName
	}
	return string(k)
}

// Error makes a Kind a target for errors.Is. It returns the same as String.
func (k Kind) Error() string { return k.String() }

// Is reports whether k is the target, or of the family that the target is: then an
// error that wraps a kind is what an error of the kind is.
func (k Kind) Is(target error) bool {
	switch t := target.(type) {
	case Kind:
		return t == k
	case Family:
		return t != FamilyNone && t == k.Family()
	}
	return false
}

// GoString returns the Go expression for k: "apierr.RateLimited".
func (k Kind) GoString() string {
	if k != Unknown && k.facts() == &unknownFacts {
		return "apierr.Kind(\"" + string(k) + "\")"
	}
	return "apierr." + camelCase(k.String())
}

// camelCase joins the words of a snake-case name: rate_limited is RateLimited.
func camelCase(name string) string {
	var b strings.Builder
	for word := range strings.SplitSeq(name, "_") {
		if word != "" {
			b.WriteString(strings.ToUpper(word[:1]) + word[1:])
		}
	}
	return b.String()
}

// MarshalText writes the kind as String does.
func (k Kind) MarshalText() ([]byte, error) { return []byte(k.String()), nil }

// UnmarshalText reads a kind as MarshalText writes it.
func (k *Kind) UnmarshalText(text []byte) error {
	*k = Kind(text)
	if *k == unknownName {
		*k = Unknown
	}
	return nil
}

// Meaning returns what the kind means, as a clause without a period; "nothing
// matched" for Unknown and for kinds that are not errbook's own.
func (k Kind) Meaning() string { return k.facts().meaning }

// Title returns what the kind means as a title, capitalized and without a
// period; the kind's name for kinds that are not errbook's own.
func (k Kind) Title() string {
	if s := k.sentence(); s != "" {
		return strings.TrimSuffix(s, ".")
	}
	return k.String()
}

// sentence returns what the kind means as a sentence, "" for kinds that are not
// errbook's own.
func (k Kind) sentence() string {
	if k != Unknown && k.facts() == &unknownFacts {
		return ""
	}
	return sentence(k.Meaning())
}

// Family returns the family that k belongs to; FamilyNone for Unknown and for
// kinds that are not errbook's own.
func (k Kind) Family() Family { return k.facts().family }

// Retry returns whether, and how, an error of this kind is worth another attempt,
// unless a provider's documentation says otherwise.
func (k Kind) Retry() Retry { return k.facts().retry }

// Actor returns who must act to end an error of this kind.
func (k Kind) Actor() Actor { return k.facts().actor }

// Executed returns whether a request that failed this way can have been
// executed (and billed).
func (k Kind) Executed() Certainty { return k.facts().executed }

// Scope returns what an error of this kind affects, "" for Unknown.
func (k Kind) Scope() Scope { return k.facts().scope }

// UserMessage returns what an end user may be told: a sentence or two that name
// no account, key or provider.
func (k Kind) UserMessage() string { return k.facts().tell }

// Kinds returns errbook's own kinds in the order of spec/kinds.yaml, Unknown last.
func Kinds() []Kind {
	kinds := make([]Kind, 0, len(kindTable)+1)
	for i := range kindTable {
		kinds = append(kinds, kindTable[i].kind)
	}
	return append(kinds, Unknown)
}

// ParseKind returns the kind of errbook's own that name spells ("rate_limited")
// and reports whether there is one.
func ParseKind(name string) (Kind, bool) {
	if name == unknownName {
		return Unknown, true
	}
	k := Kind(name)
	return k, k != Unknown && k.facts() != &unknownFacts
}
