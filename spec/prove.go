package spec

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/errbook/errbook/apierr/wire"
	"github.com/errbook/errbook/spec/yaml"
)

// A prover shows that a provider's rules leave no response to chance: no two
// rules of equal rank and equally many constraints take the same response, and
// every rule takes some response that no rule before it takes.
//
// It compares rules pair by pair. An index keeps that near linear: two rules that
// ask for different codes, or for different values of a field, never meet.
type prover struct {
	rules []*Row
	index map[Rank]*ruleIndex
	// hasStatus reports whether an error on a surface can have a status.
	hasStatus func(surface string) bool
}

func newProver(rules []*Row, hasStatus func(surface string) bool) *prover {
	byRank := map[Rank][]*Row{}
	for _, r := range rules {
		byRank[r.Rank] = append(byRank[r.Rank], r)
	}
	p := &prover{rules: rules, index: map[Rank]*ruleIndex{}, hasStatus: hasStatus}
	for rank, list := range byRank {
		p.index[rank] = newRuleIndex(list)
	}
	return p
}

// peers returns the other rules of r's rank that could take a response that r takes.
func (p *prover) peers(r *Row) []*Row { return p.index[r.Rank].peers(r, true) }

// unknownPeers is peers for a response of unknown status.
func (p *prover) unknownPeers(r *Row) []*Row { return p.index[r.Rank].peers(r, false) }

// settleStatus finds the rules that may take a response whose status is not
// known: those whose other demands no other entry's rule of the rank shares.
func (p *prover) settleStatus() {
	for _, r := range p.rules {
		r.AnyStatus = len(r.Statuses) > 0 && r.Rank > RankStatus && !slices.ContainsFunc(p.unknownPeers(r), r.rivals)
	}
}

// rivals reports whether s could claim a response of unknown status as well as r.
func (r *Row) rivals(s *Row) bool {
	if r.Entry == s.Entry || closenessDecides(r, s) {
		return false
	}
	if r.HasPhrase() && !r.samePhrase(s) {
		return false
	}
	a, b := *r, *s
	a.Statuses, b.Statuses = nil, nil
	_, meet := a.meets(&b)
	return meet
}

// samePhrase reports whether a phrase of one rule contains one of the other.
func (r *Row) samePhrase(s *Row) bool {
	for _, a := range r.Any {
		for _, b := range s.Any {
			if strings.Contains(a, b) || strings.Contains(b, a) {
				return true
			}
		}
	}
	return false
}

// A clash is a rule, and rules of equal weight before it that take a response
// that it takes.
type clash struct {
	row     *Row
	with    []*Row
	witness string // a response that the first of them takes, too
}

// maxClashes is how many clashes are looked for: further ones are of the same kind.
const maxClashes = 100

// clashes lists the rules between which nothing decides.
func (p *prover) clashes() []clash {
	var found []clash
	for _, r := range p.rules {
		if r.HasPhrase() {
			continue // among phrases the order decides
		}
		c := clash{row: r}
		for _, s := range p.peers(r) {
			if s.order >= r.order || s.Entry == r.Entry || s.weight != r.weight || s.constraints != r.constraints || closenessDecides(s, r) {
				continue
			}
			if witness, ok := p.meet(s, r); ok {
				if c.with == nil {
					c.witness = witness
				}
				c.with = append(c.with, s)
			}
		}
		if c.with != nil {
			found = append(found, c)
		}
		if len(found) == maxClashes {
			break
		}
	}
	return found
}

// meet is meets for rules of the provider: where a response can have no status,
// it meets no rule that asks for one.
func (p *prover) meet(r, s *Row) (witness string, ok bool) {
	if len(r.Statuses)+len(s.Statuses) == 0 {
		return r.meets(s)
	}
	shared, ok := sharedSurfaces(r.Surfaces, s.Surfaces)
	if !ok || len(shared) > 0 && !slices.ContainsFunc(shared, p.hasStatus) {
		return "", false
	}
	return r.meets(s)
}

// meets describes a response that both rules take, phrases apart, and reports
// whether there is one.
func (r *Row) meets(s *Row) (witness string, ok bool) {
	var w []string
	note := func(name, value string) {
		if value != "" {
			w = append(w, name+" "+value)
		}
	}
	surfaces, ok := sharedSurfaces(r.Surfaces, s.Surfaces)
	if !ok {
		return "", false
	}
	note("surface", strings.Join(surfaces[:min(1, len(surfaces))], ""))
	for _, d := range []struct {
		name string
		a, b []wire.StatusRange
	}{{"status", r.Statuses, s.Statuses}, {"close code", r.Close, s.Close}} {
		n, ok := sharedStatus(d.a, d.b)
		if !ok {
			return "", false
		}
		note(d.name, n)
	}
	for _, d := range []struct {
		name string
		a, b Test
	}{{"code", r.Codes, s.Codes}, {"type", r.Types, s.Types}} {
		v, ok := d.a.shared(d.b)
		if !ok {
			return "", false
		}
		note(d.name, quoteWitness(v))
	}
	for _, t := range pairs(r, s) {
		v, ok := t.a.shared(t.b)
		if !ok {
			return "", false
		}
		note(t.name, quoteWitness(v))
	}
	return strings.Join(w, ", "), true
}

func quoteWitness(v string) string {
	if v == "" {
		return ""
	}
	return strconv.Quote(v)
}

// sharedSurfaces lists the surfaces that both lists have, an empty list having
// all, and reports whether there is one.
func sharedSurfaces(a, b []string) (shared []string, ok bool) {
	if len(a) == 0 {
		a, b = b, a
	}
	if len(b) == 0 {
		return a, true
	}
	for _, s := range a {
		if slices.Contains(b, s) {
			shared = append(shared, s)
		}
	}
	return shared, len(shared) > 0
}

func sharedStatus(a, b []wire.StatusRange) (string, bool) {
	if len(a) == 0 {
		a, b = b, a
	}
	if len(a) == 0 {
		return "", true
	}
	for _, r := range a {
		for n := r.From; n <= r.To; n++ {
			if len(b) == 0 || inRanges(b, n) {
				return strconv.Itoa(n), true
			}
		}
	}
	return "", false
}

// A testPair is what two rules ask of one field or header; an empty Test asks
// for nothing.
type testPair struct {
	name string
	a, b Test
}

// pairs lists what two rules ask of fields and headers.
func pairs(r, s *Row) []testPair {
	var list []testPair
	r.eachTest(func(name string, t Test) { list = append(list, testPair{name, t, Test{}}) })
	s.eachTest(func(name string, t Test) {
		i := slices.IndexFunc(list, func(p testPair) bool { return strings.EqualFold(p.name, name) })
		if i < 0 {
			list = append(list, testPair{name, Test{}, t})
		} else {
			list[i].b = t
		}
	})
	return list
}

func (r *Row) eachTest(f func(name string, t Test)) {
	for _, t := range r.Fields {
		f("field "+t.Path, t.Test)
	}
	for _, t := range r.Headers {
		f("header "+t.Name, t.Test)
	}
}

// covered returns a rule before r that takes every response that r takes, nil
// if there is none.
//
// A rule that covers r constrains no dimension that r leaves open, so it has
// r's rank. Phrases are compared as texts: a rule whose
// phrase is part of r's phrase hears everything that r hears.
func (p *prover) covered(r *Row) *Row {
	for _, s := range p.peers(r) {
		if s != r && compareRules(s, r) < 0 && s.covers(r) {
			return s
		}
	}
	return nil
}

func (r *Row) covers(s *Row) bool {
	return subset(r.Surfaces, s.Surfaces) && statusSubset(r.Statuses, s.Statuses) && statusSubset(r.Close, s.Close) &&
		r.Codes.covers(s.Codes) && r.Types.covers(s.Types) &&
		coversTests(pairs(r, s)) && r.hearsAll(s)
}

func coversTests(pairs []testPair) bool {
	return !slices.ContainsFunc(pairs, func(t testPair) bool { return !t.a.covers(t.b) })
}

// subset reports whether every surface of inner is one of outer; no surfaces are all.
func subset(outer, inner []string) bool {
	return len(outer) == 0 || len(inner) > 0 && !slices.ContainsFunc(inner, func(s string) bool { return !slices.Contains(outer, s) })
}

func statusSubset(outer, inner []wire.StatusRange) bool {
	if len(outer) == 0 {
		return true
	}
	for _, r := range inner {
		for n := r.From; n <= r.To; n++ {
			if !inRanges(outer, n) {
				return false
			}
		}
	}
	return len(inner) > 0
}

// covers reports whether t takes everything that u takes.
func (t Test) covers(u Test) bool {
	switch {
	case t.IsZero():
		return true
	case len(u.Values) > 0:
		return !slices.ContainsFunc(u.Values, func(v string) bool { return !t.Takes(v) })
	case u.Prefix != "":
		return t.Prefix != "" && strings.HasPrefix(u.Prefix, t.Prefix) || t.Present
	case u.Contains != "":
		return t.Contains != "" && strings.Contains(u.Contains, t.Contains) || t.Present
	}
	return t.Present && u.Present
}

// hearsAll reports whether every message that s takes is one that r takes.
func (r *Row) hearsAll(s *Row) bool {
	for _, n := range r.Not {
		if !slices.ContainsFunc(s.Not, func(m string) bool { return strings.Contains(n, m) }) {
			return false
		}
	}
	for _, phrase := range s.Any {
		if !slices.ContainsFunc(r.Any, func(p string) bool { return strings.Contains(phrase, p) }) {
			return false
		}
	}
	return len(r.Any) == 0 || len(s.Any) > 0
}

// A senseless rule is one that makes no sense by itself: why, where, and what helps.
type senseless struct {
	why, hint string
	pos       yaml.Pos
}

// unreachable says why the rule makes no sense by itself: no response, or every
// one, would satisfy it; nil if it does.
func (f *File) unreachable(r *Row) *senseless {
	if r.constraints == 0 {
		return &senseless{why: "a rule must have a condition, at least a status or a code; found one that matches every error", pos: r.pos}
	}
	if !r.Codes.IsZero() && !f.reads(func(w *Wire) bool { return len(w.Code) > 0 }) {
		return &senseless{why: "wire.code must say where codes are before a rule can ask for one", pos: r.pos}
	}
	if !r.Types.IsZero() && !f.reads(func(w *Wire) bool { return len(w.Type) > 0 }) {
		return &senseless{why: "wire.type must say where types are before a rule can ask for one", pos: r.pos}
	}
	for _, s := range r.Statuses {
		if s.From < 400 {
			return &senseless{
				why:  fmt.Sprintf("a rule's status must be an error's, 400 to 599; found %d", s.From),
				hint: "an error under a status below 400 is on a surface, which says how failure shows: surfaces: {job: {http: [200], body: {status: failed}}}; its entry has surface: job and no status",
				pos:  r.statusPos,
			}
		}
	}
	if len(r.Statuses) > 0 && len(r.Surfaces) > 0 && !slices.ContainsFunc(r.Surfaces, func(s string) bool { return f.surfaceHas(s, r.Statuses) }) {
		return &senseless{why: fmt.Sprintf("a rule's status must be one that its surface can have; surface %s has none of them", r.Surfaces[0]), pos: r.statusPos}
	}
	return nil
}

// reads reports whether one of the provider's wires has something.
func (f *File) reads(has func(*Wire) bool) bool {
	if has(f.MainWire()) {
		return true
	}
	for _, s := range f.Surfaces {
		if s.Value.Wire != nil && has(s.Value.Wire) {
			return true
		}
	}
	return false
}

// surfaceHas reports whether an error on the surface can have one of the statuses.
func (f *File) surfaceHas(name string, statuses []wire.StatusRange) bool {
	s, ok := f.Surfaces.Get(name)
	if !ok {
		return false
	}
	w := f.MainWire()
	if s.Wire != nil {
		w = s.Wire
	}
	if len(w.Status) > 0 || len(s.HTTP.Ranges) == 0 {
		return true
	}
	_, shared := sharedStatus(s.HTTP.Ranges, statuses)
	return shared
}
