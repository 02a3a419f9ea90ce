package apierr

import (
	"encoding/binary"
	"strings"
	"sync"
)

// A statusSet is a set of classes of statuses under which a phrase counts.
type statusSet uint16

// broad is no class: it marks phrases that are in messages about anything, so
// that an identifier says more than they do: "is required".
const broad statusSet = 1 << 15

// A phraseRule is one row of the table of phrases.
type phraseRule struct {
	kind     Kind
	statuses statusSet
	// phrases are in lower case and begin with the beginning of a word. An
	// ellipsis stands for at most maxGap bytes of anything.
	phrases []string
}

// maxGap is how much text an ellipsis stands for.
const maxGap = 160

// kindOfWords returns the kind that folded text tells under a status, Unknown
// if it tells none, and reports whether the words are broad ones. The text must
// end in lookAhead zero bytes.
func kindOfWords(text []byte, status int) (k Kind, isBroad bool) {
	t := phrases()
	set, best := statusSetOf(status), uint16(len(phraseRules))
	inWord := false
	for i := 0; i < len(text)-lookAhead; i++ {
		c := text[i]
		before := inWord
		inWord = isWordByte(c)
		if before && inWord || !inWord && c < 0xC0 { // scripts without spaces have a word at every letter
			continue
		}
		next := binary.LittleEndian.Uint64(text[i:])
		for n := t.heads[phraseHash(next)]; n != 0; {
			k := &t.keys[n]
			if next&k.mask == k.first && k.rule < best && k.statuses&set != 0 && t.texts[n].begins(viewOf(text[i:])) {
				best = k.rule
			}
			n = k.next
		}
	}
	if int(best) == len(phraseRules) {
		return Unknown, false
	}
	return phraseRules[best].kind, phraseRules[best].statuses&broad != 0
}

// isWordByte takes the underscore, too: max_tokens does not speak of tokens.
func isWordByte(c byte) bool { return wordBytes[c>>6]>>(c&63)&1 != 0 }

// wordBytes is a set of bits because every byte of a message is asked for:
// digits, then the underscore and letters in lower case.
var wordBytes = [4]uint64{0x03ff_0000_0000_0000, 0x07ff_fffe_8000_0000}

// lookAhead is how many bytes are compared at once.
const lookAhead = 8

// A phraseTable finds phrases by their first bytes, so that a message is walked
// over once however many phrases there are. Entry 0 stands for none.
type phraseTable struct {
	heads [1 << hashBits]uint16
	keys  []phraseKey // apart from the texts, which are seldom needed
	texts []phraseText
}

// A phraseKey is what decides whether the text of a phrase is worth comparing.
type phraseKey struct {
	first, mask uint64 // the first bytes, and which of the eight count
	rule        uint16
	statuses    statusSet
	next        uint16 // the next entry with the same hash
}

// A phraseText is a phrase before and behind its ellipsis.
type phraseText struct {
	head, tail string
}

// begins reports whether text, whose first bytes fit, begins with the phrase.
func (p *phraseText) begins(text string) bool {
	if len(p.head) > lookAhead && !strings.HasPrefix(text, p.head) {
		return false
	}
	if p.tail == "" {
		return true
	}
	text = text[len(p.head):]
	return strings.Contains(text[:min(len(text), maxGap+len(p.tail))], p.tail)
}

const hashBits = 11

// phraseHash looks at three bytes: no phrase is shorter.
func phraseHash(next uint64) uint64 {
	return (next & 0xffffff) * 0x9e3779b97f4a7c15 >> (64 - hashBits)
}

// phraseIndex is filled when it is first used: a program that meets no unknown
// error does not pay for it.
var phraseIndex struct {
	once sync.Once
	phraseTable
}

func phrases() *phraseTable {
	phraseIndex.once.Do(phraseIndex.fill)
	return &phraseIndex.phraseTable
}

func (t *phraseTable) fill() {
	total := 1
	for r := range phraseRules {
		total += len(phraseRules[r].phrases)
	}
	t.keys, t.texts = make([]phraseKey, 1, total), make([]phraseText, 1, total)
	for r := range phraseRules {
		for _, p := range phraseRules[r].phrases {
			t.add(p, uint16(r))
		}
	}
}

// add takes one phrase in. The space before an ellipsis stays: it ends a word.
func (t *phraseTable) add(phrase string, rule uint16) {
	head, tail, _ := strings.Cut(phrase, "…")
	var first [lookAhead]byte
	n := copy(first[:], head)
	k := phraseKey{
		first:    binary.LittleEndian.Uint64(first[:]),
		mask:     1<<(8*n) - 1,
		rule:     rule,
		statuses: phraseRules[rule].statuses,
	}
	h := phraseHash(k.first)
	k.next, t.heads[h] = t.heads[h], uint16(len(t.keys))
	t.keys = append(t.keys, k)
	t.texts = append(t.texts, phraseText{head, strings.TrimSpace(tail)})
}
