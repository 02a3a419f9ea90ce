package whose

import (
	"math"
	"slices"
	"strings"
	"unicode"

	"github.com/errbook/errbook/spec"
)

// A Fragment is a part of a message that gives a provider away.
type Fragment struct {
	Text  string `json:"text"`
	Worth int    `json:"worth"` // beside what other clues are worth
}

// What fragments are worth is how rare their words are in the book, in bits. All APIs
// together say more than a book knows, so the first bits do not count; and a fragment
// that does not suffice alone is one of too many words that a provider could have used.
const (
	freeBits  = 2
	mostWorth = ofIdentifier
)

// Said returns for each file of a book the fragments that give its provider away: of
// those that the file says its errors have, the ones that no other file has and that are
// made of words that few files have.
func Said(files []*spec.File) [][]Fragment {
	texts, having := make([]string, len(files)), map[string]int{}
	for i, f := range files {
		texts[i] = messagesOf(f)
		words := split(texts[i])
		slices.Sort(words)
		for _, w := range slices.Compact(words) {
			having[w]++
		}
	}
	said := make([][]Fragment, len(files))
	for i, f := range files {
		for _, e := range f.Errors {
			for _, s := range e.Says {
				text := Fold(s.Value)
				if worth := bitsOf(text, having, len(files)) - freeBits; worth >= Sure && !anyHas(texts, i, text) {
					said[i] = append(said[i], Fragment{text, min(worth, mostWorth)})
				}
			}
		}
		slices.SortFunc(said[i], func(a, b Fragment) int { return strings.Compare(a.Text, b.Text) })
		said[i] = slices.Compact(said[i])
	}
	return said
}

// messagesOf returns what a file knows of messages, as one text.
func messagesOf(f *spec.File) string {
	var b strings.Builder
	for _, e := range f.Errors {
		for _, s := range e.Says {
			b.WriteString(Fold(s.Value) + "\n")
		}
		for i := range e.Samples {
			b.WriteString(Fold(e.Samples[i].Body.Value) + "\n")
		}
	}
	return b.String()
}

// bitsOf returns how much a fragment tells, where having is how many of n files have a
// word.
func bitsOf(fragment string, having map[string]int, n int) int {
	bits := 0.0
	for _, w := range split(fragment) {
		bits += math.Log2(float64(n) / float64(having[w]))
	}
	return int(bits)
}

// anyHas reports whether one of the texts other than the one at except has a fragment.
func anyHas(texts []string, except int, fragment string) bool {
	for i, text := range texts {
		if i != except && strings.Contains(text, fragment) {
			return true
		}
	}
	return false
}

// Fold returns a text in lowercase, with one space between its words: a terminal may
// have wrapped it.
func Fold(text string) string { return strings.Join(strings.Fields(strings.ToLower(text)), " ") }

// split returns the words of a text; in writing that has no spaces each character is one.
func split(text string) []string {
	var words []string
	from := -1
	for i, r := range text {
		isIdeograph := unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana)
		inWord := !isIdeograph && (unicode.IsLetter(r) || unicode.IsDigit(r) || r == '_')
		if from >= 0 && !inWord {
			words, from = append(words, text[from:i]), -1
		}
		if inWord && from < 0 {
			from = i
		}
		if isIdeograph {
			words = append(words, string(r))
		}
	}
	if from >= 0 {
		words = append(words, text[from:])
	}
	return words
}
