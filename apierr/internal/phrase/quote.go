package phrase

import (
	"strings"
	"unicode/utf8"
)

// quoteKinds is how many kinds of closing marks there are.
const quoteKinds = 9

// A closer is the place of the next closing mark of a kind: 0 if it was not
// looked for, the length of the text if none follows. It is looked for once
// however many marks open.
type closer int

// quoted takes a quotation that begins at i with mark c, n bytes long, as one
// word, and returns where it ends: 0 if it never ends, or if c does not open one.
func (r *run) quoted(s string, i int, c rune, n int) int {
	if c == '\'' && (letterBefore(s, i) || i+1 == len(s) || s[i+1] <= ' ') {
		return 0
	}
	kind, width := closingOf(c)
	if int(r.closers[kind]) < i+n {
		r.closers[kind] = closer(nextClosing(s, i+n, c))
	}
	at := int(r.closers[kind])
	if at == len(s) {
		return 0
	}
	r.take(0)
	return at + width
}

// closingOf numbers the kinds of marks that open a quotation, and returns how
// many bytes the mark that closes it has.
func closingOf(c rune) (kind, width int) {
	switch c {
	case '"':
		return 0, 1
	case '`':
		return 1, 1
	case '\'':
		return 2, 1
	case '‘':
		return 3, len("’")
	case '“':
		return 4, len("”")
	case '„':
		return 5, len("“")
	case '«':
		return 6, len("»")
	case '「':
		return 7, len("」")
	}
	return 8, len("』")
}

// nextClosing returns the place from i on of the mark that closes what c
// opens, len(s) if there is none.
func nextClosing(s string, i int, c rune) int {
	switch c {
	case '"', '`':
		return indexFrom(s, i, string(c))
	case '\'':
		return nextSingle(s, i, "'")
	case '‘':
		return nextSingle(s, i, "’")
	case '“':
		return indexFrom(s, i, "”")
	case '„':
		return min(indexFrom(s, i, "“"), indexFrom(s, i, "”"))
	case '«':
		return indexFrom(s, i, "»")
	case '「':
		return indexFrom(s, i, "」")
	}
	return indexFrom(s, i, "』")
}

func indexFrom(s string, i int, mark string) int {
	if n := strings.Index(s[i:], mark); n >= 0 {
		return i + n
	}
	return len(s)
}

// nextSingle is nextClosing for marks that are apostrophes, too: one closes a
// quotation after anything but a space and before anything but a letter.
func nextSingle(s string, i int, mark string) int {
	for {
		i = indexFrom(s, i, mark)
		if i == len(s) || s[i-1] > ' ' && letterAt(s, i+len(mark)) == 0 {
			return i
		}
		_, n := utf8.DecodeRuneInString(s[i:])
		i += n
	}
}
