// Package looks says in words what a response must look like to be an error of
// the book: what its rules ask for. Package explain and the site print it.
package looks

import (
	"slices"
	"strconv"
	"strings"

	"github.com/errbook/errbook/apierr/wire"
	"github.com/errbook/errbook/spec"
	"github.com/errbook/errbook/spec/prose"
)

// A Phrase says what one rule asks for: "status 429, code OutOfCredits", what is
// sent as code.
type Phrase []prose.Span

// String returns the phrase as plain text.
func (p Phrase) String() string {
	var b strings.Builder
	for _, s := range p {
		b.WriteString(s.Text)
	}
	return b.String()
}

// Of returns a phrase for each rule of an error, in the order in which they are
// asked.
func Of(f *spec.File, e *spec.Error) []Phrase {
	var rows []*spec.Row
	for _, row := range f.Rows {
		if row.Entry == e {
			rows = append(rows, row)
		}
	}
	var list []Phrase
	for _, row := range rows {
		list = append(list, looks(row, differ(rows)))
	}
	return list
}

// Surfaces lists the surfaces that the rules of an error ask for, each once.
func Surfaces(f *spec.File, e *spec.Error) []string {
	var names []string
	for _, row := range f.Rows {
		if row.Entry != e {
			continue
		}
		for _, name := range row.Surfaces {
			if !slices.Contains(names, name) {
				names = append(names, name)
			}
		}
	}
	return names
}

// differ reports whether rules ask for different surfaces.
func differ(rows []*spec.Row) bool {
	return slices.ContainsFunc(rows, func(r *spec.Row) bool { return !slices.Equal(r.Surfaces, rows[0].Surfaces) })
}

// looks says what a response must look like for a rule to take it, and on which
// surface if that is asked for or all there is to say.
func looks(r *spec.Row, surface bool) Phrase {
	var p Phrase
	add := func(what string, value Phrase) {
		if len(value) == 0 {
			return
		}
		if len(p) > 0 {
			what = ", " + what
		}
		p = append(append(p, words(what)...), value...)
	}
	add("status ", ranges(r.Statuses))
	add("close code ", ranges(r.Close))
	add("code ", test(r.Codes))
	add("type ", test(r.Types))
	for _, f := range r.Fields {
		add("field ", named(f.Path, f.Test))
	}
	for _, h := range r.Headers {
		add("header ", named(h.Name, h.Test))
	}
	add("a message with ", phrases(r.Any))
	add("a message without ", phrases(r.Not))
	switch where := either(r.Surfaces, code); {
	case len(p) == 0 && len(where) == 0:
		return words("any error")
	case len(p) == 0:
		add("any error of surface ", where)
	case surface && len(where) == 0:
		add("any ", words("surface"))
	case surface:
		add("surface ", where)
	}
	return p
}

func words(text string) Phrase { return Phrase{{Text: text}} }
func code(text string) Phrase  { return Phrase{{Kind: prose.Code, Text: text}} }

// either joins what may be one or another.
func either(list []string, as func(string) Phrase) Phrase {
	var p Phrase
	for i, text := range list {
		if i > 0 {
			p = append(p, words(" or ")...)
		}
		p = append(p, as(text)...)
	}
	return p
}

// named says what a field or header must be. Their names are the provider's words,
// such as status, so a sign parts them from the value.
func named(name string, t spec.Test) Phrase {
	between := " "
	if len(t.Values) > 0 || t.Prefix != "" {
		between = " = "
	}
	return append(append(code(name), words(between)...), test(t)...)
}

// test says what a value must be.
func test(t spec.Test) Phrase {
	switch {
	case len(t.Values) > 0:
		return either(t.Values, code)
	case t.Prefix != "":
		return code(t.Prefix + "…")
	case t.Contains != "":
		return append(words("with "), quoted(t.Contains)...)
	case t.Present:
		return words("of any value")
	}
	return nil
}

func phrases(list []string) Phrase { return either(list, quoted) }

func quoted(text string) Phrase { return words(strconv.Quote(text)) }

func ranges(list []wire.StatusRange) Phrase {
	var texts []string
	for _, r := range list {
		text := strconv.Itoa(r.From)
		if r.To != r.From {
			text += "–" + strconv.Itoa(r.To)
		}
		texts = append(texts, text)
	}
	return either(texts, words)
}
