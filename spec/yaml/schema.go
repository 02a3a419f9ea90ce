package yaml

import (
	"bytes"
	"encoding/json"
	"reflect"
	"regexp"
	"slices"
	"strings"
)

// SchemaID returns the $id of the schema that is a file of errbook's repository:
// the URL under which editors and validators find it.
func SchemaID(file string) string {
	return "https://raw.githubusercontent.com/errbook/errbook/main/" + file
}

// JSONSchema returns the JSON Schema (draft-07) of the files that [Decode] reads
// into the struct that v points to, made of the same tags and sets: editors use
// it to complete and to check. It accepts whatever Decode accepts. What a key is
// for is what its doc tag says.
func JSONSchema(v any, id, title, description string, sets ...Set) []byte {
	t := reflect.TypeOf(v).Elem()
	b := schemaBuilder{sets: setsOf(t, sets), definitions: &properties{}, names: map[reflect.Type]string{}}
	root := b.object(t)
	root.Schema = "http://json-schema.org/draft-07/schema#"
	root.ID = id
	root.Title = title
	root.Description = description
	slices.SortFunc(b.definitions.list, func(a, b property) int { return strings.Compare(a.name, b.name) })
	root.Definitions = b.definitions
	var out bytes.Buffer
	enc := json.NewEncoder(&out)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if enc.Encode(root) != nil { // strings, numbers and lists: it cannot fail
		return nil
	}
	return out.Bytes()
}

// A Schema is a JSON Schema, in the order in which it is printed.
type Schema struct {
	Schema               string      `json:"$schema,omitempty"`
	ID                   string      `json:"$id,omitempty"`
	Title                string      `json:"title,omitempty"`
	Description          string      `json:"description,omitempty"`
	Ref                  string      `json:"$ref,omitempty"`
	Type                 any         `json:"type,omitempty"` // a name or a list of names
	Const                any         `json:"const,omitempty"`
	Enum                 []string    `json:"enum,omitempty"`
	Pattern              string      `json:"pattern,omitempty"`
	MinLength            int         `json:"minLength,omitempty"`
	MaxLength            int         `json:"maxLength,omitempty"`
	Minimum              int         `json:"minimum,omitempty"`
	Maximum              int         `json:"maximum,omitempty"`
	Items                *Schema     `json:"items,omitempty"`
	MinItems             int         `json:"minItems,omitempty"`
	UniqueItems          bool        `json:"uniqueItems,omitempty"`
	Properties           *properties `json:"properties,omitempty"`
	PatternProperties    *properties `json:"patternProperties,omitempty"`
	PropertyNames        *Schema     `json:"propertyNames,omitempty"`
	AdditionalProperties any         `json:"additionalProperties,omitempty"` // closed, or a schema
	MinProperties        int         `json:"minProperties,omitempty"`
	Required             []string    `json:"required,omitempty"`
	AllOf                []*Schema   `json:"allOf,omitempty"`
	AnyOf                []*Schema   `json:"anyOf,omitempty"`
	OneOf                []*Schema   `json:"oneOf,omitempty"`
	Definitions          *properties `json:"definitions,omitempty"`
}

// closed is false, but not empty for omitempty.
var closed = json.RawMessage("false")

// properties are named schemas in order.
type properties struct{ list []property }

type property struct {
	name   string
	schema *Schema
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

// TextSchema returns the schema of the texts of a key that belongs to no set.
func (k Key) TextSchema() *Schema {
	n := &Schema{Type: k.textTypes(), MaxLength: k.Max}
	if !k.raw {
		n.MinLength = 1
	}
	return n
}

// textTypes returns the types of JSON that are text: a plain number that is written in
// one way only is text, too, unless numbers must be in quotes.
func (k Key) textTypes() any {
	if k.quoted {
		return "string"
	}
	return []string{"string", "integer"}
}

// IntSchema returns the schema of the numbers of a key.
func (k Key) IntSchema() *Schema {
	if k.Min == k.Max && k.Min != 0 {
		return &Schema{Const: k.Min}
	}
	return &Schema{Type: "integer", Minimum: k.Min, Maximum: k.Max}
}

// ValueOrList returns the schema of a value or a list of values, each once.
func ValueOrList(item *Schema) *Schema {
	return &Schema{AnyOf: []*Schema{item, {Type: "array", Items: item, MinItems: 1, UniqueItems: true}}}
}

// OnlyKey returns the schema of a mapping with one key.
func OnlyKey(key string, value *Schema) *Schema {
	return &Schema{
		Type:                 "object",
		Properties:           &properties{[]property{{key, value}}},
		AdditionalProperties: closed,
		Required:             []string{key},
	}
}

// A schemaBuilder makes schemas of types, those of structs as definitions.
type schemaBuilder struct {
	sets        map[string]*Set
	definitions *properties
	names       map[reflect.Type]string // of the definitions
}

// object returns the schema of a struct.
func (b *schemaBuilder) object(t reflect.Type) *Schema {
	n := &Schema{Type: "object", Properties: &properties{}, AdditionalProperties: closed}
	info := infoOf(t)
	for i := range info.fields {
		f := &info.fields[i]
		if f.rest {
			n.PatternProperties = &properties{[]property{{"^" + regexp.QuoteMeta(f.prefix()), b.rest(f)}}}
			continue
		}
		for _, key := range f.names() {
			n.Properties.list = append(n.Properties.list, property{key, b.field(f)})
		}
		switch {
		case f.key.required && f.alias != "":
			for _, key := range f.names() {
				n.OneOf = append(n.OneOf, &Schema{Required: []string{key}})
			}
		case f.key.required && f.key.unless == "":
			n.Required = append(n.Required, f.key.Name)
		}
	}
	return n
}

// rest returns the schema of the values of keys that a field takes by prefix.
func (b *schemaBuilder) rest(f *fieldInfo) *Schema {
	return described(b.schema(mapValue(f.typ), f.key), f.doc)
}

// field returns the schema of a key.
func (b *schemaBuilder) field(f *fieldInfo) *Schema {
	return described(b.schema(f.typ, f.key), f.doc)
}

// described returns a schema with a description. What appears beside a $ref is
// ignored (draft-07, section 8.3).
func described(n *Schema, doc string) *Schema {
	if n.Ref != "" {
		n = &Schema{AllOf: []*Schema{n}}
	}
	n.Description = doc
	return n
}

// schema returns what a type takes as the value of a key.
func (b *schemaBuilder) schema(t reflect.Type, k Key) *Schema {
	switch v := reflect.New(t).Interface().(type) {
	case *Text:
		return b.text(k)
	case *Int:
		return k.IntSchema()
	case *Bool:
		return &Schema{Type: "boolean"}
	case *Date:
		return &Schema{Type: "string", Pattern: `^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$`}
	case Decoder:
		return v.SchemaYAML(k)
	}
	switch t.Kind() {
	case reflect.Pointer:
		return b.schema(t.Elem(), k)
	case reflect.Slice:
		return b.list(t, k)
	}
	if bare := infoOf(t).bare; bare != nil {
		return &Schema{AnyOf: []*Schema{b.schema(bare.typ, k), b.ref(t)}}
	}
	return b.ref(t)
}

// text returns the schema of the texts of a key.
func (b *schemaBuilder) text(k Key) *Schema {
	if k.set == "" {
		return k.TextSchema()
	}
	return b.sets[k.set].schema(k)
}

// list returns the schema of a List, a Map or a plain list.
func (b *schemaBuilder) list(t reflect.Type, k Key) *Schema {
	if isMap(t) {
		n := &Schema{Type: "object", AdditionalProperties: b.schema(mapValue(t), k), MinProperties: 1}
		if k.keys != "" {
			n.PropertyNames = b.sets[k.keys].schema(Key{quoted: k.quoted})
		}
		return n
	}
	item := b.schema(t.Elem(), k)
	list := &Schema{Type: "array", Items: item, MinItems: 1, UniqueItems: k.distinct}
	if strings.HasPrefix(t.Name(), "List[") {
		return &Schema{AnyOf: []*Schema{item, list}}
	}
	return list
}

// ref returns a reference to the definition of a struct, which it adds.
func (b *schemaBuilder) ref(t reflect.Type) *Schema {
	name, known := b.names[t]
	if !known {
		name = b.name(t)
		b.names[t] = name
		at := len(b.definitions.list)
		b.definitions.list = append(b.definitions.list, property{name: name})
		b.definitions.list[at].schema = b.object(t)
	}
	return &Schema{Ref: "#/definitions/" + name}
}

// name returns the name of a definition: what problems call the type, without
// the article.
func (b *schemaBuilder) name(t reflect.Type) string {
	words := strings.Fields(infoOf(t).noun)
	if len(words) > 1 && (words[0] == "a" || words[0] == "an") {
		words = words[1:]
	}
	name := strings.Join(words, "_")
	for slices.ContainsFunc(b.definitions.list, func(p property) bool { return p.name == name }) {
		name += "_"
	}
	return name
}
