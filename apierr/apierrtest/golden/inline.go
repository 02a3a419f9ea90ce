package golden

import (
	"strconv"
	"strings"
)

// inline reads what stands within a block.
func inline(s string) string {
	s = strings.Trim(s, " ")
	if !strings.ContainsAny(s, "`&[") {
		return s
	}
	var b strings.Builder
	for s != "" {
		i := strings.IndexAny(s, "`&[")
		if i < 0 {
			i = len(s)
		}
		b.WriteString(s[:i])
		s = s[i:]
		if s != "" {
			s = mark(&b, s)
		}
	}
	return b.String()
}

// mark reads the code, reference or link at the start of s, or a character
// that begins none, and returns the rest.
func mark(b *strings.Builder, s string) (rest string) {
	switch s[0] {
	case '`':
		if end := strings.IndexByte(s[1:], '`'); end >= 0 {
			b.WriteString(s[:end+2])
			return s[end+2:]
		}
	case '&':
		if char, rest, ok := reference(s); ok {
			b.WriteString(char)
			return rest
		}
	case '[':
		if text, url, rest, ok := link(s); ok {
			b.WriteString(text)
			if text != url && "mailto:"+text != url {
				b.WriteString(" (" + url + ")")
			}
			return rest
		}
	}
	b.WriteByte(s[0])
	return s[1:]
}

// reference reads a numeric character reference, "&#124;".
func reference(s string) (char, rest string, ok bool) {
	digits, rest, ok := strings.Cut(s, ";")
	digits, marked := strings.CutPrefix(digits, "&#")
	n, err := strconv.ParseUint(digits, 10, 21)
	return string(rune(n)), rest, ok && marked && err == nil
}

// link reads a link, "[text](url)".
func link(s string) (text, url, rest string, ok bool) {
	text, rest, ok = strings.Cut(s[1:], "](")
	if !ok || strings.ContainsAny(text, "[]") {
		return "", "", "", false
	}
	url, rest, ok = strings.Cut(rest, ")")
	return inline(text), inline(url), rest, ok
}
