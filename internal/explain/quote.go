package explain

import (
	"cmp"
	"slices"
	"strings"
)

// quoting finds errors whose messages a phrase quotes: it has parts of them that the
// book knows, and that no word by itself is. Whoever has a message pastes all of it,
// and the numbers and names in it are in no book. The error comes first of whose parts
// the phrase has most, and one of a provider that the phrase names before others; those
// of which it has less than half as much are of other messages.
func quoting(hits []Hit, phrase string) []Hit {
	text := strings.ToLower(strings.Join(strings.Fields(phrase), " "))
	type match struct {
		hit   Hit
		worth int
	}
	var list []match
	most := 0
	for _, h := range hits {
		if n := h.quoted(text); n > 0 {
			list = append(list, match{h, n})
			most = max(most, n)
		}
	}
	list = slices.DeleteFunc(list, func(m match) bool { return 2*m.worth < most })
	slices.SortStableFunc(list, func(a, b match) int {
		return cmp.Or(-compare(a.hit.isNamed(text), b.hit.isNamed(text)), cmp.Compare(b.worth, a.worth))
	})
	var found []Hit
	for _, m := range list[:min(len(list), mostFound)] {
		found = append(found, m.hit)
	}
	return found
}

// quoted counts the letters of a text that are parts of the error's message and, where
// there are any, its title and codes.
func (h Hit) quoted(text string) int {
	n := covered(text, h.Quotes, " ")
	if n == 0 {
		return 0
	}
	return n + covered(text, []string{strings.ToLower(h.Title)}, " ") + covered(text, h.WireCodes, "_")
}

// covered counts the letters of a text that belong to one of some parts: of those that
// have a joint inside, as one word can be of any message.
func covered(text string, parts []string, joint string) int {
	in := make([]bool, len(text))
	n := 0
	for _, part := range parts {
		at := strings.Index(text, part)
		if at < 0 || !strings.Contains(strings.TrimSpace(part), joint) {
			continue
		}
		for i := range part {
			if !in[at+i] {
				in[at+i] = true
				n++
			}
		}
	}
	return n
}

// isNamed reports whether a text has the name of the error's provider.
func (h Hit) isNamed(text string) bool { return strings.Contains(text, h.Provider) }

// compare orders false before true.
func compare(a, b bool) int {
	switch {
	case a == b:
		return 0
	case a:
		return 1
	}
	return -1
}
