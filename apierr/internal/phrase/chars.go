package phrase

import "unicode/utf8"

// What a byte is in the eyes of the scanner. Letters and digits are themselves,
// in lowercase, and all of them are greater than lastMark.
const (
	space      = iota // separates words
	stop              // ends a sentence
	period            // ends a sentence unless it joins
	joint             // joins what is on its sides
	quote             // opens a quotation
	apostrophe        // belongs to a word, or opens a quotation
	high              // is part of a rune beyond ASCII
	lastMark   = '0' - 1
)

var folds = [256]byte{
	'0': '0', '1': '1', '2': '2', '3': '3', '4': '4', '5': '5', '6': '6', '7': '7', '8': '8', '9': '9',
	'A': 'a', 'B': 'b', 'C': 'c', 'D': 'd', 'E': 'e', 'F': 'f', 'G': 'g', 'H': 'h', 'I': 'i', 'J': 'j', 'K': 'k', 'L': 'l', 'M': 'm',
	'N': 'n', 'O': 'o', 'P': 'p', 'Q': 'q', 'R': 'r', 'S': 's', 'T': 't', 'U': 'u', 'V': 'v', 'W': 'w', 'X': 'x', 'Y': 'y', 'Z': 'z',
	'a': 'a', 'b': 'b', 'c': 'c', 'd': 'd', 'e': 'e', 'f': 'f', 'g': 'g', 'h': 'h', 'i': 'i', 'j': 'j', 'k': 'k', 'l': 'l', 'm': 'm',
	'n': 'n', 'o': 'o', 'p': 'p', 'q': 'q', 'r': 'r', 's': 's', 't': 't', 'u': 'u', 'v': 'v', 'w': 'w', 'x': 'x', 'y': 'y', 'z': 'z',
	'\n': stop, '!': stop, '?': stop, ';': stop,
	'.': period,
	'_': joint, '/': joint, '@': joint, ':': joint, '-': joint,
	'"': quote, '`': quote,
	'\'':          apostrophe,
	utf8.RuneSelf: high, high, high, high, high, high, high, high, high, high, high, high, high, high, high, high,
	high, high, high, high, high, high, high, high, high, high, high, high, high, high, high, high,
	high, high, high, high, high, high, high, high, high, high, high, high, high, high, high, high,
	high, high, high, high, high, high, high, high, high, high, high, high, high, high, high, high,
	high, high, high, high, high, high, high, high, high, high, high, high, high, high, high, high,
	high, high, high, high, high, high, high, high, high, high, high, high, high, high, high, high,
	high, high, high, high, high, high, high, high, high, high, high, high, high, high, high, high,
	high, high, high, high, high, high, high, high, high, high, high, high, high, high, high, high,
}

// What a rune beyond ASCII is.
type runeKind int

const (
	runeSpace  runeKind = iota
	runeLetter          // of a script that puts spaces between words
	runeAlone           // of a script that does not: a word by itself
	runeStop
	runeQuote
)

// kindOf returns what a rune beyond ASCII is. The blocks are named coarsely on
// purpose: each reader of the tables has to hold the same ones.
func kindOf(r rune) runeKind {
	switch r {
	case 0x00D7, 0x00F7, 0x0387, 0x0589, 0x060C:
		return runeSpace
	case 0x037E, 0x061B, 0x061F, 0x06D4, 0x0964, 0x0965, '…', '。', '！', '．', '；', '？':
		return runeStop
	case '‘', '“', '„', '«', '「', '『':
		return runeQuote
	case 0x00AA, 0x00B5, 0x00BA:
		return runeLetter
	case '・':
		return runeSpace
	}
	switch {
	case r < 0x00C0:
		return runeSpace
	case isAlone(r):
		return runeAlone
	case r < 0x2000, 0x2C00 <= r && r < 0x2E00, 0xA640 <= r && r < 0xD800:
		return runeLetter
	}
	return runeSpace
}

// isAlone reports whether r is of a script without spaces: Thai, Lao, Myanmar,
// Khmer, Kana, Han.
func isAlone(r rune) bool {
	switch {
	case r < 0x0E00:
		return false
	case r < 0x0F00, 0x1000 <= r && r < 0x10A0, 0x1780 <= r && r < 0x1800,
		0x3005 <= r && r < 0x3008, 0x3040 <= r && r < 0x3100, 0x3400 <= r && r < 0x4DC0, 0x4E00 <= r && r < 0xA000,
		0xF900 <= r && r < 0xFB00, 0x20000 <= r && r < 0x40000:
		return true
	}
	return false
}

// lower returns the lowercase of a rune beyond ASCII, for letters of Latin-1,
// Latin Extended-A, Greek and Cyrillic.
func lower(r rune) rune {
	switch {
	case r < 0x0100:
		if 0x00C0 <= r && r <= 0x00DE && r != 0x00D7 {
			return r + 0x20
		}
	case r < 0x0180:
		return lowerExtended(r)
	case 0x0391 <= r && r <= 0x03AB && r != 0x03A2, 0x0410 <= r && r <= 0x042F:
		return r + 0x20
	case 0x0400 <= r && r <= 0x040F:
		return r + 0x50
	case r == 0x0386:
		return 0x03AC
	case 0x0388 <= r && r <= 0x038A:
		return r + 0x25
	case r == 0x038C:
		return 0x03CC
	case r == 0x038E, r == 0x038F:
		return r + 0x3F
	}
	return r
}

// lowerExtended is lower for Latin Extended-A, where letters come in pairs.
func lowerExtended(r rune) rune {
	switch {
	case r == 0x0130:
		return 'i'
	case r == 0x0178:
		return 0x00FF
	case 0x0139 <= r && r <= 0x0148, 0x0179 <= r && r <= 0x017E:
		return r + r&1
	case r == 0x0138, r == 0x0149, r == 0x017F:
		return r
	}
	return r | 1
}

// isDigit reports whether s has a digit at i.
func isDigit(s string, i int) bool { return i < len(s) && '0' <= s[i] && s[i] <= '9' }

func isUpper(s string, i int) bool { return i < len(s) && 'A' <= s[i] && s[i] <= 'Z' }
func isLower(s string, i int) bool { return i < len(s) && 'a' <= s[i] && s[i] <= 'z' }

// letterAt returns how many bytes the letter or digit at i has, 0 if there is none.
func letterAt(s string, i int) int {
	if i >= len(s) {
		return 0
	}
	if f := folds[s[i]]; f != high {
		if f > lastMark {
			return 1
		}
		return 0
	}
	r, n := utf8.DecodeRuneInString(s[i:])
	if kindOf(r) != runeLetter {
		return 0
	}
	return n
}

// letterBefore reports whether a letter or digit ends at i.
func letterBefore(s string, i int) bool {
	if i == 0 {
		return false
	}
	if f := folds[s[i-1]]; f != high {
		return f > lastMark
	}
	r, _ := utf8.DecodeLastRuneInString(s[:i])
	return kindOf(r) == runeLetter
}

// apostropheAt returns how many bytes the apostrophe at i has, typed or typeset,
// if a letter follows it; else 0.
func apostropheAt(s string, i int) int {
	n := 0
	switch {
	case i >= len(s):
		return 0
	case s[i] == '\'':
		n = 1
	case len(s)-i > 3 && s[i:i+3] == "’":
		n = 3
	}
	if n == 0 || letterAt(s, i+n) == 0 {
		return 0
	}
	return n
}

// goesOn reports whether a word that has reached i goes on there.
func goesOn(s string, i int) bool { return letterAt(s, i) > 0 || apostropheAt(s, i) > 0 }
