package find

import (
	"slices"
	"strings"

	"github.com/errbook/errbook/apierr"
	"github.com/errbook/errbook/apierr/wire"
	"github.com/errbook/errbook/spec"
)

// What a hit is worth, by where it is.
const (
	titleWeight   = 7 // what the error is; a code can be sent for others, too
	nameWeight    = 6 // provider, codes, statuses
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

// A Card is what an error is found by, and what a list says of it.
type Card struct {
	Code      apierr.Code
	Name      string // in Go
	Title     string
	Provider  string // see [Provider]
	Former    []Former
	WireCodes []string
	Statuses  []string // for people
	Ranges    []wire.StatusRange
	Meanings  []Meaning // what it means, then what it means in contexts
	Kinds     string    // the words for those
	Contexts  string    // the contexts, likewise
	Phrases   string    // words of its messages
	Quotes    []string  // parts of its messages, in lowercase
	Retry     apierr.Retry
}

// A Former is what an error was called before.
type Former struct {
	Code  apierr.Code
	Title string
}

// Name returns the former name in Go.
func (f *Former) Name() string {
	_, name, _ := strings.Cut(string(f.Code), ".")
	return name
}

// A Meaning is what an error can mean.
type Meaning struct {
	Kind   apierr.Kind
	Family apierr.Family
}

// CardOf returns the card of an error.
func CardOf(f *spec.File, e *spec.Error) Card {
	d := e.Doc
	c := Card{
		Code: e.Code, Name: e.Name.Value, Title: d.Title, Provider: Provider(f), WireCodes: d.WireCodes, Statuses: d.Statuses, Ranges: f.StatusRanges(e),
		Meanings: []Meaning{{d.Kind, d.Family}}, Quotes: quotes(e), Retry: d.Retry,
	}
	c.Phrases = phrases(e, c.Quotes)
	for _, r := range d.Renamed {
		c.Former = append(c.Former, Former{r.Code, r.Title})
	}
	kinds, contexts := []string{d.Kind.String(), string(d.Family)}, []string(nil)
	for i := range d.Variants {
		v := &d.Variants[i]
		in := d.In(v.Contexts...)
		c.Meanings = append(c.Meanings, Meaning{in.Kind, in.Family})
		kinds = append(kinds, v.Kind.String())
		for _, known := range v.Contexts {
			contexts = append(contexts, string(known))
		}
	}
	c.Kinds, c.Contexts = strings.Join(kinds, " "), strings.Join(contexts, " ")
	return c
}

// Of returns the item of an error.
func Of(c *Card) Item {
	var former []string
	for i := range c.Former {
		former = append(former, c.Former[i].Title, string(c.Former[i].Code))
	}
	return Item{
		Title: c.Title,
		Fields: []Field{
			ProviderField: {nameWeight, c.Provider},
			TitleField:    {titleWeight, c.Title + " " + c.Name},
			CodesField:    {nameWeight, strings.Join(c.WireCodes, " ")},
			StatusesField: {nameWeight, strings.Join(c.Statuses, " ")},
			FormerField:   {formerWeight, strings.Join(former, " ")},
			ContextsField: {contextWeight, c.Contexts},
			KindsField:    {kindWeight, c.Kinds},
			PhrasesField:  {phraseWeight, c.Phrases},
		},
	}
}

// maxPhraseWords is how many words of an error's messages can be found: it keeps the
// index small, and whoever has a whole response pastes it.
const maxPhraseWords = 10

// quotes returns what the message of an error is known to contain: what its rules
// ask for, and what the book says of it.
func quotes(e *spec.Error) []string {
	var list []string
	add := func(part string) {
		if part = strings.ToLower(part); !slices.Contains(list, part) {
			list = append(list, part)
		}
	}
	for _, r := range append([]spec.Rule{e.Rule}, e.Match...) {
		if r.Message != nil {
			for _, p := range r.Message.Any {
				add(p.Value)
			}
		}
	}
	for _, part := range e.Doc.Says {
		add(part)
	}
	for _, code := range e.Doc.WireCodes {
		if strings.Contains(code, " ") { // an API without codes: a part of the message is one
			add(code)
		}
	}
	return list
}

// phrases returns the words of an error's messages that nothing else of it has.
func phrases(e *spec.Error, quotes []string) string {
	known := Words(e.Doc.Title + " " + strings.Join(e.Doc.WireCodes, " "))
	var words []string
	for _, w := range strings.FieldsFunc(strings.Join(quotes, " "), isGap) {
		if len(words) < maxPhraseWords && len(w) > 1 && !slices.Contains(Fillers, w) && !slices.Contains(known, w) && !slices.Contains(words, w) {
			words = append(words, w)
		}
	}
	return strings.Join(words, " ")
}
