package prose

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Markdown prints spans as Markdown that shows the same text in every engine,
// at the start of a block or inside one, also in a cell of a table, and that
// needs neither backslashes (Python-Markdown takes fewer of them than
// CommonMark) nor HTML: characters that some engine could take as markup are
// numeric character references, and only those, so that the source stays
// readable.
//
// Code that no engine could misread is in backticks. Other code, such as one
// with a `|`, which ends a cell even within backticks, is shown as plain text.
func Markdown(spans []Span) string {
	if len(spans) == 1 && spans[0].Kind == Plain && tame(spans[0].Text) {
		return spans[0].Text
	}
	return string(AppendMarkdown(nil, spans))
}

// AppendMarkdown appends what [Markdown] returns to b.
func AppendMarkdown(b []byte, spans []Span) []byte {
	if len(spans) == 1 && spans[0].Kind == Plain && tame(spans[0].Text) {
		return append(b, spans[0].Text...)
	}
	w := markdownWriter{b: b, begin: len(b)}
	for i, s := range spans {
		w.last = i == len(spans)-1
		w.span(s)
	}
	return w.b
}

// tame reports whether a text is nothing but words and sentence marks, which
// mean themselves everywhere: the usual case.
func tame(s string) bool {
	for i := range len(s) {
		c := s[i]
		letter := 'a' <= c|0x20 && c|0x20 <= 'z'
		if !letter && (i == 0 || c != ' ' && c != ',' && c != ';' && c != '-' && c != '\'' && (c < '0' || c > '9') && (c != '.' || s[i-1] == 'w')) {
			return false
		}
	}
	return s != "" && s[len(s)-1] != ' ' && !isModuleWord(s)
}

// A markdownWriter prints spans one after the other.
type markdownWriter struct {
	b     []byte
	begin int  // where the printed text begins
	last  bool // no span follows
	code  bool // what was printed ends with a backtick, which must not meet another
}

func (w *markdownWriter) span(s Span) {
	code := s.Kind == Code && !w.code && codeSafe(s.Text)
	w.code = code || w.code && s.Text == ""
	switch {
	case code:
		w.b = append(w.b, '`')
		w.b = append(w.b, s.Text...)
		w.b = append(w.b, '`')
	case s.Kind == Link && safeURL(s.URL):
		w.b = append(w.b, '[')
		w.text(s.Text)
		w.b = append(w.b, "]("...)
		w.b = append(w.b, markdownURL(s.URL)...)
		w.b = append(w.b, ')')
	default:
		w.text(s.Text)
	}
}

// codeSafe reports whether text can stand in backticks: no engine strips it,
// splits a table at it, or runs a template in it (Hugo's shortcodes and
// Jinja's blocks are expanded before anybody looks for code).
func codeSafe(text string) bool {
	return text != "" && strings.TrimSpace(text) == text && !strings.ContainsAny(text, "`|\n\r\t") &&
		!strings.Contains(text, "  ") && !strings.Contains(text, "{{") && !strings.Contains(text, "{%")
}

// markdownURL returns a checked URL such that no engine finds a character
// reference in it.
func markdownURL(dest string) string {
	if !strings.Contains(dest, ";") {
		return dest
	}
	return strings.ReplaceAll(dest, "&", "&#38;")
}

// text prints plain text.
func (w *markdownWriter) text(s string) {
	if len(w.b) == w.begin {
		s = w.start(s)
	}
	done := 0
	for i := 0; i < len(s); {
		if s[i] < utf8.RuneSelf && !suspect[s[i]] {
			i++
			continue
		}
		r, size := rune(s[i]), 1
		if r >= utf8.RuneSelf {
			r, size = utf8.DecodeRuneInString(s[i:])
		}
		if w.special(s, i, r, size) {
			w.b = append(w.b, s[done:i]...)
			w.reference(r)
			done = i + size
		}
		i += size
	}
	w.b = append(w.b, s[done:]...)
}

// reference prints a character as its number.
func (w *markdownWriter) reference(r rune) {
	w.b = append(w.b, "&#"...)
	w.b = strconv.AppendInt(w.b, int64(r), 10)
	w.b = append(w.b, ';')
}

// start prints what at the start of a block would open a list, a heading, a
// quote, a directive and so on, and returns the rest.
func (w *markdownWriter) start(s string) string {
	if s == "" {
		return ""
	}
	if digits := len(s) - len(strings.TrimLeft(s, "0123456789")); 0 < digits && digits < len(s) && (s[digits] == '.' || s[digits] == ')') {
		w.b = append(w.b, s[:digits]...)
		w.reference(rune(s[digits]))
		return s[digits+1:]
	}
	if r, size := utf8.DecodeRuneInString(s); strings.ContainsRune("#+-=>:!?", r) || unicode.IsSpace(r) || isModuleWord(s) {
		w.reference(r)
		return s[size:]
	}
	return s
}

// isModuleWord reports whether MDX would take a paragraph for JavaScript.
func isModuleWord(s string) bool {
	return strings.HasPrefix(s, "import") || strings.HasPrefix(s, "export")
}

// suspect holds the bytes that special looks at.
var suspect = func() (set [utf8.RuneSelf]bool) {
	for _, c := range []byte("*[]<{}|`\\~$@^\t\n\r_&:. ") {
		set[c] = true
	}
	return set
}()

// special reports whether the character r at s[i:i+size] could be markup.
func (w *markdownWriter) special(s string, i int, r rune, size int) bool {
	rest := s[i+size:]
	switch r {
	case '*', '[', ']', '<', '{', '}', '|', '`', '\\', '~', '$', '@', '^', '\t', '\n', '\r':
		return true
	case '_': // within a word it means itself
		return i == 0 || rest == "" || !isWord(s[i-1]) || !isWord(rest[0])
	case '&': // of a reference
		return rest != "" && (isWord(rest[0]) || rest[0] == '#')
	case ':': // of a URL, a directive, an emoji
		return strings.HasPrefix(rest, "//") || strings.HasPrefix(rest, ":") || isShortcode(rest)
	case '.': // of an address without scheme
		return i >= 3 && strings.EqualFold(s[i-3:i], "www")
	case ' ': // at the end of a line
		return rest == "" && w.last
	}
	return r >= utf8.RuneSelf && unicode.IsSpace(r) && rest == "" && w.last
}

// isShortcode reports whether a colon in front of s begins the name of an emoji.
func isShortcode(s string) bool {
	for i := range len(s) {
		switch {
		case s[i] == ':':
			return i > 0
		case !isWord(s[i]) && s[i] != '_' && s[i] != '+' && s[i] != '-':
			return false
		}
	}
	return false
}

func isWord(c byte) bool {
	return '0' <= c && c <= '9' || 'a' <= c|0x20 && c|0x20 <= 'z'
}
