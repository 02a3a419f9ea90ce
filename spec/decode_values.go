package spec

import (
	"fmt"
	"slices"
	"strings"

	"github.com/errbook/errbook/apierr/wire"
	"github.com/errbook/errbook/spec/prose"
	"github.com/errbook/errbook/spec/yaml"
)

// This file has the values of the language that take more than one form.

// A Prose is a sentence or more in the book's dialect; see package prose.
type Prose struct {
	yaml.Pos
	Raw   string
	Spans []prose.Span
}

// DecodeYAML takes text. What it says is for [Check].
func (p *Prose) DecodeYAML(v yaml.Value) {
	if t, ok := v.Text(); ok {
		*p = Prose{Pos: t.Pos, Raw: t.Value}
	}
}

// SchemaYAML gives titles twice the length that they can have: the marks of code
// do not count.
func (p *Prose) SchemaYAML(key yaml.Key) *yaml.Schema {
	s := &yaml.Schema{Type: "string", MinLength: 1}
	if key.Name == "title" {
		s.MaxLength = 2 * maxTitle
	}
	return s
}

// A StatusSet is a set of statuses (429, [500, 502], 5xx), or, under the key
// close, of close codes. The bounds are those of the key.
type StatusSet struct {
	yaml.Pos
	Ranges []wire.StatusRange
}

// DecodeYAML takes a number, a class of statuses, or a list of these.
func (s *StatusSet) DecodeYAML(v yaml.Value) {
	for _, item := range v.Items() {
		r, ok := statusRange(item)
		switch {
		case !ok:
		case slices.Contains(s.Ranges, r):
			text, _ := item.Scalar()
			item.Report("", "must be given once; found %s again", text)
		default:
			s.Ranges = append(s.Ranges, r)
			s.Pos = v.Pos()
		}
	}
}

// statusRange reads a status, a class of statuses (5xx), or a close code.
func statusRange(v yaml.Value) (r wire.StatusRange, ok bool) {
	want := "a number"
	if hasClasses(v.Key()) {
		want = "a number or a class such as 5xx"
		text, _ := v.Scalar()
		if len(text) == 3 && strings.HasSuffix(text, "xx") && '1' <= text[0] && text[0] <= '5' {
			from := int(text[0]-'0') * 100
			return wire.StatusRange{From: from, To: from + 99}, true
		}
	}
	n, ok := v.Number(want)
	return wire.StatusRange{From: n, To: n}, ok
}

// hasClasses reports whether a key is for statuses, which have classes; close
// codes have none.
func hasClasses(key yaml.Key) bool { return key.Name != "close" }

// SchemaYAML lists the classes apart from the numbers.
func (s *StatusSet) SchemaYAML(key yaml.Key) *yaml.Schema {
	if !hasClasses(key) {
		return yaml.ValueOrList(key.IntSchema())
	}
	return yaml.ValueOrList(&yaml.Schema{AnyOf: []*yaml.Schema{key.IntSchema(), {Type: "string", Pattern: "^[1-5]xx$"}}})
}

// A StringSet is a set of wire codes or types: a string, a list, or
// {prefix: InvalidParameter.}.
type StringSet struct {
	yaml.Pos
	Values []yaml.Text
	Prefix yaml.Text
}

// DecodeYAML takes a text, a list of texts, or the key prefix.
func (s *StringSet) DecodeYAML(v yaml.Value) {
	s.Pos = v.Pos()
	if !v.IsMapping() {
		s.Values = v.Texts()
		return
	}
	if prefix, ok := v.Only("prefix"); ok {
		s.Prefix, _ = prefix.Text()
	}
}

// SchemaYAML is the schema of a text, a list of texts, or the key prefix.
func (s *StringSet) SchemaYAML(key yaml.Key) *yaml.Schema {
	n := yaml.ValueOrList(key.TextSchema())
	n.AnyOf = append(n.AnyOf, yaml.OnlyKey("prefix", key.TextSchema()))
	return n
}

// A Matcher is what a value must be: a value, a list of them, {contains: text},
// {not: [values]}, present, or absent.
type Matcher struct {
	yaml.Pos
	Values   []yaml.Text
	Contains yaml.Text
	Not      bool // the value is there, and none of Values
	Present  bool
	Absent   bool
}

// DecodeYAML takes all forms. Which of them a key can have is for [Check].
func (m *Matcher) DecodeYAML(v yaml.Value) {
	m.Pos = v.Pos()
	if v.IsMapping() {
		value, ok := v.Only("contains", "not")
		switch {
		case !ok:
		case value.Key().Name == "not":
			m.Not = true
			m.Values = matcherValues(value)
		default:
			m.Contains, _ = value.Text()
		}
		return
	}
	switch word(v) {
	case "present":
		m.Present = true
	case "absent":
		m.Absent = true
	default:
		m.Values = matcherValues(v)
	}
}

// word returns the text of a plain scalar: in quotes, present and absent are
// values like others.
func word(v yaml.Value) string {
	text, plain := v.Scalar()
	if !plain {
		return ""
	}
	return text
}

// matcherValues reads what a value of a response can be. Bodies have true and
// false, so those need no quotes here.
func matcherValues(v yaml.Value) []yaml.Text {
	var list []yaml.Text
	for _, item := range v.Items() {
		switch w := word(item); w {
		case "present", "absent":
			item.Report(fmt.Sprintf("quote it if it is a value: %q", w), "must be a value; found %s", w)
		case "true", "false":
			list = append(list, yaml.Text{Pos: item.Pos(), Value: w})
		default:
			if t, ok := item.Text(); ok {
				list = append(list, t)
			}
		}
	}
	v.Distinct(list)
	return list
}

// SchemaYAML says what a value must be: surfaces and the generic
// layer take not, rules contains.
func (m *Matcher) SchemaYAML(key yaml.Key) *yaml.Schema {
	value := func() *yaml.Schema {
		return &yaml.Schema{Type: []string{"string", "integer", "boolean"}, MinLength: 1}
	}
	n := yaml.ValueOrList(value())
	only := yaml.OnlyKey("contains", key.TextSchema())
	if key.Name == "body" || key.Name == "is" {
		only = yaml.OnlyKey("not", yaml.ValueOrList(value()))
	}
	n.AnyOf = append(n.AnyOf, only)
	return n
}
