package wire

import (
	"encoding/binary"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Fold returns text as phrases are compared with it: in lowercase, and with
// every stretch in double quotes or backticks left out, because a message may
// echo what the caller wrote.
func Fold(text string) string { return string(appendFold(nil, text)) }

// blank takes the place of a quoted stretch, so that no phrase matches across it.
const blank = '\x00'

// appendFold appends text as [Fold] returns it. It takes eight bytes at once
// where none of them is special: every message is folded that a phrase is
// looked for in.
func appendFold(dst []byte, text string) []byte {
	for i := 0; i < len(text); {
		if i+8 <= len(text) {
			if word, plain := foldWord(binary.LittleEndian.Uint64([]byte(text[i : i+8]))); plain {
				dst = binary.LittleEndian.AppendUint64(dst, word)
				i += 8
				continue
			}
		}
		c := text[i]
		switch {
		case c == '"' || c == '`':
			if n := strings.IndexByte(text[i+1:], c); n >= 0 {
				dst = append(dst, blank)
				i += n + 2
				continue
			}
			fallthrough
		case c < utf8.RuneSelf:
			if 'A' <= c && c <= 'Z' {
				c += 'a' - 'A'
			}
			dst = append(dst, c)
			i++
		default:
			r, n := utf8.DecodeRuneInString(text[i:])
			if r == '’' { // typographic apostrophes are written by hand and by editors alike
				dst = append(dst, '\'')
			} else {
				dst = utf8.AppendRune(dst, unicode.ToLower(r))
			}
			i += n
		}
	}
	return dst
}

const (
	eachByte = 0x0101010101010101
	highBits = 0x80 * eachByte
)

// foldWord returns eight bytes in lowercase, and reports whether they are
// plain: ASCII without a quote or backtick.
func foldWord(w uint64) (folded uint64, plain bool) {
	if (w|markByte(w, '"')|markByte(w, '`'))&highBits != 0 {
		return w, false
	}
	// No byte has its high bit, so no sum of bytes reaches the next one: the
	// first sum sets the high bit of all from 'A' on, the second after 'Z'.
	upper := (w + (0x80-'A')*eachByte) &^ (w + (0x80-'Z'-1)*eachByte) & highBits
	return w + upper>>2, true
}

// markByte sets the high bit of the bytes that are c, and perhaps of some that
// follow one.
func markByte(w uint64, c uint64) uint64 {
	x := w ^ c*eachByte
	return (x - eachByte) &^ x
}
