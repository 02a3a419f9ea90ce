package wire

import (
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// Unescape decodes the inside of a JSON string (RFC 8259, section 7).
func Unescape(raw string) string {
	return string(appendUnescaped(make([]byte, 0, len(raw)), raw))
}

// appendUnescaped appends what the inside of a JSON string means. An
// escape that JSON does not know stays as it is written: half-escaped text is
// still worth reading.
func appendUnescaped(dst []byte, raw string) []byte {
	for i := 0; i < len(raw); {
		if plain := strings.IndexByte(raw[i:], '\\'); plain != 0 {
			if plain < 0 {
				return append(dst, raw[i:]...)
			}
			dst = append(dst, raw[i:i+plain]...)
			i += plain
		}
		if i+1 == len(raw) {
			return append(dst, '\\')
		}
		if raw[i+1] == 'u' {
			if r, n := escapedRune(raw[i:]); n > 0 {
				dst = utf8.AppendRune(dst, r)
				i += n
				continue
			}
		}
		dst = appendEscape(dst, raw[i+1])
		i += 2
	}
	return dst
}

// appendEscape appends what a backslash and c mean.
func appendEscape(dst []byte, c byte) []byte {
	switch c {
	case 'n':
		return append(dst, '\n')
	case 't':
		return append(dst, '\t')
	case 'r':
		return append(dst, '\r')
	case 'b':
		return append(dst, '\b')
	case 'f':
		return append(dst, '\f')
	case '"', '\\', '/', '\'':
		return append(dst, c)
	}
	return append(dst, '\\', c)
}

// escapedRune reads \uXXXX, or two of them that are a surrogate pair, and
// returns how many bytes that took; 0 if s begins with no such escape.
func escapedRune(s string) (r rune, n int) {
	first, ok := hex4(s)
	if !ok {
		return 0, 0
	}
	if !utf16.IsSurrogate(first) {
		return first, 6
	}
	if second, ok := hex4(s[6:]); ok {
		if r := utf16.DecodeRune(first, second); r != utf8.RuneError {
			return r, 12
		}
	}
	return utf8.RuneError, 6
}

func hex4(s string) (rune, bool) {
	if len(s) < 6 || s[0] != '\\' || s[1] != 'u' {
		return 0, false
	}
	n, err := strconv.ParseUint(s[2:6], 16, 16)
	return rune(n), err == nil
}
