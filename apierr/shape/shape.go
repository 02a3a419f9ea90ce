// Package shape writes the response of a documented error, the reverse of recognizing one
// by the rules of a spec file. A [Shape] has what all responses of an error share, and
// holes for what differs: the message, the wait, the request ID and the error's details.
//
// It is for generated code, for printers of documentation and for fakes. Your own server
// uses package server; programs that only read errors need neither.
package shape

import (
	"time"

	"github.com/errbook/errbook/apierr/errdoc"
	"github.com/errbook/errbook/apierr/wire"
)

// A Shape is what the responses of a documented error look like.
type Shape struct {
	Code    errdoc.Code
	Surface string // where it appears, "" where a provider names no places
	Status  int    // of HTTP; 0 for an event or the close of a WebSocket
	Event   string // the name of an event of a stream
	Stream  bool   // the body is the data of an event
	Close   int    // the code with which a WebSocket is closed
	Media   string // the media type of the body
	Header  []Node // a header each, by its Key
	// Body is the body, nil for none. One without members and elements is a text
	// by itself.
	Body *Node
	// XML says that the body is an XML document, and its nodes are elements, or
	// attributes where the key begins with @.
	XML bool
	// Details are the keys that lead to the object whose members are the details of
	// the error, and the indexes of elements, as "[0]"; none is the body itself.
	Details []string
	// Each are the keys that lead, likewise, to the list of the errors of a response, in
	// which the error is an element; none for a body that has one error.
	Each []string
}

// A Node is a value of a body: a literal, a hole, an object or an array.
type Node struct {
	Key string // the member or the header that it is, "" for an element
	// Text is a literal as JSON writes it. In front of a message it is plain text
	// that the message must have: it is put there unless the message has it.
	Text   string
	Hole   Hole
	Name   string           // of the detail that goes into the hole
	Format wire.DelayFormat // of the wait that goes into the hole
	List   bool             // Kids are elements, not members
	Kids   []Node
}

// A Hole is a place for a value that differs between responses.
type Hole uint8

// The holes.
const (
	// Fixed is not a hole: the Text, or the Kids.
	Fixed Hole = iota
	// Message is for what is said to people.
	Message
	// Detail is for the detail that is called Name.
	Detail
	// RequestID is for the ID of the request.
	RequestID
	// Delay is for how long to wait, in the Format.
	Delay
)

var holeGoNames = [...]string{"Fixed", "Message", "Detail", "RequestID", "Delay"}

// GoString returns the Go expression for h: "shape.Message".
func (h Hole) GoString() string {
	if int(h) >= len(holeGoNames) {
		h = Fixed
	}
	return "shape." + holeGoNames[h]
}

// Values are what goes into the holes of a Shape. A hole for which there is no
// value is left out.
type Values struct {
	Message   string
	RequestID string
	Details   []Value
	Delay     time.Duration
	HasDelay  bool      // whether to ask for a Delay
	Now       time.Time // when the response is written, for waits that name a time
}

// detail returns the literal of a detail, "" for none.
func (v *Values) detail(name string) string {
	for i := range v.Details {
		if d := &v.Details[i]; d.Name == name && d.JSON != none {
			return d.JSON
		}
	}
	return ""
}
