package main

import (
	"bytes"
	"encoding/json"
	"fmt"

	"github.com/errbook/errbook/generator"
	"github.com/errbook/errbook/spec/generic"
)

// A labelled response is a sample or near miss of the generic layer as the tests
// of package apierr read it.
type labelled struct {
	Kinds  []string
	Gives  map[string]string `json:",omitempty"`
	Status int               `json:",omitempty"`
	Header map[string]string `json:",omitempty"`
	Body   string            `json:",omitempty"`
	Event  string            `json:",omitempty"`
	Close  int               `json:",omitempty"`

	Salvaged bool `json:",omitempty"` // no path leads to what it gives
}

// casesFile makes the samples for the tests of package apierr, one on each line.
// The tests take rows out of its tables, which only they can do.
func casesFile(in *input, source string) ([]byte, error) {
	var buf bytes.Buffer
	fmt.Fprintf(&buf, "{\n\"generated\": %q,\n\"Samples\": [\n", generator.Header(source))
	enc := json.NewEncoder(&buf)
	enc.SetEscapeHTML(false)
	all := in.generic.Cases()
	salvaged := len(all) - len(in.generic.Salvaged())
	for i, c := range all {
		l := labelled{Kinds: []string{c.Is.Value}, Gives: gives(&c.Gives), Status: c.Status.Value, Body: c.Body.Value, Event: c.Event.Value, Close: c.Close.Value, Salvaged: i >= salvaged}
		for _, h := range c.Headers {
			if l.Header == nil {
				l.Header = map[string]string{}
			}
			l.Header[h.Key.Value] = h.Value.Value
		}
		if i > 0 {
			buf.Truncate(buf.Len() - 1) // the line break of the one before
			buf.WriteString(",\n")
		}
		if err := enc.Encode(&l); err != nil {
			return nil, err
		}
	}
	buf.WriteString("]\n}\n")
	return buf.Bytes(), nil
}

// gives returns the parts that a case says are found in it, by name.
func gives(g *generic.Gives) map[string]string {
	parts := map[string]string{"code": g.Code.Value, "type": g.Type.Value, "message": g.Message.Value, "param": g.Param.Value, "request_id": g.RequestID.Value, "delay": g.Delay.Value}
	for name, value := range parts {
		if value == "" {
			delete(parts, name)
		}
	}
	return parts
}
