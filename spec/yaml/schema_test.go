package yaml

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
)

// The schema accepts what Decode accepts, and refuses what the tags refuse.
func TestJSONSchema(t *testing.T) {
	schema := compileCatalog(t)
	for _, tt := range []struct {
		data    string // JSON is YAML
		accepts bool
	}{
		{`{"version": 1, "name": "a"}`, true},
		{`{"version": 1, "name": 429, "open": true, "day": "2026-11-20", "body": "", "x-one": "", "x-two": 2}`, true},
		{`{"version": 1, "name": "a", "kind": "red", "mood": "Calm", "tags": ["a"], "hosts": "a", "links": {"a": "b"}}`, true},
		{`{"version": 1, "name": "a", "mood": "odd", "size": 99, "sizes": {"A": 1}, "path": "a", "paths": [{"from": "b"}, "c"]}`, true},
		{`{"version": 1, "name": "a", "color": {"dark": "b"}, "owner": {"id": "c"}, "long": "abcdefghijklmnopqrst"}`, true},
		{`{"version": 2, "name": "a"}`, false},
		{`{"version": 1, "name": "a", "open": "true"}`, false},
		{`{"version": 1}`, false},
		{`{"version": 1, "name": "a", "nmae": "b"}`, false},
		{`{"version": 1, "name": ""}`, false},
		{`{"version": 1, "name": "a", "kind": "blue"}`, false},
		{`{"version": 1, "name": "a", "mood": "Odd"}`, false},
		{`{"version": 1, "name": "a", "tags": []}`, false},
		{`{"version": 1, "name": "a", "tags": ["A"]}`, false},
		{`{"version": 1, "name": "a", "hosts": ["b", "b"]}`, false},
		{`{"version": 1, "name": "a", "links": {"A": "b"}}`, false},
		{`{"version": 1, "name": "a", "size": 100}`, false},
		{`{"version": 1, "name": "a", "sizes": {"b": 0}}`, false},
		{`{"version": 1, "name": "a", "path": {"path": "a", "from": "b"}}`, false},
		{`{"version": 1, "name": "a", "path": {"strip": "b"}}`, false},
		{`{"version": 1, "name": "a", "owner": "b"}`, false},
		{`{"version": 1, "name": "a", "long": "abcdefghijklmnopqrstu"}`, false},
		{`{"version": 1, "name": "a", "day": "2026-13-20"}`, false},
	} {
		doc, err := jsonschema.UnmarshalJSON(strings.NewReader(tt.data))
		if err != nil {
			t.Fatal(err)
		}
		if err := schema.Validate(doc); (err == nil) != tt.accepts {
			t.Errorf("%s: the schema accepts it: %t, want %t (%v)", tt.data, err == nil, tt.accepts, err)
		}
		if _, problems := decodeCatalog("x.yaml", []byte(tt.data)); (len(problems) == 0) != tt.accepts {
			t.Errorf("%s: Decode accepts it: %t, want %t\n%s", tt.data, len(problems) == 0, tt.accepts, problems)
		}
	}
}

func compileCatalog(t *testing.T) *jsonschema.Schema {
	t.Helper()
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(catalogSchema()))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	if err := c.AddResource("catalog.json", doc); err != nil {
		t.Fatal(err)
	}
	schema, err := c.Compile("catalog.json")
	if err != nil {
		t.Fatal(err)
	}
	return schema
}

func catalogSchema() []byte {
	return JSONSchema(new(catalog), SchemaID("catalog.json"), "catalog", "What a shop has.", catalogSets()...)
}

// What doc tags say is what editors show.
func TestJSONSchemaDescribes(t *testing.T) {
	var schema struct {
		Title, Description string
		Properties         map[string]struct{ Description string }
		PatternProperties  map[string]struct{ Description string }
	}
	if err := json.Unmarshal(catalogSchema(), &schema); err != nil {
		t.Fatal(err)
	}
	if schema.Title != "catalog" || schema.Description != "What a shop has." ||
		schema.Properties["name"].Description != "For people." || schema.PatternProperties["^x-"].Description != "Anything." {
		t.Errorf("got %+v", schema)
	}
}
