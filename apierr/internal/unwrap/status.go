package unwrap

import (
	"strings"

	"github.com/errbook/errbook/apierr/internal/ascii"
)

// StatusInText returns the status at the beginning of a line that a program
// printed, after one of the words that programs put before it: "Error code:
// 429 - …", "502: Bad Gateway"; or anywhere, after words that say so: "… response error
// StatusCode: 429, RequestID: …", or that may say so if a mark or the end follows:
// "Upload failed: 403 - …", "… (Status: 503)". It returns 0 for all other text: any
// other number may be anything.
func StatusInText(text string) int {
	line := text
	text = strings.TrimPrefix(text, "[")
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
// which say that it is one, or after words that may say so and a colon, or before a
// mark; 0 if there is none.
func statusAnywhere(line string) int {
	for i := 0; i+3 <= len(line); i++ {
		n := ErrorStatus(line[i : i+3])
		if n == 0 || i+3 < len(line) && ascii.IsAlnum(line[i+3]) {
			continue
		}
		before := strings.TrimRight(line[:i], ": =(['`-")
		isNamed := strings.IndexByte(line[len(before):i], ':') >= 0
		if endsWithAny(before, anyStatusWords) || endsWithAny(before, endedStatusWords) && (isNamed || isEnded(line[i+3:])) {
			return n
		}
	}
	return 0
}

// isEnded reports whether what comes after a number ends it, as it does where the
// number is a status and not what is counted: "error 500: …", but "error 500 times".
func isEnded(rest string) bool {
	text := strings.TrimLeft(rest, " ")
	if text == "" {
		return true
	}
	switch text[0] {
	case '-':
		return len(text) < len(rest)
	case '.':
		return len(text) == len(rest) && (len(text) == 1 || !ascii.IsAlnum(text[1]))
	}
	return strings.IndexByte(":,;)]}{<[(\"'`|\r\n", text[0]) >= 0
}

func endsWithAny(text string, words []string) bool {
	for _, word := range words {
		if ascii.HasSuffixFold(text, word) {
			return true
		}
	}
	return false
}

// ErrorStatus returns the status of an error, 400 to 599, that text spells; 0 if
// it spells none. Most text does not, and the errors of package strconv cost.
func ErrorStatus(text string) int {
	if len(text) != 3 || text[0] < '4' || text[0] > '5' || !ascii.IsDigit(text[1]) || !ascii.IsDigit(text[2]) {
		return 0
	}
	return int(text[0]-'0')*100 + int(text[1]-'0')*10 + int(text[2]-'0')
}

// maxReason is how long a status is with its reason phrase.
const maxReason = 64

// FromStatus returns what of a text comes from a status in brackets on, the text if there
// is none: Google's library prints a URL, and what it did there, before "[429 Too Many
// Requests] …".
func FromStatus(text string) string {
	for from := 0; ; {
		open := strings.IndexByte(text[from:], '[')
		if open < 0 || from+open+len("[429 x") > len(text) {
			return text
		}
		from += open + 1
		rest := text[from:]
		if rest[3] != ' ' || ErrorStatus(rest[:3]) == 0 {
			continue
		}
		if end := strings.IndexByte(rest[:min(len(rest), maxReason)], ']'); end > 0 && strings.HasPrefix(rest[end:], "] ") {
			return text[from-1:]
		}
	}
}

// StatusBefore returns the last number of a line that can be an error's status
// and is not part of a longer one, 0 for none; 0 for a line longer than programs print
// before a response.
func StatusBefore(line string) int {
	if len(line) > maxPrefix {
		return 0
	}
	return statusBefore(line)
}

// statusBefore is [StatusBefore] for a line of any length.
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
