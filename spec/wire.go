package spec

import (
	"net/http"

	"github.com/errbook/errbook/apierr"
)

// A wireBuilder numbers the paths of a wire and joins them into one tree.
type wireBuilder struct {
	nodes []*node
	slots int
}

// A node is an apierr.Node in the making.
type node struct {
	step Step
	slot int
	kids []*node
}

// buildWire makes the run-time form of a wire. Fields lists the paths that
// rules and surfaces ask for, which every wire of a provider numbers alike.
func buildWire(w *Wire, fields []Path) *apierr.Wire {
	b := &wireBuilder{}
	out := &apierr.Wire{
		Code:        b.parts(w, w.Code),
		Type:        b.parts(w, w.Type),
		Message:     b.parts(w, w.Message),
		Param:       b.parts(w, w.Param),
		Status:      b.parts(w, w.Status),
		RequestID:   b.parts(w, w.RequestID),
		Nested:      b.parts(w, w.Nested),
		ShouldRetry: b.parts(w, w.ShouldRetry),
		Fields:      b.parts(w, fields),
	}
	for _, d := range w.Delay {
		format, _ := apierr.ParseDelayFormat(d.Format.Value)
		for _, part := range b.parts(w, []Path{d.Path}) {
			out.Delays = append(out.Delays, apierr.DelaySource{
				Part:      part,
				Name:      d.From.Value,
				Format:    format,
				Hint:      d.Role.Value == "hint",
				Remaining: http.CanonicalHeaderKey(d.Remaining.Value),
			})
		}
	}
	out.Body = freeze(b.nodes)
	return out
}

func (b *wireBuilder) parts(w *Wire, list []Path) []apierr.Part {
	var parts []apierr.Part
	for _, p := range list {
		parts = append(parts, b.part(w, p)...)
	}
	return parts
}

// part returns where a path leads. A pattern on "message" looks into the
// message, wherever the wire has it.
func (b *wireBuilder) part(w *Wire, p Path) []apierr.Part {
	if p.Pattern.Value != "" && p.Text.Value == "message" {
		var parts []apierr.Part
		for _, m := range w.Message {
			m.Pattern = p.Pattern
			m.Text.Value = ""
			parts = append(parts, b.part(w, m)...)
		}
		return parts
	}
	part := apierr.Part{Slot: apierr.NoSlot, Header: http.CanonicalHeaderKey(p.Header)}
	if p.Header == "" {
		part.Slot = b.slot(p.Steps)
	}
	if p.Strip.Value == "aws" {
		part.Strip = apierr.StripAWS
	}
	if p.Pattern.Value != "" {
		part.Match = &apierr.Pattern{Expr: p.Pattern.Value}
	}
	return []apierr.Part{part}
}

// slot returns the number of the path's slot, a new one for a new path.
func (b *wireBuilder) slot(steps []Step) int {
	level := &b.nodes
	var at *node
	for _, s := range steps {
		at = nil
		for _, n := range *level {
			if n.step == s {
				at = n
				break
			}
		}
		if at == nil {
			at = &node{step: s, slot: apierr.NoSlot}
			*level = append(*level, at)
		}
		level = &at.kids
	}
	if at.slot == apierr.NoSlot {
		at.slot = b.slots
		b.slots++
	}
	return at.slot
}

func freeze(nodes []*node) []apierr.Node {
	var out []apierr.Node
	for _, n := range nodes {
		out = append(out, apierr.Node{Step: n.step.Kind, Key: n.step.Key, Value: n.step.Value, Index: n.step.Index, Slot: n.slot, Kids: freeze(n.kids)})
	}
	return out
}
