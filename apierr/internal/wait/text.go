package wait

import (
	"strings"
	"time"

	"github.com/errbook/errbook/apierr/internal/ascii"
	"github.com/errbook/errbook/apierr/wire"
)

// InText returns the longest wait that a message asks for: the amounts and
// moments that come after words such as "try again in". It reports false for a
// message that asks for none. A number without a unit is none: it may be
// anything.
func InText(message string, h wire.Header) (longest time.Duration, ok bool) {
	for i := 0; i < len(message); i++ {
		if !ascii.IsDigit(message[i]) {
			continue
		}
		if d, good := waitAt(message, i, h); good && (!ok || d > longest) {
			longest, ok = d, true
		}
		for i+1 < len(message) && (ascii.IsDigit(message[i+1]) || message[i+1] == '.') {
			i++
		}
	}
	return longest, ok
}

// waitAt reads the amount or moment that begins at i.
func waitAt(message string, i int, h wire.Header) (time.Duration, bool) {
	before := trimFiller(message[max(0, i-maxLead):i])
	if endsInAny(before, durationWords) {
		total, rest := leadingUnits(message[i:])
		if len(rest) == len(message)-i {
			return 0, false
		}
		return scale(total, 1)
	}
	if endsInAny(before, momentWords) {
		return Parse(momentText(message[i:]), wire.FormatRFC3339, h)
	}
	return 0, false
}

// maxLead is how far before a number the words are looked for.
const maxLead = 64

// momentText returns what is of a date and a time at the beginning of a text.
func momentText(text string) string {
	end := 0
	for end < len(text) && (ascii.IsDigit(text[end]) || strings.IndexByte("-:.+TtZz", text[end]) >= 0) {
		end++
	}
	return strings.TrimRight(text[:end], ".:-+")
}

// trimFiller takes what may be between the words and a number from the end of a
// text: "about", "~".
func trimFiller(text string) string {
	for {
		text = strings.TrimRight(text, " ")
		short := text
		for _, w := range fillerWords {
			if endsIn(text, w) {
				short = text[:len(text)-len(w)]
				break
			}
		}
		if len(short) == len(text) {
			return text
		}
		text = short
	}
}

func endsInAny(text string, words []string) bool {
	for _, w := range words {
		if endsIn(text, w) {
			return true
		}
	}
	return false
}

// endsIn reports whether a text ends in words, in any case, that no letter comes
// before.
func endsIn(text, words string) bool {
	n := len(text) - len(words)
	if n < 0 || text[len(text)-1]|0x20 != words[len(words)-1]|0x20 {
		return false // most words end otherwise
	}
	return ascii.HasSuffixFold(text, words) && (n == 0 || !ascii.IsAlnum(text[n-1]))
}
