// Package explain finds errors of a book by what somebody on call knows of
// them, and prints what the book says.
package explain

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"github.com/errbook/errbook/apierr"
	"github.com/errbook/errbook/apierr/errdoc"
	"github.com/errbook/errbook/apierr/wire"
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

// A Result is what was found for one reference.
type Result struct {
	Ref     string
	Entries []Entry // none if nothing was found
	Nearest string  // then: a provider or code that may be meant, "" for none
	// Provider is the provider that the reference names, "" for none.
	Provider string
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
//
// Words that mean something together count as one reference, otherwise each
// counts by itself. Letter case, spaces, hyphens and underscores do not matter.
// Typing errors are forgiven where there are several words; a code, or any other
// reference of one word, that is mistyped finds nothing but what may be meant.
// Only the files of the providers that are named are decoded, all of them where
// none is.
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
	entries, err := r.entries(s)
	if err != nil {
		return nil, err
	}
	if len(r.phrases) == 0 {
		return []Result{{Ref: r.provider, Entries: entries}}, nil
	}
	whole := r.look(s, entries, strings.Join(r.phrases, " "))
	if len(whole.Entries) > 0 || len(r.phrases) == 1 {
		return []Result{whole}, nil
	}
	var results []Result
	for _, p := range r.phrases {
		results = append(results, r.look(s, entries, p))
	}
	return results, nil
}

// entries returns all errors among which to look.
func (r reference) entries(s *shelf.Shelf) ([]Entry, error) {
	files, err := s.Files, error(nil)
	if r.provider != "" {
		files = func() ([]*spec.File, error) {
			f, err := s.File(r.provider)
			return []*spec.File{f}, err
		}
	}
	list, err := files()
	if err != nil {
		return nil, err
	}
	var entries []Entry
	for _, f := range list {
		for _, e := range f.Errors {
			entries = append(entries, Entry{f, e})
		}
	}
	return entries, nil
}

// look finds the entries for one phrase, or one that may be meant.
func (r reference) look(s *shelf.Shelf, entries []Entry, phrase string) Result {
	result := Result{Ref: phrase, Provider: r.provider}
	switch {
	case r.code:
		result.Ref = r.provider + "." + phrase
	case r.provider != "":
		result.Ref = r.provider + " " + phrase
	}
	for _, takes := range r.questions(phrase, s.Taxonomy()) {
		if result.Entries = filter(entries, takes); len(result.Entries) > 0 {
			return result
		}
	}
	if !r.isName(phrase) {
		result.Entries = search(entries, phrase)
	}
	if len(result.Entries) == 0 {
		result.Nearest = r.nearest(s, entries, phrase)
	}
	return result
}

// isName reports whether a phrase can only be a code or a status, which name no error
// but their own.
func (r reference) isName(phrase string) bool {
	_, _, isStatus := statuses(phrase)
	return r.code || isStatus
}

// most is how many errors a search finds at most: those of a list are complete, of
// a search the best are wanted.
const most = 20

// search finds entries by words of any sort, as the site does, best first. A word by
// itself may be a name, of which scripts rely on finding that one or none, so it must
// be as the book has it.
func search(entries []Entry, phrase string) []Entry {
	items := make([]find.Item, len(entries))
	for i, e := range entries {
		items[i] = find.Of(e.File, e.Error)
	}
	index := find.New(items)
	index.Exact = !strings.Contains(phrase, " ")
	var list []Entry
	for _, hit := range index.Search(phrase, most) {
		list = append(list, entries[hit.Item])
	}
	return list
}

// nearest returns a provider, kind, family or code that may be meant, "" for none. What
// is before a dot can only be a provider.
func (r reference) nearest(s *shelf.Shelf, entries []Entry, phrase string) string {
	if _, _, isStatus := statuses(phrase); isStatus {
		return r.provider // no status is another one mistyped
	}
	if r.provider != "" {
		return nearest(nil, entries, phrase)
	}
	before, name, dotted := strings.Cut(phrase, ".")
	if id := suggest.Nearest(before, s.IDs()); dotted && id != "" {
		own := filter(entries, func(e Entry) bool { return e.File.Provider.Value == id })
		return cmp.Or(nearest(nil, own, name), id)
	}
	names := s.IDs()
	for _, k := range s.Taxonomy().All() {
		names = append(names, k.Name.String())
	}
	for _, f := range s.Taxonomy().Families {
		names = append(names, string(f.Name))
	}
	return nearest(names, entries, phrase)
}

func filter(entries []Entry, takes func(Entry) bool) []Entry {
	var list []Entry
	for _, e := range entries {
		if takes(e) {
			list = append(list, e)
		}
	}
	return list
}

// questions lists what a phrase can mean, the most certain first.
func (r reference) questions(phrase string, kinds *spec.Taxonomy) []func(Entry) bool {
	plain := bare(phrase)
	called := func(e Entry) bool {
		return slices.ContainsFunc(e.names(), func(n string) bool { return bare(n) == plain })
	}
	if r.code {
		return []func(Entry) bool{
			func(e Entry) bool { return e.Error.Name.Value == phrase },
			func(e Entry) bool { return slices.Contains(e.oldNames(), phrase) },
			called,
		}
	}
	var list []func(Entry) bool
	if from, to, ok := statuses(phrase); ok {
		list = append(list, func(e Entry) bool { return e.hasStatus(from, to) || slices.Contains(e.Error.Doc.WireCodes, phrase) })
	}
	for _, k := range kinds.All() {
		if bare(k.Name.String()) == plain {
			list = append(list, func(e Entry) bool { return e.means(func(d *apierr.Doc) bool { return d.Kind == k.Name }) })
		}
	}
	for _, f := range kinds.Families {
		if bare(string(f.Name)) == plain {
			list = append(list, func(e Entry) bool { return e.means(func(d *apierr.Doc) bool { return d.Family == f.Name }) })
		}
	}
	if plain == "" {
		return list
	}
	return append(list, called, func(e Entry) bool {
		return slices.ContainsFunc(e.names(), func(n string) bool { return strings.Contains(bare(n), plain) })
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

// hasStatus reports whether the entry is known to come under one of the statuses.
func (e Entry) hasStatus(from, to int) bool {
	return slices.ContainsFunc(e.File.StatusRanges(e.Error), func(r wire.StatusRange) bool {
		return r.From <= to && from <= r.To
	})
}

// means reports whether the entry's documentation is what is asked for, if only
// in some context.
func (e Entry) means(is func(*apierr.Doc) bool) bool {
	d := e.Error.Doc
	return is(d) || slices.ContainsFunc(d.Variants, func(v errdoc.Variant) bool { return is(d.In(v.Contexts...)) })
}

// names lists all that the entry is or was called.
func (e Entry) names() []string {
	d := e.Error.Doc
	names := slices.Concat([]string{e.Error.Name.Value, d.Title}, e.oldNames(), d.WireCodes)
	for _, r := range d.Renamed {
		names = append(names, r.Title)
	}
	return names
}

// oldNames lists the names that the entry formerly had.
func (e Entry) oldNames() []string {
	var list []string
	for _, r := range e.Error.Renamed {
		list = append(list, r.Name.Value)
	}
	return list
}

var joints = strings.NewReplacer(" ", "", "-", "", "_", "", ".", "")

// bare returns text without what people mix up.
func bare(text string) string { return joints.Replace(strings.ToLower(text)) }

// nearest returns the one of some names, or the code of an entry, that somebody may
// mean by a phrase, "" for none.
func nearest(names []string, entries []Entry, phrase string) string {
	options := slices.Clone(names)
	codes := map[string]string{}
	for _, name := range names {
		codes[name] = name
	}
	for _, e := range entries {
		code := string(e.Error.Code)
		for _, name := range append(e.names(), code) {
			if codes[name] == "" {
				codes[name] = code
				options = append(options, name)
			}
		}
	}
	return codes[suggest.Nearest(phrase, options)]
}
