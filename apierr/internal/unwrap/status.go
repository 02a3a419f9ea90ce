package unwrap

import (
	"strings"

	"github.com/errbook/errbook/apierr/internal/ascii"
)

// StatusInText returns the status at the beginning of a line that a program
// printed, after one of the words that programs put before it: "Error code:
// 429 - …", "502: Bad Gateway"; at its end: "… (Status: 503)"; or anywhere, after
// words that say so: "… response error StatusCode: 429, RequestID: …". It returns 0
// for all other text: any other number may be anything.
func StatusInText(text string) int {
	if n := statusAtEnd(text); n != 0 {
		return n
	}
	line := text
	for _, word := range statusWords {
		if ascii.HasPrefixFold(text, word) {
			text = strings.TrimLeft(text[len(word):], ": _-(/")
		}
	}
	if len(text) == 3 || len(text) > 3 && !ascii.IsAlnum(text[3]) && text[3] != '.' {
		if n := ErrorStatus(text[:3]); n != 0 {
			return n
		}
	}
	return statusAnywhere(line)
}

// statusAnywhere returns the first status of a line that comes right after words
// which say that it is one; 0 if there is none.
func statusAnywhere(line string) int {
	for i := 0; i+3 <= len(line); i++ {
		n := ErrorStatus(line[i : i+3])
		if n == 0 || i+3 < len(line) && ascii.IsAlnum(line[i+3]) {
			continue
		}
		if endsWithAny(strings.TrimRight(line[:i], ": =(['`"), anyStatusWords) {
			return n
		}
	}
	return 0
}

func endsWithAny(text string, words []string) bool {
	for _, word := range words {
		if ascii.HasSuffixFold(text, word) {
			return true
		}
	}
	return false
}

// statusAtEnd returns the status that a program put at the end of a line, after a
// word that says so; 0 if there is none.
func statusAtEnd(line string) int {
	line = strings.TrimRight(line, ".)] ")
	if len(line) < 3 || !ascii.IsDigit(line[len(line)-1]) {
		return 0
	}
	n := ErrorStatus(line[len(line)-3:])
	before := strings.TrimRight(line[:len(line)-3], ": =")
	if endsWithAny(before, lastStatusWords) {
		return n
	}
	return 0
}

// ErrorStatus returns the status of an error, 400 to 599, that text spells; 0 if
// it spells none. Most text does not, and the errors of package strconv cost.
func ErrorStatus(text string) int {
	if len(text) != 3 || text[0] < '4' || text[0] > '5' || !ascii.IsDigit(text[1]) || !ascii.IsDigit(text[2]) {
		return 0
	}
	return int(text[0]-'0')*100 + int(text[1]-'0')*10 + int(text[2]-'0')
}

// statusBefore returns the last number of a line that can be an error's status
// and is no part of a longer one, 0 for none.
func statusBefore(line string) int {
	for end := len(line); end >= 3; end-- {
		start := end - 3
		if start > 0 && isNumberByte(line[start-1]) || end < len(line) && isNumberByte(line[end]) && line[end] != '.' && line[end] != '-' {
			continue
		}
		if n := ErrorStatus(line[start:end]); n != 0 {
			return n
		}
	}
	return 0
}

// isNumberByte reports whether what follows c is a part of a longer number or name.
func isNumberByte(c byte) bool {
	return ascii.IsAlnum(c) || c == '.' || c == '-' || c == '$'
}
