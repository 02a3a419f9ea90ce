package spec

import (
	"github.com/errbook/errbook/apierr/wire"
	"github.com/errbook/errbook/spec/prose"
)

// A Pos is a place in a spec file; lines and columns count from 1, columns in
// bytes. The zero Pos is no place: the key was not given.
type Pos struct{ Line, Col int }

// IsSet reports whether there is a place: whether the key was given.
func (p Pos) IsSet() bool { return p.Line > 0 }

// A Text is a string with its place.
type Text struct {
	Pos
	Value string
}

// An Int is a number with its place.
type Int struct {
	Pos
	Value int
}

// A Date is a day, written as 2026-11-20.
type Date struct {
	Pos
	Value string
}

// A Prose is a sentence or more in the book's dialect; see package prose.
type Prose struct {
	Pos
	Raw   string
	Spans []prose.Span
}

// A List is a value or a list of values.
type List[T any] []T

// A Map is a mapping in the order of its file.
type Map[T any] []Entry[T]

// An Entry is one member of a Map.
type Entry[T any] struct {
	Key   Text
	Value T
}

// Get returns the value of a key and reports whether it is there.
func (m Map[T]) Get(key string) (v T, ok bool) {
	for i := range m {
		if m[i].Key.Value == key {
			return m[i].Value, true
		}
	}
	return v, false
}

// keys returns the keys in order.
func (m Map[T]) keys() []string {
	keys := make([]string, len(m))
	for i := range m {
		keys[i] = m[i].Key.Value
	}
	return keys
}

// A StatusSet is a set of statuses: 429, [500, 502], 5xx.
type StatusSet struct {
	Pos
	Ranges []wire.StatusRange
}

// A StringSet is a set of wire codes or types: a string, a list, or
// {prefix: InvalidParameter.}.
type StringSet struct {
	Pos
	Values []Text
	Prefix Text
}

// A Matcher is what a value must be: a value, a list of them, {contains: text},
// {not: [values]}, present, or absent.
type Matcher struct {
	Pos
	Values   []Text
	Contains Text
	Not      bool // the value is there, and none of Values
	Present  bool
	Absent   bool
}
