package spec

import (
	"net/http"

	"github.com/errbook/errbook/apierr/wire"
)

// A wireBuilder numbers the paths of a wire and joins them into one tree.
type wireBuilder struct {
	nodes []*node
	xml   []*node
	slots int
}

// A node is an wire.Node in the making.
type node struct {
	step Step
	slot int
	kids []*node
}

// buildWire makes the run-time form of a wire. Fields lists the paths that
// rules and surfaces ask for, which every wire of a provider numbers alike.
func buildWire(w *Wire, fields []Path) *wire.Wire {
	b := &wireBuilder{}
	out := &wire.Wire{
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
		format, _ := wire.ParseDelayFormat(d.Format.Value)
		for _, part := range b.parts(w, []Path{d.Path}) {
			out.Delays = append(out.Delays, wire.DelaySource{
				Part:      part,
				Name:      d.From.Value,
				Format:    format,
				Hint:      d.Role.Value == "hint",
				Remaining: http.CanonicalHeaderKey(d.Remaining.Value),
			})
		}
	}
	for _, p := range w.Each {
		p.Steps = p.Steps[:len(p.Steps)-1] // the list itself
		out.Each = b.part(w, p)
	}
	out.Body, out.XML = freeze(b.nodes), freeze(b.xml)
	return out
}

func (b *wireBuilder) parts(w *Wire, list []Path) []wire.Part {
	var parts []wire.Part
	for _, p := range list {
		parts = append(parts, b.part(w, p)...)
	}
	return parts
}

// part returns where a path leads. A pattern on "message" looks into the
// message, wherever the wire has it.
func (b *wireBuilder) part(w *Wire, p Path) []wire.Part {
	if p.Pattern.Value != "" && p.Text.Value == "message" {
		var parts []wire.Part
		for _, m := range w.Message {
			m.Pattern = p.Pattern
			m.Text.Value = ""
			parts = append(parts, b.part(w, m)...)
		}
		return parts
	}
	part := wire.Part{Slot: wire.NoSlot, Header: http.CanonicalHeaderKey(p.Header)}
	if p.Header == "" {
		tree := &b.nodes
		if p.XML {
			tree = &b.xml
		}
		part.Slot = b.slot(tree, p.Steps)
	}
	if p.Strip.Value == "aws" {
		part.Strip = wire.StripAWS
	}
	if p.Pattern.Value != "" {
		part.Match = &wire.Pattern{Expr: p.Pattern.Value, Compile: wire.CompileRE2}
	}
	return []wire.Part{part}
}

// slot returns the number of the path's slot, a new one for a new path.
func (b *wireBuilder) slot(level *[]*node, steps []Step) int {
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
			at = &node{step: s, slot: wire.NoSlot}
			*level = append(*level, at)
		}
		level = &at.kids
	}
	if at.slot == wire.NoSlot {
		at.slot = b.slots
		b.slots++
	}
	return at.slot
}

func freeze(nodes []*node) []wire.Node {
	var out []wire.Node
	for _, n := range nodes {
		out = append(out, wire.Node{Step: n.step.Kind, Key: n.step.Key, Value: n.step.Value, Index: n.step.Index, Slot: n.slot, Kids: freeze(n.kids)})
	}
	return out
}
