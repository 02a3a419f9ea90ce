package classify

import (
	"encoding/binary"
	"fmt"
	"math/bits"
	"strconv"
	"unicode/utf16"
	"unicode/utf8"
)

// A scanner reads the values of a JSON text one after the other, as strictly as
// RFC 8259 asks. It exists because a line must cost less than reflection does;
// a test holds it against [encoding/json].
type scanner struct {
	text string
	i    int
}

// peek skips white space and returns the byte behind it, 0 at the end.
func (s *scanner) peek() byte {
	for s.i < len(s.text) {
		switch c := s.text[s.i]; c {
		case ' ', '\t', '\n', '\r':
			s.i++
		case 0:
			return 1 // as little a value as any other control character
		default:
			return c
		}
	}
	return 0
}

// syntax says where the text stops being JSON.
func (s *scanner) syntax() error {
	if s.i >= len(s.text) {
		return fmt.Errorf("must be JSON; found an end after %d bytes", len(s.text))
	}
	r, _ := utf8.DecodeRuneInString(s.text[s.i:])
	return fmt.Errorf("must be JSON; found %s at byte %d", strconv.QuoteRuneToASCII(r), s.i+1)
}

// take reads a byte that must come next.
func (s *scanner) take(want byte) error {
	if s.peek() != want {
		return s.syntax()
	}
	s.i++
	return nil
}

// object reads an object; member is called for each name and reads its value.
func (s *scanner) object(member func(name string) error) error {
	s.i++
	if s.peek() == '}' {
		s.i++
		return nil
	}
	for {
		if s.peek() != '"' {
			return s.syntax()
		}
		name, err := s.string()
		if err != nil {
			return err
		}
		if err := s.take(':'); err != nil {
			return err
		}
		if err := member(name); err != nil {
			return err
		}
		if s.peek() == '}' {
			s.i++
			return nil
		}
		if err := s.take(','); err != nil {
			return err
		}
	}
}

// array reads an array; element is called for each value and reads it.
func (s *scanner) array(element func() error) error {
	s.i++
	if s.peek() == ']' {
		s.i++
		return nil
	}
	for {
		if err := element(); err != nil {
			return err
		}
		if s.peek() == ']' {
			s.i++
			return nil
		}
		if err := s.take(','); err != nil {
			return err
		}
	}
}

// maxDepth is how deep the values of a line may nest.
const maxDepth = 1000

// skip reads a value of any type.
func (s *scanner) skip(depth int) error {
	if depth > maxDepth {
		return fmt.Errorf("must nest at most %d deep; found more at byte %d", maxDepth, s.i+1)
	}
	switch c := s.peek(); {
	case c == '{':
		return s.object(func(string) error { return s.skip(depth + 1) })
	case c == '[':
		return s.array(func() error { return s.skip(depth + 1) })
	case c == '"':
		_, err := s.string()
		return err
	case c == 't':
		return s.word("true")
	case c == 'f':
		return s.word("false")
	case c == 'n':
		return s.word("null")
	case isNumberStart(c):
		_, err := s.number()
		return err
	}
	return s.syntax()
}

func (s *scanner) word(word string) error {
	for i := range len(word) {
		if s.i >= len(s.text) || s.text[s.i] != word[i] {
			return s.syntax()
		}
		s.i++
	}
	return nil
}

func isNumberStart(c byte) bool { return c == '-' || isDigit(c) }
func isDigit(c byte) bool       { return '0' <= c && c <= '9' }

// number reads a number and returns it as it is written (RFC 8259, section 6).
func (s *scanner) number() (string, error) {
	start := s.i
	s.accept('-')
	switch {
	case s.accept('0'):
	case !s.digits():
		return "", s.syntax()
	}
	if s.accept('.') && !s.digits() {
		return "", s.syntax()
	}
	if s.accept('e') || s.accept('E') {
		if !s.accept('+') {
			s.accept('-')
		}
		if !s.digits() {
			return "", s.syntax()
		}
	}
	return s.text[start:s.i], nil
}

// accept skips a byte if it comes next.
func (s *scanner) accept(c byte) bool {
	if s.i < len(s.text) && s.text[s.i] == c {
		s.i++
		return true
	}
	return false
}

// digits skips digits and reports whether there were any.
func (s *scanner) digits() bool {
	start := s.i
	for s.i < len(s.text) && isDigit(s.text[s.i]) {
		s.i++
	}
	return s.i > start
}

// isPlain holds the bytes that stand for themselves in a string. Those of
// UTF-8, valid or not, do.
var isPlain = func() (plain [256]bool) {
	for c := range plain {
		plain[c] = c >= ' ' && c != '"' && c != '\\'
	}
	return plain
}()

// plain skips bytes of a string that stand for themselves, eight at once where
// it can: most of a line is such bytes.
func (s *scanner) plain() {
	text, i := s.text, s.i
	for i+8 <= len(text) {
		special := markSpecial(binary.LittleEndian.Uint64([]byte(text[i : i+8])))
		if special != 0 {
			s.i = i + bits.TrailingZeros64(special)/8
			return
		}
		i += 8
	}
	for i < len(text) && isPlain[text[i]] {
		i++
	}
	s.i = i
}

// markSpecial sets the high bit of the first of eight bytes that does not stand
// for itself, and perhaps of some behind it; it returns 0 if all do.
func markSpecial(word uint64) uint64 {
	quote, backslash := word^'"'*eachByte, word^'\\'*eachByte
	return ((word-' '*eachByte)&^word | (quote-eachByte)&^quote | (backslash-eachByte)&^backslash) & highBits
}

const (
	eachByte = 0x0101010101010101
	highBits = 0x80 * eachByte
)

// string reads a string. One without escapes shares the memory of the text.
func (s *scanner) string() (string, error) {
	start := s.i + 1
	s.i = start
	s.plain()
	if s.i < len(s.text) && s.text[s.i] == '"' {
		s.i++
		return s.text[start : s.i-1], nil
	}
	s.i = start - 1
	value, err := s.appendString(nil)
	return string(value), err
}

// appendString reads a string and appends it to dst.
func (s *scanner) appendString(dst []byte) ([]byte, error) {
	s.i++
	for {
		start := s.i
		s.plain()
		dst = append(dst, s.text[start:s.i]...)
		switch {
		case s.i >= len(s.text) || s.text[s.i] < ' ':
			return dst, s.syntax()
		case s.text[s.i] == '"':
			s.i++
			return dst, nil
		}
		s.i++
		var err error
		if dst, err = s.appendEscape(dst); err != nil {
			return dst, err
		}
	}
}

// unescaped holds what the bytes behind a backslash stand for, 0 for nothing.
var unescaped = [256]byte{'"': '"', '\\': '\\', '/': '/', 'b': '\b', 'f': '\f', 'n': '\n', 'r': '\r', 't': '\t'}

// appendEscape reads what stands behind a backslash. A half of a surrogate pair
// alone becomes U+FFFD.
func (s *scanner) appendEscape(dst []byte) ([]byte, error) {
	if s.i >= len(s.text) {
		return dst, s.syntax()
	}
	if c := unescaped[s.text[s.i]]; c != 0 {
		s.i++
		return append(dst, c), nil
	}
	if !s.accept('u') {
		return dst, s.syntax()
	}
	r, err := s.hex()
	if err != nil {
		return dst, err
	}
	if utf16.IsSurrogate(r) {
		r = s.pair(r)
	}
	return utf8.AppendRune(dst, r), nil
}

// pair returns the character of a surrogate pair, whose second half is read if
// there is one.
func (s *scanner) pair(first rune) rune {
	at := *s
	if at.accept('\\') && at.accept('u') {
		if second, err := at.hex(); err == nil {
			if r := utf16.DecodeRune(first, second); r != utf8.RuneError {
				s.i = at.i
				return r
			}
		}
	}
	return utf8.RuneError
}

// hex reads four hexadecimal digits.
func (s *scanner) hex() (rune, error) {
	var r rune
	for range 4 {
		if s.i >= len(s.text) {
			return 0, s.syntax()
		}
		c := s.text[s.i]
		switch {
		case isDigit(c):
			r = r<<4 + rune(c-'0')
		case 'a' <= c|0x20 && c|0x20 <= 'f':
			r = r<<4 + rune(c|0x20-'a'+10)
		default:
			return 0, s.syntax()
		}
		s.i++
	}
	return r, nil
}

// kindOf returns what a value is, by its first byte.
func kindOf(c byte) string {
	switch {
	case c == '{':
		return "an object"
	case c == '[':
		return "a list"
	case c == '"':
		return "a string"
	case c == 't' || c == 'f':
		return "true or false"
	case c == 'n':
		return "null"
	case isNumberStart(c):
		return "a number"
	}
	return "no JSON"
}
