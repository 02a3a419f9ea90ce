package spec

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"github.com/errbook/errbook/apierr"
	"github.com/errbook/errbook/spec/prose"
	"github.com/errbook/errbook/spec/yaml"
)

// Runtime returns the provider as apierr runs it, with the interpreter of the
// rules as its classifier. Generated code holds the same values, and
// switches instead of the interpreter.
func (f *File) Runtime() *apierr.Provider { return f.runtime }

// Docs returns the documentation of every entry, in the order of the file.
func (f *File) Docs() []*apierr.Doc {
	docs := make([]*apierr.Doc, len(f.Errors))
	for i, e := range f.Errors {
		docs[i] = e.Doc
	}
	return docs
}

// openAIWire is the wire of a file that says nothing: OpenAI's shape, which
// most APIs of the field took over.
var openAIWire = &Wire{
	Code:      paths("error.code"),
	Type:      paths("error.type"),
	Message:   paths("error.message", "message", "error"),
	Param:     paths("error.param"),
	RequestID: []Path{{Header: "x-request-id"}},
}

func paths(dotted ...string) yaml.List[Path] {
	var list yaml.List[Path]
	for _, d := range dotted {
		p := Path{Text: yaml.Text{Value: d}}
		for key := range strings.SplitSeq(d, ".") {
			p.Steps = append(p.Steps, Step{Kind: apierr.StepKey, Key: key})
		}
		list = append(list, p)
	}
	return list
}

// wire returns where the provider's errors have their parts.
func (f *File) wire() *Wire {
	if f.Wire == nil {
		return openAIWire
	}
	return f.Wire
}

// build makes the run-time provider and the documentation of every entry.
func (f *File) build() {
	byCode := make(map[apierr.Code]*apierr.Doc, len(f.Errors))
	for _, e := range f.Errors {
		e.Doc = f.doc(e)
		byCode[e.Code] = e.Doc
		for _, r := range e.Renamed {
			byCode[f.CodeOf(r.Name.Value)] = e.Doc
		}
	}
	fields := f.fieldPaths()
	f.runtime = &apierr.Provider{
		ID:       f.Provider.Value,
		Name:     f.Name.Value,
		OTel:     f.OTel.Value,
		Hosts:    values(f.Hosts),
		Links:    linksOf(f.Links),
		Support:  values(f.Support.Include),
		Tips:     texts(f.Tips),
		Limits:   f.limits(),
		Wire:     buildWire(f.wire(), fields),
		Surfaces: f.surfaces(fields),
		Classify: newRowIndex(f.Rows).classify,
		Lookup:   func(code apierr.Code) *apierr.Doc { return byCode[code] },
	}
}

// fieldPaths lists the paths that rules and surfaces ask for by name. Their
// order is the numbering of apierr.Wire.Fields.
func (f *File) fieldPaths() []Path {
	var list []Path
	seen := map[string]bool{}
	add := func(m yaml.Map[Matcher]) {
		for _, e := range m {
			if p, err := ParsePath(e.Key.Value); err == nil && !seen[e.Key.Value] {
				seen[e.Key.Value] = true
				p.Text = e.Key
				list = append(list, p)
			}
		}
	}
	for _, s := range f.Surfaces {
		add(s.Value.Body)
	}
	for _, e := range f.Errors {
		add(e.Field)
		for _, r := range e.Match {
			add(r.Field)
		}
	}
	return list
}

func indexPaths(list []Path) map[string]int {
	index := make(map[string]int, len(list))
	for i, p := range list {
		index[p.Text.Value] = i
	}
	return index
}

func (f *File) limits() []apierr.Limit {
	var list []apierr.Limit
	for _, l := range f.Limits {
		format, _ := apierr.ParseDelayFormat(l.Format.Value)
		list = append(list, apierr.Limit{Header: l.Header.Value, Means: l.Means.Value, Format: format})
	}
	return list
}

func (f *File) surfaces(fields []Path) []apierr.Surface {
	index := indexPaths(fields)
	var list []apierr.Surface
	for _, entry := range f.Surfaces {
		s := entry.Value
		out := apierr.Surface{
			Name:     entry.Key.Value,
			Statuses: s.HTTP.Ranges,
			Events:   values(s.Event),
			Close:    s.Close.Ranges,
			Stream:   s.isStream(),
			Executed: certainty(s.Executed),
			Billed:   certainty(s.Billed),
		}
		for _, b := range s.Body {
			out.Body = append(out.Body, apierr.Condition{Field: index[b.Key.Value], Values: values(b.Value.Values), Not: b.Value.Not || b.Value.Absent})
		}
		if s.Wire != nil {
			out.Wire = buildWire(s.Wire, fields)
		}
		list = append(list, out)
	}
	return list
}

// isStream reports whether the surface is reached through events or close
// codes only.
func (s *Surface) isStream() bool {
	return len(s.HTTP.Ranges) == 0 && (len(s.Event) > 0 || len(s.Close.Ranges) > 0)
}

func certainty(t yaml.Text) apierr.Certainty {
	c, _ := apierr.ParseCertainty(t.Value)
	return c
}

func linksOf(m yaml.Map[yaml.Text]) []apierr.Link {
	var list []apierr.Link
	for _, l := range m {
		list = append(list, apierr.Link{Title: l.Key.Value, URL: l.Value.Value})
	}
	return list
}

func texts(list []Prose) []string {
	var out []string
	for _, p := range list {
		out = append(out, prose.Text(p.Spans))
	}
	return out
}

// doc resolves what an entry says.
func (f *File) doc(e *Error) *apierr.Doc {
	kind, _ := apierr.ParseKind(e.Kind.Value)
	d := &apierr.Doc{
		Code:       e.Code,
		Title:      prose.Text(e.Title.Spans),
		Summary:    prose.Text(e.Summary.Spans),
		Kind:       kind,
		Family:     kind.Family(),
		Retry:      retryOf(e.Retry, kind.Retry()),
		Actor:      kind.Actor(),
		Scope:      kind.Scope(),
		Executed:   f.resolveCertainty(e, e.Executed, func(s *Surface) yaml.Text { return s.Executed }, kind.Executed()),
		Billed:     f.resolveCertainty(e, e.Billed, func(s *Surface) yaml.Text { return s.Billed }, apierr.Unstated),
		Surface:    strings.Join(e.surfaces(), ", "),
		Statuses:   e.statuses(),
		WireCodes:  e.wireCodes(),
		Causes:     texts(e.Causes),
		Fixes:      texts(e.Fixes),
		Checks:     texts(e.Checks),
		Links:      linksOf(e.Links),
		Sources:    f.sourcesOf(e),
		Guides:     f.guidesOf(e),
		Deprecated: prose.Text(e.Deprecated.Spans),
	}
	for _, r := range e.Renamed {
		d.Renamed = append(d.Renamed, cmp.Or(prose.Text(r.Title.Spans), r.Name.Value))
	}
	for _, v := range e.Variants {
		d.Variants = append(d.Variants, v.resolve(d))
	}
	return d
}

func retryOf(t yaml.Text, otherwise apierr.Retry) apierr.Retry {
	if r, ok := apierr.ParseRetry(t.Value); ok {
		return r
	}
	return otherwise
}

// surfaces lists where the entry's rules look for it, none if one of them looks
// everywhere.
func (e *Error) surfaces() []string {
	var list []string
	for _, r := range e.allRules() {
		if len(r.Surface) == 0 {
			return nil
		}
		for _, name := range r.Surface {
			if !slices.Contains(list, name.Value) {
				list = append(list, name.Value)
			}
		}
	}
	return list
}

// resolveCertainty returns what an entry says, else what all its surfaces say;
// otherwise is for surfaces that say nothing, and Unstated for an entry that
// means one thing here and another there.
func (f *File) resolveCertainty(e *Error, own yaml.Text, of func(*Surface) yaml.Text, otherwise apierr.Certainty) apierr.Certainty {
	if own.IsSet() {
		return certainty(own)
	}
	names := e.surfaces()
	if names == nil {
		names = append(f.Surfaces.Keys(), "") // and everywhere else
	}
	var said []apierr.Certainty
	for _, name := range names {
		c := otherwise
		if s, ok := f.Surfaces.Get(name); ok && of(s).IsSet() {
			c = certainty(of(s))
		}
		if !slices.Contains(said, c) {
			said = append(said, c)
		}
	}
	if len(said) > 1 {
		return apierr.Unstated
	}
	return said[0]
}

func (v *Variant) resolve(d *apierr.Doc) apierr.Variant {
	out := apierr.Variant{Kind: d.Kind, Family: d.Family, Retry: d.Retry, Actor: d.Actor, Executed: d.Executed, Scope: d.Scope, Summary: prose.Text(v.Summary.Spans), Causes: texts(v.Causes), Fixes: texts(v.Fixes)}
	for _, c := range v.Context {
		out.Contexts = append(out.Contexts, ContextOf(c.Key.Value, c.Value.Value))
	}
	if k, ok := apierr.ParseKind(v.Kind.Value); ok {
		out.Kind, out.Family, out.Retry, out.Actor, out.Executed, out.Scope = k, k.Family(), k.Retry(), k.Actor(), k.Executed(), k.Scope()
	}
	out.Retry = retryOf(v.Retry, out.Retry)
	if v.Executed.IsSet() {
		out.Executed = certainty(v.Executed)
	}
	return out
}

// CodeOf returns the code of a name: "fashn.OutOfCredits".
func (f *File) CodeOf(name string) apierr.Code { return apierr.Code(f.CodePrefix + "." + name) }

// ContextOf returns the run-time form of a context: "deployment=dedicated".
func ContextOf(name, value string) apierr.Context { return apierr.Context(name + "=" + value) }

// allRules lists what the entry's rules say, the entry's own keys first.
func (e *Error) allRules() []Rule {
	if len(e.Match) == 0 {
		return []Rule{e.Rule}
	}
	rules := make([]Rule, len(e.Match))
	for i, r := range e.Match {
		rules[i] = r.over(e.Rule)
	}
	return rules
}

// statuses lists the entry's statuses for people: "429", "5xx", "500-504".
func (e *Error) statuses() []string {
	var list []string
	for _, r := range e.allRules() {
		for _, s := range r.Status.Ranges {
			if text := statusText(s); !slices.Contains(list, text) {
				list = append(list, text)
			}
		}
	}
	return list
}

func statusText(r apierr.StatusRange) string {
	switch {
	case r.From == r.To:
		return strconv.Itoa(r.From)
	case r.From%100 == 0 && r.To == r.From+99:
		return strconv.Itoa(r.From/100) + "xx"
	}
	return strconv.Itoa(r.From) + "-" + strconv.Itoa(r.To)
}

// wireCodes lists the identifiers that the provider sends for the entry: codes,
// types where there are none, and what fields say that rules ask for:
// "reason=API_KEY_INVALID".
func (e *Error) wireCodes() []string {
	var list []string
	add := func(texts []yaml.Text, more string) {
		for _, t := range texts {
			if v := t.Value + more; v != "" && !slices.Contains(list, v) {
				list = append(list, v)
			}
		}
	}
	for _, r := range e.allRules() {
		codes := r.WireCode
		if codes.isZero() {
			codes = r.WireType
		}
		add(codes.Values, "")
		if codes.Prefix.Value != "" {
			add([]yaml.Text{codes.Prefix}, "…")
		}
		for _, f := range r.Field {
			name := f.Key.Value[strings.LastIndexByte(f.Key.Value, '.')+1:]
			for _, v := range f.Value.Values {
				add([]yaml.Text{{Value: name + "=" + v.Value}}, "")
			}
		}
	}
	return list
}

func (f *File) sourcesOf(e *Error) []apierr.Source {
	var list []apierr.Source
	for _, id := range e.Sources {
		for _, s := range f.Sources {
			if s.ID.Value == id.Value {
				list = append(list, apierr.Source{ID: s.ID.Value, URL: s.URL.Value, Verified: s.Verified.Value})
			}
		}
	}
	return list
}

// guidesOf lists the guides that name the entry; a guide that names none is
// for the provider as a whole.
func (f *File) guidesOf(e *Error) []apierr.Guide {
	var list []apierr.Guide
	for _, g := range f.Guides {
		if slices.Contains(g.Names(), e.Name.Value) {
			list = append(list, g.Doc())
		}
	}
	return list
}

// Names lists the errors that the guide is for, none for a guide that is for
// the provider as a whole.
func (g *Guide) Names() []string { return values(g.Errors) }

// Doc returns the guide as documentation has it.
func (g *Guide) Doc() apierr.Guide {
	return apierr.Guide{Title: prose.Text(g.Title.Spans), Text: prose.Text(g.Text.Spans), Checks: texts(g.Checks)}
}
