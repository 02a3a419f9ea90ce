// Package prose reads the dialect in which a book is written, and prints it
// for Go comments and terminals, Markdown and HTML.
//
// The dialect has two marks. Code appears in single backticks: `max_tokens`. A
// link is [text](url), with a URL that begins with https:// or mailto:.
// Everything else is plain text, also what is markup elsewhere: *, _, <, {, |.
// Marks do not nest. A backtick in plain text or in code cannot be written,
// and neither can brackets that look like a link; rephrase instead.
//
// A prose is one paragraph: runs of spaces, tabs and line ends are one space.
package prose

import "fmt"

// A Span is a stretch of one kind.
type Span struct {
	Kind Kind
	Text string // without backticks or brackets
	URL  string // of a Link
}

// A Kind is what a Span is.
type Kind uint8

// The kinds of span.
const (
	Plain Kind = iota
	Code
	Link
)

// An Error says why a text is not in the dialect.
type Error struct {
	Offset int    // of the fault in the raw text, in bytes
	Msg    string // what is required, and what was found
	Hint   string // what to write instead; may be empty
}

// Error returns the offset and the message.
func (e *Error) Error() string { return fmt.Sprintf("offset %d: %s", e.Offset, e.Msg) }
