package catalogtest

import (
	"encoding/json"
	"path/filepath"
	"strings"
	"testing"

	"github.com/pb33f/libopenapi/datamodel"
	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/errbook/errbook/spec"
	"github.com/errbook/errbook/spec/openapi"
)

// official compiles the JSON Schema of OpenAPI 3.1 as the OpenAPI Initiative publishes it.
func official(t *testing.T) *jsonschema.Schema {
	t.Helper()
	doc, err := jsonschema.UnmarshalJSON(strings.NewReader(datamodel.OpenAPI31SchemaData))
	if err != nil {
		t.Fatal(err)
	}
	if id := doc.(map[string]any)["$id"]; id != "https://spec.openapis.org/oas/3.1/schema/2022-10-07" {
		t.Fatalf("the schema is another one: %v", id)
	}
	c := jsonschema.NewCompiler()
	c.AssertFormat()
	if err := c.AddResource("openapi.json", doc); err != nil {
		t.Fatal(err)
	}
	schema, err := c.Compile("openapi.json")
	if err != nil {
		t.Fatal(err)
	}
	return schema
}

// validate holds a document to the official schema, and each schema in it to that of JSON
// Schema, of which the official one says nothing.
func validate(t *testing.T, schema *jsonschema.Schema, name, text string) {
	t.Helper()
	doc, err := jsonschema.UnmarshalJSON(strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	if err := schema.Validate(doc); err != nil {
		t.Errorf("%s: %v", name, err)
	}
	c := jsonschema.NewCompiler()
	if err := c.AddResource("doc.json", doc); err != nil {
		t.Fatal(err)
	}
	schemas := doc.(map[string]any)["components"].(map[string]any)["schemas"].(map[string]any)
	for of := range schemas {
		if _, err := c.Compile("doc.json#/components/schemas/" + of); err != nil {
			t.Errorf("%s: %s: %v", name, of, err)
		}
	}
}

// The documents of the repository's own examples are OpenAPI, and the schema refuses what
// is not.
func TestOfficialSchema(t *testing.T) {
	schema := official(t)
	specs, err := filepath.Glob(root + "/spec/openapi/testdata/*.yaml")
	if err != nil || len(specs) < 3 {
		t.Fatal("no spec files", err)
	}
	for _, name := range append(specs, root+"/spec/testdata/good/own.yaml") {
		book, err := spec.Load(name)
		if err != nil {
			t.Fatal(err)
		}
		data, err := json.Marshal(openapi.New(book.Files[0], "by a test"))
		if err != nil {
			t.Fatal(err)
		}
		validate(t, schema, name, string(data))
		for _, tt := range []struct{ from, to string }{
			{`"openapi":"3.1.0"`, `"openapi":"3.2.0"`}, {`"responses":{`, `"responses":{"a/b":{"description":"x"},`}, {`"x-generated"`, `"generated"`}, {`"description":`, `"text":`},
		} {
			bad := strings.ReplaceAll(string(data), tt.from, tt.to)
			doc, err := jsonschema.UnmarshalJSON(strings.NewReader(bad))
			if err != nil {
				t.Fatal(err)
			}
			if bad == string(data) || schema.Validate(doc) == nil {
				t.Errorf("%s: the schema takes %s for %s", name, tt.to, tt.from)
			}
		}
	}
}

// validateOpenAPI holds what was generated for the catalogs that are sent to the schema.
func (p *project) validateOpenAPI(t *testing.T) {
	schema := official(t)
	for _, name := range []string{"s3", "rpc"} {
		validate(t, schema, name, p.get("api/"+name+".openapi.json"))
		out := p.run("import", "api/"+name+".openapi.json", "--own", "--provider", name)
		book, err := spec.Load(filepath.Join(p.dir, "spec", name+".yaml"))
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range book.Files[0].Errors {
			if !strings.Contains(out, "name: "+e.Name.Value+"\n") {
				t.Errorf("%s: the draft of the document does not have %s", name, e.Name.Value)
			}
		}
	}
}
