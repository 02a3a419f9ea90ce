// Code generated from spec/phrases/slow.go; DO NOT EDIT.

package phrase_test

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
)

// A Rule is a row as [Parse] leaves it: classes are written out.
type Rule struct {
	Statuses uint16    `json:"statuses"`
	Near     bool      `json:"near,omitempty"` // elements in any order
	Elements []Element `json:"elements"`
	Not      []Element `json:"not,omitempty"`
}

// An Element is one of the parts of a pattern.
type Element struct {
	// Gap is how many other words may lie between it and the one before.
	Gap int `json:"gap,omitempty"`
	// Any holds what satisfies it, in order: words in lowercase with one space
	// in between, each perhaps with an asterisk; {number}, {zero} and {secret}; and
	// identifiers after an equals sign.
	Any []string `json:"any"`
}

// A Message is the sentences of texts, taken apart.
type Message struct{ sentences [][]token }

// Read takes the texts of a message apart.
func Read(texts ...string) Message {
	var m Message
	for _, text := range texts {
		m.sentences = append(m.sentences, sentencesOf(text)...)
	}
	return m
}

// Holding returns the rules that hold for a message under a status, in order.
// It reads them as they are written, one after another, which is slow; it says
// what the tables must say.
func Holding(rules []Rule, statuses uint16, texts ...string) []int {
	m := Read(texts...)
	var rows []int
	for row, rule := range rules {
		if rule.counts(statuses) && m.Has(rule) {
			rows = append(rows, row)
		}
	}
	return rows
}

// counts reports whether a rule counts under statuses.
func (r Rule) counts(statuses uint16) bool {
	shared := r.Statuses & statuses
	return shared != 0 && shared&apart == 0
}

// apart is the bit of rules that are set apart; where it is asked for, they do not
// count.
const apart = 1 << 15

// Has reports whether a sentence of the message has the pattern of a rule.
func (m Message) Has(r Rule) bool { return slices.ContainsFunc(m.sentences, r.holds) }

// Needs returns the words without which the message, which has the pattern of a
// rule, would not have it, as [Element.Any] writes them.
func (m Message) Needs(r Rule) []string {
	var words []string
	for i, e := range r.Elements {
		for _, word := range e.Any {
			if !m.Has(Rule{Elements: []Element{{Any: []string{word}}}}) {
				continue
			}
			less := r
			less.Elements = slices.Clone(r.Elements)
			less.Elements[i].Any = slices.DeleteFunc(slices.Clone(e.Any), func(w string) bool { return w == word })
			if !m.Has(less) {
				words = append(words, word)
			}
		}
	}
	return words
}

// Forbids returns the excluded words without which the message would have the
// pattern of a rule.
func (m Message) Forbids(r Rule) []string {
	var words []string
	for i, e := range r.Not {
		for _, word := range e.Any {
			less := r
			less.Not = slices.Clone(r.Not)
			less.Not[i].Any = slices.DeleteFunc(slices.Clone(e.Any), func(w string) bool { return w == word })
			if m.Has(less) {
				words = append(words, word)
			}
		}
	}
	return words
}

// holds reports whether the rule holds for a sentence.
func (r Rule) holds(sentence []token) bool {
	for _, not := range r.Not {
		if not.occurs(sentence) {
			return false
		}
	}
	if !r.Near {
		return follow(r.Elements, sentence, 0, len(sentence))
	}
	for _, order := range ordersOf(r.Elements) {
		if follow(order, sentence, 0, len(sentence)) {
			return true
		}
	}
	return false
}

// occurs reports whether a sentence has the element.
func (e Element) occurs(sentence []token) bool {
	return follow([]Element{e}, sentence, 0, len(sentence))
}

// follow reports whether the elements occur one after another, the first of
// them after at most gap words from begin on.
func follow(elements []Element, sentence []token, begin, gap int) bool {
	if len(elements) == 0 {
		return true
	}
	for i := begin; i < len(sentence) && i <= begin+gap; i++ {
		for _, words := range elements[0].Any {
			n := lengthOf(words, sentence[i:])
			if n == 0 {
				continue
			}
			next := 0
			if len(elements) > 1 {
				next = elements[1].Gap
			}
			if follow(elements[1:], sentence, i+n, next) {
				return true
			}
		}
	}
	return false
}

// ordersOf returns the elements in every order. All but the first of them have
// the same gap, and so have they in any order.
func ordersOf(elements []Element) [][]Element {
	if len(elements) == 1 {
		return [][]Element{elements}
	}
	var orders [][]Element
	gap := elements[1].Gap
	for i, first := range elements {
		first.Gap = gap
		for _, rest := range ordersOf(slices.Delete(slices.Clone(elements), i, i+1)) {
			for j := range rest {
				rest[j].Gap = gap
			}
			orders = append(orders, append([]Element{first}, rest...))
		}
	}
	return orders
}

// lengthOf returns how many tokens at the beginning of a sentence are the
// words, 0 if they are others.
func lengthOf(words string, sentence []token) int {
	total := 0
	for word := range strings.SplitSeq(words, " ") {
		n := wordLength(word, sentence[total:])
		if n == 0 {
			return 0
		}
		total += n
	}
	return total
}

func wordLength(word string, sentence []token) int {
	if len(sentence) == 0 {
		return 0
	}
	first := sentence[0]
	stem, isStem := strings.CutSuffix(word, "*")
	fits := false
	switch {
	case word == "{number}":
		fits = first.is == number
	case word == "{zero}":
		fits = first.is == number && strings.Trim(first.text, "0.,") == ""
	case word == "{secret}":
		fits = first.isSecret
	case word[0] == '=':
		fits = first.is == identifier && first.text == word[1:]
	case first.is == alone:
		return runeLength(word, sentence)
	case isStem:
		fits = first.is == plain && strings.HasPrefix(first.text, stem)
	default:
		fits = (first.is == plain || first.is == number) && first.text == word
	}
	if fits {
		return 1
	}
	return 0
}

// runeLength is wordLength for a word of a script without spaces.
func runeLength(word string, sentence []token) int {
	n := 0
	for _, r := range word {
		if n == len(sentence) || sentence[n].is != alone || sentence[n].text != string(r) || n > 0 && !sentence[n].glued {
			return 0
		}
		n++
	}
	return n
}

// A token is a word of a text, or what counts as one.
type token struct {
	text     string // in lowercase
	is       tokenKind
	glued    bool // alone, and right after another one
	isSecret bool // an identifier, and the name of a variable for a credential
}

type tokenKind int

const (
	plain      tokenKind = iota
	number               // digits, perhaps with periods and commas
	alone                // a rune of a script without spaces
	identifier           // of code, a path, an address
	opaque               // a quotation, a number with its unit
)

// sentencesOf takes a text apart.
func sentencesOf(text string) [][]token {
	s := &scanner{text: []rune(strings.ToValidUTF8(text, "\uFFFD"))}
	for s.i < len(s.text) {
		s.next()
	}
	s.stop()
	return s.sentences
}

type scanner struct {
	text      []rune
	i         int
	sentence  []token
	sentences [][]token
}

// at returns the rune at a place, a space before the first and after the last.
func (s *scanner) at(i int) rune {
	if i < 0 || i >= len(s.text) {
		return ' '
	}
	return s.text[i]
}

// next reads whatever comes next.
func (s *scanner) next() {
	r := s.text[s.i]
	switch {
	case isLetter(r):
		s.chunk(false)
	case strings.ContainsRune("/_@", r) && isLetter(s.at(s.i+1)):
		s.i++
		s.chunk(true)
	case isUnspaced(r):
		s.add(token{text: string(r), is: alone, glued: isUnspaced(s.at(s.i - 1))})
		s.i++
	case strings.ContainsRune("\n!?;…。！．；？\u037e\u061b\u061f\u06d4\u0964\u0965", r), r == '.' && !s.abbreviates():
		s.stop()
		s.i++
	default:
		s.quotation()
	}
}

// abbreviates reports whether the period that comes next is that of e.g. or U.S.
func (s *scanner) abbreviates() bool { return s.at(s.i-2) == '.' && s.at(s.i-1) < 0x80 }

func (s *scanner) add(t token) { s.sentence = append(s.sentence, t) }

func (s *scanner) stop() {
	if len(s.sentence) > 0 {
		s.sentences = append(s.sentences, s.sentence)
		s.sentence = nil
	}
}

// quotation reads a quotation as one word, or passes over a rune that opens none.
func (s *scanner) quotation() {
	closing := map[rune]string{'"': `"`, '`': "`", '\'': "'", '‘': "’", '“': "”", '„': "“”", '«': "»", '「': "」", '『': "』"}[s.text[s.i]]
	opens := closing != ""
	if s.text[s.i] == '\'' {
		opens = !isLetter(s.at(s.i-1)) && s.at(s.i+1) > ' '
	}
	for end := s.i + 1; opens && end < len(s.text); end++ {
		if !strings.ContainsRune(closing, s.text[end]) {
			continue
		}
		if isApostrophe(s.text[end]) && (s.at(end-1) <= ' ' || isLetter(s.at(end+1))) {
			continue
		}
		s.add(token{is: opaque})
		s.i = end + 1
		return
	}
	s.i++
}

// chunk reads words that are joined without a space: an identifier as one word,
// others one by one.
func (s *scanner) chunk(isIdentifier bool) {
	begin := s.i
	var words []token
	if isIdentifier {
		words = append(words, s.word())
	} else {
		words = append(words, s.firstWord())
	}
	slashes := 0
	for {
		joint := s.at(s.i)
		if joint == ':' && s.at(s.i+1) == '/' && s.at(s.i+2) == '/' {
			s.address()
			s.add(token{is: opaque})
			return
		}
		if !strings.ContainsRune("._/@:-", joint) || !isLetter(s.at(s.i+1)) || !isIdentifier && s.parts() {
			break
		}
		if joint == '/' {
			slashes++
		}
		isIdentifier = isIdentifier || slashes == 2 || strings.ContainsRune("._@:", joint)
		s.i++
		words = append(words, s.word())
	}
	if isIdentifier {
		name := s.text[begin:s.i]
		words = []token{{text: lowered(name), is: identifier, isSecret: secretName.MatchString(string(name))}}
	}
	for _, w := range words {
		s.add(w)
	}
}

// secretName is how the names of variables for credentials are written.
var secretName = regexp.MustCompile(`^[A-Z\d_]+_(API_KEY|ACCESS_KEY|SECRET_KEY|SECRET|TOKEN|CREDENTIALS)$`)

// parts reports whether the joint that comes next separates, though no space
// follows: balance.Please, Error:Insufficient, EAPI:Rate, limit:0.
func (s *scanner) parts() bool {
	before, joint, after, second := s.at(s.i-1), s.at(s.i), s.at(s.i+1), s.at(s.i+2)
	return joint == ':' && isDigit(after) ||
		(joint == ':' || joint == '.') && isUpper(after) && isLower(second) &&
			(isLower(before) || isDigit(before) || joint == ':' && isUpper(before))
}

// address passes over the rest of an address.
func (s *scanner) address() {
	s.i += len("://")
	for ' ' < s.at(s.i) && s.at(s.i) < 0x80 && !strings.ContainsRune("\"'`<>()[]{}|\\^", s.at(s.i)) {
		s.i++
	}
	for strings.ContainsRune(".,;:!?", s.at(s.i-1)) {
		s.i--
	}
}

// firstWord reads the first word of a chunk, where a number may have periods
// and commas.
func (s *scanner) firstWord() token {
	begin := s.i
	for isDigit(s.at(s.i)) || s.i > begin && strings.ContainsRune(".,", s.at(s.i)) && isDigit(s.at(s.i+1)) {
		s.i++
	}
	digits := lowered(s.text[begin:s.i])
	goesOn := isLetter(s.at(s.i)) || isApostrophe(s.at(s.i)) && isLetter(s.at(s.i+1))
	switch {
	case digits == "" || goesOn && !strings.ContainsAny(digits, ".,"):
		s.i = begin
		return s.word()
	case goesOn:
		s.word()
		return token{is: opaque}
	}
	return token{text: digits, is: number}
}

// word reads a word up to what is no letter of it.
func (s *scanner) word() token {
	begin := s.i
	for isLetter(s.at(s.i)) || isApostrophe(s.at(s.i)) && isLetter(s.at(s.i+1)) {
		s.i++
	}
	text := s.text[begin:s.i]
	w := token{text: lowered(text)}
	if strings.Trim(w.text, "0123456789") == "" {
		w.is = number
	}
	for i := 1; i < len(text); i++ {
		if isLower(text[i-1]) && isUpper(text[i]) {
			w.is = identifier
		}
	}
	if owner, ok := strings.CutSuffix(w.text, "'s"); ok && !isDigit(s.at(s.i-3)) {
		w.text = owner
	}
	return w
}

// lowered returns text in lowercase, with apostrophes as they are typed.
func lowered(text []rune) string {
	var b strings.Builder
	for _, r := range text {
		switch {
		case r == '’':
			r = '\''
		case r < 0x180, 0x386 <= r && r <= 0x3AB, 0x400 <= r && r <= 0x42F:
			r = unicode.ToLower(r)
		}
		b.WriteRune(r)
	}
	return b.String()
}

func isApostrophe(r rune) bool { return r == '\'' || r == '’' }
func isDigit(r rune) bool      { return '0' <= r && r <= '9' }
func isUpper(r rune) bool      { return 'A' <= r && r <= 'Z' }
func isLower(r rune) bool      { return 'a' <= r && r <= 'z' }

// isLetter reports whether r is a letter or digit of a script with spaces.
func isLetter(r rune) bool {
	if r < 0x80 {
		return isDigit(r) || isUpper(r) || isLower(r)
	}
	return inBlocks(r, 0xAA, 0xAA, 0xB5, 0xB5, 0xBA, 0xBA, 0xC0, 0x1FFF, 0x2C00, 0x2DFF, 0xA640, 0xD7FF) &&
		!isUnspaced(r) && !strings.ContainsRune("×÷\u037e\u0387\u0589\u060c\u061b\u061f\u06d4\u0964\u0965", r)
}

// isUnspaced reports whether r is of a script without spaces: Thai, Lao,
// Myanmar, Khmer, Kana, Han.
func isUnspaced(r rune) bool {
	return r != '・' && inBlocks(r, 0xE00, 0xEFF, 0x1000, 0x109F, 0x1780, 0x17FF, 0x3005, 0x3007, 0x3040, 0x30FF,
		0x3400, 0x4DBF, 0x4E00, 0x9FFF, 0xF900, 0xFAFF, 0x20000, 0x3FFFF)
}

// inBlocks reports whether r is in one of the blocks, which are given by their
// first and last rune.
func inBlocks(r rune, bounds ...rune) bool {
	for i := 0; i < len(bounds); i += 2 {
		if bounds[i] <= r && r <= bounds[i+1] {
			return true
		}
	}
	return false
}
