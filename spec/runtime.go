package spec

import (
	"strings"

	"github.com/errbook/errbook/apierr"
	"github.com/errbook/errbook/apierr/errdoc"
	"github.com/errbook/errbook/apierr/wire"
	"github.com/errbook/errbook/spec/prose"
	"github.com/errbook/errbook/spec/yaml"
)

// Runtime returns the provider as apierr runs it, with the interpreter of the
// rules as its classifier. Generated code holds the same values, and
// switches instead of the interpreter.
func (f *File) Runtime() *apierr.Provider { return f.runtime }

// Facts returns what apierr runs on, the rules and the documentation apart.
func (f *File) Facts() *wire.Provider { return f.facts }

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
			p.Steps = append(p.Steps, Step{Kind: wire.StepKey, Key: key})
		}
		list = append(list, p)
	}
	return list
}

// MainWire returns where the provider's errors have their parts, surfaces with a
// wire of their own apart.
func (f *File) MainWire() *Wire {
	switch {
	case f.Wire != nil:
		return f.Wire
	case f.Own.Value:
		return problemWire
	}
	return openAIWire
}

// isAboutModels reports whether the API is one of models: whether what is known of those
// judges its responses.
func (f *File) isAboutModels() bool { return f.GenericPart() == wire.GenericAI }

// scopeOfKind returns what an error of a kind affects where the entry does not say so.
func (f *File) scopeOfKind(k *Kind) apierr.Scope { return scopeWithout(!f.isAboutModels(), k) }

// scopeWithout returns what an error of a kind affects, which where there are no models
// is not one of them.
func scopeWithout(neutral bool, k *Kind) apierr.Scope {
	if neutral && k.Scope == apierr.ScopeModel && !k.Own {
		return apierr.ScopeProvider
	}
	return k.Scope
}

// GenericPart returns what of the generic layer may judge responses that no rule
// takes.
func (f *File) GenericPart() wire.Generic {
	for _, stated := range []string{f.Generic.Value, f.settings.Generic} {
		if part, ok := wire.ParseGeneric(stated); ok {
			return part
		}
	}
	if f.Own.Value {
		return wire.GenericHTTP
	}
	return wire.GenericAI
}

// build makes the run-time provider and the documentation of every entry.
func (f *File) build() {
	f.texts = prose.Texts{}
	for i := range f.Guides {
		g := &f.Guides[i]
		g.Doc = errdoc.Guide{Title: f.text(g.Title), Text: f.text(g.Text), Checks: f.list(g.Checks)}
	}
	for _, s := range f.Surfaces {
		s.Value.Text = f.text(s.Value.Summary)
	}
	byCode := make(map[apierr.Code]*apierr.Doc, len(f.Errors))
	for _, e := range f.Errors {
		e.Doc = f.doc(e)
		byCode[e.Code] = e.Doc
		for _, r := range e.Renamed {
			byCode[f.CodeOf(r.Name.Value)] = e.Doc
		}
	}
	fields := f.fieldPaths()
	f.facts = &wire.Provider{
		ID:       f.Provider.Value,
		Name:     f.Name.Value,
		OTelName: f.OTel.Value,
		Hosts:    values(f.Hosts),
		Links:    linksOf(f.Links),
		Support:  values(f.Support.Include),
		Tips:     f.list(f.Tips),
		Limits:   f.limits(),
		Wire:     buildWire(f.MainWire(), fields),
		Surfaces: f.surfaces(fields),
		Generic:  f.GenericPart(),
	}
	lookup := func(code apierr.Code) *apierr.Doc { return byCode[code] }
	f.rules = newClauseIndex(clauses(f.Rows))
	f.runtime = apierr.NewProvider(f.facts, f.rules.classify, lookup)
}

// Classify says which error a response is, as the generated function with this name
// does: by the rules of the file alone. It needs a file of a checked book.
func (f *File) Classify(fields *wire.Fields) apierr.Verdict { return f.rules.classify(fields) }

// fieldPaths lists the paths that rules and surfaces ask for by name. Their
// order is the numbering of wire.Wire.Fields.
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

func (f *File) limits() []wire.Limit {
	var list []wire.Limit
	for _, l := range f.Limits {
		format, _ := wire.ParseDelayFormat(l.Format.Value)
		list = append(list, wire.Limit{Header: l.Header.Value, Means: l.Means.Value, Format: format})
	}
	return list
}

func (f *File) surfaces(fields []Path) []wire.Surface {
	index := indexPaths(fields)
	var list []wire.Surface
	for _, entry := range f.Surfaces {
		s := entry.Value
		out := wire.Surface{
			Name:     entry.Key.Value,
			Statuses: s.HTTP.Ranges,
			Paths:    values(s.Path),
			Events:   values(s.Event),
			Ends:     values(s.End),
			Close:    s.Close.Ranges,
			Stream:   s.isStream(),
			Executed: certainty(s.Executed),
			Billed:   certainty(s.Billed),
		}
		for _, b := range s.Body {
			out.Body = append(out.Body, wire.Condition{Field: index[b.Key.Value], Values: values(b.Value.Values), Not: b.Value.Not || b.Value.Absent})
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
	c, _ := wire.ParseCertainty(t.Value)
	return c
}

// CodeOf returns the code of a name: "fashn.OutOfCredits".
func (f *File) CodeOf(name string) apierr.Code { return apierr.Code(f.CodePrefix + "." + name) }

// ContextOf returns the run-time form of a context: "deployment=dedicated".
func ContextOf(name, value string) apierr.Context { return apierr.Context(name + "=" + value) }
