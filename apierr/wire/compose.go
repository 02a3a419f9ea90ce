package wire

import (
	"encoding/json"
	"net/http"
)

// Compose writes a response that says no more than a code, a type and a message,
// each where the wire reads it first; what is empty is left out. It is for errors
// of which only these are left. The body is nil when no part goes there.
func (w *Wire) Compose(code, typ, message string) (h http.Header, body []byte) {
	h = make(http.Header)
	object := make(map[string]any)
	w.place(object, h, w.Message, message)
	w.place(object, h, w.Type, typ)
	w.place(object, h, w.Code, code)
	if len(object) == 0 {
		return h, nil
	}
	body, _ = json.Marshal(object)
	return h, body
}

// place puts a text where the first of the parts is that can be written: a header,
// or a member of an object.
func (w *Wire) place(object map[string]any, h http.Header, parts []Part, text string) {
	if text == "" {
		return
	}
	for i := range parts {
		if parts[i].Slot == NoSlot && parts[i].Header != "" {
			h.Set(parts[i].Header, text)
			return
		}
		if path := pathTo(w.Body, parts[i].Slot); path != nil && setMember(object, path, text) {
			return
		}
	}
}

// Leads reports whether the way to a part begins with a key.
func (w *Wire) Leads(part *Part, key string) bool {
	path := pathTo(w.Body, part.Slot)
	return len(path) > 1 && path[0] == key
}

// pathTo returns the keys that lead to a slot, nil if none do.
func pathTo(nodes []Node, slot int) []string {
	for i := range nodes {
		n := &nodes[i]
		if n.Step != StepKey {
			continue
		}
		if n.Slot == slot && slot != NoSlot {
			return []string{n.Key}
		}
		if path := pathTo(n.Kids, slot); path != nil {
			return append([]string{n.Key}, path...)
		}
	}
	return nil
}

// setMember sets a member of an object, or of one in it, and reports whether there
// was room.
func setMember(object map[string]any, path []string, text string) bool {
	for _, key := range path[:len(path)-1] {
		inner, ok := object[key].(map[string]any)
		if !ok {
			if object[key] != nil {
				return false
			}
			inner = make(map[string]any)
			object[key] = inner
		}
		object = inner
	}
	last := path[len(path)-1]
	if object[last] != nil {
		return false
	}
	object[last] = text
	return true
}
