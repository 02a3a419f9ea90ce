package openapi

import (
	"bytes"
	"cmp"
	"encoding/json"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/errbook/errbook/apierr/shape"
	"github.com/errbook/errbook/apierr/wire"
	"github.com/errbook/errbook/spec"
	"github.com/errbook/errbook/spec/yaml"
)

// newSchema returns the schema of an error's body.
func (s *sent) newSchema() *Schema {
	schema := new(Schema)
	switch body := s.shape().Body; {
	case body == nil:
	case s.shape().XML:
		schema = s.node(&body.Kids[0], "xml:"+body.Kids[0].Key)
		schema.XML = &XML{Name: body.Kids[0].Key}
	default:
		schema = s.node(body, "")
	}
	d := s.entry.Doc
	schema.Title, schema.Description, schema.Deprecated = d.Title, s.markdown(d.Summary), d.Deprecated != ""
	if d.Page != "" {
		schema.ExternalDocs = &ExternalDocs{d.Page}
	}
	schema.Errbook = s.facts()
	return schema
}

// node returns the schema of a value of the body, which is at a path.
func (s *sent) node(n *shape.Node, path string) *Schema {
	switch {
	case n.Hole != shape.Fixed:
		return s.hole(n)
	case n.List:
		return s.list(n, path)
	case n.Kids != nil:
		return s.object(n, path)
	case n.Text == "": // an element that only has others after it
		return new(Schema)
	}
	return s.fixed(n, path)
}

func (s *sent) object(n *shape.Node, path string) *Schema {
	schema := &Schema{Type: "object"}
	for i := range n.Kids {
		kid := &n.Kids[i]
		at := kid.Key
		if path != "" {
			at = path + "." + kid.Key
		}
		value := s.node(kid, at)
		if name, ok := strings.CutPrefix(kid.Key, "@"); ok && s.shape().XML {
			value.XML = &XML{Name: name, Attribute: true}
		}
		schema.Properties.add(kid.Key, value)
		if isAlwaysThere(kid) {
			schema.Required = append(schema.Required, kid.Key)
		}
	}
	return schema
}

// list returns the schema of an array. After an element that can be left out nothing has
// a place of its own.
func (s *sent) list(n *shape.Node, path string) *Schema {
	schema := &Schema{Type: "array"}
	isPlaced := true
	for i := range n.Kids {
		kid := &n.Kids[i]
		if isPlaced {
			schema.PrefixItems = append(schema.PrefixItems, s.node(kid, path+"["+strconv.Itoa(i)+"]"))
		}
		if isAlwaysThere(kid) {
			schema.MinItems++
		} else {
			isPlaced = isPlaced && i == len(n.Kids)-1
		}
	}
	schema.MinItems = max(schema.MinItems, 1) // an empty array is left out
	return schema
}

// isAlwaysThere reports whether each response of the error has a node: an object or array
// of which everything is left out is left out, too. Details are left out where a server
// sends the code alone.
func isAlwaysThere(n *shape.Node) bool {
	switch {
	case n.Hole == shape.RequestID, n.Hole == shape.Delay, n.Hole == shape.Detail:
		return false
	case n.Kids != nil:
		return slices.ContainsFunc(n.Kids, func(k shape.Node) bool { return isAlwaysThere(&k) })
	}
	return true
}

// hole returns the schema of what is not the same in all responses.
func (s *sent) hole(n *shape.Node) *Schema {
	switch n.Hole {
	case shape.Detail:
		of, _ := s.entry.Params.Get(n.Name)
		schema := detailSchemas[of.Value]
		return &schema
	case shape.RequestID:
		return &Schema{Type: "string", Description: "The ID of the request."}
	case shape.Delay:
		return delaySchema(n.Format)
	}
	return &Schema{Type: "string", Description: "What happened, in words for people, which can change.", Examples: []json.RawMessage{literal(s.entry.Example(s.shape()).Message)}}
}

// delaySchema returns the schema of a wait in a format, of the type that is written.
func delaySchema(format wire.DelayFormat) *Schema {
	one := shape.Shape{Body: &shape.Node{List: true, Kids: []shape.Node{{Hole: shape.Delay, Format: format}}}}
	text := one.Write(&shape.Values{Delay: time.Second, HasDelay: true, Now: time.Unix(0, 0)}).Body
	schema := &Schema{Type: "string", Description: "How long to wait before the next attempt" + delayWords[format] + "."}
	var list []any
	if json.Unmarshal(text, &list) == nil && len(list) == 1 {
		if _, ok := list[0].(float64); ok {
			schema.Type = "number"
		}
	}
	return schema
}

// delayWords says how a wait is written, where that does not show.
var delayWords = map[wire.DelayFormat]string{
	wire.FormatRetryAfter:       ", in seconds",
	wire.FormatSeconds:          ", in seconds",
	wire.FormatMilliseconds:     ", in milliseconds",
	wire.FormatGoDuration:       ", such as 1m30s",
	wire.FormatProtobufDuration: ", in seconds with their unit, such as 1.5s",
	wire.FormatUnix:             ", as a time in Unix seconds",
	wire.FormatUnixMilli:        ", as a time in Unix milliseconds",
	wire.FormatRFC3339:          ", as a time (RFC 3339)",
}

// fixed returns the schema of what is the same in all responses, or one of what the
// rule of the error takes.
func (s *sent) fixed(n *shape.Node, path string) *Schema {
	value := json.RawMessage(n.Text)
	if s.file.IsProblem() {
		switch path {
		case "title": // for people, and can change
			return &Schema{Type: "string", Examples: []json.RawMessage{value}}
		case "type":
			return &Schema{Type: "string", Format: "uri", Const: value}
		case "status":
			return s.statusSchema()
		}
	}
	return schemaOf(s.testAt(path), value)
}

// statusSchema returns the schema of a member that has the status.
func (s *sent) statusSchema() *Schema {
	var values []json.RawMessage
	for _, status := range s.statuses() {
		if n, err := strconv.Atoi(status); err != nil { // a class
			from := int(status[0]-'0') * 100
			to := from + 99
			return &Schema{Type: "integer", Minimum: &from, Maximum: &to}
		} else {
			values = append(values, json.RawMessage(strconv.Itoa(n)))
		}
	}
	schema := oneOfValues(values)
	schema.Type = "integer"
	return schema
}

// testAt returns what the rule asks for at a path of the body, nil for nothing.
func (s *sent) testAt(path string) *spec.Test {
	row, w := s.look.Row, s.file.WireOn(s.look.Surface)
	isAt := func(p spec.Path) bool { return p.Pattern.Value == "" && p.String() == path }
	switch {
	case !row.Codes.IsZero() && slices.ContainsFunc(w.Code, isAt):
		return &row.Codes
	case !row.Types.IsZero() && slices.ContainsFunc(w.Type, isAt):
		return &row.Types
	}
	for i := range row.Fields {
		if row.Fields[i].Path == path {
			return &row.Fields[i].Test
		}
	}
	return nil
}

// schemaOf returns the schema of what a test takes, of which value is written.
func schemaOf(t *spec.Test, value json.RawMessage) *Schema {
	schema := &Schema{Type: typeOf(value)}
	switch {
	case t == nil && value[0] == '"' && bytes.Equal(value, literal("…")): // anything
	case t == nil:
		schema.Const = value
	case len(t.Values) > 0:
		var values []json.RawMessage
		for _, text := range t.Values {
			v := json.RawMessage(text)
			if schema.Type == "string" || !json.Valid(v) {
				v = literal(text)
			}
			values = append(values, v)
		}
		typ := schema.Type
		schema = oneOfValues(values)
		schema.Type = typ
	case t.Prefix != "":
		schema.Pattern = "^" + regexp.QuoteMeta(t.Prefix)
	case t.Contains != "":
		schema.Pattern = regexp.QuoteMeta(t.Contains)
	}
	return schema
}

// oneOfValues returns the schema of some values, which are texts unless somebody says
// otherwise.
func oneOfValues(values []json.RawMessage) *Schema {
	if len(values) == 1 {
		return &Schema{Type: "string", Const: values[0]}
	}
	return &Schema{Type: "string", Enum: values}
}

// values lists what a schema takes, nil if that is not a list.
func (s *Schema) values() []json.RawMessage {
	if s.Const != nil {
		return []json.RawMessage{s.Const}
	}
	return slices.Clone(s.Enum)
}

// typeOf returns the type of a literal.
func typeOf(value json.RawMessage) string {
	switch value[0] {
	case '"':
		return "string"
	case 't', 'f':
		return "boolean"
	case 'n':
		return "null"
	}
	if bytes.ContainsAny(value, ".eE") {
		return "number"
	}
	return "integer"
}

func equal(a, b *Schema) bool { return reflect.DeepEqual(a, b) }

// refTo refers to a component of the document.
func refTo(kind, name string) *Schema { return &Schema{Ref: "#/components/" + kind + "/" + name} }

// choiceOf returns the schema of a body that is one of the errors'.
func choiceOf(errs []*sent) *Schema {
	var refs []*Schema
	for _, s := range errs {
		refs = append(refs, refTo("schemas", s.name()))
	}
	if len(refs) == 1 {
		return refs[0]
	}
	if d := discriminatorOf(errs); d != nil {
		return &Schema{OneOf: refs, Discriminator: d}
	}
	return &Schema{AnyOf: refs} // a body may be of several: words, or a header, decide
}

// discriminatorOf returns the member that has the code, if each error has other codes
// there.
func discriminatorOf(errs []*sent) *Discriminator {
	name := codeMember(errs[0])
	d := &Discriminator{PropertyName: name}
	taken := map[string]bool{}
	for _, s := range errs {
		code := s.schema.Properties.Get(name)
		if code == nil || code.Type != "string" || code.values() == nil {
			return nil
		}
		for _, v := range code.values() {
			var text string
			if json.Unmarshal(v, &text) != nil || taken[text] {
				return nil
			}
			taken[text] = true
			d.Mapping.add(text, refTo("schemas", s.name()).Ref)
		}
	}
	return d
}

// codeMember returns the member of a body that has the code, "" for none.
func codeMember(s *sent) string {
	w := s.file.WireOn(s.look.Surface)
	for _, list := range []yaml.List[spec.Path]{w.Code, w.Type} {
		for i := range list {
			if name := list[i].String(); s.schema.Properties.Get(name) != nil {
				return name
			}
		}
	}
	return ""
}

// headers returns the headers of one error.
func (s *sent) headers() Members[*Header] {
	var list Members[*Header]
	for i := range s.shape().Header {
		n := &s.shape().Header[i]
		h := &Header{Schema: s.headerSchema(n), Required: isAlwaysThere(n)}
		h.Description, h.Schema.Description = h.Schema.Description, ""
		list.add(n.Key, h)
	}
	if s.shape().Status != 0 && s.entry.Doc.Retry.Retryable() && !slices.ContainsFunc(list, func(m Member[*Header]) bool { return strings.EqualFold(m.Name, retryAfter) }) {
		zero := 0
		list.add(retryAfter, &Header{Description: "How many seconds to wait before the next attempt.", Schema: &Schema{Type: "integer", Minimum: &zero}})
	}
	return list
}

const retryAfter = "Retry-After"

// headerSchema returns the schema of a header's value.
func (s *sent) headerSchema(n *shape.Node) *Schema {
	if n.Hole != shape.Fixed {
		return s.hole(n)
	}
	row := s.look.Row
	var test *spec.Test
	if slices.ContainsFunc(s.file.WireOn(s.look.Surface).Code, func(p spec.Path) bool { return p.Header != "" && strings.EqualFold(p.Header, n.Key) }) {
		test = &row.Codes
	}
	for i := range row.Headers {
		if strings.EqualFold(row.Headers[i].Name, n.Key) {
			test = &row.Headers[i].Test
		}
	}
	value := json.RawMessage(cmp.Or(n.Text, `""`))
	var text string
	if json.Unmarshal(value, &text) != nil { // a number, as a text
		value = literal(string(value))
	}
	if test != nil && test.IsZero() {
		test = nil
	}
	return schemaOf(test, value)
}
