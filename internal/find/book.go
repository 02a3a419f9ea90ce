package find

import (
	"slices"
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

// The places of an error's fields in its item.
const (
	ProviderField = iota
	TitleField
	CodesField
	StatusesField
	FormerField
	ContextsField
	KindsField
	PhrasesField
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
			ProviderField: {nameWeight, Provider(f)},
			TitleField:    {nameWeight, e.Doc.Title + " " + e.Name.Value},
			CodesField:    {nameWeight, strings.Join(e.Doc.WireCodes, " ")},
			StatusesField: {nameWeight, strings.Join(e.Doc.Statuses, " ")},
			FormerField:   {formerWeight, strings.Join(former, " ")},
			ContextsField: {contextWeight, strings.Join(contexts, " ")},
			KindsField:    {kindWeight, strings.Join(kinds, " ")},
			PhrasesField:  {phraseWeight, phrases(e)},
		},
	}
}

// maxPhraseWords is how many words of an error's messages can be found: it keeps the
// index small, and whoever has a whole response pastes it.
const maxPhraseWords = 10

// phrases returns what the message of an error is known to contain: what its rules
// ask for, and what the book says of it.
func phrases(e *spec.Error) string {
	var list []string
	for _, r := range append([]spec.Rule{e.Rule}, e.Match...) {
		if r.Message != nil {
			for _, p := range r.Message.Any {
				list = append(list, p.Value)
			}
		}
	}
	known := Words(e.Doc.Title + " " + strings.Join(e.Doc.WireCodes, " "))
	var words []string
	for _, w := range strings.FieldsFunc(strings.ToLower(strings.Join(append(list, e.Doc.Says...), " ")), isGap) {
		if len(words) < maxPhraseWords && len(w) > 1 && !slices.Contains(Fillers, w) && !slices.Contains(known, w) && !slices.Contains(words, w) {
			words = append(words, w)
		}
	}
	return strings.Join(words, " ")
}
