package wire

import (
	"testing"
)

// TestSaysSkipsQuotedText: a message that echoes the caller's words must not be
// classified by them.
func TestSaysSkipsQuotedText(t *testing.T) {
	for _, test := range []struct {
		message string
		want    bool
	}{
		{"Rate limit exceeded", true},
		{"RATE LIMIT exceeded", true},
		{"you hit a rate\nlimit", false},
		{`Unknown field "rate limit"`, false},
		{"Unknown field `rate limit`", false},
		{`"a" rate limit "b"`, true},
		{`"rate" limit`, false},
		{`rate "x" limit`, false},
		{`an open " then rate limit`, true},
		{"it's a rate limit, isn't it", true},
		{"", false},
	} {
		f := &Fields{Message: test.message}
		if got := f.Says("rate limit"); got != test.want {
			t.Errorf("Says of %q = %t, want %t", test.message, got, test.want)
		}
	}
}

func TestFold(t *testing.T) {
	for in, want := range map[string]string{
		"You’ve RUN out":  "you've run out",
		"ÜBER":            "über",
		"a `b` \"c\" d":   "a \x00 \x00 d",
		"an open `tick":   "an open `tick",
		"bad \xff byte":   "bad \ufffd byte",
		"余额不足，Please pay": "余额不足，please pay",
	} {
		if got := Fold(in); got != want {
			t.Errorf("Fold(%q) = %q, want %q", in, got, want)
		}
	}
}

// TestConditions shows what the body of a surface can be asked for, and that
// what a cut-off body hides meets no condition.
func TestConditions(t *testing.T) {
	w := &Wire{
		Body:   []Node{{Key: "message", Slot: 0}, {Key: "type", Slot: 1}},
		Fields: []Part{{Slot: 0}, {Slot: 1}},
	}
	present, absent := []Condition{{Field: 1}}, []Condition{{Field: 1, Not: true}}
	is, isNot := []Condition{{Field: 1, Values: []string{"a"}}}, []Condition{{Field: 1, Values: []string{"a"}, Not: true}}
	for _, test := range []struct {
		body                       string
		present, absent, is, isNot bool
	}{
		{body: `{"type":"a"}`, present: true, is: true},
		{body: `{"type":"b"}`, present: true, isNot: true},
		{body: `{"message":"x"}`, absent: true},
		{body: `{"type":null}`, absent: true},
		{body: `{"type":{"a":1}}`, present: true, isNot: true},
		{body: `{"message":"x`},
	} {
		f := new(Fields)
		f.Read(test.body, Header{}, w)
		got := [...]bool{f.Holds(present), f.Holds(absent), f.Holds(is), f.Holds(isNot)}
		if want := [...]bool{test.present, test.absent, test.is, test.isNot}; got != want {
			t.Errorf("%s: present, absent, is a, is not a: got %v, want %v", test.body, got, want)
		}
	}
}
