// Package explain finds errors of a book by what somebody on call knows of
// them, and prints what the book says.
package explain

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"github.com/errbook/errbook/apierr/wire"
	"github.com/errbook/errbook/internal/digest"
	"github.com/errbook/errbook/internal/find"
	"github.com/errbook/errbook/internal/shelf"
	"github.com/errbook/errbook/spec"
	"github.com/errbook/errbook/spec/suggest"
)

// An Entry is an error with the file that it appears in.
type Entry struct {
	File  *spec.File
	Error *spec.Error
}

// A Hit is an error that was found, by the id of its provider. [Open] returns the whole
// error.
type Hit struct {
	Provider string
	*find.Card
}

// A Result is what was found for one reference.
type Result struct {
	Ref     string
	Hits    []Hit  // none if nothing was found
	Nearest string // then: a provider or code that may be meant, "" for none
	// Provider is the provider that the reference names, "" for none.
	Provider string
}

// Open returns the errors that were found; it decodes the files of their providers.
func Open(s *shelf.Shelf, hits []Hit) ([]Entry, error) {
	var entries []Entry
	for _, h := range hits {
		f, err := s.File(h.Provider)
		if err != nil {
			return nil, err
		}
		i := slices.IndexFunc(f.Errors, func(e *spec.Error) bool { return e.Code == h.Code })
		entries = append(entries, Entry{f, f.Errors[i]})
	}
	return entries, nil
}

// Find looks up references, which are written as people say them:
//
//	fashn.OutOfCredits    a code, or one that the error had before
//	fashn                 all errors of a provider
//	fashn 429             a provider and one of the following
//	429, 5xx              a status, or a wire code
//	rate_limited          a kind
//	billing               a family
//	out of credits        a name, title or wire code, or a part of one
//	credits used up       words of a title, kind or message, in any order
//	the whole message     that an API sent, with numbers and names
//
// Words that mean something together count as one reference, otherwise each
// counts by itself. Letter case, spaces, hyphens and underscores do not matter.
// Typing errors are forgiven where there are several words; a code, or any other
// reference of one word, that is mistyped finds nothing but what may be meant.
// Only the files of the providers that are named are decoded: the others are searched
// by their digests.
func Find(s *shelf.Shelf, words []string) ([]Result, error) {
	var results []Result
	for _, r := range split(s, words) {
		list, err := r.find(s)
		if err != nil {
			return nil, err
		}
		results = append(results, list...)
	}
	return results, nil
}

// A reference is a provider, "" for all, and what to look for there. Without
// phrases it stands for all errors of the provider.
type reference struct {
	provider string
	code     bool // the phrase is the name of an error
	phrases  []string
}

// split finds the providers and codes among the words.
func split(s *shelf.Shelf, words []string) []reference {
	var refs []reference
	open := false // whether the next word belongs to the last reference
	for _, word := range words {
		word = strings.Join(strings.Fields(word), " ")
		first, rest, _ := strings.Cut(word, " ")
		provider, name, dotted := strings.Cut(word, ".")
		switch {
		case word == "":
		case s.Has(strings.ToLower(first)):
			refs = append(refs, reference{provider: strings.ToLower(first)})
			open = true
			if rest != "" {
				refs[len(refs)-1].phrases = []string{rest}
			}
		case dotted && s.Has(strings.ToLower(provider)):
			refs = append(refs, reference{provider: strings.ToLower(provider), code: true, phrases: []string{name}})
			open = false
		case open:
			last := &refs[len(refs)-1]
			last.phrases = append(last.phrases, word)
		default:
			refs = append(refs, reference{phrases: []string{word}})
			open = true
		}
	}
	return refs
}

// find looks for all phrases together, then for each of them.
func (r reference) find(s *shelf.Shelf) ([]Result, error) {
	hits, err := r.hits(s)
	if err != nil {
		return nil, err
	}
	if len(r.phrases) == 0 {
		return []Result{{Ref: r.provider, Hits: hits}}, nil
	}
	whole, err := r.look(s, hits, strings.Join(r.phrases, " "))
	if err != nil || len(whole.Hits) > 0 || len(r.phrases) == 1 {
		return []Result{whole}, err
	}
	var results []Result
	for _, p := range r.phrases {
		one, err := r.look(s, hits, p)
		if err != nil {
			return nil, err
		}
		results = append(results, one)
	}
	return results, nil
}

// hits returns all errors among which to look, those of the project's own book first.
func (r reference) hits(s *shelf.Shelf) ([]Hit, error) {
	names, err := r.names(s)
	var own, others []Hit
	for _, n := range names {
		list := &others
		if s.ComesFirst(n.ID) {
			list = &own
		}
		for i := range n.Errors {
			*list = append(*list, Hit{n.ID, &n.Errors[i]})
		}
	}
	return append(own, others...), err
}

// names returns what the errors of the provider are found by, of all where none is
// named.
func (r reference) names(s *shelf.Shelf) ([]*digest.Names, error) {
	if r.provider == "" {
		return s.Names()
	}
	f, err := s.File(r.provider) // whose errors are going to be printed
	if err != nil {
		return nil, err
	}
	return []*digest.Names{digest.NamesOf(f)}, nil
}

// look finds the errors for one phrase, or one that may be meant.
func (r reference) look(s *shelf.Shelf, hits []Hit, phrase string) (Result, error) {
	result := Result{Ref: phrase, Provider: r.provider}
	switch {
	case r.code:
		result.Ref = r.provider + "." + phrase
	case r.provider != "":
		result.Ref = r.provider + " " + phrase
	}
	for _, takes := range r.questions(phrase, s.Taxonomy()) {
		if result.Hits = filter(hits, takes); len(result.Hits) > 0 {
			return result, nil
		}
	}
	var err error
	if !r.isName(phrase) {
		if result.Hits, err = quoting(s, hits, phrase); len(result.Hits) == 0 {
			result.Hits = search(hits, phrase)
		}
	}
	if len(result.Hits) == 0 {
		result.Nearest = r.nearest(s, hits, phrase)
	}
	return result, err
}

// isName reports whether a phrase can only be a code or a status, which name no error
// but their own.
func (r reference) isName(phrase string) bool {
	_, _, isStatus := statuses(phrase)
	return r.code || isStatus
}

// mostFound is how many errors a search finds at most: those of a list are complete, of
// a search the best are wanted.
const mostFound = 20

// search finds errors by words of any sort, as the site does, best first. A word by
// itself may be a name, of which scripts rely on finding that one or none, so it must
// be as the book has it.
func search(hits []Hit, phrase string) []Hit {
	items := make([]find.Item, len(hits))
	for i, h := range hits {
		items[i] = find.Of(h.Card)
	}
	index := find.New(items)
	index.Exact = !strings.Contains(phrase, " ")
	var list []Hit
	for _, hit := range index.Search(phrase, mostFound) {
		list = append(list, hits[hit.Item])
	}
	return list
}

// nearest returns a provider, kind, family or code that may be meant, "" for none. What
// is before a dot can only be a provider.
func (r reference) nearest(s *shelf.Shelf, hits []Hit, phrase string) string {
	if _, _, isStatus := statuses(phrase); isStatus {
		return r.provider // no status is another one mistyped
	}
	if r.provider != "" {
		return nearest(nil, hits, phrase)
	}
	before, name, dotted := strings.Cut(phrase, ".")
	if id := suggest.Nearest(before, s.IDs()); dotted && id != "" {
		own := filter(hits, func(h Hit) bool { return h.Provider == id })
		return cmp.Or(nearest(nil, own, name), id)
	}
	names := s.IDs()
	for _, k := range s.Taxonomy().All() {
		names = append(names, k.Name.String())
	}
	for _, f := range s.Taxonomy().Families {
		names = append(names, string(f.Name))
	}
	return nearest(names, hits, phrase)
}

func filter(hits []Hit, takes func(Hit) bool) []Hit {
	var list []Hit
	for _, h := range hits {
		if takes(h) {
			list = append(list, h)
		}
	}
	return list
}

// questions lists what a phrase can mean, the most certain first.
func (r reference) questions(phrase string, kinds *spec.Taxonomy) []func(Hit) bool {
	plain := bare(phrase)
	called := func(h Hit) bool {
		return slices.ContainsFunc(h.names(), func(n string) bool { return bare(n) == plain })
	}
	if r.code {
		return []func(Hit) bool{
			func(h Hit) bool { return h.Name == phrase },
			func(h Hit) bool { return slices.Contains(h.oldNames(), phrase) },
			called,
		}
	}
	var list []func(Hit) bool
	if from, to, ok := statuses(phrase); ok {
		list = append(list, func(h Hit) bool { return h.hasStatus(from, to) || slices.Contains(h.WireCodes, phrase) })
	}
	for _, k := range kinds.All() {
		if bare(k.Name.String()) == plain {
			list = append(list, func(h Hit) bool { return h.means(func(m find.Meaning) bool { return m.Kind == k.Name }) })
		}
	}
	for _, f := range kinds.Families {
		if bare(string(f.Name)) == plain {
			list = append(list, func(h Hit) bool { return h.means(func(m find.Meaning) bool { return m.Family == f.Name }) })
		}
	}
	if plain == "" {
		return list
	}
	return append(list, called, func(h Hit) bool {
		return slices.ContainsFunc(h.names(), func(n string) bool { return strings.Contains(bare(n), plain) })
	})
}

// statuses reads "429" or "5xx".
func statuses(phrase string) (from, to int, ok bool) {
	if len(phrase) != 3 {
		return 0, 0, false
	}
	if digit, isClass := strings.CutSuffix(strings.ToLower(phrase), "xx"); isClass {
		n, err := strconv.Atoi(digit)
		return n * 100, n*100 + 99, err == nil
	}
	n, err := strconv.Atoi(phrase)
	return n, n, err == nil
}

// hasStatus reports whether the error is known to come under one of the statuses.
func (h Hit) hasStatus(from, to int) bool {
	return slices.ContainsFunc(h.Ranges, func(r wire.StatusRange) bool { return r.From <= to && from <= r.To })
}

// means reports whether the error is documented as what is asked for, if only in some
// context.
func (h Hit) means(is func(find.Meaning) bool) bool { return slices.ContainsFunc(h.Meanings, is) }

// names lists all that the error is or was called.
func (h Hit) names() []string {
	names := slices.Concat([]string{h.Name, h.Title}, h.oldNames(), h.WireCodes)
	for i := range h.Former {
		names = append(names, h.Former[i].Title)
	}
	return names
}

// oldNames lists the names that the error formerly had.
func (h Hit) oldNames() []string {
	var list []string
	for i := range h.Former {
		list = append(list, h.Former[i].Name())
	}
	return list
}

var joints = strings.NewReplacer(" ", "", "-", "", "_", "", ".", "")

// bare returns text without what people mix up.
func bare(text string) string { return joints.Replace(strings.ToLower(text)) }

// nearest returns the one of some names, or the code of an error, that somebody may
// mean by a phrase, "" for none.
func nearest(names []string, hits []Hit, phrase string) string {
	options := slices.Clone(names)
	codes := map[string]string{}
	for _, name := range names {
		codes[name] = name
	}
	for _, h := range hits {
		code := string(h.Code)
		for _, name := range append(h.names(), code) {
			if codes[name] == "" {
				codes[name] = code
				options = append(options, name)
			}
		}
	}
	return codes[suggest.Nearest(phrase, options)]
}
