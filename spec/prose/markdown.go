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
	return string(AppendMarkdown(nil, spans))
}

// AppendMarkdown appends what [Markdown] returns to b.
func AppendMarkdown(b []byte, spans []Span) []byte {
	w := markdownWriter{b: b, begin: len(b)}
	for i, s := range spans {
		w.last = i == len(spans)-1
		w.span(s)
	}
	return w.b
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

// codeSafe reports whether text can appear in backticks: no engine strips it,
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
	end, size := utf8.DecodeLastRuneInString(s)
	outer := w.last && unicode.IsSpace(end) // engines drop it at the end of a block
	if outer {
		s = s[:len(s)-size]
	}
	done := 0
	for i := range len(s) {
		if suspect[s[i]] && w.special(s[:i], s[i], s[i+1:]) {
			w.b = append(w.b, s[done:i]...)
			w.reference(rune(s[i]))
			done = i + 1
		}
	}
	w.b = append(w.b, s[done:]...)
	if outer {
		w.reference(end)
	}
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
var suspect = func() (set [256]bool) {
	for _, c := range []byte("*[]<{}|`\\~$@^\t\n\r_&:.!") {
		set[c] = true
	}
	return set
}()

// special reports whether the character c between two texts could be markup.
func (w *markdownWriter) special(before string, c byte, after string) bool {
	switch c {
	case '_': // within a word it means itself
		return before == "" || after == "" || !isWord(before[len(before)-1]) || !isWord(after[0])
	case '&': // of a reference
		return after != "" && (isWord(after[0]) || after[0] == '#')
	case ':': // of a URL, a directive, an emoji
		return strings.HasPrefix(after, "//") || strings.HasPrefix(after, ":") || w.isShortcode(after)
	case '.': // of an address without scheme
		return len(before) >= 3 && strings.EqualFold(before[len(before)-3:], "www")
	case '!': // of an image: a link may follow
		return after == "" && !w.last
	}
	return true // wherever it stands
}

// isShortcode reports whether a colon in front of s begins the name of an
// emoji, or of a directive if a link follows.
func (w *markdownWriter) isShortcode(s string) bool {
	for i := range len(s) {
		switch {
		case s[i] == ':':
			return i > 0
		case !isWord(s[i]) && s[i] != '_' && s[i] != '+' && s[i] != '-':
			return false
		}
	}
	return s != "" && !w.last
}

func isWord(c byte) bool {
	return '0' <= c && c <= '9' || 'a' <= c|0x20 && c|0x20 <= 'z'
}
