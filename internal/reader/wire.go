package reader

import (
	"strings"

	"github.com/errbook/errbook/apierr/wire"
)

// A wire, as the script asks for it. A part is a slot or the name of a header in
// lowercase or, where a value must be taken out of the text, a takenData.
type (
	wireData struct {
		Body     []nodeData `js:"body"`
		XML      []nodeData `js:"xml,omitempty"` // of bodies that are XML
		Codes    []any      `js:"codes"`
		Types    []any      `js:"types"`
		Messages []any      `js:"messages"`
		Statuses []any      `js:"statuses"`
		Nested   []any      `js:"nested"`
		Fields   []any      `js:"fields"` // then the headers that rules ask for

		wireFacts
	}
	nodeData struct {
		Step  int        `js:"step,omitempty"`
		Key   any        `js:"key,omitempty"`   // a name, or the index of an element
		Value string     `js:"value,omitempty"` // that the member Key of an element must have
		Slot  any        `js:"slot,omitempty"`  // none for a node that ends no path
		Kids  []nodeData `js:"kids,omitempty"`
	}
	takenData struct {
		At    any              `js:"at"`
		Takes []expressionData `js:"takes"` // one after the other
	}
	expressionData struct {
		Expr  string `js:"expr"`
		Flags string `js:"flags,omitempty"`
	}
)

func newWire(w *wire.Wire, headers []string) wireData {
	fields := parts(w.Fields)
	for _, h := range headers {
		fields = append(fields, strings.ToLower(h))
	}
	return wireData{
		Body: newNodes(w.Body), XML: newNodes(w.XML), Codes: parts(w.Code), Types: parts(w.Type), Messages: parts(w.Message),
		Statuses: parts(w.Status), Nested: parts(w.Nested), Fields: fields,
	}
}

func newNodes(nodes []wire.Node) []nodeData {
	var list []nodeData
	for _, n := range nodes {
		node := nodeData{Step: int(n.Step), Value: n.Value, Kids: newNodes(n.Kids)}
		switch n.Step {
		case wire.StepKey, wire.StepWhere:
			node.Key = n.Key
		case wire.StepIndex:
			node.Key = n.Index
		}
		if n.Slot != wire.NoSlot {
			node.Slot = n.Slot
		}
		list = append(list, node)
	}
	return list
}

func parts(list []wire.Part) []any {
	var out []any
	for _, p := range list {
		out = append(out, newPart(p))
	}
	return out
}

func newPart(p wire.Part) any {
	var at any = p.Slot
	if p.Slot == wire.NoSlot {
		at = strings.ToLower(p.Header)
	}
	if p.Match == nil && p.Strip == wire.StripNone {
		return at
	}
	taken := takenData{At: at}
	if p.Match != nil {
		taken.Takes = append(taken.Takes, scriptExpression(p.Match.Expr))
	}
	if p.Strip == wire.StripAWS {
		taken.Takes = append(taken.Takes, expressionData{Expr: awsName})
	}
	return taken
}
