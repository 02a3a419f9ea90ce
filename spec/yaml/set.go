package yaml

import (
	"regexp"
	"slices"
	"strings"

	"github.com/errbook/errbook/spec/suggest"
)

// A Set says which texts a key takes, where that is known only when the program
// runs, or is the same for several keys. A tag names it: `yaml:"kind,of=kind"`.
// With Words alone it is closed; with a Form it is open: it takes the words, and
// any text of the form.
type Set struct {
	Name  string
	Words []string       // none of them a number
	Form  *regexp.Regexp // must match the whole text: ^…$

	// Must says what a text must be: "lowercase letters and digits". Without it
	// a problem lists the Words.
	Must string
	// Hint helps where no word is like the text that was found, such as "such as
	// request_id"; it may be empty.
	Hint string
	// Hints help with texts that people write often, and that are not of the set.
	Hints map[string]string
	// OneHint is the Hint where a list or a mapping was found, if that is another one.
	OneHint string
}

// has reports whether a text is of the set.
func (s *Set) has(text string) bool {
	return slices.Contains(s.Words, text) || s.Form != nil && s.Form.MatchString(text)
}

// must says what a text must be.
func (s *Set) must() string {
	if s.Must != "" {
		return s.Must
	}
	return suggest.Or(s.Words)
}

// hint says what may have been meant.
func (s *Set) hint(text string) string {
	if hint, ok := s.Hints[text]; ok {
		return hint
	}
	if best := suggest.Nearest(text, s.Words); best != "" {
		return "did you mean " + best + "?"
	}
	for _, other := range []string{strings.ToLower(text), upperFirst(text)} {
		if other != text && s.has(other) {
			return "did you mean " + other + "?"
		}
	}
	return s.Hint
}

// upperFirst returns a text with its first letter, of ASCII, in uppercase.
func upperFirst(text string) string {
	if text == "" {
		return ""
	}
	return strings.ToUpper(text[:1]) + text[1:]
}

// words returns the set that the key's tag names if it has words alone, else nil: what is
// none of them does not become one by quotes.
func (v Value) words() *Set {
	if s := v.d.sets[v.key.set]; s != nil && s.Form == nil {
		return s
	}
	return nil
}

// schema returns the schema of the set's texts as a key takes them. A pattern is for
// strings only, and a plain number can be text.
func (s *Set) schema(k Key) *Schema {
	words := &Schema{Enum: s.Words}
	if s.Form == nil {
		return words
	}
	form := &Schema{Type: "string", Pattern: s.Form.String(), MaxLength: k.Max}
	if s.Form.MatchString("429") {
		form.Type = k.textTypes()
	}
	if len(s.Words) == 0 {
		return form
	}
	return &Schema{AnyOf: []*Schema{words, form}}
}

// checkSet notes a problem if a text is not of the set that the key's tag names.
func (v Value) checkSet() {
	s := v.d.sets[v.key.set]
	if s == nil || s.has(v.node.text) {
		return
	}
	hint := ""
	if len(v.d.Problems) < maxSuggested {
		hint = s.hint(v.node.text)
	}
	v.Report(hint, "must be %s; found %s", s.must(), Excerpt(v.node.text))
	v.d.keep()
}
