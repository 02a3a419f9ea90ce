package classify

import (
	"encoding/binary"
	"strconv"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/errbook/errbook/apierr"
)

// AppendJSON appends what a response is as one JSON object, without a line
// break: {"provider", "code", "kind", "family", "match", "retry", "retryable",
// "delay_ms", "actor", "scope", "executed", "request_id", "message"}, in this order.
//
// code is "" for an error that no entry documents, and delay_ms null when the
// server asked for no delay; a fraction of a millisecond is rounded up. A nil
// err, for a response that is not an error, has "" for kind and "none" for match.
func AppendJSON(dst []byte, provider string, err *apierr.Error) []byte {
	dst = appendString(append(dst, `{"provider":`...), provider)
	if err == nil {
		return append(dst, `,"code":"","kind":"","family":"","match":"none","retry":"","retryable":false,`+
			`"delay_ms":null,"actor":"","scope":"","executed":"","request_id":"","message":""}`...)
	}
	retry := err.Retry()
	dst = appendWord(dst, `,"code":"`, string(err.Code))
	dst = appendWord(dst, `,"kind":"`, err.Kind.String())
	dst = appendWord(dst, `,"family":"`, string(familyOf(err)))
	dst = appendWord(dst, `,"match":"`, err.Match.String())
	dst = appendWord(dst, `,"retry":"`, retry.String())
	dst = strconv.AppendBool(append(dst, `,"retryable":`...), retry.Retryable())
	dst = appendDelay(append(dst, `,"delay_ms":`...), err.Delay)
	dst = appendWord(dst, `,"actor":"`, err.Actor().String())
	dst = appendWord(dst, `,"scope":"`, string(err.Scope()))
	dst = appendWord(dst, `,"executed":"`, err.Executed().String())
	dst = appendString(append(dst, `,"request_id":`...), err.RequestID)
	dst = appendString(append(dst, `,"message":`...), err.Message)
	return append(dst, '}')
}

// familyOf returns the family of an error, which for a kind of a book's own is
// known from the documentation alone.
func familyOf(err *apierr.Error) apierr.Family {
	if err.Doc != nil {
		return err.Doc.Family
	}
	return err.Kind.Family()
}

// appendWord appends a member whose value is a name of ours, which has nothing
// to escape.
func appendWord(dst []byte, open, word string) []byte {
	return append(append(append(dst, open...), word...), '"')
}

// appendFault appends what is said instead of a response that could not be read.
func appendFault(dst []byte, line int, err error) []byte {
	dst = appendString(append(dst, `{"error":`...), "line "+strconv.Itoa(line)+": "+err.Error())
	return append(dst, '}')
}

// appendDelay appends a delay in milliseconds, rounded up so that nobody comes
// back too early.
func appendDelay(dst []byte, d apierr.Delay) []byte {
	if d.Source == "" {
		return append(dst, "null"...)
	}
	ms := d.Duration.Milliseconds()
	if d.Duration%time.Millisecond > 0 {
		ms++
	}
	return strconv.AppendInt(dst, ms, 10)
}

// isPrintable holds the bytes that need no escape, and that no other byte can
// change.
var isPrintable = func() (printable [256]bool) {
	for c := range printable {
		printable[c] = isPlain[c] && c < 0x7f
	}
	return printable
}()

// appendString appends a JSON string. Characters that steer a terminal or hide
// (control and format characters, line separators) are written as escapes, so
// that the output is safe to look at and loses nothing; bytes that are no UTF-8
// become U+FFFD.
func appendString(dst []byte, text string) []byte {
	dst = append(dst, '"')
	for {
		n := printable(text)
		dst = append(dst, text[:n]...)
		if n == len(text) {
			return append(dst, '"')
		}
		r, size := utf8.DecodeRuneInString(text[n:])
		dst = appendRune(dst, r)
		text = text[n+size:]
	}
}

// printable returns how many bytes text begins with that need no escape.
func printable(text string) int {
	n := 0
	for n+8 <= len(text) {
		word := binary.LittleEndian.Uint64([]byte(text[n : n+8]))
		if markSpecial(word)|(word|(word+eachByte))&highBits != 0 {
			break
		}
		n += 8
	}
	for n < len(text) && isPrintable[text[n]] {
		n++
	}
	return n
}

// appendRune appends a character that may not be able to stand for itself.
func appendRune(dst []byte, r rune) []byte {
	switch r {
	case '"', '\\':
		return append(dst, '\\', byte(r))
	case '\n':
		return append(dst, `\n`...)
	case '\r':
		return append(dst, `\r`...)
	case '\t':
		return append(dst, `\t`...)
	}
	if unicode.IsGraphic(r) {
		return utf8.AppendRune(dst, r)
	}
	if r > 0xffff {
		r -= 0x10000
		dst = appendUnit(dst, 0xd800+r>>10)
		r = 0xdc00 + r&0x3ff
	}
	return appendUnit(dst, r)
}

// appendUnit appends a UTF-16 code unit as an escape.
func appendUnit(dst []byte, r rune) []byte {
	const digits = "0123456789abcdef"
	return append(dst, '\\', 'u', digits[r>>12&15], digits[r>>8&15], digits[r>>4&15], digits[r&15])
}
