package apierr

import (
	"strings"
	"sync"
	"time"

	"github.com/errbook/errbook/apierr/internal/unwrap"
	"github.com/errbook/errbook/apierr/internal/wait"
	"github.com/errbook/errbook/apierr/wire"
)

// The places of waits that many APIs share. What a provider's spec names comes on
// top of them.
const (
	waitSeconds   = iota // seconds
	waitMillis           // milliseconds
	waitRetryInfo        // google.rpc.RetryInfo
	waitMoment           // when a limit resets, in seconds since 1970
)

var sharedWaits struct {
	once sync.Once
	wire *wire.Wire
}

// waitWire returns the wire that reads them, made when it is first asked for.
func waitWire() *wire.Wire {
	sharedWaits.once.Do(func() { sharedWaits.wire = newWaitWire() })
	return sharedWaits.wire
}

func newWaitWire() *wire.Wire {
	return &wire.Wire{Body: append(waitNodes(),
		wire.Node{Key: "error", Slot: wire.NoSlot, Kids: append(waitNodes(),
			wire.Node{Key: "metadata", Slot: wire.NoSlot, Kids: waitNodes()})},
		wire.Node{Key: "parameters", Slot: wire.NoSlot, Kids: waitNodes()}, // Telegram
		wire.Node{Key: "data", Slot: wire.NoSlot, Kids: waitNodes()},
	)}
}

var waitParts = [...]wire.DelaySource{
	waitSeconds:   {Part: wire.Part{Slot: waitSeconds}, Name: "body:retry_after", Format: wire.FormatSeconds},
	waitMillis:    {Part: wire.Part{Slot: waitMillis}, Name: "body:retry_after_ms", Format: wire.FormatMilliseconds},
	waitRetryInfo: {Part: wire.Part{Slot: waitRetryInfo}, Name: "body:retryDelay", Format: wire.FormatProtobufDuration},
	waitMoment:    {Part: wire.Part{Slot: waitMoment}, Name: "body:resets_at", Format: wire.FormatUnix},
}

// waitNodes lists the members of an object that has a wait.
func waitNodes() []wire.Node {
	var nodes []wire.Node
	for slot, keys := range [...]string{
		waitSeconds: "retry_after retryAfter retry_after_seconds retryAfterSeconds resets_in_seconds reset_in_seconds reset_after retry_in",
		waitMillis:  "retry_after_ms retryAfterMs retryAfterMillis",
		waitMoment:  "resets_at reset_at resetsAt resetAt",
	} {
		for key := range strings.FieldsSeq(keys) {
			nodes = append(nodes, wire.Node{Key: key, Slot: slot})
		}
	}
	info := []wire.Node{{Key: "retryDelay", Slot: waitRetryInfo}}
	return append(nodes, wire.Node{Key: "details", Slot: wire.NoSlot, Kids: []wire.Node{
		{Step: wire.StepWhere, Key: "@type", Value: "type.googleapis.com/google.rpc.RetryInfo", Slot: wire.NoSlot, Kids: info},
	}})
}

// mayStateWait reports whether a body may have one of the members: a quick no.
func mayStateWait(body string) bool {
	return strings.Contains(body, "etry") || strings.Contains(body, "eset") || strings.Contains(body, "try again")
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
	f := wire.NewFields()
	defer f.Release()
	f.Read(body, h, waitWire())
	for i := range waitParts {
		s := &waitParts[i]
		text, _ := f.Part(&s.Part)
		if d, good := wait.ParseAny(text, s.Format, h); good {
			keep(d, s.Name)
		}
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

// sharedResets are headers of limits that many APIs have: when it resets, and how
// much is left.
var sharedResets = [...]struct{ reset, remaining string }{
	{"X-Ratelimit-Reset", "X-Ratelimit-Remaining"},
	{"X-Rate-Limit-Reset", "X-Rate-Limit-Remaining"},
	{"X-Ratelimit-Reset-Requests", "X-Ratelimit-Remaining-Requests"},
	{"X-Ratelimit-Reset-Tokens", "X-Ratelimit-Remaining-Tokens"},
}

// sharedReset returns the time until the last of the limits resets that are used
// up, or of which nobody says how much is left.
func sharedReset(h wire.Header) (last Delay, ok bool) {
	for _, names := range &sharedResets {
		text, remaining := h.Get(names.reset), h.Get(names.remaining)
		if text == "" || remaining != "" && !wait.UsedUp(remaining) {
			continue
		}
		if d, good := wait.ParseAny(text, wire.FormatSeconds, h); good && (!ok || d > last.Duration) {
			last, ok = Delay{d, "header:" + strings.ToLower(names.reset)}, true
		}
	}
	return last, ok
}
