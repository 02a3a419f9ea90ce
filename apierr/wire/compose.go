package wire

import (
	"encoding/json"
	"net/http"
	"strings"
)

// Plain is the shape that most APIs share, for providers without a wire of their own.
var Plain = Wire{
	Body: []Node{{Key: "error", Slot: NoSlot, Kids: []Node{
		{Key: "code", Slot: 0}, {Key: "type", Slot: 1}, {Key: "message", Slot: 2}, {Key: "param", Slot: 3},
	}}},
	Code:      []Part{{Slot: 0}},
	Type:      []Part{{Slot: 1}},
	Message:   []Part{{Slot: 2}},
	Param:     []Part{{Slot: 3}},
	RequestID: []Part{{Slot: NoSlot, Header: "X-Request-Id"}},
}

// Compose writes a response that says no more than a code, a type and a message,
// each where the wire reads it first; what is empty is left out. It is for errors
// of which only these are left. The body is nil when no part goes there.
func (w *Wire) Compose(code, typ, message string) (h http.Header, body []byte) {
	c := NewComposer(w)
	c.Put(w.Message, message)
	c.Put(w.Type, typ)
	c.Put(w.Code, code)
	return c.Header, c.Body()
}

// A Composer writes the response that would have said what is known of an error.
type Composer struct {
	Header http.Header
	wire   *Wire
	body   any // objects are map[string]any, arrays []any, everything else is a text
}

// NewComposer returns a composer of responses that have their parts where a wire has
// them.
func NewComposer(w *Wire) *Composer { return &Composer{Header: make(http.Header), wire: w} }

// Put puts a text where the first of the parts is that can be written: a header, or a
// value of the body. An empty text is left out.
func (c *Composer) Put(parts []Part, text string) {
	if text == "" {
		return
	}
	for i := range parts {
		if parts[i].Slot == NoSlot && parts[i].Header != "" {
			c.Header.Set(parts[i].Header, text)
			return
		}
		if path := pathTo(c.paths(), parts[i].Slot); path != nil && c.set(path, text) {
			return
		}
	}
}

// PutAt puts a text at a path of keys joined by dots, or into the header that is
// named after "header:", unless something is there.
func (c *Composer) PutAt(path, text string) {
	if name, ok := strings.CutPrefix(path, "header:"); ok {
		if c.Header.Get(name) == "" {
			c.Header.Set(name, text)
		}
		return
	}
	var nodes []*Node
	for key := range strings.SplitSeq(path, ".") {
		nodes = append(nodes, &Node{Key: key, Slot: NoSlot})
	}
	c.set(nodes, text)
}

// isXML reports whether the body is XML: where no path leads into JSON.
func (c *Composer) isXML() bool { return len(c.wire.Body) == 0 && len(c.wire.XML) > 0 }

// paths returns the paths into the body.
func (c *Composer) paths() []Node {
	if c.isXML() {
		return c.wire.XML
	}
	return c.wire.Body
}

// Body returns the body, nil if nothing was put there.
func (c *Composer) Body() []byte {
	if c.body == nil {
		return nil
	}
	if c.isXML() {
		return appendElements(nil, c.body.(map[string]any))
	}
	body, _ := json.Marshal(c.body) // of maps, slices and texts: it cannot fail
	return body
}

// set sets the value that a path leads to, and reports whether there was room.
func (c *Composer) set(path []*Node, text string) bool {
	body, ok := setIn(c.body, path, text)
	if ok {
		c.body = body
	}
	return ok
}

// Leads reports whether the way to a part begins with a key.
func (w *Wire) Leads(part *Part, key string) bool {
	path := pathTo(w.Body, part.Slot)
	return len(path) > 1 && path[0].Step == StepKey && path[0].Key == key
}

// pathTo returns the nodes that lead to a slot, nil if none do.
func pathTo(nodes []Node, slot int) []*Node {
	if slot == NoSlot {
		return nil
	}
	for i := range nodes {
		n := &nodes[i]
		if n.Slot == slot {
			return []*Node{n}
		}
		if path := pathTo(n.Kids, slot); path != nil {
			return append([]*Node{n}, path...)
		}
	}
	return nil
}

// maxComposed is how many elements a composed array can have.
const maxComposed = 16

// setIn returns a value in which a path leads to a text, and reports whether there was
// room: nothing that is there already is replaced.
func setIn(v any, path []*Node, text string) (any, bool) {
	if len(path) == 0 {
		return text, v == nil
	}
	if path[0].Step == StepKey {
		object, ok := v.(map[string]any)
		if v != nil && !ok {
			return nil, false
		}
		return setMember(object, path, text)
	}
	list, ok := v.([]any)
	if v != nil && !ok {
		return nil, false
	}
	return setElement(list, path, text)
}

// setMember is setIn for a member of an object, which may be nil.
func setMember(object map[string]any, path []*Node, text string) (any, bool) {
	inner, ok := setIn(object[path[0].Key], path[1:], text)
	if !ok {
		return nil, false
	}
	if object == nil {
		object = make(map[string]any)
	}
	object[path[0].Key] = inner
	return object, true
}

// setElement is setIn for the element of an array that a step takes: the one of an
// index, the first that is as the step asks for, or the first of all.
func setElement(list []any, path []*Node, text string) (any, bool) {
	step := path[0]
	at := 0
	switch step.Step {
	case StepIndex:
		at = step.Index
	case StepWhere:
		for at < len(list) && !isWhere(list[at], step) {
			at++
		}
	}
	if at >= maxComposed {
		return nil, false
	}
	var old any
	if at < len(list) {
		old = list[at]
	} else if step.Step == StepWhere {
		old = map[string]any{step.Key: step.Value}
	}
	inner, ok := setIn(old, path[1:], text)
	if !ok {
		return nil, false
	}
	for len(list) <= at {
		list = append(list, nil)
	}
	list[at] = inner
	return list, true
}

// isWhere reports whether an element is one that a step takes.
func isWhere(element any, step *Node) bool {
	object, _ := element.(map[string]any)
	return object[step.Key] == step.Value
}
