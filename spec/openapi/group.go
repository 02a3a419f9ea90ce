package openapi

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/errbook/errbook/spec"
	"github.com/errbook/errbook/spec/prose"
)

// What the response with all errors, and their schema, are called.
const (
	anyStatus = "default"
	anyError  = "anyError"
)

// A group is the errors that one response can be.
type group struct {
	name   string // a status, 5XX, default, or the name of an error
	errors []*sent
}

// groupsOf returns a group for each status, in order, and one with all errors; none if
// no error has a status of its own.
func groupsOf(errs []*sent) []group {
	var names []string
	all := group{name: anyStatus}
	for _, s := range errs {
		if s.isRefused() {
			names = append(names, s.statuses()...)
			all.errors = append(all.errors, s)
		}
	}
	if len(all.errors) == 0 {
		return nil
	}
	slices.Sort(names)
	var groups []group
	for _, name := range slices.Compact(names) {
		g := group{name: name}
		for _, s := range all.errors {
			if slices.ContainsFunc(s.statuses(), func(of string) bool { return of == name || of == classOf(name) }) {
				g.errors = append(g.errors, s)
			}
		}
		groups = append(groups, g)
	}
	return append(groups, all)
}

// classOf returns the class of a status: 5XX of 503.
func classOf(status string) string { return status[:1] + "XX" }

// maxSingle is how many statuses of a range are named one by one.
const maxSingle = 10

// statuses lists the statuses with which an error can be sent, and classes such as 5XX.
func (s *sent) statuses() []string {
	var list []string
	for _, r := range s.look.Row.Statuses {
		switch {
		case r.From%100 == 0 && r.To == r.From+99:
			list = append(list, classOf(strconv.Itoa(r.From)))
		case r.To-r.From < maxSingle:
			for n := r.From; n <= r.To; n++ {
				list = append(list, strconv.Itoa(n))
			}
		default:
			list = append(list, strconv.Itoa(s.shape().Status))
		}
	}
	if list == nil {
		list = []string{strconv.Itoa(s.shape().Status)}
	}
	return list
}

// response returns the response that is one of the errors.
func (g *group) response(f *spec.File) *Response {
	if first := g.errors[0]; len(g.errors) == 1 && g.name != first.name() {
		return &Response{Ref: refTo("responses", first.name()).Ref}
	}
	r := &Response{Description: g.description(f), Headers: g.headers()}
	for _, s := range g.errors {
		if s.media() != "" && r.Content.Get(s.media()) == nil {
			r.Content.add(s.media(), g.content(s.media()))
		}
	}
	if g.name == anyStatus && len(r.Content) == 1 {
		r.Content[0].Value.Schema = refTo("schemas", anyError)
	}
	return r
}

// content returns the bodies of one media type.
func (g *group) content(media string) *Media {
	var errs []*sent
	m := new(Media)
	for _, s := range g.errors {
		if s.media() != media {
			continue
		}
		errs = append(errs, s)
		if g.name != anyStatus { // whose examples are those of all statuses
			m.Examples.add(s.name(), &Ref{refTo("examples", s.name()).Ref})
		}
	}
	m.Schema = choiceOf(errs)
	return m
}

// description returns what the response means, as Markdown.
func (g *group) description(f *spec.File) string {
	switch g.name {
	case anyStatus:
		return "Any error of " + prose.Markdown([]prose.Span{{Text: f.Name.Value}}) + "."
	case g.errors[0].name():
		return g.errors[0].description()
	}
	var b strings.Builder
	b.WriteString("One of:\n")
	for _, s := range g.errors {
		fmt.Fprintf(&b, "\n- %s: %s", s.markdown(s.entry.Doc.Title), s.markdown(s.entry.Doc.Summary))
	}
	return b.String()
}

// headers returns the headers that the errors have: those that all must have are
// required, and one that is not the same in all has the values of each.
func (g *group) headers() Members[*Header] {
	var merged Members[*Header]
	count := map[string]int{}
	for _, s := range g.errors {
		for _, h := range s.headers() {
			count[h.Name]++
			if first := merged.Get(h.Name); first != nil {
				first.merge(h.Value)
			} else {
				merged.add(h.Name, h.Value)
			}
		}
	}
	for _, h := range merged {
		h.Value.Required = h.Value.Required && count[h.Name] == len(g.errors)
	}
	return merged
}

// merge makes h take what other takes, too.
func (h *Header) merge(other *Header) {
	h.Required = h.Required && other.Required
	a, b := h.Schema.values(), other.Schema.values()
	switch {
	case equal(h.Schema, other.Schema):
	case a == nil || b == nil:
		h.Schema = &Schema{Type: "string"}
	default:
		for _, v := range b {
			if !slices.ContainsFunc(a, func(of json.RawMessage) bool { return bytes.Equal(of, v) }) {
				a = append(a, v)
			}
		}
		h.Schema = oneOfValues(a)
	}
}
