package lint

import (
	"cmp"
	"slices"

	"github.com/errbook/errbook/apierr/wire"
	"github.com/errbook/errbook/spec"
)

func checkSamples(f *spec.File, report reporter) {
	for _, e := range f.Errors {
		if len(e.Samples) == 0 {
			report(e.Name.Pos, "show a response as the provider sends it", "an error should have a sample; %s has none", e.Name.Value)
		}
	}
}

// checkNearMisses finds statuses that several errors share of which none says
// how it differs from the others.
func checkNearMisses(f *spec.File, report reporter) {
	var statuses []wire.StatusRange
	sharing := map[wire.StatusRange][]*spec.Error{}
	for _, r := range f.Rows {
		for _, s := range r.Statuses {
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
		if len(list) < 2 || slices.ContainsFunc(list, func(e *spec.Error) bool { return len(e.NearMisses) > 0 }) {
			continue
		}
		report(list[0].Name.Pos, "add near_misses with is: to one of them", "errors that share status %d should have a near miss against each other; %s and %s have none", s.From, list[0].Name.Value, list[1].Name.Value)
	}
}
