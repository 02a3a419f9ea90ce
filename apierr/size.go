package apierr

import (
	"strings"

	"github.com/errbook/errbook/apierr/internal/ascii"
)

// exceedsLimit reports whether a message states a limit, and that a request asks
// for more than that at once: "Limit 6000, Used 0, Requested 9000". Waiting makes
// no request smaller. Limits that count requests are passed over.
func exceedsLimit(message string) bool {
	limit, ok := numberAfter(message, limitWords)
	if !ok {
		return false
	}
	requested, ok := numberAfter(message, requestedWords)
	return ok && requested > limit
}

// numberAfter returns the first number that follows one of the words, which are in
// lowercase, with nothing but fillers in between.
func numberAfter(text string, words []string) (n float64, ok bool) {
	var begins [256]bool
	for _, word := range words {
		begins[word[0]], begins[word[0]-'a'+'A'] = true, true
	}
	for i := range len(text) {
		if !begins[text[i]] || i > 0 && isNamePart(text[i-1]) {
			continue // most words begin otherwise
		}
		for _, word := range words {
			if end := i + len(word); ascii.HasPrefixFold(text[i:], word) && !isNameLetter(text, end) {
				if n, ok := sizeIn(text[skipFillers(text, end):]); ok {
					return n, true
				}
			}
		}
	}
	return 0, false
}

// isNamePart reports whether what follows c is a part of a longer word.
func isNamePart(c byte) bool { return c == '_' || ascii.IsAlnum(c) }

// isNameLetter reports whether text goes on at i with a letter or an underscore.
func isNameLetter(text string, i int) bool {
	return i < len(text) && isNamePart(text[i]) && !ascii.IsDigit(text[i])
}

// skipFillers returns where fillers, spaces and what joins a number to its word end.
func skipFillers(text string, i int) int {
	for i < len(text) {
		if strings.IndexByte(" :=~()", text[i]) >= 0 {
			i++
			continue
		}
		n := 0
		for _, word := range sizeFillers {
			if ascii.HasPrefixFold(text[i:], word) && !isNameLetter(text, i+len(word)) {
				n = len(word)
				break
			}
		}
		if n == 0 {
			break
		}
		i += n
	}
	return i
}

// sizeIn reads the number at the beginning of a text, 40000 or 40,000, which must
// not be part of another one, nor count requests.
func sizeIn(text string) (n float64, ok bool) {
	i := 0
	for ; i < len(text) && ascii.IsDigit(text[i]); i++ {
		n = 10*n + float64(text[i]-'0')
	}
	for grouped := 0 < i && i <= 3; grouped && isThousands(text[i:]); i += len(",000") {
		for _, digit := range []byte(text[i+1 : i+len(",000")]) {
			n = 10*n + float64(digit-'0')
		}
	}
	if i == 0 || i < len(text) && isNamePart(text[i]) || i+1 < len(text) && (text[i] == '.' || text[i] == ',') && ascii.IsDigit(text[i+1]) {
		return 0, false
	}
	rest := strings.TrimLeft(text[i:], " ")
	for _, word := range countedWords {
		if ascii.HasPrefixFold(rest, word) && (len(rest) == len(word) || !isNamePart(rest[len(word)])) {
			return 0, false
		}
	}
	return n, true
}

// isThousands reports whether a text begins with a comma and three digits.
func isThousands(text string) bool {
	return len(text) >= len(",000") && text[0] == ',' && ascii.IsDigit(text[1]) && ascii.IsDigit(text[2]) && ascii.IsDigit(text[3])
}
