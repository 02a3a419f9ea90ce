// Package harmless makes text that came from elsewhere fit to be printed: nothing
// in it steers a terminal, hides, or passes for a line of ours.
package harmless

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/errbook/errbook/apierr/internal/ascii"
)

const (
	// MaxLine is how many characters a line has at most.
	MaxLine = 300
	// MaxBlock is how many bytes a text has at most.
	MaxBlock = 8 << 10
)

// Line returns text as it can appear inside a line: harmless, with single
// spaces, without URLs, and cut after 300 characters.
func Line(text string) string {
	if isPlainLine(text) {
		return text
	}
	return boundLine(withoutURLs(strings.Join(strings.Fields(Text(text)), " ")))
}

// isPlainLine reports whether Line would change nothing, for most texts.
func isPlainLine(text string) bool {
	if len(text) > MaxLine {
		return false
	}
	for i := range len(text) {
		switch c := text[i]; {
		case c < ' ' || c > '~':
			return false
		case c == ' ' && (i == 0 || i == len(text)-1 || text[i+1] == ' '):
			return false
		case c == '/' && i > 0 && (text[i-1] == '/' || text[i-1] == '\\'), c == 'w' && strings.HasPrefix(text[i:], "www."):
			return false
		}
	}
	return true
}

// boundLine cuts a line after MaxLine characters.
func boundLine(line string) string {
	if len(line) <= MaxLine {
		return line
	}
	n := 0
	for i := range line {
		if n++; n == MaxLine {
			_, size := utf8.DecodeRuneInString(line[i:])
			if i+size < len(line) {
				return strings.TrimRight(line[:i], " ") + "…"
			}
		}
	}
	return line
}

// link appears in a line where a URL was.
const link = "[link]"

// withoutURLs replaces the URLs of a line. The marks that end a sentence, and
// those that enclose a URL, stay.
func withoutURLs(line string) string {
	var b strings.Builder
	for {
		start := indexURL(line)
		if start < 0 {
			break
		}
		end := start
		for end < len(line) && strings.IndexByte(" \"'<>`", line[end]) < 0 {
			end++
		}
		end = start + len(strings.TrimRight(line[start:end], ".,;:!?)]}*\\"))
		b.WriteString(line[:start])
		b.WriteString(link)
		line = line[end:]
	}
	if b.Len() == 0 {
		return line
	}
	b.WriteString(line)
	return b.String()
}

// indexURL returns where the first URL of a line starts, -1 if it has none: at
// a scheme before "://" (also as JSON escapes it), or at "www.".
func indexURL(line string) int {
	at := strings.Index(line, "://")
	if n := strings.Index(line, `:\/\/`); n >= 0 && (at < 0 || n < at) {
		at = n
	}
	if n := strings.Index(line, "www."); n >= 0 && (at < 0 || n < at) {
		return n
	}
	if at < 0 {
		return -1
	}
	for at > 0 && (ascii.IsAlnum(line[at-1]) || strings.IndexByte("+-.", line[at-1]) >= 0) {
		at--
	}
	return at
}

// Text returns text of which nothing can steer a terminal or hide: escape
// sequences, control characters and invisible format characters (which reorder
// text) are left out, line breaks are one newline each, and invalid UTF-8 shows
// as U+FFFD. Text over 8 KiB is cut.
func Text(text string) string {
	if isHarmless(text) {
		return text
	}
	cut := len(text) > MaxBlock
	if cut {
		text = text[:MaxBlock]
		for range utf8.UTFMax - 1 { // do not split a character
			if r, n := utf8.DecodeLastRuneInString(text); r != utf8.RuneError || n != 1 {
				break
			}
			text = text[:len(text)-1]
		}
	}
	var b strings.Builder
	for i := 0; i < len(text); {
		if n := escapeLength(text[i:]); n > 0 {
			i += n
			continue
		}
		r, n := utf8.DecodeRuneInString(text[i:])
		i += n
		if r, ok := harmlessRune(r); ok {
			b.WriteRune(r)
		}
	}
	if cut {
		b.WriteString("…")
	}
	return strings.TrimSpace(b.String())
}

// harmlessRune returns what takes the place of r, and false for nothing.
func harmlessRune(r rune) (rune, bool) {
	switch {
	case r == '\n' || r == '\u2028' || r == '\u2029' || r == '\u0085':
		return '\n', true
	case r == '\t':
		return ' ', true
	case unicode.IsControl(r), unicode.Is(unicode.Cf, r):
		return 0, false
	}
	return r, true
}

// Dropped returns the length of what Text leaves out at the beginning of a text,
// 0 for nothing.
func Dropped(text string) int {
	if n := escapeLength(text); n > 0 {
		return n
	}
	r, n := utf8.DecodeRuneInString(text)
	if _, kept := harmlessRune(r); kept {
		return 0
	}
	return n
}

// isHarmless reports whether Text would change nothing, for most texts.
func isHarmless(text string) bool {
	if len(text) > MaxBlock {
		return false
	}
	for i := range len(text) {
		if c := text[i]; (c < ' ' && c != '\n') || c > '~' {
			return false
		}
	}
	return strings.TrimSpace(text) == text
}

// escapeLength returns how long the terminal's escape sequence is that text
// begins with (ECMA-48), 0 for none: CSI up to its final byte, OSC and the like
// up to their terminator, others two bytes. One that does not end within 128
// bytes is only as long as its introducer.
func escapeLength(text string) int {
	const escape, bell, maxSequence = '\x1b', '\x07', 128
	start := 2
	switch {
	case strings.HasPrefix(text, "\u009b"):
	case text[0] != escape:
		return 0
	case len(text) == 1:
		return 1
	case text[1] == ']' || text[1] == 'P' || text[1] == '_' || text[1] == '^' || text[1] == 'X':
		for i := start; i < min(len(text), maxSequence); i++ {
			if text[i] == bell {
				return i + 1
			}
			if text[i] == escape && i+1 < len(text) && text[i+1] == '\\' {
				return i + 2
			}
		}
		return start
	case text[1] != '[':
		if text[1] < ' ' || text[1] > '~' {
			return 1
		}
		return start
	}
	for i := start; i < min(len(text), maxSequence); i++ {
		switch c := text[i]; {
		case '@' <= c && c <= '~':
			return i + 1
		case c < ' ' || c > '?':
			return i
		}
	}
	return start
}
