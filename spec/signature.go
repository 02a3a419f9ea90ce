package spec

import (
	"strings"

	"github.com/errbook/errbook/apierr/wire"
)

// Rules lists what responses are recognized by as the error, a line for each rule, in
// the order of the file: "surface=api status=429 code=too_fast". Two errors, or one
// error in two versions of a book, are sent alike if their lines are.
func (e *Error) Rules() []string {
	var list []string
	for _, r := range e.allRules() {
		list = append(list, r.signature())
	}
	return list
}

// signature returns what a rule asks for.
func (r *Rule) signature() string {
	var parts []string
	add := func(key, value string) {
		if value != "" {
			parts = append(parts, key+"="+value)
		}
	}
	add("surface", strings.Join(values(r.Surface), "|"))
	add("status", rangeTexts(r.Status.Ranges))
	add("code", r.WireCode.test().signature())
	add("type", r.WireType.test().signature())
	for _, f := range r.Field {
		add("field:"+f.Key.Value, f.Value.test().signature())
	}
	for _, h := range r.Header {
		add("header:"+strings.ToLower(h.Key.Value), h.Value.test().signature())
	}
	if r.Message != nil {
		add("message", strings.Join(values(r.Message.Any), "|"))
		add("message-not", strings.Join(values(r.Message.Not), "|"))
	}
	add("close", rangeTexts(r.Close.Ranges))
	return strings.Join(parts, " ")
}

// rangeTexts returns ranges of numbers as a test for them: "404|5xx".
func rangeTexts(ranges []wire.StatusRange) string {
	var texts []string
	for _, r := range ranges {
		texts = append(texts, statusText(r))
	}
	return strings.Join(texts, "|")
}

// signature returns what a test asks for, "" for nothing.
func (t Test) signature() string {
	switch {
	case len(t.Values) > 0:
		return strings.Join(t.Values, "|")
	case t.Prefix != "":
		return t.Prefix + "…"
	case t.Contains != "":
		return "…" + t.Contains + "…"
	case t.Present:
		return "*"
	}
	return ""
}
