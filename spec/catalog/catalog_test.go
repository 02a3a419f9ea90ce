package catalog_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"reflect"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/errbook/errbook/spec"
	"github.com/errbook/errbook/spec/catalog"
)

var update = flag.Bool("update", false, "rewrite schema.json")

// The schema on disk is the one that the types make.
func TestSchemaFile(t *testing.T) {
	if *update {
		if err := os.WriteFile("schema.json", catalog.Schema(), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile("schema.json")
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), string(catalog.Schema())); diff != "" {
		t.Errorf("schema.json is stale; rewrite it with: go test ./spec/catalog -run TestSchemaFile -update\n%s", diff)
	}
}

// Every member has a description.
func TestSchemaDescribesEveryMember(t *testing.T) {
	var root map[string]any
	if err := json.Unmarshal(catalog.Schema(), &root); err != nil {
		t.Fatal(err)
	}
	objects := map[string]any{"catalog": root}
	for name, d := range root["definitions"].(map[string]any) {
		objects[name] = d
	}
	for name, object := range objects {
		for key, member := range object.(map[string]any)["properties"].(map[string]any) {
			if text, _ := member.(map[string]any)["description"].(string); text == "" {
				t.Errorf("%s.%s has no description: give it one in descriptions (schema.go), or in the spec's keyWords", name, key)
			}
		}
	}
}

// schema compiles the schema.
func schema(t *testing.T) *jsonschema.Schema {
	t.Helper()
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(catalog.Schema()))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	if err := c.AddResource("catalog.json", doc); err != nil {
		t.Fatal(err)
	}
	compiled, err := c.Compile("catalog.json")
	if err != nil {
		t.Fatal(err)
	}
	return compiled
}

// The catalog on disk is of the shape that the schema promises, and what it is
// not of does not pass.
func TestGeneratedCatalogIsOfTheShape(t *testing.T) {
	data, err := os.ReadFile("../../generated/catalog.json")
	if err != nil {
		t.Fatal(err)
	}
	compiled := schema(t)
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	if err := compiled.Validate(doc); err != nil {
		t.Errorf("generated/catalog.json: %v", err)
	}
	for _, bad := range []string{
		`{}`,
		`{"version":1,"kinds":[],"families":[],"retries":[],"providers":[]}`,
		`{"version":2,"kinds":[],"families":[],"retries":[],"providers":[],"other":1}`,
		`{"version":2,"kinds":[],"families":[],"retries":[{"retry":"often","retryable":true,"advice":""}],"providers":[]}`,
	} {
		doc, err := jsonschema.UnmarshalJSON(bytes.NewReader([]byte(bad)))
		if err != nil {
			t.Fatal(err)
		}
		if compiled.Validate(doc) == nil {
			t.Errorf("the schema accepts %s", bad)
		}
	}
}

// builtin returns the book that errbook is built with.
func builtin(t *testing.T) *spec.Book {
	t.Helper()
	names, err := filepath.Glob("../providers/*.yaml")
	if err != nil || len(names) == 0 {
		t.Fatal("no spec files", err)
	}
	var files []*spec.File
	for _, name := range names {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		f, problems := spec.Decode(filepath.ToSlash(name), data)
		if len(problems) > 0 {
			t.Fatal(problems)
		}
		files = append(files, f)
	}
	book, problems := spec.Check(files)
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	return book
}

// packages names packages as providers are named.
type packages struct{}

func (packages) Name(f *spec.File) string { return f.CodePrefix }
func (packages) Kinds() string            { return "kinds" }

// The catalog has everything that the spec files have.
func TestCatalogHasEverySpecFile(t *testing.T) {
	book := builtin(t)
	c := catalog.New(book, packages{}, "")
	for i, f := range book.Files {
		p := c.Providers[i]
		rules := 0
		for j, e := range f.Errors {
			got := p.Errors[j]
			rules += len(got.Rules)
			samples := len(e.Samples)
			for _, v := range e.Variants {
				samples += len(v.Samples)
			}
			if len(got.Samples) != samples || len(got.NearMisses) != len(e.NearMisses) {
				t.Errorf("%s has %d samples and %d near misses in JSON, want %d and %d", e.Code, len(got.Samples), len(got.NearMisses), samples, len(e.NearMisses))
			}
			if !reflect.DeepEqual(got.Doc, e.Doc) {
				t.Errorf("%s: the documentation in JSON is another", e.Code)
			}
		}
		if rules != len(f.Rows) {
			t.Errorf("%s has %d rules in JSON, want %d", p.ID, rules, len(f.Rows))
		}
		if len(p.Guides) != len(f.Guides) || len(p.Sources) != len(f.Sources) || len(p.Surfaces) != len(f.Surfaces) || len(p.Contexts) != len(f.Contexts) || len(p.Limits) != len(f.Limits) || len(p.Wire.Message) == 0 {
			t.Errorf("%s: something of the file is not in JSON", p.ID)
		}
	}
}

// One provider after the other makes what the whole in one piece makes.
func TestCatalogEncode(t *testing.T) {
	book, err := spec.LoadBuiltin()
	if err != nil {
		t.Fatal(err)
	}
	c := catalog.New(book, packages{}, "of a test")
	for _, n := range []int{0, 1, len(c.Providers)} {
		part := *c
		part.Providers = c.Providers[:n]
		want, err := catalog.Encode(&part)
		if err != nil {
			t.Fatal(err)
		}
		got, err := part.Encode()
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(got, want) {
			t.Errorf("%d providers are printed otherwise", n)
		}
	}
}

// A provider that is replaced leaves the catalog as it would be printed with it.
func TestReplace(t *testing.T) {
	book, err := spec.Load("../testdata/good")
	if err != nil {
		t.Fatal(err)
	}
	c := catalog.New(book, packages{}, "by hand")
	data, err := c.Encode()
	if err != nil {
		t.Fatal(err)
	}
	for i := range c.Providers {
		c.Providers[i].Name = "Other {\n    }\n    {\n \"providers\": [\n"
		want, err := c.Encode()
		if err != nil {
			t.Fatal(err)
		}
		var ok bool
		if data, ok = catalog.Replace(data, i, &c.Providers[i]); !ok || !bytes.Equal(data, want) {
			t.Errorf("provider %d: %t, %s", i, ok, cmp.Diff(string(want), string(data)))
		}
	}
	for _, n := range []int{-1, len(c.Providers), 100} {
		if _, ok := catalog.Replace(data, n, &c.Providers[0]); ok {
			t.Errorf("there is a provider %d", n)
		}
	}
	for _, other := range []string{"", "{}", "\n  \"providers\": [\n", "\n  \"providers\": [\n    {\n", "\n  \"providers\": [\n    {\n\n    }"} {
		if _, ok := catalog.Replace([]byte(other), 1, &c.Providers[0]); ok {
			t.Errorf("%q has a second provider", other)
		}
	}
}
