package apierr

import (
	"net/http"
	"strconv"
	"strings"
	"time"
)

// longWait is the explicit delay from which on a throttle is a matter of a
// window: a program that sleeps that long looks hung.
const longWait = 5 * time.Minute

// A serverWait is what the server asked for.
type serverWait struct {
	Delay
	// explicit says that the server asked for this delay before a retry; a
	// forecast, or the end of a limit's window, says less.
	explicit bool
}

// serverDelay returns what the server asked to wait. The first readable source
// wins, zero included, which means at once:
//
//  1. headers in milliseconds, because they say the same as the others more
//     exactly;
//  2. what the provider's spec names, in its order;
//  3. Retry-After;
//  4. for throttles alone, the ends of used-up windows: the spec's reset
//     headers, the RateLimit field, and its older three headers. Retry-After
//     goes before them (draft-ietf-httpapi-ratelimit-headers-11, section 7),
//     and of several used-up limits the last to reset counts;
//  5. forecasts.
//
// A value that cannot be read (negative, not finite, too large for a
// Duration, or a date that has passed) counts as absent.
func serverDelay(f *Fields, w *Wire, k Kind) serverWait {
	h := standardDelayHeaders(f.header)
	for _, i := range [...]int{headerRetryAfterMs, headerMsRetryAfterMs, headerAmzRetryAfter} {
		if d, ok := h.read(i, f, FormatMilliseconds); ok {
			return serverWait{d, true}
		}
	}
	if d, ok := f.wireDelay(w, false); ok {
		return serverWait{d, true}
	}
	if d, ok := h.read(headerRetryAfter, f, FormatRetryAfter); ok {
		return serverWait{d, true}
	}
	if k.Family() == FamilyThrottle {
		if d, ok := f.resetDelay(w, &h); ok {
			return serverWait{Delay: d}
		}
	}
	if d, ok := f.wireDelay(w, true); ok {
		return serverWait{Delay: d}
	}
	return serverWait{}
}

// setDelay notes what the server asked to wait. An explicit delay of five
// minutes or more turns a throttle's wait into a window.
func (e *Error) setDelay(w serverWait) {
	e.Delay = w.Delay
	if w.explicit && w.Duration >= longWait && e.retry == RetryWait && e.Kind.Family() == FamilyThrottle {
		e.retry = RetryWindow
	}
}

// wireDelay reads the sources of the spec that ask for a delay outright, or
// those that forecast one.
func (f *Fields) wireDelay(w *Wire, hints bool) (Delay, bool) {
	for i := range w.Delays {
		s := &w.Delays[i]
		if s.isReset() || s.Hint != hints {
			continue
		}
		if d, ok := parseDelay(f.delayText(s), s.Format, f.header); ok {
			return Delay{d, s.Name}, true
		}
	}
	return Delay{}, false
}

// isReset reports whether s says when a limit resets.
func (s *DelaySource) isReset() bool { return s.Remaining != "" || s.Format == FormatRateLimit }

// delayText returns the text of a source, "" when it is absent or cut off.
func (f *Fields) delayText(s *DelaySource) string {
	if s.Slot == NoSlot && s.Header == "" {
		if s.Match == nil || f.messageCut {
			return ""
		}
		return s.Match.find(f.Message)
	}
	text, _ := f.part(&s.Part)
	return text
}

// resetDelay returns the time until the last of the used-up limits resets.
func (f *Fields) resetDelay(w *Wire, h *delayHeaders) (last Delay, ok bool) {
	keep := func(d time.Duration, source string) {
		if !ok || d > last.Duration {
			last, ok = Delay{d, source}, true
		}
	}
	for i := range w.Delays {
		s := &w.Delays[i]
		if !s.isReset() || s.Remaining != "" && !usedUp(f.Header(s.Remaining)) {
			continue
		}
		if d, good := parseDelay(f.delayText(s), s.Format, f.header); good {
			keep(d, s.Name)
		}
	}
	if ok {
		return last, true
	}
	for _, field := range h[headerRateLimit] {
		if d, good := parseRateLimit(field); good {
			keep(d, delayHeaderSources[headerRateLimit])
		}
	}
	if !ok && usedUp(h.first(headerRateLimitRemaining)) {
		return h.read(headerRateLimitReset, f, FormatSeconds)
	}
	return last, ok
}

// usedUp reports whether a count of what remains says that nothing does.
func usedUp(remaining string) bool {
	if remaining == "" {
		return false
	}
	n, err := strconv.ParseFloat(strings.TrimSpace(remaining), 64)
	return err == nil && n <= 0
}

// The headers that are looked at whatever a spec says.
const (
	headerRetryAfterMs   = iota // of OpenAI's and Anthropic's SDKs
	headerMsRetryAfterMs        // of Azure
	headerAmzRetryAfter         // of the AWS SDKs' standard retry mode, in milliseconds
	headerRetryAfter            // RFC 9110, section 10.2.3
	headerRateLimit             // draft-ietf-httpapi-ratelimit-headers-07 and later
	headerRateLimitRemaining
	headerRateLimitReset // up to draft 06, in seconds

	delayHeaderCount
)

var delayHeaderNames = [delayHeaderCount]string{"Retry-After-Ms", "X-Ms-Retry-After-Ms", "X-Amz-Retry-After", "Retry-After", "Ratelimit", "Ratelimit-Remaining", "Ratelimit-Reset"}
var delayHeaderSources = [delayHeaderCount]string{"header:retry-after-ms", "header:x-ms-retry-after-ms", "header:x-amz-retry-after", "header:retry-after", "header:ratelimit", "header:ratelimit-remaining", "header:ratelimit-reset"}

// delayHeaders holds the values of the standard headers.
type delayHeaders [delayHeaderCount][]string

// standardDelayHeaders finds the standard headers in one walk, whatever the
// case of their names; of several spellings one counts as in headerValue.
func standardDelayHeaders(h http.Header) (values delayHeaders) {
	var names [delayHeaderCount]string
	for name := range h {
		for i, want := range &delayHeaderNames {
			if len(name) == len(want) && (names[i] == "" || name < names[i]) && strings.EqualFold(name, want) {
				names[i], values[i] = name, h[name]
			}
		}
	}
	return values
}

// first returns the first value of header i, "" when it is absent.
func (h *delayHeaders) first(i int) string {
	if len(h[i]) == 0 {
		return ""
	}
	return h[i][0]
}

// read reads header i in a format.
func (h *delayHeaders) read(i int, f *Fields, format DelayFormat) (Delay, bool) {
	text := h.first(i)
	if text == "" {
		return Delay{}, false
	}
	d, ok := parseDelay(text, format, f.header)
	if !ok {
		return Delay{}, false
	}
	return Delay{d, delayHeaderSources[i]}, true
}
