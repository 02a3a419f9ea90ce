// Package openapi writes the errors of an API of one's own as an OpenAPI 3.1
// document of components, which the description of the API refers to:
//
//	"409": {$ref: "errors/shop.openapi.json#/components/responses/409"}
//
// There is a response for each error, by its name, one for each status with all
// errors that it can be, and one, default, with all errors of the API. Names of
// errors begin with an uppercase letter, so no other name is one of theirs, and a
// name stays when errors come and go. Each error also has a schema and an example.
//
// What a response looks like is its shape, from which servers write it, too.
package openapi

import (
	"bytes"
	"encoding/json"

	"github.com/errbook/errbook/apierr"
	"github.com/errbook/errbook/spec"
)

// A Document is an OpenAPI document without operations.
type Document struct {
	Generated  string     `json:"x-generated,omitempty"`
	OpenAPI    string     `json:"openapi"`
	Info       Info       `json:"info"`
	Components Components `json:"components"`
}

// An Info says what a document is about.
type Info struct {
	Title       string `json:"title"`
	Description string `json:"description"`
	Version     string `json:"version"`
}

// Components are what other documents refer to.
type Components struct {
	Responses Members[*Response] `json:"responses,omitempty"`
	Schemas   Members[*Schema]   `json:"schemas,omitempty"`
	Examples  Members[*Example]  `json:"examples,omitempty"`
}

// A Response is a response of an operation, or refers to one.
type Response struct {
	Ref         string           `json:"$ref,omitempty"`
	Description string           `json:"description,omitempty"`
	Headers     Members[*Header] `json:"headers,omitempty"`
	Content     Members[*Media]  `json:"content,omitempty"`
}

// A Media is a body of one media type.
type Media struct {
	Schema   *Schema       `json:"schema"`
	Examples Members[*Ref] `json:"examples,omitempty"`
}

// A Ref refers to a component.
type Ref struct {
	Ref string `json:"$ref"`
}

// A Header is a header of a response.
type Header struct {
	Description string  `json:"description,omitempty"`
	Required    bool    `json:"required,omitempty"`
	Schema      *Schema `json:"schema,omitempty"`
}

// An Example is a body.
type Example struct {
	Summary string          `json:"summary,omitempty"`
	Value   json.RawMessage `json:"value"`
}

// A Schema is a JSON Schema, as far as errors need it. The one without members
// takes everything.
type Schema struct {
	Ref           string            `json:"$ref,omitempty"`
	Title         string            `json:"title,omitempty"`
	Description   string            `json:"description,omitempty"`
	Deprecated    bool              `json:"deprecated,omitempty"`
	Type          string            `json:"type,omitempty"`
	Format        string            `json:"format,omitempty"`
	Const         json.RawMessage   `json:"const,omitempty"`
	Enum          []json.RawMessage `json:"enum,omitempty"`
	Pattern       string            `json:"pattern,omitempty"`
	Minimum       *int              `json:"minimum,omitempty"`
	Maximum       *int              `json:"maximum,omitempty"`
	Examples      []json.RawMessage `json:"examples,omitempty"`
	Properties    Members[*Schema]  `json:"properties,omitempty"`
	Required      []string          `json:"required,omitempty"`
	PrefixItems   []*Schema         `json:"prefixItems,omitempty"`
	MinItems      int               `json:"minItems,omitempty"`
	OneOf         []*Schema         `json:"oneOf,omitempty"`
	AnyOf         []*Schema         `json:"anyOf,omitempty"`
	Discriminator *Discriminator    `json:"discriminator,omitempty"`
	XML           *XML              `json:"xml,omitempty"`
	ExternalDocs  *ExternalDocs     `json:"externalDocs,omitempty"`
	Errbook       *Facts            `json:"x-errbook,omitempty"`
}

// A Discriminator says which member tells the schemas of a choice apart.
type Discriminator struct {
	PropertyName string          `json:"propertyName"`
	Mapping      Members[string] `json:"mapping"`
}

// An XML says how a member is written in XML.
type XML struct {
	Name      string `json:"name"`
	Attribute bool   `json:"attribute,omitempty"`
}

// An ExternalDocs is the page of an error.
type ExternalDocs struct {
	URL string `json:"url"`
}

// Facts are what programs need to know of an error, which OpenAPI has no word for.
type Facts struct {
	Code      apierr.Code  `json:"code"`
	Kind      apierr.Kind  `json:"kind"`
	Retry     apierr.Retry `json:"retry"`
	Retryable bool         `json:"retryable"`
	Default   bool         `json:"default,omitempty"` // sent in place of what is not documented
	Status    int          `json:"status,omitempty"`  // below 400, under which it is sent
	Event     string       `json:"event,omitempty"`   // of the stream in which it is sent
	Close     int          `json:"close,omitempty"`   // with which a WebSocket is closed
}

// Members are the members of an object, in the order in which they are written.
type Members[T any] []Member[T]

// A Member is a member of an object.
type Member[T any] struct {
	Name  string
	Value T
}

// add appends a member.
func (m *Members[T]) add(name string, value T) { *m = append(*m, Member[T]{name, value}) }

// Get returns the value of a member, the zero value if there is none.
func (m Members[T]) Get(name string) (value T) {
	for i := range m {
		if m[i].Name == name {
			return m[i].Value
		}
	}
	return value
}

// MarshalJSON writes the members as an object.
func (m Members[T]) MarshalJSON() ([]byte, error) {
	b := bytes.NewBufferString("{")
	enc := json.NewEncoder(b)
	enc.SetEscapeHTML(false)
	for i := range m {
		if i > 0 {
			b.WriteByte(',')
		}
		if err := enc.Encode(m[i].Name); err != nil {
			return nil, err
		}
		b.WriteByte(':')
		if err := enc.Encode(m[i].Value); err != nil {
			return nil, err
		}
	}
	b.WriteByte('}')
	return b.Bytes(), nil
}

// FileName returns the name of the document of a spec file: shop.openapi.json.
func FileName(f *spec.File) string { return f.Provider.Value + ".openapi.json" }

// New returns the errors of a file with own: true as a document; generated says who
// wrote it, and from what.
func New(f *spec.File, generated string) *Document {
	d := &Document{
		Generated: generated, OpenAPI: "3.1.0",
		Info: Info{
			Title:   f.Name.Value + " errors",
			Version: "1",
			Description: "The errors of the API as components. An operation refers to the response of a status, " +
				"to that of one error, or to `default`, which is any of them:\n\n" +
				"    $ref: " + FileName(f) + "#/components/responses/default",
		},
	}
	var errs []*sent
	for _, e := range f.Errors {
		if s := newSent(f, e); s != nil {
			errs = append(errs, s)
		}
	}
	c := &d.Components
	groups := groupsOf(errs)
	for i := range groups {
		c.Responses.add(groups[i].name, groups[i].response(f))
	}
	for _, s := range errs {
		s.addTo(c)
	}
	if len(groups) > 0 {
		c.Schemas.add(anyError, choiceOf(groups[len(groups)-1].errors))
	}
	return d
}
