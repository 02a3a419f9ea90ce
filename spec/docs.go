package spec

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"github.com/errbook/errbook/apierr"
	"github.com/errbook/errbook/apierr/errdoc"
	"github.com/errbook/errbook/apierr/wire"
	"github.com/errbook/errbook/spec/prose"
	"github.com/errbook/errbook/spec/yaml"
)

func linksOf(m yaml.Map[yaml.Text]) []errdoc.Link {
	var list []errdoc.Link
	for _, l := range m {
		list = append(list, errdoc.Link{Title: l.Key.Value, URL: l.Value.Value})
	}
	return list
}

// text returns prose as documentation has it. Its links can be had again from
// [File.Texts].
func (f *File) text(p Prose) string { return f.texts.Flatten(p.Spans) }

// list returns a list of prose likewise.
func (f *File) list(list []Prose) []string {
	var out []string
	for _, p := range list {
		out = append(out, f.text(p))
	}
	return out
}

// Texts has the links of the texts of the file's documentation.
func (f *File) Texts() prose.Texts { return f.texts }

func retryOf(t yaml.Text, otherwise apierr.Retry) apierr.Retry {
	if r, ok := errdoc.ParseRetry(t.Value); ok {
		return r
	}
	return otherwise
}

func actorOf(t yaml.Text, otherwise apierr.Actor) apierr.Actor {
	if a, ok := errdoc.ParseActor(t.Value); ok {
		return a
	}
	return otherwise
}

func scopeOf(t yaml.Text, otherwise apierr.Scope) apierr.Scope {
	return cmp.Or(apierr.Scope(t.Value), otherwise)
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

// variant returns what a variant of the error that d documents says, resolved.
func (f *File) variant(v *Variant, d *apierr.Doc) errdoc.Variant {
	out := errdoc.Variant{Kind: d.Kind, Family: d.Family, OwnKind: d.OwnKind, Retry: d.Retry, Actor: d.Actor, Executed: d.Executed, Scope: d.Scope, Summary: f.text(v.Summary), Causes: f.list(v.Causes), Fixes: f.list(v.Fixes)}
	for _, c := range v.Context {
		out.Contexts = append(out.Contexts, ContextOf(c.Key.Value, c.Value.Value))
	}
	if v.Kind.IsSet() {
		k := f.kindOf(v.Kind)
		out.Kind, out.Family, out.OwnKind = k.Name, k.Family, k.own()
		out.Retry, out.Actor, out.Executed, out.Scope = k.Retry, k.Actor, k.Executed, f.scopeOfKind(k)
	}
	out.Retry = retryOf(v.Retry, out.Retry)
	out.Actor, out.Scope = actorOf(v.Actor, out.Actor), scopeOf(v.Scope, out.Scope)
	if v.Executed.IsSet() {
		out.Executed = certainty(v.Executed)
	}
	return out
}

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
func (f *File) statuses(e *Error) []string {
	var list []string
	for _, r := range f.StatusRanges(e) {
		list = append(list, statusText(r))
	}
	return list
}

// StatusRanges returns the HTTP statuses under which an error is known to come:
// those that its rules ask for, then those of its samples that no rule names.
// Messages of streams and closes of WebSockets have none.
func (f *File) StatusRanges(e *Error) []wire.StatusRange {
	var list []wire.StatusRange
	for _, r := range e.allRules() {
		for _, s := range r.Status.Ranges {
			if !slices.Contains(list, s) {
				list = append(list, s)
			}
		}
	}
	ruled := len(list)
	add := func(s *Sample) {
		r := s.Response(f)
		has := func(known wire.StatusRange) bool { return known.Has(r.Status) }
		if r.Status != 0 && !r.Stream && r.Close == 0 && !slices.ContainsFunc(list, has) {
			list = append(list, wire.StatusRange{From: r.Status, To: r.Status})
		}
	}
	for i := range e.Samples {
		add(&e.Samples[i])
	}
	for i := range e.Variants {
		for j := range e.Variants[i].Samples {
			add(&e.Variants[i].Samples[j])
		}
	}
	slices.SortFunc(list[ruled:], func(a, b wire.StatusRange) int { return cmp.Compare(a.From, b.From) })
	return list
}

func statusText(r wire.StatusRange) string {
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

// sourcesOf lists the sources that the entry rests on.
func (f *File) sourcesOf(e *Error) []errdoc.Source {
	var list []errdoc.Source
	for _, id := range e.Sources {
		for i := range f.Sources {
			if s := &f.Sources[i]; s.ID.Value == id.Value {
				list = append(list, s.Doc())
			}
		}
	}
	return list
}

// Doc returns the source as documentation has it.
func (s *Source) Doc() errdoc.Source {
	return errdoc.Source{ID: s.ID.Value, URL: s.URL.Value, Verified: s.Verified.Value, AsOf: s.AsOf.Value, Basis: cmp.Or(s.Basis.Value, "official")}
}

// guidesOf lists the guides that name the entry; a guide that names none is
// for the provider as a whole.
func (f *File) guidesOf(e *Error) []errdoc.Guide {
	var list []errdoc.Guide
	for i := range f.Guides {
		if g := &f.Guides[i]; slices.Contains(g.Names(), e.Name.Value) {
			list = append(list, g.Doc)
		}
	}
	return list
}

// Names lists the errors that the guide is for, none for a guide that is for
// the provider as a whole.
func (g *Guide) Names() []string { return values(g.Errors) }
