package doctext

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

// none is how a word is written that is empty.
const none = "-"

// unescape undoes escape.
func unescape(s string) string {
	if strings.IndexByte(s, '|') < 0 && strings.IndexByte(s, '\\') < 0 {
		return s
	}
	var b strings.Builder
	for s != "" {
		if s[0] == '|' {
			b.WriteByte('`')
			s = s[1:]
			continue
		}
		r, multibyte, tail, err := strconv.UnquoteChar(s, 0)
		if err != nil {
			b.WriteString(s)
			break
		}
		if r < utf8.RuneSelf || multibyte {
			b.WriteRune(r)
		} else {
			b.WriteByte(byte(r))
		}
		s = tail
	}
	return b.String()
}

// word undoes escapeWord.
func word(s string) string {
	if s == none {
		return ""
	}
	return unescape(s)
}

// words undoes joinWords.
func words(s string) []string {
	if s == "" {
		return nil
	}
	list := strings.Split(s, " ")
	for i := range list {
		list[i] = word(list[i])
	}
	return list
}

// escape writes a text so that it has one line and can be in a raw string of Go: a
// backtick is a |, and what cannot be seen is escaped.
func escape(s string) string {
	var b strings.Builder
	for s != "" {
		r, n := utf8.DecodeRuneInString(s)
		switch {
		case r == '`':
			b.WriteByte('|')
		case r == '|':
			b.WriteString(`\x7c`)
		case r == '\\':
			b.WriteString(`\\`)
		case r == ' ':
			b.WriteByte(' ')
		case r == utf8.RuneError && n == 1: // a byte that is not UTF-8
			b.WriteString(`\x`)
			b.WriteString(strconv.FormatUint(uint64(s[0])|0x100, 16)[1:])
		case strconv.IsPrint(r):
			b.WriteRune(r)
		default:
			quoted := strconv.QuoteRuneToASCII(r)
			b.WriteString(quoted[1 : len(quoted)-1])
		}
		s = s[n:]
	}
	return b.String()
}

// escapeWord writes a text as one word: without spaces, and "-" for none.
func escapeWord(s string) string {
	return strings.ReplaceAll(escapeRest(s), " ", `\x20`)
}

// joinWords writes texts as words with spaces between them.
func joinWords(texts []string) string {
	list := make([]string, len(texts))
	for i, t := range texts {
		list[i] = escapeWord(t)
	}
	return strings.Join(list, " ")
}

// escapeRest writes a text that the rest of a line is, and "-" for none.
func escapeRest(s string) string {
	switch s {
	case "":
		return none
	case none:
		return `\x2d`
	}
	return escape(s)
}
