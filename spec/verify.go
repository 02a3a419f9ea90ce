package spec

import (
	"fmt"
	"slices"

	"github.com/errbook/errbook/apierr"
	"github.com/errbook/errbook/apierr/wire"
	"github.com/errbook/errbook/spec/suggest"
	"github.com/errbook/errbook/spec/yaml"
)

// checkRules builds the classifier of a file whose entries are all in order,
// and reports what it leaves to chance: rules between which nothing decides,
// rules that nothing can reach, and samples that come back as another entry.
func (f *File) checkRules(r *yaml.Reporter) {
	f.Rows = f.makeRows()
	p := newProver(f.Rows, func(surface string) bool { return f.surfaceHas(surface, anyStatus) })
	if row, n := p.crowd(); row != nil {
		r.Report(row.pos, "give them codes, types or values of a field, or divide the file", "rules that no code, type or field distinguishes must be few enough to compare, about 4000; found %d like this one", n)
		return
	}
	settleClasses(f.Rows)
	p.settleStatus()
	ok := f.checkReach(r, p)
	for _, c := range p.clashes() {
		ok = false
		r.Report(c.row.pos, f.hint(c),
			"rules of equal rank must not match the same response; %s (%s) and %s both match one with %s", c.with[0].Entry.Name.Value, f.LineOf(c.with[0].pos), c.row.Entry.Name.Value, c.witness)
	}
	slices.SortStableFunc(f.Rows, compareRules)
	f.build()
	if ok {
		f.checkSamples(r)
		f.checkSending(r)
	}
}

// checkSending reports the errors of an own API that cannot be sent: those of which no
// response can be made that is read as the error.
func (f *File) checkSending(r *yaml.Reporter) {
	if !f.Own.Value {
		return
	}
	for _, e := range f.Errors {
		if looks, missing := f.Looks(e); len(looks) == 0 {
			r.Report(e.Pos, "give it a code, and the wire a path to the code and to the message", "an error of your own API must have a response that can be sent; found none for %s: %s", e.Name.Value, missing[0].Why)
		}
	}
}

// anyStatus is every status that an error can have.
var anyStatus = []wire.StatusRange{{From: 400, To: 599}}

// maxOthers is how many rules a hint names at most.
const maxOthers = 10

// hint says what helps, and which other rules the rule meets.
func (f *File) hint(c clash) string {
	hint := "give one of them a surface, a type, a field or a phrase that the other does not have"
	if len(c.with) == 1 {
		return hint
	}
	var others []string
	for _, r := range c.with[1:min(len(c.with), maxOthers)] {
		others = append(others, fmt.Sprintf("%s (%s)", r.Entry.Name.Value, f.LineOf(r.pos)))
	}
	if more := len(c.with) - maxOthers; more > 0 {
		others = append(others, fmt.Sprintf("%d more", more))
	}
	return hint + "; it also meets " + suggest.And(others)
}

func (f *File) makeRows() []*Row {
	index := indexPaths(f.fieldPaths())
	var rows []*Row
	for _, e := range f.Errors {
		for _, row := range makeRules(e, f.kindOf(e.Kind), index) {
			row.order = len(rows)
			rows = append(rows, row)
		}
	}
	return rows
}

// checkReach reports the rules that no response can reach.
func (f *File) checkReach(r *yaml.Reporter, p *prover) (ok bool) {
	ok = true
	for _, row := range f.Rows {
		if s := f.unreachable(row); s != nil {
			ok = false
			r.Report(s.pos, s.hint, "%s", s.why)
			continue
		}
		if s := p.covered(row); s != nil {
			ok = false
			r.Report(row.pos, "", "every rule must be reachable; all responses that this rule of %s matches are matched first by the rule of %s on %s", row.Entry.Name.Value, s.Entry.Name.Value, f.LineOf(s.pos))
		}
	}
	return ok
}

// checkSamples holds every sample against the classifier.
func (f *File) checkSamples(r *yaml.Reporter) {
	for _, e := range f.Errors {
		for i := range e.Samples {
			f.checkSample(r, e, &e.Samples[i])
		}
		for i := range e.Variants {
			for j := range e.Variants[i].Samples {
				f.checkSample(r, e, e.Variants[i].Sample(j))
			}
		}
		for i := range e.NearMisses {
			f.checkNearMiss(r, e, &e.NearMisses[i])
		}
	}
}

func (f *File) checkSample(r *yaml.Reporter, e *Error, s *Sample) {
	if surface, ok := f.Surfaces.Get(s.Surface.Value); ok && s.Status.IsSet() && !surface.isStream() && !surface.takesStatus(s.Status.Value) {
		r.Report(s.Status.Pos, "", "a sample's status must be one that its surface has; surface %s has no %d", s.Surface.Value, s.Status.Value)
		return
	}
	v, isError := f.runtime.In(s.Contexts()...).Verdict(s.Response(f))
	if v.Code != e.Code {
		r.Report(s.Pos, f.whyNot(e, s, v), "a sample must be classified as its own entry, %s; it was classified as %s", e.Name.Value, f.answer(v, isError))
	}
}

func (f *File) checkNearMiss(r *yaml.Reporter, e *Error, s *Sample) {
	v, isError := f.runtime.In(s.Contexts()...).Verdict(s.Response(f))
	switch {
	case v.Code == e.Code:
		r.Report(s.Pos, "", "a near miss must not be classified as its entry; it was classified as %s", e.Name.Value)
	case s.Is.IsSet() && v.Code != f.CodeOf(s.Is.Value):
		r.Report(s.Is.Pos, "", "a near miss must be classified as what it is, %s; it was classified as %s", s.Is.Value, f.answer(v, isError))
	}
}

// answer says in words what the classifier made of a sample.
func (f *File) answer(v apierr.Verdict, isError bool) string {
	switch {
	case !isError:
		return "no error at all"
	case v.Code == "":
		return fmt.Sprintf("undocumented (%s)", v.Kind)
	}
	for _, e := range f.Errors {
		if e.Code == v.Code {
			return fmt.Sprintf("%s (%s)", e.Name.Value, f.LineOf(e.Pos))
		}
	}
	return string(v.Code)
}

// takesStatus reports whether a response on the surface can have an HTTP status.
func (s *Surface) takesStatus(status int) bool {
	if len(s.HTTP.Ranges) == 0 {
		return status >= 400
	}
	return inRanges(s.HTTP.Ranges, status)
}

// whyNot hints at what most often keeps a sample from its entry.
func (f *File) whyNot(e *Error, s *Sample, v apierr.Verdict) string {
	switch {
	case len(e.Surface) > 0 && !s.Surface.IsSet() && s.Status.Value == 0:
		return "give the sample a status, or the surface where it was seen"
	case v.Code == "" && v.Match >= apierr.MatchPattern:
		return "the body says more than the status: ask for the message or the code, or use a body that says less"
	}
	return ""
}
