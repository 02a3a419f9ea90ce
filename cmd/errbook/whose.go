package main

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/errbook/errbook/internal/classify"
	"github.com/errbook/errbook/internal/shelf"
	"github.com/errbook/errbook/internal/whose"
	"github.com/errbook/errbook/spec"
	"github.com/errbook/errbook/spec/suggest"
)

// maxSuspects is how many providers a hint names.
const maxSuspects = 4

// whoseIsIt returns the file of the provider that a response gives away, nil for none,
// and says which it is.
func whoseIsIt(w io.Writer, books *shelf.Shelf, text string, a *classify.Response) (*spec.File, error) {
	traits, err := books.Traits()
	if err != nil {
		return nil, err
	}
	clues, findings := make([]whose.Clues, len(traits)), []whose.Finding(nil)
	for i, t := range traits {
		clues[i] = t.Clues
		if e := a.Error(t.Runtime()); e != nil {
			findings = append(findings, whose.Finding{Provider: t.Facts.ID, Code: string(e.Code), Match: e.Match})
		}
	}
	var headers []string
	for name := range a.Header {
		headers = append(headers, strings.ToLower(name))
	}
	slices.Sort(headers)
	suspects := whose.Rank(whose.Among(clues), text, headers, whose.ShapeIn(string(a.Body)), findings)
	if id := whose.Named(suspects); id != "" {
		say(w, "this looks like a response from %s", id)
		hint(w, "name the provider with --provider")
		return books.File(id)
	}
	say(w, "nothing in the response says which API sent it; using generic rules")
	hint(w, "name the provider with --provider%s", suspectWords(suspects))
	return nil, nil
}

// suspectWords names the providers that a response may well be of.
func suspectWords(suspects []whose.Suspect) string {
	var ids []string
	for _, s := range suspects[:min(len(suspects), maxSuspects)] {
		if s.Score >= whose.Sure/2 {
			ids = append(ids, s.Provider)
		}
	}
	if len(ids) == 0 {
		return ""
	}
	return fmt.Sprintf(": perhaps %s", suggest.Or(ids))
}
