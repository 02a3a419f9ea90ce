package find

import (
	"strings"

	"github.com/errbook/errbook/spec"
)

// What a hit is worth, by where it is.
const (
	nameWeight    = 6 // provider, title, codes, statuses
	formerWeight  = 5
	contextWeight = 4
	kindWeight    = 3
	phraseWeight  = 2
)

// Provider returns the words by which a provider is known.
func Provider(f *spec.File) string {
	return f.Provider.Value + " " + strings.ReplaceAll(f.Provider.Value, "-", "") + " " + f.Name.Value
}

// Of returns the item of an error.
func Of(f *spec.File, e *spec.Error) Item {
	var former, contexts, kinds []string
	for _, r := range e.Doc.Renamed {
		former = append(former, r.Title, string(r.Code))
	}
	kinds = append(kinds, e.Doc.Kind.String(), string(e.Doc.Family))
	for i := range e.Doc.Variants {
		v := &e.Doc.Variants[i]
		kinds = append(kinds, v.Kind.String())
		for _, c := range v.Contexts {
			contexts = append(contexts, string(c))
		}
	}
	return Item{
		Title: e.Doc.Title,
		Fields: []Field{
			{nameWeight, Provider(f)},
			{nameWeight, e.Doc.Title + " " + e.Name.Value},
			{nameWeight, strings.Join(e.Doc.WireCodes, " ")},
			{nameWeight, strings.Join(e.Doc.Statuses, " ")},
			{formerWeight, strings.Join(former, " ")},
			{contextWeight, strings.Join(contexts, " ")},
			{kindWeight, strings.Join(kinds, " ")},
			{phraseWeight, Phrases(e)},
		},
	}
}

// Phrases returns what the message of an error is known to contain: what its rules
// ask for.
func Phrases(e *spec.Error) string {
	var list []string
	for _, r := range append([]spec.Rule{e.Rule}, e.Match...) {
		if r.Message != nil {
			for _, p := range r.Message.Any {
				list = append(list, p.Value)
			}
		}
	}
	return strings.Join(list, " ")
}
