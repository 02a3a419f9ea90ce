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
	taxonomy, told := book.Taxonomy(), book.ToldTaxonomy()
	for name, i := range n {
		k := taxonomy.Kind(name)
		table[i].Untold = told.Kind(name).Name != name
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
// before them, members of bodies and their formats by slot, headers with milliseconds,
// and those of limits with those that count what is left.
type waitsData struct {
	Durations string     `js:"durations"`
	Moments   string     `js:"moments"`
	Filler    string     `js:"filler"`
	Body      []nodeData `js:"body"`
	Formats   []int      `js:"formats"`
	Resets    [][]string `js:"resets"`

	Milliseconds []string `js:"milliseconds"`
}

func newGenericFacts(l *generic.Layer) genericFacts {
	waits := &waitsData{
		Durations: wordsBefore(l.BeforeDuration), Moments: wordsBefore(l.BeforeMoment), Filler: wordsBefore(l.Filler), Body: newNodes(l.Waits.Body),
	}
	for _, s := range l.Waits.Sources {
		waits.Formats = append(waits.Formats, int(s.Format))
	}
	for _, name := range l.Waits.Milliseconds {
		waits.Milliseconds = append(waits.Milliseconds, strings.ToLower(name))
	}
	for _, r := range l.Waits.Resets {
		waits.Resets = append(waits.Resets, []string{strings.ToLower(r.Header), strings.ToLower(r.Remaining)})
	}
	return genericFacts{RequestIDs: parts(l.Wire.RequestID), Waits: waits}
}

// wordsBefore returns the expression for a text that ends in one of some words, which
// no letter comes before.
func wordsBefore(words []string) string { return `(?<![a-z\d])(?:` + anyOf(words) + ")" }
