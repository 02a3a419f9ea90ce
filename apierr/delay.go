package apierr

import (
	"net/http"
	"strings"
	"time"

	"github.com/errbook/errbook/apierr/internal/wait"
	"github.com/errbook/errbook/apierr/wire"
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

// serverDelay returns what the server asked to wait, zero included, which means
// at once. What it asks for outright comes first, then, for throttles alone, the
// ends of used-up windows: the spec's reset headers, the RateLimit field, and its
// older three headers. Retry-After goes before them
// (draft-ietf-httpapi-ratelimit-headers-11, section 7), and of several used-up
// limits the last to reset counts. Forecasts are last.
//
// A value that cannot be read (negative, not finite, too large for a
// Duration, or a date that has passed) counts as absent.
func serverDelay(f *wire.Fields, w *wire.Wire, message string, family Family) serverWait {
	h := standardDelayHeaders(f.Headers().All())
	if d, ok := explicitDelay(f, w, &h, message); ok {
		return serverWait{d, true}
	}
	if family == FamilyThrottle {
		if d, ok := resetDelay(f, w, &h); ok {
			return serverWait{Delay: d}
		}
		if d, ok := sharedReset(f.Headers()); ok {
			return serverWait{Delay: d}
		}
	}
	if d, ok := wireDelay(f, w, true); ok {
		return serverWait{Delay: d}
	}
	return serverWait{}
}

// explicitDelay returns the longest of what a server asks for outright: who waits
// less than one of them fails again. Of the headers one counts: those in
// milliseconds say the same as Retry-After more exactly.
func explicitDelay(f *wire.Fields, w *wire.Wire, h *delayHeaders, message string) (Delay, bool) {
	longest, ok := headerDelay(f, h)
	if d, good := wireDelay(f, w, false); good && (!ok || d.Duration > longest.Duration) {
		longest, ok = d, true
	}
	if d, good := wait.InText(message, f.Headers()); good && (!ok || d > longest.Duration) {
		longest, ok = Delay{d, "message"}, true
	}
	if d, good := statedWait(f.Body(), f.Headers(), maxNesting); good && (!ok || d.Duration > longest.Duration) {
		longest, ok = d, true
	}
	return longest, ok
}

func headerDelay(f *wire.Fields, h *delayHeaders) (Delay, bool) {
	for i := range millisecondHeaders {
		if d, ok := h.read(i, f, wire.FormatMilliseconds); ok {
			return d, true
		}
	}
	return h.read(headerRetryAfter, f, wire.FormatRetryAfter)
}

// setDelay notes what the server asked to wait. An explicit delay of five
// minutes or more turns a throttle's wait into a window; one that is shorter turns
// a quota of which words alone tell into a throttle.
func (e *Error) setDelay(w serverWait) {
	e.Delay = w.Delay
	if w.explicit && w.Duration < longWait && e.Kind == QuotaExhausted && e.Code == "" && e.Match == MatchPattern {
		e.Kind = RateLimited
		e.advice = advice{of: RateLimited, said: true, retry: RateLimited.Retry(), executed: e.advice.executed, billed: e.advice.billed}
	}
	if w.explicit && w.Duration >= longWait && e.Retry() == RetryWait && e.family() == FamilyThrottle {
		a := &e.advice
		a.executed, a.retry = e.Executed(), RetryWindow
		a.of, a.said = e.Kind, true
	}
}

// wireDelay reads the sources of the spec that ask for a delay outright, or
// those that forecast one.
func wireDelay(f *wire.Fields, w *wire.Wire, hints bool) (Delay, bool) {
	for i := range w.Delays {
		s := &w.Delays[i]
		if isReset(s) || s.Hint != hints {
			continue
		}
		if d, ok := wait.Parse(delayText(f, s), s.Format, f.Headers()); ok {
			return Delay{d, s.Name}, true
		}
	}
	return Delay{}, false
}

// isReset reports whether s says when a limit resets.
func isReset(s *wire.DelaySource) bool { return s.Remaining != "" || s.Format == wire.FormatRateLimit }

// delayText returns the text of a source, "" when it is absent or cut off.
func delayText(f *wire.Fields, s *wire.DelaySource) string {
	if s.Slot == wire.NoSlot && s.Header == "" {
		if s.Match == nil || f.MessageCut() {
			return ""
		}
		return s.Match.Find(f.Message)
	}
	text, _ := f.Part(&s.Part)
	return text
}

// resetDelay returns the time until the last of the used-up limits resets.
func resetDelay(f *wire.Fields, w *wire.Wire, h *delayHeaders) (last Delay, ok bool) {
	keep := func(d time.Duration, source string) {
		if !ok || d > last.Duration {
			last, ok = Delay{d, source}, true
		}
	}
	for i := range w.Delays {
		s := &w.Delays[i]
		if !isReset(s) || s.Remaining != "" && !wait.UsedUp(f.Header(s.Remaining)) {
			continue
		}
		if d, good := wait.Parse(delayText(f, s), s.Format, f.Headers()); good {
			keep(d, s.Name)
		}
	}
	if ok {
		return last, true
	}
	for _, field := range h[headerRateLimit] {
		if d, good := wait.RateLimit(field); good {
			keep(d, delayHeader(headerRateLimit).source)
		}
	}
	if !ok && wait.UsedUp(h.first(headerRateLimitRemaining)) {
		return h.read(headerRateLimitReset, f, wire.FormatSeconds)
	}
	return last, ok
}

// A waitHeader is a header that says how long to wait, and what an [Error] calls it
// when it does.
type waitHeader struct{ name, source string }

// The headers that are looked at whatever a spec says, after millisecondHeaders.
const (
	headerRetryAfter = len(millisecondHeaders) + iota // RFC 9110, section 10.2.3
	headerRateLimit                                   // draft-ietf-httpapi-ratelimit-headers-07 and later
	headerRateLimitRemaining
	headerRateLimitReset // up to draft 06, in seconds

	delayHeaderCount
)

// standardHeaders are those of RFCs and their drafts.
var standardHeaders = [...]waitHeader{
	{"Retry-After", "header:retry-after"},
	{"Ratelimit", "header:ratelimit"},
	{"Ratelimit-Remaining", "header:ratelimit-remaining"},
	{"Ratelimit-Reset", "header:ratelimit-reset"},
}

// delayHeader returns header i.
func delayHeader(i int) *waitHeader {
	if i < len(millisecondHeaders) {
		return &millisecondHeaders[i]
	}
	return &standardHeaders[i-len(millisecondHeaders)]
}

// delayHeaders holds the values of the standard headers.
type delayHeaders [delayHeaderCount][]string

// standardDelayHeaders finds the standard headers in one walk, whatever the
// case of their names; of several spellings one counts as in [wire.Header].
func standardDelayHeaders(h http.Header) (values delayHeaders) {
	var names [delayHeaderCount]string
	for name := range h {
		for i := range names {
			want := delayHeader(i).name
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
func (h *delayHeaders) read(i int, f *wire.Fields, format wire.DelayFormat) (Delay, bool) {
	text := h.first(i)
	if text == "" {
		return Delay{}, false
	}
	d, ok := wait.Parse(text, format, f.Headers())
	if !ok {
		return Delay{}, false
	}
	return Delay{d, delayHeader(i).source}, true
}
