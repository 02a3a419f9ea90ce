// Package wait reads how long a server asks to wait, in all the ways in which
// servers write it.
package wait

import (
	"math"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/errbook/errbook/apierr/wire"
)

// Parse reads a wait. Formats that name a moment are measured against the
// response's own Date, because clocks differ, and against the local clock if
// it has none. It reports false for text that cannot be read, for negative and
// infinite waits, and for those that no Duration can hold.
func Parse(text string, format wire.DelayFormat, h wire.Header) (time.Duration, bool) {
	text = strings.TrimSpace(text)
	if !hasDigit(text) { // the errors of what would try to read it cost
		return 0, false
	}
	switch format {
	case wire.FormatMilliseconds:
		return parseAmount(text, time.Millisecond)
	case wire.FormatSeconds:
		return parseAmount(text, time.Second)
	case wire.FormatGoDuration:
		d, err := time.ParseDuration(text)
		return d, err == nil && d >= 0
	case wire.FormatProtobufDuration:
		seconds, ok := strings.CutSuffix(text, "s")
		if !ok {
			return 0, false
		}
		return parseAmount(seconds, time.Second)
	case wire.FormatUnix:
		return parseMoment(text, time.Second, h)
	case wire.FormatUnixMilli:
		return parseMoment(text, time.Millisecond, h)
	case wire.FormatRFC3339:
		t, err := time.Parse(time.RFC3339, text)
		return until(t, err, h)
	case wire.FormatRateLimit:
		return RateLimit(text)
	}
	return parseRetryAfter(text, h)
}

// The numbers from which on seconds, and milliseconds, are counted since 1970: no
// server asks to wait for thirty years.
const (
	leastUnix      = 1e9
	leastUnixMilli = 1e12
)

// ParseAny reads a wait at a place whose format nobody has stated. A number is in
// the given format, and one of seconds that is too large for a wait is a moment; a
// text has its units in it, or is a date.
func ParseAny(text string, number wire.DelayFormat, h wire.Header) (time.Duration, bool) {
	text = strings.TrimSpace(text)
	if !hasDigit(text) {
		return 0, false
	}
	n, isNumber := parseNumber(text)
	if !isNumber {
		if len(text) > len("2026-11-20") && text[len("2026")] == '-' {
			return Parse(text, wire.FormatRFC3339, h)
		}
		return parseRetryAfter(text, h)
	}
	if number == wire.FormatSeconds || number == wire.FormatUnix {
		switch {
		case n >= leastUnixMilli:
			number = wire.FormatUnixMilli
		case n >= leastUnix:
			number = wire.FormatUnix
		}
	}
	return Parse(text, number, h)
}

// hasDigit reports whether a text has a digit, as all waits do.
func hasDigit(text string) bool { return strings.ContainsAny(text, "0123456789") }

// parseRetryAfter reads the value of a Retry-After header: seconds (fractions
// are not in RFC 9110 but are sent), any of the three forms of an HTTP date, or
// a text with units.
func parseRetryAfter(text string, h wire.Header) (time.Duration, bool) {
	if d, ok := parseAmount(text, time.Second); ok {
		return d, true
	}
	if d, ok := parseUnits(text); ok {
		return d, true
	}
	if len(text) < len(time.ANSIC) || strings.Count(text, ":") != 2 {
		return 0, false // no date, as whose error ParseTime would cost memory
	}
	t, err := http.ParseTime(text)
	return until(t, err, h)
}

// parseAmount reads a number of units, such as "1.98".
func parseAmount(text string, unit time.Duration) (time.Duration, bool) {
	n, ok := parseNumber(text)
	if !ok {
		return 0, false
	}
	return scale(n, unit)
}

// parseNumber reads a finite decimal number that is not negative. It refuses what
// else ParseFloat takes, hexadecimal, "inf", "nan", and any text before ParseFloat,
// whose errors cost.
func parseNumber(text string) (float64, bool) {
	if text == "" || strings.Trim(text, "0123456789.+-eE") != "" {
		return 0, false
	}
	n, err := strconv.ParseFloat(text, 64)
	return n, err == nil && n >= 0 && !math.IsInf(n, 0)
}

// scale returns n units, and false if no Duration holds that many.
func scale(n float64, unit time.Duration) (time.Duration, bool) {
	n = math.Round(n * float64(unit))
	if !(n < math.MaxInt64) { // as a float64, MaxInt64 is 2^63, one too many
		return 0, false
	}
	return time.Duration(n), true
}

// parseMoment reads a time that is given as a number of units since 1970.
func parseMoment(text string, unit time.Duration, h wire.Header) (time.Duration, bool) {
	since, ok := parseAmount(text, unit)
	if !ok {
		return 0, false
	}
	// Today has more nanoseconds since 1970 than a float64 can tell apart.
	return until(time.Unix(0, int64(since.Round(time.Microsecond))), nil, h)
}

// until returns how long after the response's date a moment is.
func until(t time.Time, err error, h wire.Header) (time.Duration, bool) {
	if err != nil {
		return 0, false
	}
	now := time.Now()
	if date := h.Get("Date"); date != "" { // whose errors cost
		if sent, err := http.ParseTime(date); err == nil {
			now = sent
		}
	}
	d := t.Sub(now)
	return d, d >= 0 && d < math.MaxInt64
}

// parseUnits reads a wait that is written for people or programs: "1h2m3.5s",
// "38 seconds", "2 minutes and 5 sec.", "123ms".
func parseUnits(text string) (time.Duration, bool) {
	total, rest := leadingUnits(text)
	if rest != "" || text == "" {
		return 0, false
	}
	return scale(total, 1)
}

// leadingUnits reads amounts with their units from the beginning of a text, up
// to where it goes on otherwise, and returns their sum and the rest.
func leadingUnits(text string) (total float64, rest string) {
	for rest = text; rest != ""; {
		digits := len(rest) - len(strings.TrimLeft(rest, "0123456789."))
		if digits == 0 {
			break
		}
		n, ok := parseNumber(rest[:digits])
		if !ok {
			break
		}
		after := strings.TrimLeft(rest[digits:], " ")
		letters := strings.IndexFunc(after, func(r rune) bool { return !isLetter(r) })
		if letters < 0 {
			letters = len(after)
		}
		unit := unitOf(after[:letters])
		if unit == 0 {
			break
		}
		total += n * float64(unit)
		rest = strings.TrimPrefix(strings.TrimLeft(after[letters:], " ,.;"), "and ")
	}
	return total, rest
}

func isLetter(r rune) bool {
	return 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || r == 'µ' || r == 'μ'
}

// unitOf returns the unit of time that a word names, 0 for none.
func unitOf(word string) time.Duration {
	switch strings.ToLower(word) {
	case "ns":
		return time.Nanosecond
	case "us", "µs", "μs":
		return time.Microsecond
	case "ms", "msec", "msecs", "millisecond", "milliseconds":
		return time.Millisecond
	case "s", "sec", "secs", "second", "seconds":
		return time.Second
	case "m", "min", "mins", "minute", "minutes":
		return time.Minute
	case "h", "hr", "hrs", "hour", "hours":
		return time.Hour
	case "d", "day", "days":
		return 24 * time.Hour
	}
	return 0
}

// RateLimit reads a RateLimit field
// (draft-ietf-httpapi-ratelimit-headers-11, section 4):
//
//	"default";r=0;t=30, "daily";r=100;t=3600
//
// and the older dictionary of draft 07, limit=10, remaining=0, reset=30. The
// effective window t counts only where the available quota r is 0; of several
// used-up quotas the one that lasts longest counts.
func RateLimit(field string) (longest time.Duration, ok bool) {
	var remaining, reset string // draft 07 spreads one limit over several members
	for item := range splitQuoted(field, ',') {
		var r, t string
		for param := range splitQuoted(item, ';') {
			name, value, _ := strings.Cut(strings.TrimSpace(param), "=")
			switch name {
			case "r":
				r = value
			case "t":
				t = value
			case "remaining":
				remaining = value
			case "reset":
				reset = value
			}
		}
		if d, good := windowOf(r, t); good && (!ok || d > longest) {
			longest, ok = d, true
		}
	}
	if ok {
		return longest, true
	}
	return windowOf(remaining, reset)
}

// windowOf returns the effective window of a used-up quota.
func windowOf(available, window string) (time.Duration, bool) {
	if !UsedUp(available) {
		return 0, false
	}
	return parseAmount(window, time.Second)
}

// splitQuoted yields the parts of a structured field (RFC 9651) between
// separators outside of quotes.
func splitQuoted(s string, sep byte) func(yield func(string) bool) {
	return func(yield func(string) bool) {
		start, quoted := 0, false
		for i := 0; i < len(s); i++ {
			switch {
			case s[i] == '"':
				quoted = !quoted
			case s[i] == '\\' && quoted:
				i++
			case s[i] == sep && !quoted:
				if !yield(s[start:i]) {
					return
				}
				start = i + 1
			}
		}
		yield(s[start:])
	}
}

// UsedUp reports whether a count of what remains says that nothing does.
func UsedUp(remaining string) bool {
	if remaining == "" {
		return false
	}
	n, err := strconv.ParseFloat(strings.TrimSpace(remaining), 64)
	return err == nil && n <= 0
}
