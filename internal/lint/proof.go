package lint

import (
	"cmp"
	"slices"

	"github.com/errbook/errbook/apierr/wire"
	"github.com/errbook/errbook/spec"
)

// checkSamples finds errors that no response proves. Those of an own API are proved by
// the test that sends them.
func checkSamples(f *spec.File, report reporter) {
	if f.Own.Value {
		return
	}
	for _, e := range f.Errors {
		if len(e.Samples) == 0 {
			report(e.Name.Pos, "show a response as the provider sends it", "an error should have a sample; %s has none", e.Name.Value)
		}
	}
}

// checkContradictions finds rules that a vague identifier alone makes take responses
// under 401 to 404, though their entry is worth a retry. Rules that ask for no status
// cannot: they do not hold there.
func checkContradictions(f *spec.File, report reporter) {
	for _, r := range f.Rows {
		if !r.Vague || !r.Entry.Doc.Retry.Retryable() {
			continue
		}
		for status := 401; status <= 404; status++ {
			if r.TakesStatus(status) && r.Suits.Has(status) {
				report(r.Entry.Name.Pos, "require a status that does not blame the caller, or a phrase", "a vague identifier must not make %d retryable; %s does", status, r.Entry.Name.Value)
				break
			}
		}
	}
}

// checkNearMisses finds statuses that several errors share of which none says
// how it differs from the others.
func checkNearMisses(f *spec.File, report reporter) {
	var statuses []wire.StatusRange
	sharing := map[wire.StatusRange][]*spec.Error{}
	byWords := map[wire.StatusRange]bool{}
	for _, r := range f.Rows {
		for _, s := range r.Statuses {
			byWords[s] = byWords[s] || r.HasPhrase()
			if slices.Contains(sharing[s], r.Entry) {
				continue
			}
			if sharing[s] == nil {
				statuses = append(statuses, s)
			}
			sharing[s] = append(sharing[s], r.Entry)
		}
	}
	for _, s := range statuses {
		list := sharing[s]
		slices.SortFunc(list, func(a, b *spec.Error) int { return cmp.Compare(a.Pos.Line, b.Pos.Line) })
		if len(list) < 2 || !byWords[s] || slices.ContainsFunc(list, func(e *spec.Error) bool { return len(e.NearMisses) > 0 }) {
			continue
		}
		report(list[0].Name.Pos, "add near_misses with is: to one of them", "errors that share status %d should have a near miss against each other; %s and %s have none", s.From, list[0].Name.Value, list[1].Name.Value)
	}
}
