package reader

import (
	"strings"

	"github.com/errbook/errbook/apierr/errdoc"
	"github.com/errbook/errbook/apierr/wire"
	"github.com/errbook/errbook/spec"
	"github.com/errbook/errbook/spec/generic"
)

// What only the npm package returns, and the page does not ask for: the zero values
// are left out, and so nothing of it is in the rules of a page.
type (
	kindFacts struct {
		Family   string `js:"family,omitempty"`
		Actor    string `js:"actor,omitempty"`
		Scope    string `js:"scope,omitempty"`
		Executed string `js:"executed,omitempty"`
	}
	entryFacts struct {
		Kind     any           `js:"kind,omitempty"` // of a variant
		Actor    string        `js:"actor,omitempty"`
		Scope    string        `js:"scope,omitempty"`
		Executed string        `js:"executed,omitempty"`
		Billed   string        `js:"billed,omitempty"`
		Variants []variantData `js:"variants,omitempty"`
	}
	variantData struct {
		Contexts []string `js:"contexts"`
		Retry    any      `js:"retry"`
		entryFacts
	}
	surfaceFacts struct {
		Executed string `js:"executed,omitempty"`
		Billed   string `js:"billed,omitempty"`
	}
	wireFacts struct {
		RequestIDs  []any       `js:"requestIDs,omitempty"`
		ShouldRetry []any       `js:"shouldRetry,omitempty"`
		Delays      []delayData `js:"delays,omitempty"`
	}
	delayData struct {
		Part      any    `js:"part"`
		Message   bool   `js:"message,omitempty"` // the part is of the message
		Format    int    `js:"format"`
		Hint      bool   `js:"hint,omitempty"`
		Remaining string `js:"remaining,omitempty"` // the header that counts what is left
	}
	genericFacts struct {
		RequestIDs []any      `js:"requestIDs,omitempty"`
		Waits      *waitsData `js:"waits,omitempty"`
	}
)

// addFacts fills what the npm package returns of kinds.
func (n kindNumbers) addFacts(book *spec.Book, table []kindData) {
	taxonomy := book.Taxonomy()
	for name, i := range n {
		k := taxonomy.Kind(name)
		table[i].kindFacts = kindFacts{string(k.Family), k.Actor.String(), string(k.Scope), k.Executed.String()}
	}
}

// addProvider fills what the npm package returns of a provider's errors.
func (n kindNumbers) addProvider(p *providerData, f *spec.File) {
	facts := f.Facts()
	p.Wire.wireFacts = newWireFacts(facts.Wire)
	for i := range facts.Surfaces {
		s := &facts.Surfaces[i]
		p.Surfaces[i].surfaceFacts = surfaceFacts{s.Executed.String(), s.Billed.String()}
		if s.Wire != nil {
			p.Surfaces[i].Wire.wireFacts = newWireFacts(s.Wire)
		}
	}
	for i, e := range f.Errors {
		d := e.Doc
		p.Errors[i].entryFacts = entryFacts{Actor: d.Actor.String(), Scope: string(d.Scope), Executed: d.Executed.String(), Billed: d.Billed.String()}
		for k := range d.Variants {
			p.Errors[i].Variants = append(p.Errors[i].Variants, n.variant(d, &d.Variants[k]))
		}
	}
}

func (n kindNumbers) variant(d *errdoc.Doc, v *errdoc.Variant) variantData {
	out := variantData{Retry: int(v.Retry), entryFacts: entryFacts{
		Kind: n[v.Kind], Actor: v.Actor.String(), Scope: string(v.Scope), Executed: v.Executed.String(), Billed: d.Billed.String(),
	}}
	for _, c := range v.Contexts {
		out.Contexts = append(out.Contexts, string(c))
	}
	return out
}

func newWireFacts(w *wire.Wire) wireFacts {
	facts := wireFacts{RequestIDs: parts(w.RequestID), ShouldRetry: parts(w.ShouldRetry)}
	for _, s := range w.Delays {
		facts.Delays = append(facts.Delays, delayData{
			Part: newPart(s.Part), Message: s.Slot == wire.NoSlot && s.Header == "", Format: int(s.Format), Hint: s.Hint, Remaining: strings.ToLower(s.Remaining),
		})
	}
	return facts
}

// waitsData is where the generic layer looks for waits: expressions for the words
// before them, members of bodies and their formats by slot, and headers of limits
// with those that count what is left.
type waitsData struct {
	Durations string     `js:"durations"`
	Moments   string     `js:"moments"`
	Filler    string     `js:"filler"`
	Body      []nodeData `js:"body"`
	Formats   []int      `js:"formats"`
	Resets    [][]string `js:"resets"`
}

// The members and headers that package apierr looks at; a test reads them in its
// source.
var (
	waitMembers = []struct {
		keys   string
		format wire.DelayFormat
	}{
		{"retry_after retryAfter retry_after_seconds retryAfterSeconds resets_in_seconds reset_in_seconds reset_after retry_in", wire.FormatSeconds},
		{"retry_after_ms retryAfterMs retryAfterMillis", wire.FormatMilliseconds},
		{"", wire.FormatProtobufDuration}, // google.rpc.RetryInfo
		{"resets_at reset_at resetsAt resetAt", wire.FormatUnix},
	}
	waitParents = []string{"error", "parameters", "data"}
	waitHeaders = [][]string{
		{"x-ratelimit-reset", "x-ratelimit-remaining"},
		{"x-rate-limit-reset", "x-rate-limit-remaining"},
		{"x-ratelimit-reset-requests", "x-ratelimit-remaining-requests"},
		{"x-ratelimit-reset-tokens", "x-ratelimit-remaining-tokens"},
	}
)

const retryInfoSlot = 2

func newGenericFacts(l *generic.Layer) genericFacts {
	waits := &waitsData{Durations: wordsBefore(l.BeforeDuration), Moments: wordsBefore(l.BeforeMoment), Filler: wordsBefore(l.Filler), Resets: waitHeaders}
	for _, m := range waitMembers {
		waits.Formats = append(waits.Formats, int(m.format))
	}
	nodes := waitNodes()
	for _, parent := range waitParents {
		node := wire.Node{Key: parent, Slot: wire.NoSlot, Kids: waitNodes()}
		if parent == "error" {
			node.Kids = append(node.Kids, wire.Node{Key: "metadata", Slot: wire.NoSlot, Kids: waitNodes()})
		}
		nodes = append(nodes, node)
	}
	waits.Body = newNodes(nodes)
	return genericFacts{RequestIDs: parts(l.Wire.RequestID), Waits: waits}
}

// waitNodes lists the members of an object that has a wait.
func waitNodes() []wire.Node {
	var nodes []wire.Node
	for slot, m := range waitMembers {
		for key := range strings.FieldsSeq(m.keys) {
			nodes = append(nodes, wire.Node{Key: key, Slot: slot})
		}
	}
	info := []wire.Node{{Key: "retryDelay", Slot: retryInfoSlot}}
	return append(nodes, wire.Node{Key: "details", Slot: wire.NoSlot, Kids: []wire.Node{
		{Step: wire.StepWhere, Key: "@type", Value: "type.googleapis.com/google.rpc.RetryInfo", Slot: wire.NoSlot, Kids: info},
	}})
}

// wordsBefore returns the expression for a text that ends in one of some words, which
// no letter comes before.
func wordsBefore(words []string) string { return `(?<![a-z\d])(?:` + anyOf(words) + ")" }
