package wire

import "slices"

// A Generic says which part of what is known without knowing the provider may
// judge the responses that none of its rules takes.
type Generic uint8

// The parts, of which GenericAI is the zero value.
const (
	// GenericAI is all of it.
	GenericAI Generic = iota
	// GenericHTTP is what every API over HTTP can mean: no kinds and words of AI.
	GenericHTTP
	// GenericNone is nothing: such a response is an error of unknown kind.
	GenericNone

	genericCount
)

var genericNames = [genericCount]string{"ai", "http", "none"}
var genericGoNames = [genericCount]string{"GenericAI", "GenericHTTP", "GenericNone"}

// String returns the part as it is written in spec files: "http".
func (g Generic) String() string { return nameOf(genericNames[:], uint8(g)) }

// GoString returns the Go expression for g: "wire.GenericHTTP".
func (g Generic) GoString() string { return "wire." + nameOf(genericGoNames[:], uint8(g)) }

// ParseGeneric returns the part that name spells and reports whether there is one.
func ParseGeneric(name string) (Generic, bool) {
	i := slices.Index(genericNames[:], name)
	return Generic(max(i, 0)), i >= 0
}
