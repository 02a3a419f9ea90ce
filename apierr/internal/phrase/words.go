package phrase

import (
	"strings"
	"unicode/utf8"
)

// text reads one text to its end.
func (r *run) text(s string) {
	r.plain, r.closers = 0, [quoteKinds]closer{}
	for i := 0; i < len(s); {
		f := folds[s[i]]
		switch {
		case f > lastMark:
			i = r.word(s, i)
		case f == space:
			i++
		default:
			i = r.mark(s, i, f)
		}
	}
	r.endSentence()
}

// mark reads what begins at i and is neither an ASCII letter nor a digit nor a
// space. It returns where it ends.
func (r *run) mark(s string, i int, f byte) int {
	switch f {
	case stop:
		r.endSentence()
	case period:
		if i < 2 || s[i-2] != '.' || s[i-1] >= utf8.RuneSelf { // e.g. and U.S. end no sentence
			r.endSentence()
		}
	case joint:
		if leads(s[i]) && i >= r.plain && letterAt(s, i+1) > 0 {
			end, _ := chunk(s, i+1, runEnd(s, i+1), true)
			r.identifier(s[i+1 : end])
			return end
		}
	case quote, apostrophe:
		if end := r.quoted(s, i, rune(s[i]), 1); end > 0 {
			return end
		}
	case high:
		return r.rune(s, i)
	}
	return i + 1
}

// leads reports whether a word right after c is an identifier: /v1, _private, @name.
func leads(c byte) bool { return c == '/' || c == '_' || c == '@' }

// rune reads what begins with the rune beyond ASCII at i.
func (r *run) rune(s string, i int) int {
	c, n := utf8.DecodeRuneInString(s[i:])
	switch kindOf(c) {
	case runeLetter:
		return r.word(s, i)
	case runeAlone:
		r.alone(s, i+n)
	case runeStop:
		r.endSentence()
	case runeQuote:
		if end := r.quoted(s, i, c, n); end > 0 {
			return end
		}
	}
	return i + n
}

// word reads the word at i, or the identifier that it is part of.
func (r *run) word(s string, i int) int {
	signature, j := r.t.lookUp(s, i)
	isFirst := i >= r.plain
	if s[i] <= '9' {
		signature, j = r.number(s, i, j, signature, isFirst)
	}
	if isFirst && j < len(s) && joins(s, j) {
		end, isIdentifier := chunk(s, i, j, false)
		if isIdentifier {
			r.identifier(s[i:end])
			return end
		}
		r.plain = end
	}
	r.take(signature)
	return j
}

// lookUp returns the signature of the word at i, and where the word ends.
func (t *Table) lookUp(s string, i int) (signature uint16, end int) {
	c := cursor{}
	j := i
	for j < len(s) {
		f := folds[s[j]]
		if f <= lastMark {
			break
		}
		k := c.state + int(f)
		if k >= len(t.Check) || k >= len(t.Next) || t.Check[k] != f {
			c.state = dead
			break
		}
		next := t.Next[k]
		c.state = int(next &^ hasStem)
		if next&hasStem != 0 {
			c.stem, _ = t.edge(c.state, endStem)
		}
		j++
	}
	for j < len(s) && folds[s[j]] > lastMark {
		j++
	}
	if j < len(s) && folds[s[j]] >= apostrophe {
		j = t.restOfWord(s, j, &c)
	}
	return t.signature(c, s[i:j]), j
}

// restOfWord goes on with a word at an apostrophe or a rune beyond ASCII. It
// returns where the word ends.
func (t *Table) restOfWord(s string, j int, c *cursor) int {
	for j < len(s) {
		if n := apostropheAt(s, j); n > 0 {
			if s[j+n]|0x20 == 's' && !isDigit(s, j-1) && !goesOn(s, j+n+1) {
				return j + n + 1 // the account's
			}
			t.step(c, '\'')
			j += n
			continue
		}
		n := letterAt(s, j)
		if n == 0 {
			break
		}
		if c.state != dead {
			t.stepLetter(c, s[j:j+n])
		}
		j += n
	}
	return j
}

// stepLetter goes on by one letter, which may have several bytes.
func (t *Table) stepLetter(c *cursor, letter string) {
	if len(letter) == 1 {
		t.step(c, folds[letter[0]])
		return
	}
	l, _ := utf8.DecodeRuneInString(letter)
	var bytes [utf8.UTFMax]byte
	for _, b := range bytes[:utf8.EncodeRune(bytes[:], lower(l))] {
		t.step(c, b)
	}
}

// signature returns that of a word at whose end the cursor is.
func (t *Table) signature(c cursor, word string) uint16 {
	if c.state == dead && c.stem == 0 {
		return 0
	}
	if isCamel(word) {
		signature, _ := t.edge(c.state, endIdentifier)
		return signature
	}
	if signature, ok := t.edge(c.state, endWord); ok {
		return signature
	}
	return c.stem
}

// isCamel reports whether an uppercase letter follows a lowercase one.
func isCamel(word string) bool {
	for i := 1; i < len(word); i++ {
		if isUpper(word, i) && isLower(word, i-1) {
			return true
		}
	}
	return false
}

// number returns the signature and the end of a word that begins with a digit
// at i and whose letters and digits end at j. Only at the beginning of a chunk
// do periods and commas belong to numbers.
func (r *run) number(s string, i, j int, signature uint16, isFirst bool) (uint16, int) {
	isZero := true
	k := i
	for k < j && isDigit(s, k) {
		isZero = isZero && s[k] == '0'
		k++
	}
	if k < j {
		return signature, j
	}
	for isFirst && k < len(s) && (s[k] == '.' || s[k] == ',') && isDigit(s, k+1) {
		for k++; isDigit(s, k); k++ {
			isZero = isZero && s[k] == '0'
		}
		signature = 0
	}
	switch {
	case k > j && goesOn(s, k): // 11.054s
		return 0, runEnd(s, k)
	case signature != 0:
		return signature, k
	case isZero:
		return r.t.Zero, k
	}
	return r.t.Number, k
}

// runEnd returns where the letters, digits and apostrophes from i on end.
func runEnd(s string, i int) int {
	for i < len(s) {
		if folds[s[i]] > lastMark {
			i++
			continue
		}
		n := letterAt(s, i)
		if n == 0 {
			n = apostropheAt(s, i)
		}
		if n == 0 {
			break
		}
		i += n
	}
	return i
}

// joins reports whether s[j], at the end of a word, joins it to what follows.
func joins(s string, j int) bool {
	switch folds[s[j]] {
	case period, joint:
		return letterAt(s, j+1) > 0 || isAddress(s, j)
	}
	return false
}

func isAddress(s string, j int) bool { return strings.HasPrefix(s[j:], "://") }

// chunk returns the end of the words that are joined without a space, the
// first of which is s[i:j], and reports whether they are an identifier.
func chunk(s string, i, j int, isIdentifier bool) (end int, _ bool) {
	slashes := 0
	for j < len(s) && joins(s, j) {
		if isAddress(s, j) {
			return addressEnd(s, j), true
		}
		if !isIdentifier && parts(s, j) {
			break
		}
		switch s[j] {
		case '/':
			slashes++
			isIdentifier = isIdentifier || slashes == 2
		case '-':
		default:
			isIdentifier = true
		}
		j = runEnd(s, j+1)
	}
	return j, isIdentifier
}

// parts reports whether the period or colon at j, which no space follows,
// separates all the same: balance.Please, Error:Insufficient, EAPI:Rate, limit:0.
func parts(s string, j int) bool {
	if s[j] == ':' && isDigit(s, j+1) {
		return true
	}
	return (s[j] == ':' || s[j] == '.') && isUpper(s, j+1) && isLower(s, j+2) &&
		(isLower(s, j-1) || isDigit(s, j-1) || s[j] == ':' && isUpper(s, j-1))
}

// addressEnd returns where an address ends whose :// is at j.
func addressEnd(s string, j int) int {
	end := j + len("://")
	for end < len(s) && ' ' < s[end] && s[end] < utf8.RuneSelf && strings.IndexByte("\"'`<>()[]{}|\\^", s[end]) < 0 {
		end++
	}
	for strings.IndexByte(".,;:!?", s[end-1]) >= 0 {
		end--
	}
	return end
}

// identifier takes an identifier as one word.
func (r *run) identifier(text string) {
	c := cursor{}
	for i := 0; i < len(text) && c.state != dead; {
		n := max(letterAt(text, i), 1)
		if f := folds[text[i]]; f > lastMark || n > 1 {
			r.t.stepLetter(&c, text[i:i+n])
		} else {
			r.t.step(&c, text[i])
		}
		i += n
	}
	signature, _ := r.t.edge(c.state, endIdentifier)
	r.take(signature)
	if r.t.Secret != 0 && isSecret(text) {
		r.fireAll(r.t.Secret, 1)
	}
}

// secretEnds are how the names of variables for credentials end.
var secretEnds = [...]string{"_API_KEY", "_ACCESS_KEY", "_SECRET_KEY", "_SECRET", "_TOKEN", "_CREDENTIALS"}

// isSecret reports whether an identifier is the name of a variable for a
// credential: uppercase letters, digits and underscores, with such an end.
func isSecret(name string) bool {
	for i := range len(name) {
		if c := name[i]; c != '_' && !isUpper(name, i) && !isDigit(name, i) {
			return false
		}
	}
	for _, end := range secretEnds {
		if len(name) > len(end) && strings.HasSuffix(name, end) {
			return true
		}
	}
	return false
}

// alone takes the rune that ends at j, of a script without spaces, as a word, and
// all words of the vocabulary that end with it.
func (r *run) alone(s string, j int) {
	r.pos++
	next, ok := r.t.edge(0, backward)
	state := int(next)
	for n, k := uint32(0), j-1; ok && k >= 0 && utf8.RuneSelf <= s[k] && s[k] < noByte; k-- {
		if next, ok = r.t.edge(state, s[k]); !ok {
			return
		}
		state = int(next)
		if utf8.RuneStart(s[k]) {
			n++
			if signature, isWord := r.t.edge(state, endWord); isWord {
				r.fireAll(signature, n)
			}
		}
	}
}
