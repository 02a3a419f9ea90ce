package redact

import (
	"strings"
	"sync"

	"github.com/errbook/errbook/apierr/internal/ascii"
)

// A keyPattern is how the keys of one issuer look: a prefix, and at least so
// many characters of letters, digits and some marks. spec/credentials.yaml says where
// each is from.
type keyPattern struct {
	prefix string
	min    int
	// digit asks for a digit within the first min characters, for a prefix that
	// ordinary words could have.
	digit bool
	marks string // characters besides letters and digits
}

// keyHeads finds the patterns by the first two bytes of their prefixes: few
// words begin like a key or a token, and those that do not must cost next to
// nothing. Entries count from 1; 0 is none. A token or scheme has no pattern, only
// an entry after the last one.
var keyHeads struct {
	once  sync.Once
	first [256]uint8
	next  [len(keyPatterns) + 2]uint8
}

// tokenHead is the entry of words that may be a token or name a scheme.
const tokenHead = uint8(len(keyPatterns) + 1)

func keyHash(a, b byte) uint8 { return a*7 ^ b }

// fillKeyHeads goes backwards, so that each chain has the patterns in order.
func fillKeyHeads() {
	h := &keyHeads
	for _, pair := range []string{"ey", "be", "bE", "Be", "BE", "ba", "bA", "Ba", "BA"} {
		h.first[keyHash(pair[0], pair[1])] = tokenHead
	}
	for n := len(keyPatterns); n > 0; n-- {
		hash := keyHash(keyPatterns[n-1].prefix[0], keyPatterns[n-1].prefix[1])
		h.next[n], h.first[hash] = h.first[hash], uint8(n)
	}
}

// keyAt returns the key or token that starts at i, which must start a word.
func keyAt(text string, i int) (span, bool) {
	rest := text[i:]
	if len(rest) < 3 {
		return span{}, false
	}
	for n := keyHeads.first[keyHash(rest[0], rest[1])]; n != 0; n = keyHeads.next[n] {
		if n == tokenHead {
			return tokenOrSchemeAt(text, i)
		}
		p := &keyPatterns[n-1]
		if strings.HasPrefix(rest, p.prefix) && run(rest[len(p.prefix):], p.marks, p.min, p.digit) {
			return span{i, i + len(p.prefix) + runLength(rest[len(p.prefix):], p.marks)}, true
		}
	}
	return span{}, false
}

// tokenOrSchemeAt returns the token, or the credentials after the scheme, that
// starts at i.
func tokenOrSchemeAt(text string, i int) (span, bool) {
	if text[i] == 'e' {
		return tokenAt(text, i)
	}
	return schemeAt(text, i)
}

// run reports whether text begins with at least n characters of letters,
// digits and marks, one of them a digit if that is asked for.
func run(text, marks string, n int, digit bool) bool {
	if len(text) < n {
		return false
	}
	for i := range n {
		c := text[i]
		if !ascii.IsAlnum(c) && strings.IndexByte(marks, c) < 0 {
			return false
		}
		digit = digit && !ascii.IsDigit(c)
	}
	return !digit
}

// runLength returns how many letters, digits and marks text begins with.
func runLength(text, marks string) int {
	n := 0
	for n < len(text) && (ascii.IsAlnum(text[n]) || strings.IndexByte(marks, text[n]) >= 0) {
		n++
	}
	return n
}

// tokenAt returns the JSON Web Token (RFC 7519) that starts at i: base64url of
// an object, a dot, and more of the same.
func tokenAt(text string, i int) (span, bool) {
	const marks = "-_"
	if !strings.HasPrefix(text[i:], "eyJ") || i > 0 && strings.IndexByte(marks, text[i-1]) >= 0 {
		return span{}, false
	}
	header := runLength(text[i:], marks)
	end := i + header
	if header < 10 || end >= len(text) || text[end] != '.' || !run(text[end+1:], marks, 10, false) {
		return span{}, false
	}
	return span{i, end + runLength(text[end:], marks+".")}, true
}

// schemeAt returns the credentials after the name of an authentication scheme
// (RFC 9110, section 11.4) that starts at i. Words that follow it in a sentence
// are short, or have no digit.
func schemeAt(text string, i int) (span, bool) {
	const long = 32
	scheme, marks := "bearer ", "-._~+/="
	if ascii.HasPrefixFold(text[i:], "basic ") {
		scheme, marks = "basic ", "+/=" // base64, where names of plans and models have dashes
	} else if !ascii.HasPrefixFold(text[i:], scheme) {
		return span{}, false
	}
	start := i + len(scheme)
	token := text[start:min(start+long, len(text))]
	token = token[:runLength(token, marks)]
	if len(token) < long && (len(token) < 8 || !strings.ContainsAny(token, "0123456789")) {
		return span{}, false
	}
	// Base64 mixes small and capital letters; the names of plans and models do not.
	if scheme == "basic " && len(token) < long && (token == strings.ToLower(token) || token == strings.ToUpper(token)) {
		return span{}, false
	}
	return span{start, start + runLength(text[start:], marks)}, true
}
