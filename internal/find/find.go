// Package find is the search of the book: which errors, and which pages of the
// site, somebody means by a few words. The site's script does the same over the
// same index; a test under Node.js compares the two.
//
// Words count in any order. Each is looked for among the words of an item, by how
// well it fits: whole, as a beginning, as a part, or with a typing error where it
// fits nothing. An item must have all words; where nothing has, all but one, or, of
// the provider that is named, as many as any item has.
package find

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// A Field is a group of words of an item, with what a hit in it is worth.
type Field struct {
	Weight int
	Text   string
}

// An Item is something that can be found.
type Item struct {
	Title  string // whose words count as a whole, too
	Fields []Field
	Bonus  int // of a page that stands for many errors
}

// An Index is items with their words. It is made for a few searches: making it is most
// of what one takes, so all that it notes of words is in one list, through which each
// search goes.
type Index struct {
	// Exact finds nothing for a word with a typing error.
	Exact bool

	items   []Item
	words   []string       // all words
	numbers map[string]int // of those
	entries []entry        // where each is
	sizes   []int          // how many words the title of each item has
}

type entry struct {
	word, item, weight int32
	names              bool // the provider of an error
}

// New makes an index.
func New(items []Item) *Index {
	x := &Index{items: items, numbers: make(map[string]int, 4*len(items)), entries: make([]entry, 0, 24*len(items)), sizes: make([]int, len(items))}
	known := map[string][]int32{} // of texts that come again and again, such as kinds
	for i := range items {
		x.sizes[i] = max(1, len(strings.FieldsFunc(items[i].Title, isGap)))
		for n, f := range items[i].Fields {
			list, ok := known[f.Text]
			if !ok {
				list = x.numbersOf(Words(f.Text))
				known[f.Text] = list
			}
			for _, w := range list {
				x.entries = append(x.entries, entry{w, int32(i), int32(f.Weight), n == ProviderField && items[i].Bonus == 0})
			}
		}
	}
	return x
}

// numbersOf returns the numbers of words, and gives one to each that has none.
func (x *Index) numbersOf(words []string) []int32 {
	list := make([]int32, len(words))
	for i, w := range words {
		n, ok := x.numbers[w]
		if !ok {
			n = len(x.words)
			x.words, x.numbers[w] = append(x.words, w), n
		}
		list[i] = int32(n)
	}
	return list
}

// Words returns the words of a text, in lowercase: runs of letters and digits, those
// that underscores join also as one, and those that letter case joins likewise:
// "OutOfCredits" is outofcredits, out, of and credits.
func Words(text string) []string {
	var list []string
	add := func(w string) {
		if w = strings.ToLower(w); w != "" && !slices.Contains(list, w) {
			list = append(list, w)
		}
	}
	for whole := range strings.FieldsFuncSeq(text, isGap) {
		add(whole)
		for part := range strings.SplitSeq(whole, "_") {
			add(part)
			for _, w := range humps(part) {
				add(w)
			}
		}
	}
	return list
}

// isGap reports whether a character is between words.
func isGap(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '_' }

// humps splits CamelCase before each uppercase letter that follows a lowercase one.
func humps(word string) []string {
	var list []string
	start, low := 0, false
	for i, r := range word {
		if low && 'A' <= r && r <= 'Z' {
			list = append(list, word[start:i])
			start = i
		}
		low = 'a' <= r && r <= 'z'
	}
	return append(list, word[start:])
}

// How well a word fits.
const (
	whole     = 4
	synonym   = 3
	beginning = 2
	part      = 1
	titleAll  = 12                  // shared by the words of the title
	inTitle   = titleWeight * whole // nothing else is worth as much

	mostCalled = 2 // errors that have a word in their titles which names a provider
)

// Numbers are what the script counts by, too, by their names there.
var Numbers = map[string]int{
	"find.whole": whole, "find.synonym": synonym, "find.beginning": beginning, "find.part": part, "find.titleAll": titleAll,
	"find.inTitle": inTitle, "find.mostCalled": mostCalled,
	"find.minMistyped": minMistyped, "find.perMistake": perMistake,
}

// A Hit is an item that was found, with what it is worth.
type Hit struct{ Item, Score int }

// Search returns the items that a query finds, best first, at most so many.
func (x *Index) Search(query string, most int) []Hit {
	words := asked(query)
	if len(words) == 0 {
		return nil
	}
	scores, found := map[int]int{}, map[int]int{} // where a provider is named, that counts as two words
	need, best := 0, 0
	for _, w := range words {
		worth, of := x.score(w)
		for item, score := range worth {
			scores[item] += score
			found[item]++
			if of[item] || len(of) > 0 && x.items[item].Bonus > 0 {
				found[item]++
			}
			best = max(best, found[item])
		}
		need += 1 + min(1, len(of))
	}
	if best == need-1 && len(words) > 2 || best > 2 && need > len(words) {
		need = best
	}
	var hits []Hit
	for item, n := range found {
		if n >= need {
			hits = append(hits, Hit{item, scores[item] + x.items[item].Bonus + titleAll*n/max(n, x.sizes[item])})
		}
	}
	slices.SortFunc(hits, func(a, b Hit) int { return cmp.Or(cmp.Compare(b.Score, a.Score), cmp.Compare(a.Item, b.Item)) })
	return hits[:min(len(hits), most)]
}

// asked returns the words of a query, without those that say nothing.
func asked(query string) []string {
	var list []string
	for _, w := range strings.FieldsFunc(strings.ToLower(query), isGap) {
		if w = strings.Trim(w, "_"); w != "" && !slices.Contains(list, w) {
			list = append(list, w)
		}
	}
	if rest := slices.DeleteFunc(slices.Clone(list), func(w string) bool { return utf8.RuneCountInString(w) == 1 || slices.Contains(Fillers, w) }); len(rest) > 0 {
		return rest
	}
	return list
}

// score returns what a word is worth in each item that has it, and which of them it
// names the provider of: none of them, where several errors are called by it, as by
// "generation".
func (x *Index) score(word string) (worth map[int]int, of map[int]bool) {
	worth, of = map[int]int{}, map[int]bool{}
	factors, fits := x.factors(word)
	if !fits {
		return worth, of
	}
	called := 0 // by it
	for _, e := range x.entries {
		factor, item := factors[e.word], int(e.item)
		if factor == 0 {
			continue
		}
		score := int(e.weight * factor)
		worth[item] = max(worth[item], score)
		if e.names && factor >= synonym {
			of[item] = true
		}
		if score == inTitle && x.items[item].Bonus == 0 {
			called++
		}
	}
	if called > mostCalled {
		clear(of)
	}
	return worth, of
}

// factors returns how well each word of the index fits one of a query, and whether any
// does.
func (x *Index) factors(word string) (factors []int32, fits bool) {
	factors = make([]int32, len(x.words))
	add := func(number int, factor int32) {
		fits = true
		factors[number] = max(factors[number], factor)
	}
	for _, s := range Synonyms[word] {
		if number, ok := x.numbers[s]; ok {
			add(number, synonym)
		}
	}
	for i, w := range x.words {
		if factor := fit(w, word); factor > 0 {
			add(i, factor)
		}
	}
	if !fits && !x.Exact {
		x.mistyped(word, add)
	}
	return factors, fits
}

// fit returns how well a word of a query fits one of the index, 0 for not at all.
func fit(w, word string) int32 {
	switch {
	case w == word:
		return whole
	case utf8.RuneCountInString(word) > 1 && strings.HasPrefix(w, word):
		return beginning
	case utf8.RuneCountInString(word) > 2 && strings.Contains(w, word):
		return part
	}
	return 0
}

// How long a word must be for a mistake, and for one more.
const (
	minMistyped = 4
	perMistake  = 8
)

// mistyped adds the words that differ from one by as few letters as any does: one,
// in words of eight letters and more also two.
func (x *Index) mistyped(word string, add func(int, int32)) {
	letters := []rune(word)
	if len(letters) < minMistyped {
		return
	}
	for limit := 1; limit <= min(2, 1+len(letters)/perMistake); limit++ {
		found := false
		for i, w := range x.words {
			if distance([]rune(w), letters, limit) <= limit {
				add(i, part)
				found = true
			}
		}
		if found {
			return
		}
	}
}

// distance counts the letters to change, add, remove or swap with their neighbor;
// words whose lengths differ by more than limit are that far apart at least.
func distance(a, b []rune, limit int) int {
	if n := len(a) - len(b); max(n, -n) > limit {
		return max(n, -n)
	}
	two, one := []int(nil), make([]int, len(b)+1)
	for j := range one {
		one[j] = j
	}
	for i := range len(a) {
		row := make([]int, len(b)+1)
		row[0] = i + 1
		for j := range len(b) {
			cost := 1
			if a[i] == b[j] {
				cost = 0
			}
			row[j+1] = min(row[j]+1, one[j+1]+1, one[j]+cost)
			if i > 0 && j > 0 && a[i] == b[j-1] && a[i-1] == b[j] {
				row[j+1] = min(row[j+1], two[j-1]+1)
			}
		}
		two, one = one, row
	}
	return one[len(b)]
}
