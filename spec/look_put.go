package spec

import (
	"slices"

	"github.com/errbook/errbook/apierr/shape"
	"github.com/errbook/errbook/apierr/wire"
)

// put puts a node where a path leads: into a header, or into the body, with all the
// objects and arrays on the way. It notes a fault if something else is there.
func (b *shaper) put(p *Path, node shape.Node) {
	if p.Header != "" {
		if !b.holds(p) {
			b.fail("events and closes have no headers of their own")
			return
		}
		node.Key = p.Header
		b.shape.Header = append(b.shape.Header, node)
		return
	}
	if b.shape.Body == nil {
		b.shape.Body = &shape.Node{List: p.Steps[0].Kind != wire.StepKey}
		b.shape.XML = p.XML
	}
	if b.shape.XML != p.XML || p.XML && b.shape.Body.Kids != nil && b.shape.Body.Kids[0].Key != p.Steps[0].Key {
		b.fail("the body is another document than " + p.String() + " asks for")
		return
	}
	at := b.shape.Body
	for _, s := range p.Steps {
		if at = step(at, s); at == nil {
			b.fail("the body has something else at " + p.String())
			return
		}
	}
	if isEmpty(at) {
		key := at.Key
		*at = node
		at.Key = key
		return
	}
	switch {
	case node.Hole == shape.Message && at.Hole == shape.Message:
		if node.Text != "" && at.Text != "" && node.Text != at.Text {
			node.Text = at.Text + " " + node.Text
		}
		if node.Text != "" {
			at.Text = node.Text
		}
	case node.Hole == shape.Message && at.Hole == shape.Fixed && node.Text == "" && at.Kids == nil && !at.List:
		// what identifies the error is the message, too
	case at.Hole != node.Hole || at.Text != node.Text || at.Kids != nil:
		b.fail("two values are asked for at " + p.String())
	}
}

// holds reports whether a response of this sort can have something at a path: an event
// of a stream and the close of a WebSocket have no headers of their own.
func (b *shaper) holds(p *Path) bool {
	return p.Header == "" || !b.shape.Stream && b.shape.Close == 0
}

// isEmpty reports whether nothing has been put into a node yet.
func isEmpty(n *shape.Node) bool {
	return n.Text == "" && n.Hole == shape.Fixed && n.Kids == nil && !n.List
}

// step returns where a step leads from a node, and makes what is not there; nil where
// the node is something that the step cannot enter.
func step(n *shape.Node, s Step) *shape.Node {
	if n.Text != "" || n.Hole != shape.Fixed {
		return nil
	}
	if s.Kind == wire.StepKey {
		if n.List {
			return nil
		}
		return member(n, s.Key)
	}
	if !n.List {
		if n.Kids != nil {
			return nil
		}
		n.List = true
	}
	return element(n, s)
}

// member returns a member of an object.
func member(n *shape.Node, key string) *shape.Node {
	i := slices.IndexFunc(n.Kids, func(k shape.Node) bool { return k.Key == key })
	if i < 0 {
		n.Kids = append(n.Kids, shape.Node{Key: key})
		i = len(n.Kids) - 1
	}
	return &n.Kids[i]
}

// element returns an element of an array.
func element(n *shape.Node, s Step) *shape.Node {
	switch s.Kind {
	case wire.StepWhere:
		want := quoted(s.Value)
		for i := range n.Kids {
			if slices.ContainsFunc(n.Kids[i].Kids, func(k shape.Node) bool { return k.Key == s.Key && k.Text == want }) {
				return &n.Kids[i]
			}
		}
		n.Kids = append(n.Kids, shape.Node{Kids: []shape.Node{{Key: s.Key, Text: want}}})
		return &n.Kids[len(n.Kids)-1]
	case wire.StepAny:
		s.Index = 0
	}
	if s.Index > maxElements {
		return nil
	}
	for len(n.Kids) <= s.Index {
		n.Kids = append(n.Kids, shape.Node{})
	}
	return &n.Kids[s.Index]
}

// maxElements bounds the arrays that are written.
const maxElements = 16

// has reports whether something has been put where a path leads.
func (b *shaper) has(p *Path) bool {
	if p.Header != "" {
		return slices.ContainsFunc(b.shape.Header, func(n shape.Node) bool { return n.Key == p.Header })
	}
	return b.nodeAt(p) != nil
}

// nodeAt returns what has been put where a path leads into the body, nil for nothing.
func (b *shaper) nodeAt(p *Path) *shape.Node {
	at := b.shape.Body
	if at == nil || b.shape.XML != p.XML {
		return nil
	}
	for _, s := range p.Steps {
		if at = existing(at, s); at == nil {
			return nil
		}
	}
	if isEmpty(at) {
		return nil
	}
	return at
}

// existing returns where a step leads from a node, nil if nothing is there.
func existing(n *shape.Node, s Step) *shape.Node {
	for i := range n.Kids {
		k := &n.Kids[i]
		switch {
		case s.Kind == wire.StepKey && !n.List && k.Key == s.Key,
			s.Kind == wire.StepAny && n.List,
			s.Kind == wire.StepIndex && n.List && i == s.Index:
			return k
		case s.Kind == wire.StepWhere && slices.ContainsFunc(k.Kids, func(m shape.Node) bool { return m.Key == s.Key && m.Text == quoted(s.Value) }):
			return k
		}
	}
	return nil
}
