// Package ascii has helpers for text that allocate no memory: they tell the
// letters and digits of ASCII apart, compare in any case, and share memory.
package ascii

import "strings"

// IsDigit reports whether c is one of 0 to 9.
func IsDigit(c byte) bool { return '0' <= c && c <= '9' }

// IsAlnum reports whether c is a letter or a digit.
func IsAlnum(c byte) bool { return alnumBytes[c>>6]>>(c&63)&1 != 0 }

// IsUpper reports whether c is one of A to Z.
func IsUpper(c byte) bool { return 'A' <= c && c <= 'Z' }

// BeginsWord reports whether a word of a name that is written like URLNotFound begins
// at i: with an uppercase letter that follows a lowercase letter or a digit, or that
// lowercase letters follow.
func BeginsWord(name string, i int) bool {
	if i == 0 || !IsUpper(name[i]) {
		return false
	}
	before := name[i-1]
	if IsUpper(before) {
		return i+1 < len(name) && 'a' <= name[i+1] && name[i+1] <= 'z'
	}
	return IsAlnum(before)
}

// IsWord reports whether c is a letter, a digit or an underscore: max_tokens is
// one word, which does not speak of tokens.
func IsWord(c byte) bool { return wordBytes[c>>6]>>(c&63)&1 != 0 }

// wordBytes is a set of bits, because every byte of a message is asked for:
// digits, then uppercase letters, the underscore and lowercase letters; alnumBytes is the
// same without the underscore.
var (
	wordBytes  = [4]uint64{0x03ff_0000_0000_0000, 0x07ff_fffe_87ff_fffe}
	alnumBytes = [4]uint64{0x03ff_0000_0000_0000, 0x07ff_fffe_07ff_fffe}
)

// HasPrefixFold is [strings.HasPrefix] for ASCII in any case.
func HasPrefixFold(s, prefix string) bool {
	return len(s) >= len(prefix) && strings.EqualFold(s[:len(prefix)], prefix)
}

// HasSuffixFold is [strings.HasSuffix] for ASCII in any case.
func HasSuffixFold(s, suffix string) bool {
	return len(s) >= len(suffix) && strings.EqualFold(s[len(s)-len(suffix):], suffix)
}
