package openapi

import (
	"encoding/json"
	"strings"
	"time"

	"github.com/errbook/errbook/apierr/shape"
	"github.com/errbook/errbook/spec"
	"github.com/errbook/errbook/spec/prose"
)

// A sent is an error as it is sent.
type sent struct {
	file   *spec.File
	entry  *spec.Error
	look   *spec.Look
	schema *Schema
	body   json.RawMessage // an example; a text where the body is not JSON
}

// newSent returns what an error looks like when it is sent, nil if nothing does.
func newSent(f *spec.File, e *spec.Error) *sent {
	looks, _ := f.Looks(e)
	if len(looks) == 0 { // Check has seen that there is one
		return nil
	}
	s := &sent{file: f, entry: e, look: &looks[0]}
	s.body = s.example()
	s.schema = s.newSchema()
	return s
}

func (s *sent) name() string        { return s.entry.Name.Value }
func (s *sent) shape() *shape.Shape { return &s.look.Shape }

// addTo adds the components of one error.
func (s *sent) addTo(c *Components) {
	if s.shape().Status != 0 {
		g := group{s.name(), []*sent{s}}
		c.Responses.add(s.name(), g.response(s.file))
	}
	c.Schemas.add(s.name(), s.schema)
	if s.body != nil {
		c.Examples.add(s.name(), &Example{Summary: s.entry.Doc.Title, Value: s.body})
	}
}

// markdown returns a text of the documentation as Markdown.
func (s *sent) markdown(text string) string { return prose.Markdown(s.file.Texts().Spans(text)) }

// description returns what there is to say of an error, as Markdown.
func (s *sent) description() string {
	d := s.entry.Doc
	var b strings.Builder
	b.WriteString(s.markdown(d.Summary))
	if d.Deprecated != "" {
		b.WriteString("\n\nDeprecated: " + s.markdown(d.Deprecated))
	}
	for _, list := range []struct {
		heading string
		items   []string
	}{{"Causes", d.Causes}, {"How to fix it", d.Fixes}} {
		if len(list.items) > 0 {
			b.WriteString("\n\n" + list.heading + ":\n")
		}
		for _, text := range list.items {
			b.WriteString("\n- " + s.markdown(text))
		}
	}
	if advice := d.Retry.Advice(); advice != "" {
		b.WriteString("\n\n" + advice)
	}
	return b.String()
}

// facts returns what OpenAPI has no word for.
func (s *sent) facts() *Facts {
	d := s.entry.Doc
	status := s.shape().Status
	if s.isRefused() {
		status = 0 // which is the response's
	}
	return &Facts{
		Status: status,
		Code:   d.Code, Kind: d.Kind, Retry: d.Retry, Retryable: d.Retry.Retryable(),
		Default: s.entry.Default.Value, Event: s.shape().Event, Close: s.shape().Close,
	}
}

// example returns a body of the error with details, nil if it has none.
func (s *sent) example() json.RawMessage {
	values := &shape.Values{Details: s.details(), Now: exampleTime}
	values.Message = s.message(values.Details)
	if s.entry.Doc.Retry.Retryable() {
		values.Delay, values.HasDelay = exampleDelay, true
	}
	body := s.shape().Write(values).Body
	switch {
	case body == nil:
		return nil
	case s.shape().XML || !json.Valid(body):
		return literal(string(body))
	}
	return body
}

// message returns what the server says: the template with the details in it, else the
// summary.
func (s *sent) message(details []shape.Value) string {
	own := s.entry.Doc.Own
	if own == nil || own.Detail == "" {
		return s.entry.Doc.Summary
	}
	return shape.Expand(own.Detail, details)
}

// What examples have where no sample of the spec file says something.
var exampleTime = time.Date(2026, time.January, 2, 3, 4, 5, 0, time.UTC)

const exampleDelay = 30 * time.Second

// details returns the details of the first sample that has all, else made ones.
func (s *sent) details() []shape.Value {
	for i := range s.entry.Samples {
		d := s.shape().Read([]byte(s.entry.Samples[i].Body.Value))
		var values []shape.Value
		for _, p := range s.entry.Params {
			values = append(values, paramTypes[p.Value.Value].read(d, p.Key.Value))
		}
		if d.OK() {
			return values
		}
	}
	var values []shape.Value
	for _, p := range s.entry.Params {
		values = append(values, paramTypes[p.Value.Value].made(p.Key.Value))
	}
	return values
}

// A paramType is a type of a detail: its schema, how it is read, and an example.
type paramType struct {
	schema Schema
	read   func(d *shape.Details, name string) shape.Value
	made   func(name string) shape.Value
}

// paramTypes are the types by their names in spec files.
var paramTypes = map[string]paramType{
	"string": {
		Schema{Type: "string"},
		func(d *shape.Details, name string) shape.Value { return shape.String(name, d.String(name)) },
		func(name string) shape.Value { return shape.String(name, name) },
	},
	"int": {
		Schema{Type: "integer"},
		func(d *shape.Details, name string) shape.Value { return shape.Int(name, d.Int(name)) },
		func(name string) shape.Value { return shape.Int(name, 3) },
	},
	"float": {
		Schema{Type: "number"},
		func(d *shape.Details, name string) shape.Value { return shape.Float(name, d.Float(name)) },
		func(name string) shape.Value { return shape.Float(name, 1.5) },
	},
	"bool": {
		Schema{Type: "boolean"},
		func(d *shape.Details, name string) shape.Value { return shape.Bool(name, d.Bool(name)) },
		func(name string) shape.Value { return shape.Bool(name, true) },
	},
	"time": {
		Schema{Type: "string", Format: "date-time"},
		func(d *shape.Details, name string) shape.Value { return shape.Time(name, d.Time(name)) },
		func(name string) shape.Value { return shape.Time(name, exampleTime) },
	},
	"duration": {
		Schema{Type: "string", Pattern: `^-?[0-9]+(\.[0-9]+)?s$`, Description: "Seconds with their unit, such as 1.5s."},
		func(d *shape.Details, name string) shape.Value { return shape.Duration(name, d.Duration(name)) },
		func(name string) shape.Value { return shape.Duration(name, exampleDelay) },
	},
}

// literal returns a text as JSON has it.
func literal(s string) json.RawMessage { return json.RawMessage(shape.String("", s).JSON) }

// media returns the media type of an error's body, "" for none.
func (s *sent) media() string {
	if s.shape().Body == nil {
		return ""
	}
	return s.shape().Media
}

// isRefused reports whether the error is a response of its own, with a status for it.
func (s *sent) isRefused() bool { return s.shape().Status >= 400 }
