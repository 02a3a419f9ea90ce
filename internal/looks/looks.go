// Package looks says in words what a response must look like to be an error of
// the book: what its rules ask for. Package explain and the site print it.
package looks

import (
	"slices"
	"strconv"
	"strings"

	"github.com/errbook/errbook/apierr/wire"
	"github.com/errbook/errbook/spec"
)

// Of returns a phrase for each rule of an error, as "status 429, code OutOfCredits",
// in the order in which they are asked.
func Of(f *spec.File, e *spec.Error) []string {
	var rows []*spec.Row
	for _, row := range f.Rows {
		if row.Entry == e {
			rows = append(rows, row)
		}
	}
	var list []string
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
func looks(r *spec.Row, surface bool) string {
	var parts []string
	add := func(what, value string) {
		if value != "" {
			parts = append(parts, what+" "+value)
		}
	}
	add("status", ranges(r.Statuses))
	add("close code", ranges(r.Close))
	add("code", test(r.Codes))
	add("type", test(r.Types))
	for _, f := range r.Fields {
		add("field "+f.Path, equals(f.Test))
	}
	for _, h := range r.Headers {
		add("header "+h.Name, equals(h.Test))
	}
	add("a message with", phrases(r.Any))
	add("a message without", phrases(r.Not))
	where := strings.Join(r.Surfaces, " or ")
	switch {
	case len(parts) == 0 && where == "":
		return "any error"
	case len(parts) == 0:
		return "any error of surface " + where
	case surface && where == "":
		parts = append(parts, "any surface")
	case surface:
		add("surface", where)
	}
	return strings.Join(parts, ", ")
}

// equals says what the value of a field or header must be. Their names are the
// provider's words, such as status, so a sign parts them from the value.
func equals(t spec.Test) string {
	if len(t.Values) == 0 && t.Prefix == "" {
		return test(t)
	}
	return "= " + test(t)
}

// test says what a value must be.
func test(t spec.Test) string {
	switch {
	case len(t.Values) > 0:
		return strings.Join(t.Values, " or ")
	case t.Prefix != "":
		return t.Prefix + "…"
	case t.Contains != "":
		return "with " + strconv.Quote(t.Contains)
	case t.Present:
		return "of any value"
	}
	return ""
}

func phrases(list []string) string {
	var quoted []string
	for _, p := range list {
		quoted = append(quoted, strconv.Quote(p))
	}
	return strings.Join(quoted, " or ")
}

func ranges(list []wire.StatusRange) string {
	var texts []string
	for _, r := range list {
		text := strconv.Itoa(r.From)
		if r.To != r.From {
			text += "–" + strconv.Itoa(r.To)
		}
		texts = append(texts, text)
	}
	return strings.Join(texts, " or ")
}
