package explain

import (
	"cmp"
	"slices"
	"strings"
	"sync"

	"github.com/errbook/errbook/internal/find"
	"github.com/errbook/errbook/internal/shelf"
	"github.com/errbook/errbook/internal/whose"
)

// What of a message must be known: half of it, or a word that few errors' messages
// have, or so many letters. Less, such as "does not exist", can be of any message.
const (
	minQuoted = 18
	fewErrors = 100 // one of so many
)

// marksOfNames are what hosts, pages and names of SDKs have, one of them at least.
const marksOfNames = ".:/_"

// A quote is an error whose message a phrase quotes.
type quote struct {
	hit   Hit
	worth int // the letters of the phrase that are known of it
}

// quoting finds errors whose messages a phrase quotes: it has parts of them that the
// book knows. Whoever has a message pastes all of it, and the numbers and names in it
// are in no book.
//
// Errors of the provider that the phrase names come first, then those of which it has
// most or nearly so, and of those the ones of the provider of which the book knows most:
// who speaks the language of another API uses its words. What has less than half of the
// most is another error, if it is of another provider.
func quoting(s *shelf.Shelf, hits []Hit, phrase string) ([]Hit, error) {
	text := whose.Fold(phrase)
	var list []quote
	most, errors, rare := 0, map[string]int{}, rareWords(hits) // errors of each provider
	for _, h := range hits {
		errors[h.Provider]++
		if n := h.quoted(text, rare); n > 0 {
			list = append(list, quote{h, n})
			most = max(most, n)
		}
	}
	named := ""
	if len(list) > 1 && strings.ContainsAny(phrase, marksOfNames) { // among which to choose: it takes longer than all the rest
		var err error
		if named, err = namedIn(s, phrase); err != nil {
			return nil, err
		}
	}
	isNamed := func(q quote) int {
		if q.hit.Provider == named || named == "" && strings.Contains(text, q.hit.Provider) {
			return 1
		}
		return 0
	}
	list = slices.DeleteFunc(list, func(q quote) bool { return 2*q.worth < most && isNamed(q) == 0 })
	slices.SortStableFunc(list, func(a, b quote) int {
		return cmp.Or(
			cmp.Compare(isNamed(b), isNamed(a)),
			cmp.Compare(min(b.worth, most*3/4), min(a.worth, most*3/4)),
			cmp.Compare(errors[b.hit.Provider], errors[a.hit.Provider]),
			cmp.Compare(b.worth, a.worth))
	})
	var found []Hit
	for _, q := range list[:min(len(list), mostFound)] {
		found = append(found, q.hit)
	}
	return found, nil
}

// namedIn returns the provider that a message names by a host, a page or an SDK, "" for
// none.
func namedIn(s *shelf.Shelf, message string) (string, error) {
	traits, err := s.Traits()
	if err != nil {
		return "", err
	}
	clues := make([]whose.Clues, len(traits))
	for i, t := range traits {
		clues[i] = t.Clues
	}
	return whose.Named(whose.Rank(whose.Among(clues), message, nil, "", nil)), nil
}

// rareWords returns a function that reports whether a text has a word that only few of
// the errors have in parts of their messages.
func rareWords(hits []Hit) func(text string) bool {
	count := sync.OnceValue(func() map[string]int { // by word; most messages need none of it
		errors := map[string]int{}
		for _, h := range hits {
			for _, w := range find.Words(strings.Join(h.Quotes, " ")) {
				errors[w]++
			}
		}
		return errors
	})
	most := max(3, len(hits)/fewErrors)
	return func(text string) bool {
		return slices.ContainsFunc(find.Words(text), func(w string) bool { return count()[w] <= most })
	}
}

// quoted counts the letters of a text that are parts of the error's message and, where
// these are enough, its title and codes.
func (h Hit) quoted(text string, isRare func(string) bool) int {
	parts := slices.DeleteFunc(slices.Clone(h.Quotes), func(part string) bool {
		return !strings.Contains(strings.TrimSpace(part), " ") || !strings.Contains(text, part)
	})
	n := covered(text, parts)
	if n == 0 || n < minQuoted && 2*n < len(text) && !slices.ContainsFunc(parts, isRare) {
		return 0
	}
	for _, code := range append([]string{strings.ToLower(h.Title)}, h.WireCodes...) {
		if strings.ContainsAny(code, " _") {
			parts = append(parts, code)
		}
	}
	return covered(text, parts)
}

// covered counts the letters of a text that belong to one of some parts.
func covered(text string, parts []string) int {
	in := make([]bool, len(text))
	n := 0
	for _, part := range parts {
		at := strings.Index(text, part)
		for i := range len(part) {
			if at >= 0 && !in[at+i] {
				in[at+i] = true
				n++
			}
		}
	}
	return n
}
