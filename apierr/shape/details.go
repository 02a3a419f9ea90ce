package shape

import (
	"bytes"
	"encoding/json"
	"strconv"
	"strings"
	"time"
)

// Details are the named values that a response has about an error besides its message. The
// zero value has none.
type Details struct {
	names   []string
	object  map[string]json.RawMessage
	isXML   bool // all are texts
	missing bool // something was asked for that is not there
}

// Read returns the details that a body has by the paths of the shape. A body that
// has none, or is not JSON or XML as the shape has it, has none.
func (s *Shape) Read(body []byte) *Details {
	d := &Details{names: detailNames(s.Body, nil)}
	if s.XML {
		s.readXML(d, body)
		return d
	}
	raw := json.RawMessage(body)
	for _, key := range s.Details {
		raw = within(raw, key)
	}
	if json.Unmarshal(raw, &d.object) != nil {
		d.object = nil
	}
	return d
}

// within returns the member of an object, or the element of an array, to which a key of
// [Shape.Details] leads; nil for none.
func within(raw json.RawMessage, key string) json.RawMessage {
	if index, isElement := strings.CutPrefix(key, "["); isElement {
		var list []json.RawMessage
		n, err := strconv.Atoi(strings.TrimSuffix(index, "]"))
		if err != nil || json.Unmarshal(raw, &list) != nil || n < 0 || n >= len(list) {
			return nil
		}
		return list[n]
	}
	var object map[string]json.RawMessage
	if json.Unmarshal(raw, &object) != nil {
		return nil
	}
	return object[key]
}

// OK reports whether everything that was asked for so far was there.
func (d *Details) OK() bool { return !d.missing }

// detailNames adds the names of the details that a node and those below it have.
func detailNames(n *Node, names []string) []string {
	if n == nil {
		return names
	}
	if n.Hole == Detail {
		names = append(names, n.Name)
	}
	for i := range n.Kids {
		names = detailNames(&n.Kids[i], names)
	}
	return names
}

// Values returns the details that were written, in the order of the shape.
func (d *Details) Values() []Value {
	var list []Value
	for _, name := range d.names {
		if raw := d.object[name]; len(raw) > 0 && !bytes.Equal(raw, []byte("null")) {
			list = append(list, Value{name, string(raw), unquoted(string(raw))})
		}
	}
	return list
}

// into reads a detail, and notes whether it was there.
func (d *Details) into(name string, to any) bool {
	raw := d.object[name]
	ok := len(raw) > 0 && !bytes.Equal(raw, []byte("null")) && json.Unmarshal(raw, to) == nil
	if !ok && d.isXML && len(raw) > 0 { // a number, or true, as a text
		ok = json.Unmarshal([]byte(unquoted(string(raw))), to) == nil
	}
	d.missing = d.missing || !ok
	return ok
}

// String returns a detail that is a text, "" if it is missing.
func (d *Details) String(name string) (v string) {
	d.into(name, &v)
	return v
}

// Int returns a detail that is a whole number, 0 if it is missing.
func (d *Details) Int(name string) (v int) {
	d.into(name, &v)
	return v
}

// Float returns a detail that is a number, 0 if it is missing.
func (d *Details) Float(name string) (v float64) {
	d.into(name, &v)
	return v
}

// Bool returns a detail that is true or false, false if it is missing.
func (d *Details) Bool(name string) (v bool) {
	d.into(name, &v)
	return v
}

// Time returns a detail that is a moment, the zero Time if it is missing.
func (d *Details) Time(name string) (v time.Time) {
	d.into(name, &v)
	return v
}

// Duration returns a detail that is a length of time, 0 if it is missing.
func (d *Details) Duration(name string) time.Duration {
	v, err := time.ParseDuration(d.String(name))
	if err != nil {
		d.missing = true
	}
	return v
}
