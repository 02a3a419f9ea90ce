package listing

import (
	"strings"
	"unicode/utf8"
)

// A token is a word, a string or a mark of a program.
type token struct {
	kind   tokenKind
	text   string // of a string, what it holds
	offset int
}

type tokenKind uint8

const (
	markToken   tokenKind = iota // one character
	wordToken                    // an identifier or a number
	stringToken                  // a string literal
	lineToken                    // the end of a line, in languages where it matters
)

// A syntax is what the languages differ in, as far as names are concerned.
type syntax struct {
	comment string // begins a comment to the end of the line
	block   bool   // /* … */ is a comment
	quotes  string // what strings begin with
	triple  bool   // """ … """ is a string
	lines   bool   // ends of lines are tokens
}

// lex splits a program into tokens. It never fails: what it does not know is a
// mark.
func lex(src string, s syntax) []token {
	var list []token
	for i := 0; i < len(src); {
		c := src[i]
		switch {
		case c == '\n':
			if s.lines {
				list = append(list, token{lineToken, "\n", i})
			}
			i++
		case c == ' ' || c == '\t' || c == '\r':
			i++
		case strings.HasPrefix(src[i:], s.comment):
			i += until(src[i:], "\n", 0)
		case s.block && strings.HasPrefix(src[i:], "/*"):
			i += until(src[i+2:], "*/", 2) + 2
		case strings.IndexByte(s.quotes, c) >= 0:
			text, size := quoted(src[i:], s)
			list = append(list, token{stringToken, text, i})
			i += size
		case isWordByte(c):
			n := 1
			for i+n < len(src) && isWordByte(src[i+n]) {
				n++
			}
			list = append(list, token{wordToken, src[i : i+n], i})
			i += n
		default:
			_, n := utf8.DecodeRuneInString(src[i:])
			list = append(list, token{markToken, src[i : i+n], i})
			i += n
		}
	}
	return list
}

// until returns how far it is to the end mark, and beyond it by more bytes; to the
// end of the text if there is none.
func until(src, end string, beyond int) int {
	if i := strings.Index(src, end); i >= 0 {
		return i + beyond
	}
	return len(src)
}

func isWordByte(c byte) bool {
	return c == '_' || c == '$' || '0' <= c && c <= '9' || 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || c >= utf8.RuneSelf
}

// quoted returns what a string literal at the start of src holds, and its size. An
// escape stands for the character after the backslash: names have no others.
func quoted(src string, s syntax) (text string, size int) {
	quote := src[:1]
	if s.triple && len(src) >= 3 && src[1:2] == quote && src[2:3] == quote {
		n := until(src[3:], strings.Repeat(quote, 3), 0)
		return src[3 : 3+n], min(n+6, len(src))
	}
	var b strings.Builder
	for i := 1; i < len(src); i++ {
		switch {
		case src[i] == '\\' && i+1 < len(src):
			i++
			b.WriteByte(src[i])
		case src[i:i+1] == quote:
			return b.String(), i + 1
		case src[i] == '\n' && quote != "`":
			return b.String(), i // not closed
		default:
			b.WriteByte(src[i])
		}
	}
	return b.String(), len(src)
}

// is reports whether a token is a word or a mark.
func (t token) is(text string) bool {
	return t.text == text && (t.kind == markToken || t.kind == wordToken)
}

// at returns a token, one that is nothing beyond the end.
func at(list []token, i int) token {
	if i < 0 || i >= len(list) {
		return token{}
	}
	return list[i]
}

// closing returns the index of the bracket that closes the one at open, or the
// number of tokens.
func closing(list []token, open int) int {
	depth := 0
	for i := open; i < len(list); i++ {
		if list[i].kind != markToken {
			continue
		}
		switch list[i].text {
		case "{", "[", "(":
			depth++
		case "}", "]", ")":
			if depth--; depth == 0 {
				return i
			}
		}
	}
	return len(list)
}
