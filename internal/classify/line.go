// Package classify reads responses in the forms in which people have them (what
// curl printed, an event of a stream, lines of a log as JSON) and writes what a
// book makes of them.
package classify

import (
	"fmt"
	"net/http"
	"strconv"
	"strings"

	"github.com/errbook/errbook/apierr"
)

// MaxLine is how many bytes one JSON line can have.
const MaxLine = 1 << 20

// A Line is one response as a JSON line describes it.
type Line struct {
	Provider string
	Named    bool // the line names a provider, if only an empty one
	Status   int  // 0 when unknown
	Header   http.Header
	Body     []byte
	Stream   bool   // the body is an event of a stream
	Event    string // the name of that event
	Close    int    // the code with which a WebSocket was closed, 0 for none
	Contexts []apierr.Context

	err    apierr.Error      // what the response is
	values []string          // what Header's slices are cut from
	names  map[string]string // canonical names of headers that were met
	unread map[string]bool   // members that no Line has, of all lines so far
}

// Parse reads a JSON line into l, whose memory it uses again:
//
//	{"provider": "fashn", "status": 429, "headers": {"retry-after": "3"},
//	 "body": "…", "surface": "stream", "event": "error", "close": 1011,
//	 "context": {"deployment": "dedicated"}}
//
// Every member may be absent; see Named. One that is null counts as absent, one
// that is not listed is ignored, and of a name given twice the last one counts,
// as in [encoding/json]; names are compared exactly. The value of a header is a
// string, a number, or a list of them. Any surface but "stream" is ignored,
// because a response shows where it was seen. An event makes the body its data, a
// close code the reason of the close.
//
// The text must be one JSON object (RFC 8259) that nests at most 1000 deep.
// Bytes that are not UTF-8 are kept in the body, where a classifier copes with
// them. After an error the fields of l mean nothing.
func (l *Line) Parse(text string) error {
	l.reset()
	s := scanner{text: text}
	if c := s.peek(); c != '{' {
		if err := s.skip(0); err != nil {
			return err
		}
		return fmt.Errorf("must be a JSON object; found %s", kindOf(c))
	}
	err := s.object(func(name string) error { return l.member(&s, name) })
	if err == nil && s.peek() != 0 {
		err = s.syntax()
	}
	return err
}

func (l *Line) reset() {
	if l.Header == nil {
		l.Header = http.Header{}
	}
	clear(l.Header)
	l.Provider, l.Named, l.Status, l.Stream, l.Event, l.Close = "", false, 0, false, "", 0
	l.Body, l.Contexts, l.values = l.Body[:0], l.Contexts[:0], l.values[:0]
}

// member reads the value of one member of the line.
func (l *Line) member(s *scanner, name string) (err error) {
	c := s.peek()
	if !isMember(name) {
		l.noteUnread(name)
		return s.skip(0)
	}
	if c == 'n' {
		l.forget(name)
		return s.skip(0)
	}
	switch name {
	case "provider":
		l.Provider, err = s.stringOf(name)
		l.Named = true
	case "status":
		l.Status, err = s.numberUpTo(name, maxStatus)
	case "close":
		l.Close, err = s.numberUpTo(name, maxClose)
	case "event":
		l.Event, err = s.stringOf(name)
	case "surface":
		var surface string
		surface, err = s.stringOf(name)
		l.Stream = surface == "stream"
	case "body":
		if c != '"' {
			return s.wrong(name, "a string")
		}
		l.Body, err = s.appendString(l.Body[:0])
	case "headers":
		err = l.headers(s)
	case "context":
		err = l.contexts(s)
	}
	return err
}

// maxUnread is how many members are remembered that no Line has.
const maxUnread = 16

func (l *Line) noteUnread(name string) {
	if l.unread == nil {
		l.unread = map[string]bool{}
	}
	if len(l.unread) < maxUnread && !l.unread[name] {
		l.unread[strings.Clone(name)] = true
	}
}

func isMember(name string) bool {
	switch name {
	case "provider", "status", "headers", "body", "surface", "event", "close", "context":
		return true
	}
	return false
}

// forget undoes an earlier member of the name: the last one counts.
func (l *Line) forget(name string) {
	switch name {
	case "provider":
		l.Provider, l.Named = "", false
	case "status":
		l.Status = 0
	case "event":
		l.Event = ""
	case "close":
		l.Close = 0
	case "surface":
		l.Stream = false
	case "body":
		l.Body = l.Body[:0]
	case "headers":
		clear(l.Header)
	case "context":
		l.Contexts = l.Contexts[:0]
	}
}

// headers reads an object of headers.
func (l *Line) headers(s *scanner) error {
	if s.peek() != '{' {
		return s.wrong("headers", "an object")
	}
	clear(l.Header)
	return s.object(func(name string) error {
		key := l.canonical(name)
		switch c := s.peek(); {
		case c == 'n':
			delete(l.Header, key)
			return s.skip(0)
		case c != '[':
			value, err := s.headerValue()
			l.values = append(l.values, value)
			l.Header[key] = l.last(1)
			return err
		}
		n := len(l.values)
		err := s.array(func() error {
			value, err := s.headerValue()
			l.values = append(l.values, value)
			return err
		})
		l.Header[key] = l.last(len(l.values) - n)
		return err
	})
}

// maxNames is how many names of headers are kept: a log has a few dozen.
const maxNames = 256

// canonical is [http.CanonicalHeaderKey] with a memory.
func (l *Line) canonical(name string) string {
	if key, ok := l.names[name]; ok {
		return key
	}
	key := http.CanonicalHeaderKey(name)
	if len(l.names) < maxNames && len(name) < maxNames {
		if l.names == nil {
			l.names = make(map[string]string)
		}
		l.names[strings.Clone(name)] = strings.Clone(key) // name is a part of a large text
	}
	return key
}

// last returns the last n values as a slice of their own.
func (l *Line) last(n int) []string {
	end := len(l.values)
	return l.values[end-n : end : end]
}

// contexts reads an object of contexts.
func (l *Line) contexts(s *scanner) error {
	if s.peek() != '{' {
		return s.wrong("context", "an object")
	}
	l.Contexts = l.Contexts[:0]
	return s.object(func(name string) error {
		if s.peek() == 'n' {
			return s.skip(0)
		}
		value, err := s.stringOf("each value of context")
		l.Contexts = append(l.Contexts, apierr.Context(name+"="+value))
		return err
	})
}

// stringOf reads the string that a member must be.
func (s *scanner) stringOf(name string) (string, error) {
	if s.peek() != '"' {
		return "", s.wrong(name, "a string")
	}
	return s.string()
}

// headerValue reads a string or a number, as it is written.
func (s *scanner) headerValue() (string, error) {
	switch c := s.peek(); {
	case c == '"':
		return s.string()
	case isNumberStart(c):
		return s.number()
	}
	return "", s.wrong("the value of a header", "a string, a number, or a list of them")
}

// maxStatus is the largest number of three digits: what HTTP has room for
// (RFC 9110, section 15).
const maxStatus = 999

// maxClose is the largest close code of a WebSocket (RFC 6455, section 7.4.2).
const maxClose = 4999

// numberUpTo reads a whole number from 0, which is unknown, to a limit.
func (s *scanner) numberUpTo(name string, limit int) (int, error) {
	if !isNumberStart(s.peek()) {
		return 0, s.wrong(name, "a number")
	}
	text, err := s.number()
	if err != nil {
		return 0, err
	}
	n, err := strconv.Atoi(text)
	if err != nil || n < 0 || n > limit {
		return 0, fmt.Errorf("%s must be a whole number from 0 to %d; found %.20s", name, limit, text)
	}
	return n, nil
}

// wrong says that a member is of the wrong type.
func (s *scanner) wrong(name, want string) error {
	c := s.peek()
	if c == 0 {
		return s.syntax()
	}
	return fmt.Errorf("%s must be %s; found %s", name, want, kindOf(c))
}
