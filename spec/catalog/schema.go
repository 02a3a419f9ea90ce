package catalog

import (
	"encoding"
	"reflect"
	"strings"

	"github.com/errbook/errbook/apierr"
	"github.com/errbook/errbook/apierr/errdoc"
	"github.com/errbook/errbook/spec"
	"github.com/errbook/errbook/spec/yaml"
)

// Schema returns the JSON Schema (draft-07) of catalog.json. It is made of the
// types of this package; the words for a member that a spec file has as well
// are those of the spec's own schema.
func Schema() []byte {
	b := schemaBuilder{definitions: map[string]*node{}}
	root := b.object(reflect.TypeFor[Catalog]())
	root.Schema = "http://json-schema.org/draft-07/schema#"
	root.ID = yaml.SchemaID("spec/catalog/schema.json")
	root.Title = "errbook catalog"
	root.Description = "A book of API errors."
	root.Definitions = b.definitions
	data, err := Encode(root)
	if err != nil { // of strings, lists and maps alone: it cannot fail
		return nil
	}
	return data
}

// A node is a schema.
type node struct {
	Schema      string           `json:"$schema,omitempty"`
	ID          string           `json:"$id,omitempty"`
	Title       string           `json:"title,omitempty"`
	Description string           `json:"description,omitempty"`
	Ref         string           `json:"$ref,omitempty"`
	Type        string           `json:"type,omitempty"`
	Const       any              `json:"const,omitempty"`
	Enum        []string         `json:"enum,omitempty"`
	Items       *node            `json:"items,omitempty"`
	Properties  map[string]*node `json:"properties,omitempty"`
	Additional  any              `json:"additionalProperties,omitempty"`
	Required    []string         `json:"required,omitempty"`
	AllOf       []*node          `json:"allOf,omitempty"`
	Definitions map[string]*node `json:"definitions,omitempty"`
}

// A schemaBuilder makes schemas of types, those of structs as definitions.
type schemaBuilder struct{ definitions map[string]*node }

// object returns the schema of a struct. Members without omitempty are required.
func (b *schemaBuilder) object(t reflect.Type) *node {
	n := &node{Type: "object", Properties: map[string]*node{}, Additional: new(bool)}
	for _, m := range membersOf(t) {
		n.Properties[m.name] = b.member(m)
		if !m.optional {
			n.Required = append(n.Required, m.name)
		}
	}
	return n
}

// A member is a field of a struct as JSON has it.
type member struct {
	owner    string
	name     string
	typ      reflect.Type
	optional bool
}

// membersOf lists the members of a struct and of those that it embeds.
func membersOf(t reflect.Type) []member {
	var list []member
	for i := range t.NumField() {
		f := t.Field(i)
		if f.Anonymous {
			embedded := f.Type
			if embedded.Kind() == reflect.Pointer {
				embedded = embedded.Elem()
			}
			list = append(list, membersOf(embedded)...)
			continue
		}
		name, options, _ := strings.Cut(f.Tag.Get("json"), ",")
		list = append(list, member{t.Name(), name, f.Type, options != ""})
	}
	return list
}

func (b *schemaBuilder) member(m member) *node {
	n := b.schema(m.typ)
	if m.owner == "Catalog" && m.name == "version" {
		n = &node{Const: Version}
	}
	if n.Ref != "" { // what is beside a $ref is ignored (draft-07, section 8.3)
		n = &node{AllOf: []*node{n}}
	}
	n.Description = describe(m)
	return n
}

func (b *schemaBuilder) schema(t reflect.Type) *node {
	if t.Implements(reflect.TypeFor[encoding.TextMarshaler]()) {
		return &node{Type: "string", Enum: choices(t)}
	}
	switch t.Kind() {
	case reflect.Pointer:
		return b.schema(t.Elem())
	case reflect.Slice:
		return &node{Type: "array", Items: b.schema(t.Elem())}
	case reflect.Map:
		return &node{Type: "object", Additional: b.schema(t.Elem())}
	case reflect.String:
		return &node{Type: "string", Enum: choices(t)}
	case reflect.Bool:
		return &node{Type: "boolean"}
	case reflect.Int:
		return &node{Type: "integer"}
	}
	name := strings.ToLower(t.Name())
	if b.definitions[name] == nil {
		n := &node{}
		b.definitions[name] = n
		*n = *b.object(t)
	}
	return &node{Ref: "#/definitions/" + name}
}

// choices lists what a type of ours can be. Kinds and families are open: a book
// may have its own.
func choices(t reflect.Type) []string {
	switch t {
	case reflect.TypeFor[apierr.Retry]():
		return textsOf(namesOf[apierr.Retry]())
	case reflect.TypeFor[apierr.Actor]():
		return textsOf(namesOf[apierr.Actor]())
	case reflect.TypeFor[apierr.Certainty]():
		return textsOf(namesOf[apierr.Certainty]())
	case reflect.TypeFor[apierr.Scope]():
		var names []string
		for _, s := range errdoc.Scopes() {
			names = append(names, string(s))
		}
		return names
	case reflect.TypeFor[apierr.Match]():
		return textsOf(namesOf[apierr.Match]())
	}
	return nil
}

// An enum is a small enumeration; a value out of its range reads like the first.
type enum interface {
	~uint8
	String() string
}

// namesOf lists the values of an enumeration.
func namesOf[T enum]() []T {
	list := []T{0}
	for v := T(1); v.String() != list[0].String(); v++ {
		list = append(list, v)
	}
	return list
}

func textsOf[T enum](list []T) []string {
	out := make([]string, len(list))
	for i, v := range list {
		out[i] = v.String()
	}
	return out
}

// describe returns what a member is, in words: those of the spec's key of the
// same name, where there is one.
func describe(m member) string {
	if text, ok := descriptions[m.owner+"."+m.name]; ok {
		return text
	}
	for _, owner := range specOwners[m.owner] {
		if text := docOf(owner, m.name); text != "" {
			return text
		}
	}
	return ""
}

// docOf returns the words for a key of the language.
func docOf(owner reflect.Type, key string) string {
	for i := range owner.NumField() {
		f := owner.Field(i)
		if name, _, _ := strings.Cut(f.Tag.Get("yaml"), ","); name == key {
			return f.Tag.Get("doc")
		}
	}
	return ""
}

// specOwners says whose keys the members of a type are.
var specOwners = map[string][]reflect.Type{
	"Provider": {reflect.TypeFor[spec.File]()},
	"Doc":      {reflect.TypeFor[spec.Error](), reflect.TypeFor[spec.Rule]()},
	"Own":      {reflect.TypeFor[spec.Error]()},
	"Tags":     {reflect.TypeFor[spec.Error](), reflect.TypeFor[spec.File]()},
	"Error":    {reflect.TypeFor[spec.Error]()},
	"Variant":  {reflect.TypeFor[spec.Variant](), reflect.TypeFor[spec.Error]()},
	"Guide":    {reflect.TypeFor[spec.Guide]()},
	"Source":   {reflect.TypeFor[spec.Source]()},
	"Limit":    {reflect.TypeFor[spec.Limit]()},
	"Wire":     {reflect.TypeFor[spec.Wire]()},
	"Path":     {reflect.TypeFor[spec.Path]()},
	"Delay":    {reflect.TypeFor[spec.DelaySource]()},
	"Surface":  {reflect.TypeFor[spec.Surface]()},
	"Rule":     {reflect.TypeFor[spec.Rule]()},
	"Sample":   {reflect.TypeFor[spec.Sample]()},
}

// descriptions are the words for members that no spec file has, or has
// otherwise.
var descriptions = map[string]string{
	"Catalog.generated": "Who wrote the file, and from what.",
	"Catalog.version":   "The version of the shape.",
	"Catalog.kinds":     "Every kind of error, with its facts.",
	"Catalog.families":  "Every family of kinds.",
	"Catalog.retries":   "Every class of retry.",
	"Catalog.providers": "The providers, sorted by id.",

	"Kind.kind":      "The name of the kind.",
	"Kind.go":        "The kind as Go code: a constant of apierr, or of the package of the book's own kinds.",
	"Kind.family":    "The family that the kind belongs to; left out for unknown.",
	"Kind.meaning":   "What an error of this kind means.",
	"Kind.retry":     "The class of retry, unless the error says otherwise.",
	"Kind.retryable": "Whether the same call, sent again by the program alone, may succeed.",
	"Kind.actor":     "Who must act, unless the error says otherwise.",
	"Kind.scope":     "What an error of this kind affects, unless the error says otherwise.",
	"Kind.tell":      "What an end user may be told.",
	"Kind.executed":  "Whether the request can have been executed, unless the error or its surface says otherwise.",

	"Family.family":  "The name of the family.",
	"Family.meaning": "What the kinds of the family have in common.",
	"Family.kinds":   "The kinds of the family.",

	"Retry.retry":     "The name of the class.",
	"Retry.retryable": "Whether the same call, sent again by the program alone, may succeed.",
	"Retry.advice":    "What to do, in words.",

	"Provider.generic": "What of the generic layer may judge responses that no rule takes: ai, http or none.",
	"Provider.id":      "The provider's id.",
	"Provider.package": "The Go package of the provider.",

	"Provider.support_include": "What to include when asking for help, such as request_id.",

	"Context.context": "The name of the context.",
	"Context.values":  "The values that the context can have.",

	"Guide.errors": "The codes of the errors that the guide is for; all of them if left out.",

	"Error.provider":    "The provider's id; left out inside of a provider.",
	"Error.path":        "The page of the error, from the root of the site; left out elsewhere.",
	"Error.retryable":   "Whether the same call, sent again by the program alone, may succeed.",
	"Error.rules":       "The rules by which a response is recognized as this error: one of them must hold.",
	"Error.near_misses": "Responses that look like this error and are not.",

	"Doc.code":         "The code of the error: stable forever.",
	"Doc.family":       "The family of the error's kind; left out for unknown.",
	"Doc.own_kind":     "What there is to say of a kind of the book's own; left out for those of errbook.",
	"Doc.actor":        "Who must act.",
	"Doc.scope":        "What the error affects.",
	"Doc.retry":        "The class of retry.",
	"Doc.executed":     "Whether the request can have been executed; left out where that depends on the surface.",
	"Doc.billed":       "Whether the request can have been billed; left out where the provider does not say.",
	"Doc.statuses":     "The HTTP statuses: 429, 5xx, 500-504.",
	"Doc.wire_codes":   "The identifiers that the provider sends, for people. The rules are exact.",
	"Doc.sources":      "The pages that the entry rests on.",
	"Doc.guides":       "Advice that the error shares with others.",
	"Doc.renamed_from": "What the error was formerly called.",

	"OwnKind.meaning":  "What an error of the kind means.",
	"OwnKind.tell":     "What an end user may be told.",
	"OwnKind.executed": "Whether the request can have been executed, unless the error or its surface says otherwise.",

	"Doc.page":    "The URL of the error's page; left out where it is not published.",
	"Doc.own":     "How the error is sent, where the API is the book's own; left out for a provider's.",
	"Doc.neutral": "Whether the API is not one of models, so that texts say nothing of them.",
	"Doc.tags":    "How the book sorts its errors; left out where it does not.",
	"Tags.groups": "The groups that the error belongs to.",
	"Tags.extra":  "What else the spec file says, under keys that begin with x-.",
	"Param.name":  "The name of the detail, as a member of a body.",
	"Param.type":  "string, int, float, bool, time (RFC 3339) or duration (seconds: 90s).",
	"Extra.key":   "The key, such as x-owner.",
	"Extra.value": "What it says.",

	"Renamed.code":  "The former code. It still finds the error.",
	"Renamed.title": "The former title.",

	"Variant.family":   "The family of the kind; left out for unknown.",
	"Variant.own_kind": "What there is to say of a kind of the book's own; left out for those of errbook.",
	"Variant.actor":    "Who must act there.",
	"Variant.scope":    "What the error affects there.",
	"Variant.contexts": "What the caller must know for the variant to apply: name=value each.",
	"Link.title":       "What the link leads to.",
	"Link.url":         "The URL.",

	"Surface.surface":  "The name of the surface.",
	"Surface.statuses": "The HTTP statuses under which errors appear; 400 to 599 if left out.",
	"Surface.body":     "What the body must say for the response to be an error.",
	"Surface.events":   "The names of the events of a stream that carry errors.",

	"Range.from": "The first number.",
	"Range.to":   "The last number.",

	"Rule.order":          "The place among all rules of the provider: the first that holds decides.",
	"Rule.match":          "How a response that the rule takes was recognized.",
	"Rule.surfaces":       "The surfaces, of which one must be that of the response.",
	"Rule.statuses":       "The HTTP statuses.",
	"Rule.any_status":     "Whether a response of unknown status is taken as well.",
	"Rule.suits_statuses": "The statuses that leave room for a rule which asks for none; one that is not known always does.",
	"Rule.fields":         "What other values of the body must be.",
	"Rule.headers":        "What headers must be.",
	"Rule.message_any":    "Phrases of which the message must contain one, in lowercase.",
	"Rule.message_not":    "Phrases of which the message must contain none, in lowercase.",

	"Test.values":   "The values, of which one must be equal.",
	"Test.prefix":   "What the value must begin with.",
	"Test.contains": "What the value must contain.",
	"Test.present":  "Whether any value will do.",
	"Test.absent":   "Whether there must be no value.",
	"Test.not":      "Whether the value must be none of the values.",
	"Field.path":    "The path to the value.",
	"Header.name":   "The name of the header.",

	"Sample.stream":   "Whether the body is the data of one event of a stream.",
	"Sample.contexts": "What the caller knows: name=value each.",
	"Sample.is":       "The code that a near miss comes back as.",
}
