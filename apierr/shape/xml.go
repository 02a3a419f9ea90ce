package shape

import (
	"bytes"
	"encoding/json"
	"strings"

	"github.com/errbook/errbook/apierr/wire"
)

// writeXML returns the body as an XML document, nil if there is nothing to write.
func (s *Shape) writeXML(v *Values) []byte {
	var b bytes.Buffer
	b.WriteString(`<?xml version="1.0" encoding="UTF-8"?>` + "\n")
	for i := range s.Body.Kids {
		if s.Body.Kids[i].writeElement(&b, v) {
			return b.Bytes()
		}
	}
	return nil
}

// writeElement writes a node as an element, with the kids whose keys begin with @ as
// attributes. It reports whether there was something to write: an element in which all
// are holes without values is left out.
func (n *Node) writeElement(b *bytes.Buffer, v *Values) bool {
	start := b.Len()
	b.WriteString("<" + n.Key)
	written := false
	for i := range n.Kids {
		if name, ok := strings.CutPrefix(n.Kids[i].Key, "@"); ok {
			if text, ok := n.Kids[i].plain(v); ok {
				b.WriteString(" " + name + `="` + wire.EscapeXML(text) + `"`)
				written = true
			}
		}
	}
	b.WriteByte('>')
	if n.Kids == nil {
		var text string
		if text, written = n.plain(v); n.Hole == Detail {
			written = v.detail(n.Name) != "" // an empty text is one
		}
		b.WriteString(wire.EscapeXML(text))
	}
	for i := range n.Kids {
		if !strings.HasPrefix(n.Kids[i].Key, "@") && n.Kids[i].writeElement(b, v) {
			written = true
		}
	}
	if !written {
		b.Truncate(start)
		return false
	}
	b.WriteString("</" + n.Key + ">")
	return true
}

// readXML notes the details of an XML document, all as texts.
func (s *Shape) readXML(d *Details, body []byte) {
	names := d.names[:min(len(d.names), wire.MaxSlots)]
	nodes := make([]wire.Node, len(names))
	for i, name := range names {
		nodes[i] = wire.Node{Key: name, Slot: i}
	}
	for i := len(s.Details) - 1; i >= 0; i-- {
		nodes = []wire.Node{{Key: s.Details[i], Slot: wire.NoSlot, Kids: nodes}}
	}
	f := wire.NewFields()
	defer f.Release()
	f.Read(string(body), wire.Header{}, &wire.Wire{XML: nodes})
	d.object, d.isXML = make(map[string]json.RawMessage), true
	for i, name := range names {
		if f.IsText(i) {
			d.object[name] = json.RawMessage(quote(f.Text(i)))
		}
	}
}
