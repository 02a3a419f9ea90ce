package yaml

import (
	"bytes"
	"unicode/utf8"
)

// checkBytes refuses what no YAML file may hold, and line ends that editors
// count otherwise than YAML does, so that every position is right.
func checkBytes(data []byte, r *Reporter) bool {
	if len(data) > MaxBytes {
		r.Report(Pos{}, "split the file, or leave out long texts", "file must have at most %d bytes; found more", MaxBytes)
		return false
	}
	for i := 0; i < len(data); {
		if c := data[i]; ' ' <= c && c < 0x7f || c == '\n' { // most are
			i++
			continue
		}
		c, size := utf8.DecodeRune(data[i:])
		switch {
		case c == utf8.RuneError && size == 1:
			r.Report(posAt(data, i), "save the file as UTF-8", "file must be UTF-8; found the byte 0x%02X", data[i])
			return false
		case c == '\r' && (i+1 == len(data) || data[i+1] != '\n'):
			r.Report(posAt(data, i), "end lines with a line feed", "lines must end with a line feed; found only a carriage return")
			return false
		case !isFileRune(c):
			r.Report(posAt(data, i), "in a double-quoted string it can be written as an escape", "file must not contain the character U+%04X", c)
			return false
		}
		i += size
	}
	return true
}

// posAt returns the place of the byte at i.
func posAt(data []byte, i int) Pos {
	before := data[:i]
	return Pos{bytes.Count(before, []byte("\n")) + 1, i - bytes.LastIndexByte(before, '\n')}
}

// isFileRune reports whether a file may hold a character as it is: all that
// YAML calls printable (YAML 1.2, section 5.1), except the line ends that no
// editor shows as such.
func isFileRune(c rune) bool {
	switch {
	case c < ' ':
		return c == '\t' || c == '\n' || c == '\r'
	case c < 0x7f:
		return true
	case c <= 0x9f, c == '\u2028', c == '\u2029', c == '\ufeff', c == 0xfffe, c == 0xffff:
		return false
	}
	return true
}
