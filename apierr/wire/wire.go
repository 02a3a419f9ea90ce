package wire

import "strings"

// A Wire says where a response has the parts of an error.
//
// The paths of the body form one tree, so that a body is read once whatever
// the number of paths. A node that ends a path has a slot number; the lists
// below name slots, in the order in which they are tried.
type Wire struct {
	Body []Node
	// XML are the paths into a body that is XML. All steps are of StepKey: the name of
	// an element without prefix, or of an attribute after @.
	XML       []Node
	Code      []Part
	Type      []Part
	Message   []Part
	Param     []Part
	Status    []Part // in-band status, where a body states one
	RequestID []Part
	Nested    []Part // strings that are themselves error bodies
	// ShouldRetry is where the provider says, with true or false, whether to
	// send the same call again. The header x-should-retry is read always.
	ShouldRetry []Part
	// Each is where a list of errors is, of which the first decides.
	Each   []Part
	Fields []Part // what `field:` rules ask for, by number
	Delays []DelaySource
}

// MaxSlots is the largest number of paths that one Wire can have.
const MaxSlots = 64

// NoSlot is the Slot of a Node that ends no path, and of a Part that is not a path.
const NoSlot = -1

// A Step is how a Node is reached from the one above it.
type Step uint8

// The steps.
const (
	// StepKey leads to the member Key of an object.
	StepKey Step = iota
	// StepIndex leads to element Index of an array.
	StepIndex
	// StepAny leads to the first element of an array that has what is asked for.
	StepAny
	// StepWhere leads to the first element of an array whose member Key equals Value.
	StepWhere
)

var stepGoNames = [...]string{"StepKey", "StepIndex", "StepAny", "StepWhere"}

// GoString returns the Go expression for s: "wire.StepKey".
func (s Step) GoString() string { return "wire." + nameOf(stepGoNames[:], uint8(s)) }

// A Node is one step of the paths of a Wire.
type Node struct {
	Step  Step
	Key   string
	Value string
	Index int
	Slot  int
	Kids  []Node
}

// A Part is one place where a part of an error can be: a slot of the body, or a
// header.
type Part struct {
	Slot   int    // NoSlot for a header
	Header string // in any case
	Strip  Strip
	Match  *Pattern // takes a value out of the text; nil takes it whole
}

// A Strip says how to trim a raw value.
type Strip uint8

// The strips.
const (
	StripNone Strip = iota
	// StripAWS drops a namespace up to '#' and a tail from ':' of an AWS
	// exception name, as the SDKs of AWS do.
	StripAWS
)

var stripGoNames = [...]string{"StripNone", "StripAWS"}

// GoString returns the Go expression for s: "wire.StripAWS".
func (s Strip) GoString() string { return "wire." + nameOf(stripGoNames[:], uint8(s)) }

func (s Strip) apply(v string) string {
	if s != StripAWS {
		return v
	}
	if i := strings.LastIndexByte(v, '#'); i >= 0 {
		v = v[i+1:]
	}
	if i := strings.IndexByte(v, ':'); i >= 0 {
		v = v[:i]
	}
	return v
}
