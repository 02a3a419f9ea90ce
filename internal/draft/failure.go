package draft

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/errbook/errbook/internal/lazy"
	"github.com/errbook/errbook/spec/yaml"
)

// A failure is an error of an OpenAPI document, put together of all places that have it.
type failure struct {
	yaml.Pos
	key      string // what no other has
	name     string // of errbook's
	title    string
	statuses []string
	codes    []string
	prefix   string
	path     string // of the code
	// problemType is the type of problem details that has the code beside it.
	problemType string
	kind        string
	close       string
	event       string
	inBand      string // the surface of one that is sent below 400, in the form of a spec file
	said        described
	params      []param
	samples     []sample
	rest        []string
	isDefault   bool
}

// take takes the errors of a response: those of its schemas and examples that have a
// code, else the response as such.
func (w *walker) take(r response) {
	var found []*failure
	for _, schema := range w.alternatives(&r) {
		if f := w.identify(&r, schema); f != nil {
			found = append(found, f)
			continue
		}
		found = append(found, w.listed(&r, schema)...)
	}
	found = w.examples(&r, found)
	if len(found) == 0 && r.status != "" {
		found = append(found, &failure{Pos: r.Pos, key: "status " + r.status, title: r.title()})
	}
	text := textOf(r.tree.Get("description"))
	switch said := describe(text); {
	case len(found) == 1:
		found[0].said = said
	case len(found) == 0 && text != "":
		w.leave(r.Pos, "a response without a status or a code: "+said.all())
	case text != "" && !slices.ContainsFunc(found, func(f *failure) bool { return f.name != "" }):
		w.leave(r.Pos, fmt.Sprintf("text about %d errors together: %s", len(found), said.all()))
	}
	for _, f := range found {
		w.add(f, &r)
	}
	w.headers(&r)
}

// title returns the name of a shared response as words, "" for none.
func (r *response) title() string {
	if httpStatus().MatchString(r.name) {
		return ""
	}
	return spaced(r.name)
}

// add takes a failure that a response has, or what it adds to one that is known.
func (w *walker) add(f *failure, r *response) {
	if f.statuses == nil && r.status != "" {
		f.statuses = []string{r.status}
	}
	known := w.errors[f.key]
	if known == nil {
		w.errors[f.key] = f
		w.order = append(w.order, f)
		for _, code := range f.codes {
			w.codes[code] = true
		}
		return
	}
	for _, s := range f.statuses {
		known.statuses = with(known.statuses, s)
	}
	known.title, known.path = cmp.Or(known.title, f.title), cmp.Or(known.path, f.path)
	known.problemType = cmp.Or(known.problemType, f.problemType)
	if known.codes == nil {
		known.codes, known.prefix = f.codes, cmp.Or(known.prefix, f.prefix)
	}
	if known.params == nil {
		known.params = f.params
	}
	if known.said.text == nil {
		known.said = f.said
	}
	for _, s := range f.samples {
		if !slices.Contains(known.samples, s) {
			known.samples = append(known.samples, s)
		}
	}
}

// proposal makes the entry.
func (f *failure) proposal(w *walker) *proposal {
	c := cells{title: f.title, causes: f.said.causes, fixes: f.said.fixes, rest: f.rest}
	if len(f.statuses) > 0 {
		c.status = f.statuses[0]
	}
	if len(f.codes) > 0 {
		c.code = f.codes[0]
	}
	text := f.said.text
	if len(c.causes) == 0 && len(text) > 0 {
		c.causes = text[:1]
	}
	p := propose(fmt.Sprintf("%s:%d", w.file.Path, f.Line), c)
	if len(text) > 0 {
		p.summary = cmp.Or(sentence(text[0]), p.summary)
		p.rest = append(p.rest, text[1:]...)
	}
	slices.Sort(f.statuses)
	p.statuses, p.codes, p.prefix, p.close, p.event = f.statuses, f.codes, f.prefix, f.close, f.event
	p.name, p.kind = cmp.Or(f.name, p.name), cmp.Or(f.kind, p.kind)
	p.isDefault = f.isDefault
	p.inBand, p.problemType = f.inBand, f.problemType
	if p.samples = f.sound(); p.samples == nil {
		for _, s := range f.samples {
			p.rest = with(p.rest, "example: "+s.body)
		}
	}
	if w.draft.options.Own && f.codes == nil && f.prefix == "" && f.close == "" {
		p.rest = append(p.rest, "no code is documented: unless you add a field or a phrase, the code is the name")
	}
	if p.params = f.params; len(p.params) > 0 && !w.draft.options.Own {
		var names []string
		for _, of := range p.params {
			names = append(names, of.name+" ("+of.of+")")
		}
		p.rest = append(p.rest, "details: "+strings.Join(names, ", "))
	}
	return p
}

// sound returns the samples that say which error they are: with a status, and with a
// code in the body, since words can say more than the status does.
func (f *failure) sound() []sample {
	if f.path == "" || strings.HasPrefix(f.path, "header:") || f.close != "" || f.event != "" {
		return nil
	}
	var list []sample
	for _, s := range f.samples {
		if s.status == "" && len(f.statuses) == 1 && len(f.statuses[0]) == len("404") && !strings.HasSuffix(f.statuses[0], "x") {
			s.status = f.statuses[0]
		}
		if s.status != "" && !strings.HasSuffix(s.status, "x") && !slices.Contains(list, s) {
			list = append(list, s)
		}
	}
	return list
}

// own fills in what a document of errbook's says of an error, as far as it can have come
// from a spec file.
func (f *failure) own(t *yaml.Tree) {
	of := func(key string, form func() *regexp.Regexp) string {
		if text := textOf(t.Get(key)); form().MatchString(text) {
			return text
		}
		return ""
	}
	code := textOf(t.Get("code"))
	f.key = "errbook " + code
	if name := code[strings.LastIndex(code, ".")+1:]; nameForm().MatchString(name) {
		f.name = name
	}
	f.kind, f.close = of("kind", kindForm), of("close", closeForm)
	f.isDefault = textOf(t.Get("default")) == "true"
	f.event = textOf(t.Get("event"))
}

var (
	nameForm  = lazy.Regexp(`^[A-Z][A-Za-z0-9]*$`)
	kindForm  = lazy.Regexp(`^[a-z][a-z0-9_]*$`)
	closeForm = lazy.Regexp(`^[1-4][0-9]{3}$`)
)

// members calls f for the members of an object.
func members(t *yaml.Tree, f func(key yaml.Text, v *yaml.Tree)) {
	if t == nil || t.Kind != yaml.Mapping {
		return
	}
	for i := range t.Keys {
		f(t.Keys[i], t.Items[i])
	}
}
