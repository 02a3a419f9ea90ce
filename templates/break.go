package templates

import (
	"html/template"
	"strconv"
	"strings"
	"unicode"
)

// breakFrom is from how many letters on a name may be broken: a column of a phone
// takes the shorter ones whole.
const breakFrom = 14

// breaks returns a name as HTML with a place to break a line after each of its parts:
// "openaierr.<wbr>Insufficient<wbr>Quota". Without one, a browser that has no room breaks
// it inside a word.
func breaks(name string) template.HTML {
	if len(name) < breakFrom {
		return template.HTML(template.HTMLEscapeString(name))
	}
	var b strings.Builder
	last := 0
	for i, r := range name {
		if i > last && startsPart(name[:i], r) {
			b.WriteString(template.HTMLEscapeString(name[last:i]) + "<wbr>")
			last = i
		}
	}
	return template.HTML(b.String() + template.HTMLEscapeString(name[last:])) // every part is escaped
}

// startsPart reports whether a letter begins a part of a name: what follows a sign
// that joins, or an uppercase letter after a lowercase one.
func startsPart(before string, r rune) bool {
	last := before[len(before)-1]
	if strings.IndexByte("._/:=", last) >= 0 {
		return unicode.IsLetter(r) || unicode.IsDigit(r)
	}
	return 'a' <= last && last <= 'z' && unicode.IsUpper(r)
}

// grouped returns a number as people write it: 2,054.
func grouped(n int) string {
	text := strconv.Itoa(n)
	for i := len(text) - 3; i > 0; i -= 3 {
		text = text[:i] + "," + text[i:]
	}
	return text
}
