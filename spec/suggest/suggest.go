// Package suggest finds what somebody meant by a word that is not known, and
// lists words as sentences do.
package suggest

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// Hint returns a hint that names the option most like what was found, or, if
// none is like it, all of them; "" if there are none.
func Hint(found string, options []string) string {
	if best := Nearest(found, options); best != "" {
		return "did you mean " + best + "?"
	}
	switch len(options) {
	case 0:
		return ""
	case 1:
		return "the only choice is " + options[0]
	}
	return "choose one of " + And(options)
}

// maxListed is how many options a hint lists: as many as the keys of an error.
const maxListed = 32

// And joins words as a sentence does: "a, b and c"; "none" if there are none. Of
// many it gives the first ones.
func And(words []string) string {
	switch n := len(words); {
	case n == 0:
		return "none"
	case n == 1:
		return words[0]
	case n > maxListed:
		return strings.Join(words[:maxListed], ", ") + ", …"
	default:
		return strings.Join(words[:n-1], ", ") + " and " + words[n-1]
	}
}

// Or joins words as a choice: "a, b or c".
func Or(words []string) string {
	if len(words) < 2 {
		return strings.Join(words, "")
	}
	return strings.Join(words[:len(words)-1], ", ") + " or " + words[len(words)-1]
}

// Nearest returns the option that a slip of the hand turns into found, or that
// found is the beginning of; "" if there is none. Of options equally near the
// first wins.
func Nearest(found string, options []string) string {
	best, bestDistance := "", max(1, utf8.RuneCountInString(found)/3)+1
	plain := bare(found)
	for _, option := range options {
		if bare(option) == plain {
			return option
		}
		if d := distance(strings.ToLower(found), strings.ToLower(option), bestDistance); d < bestDistance {
			best, bestDistance = option, d
		}
	}
	if best == "" && len(found) >= 3 {
		i := slices.IndexFunc(options, func(o string) bool { return strings.HasPrefix(o, found) })
		if i >= 0 {
			return options[i]
		}
	}
	return best
}

// bare returns a word without what people mix up: case, hyphens, underscores.
func bare(word string) string {
	return strings.ToLower(strings.NewReplacer("-", "", "_", "", " ", "").Replace(word))
}

// distance returns how many letters must be put in, left out, replaced or
// swapped with their neighbor to turn a into b (the restricted
// Damerau-Levenshtein distance), or limit if it is at least that.
func distance(a, b string, limit int) int {
	s, t := []rune(a), []rune(b)
	if max(len(s), len(t))-min(len(s), len(t)) >= limit {
		return limit
	}
	prev2, prev, row := make([]int, len(t)+1), make([]int, len(t)+1), make([]int, len(t)+1)
	for j := range prev {
		prev[j] = j
	}
	for i := 1; i <= len(s); i++ {
		row[0] = i
		for j := 1; j <= len(t); j++ {
			cost := 1
			if s[i-1] == t[j-1] {
				cost = 0
			}
			row[j] = min(prev[j]+1, row[j-1]+1, prev[j-1]+cost)
			if i > 1 && j > 1 && s[i-1] == t[j-2] && s[i-2] == t[j-1] {
				row[j] = min(row[j], prev2[j-2]+1)
			}
		}
		if slices.Min(row) >= limit {
			return limit
		}
		prev2, prev, row = prev, row, prev2
	}
	return min(prev[len(t)], limit)
}
