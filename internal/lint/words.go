package lint

import (
	"slices"

	"github.com/errbook/errbook/internal/voice"
	"github.com/errbook/errbook/spec"
	"github.com/errbook/errbook/spec/prose"
)

// checkWords holds everything that is written for people to the table of words:
// sentences, guides, and the summaries of surfaces.
func checkWords(f *spec.File, report reporter) {
	check := func(p spec.Prose, text string, report reporter) {
		for _, s := range voice.Find(text) {
			report(p.Pos, "say "+s.Say, "one thing should have one word everywhere; found %q", s.Found)
		}
	}
	sentences(check)(f, report)
	for _, p := range otherProse(f) {
		check(p, prose.Text(p.Spans), report)
	}
}

// otherProse lists the prose of a file that is not advice: what surfaces
// and guides are, what a deprecated error was replaced by.
func otherProse(f *spec.File) []spec.Prose {
	var list []spec.Prose
	for i := range f.Surfaces {
		list = append(list, f.Surfaces[i].Value.Summary)
	}
	for i := range f.Guides {
		list = append(list, f.Guides[i].Title, f.Guides[i].Text)
	}
	for _, e := range f.Errors {
		list = append(list, e.Deprecated)
	}
	return slices.DeleteFunc(list, func(p spec.Prose) bool { return !p.IsSet() })
}
