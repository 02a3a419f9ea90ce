package spec

import (
	"fmt"
	"slices"

	"github.com/errbook/errbook/apierr"
)

// checkRules builds the classifier of a file whose entries are all in order,
// and reports what it leaves to chance: rules between which nothing decides,
// rules that nothing can reach, and samples that come back as another entry.
func (f *File) checkRules(r *reporter) {
	f.Rows = f.makeRows()
	p := newProver(f.Rows)
	p.settleStatus()
	ok := f.checkReach(r, p)
	for _, c := range p.clashes() {
		ok = false
		r.report(c.b.pos, "give one of them a surface, a type, a field or a phrase that the other has not",
			"rules of equal rank must not take the same response; %s (line %d) and %s both take one with %s", c.a.Entry.Name.Value, c.a.pos.Line, c.b.Entry.Name.Value, c.witness)
	}
	slices.SortStableFunc(f.Rows, compareRules)
	f.build()
	if ok {
		f.checkSamples(r)
	}
}

func (f *File) makeRows() []*Row {
	index := indexPaths(f.fieldPaths())
	var rows []*Row
	for _, e := range f.Errors {
		for _, row := range makeRules(e, index) {
			row.order = len(rows)
			rows = append(rows, row)
		}
	}
	return rows
}

// checkReach reports the rules that no response can reach.
func (f *File) checkReach(r *reporter, p *prover) (ok bool) {
	ok = true
	for _, row := range f.Rows {
		if why := f.unreachable(row); why != "" {
			ok = false
			r.report(row.pos, "", "%s", why)
			continue
		}
		if s := p.covered(row); s != nil {
			ok = false
			r.report(row.pos, "", "every rule must take some response; all that this rule of %s takes is taken before by the rule of %s in line %d", row.Entry.Name.Value, s.Entry.Name.Value, s.pos.Line)
		}
	}
	return ok
}

// checkSamples holds every sample against the classifier.
func (f *File) checkSamples(r *reporter) {
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

func (f *File) checkSample(r *reporter, e *Error, s *Sample) {
	v, isError := f.runtime.In(s.Contexts()...).Verdict(s.Response(f))
	if v.Code != e.Code {
		r.report(s.Pos, f.whyNot(e, s), "a sample must come back as its own entry, %s; it came back as %s", e.Name.Value, f.answer(v, isError))
	}
}

func (f *File) checkNearMiss(r *reporter, e *Error, s *Sample) {
	v, isError := f.runtime.In(s.Contexts()...).Verdict(s.Response(f))
	switch {
	case v.Code == e.Code:
		r.report(s.Pos, "", "a near miss must not come back as its entry; it came back as %s", e.Name.Value)
	case s.Is.IsSet() && v.Code != f.CodeOf(s.Is.Value):
		r.report(s.Is.Pos, "", "a near miss must come back as what it is, %s; it came back as %s", s.Is.Value, f.answer(v, isError))
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
			return fmt.Sprintf("%s (line %d)", e.Name.Value, e.Pos.Line)
		}
	}
	return string(v.Code)
}

// whyNot hints at what most often keeps a sample from its entry.
func (f *File) whyNot(e *Error, s *Sample) string {
	if len(e.Surface) > 0 && !s.Surface.IsSet() && s.Status.Value == 0 {
		return "give the sample a status, or the surface where it was seen"
	}
	return ""
}
