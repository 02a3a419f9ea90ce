package spec

import (
	"bytes"
	"cmp"
	"encoding/json"
	"reflect"
	"slices"
	"strings"
)

// Schema returns the JSON Schema (draft-07) of spec files, which editors use to
// complete and to check. It is made of the types and tags that [Decode] goes
// by. It accepts whatever Decode and [Check] accept; what only Check can know,
// such as whether a name is unique, it lets pass.
func Schema() []byte {
	b := schemaBuilder{definitions: &properties{}}
	root := b.object(reflect.TypeFor[File]())
	root.Schema = "http://json-schema.org/draft-07/schema#"
	root.Title = "errbook spec file"
	root.Description = "The errors of one provider."
	slices.SortFunc(b.definitions.list, func(a, b property) int { return strings.Compare(a.name, b.name) })
	root.Definitions = b.definitions
	var out bytes.Buffer
	enc := json.NewEncoder(&out)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if enc.Encode(root) != nil { // of strings, numbers and lists alone: it cannot fail
		return nil
	}
	return out.Bytes()
}

// A schemaNode is a schema, in the order in which it is printed.
type schemaNode struct {
	Schema               string        `json:"$schema,omitempty"`
	Title                string        `json:"title,omitempty"`
	Description          string        `json:"description,omitempty"`
	Ref                  string        `json:"$ref,omitempty"`
	Type                 any           `json:"type,omitempty"` // a name or a list of names
	Const                any           `json:"const,omitempty"`
	Enum                 []string      `json:"enum,omitempty"`
	Pattern              string        `json:"pattern,omitempty"`
	MinLength            int           `json:"minLength,omitempty"`
	MaxLength            int           `json:"maxLength,omitempty"`
	Minimum              int           `json:"minimum,omitempty"`
	Maximum              int           `json:"maximum,omitempty"`
	Items                *schemaNode   `json:"items,omitempty"`
	MinItems             int           `json:"minItems,omitempty"`
	UniqueItems          bool          `json:"uniqueItems,omitempty"`
	Properties           *properties   `json:"properties,omitempty"`
	PropertyNames        *schemaNode   `json:"propertyNames,omitempty"`
	AdditionalProperties any           `json:"additionalProperties,omitempty"` // closed, or a schema
	MinProperties        int           `json:"minProperties,omitempty"`
	Required             []string      `json:"required,omitempty"`
	AllOf                []*schemaNode `json:"allOf,omitempty"`
	AnyOf                []*schemaNode `json:"anyOf,omitempty"`
	OneOf                []*schemaNode `json:"oneOf,omitempty"`
	Definitions          *properties   `json:"definitions,omitempty"`
}

// closed is false, but not empty for omitempty.
var closed = json.RawMessage("false")

// properties are named schemas in order.
type properties struct{ list []property }

type property struct {
	name   string
	schema *schemaNode
}

// MarshalJSON writes an object whose members are in order.
func (p *properties) MarshalJSON() ([]byte, error) {
	var out bytes.Buffer
	enc := json.NewEncoder(&out)
	enc.SetEscapeHTML(false)
	out.WriteByte('{')
	for i, prop := range p.list {
		if i > 0 {
			out.WriteByte(',')
		}
		if err := enc.Encode(prop.name); err != nil {
			return nil, err
		}
		out.WriteByte(':')
		if err := enc.Encode(prop.schema); err != nil {
			return nil, err
		}
	}
	out.WriteByte('}')
	return out.Bytes(), nil
}

// A schemaBuilder makes schemas of types, those of structs as definitions.
type schemaBuilder struct {
	definitions *properties
}

// object returns the schema of a struct.
func (b *schemaBuilder) object(t reflect.Type) *schemaNode {
	n := &schemaNode{Type: "object", Properties: &properties{}, AdditionalProperties: closed}
	for _, f := range infoOf(t).fields {
		keys := []string{f.key}
		if f.alias != "" {
			keys = append(keys, f.alias)
		}
		for _, key := range keys {
			schema := b.field(t.Name(), f)
			n.Properties.list = append(n.Properties.list, property{key, schema})
		}
		switch {
		case f.required && f.alias != "":
			for _, key := range keys {
				n.OneOf = append(n.OneOf, &schemaNode{Required: []string{key}})
			}
		case f.required:
			n.Required = append(n.Required, f.key)
		}
	}
	return n
}

// field returns the schema of a key: what its type takes, what its words say,
// and what a description tells in an editor.
func (b *schemaBuilder) field(owner string, f fieldInfo) *schemaNode {
	n := b.schema(f.typ, label{key: f.key, raw: f.raw})
	narrow(n, owner, f.key)
	if n.Ref != "" { // what stands beside a $ref is ignored (draft-07, section 8.3)
		n = &schemaNode{AllOf: []*schemaNode{n}}
	}
	n.Description = keyWords[ownerOf(owner, f.key)+"."+f.key]
	return n
}

// ownerOf returns the type that documents a key: those of a rule are the same
// where an error has them.
func ownerOf(owner, key string) string {
	if owner == "Error" && infoOf(reflect.TypeFor[Rule]()).find(key) >= 0 {
		return "Rule"
	}
	return owner
}

// schema returns what a type takes.
func (b *schemaBuilder) schema(t reflect.Type, l label) *schemaNode {
	switch t {
	case reflect.TypeFor[Text]():
		return textSchema(l)
	case reflect.TypeFor[Prose]():
		return &schemaNode{Type: "string", MinLength: 1}
	case reflect.TypeFor[Int]():
		return intSchema(l)
	case reflect.TypeFor[Date]():
		return &schemaNode{Type: "string", Pattern: `^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$`}
	case reflect.TypeFor[StatusSet]():
		return valueOrList(statusSchema(l))
	case reflect.TypeFor[StringSet]():
		n := valueOrList(textSchema(l))
		n.AnyOf = append(n.AnyOf, onlyKey("prefix", textSchema(l)))
		return n
	case reflect.TypeFor[Matcher]():
		return matcherSchema(l)
	case reflect.TypeFor[Path]():
		return &schemaNode{AnyOf: []*schemaNode{textSchema(l), b.ref(t)}}
	}
	switch t.Kind() {
	case reflect.Pointer:
		return b.schema(t.Elem(), l)
	case reflect.Slice:
		return b.list(t, l)
	}
	return b.ref(t)
}

// list returns the schema of a List, a Map or a plain list.
func (b *schemaBuilder) list(t reflect.Type, l label) *schemaNode {
	switch name := t.Name(); {
	case strings.HasPrefix(name, "List["):
		item := b.schema(t.Elem(), l)
		return &schemaNode{AnyOf: []*schemaNode{item, {Type: "array", Items: item, MinItems: 1}}}
	case strings.HasPrefix(name, "Map["):
		value, _ := t.Elem().FieldByName("Value")
		return &schemaNode{Type: "object", AdditionalProperties: b.schema(value.Type, l), MinProperties: 1}
	}
	return &schemaNode{Type: "array", Items: b.schema(t.Elem(), l), MinItems: 1}
}

// ref returns a reference to the definition of a struct, which it adds.
func (b *schemaBuilder) ref(t reflect.Type) *schemaNode {
	_, name, _ := strings.Cut(" "+nounOf(t.Name()), " a ")
	name = strings.ReplaceAll(cmp.Or(name, strings.ToLower(t.Name())), " ", "_")
	if !slices.ContainsFunc(b.definitions.list, func(p property) bool { return p.name == name }) {
		at := len(b.definitions.list)
		b.definitions.list = append(b.definitions.list, property{name: name})
		b.definitions.list[at].schema = b.object(t)
	}
	return &schemaNode{Ref: "#/definitions/" + name}
}

// textSchema returns the schema of text: a plain number that is written in one
// way only is text, too.
func textSchema(l label) *schemaNode {
	n := &schemaNode{Type: []string{"string", "integer"}}
	if !l.raw {
		n.MinLength = 1
	}
	return n
}

func intSchema(l label) *schemaNode {
	switch l.key {
	case "version":
		return &schemaNode{Const: 1}
	case "status":
		return &schemaNode{Type: "integer", Minimum: statuses.From, Maximum: statuses.To}
	}
	return &schemaNode{Type: "integer", Minimum: closeCodes.From, Maximum: closeCodes.To}
}

func statusSchema(l label) *schemaNode {
	if l.key == "close" {
		return intSchema(l)
	}
	return &schemaNode{AnyOf: []*schemaNode{
		intSchema(label{key: "status"}),
		{Type: "string", Pattern: "^[1-5]xx$"},
	}}
}

// matcherSchema returns what a value must be: surfaces take not, rules contains.
func matcherSchema(l label) *schemaNode {
	value := func() *schemaNode { return &schemaNode{Type: []string{"string", "integer", "boolean"}, MinLength: 1} }
	n := valueOrList(value())
	if l.key == "body" {
		n.AnyOf = append(n.AnyOf, onlyKey("not", valueOrList(value())))
	} else {
		n.AnyOf = append(n.AnyOf, onlyKey("contains", textSchema(label{})))
	}
	return n
}

// valueOrList returns the schema of a value or a list of values, each once.
func valueOrList(item *schemaNode) *schemaNode {
	return &schemaNode{AnyOf: []*schemaNode{item, {Type: "array", Items: item, MinItems: 1, UniqueItems: true}}}
}

// onlyKey returns the schema of a mapping with one key.
func onlyKey(key string, value *schemaNode) *schemaNode {
	return &schemaNode{
		Type:                 "object",
		Properties:           &properties{[]property{{key, value}}},
		AdditionalProperties: closed,
		Required:             []string{key},
	}
}

// narrow adds to the schema of a key what its words can be.
func narrow(n *schemaNode, owner, key string) {
	switch key {
	case "provider":
		words(n, `^[a-z][a-z0-9]*(-[a-z0-9]+)*$`)
	case "name":
		if owner != "File" {
			words(n, `^[A-Z][A-Za-z0-9_]*$`)
		}
	case "id":
		words(n, `^[a-z][a-z0-9]*(-[a-z0-9]+)*$`)
	case "slug":
		words(n, `^[a-z0-9]+(-[a-z0-9]+)*$`)
	case "title":
		n.MaxLength = 2 * maxTitle // with the marks of code, which do not count
	case "links":
		words(n.AdditionalProperties.(*schemaNode), `^(https://|mailto:)`)
	case "otel_provider":
		words(n, `^[a-z0-9]+([._-][a-z0-9]+)*$`)
	case "means":
		words(n, `^[a-z][a-z0-9]*(_[a-z0-9]+)*$`)
	case "url":
		words(n, `^https://`)
	case "basis":
		choice(n, bases)
	case "kind":
		choice(n, kindNames())
	case "retry":
		choice(n, retryNames())
	case "executed", "billed":
		choice(n, certaintyNames())
	case "format":
		choice(n, delayFormats)
	case "role":
		choice(n, []string{"hint"})
	case "strip":
		choice(n, []string{"aws"})
	case "pattern":
		n.MaxLength = maxPattern
	}
}

// words makes n text that a pattern matches. The pattern is for strings only.
func words(n *schemaNode, pattern string) {
	n.Type, n.Pattern, n.MinLength = "string", pattern, 0
}

// choice makes n one of a few words.
func choice(n *schemaNode, options []string) {
	n.Type, n.Enum, n.MinLength = nil, options, 0
}
