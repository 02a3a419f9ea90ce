package openapi

import (
	"encoding/json"
	"strings"

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
	body := s.look.Sent().Body
	switch {
	case body == nil:
		return nil
	case s.shape().XML || !json.Valid(body):
		return literal(string(body))
	}
	return body
}

// detailSchemas are the schemas of details by the names of their types in spec files.
var detailSchemas = map[string]Schema{
	"string":   {Type: "string"},
	"int":      {Type: "integer"},
	"float":    {Type: "number"},
	"bool":     {Type: "boolean"},
	"time":     {Type: "string", Format: "date-time"},
	"duration": {Type: "string", Pattern: `^-?[0-9]+(\.[0-9]+)?s$`, Description: "Seconds with their unit, such as 1.5s."},
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
