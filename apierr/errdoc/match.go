package errdoc

import (
	"fmt"
	"slices"
)

// A Match says how an error was recognized.
type Match uint8

// The matches, from weak to strong.
const (
	// MatchNone: by nothing but the class of its status, or by nothing at all.
	MatchNone Match = iota
	// MatchStatus: by a status that the provider documents, or by an identifier of
	// its that says no more than a status does, such as api_error.
	MatchStatus
	// MatchPattern: by a phrase in the message.
	MatchPattern
	// MatchExact: only by identifiers: codes, types, fields, headers.
	MatchExact
)

var matchNames = [...]string{"none", "status", "pattern", "exact"}
var matchGoNames = [...]string{"MatchNone", "MatchStatus", "MatchPattern", "MatchExact"}

var matchTexts = [...]string{
	"By the class of its status.", "By a status that the provider documents, or by an identifier that says no more.", "By a phrase in the message.", "By its identifiers.",
}

// String returns the match: "exact", "pattern", "status" or "none".
func (m Match) String() string { return matchNames[m.index()] }

// GoString returns the Go expression for m: "apierr.MatchExact".
func (m Match) GoString() string { return "apierr." + matchGoNames[m.index()] }

// MarshalText writes the match as String does.
func (m Match) MarshalText() ([]byte, error) { return []byte(m.String()), nil }

// index returns where the names of m are; those of MatchNone for one out of range.
func (m Match) index() int {
	if m > MatchExact {
		return 0
	}
	return int(m)
}

// Text says in a sentence how the error was recognized.
func (m Match) Text() string { return matchTexts[m.index()] }

// UnmarshalText reads a match as MarshalText writes it. A name of none is an error
// and leaves m as it is.
func (m *Match) UnmarshalText(text []byte) error {
	i := slices.Index(matchNames[:], string(text))
	if i < 0 {
		return fmt.Errorf("apierr: no match is named %q", text)
	}
	*m = Match(i)
	return nil
}

// A Verdict is what a classifier says about a response.
type Verdict struct {
	Code  Code // "" for an error that is not documented
	Kind  Kind
	Match Match
}
