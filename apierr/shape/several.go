package shape

import (
	"bytes"
	"slices"
)

// An Element is one of the errors of a response that has several: a shape, and what goes
// into its holes.
type Element struct {
	Shape  *Shape
	Values *Values
}

// WriteSeveral returns the response of the first error, with the others behind it in its
// list of errors, each as it would be in a response of its own. Without a list, or for
// errors whose list is elsewhere, it has the first alone.
func WriteSeveral(first Element, others ...Element) Response {
	if len(first.Shape.Each) == 0 || first.Shape.XML {
		return first.Shape.Write(first.Values)
	}
	s := *first.Shape
	for _, o := range others {
		if text, ok := o.inList(s.Each); ok {
			s.Body = s.Body.adding(s.Each, Node{Text: text})
		}
	}
	return s.Write(first.Values)
}

// inList returns what an error is as an element of the list to which keys lead.
func (e Element) inList(keys []string) (text string, ok bool) {
	if !slices.Equal(e.Shape.Each, keys) || e.Shape.XML {
		return "", false
	}
	n := e.Shape.Body
	for _, key := range keys {
		if n = n.child(key); n == nil {
			return "", false
		}
	}
	if !n.List || len(n.Kids) == 0 {
		return "", false
	}
	var b bytes.Buffer
	ok = n.Kids[0].write(&b, e.Values)
	return b.String(), ok
}

// child returns the member of a key, nil for none.
func (n *Node) child(key string) *Node {
	if n == nil {
		return nil
	}
	for i := range n.Kids {
		if n.Kids[i].Key == key {
			return &n.Kids[i]
		}
	}
	return nil
}

// adding returns a copy of a node in which the list to which keys lead has one element
// more. All that they do not lead to is shared.
func (n *Node) adding(keys []string, element Node) *Node {
	added := *n
	if len(keys) == 0 {
		added.Kids = append(slices.Clip(n.Kids), element)
		return &added
	}
	added.Kids = slices.Clone(n.Kids)
	for i := range added.Kids {
		if added.Kids[i].Key == keys[0] {
			added.Kids[i] = *added.Kids[i].adding(keys[1:], element)
		}
	}
	return &added
}
