package wire

import (
	"fmt"
	"slices"
)

// A Certainty says how sure it is that something happened: that a failed
// request was executed, or that it was billed.
type Certainty uint8

// The certainties. Unstated is the zero value.
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

// GoString returns the Go expression for c: "wire.Maybe".
func (c Certainty) GoString() string { return "wire." + nameOf(certaintyGoNames[:], uint8(c)) }

// MarshalText writes the certainty as String does.
func (c Certainty) MarshalText() ([]byte, error) { return []byte(c.String()), nil }

// Or returns c, or d if c is Unstated.
func (c Certainty) Or(d Certainty) Certainty {
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

// UnmarshalText reads a certainty as MarshalText writes it: empty text is
// Unstated. Another name of none is an error and leaves c as it is.
func (c *Certainty) UnmarshalText(text []byte) error {
	parsed, ok := ParseCertainty(string(text))
	if !ok && len(text) > 0 {
		return fmt.Errorf("apierr: no certainty is named %q", text)
	}
	*c = parsed
	return nil
}

// nameOf returns names[i], or the first name if i is out of range.
func nameOf(names []string, i uint8) string {
	if int(i) >= len(names) {
		i = 0
	}
	return names[i]
}
