package apierr

import (
	"strings"
	"time"

	"github.com/errbook/errbook/apierr/internal/unwrap"
	"github.com/errbook/errbook/apierr/internal/wait"
	"github.com/errbook/errbook/apierr/wire"
)

// mayStateWait reports whether a body may have one of the members, or words, that say
// how long to wait: a quick no.
func mayStateWait(body string) bool {
	return hasTry(body) || strings.Contains(body, "eset")
}

// mayHaveWaitMember reports whether one of those may be the name of a member: all of them
// begin with retry or reset. Messages have the words, too.
func mayHaveWaitMember(body string) bool {
	for _, name := range [...]string{`"retry`, `"reset`, `'retry`, `'reset`} {
		if strings.Contains(body, name) {
			return true
		}
	}
	return false
}

// hasTry reports whether a text has "try again", or "retry" with whatever letter first.
// It searches for the y, which is rare: a body has many a t, and every body is asked.
func hasTry(text string) bool {
	for i := 0; i < len(text); i++ {
		n := strings.IndexByte(text[i:], 'y')
		if n < 0 {
			return false
		}
		i += n
		if before := text[:i]; strings.HasSuffix(before, "etr") || strings.HasSuffix(before, "tr") && strings.HasPrefix(text[i:], "y again") {
			return true
		}
	}
	return false
}

// statedWait returns the longest wait that a body asks for, by the members that many
// APIs have for it and by those of the bodies that it quotes.
func statedWait(body string, h wire.Header, depth int) (longest Delay, ok bool) {
	if !mayStateWait(body) {
		return Delay{}, false
	}
	keep := func(d time.Duration, source string) {
		if !ok || d > longest.Duration {
			longest, ok = Delay{d, source}, true
		}
	}
	if mayHaveWaitMember(body) {
		eachWait(body, h, keep)
	}
	if depth > 0 {
		quoted(body, h, func(text string) {
			if d, good := wait.InText(text, h); good {
				keep(d, "message")
			}
			if at := unwrap.ObjectIn(text); at >= 0 {
				if d, good := statedWait(text[at:], h, depth-1); good {
					keep(d.Duration, d.Source)
				}
			}
		})
	}
	return longest, ok
}

// eachWait calls keep with each wait that a member of the body says.
func eachWait(body string, h wire.Header, keep func(d time.Duration, source string)) {
	f := wire.NewFields()
	defer f.Release()
	f.Read(body, h, &waitWire)
	for i := range waitParts {
		s := &waitParts[i]
		text, _ := f.Part(&s.Part)
		if d, good := wait.ParseAny(text, s.Format, h); good {
			keep(d, s.Name)
		}
	}
}

// quoted calls f with each text of a body that may quote another body.
func quoted(body string, h wire.Header, f func(text string)) {
	if !mayQuote(body) {
		return
	}
	r := newReading(body, h, wire.GenericAI) // nothing is judged
	defer r.release()
	for i := range genericWire.Nested {
		if text, _ := r.Part(&genericWire.Nested[i]); text != "" {
			f(text)
		}
	}
	if raw := r.Nested(slotErrorRaw); raw != "" {
		f(raw)
	}
}

// A resetHeader is a header that says when a limit resets, what an [Error] calls it
// then, and the name of the one that says how much is left.
type resetHeader struct{ name, source, remaining string }

// sharedReset returns the time until the last of the limits resets that are used
// up, or of which nobody says how much is left.
func sharedReset(h wire.Header) (last Delay, ok bool) {
	for i := range resetHeaders {
		r := &resetHeaders[i]
		text, remaining := h.Get(r.name), h.Get(r.remaining)
		if text == "" || remaining != "" && !wait.UsedUp(remaining) {
			continue
		}
		if d, good := wait.ParseAny(text, wire.FormatSeconds, h); good && (!ok || d > last.Duration) {
			last, ok = Delay{d, r.source}, true
		}
	}
	return last, ok
}
