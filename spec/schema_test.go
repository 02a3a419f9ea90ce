package spec

import (
	"bytes"
	"encoding/json"
	"flag"
	"path/filepath"
	"regexp"
	"strconv"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"gopkg.in/yaml.v3"

	"github.com/errbook/errbook/spec/yaml/yamltest"
)

var update = flag.Bool("update", false, "rewrite schema.json and kinds.schema.json")

// The schemas on disk are those that the types make.
func TestSchemaFile(t *testing.T) {
	for name, schema := range map[string][]byte{"schema.json": Schema(), "kinds.schema.json": TaxonomySchema(), "common.schema.json": CommonSchema()} {
		yamltest.SchemaFile(t, name, schema, *update, "go test ./spec -run TestSchemaFile -update")
	}
}

// Every key of the schema has a description, a word in the manual, which is the
// package comment, and a place in the files that have every key.
func TestEveryKeyIsDescribed(t *testing.T) {
	manual, whole := string(readFile(t, "doc.go")), string(readFile(t, "testdata/good/whole.yaml"))+string(readFile(t, "testdata/good/own.yaml"))
	var schema struct {
		Properties  map[string]described
		Definitions map[string]struct{ Properties map[string]described }
	}
	if err := json.Unmarshal(Schema(), &schema); err != nil {
		t.Fatal(err)
	}
	keys := 0
	check := func(owner string, properties map[string]described) {
		for key, p := range properties {
			keys++
			if p.Description == "" {
				t.Errorf("%s of %s has no doc tag", key, owner)
			}
			if !regexp.MustCompile(`\b` + key + `\b`).MatchString(manual) {
				t.Errorf("the package comment says nothing of the key %s of %s", key, owner)
			}
			if !regexp.MustCompile(`\b` + key + `:`).MatchString(whole) {
				t.Errorf("neither whole.yaml nor own.yaml of testdata/good uses the key %s of %s", key, owner)
			}
		}
	}
	check("a file", schema.Properties)
	for owner, d := range schema.Definitions {
		check(owner, d.Properties)
	}
	if keys < 60 {
		t.Errorf("the schema has only %d keys", keys)
	}
}

type described struct{ Description string }

// The schema accepts every good file. It refuses every bad one, unless the file
// says that only Check can find what is wrong.
func TestSchemaJudges(t *testing.T) {
	schema := compileSchema(t)
	providers, _ := filepath.Glob("providers/*.yaml")
	for _, file := range append(specFiles(t, "testdata/good"), providers...) {
		doc, ok := asJSON(readFile(t, file))
		if !ok {
			t.Errorf("%s is no YAML", file)
		}
		if err := schema.Validate(doc); err != nil {
			t.Errorf("%s: %v", file, err)
		}
	}
	for _, file := range badFiles(t) {
		data := readFile(t, file)
		doc, ok := asJSON(data)
		if !ok {
			continue // no schema sees a file that is no YAML
		}
		accepts := bytes.HasPrefix(data, []byte("# schema: accepts\n"))
		if err := schema.Validate(doc); (err == nil) != accepts {
			t.Errorf("%s: the schema accepts it: %t, the file says %t (%v)", file, err == nil, accepts, err)
		}
	}
}

func compileSchema(t *testing.T) *jsonschema.Schema {
	t.Helper()
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(Schema()))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	if err := c.AddResource("spec.json", doc); err != nil {
		t.Fatal(err)
	}
	schema, err := c.Compile("spec.json")
	if err != nil {
		t.Fatal(err)
	}
	return schema
}

// asJSON returns a file as an editor shows it to a schema, by the rules of YAML
// 1.2, and reports whether it is sound YAML.
func asJSON(data []byte) (doc any, ok bool) {
	var root yaml.Node
	var sound any // the library finds keys that are there twice only here
	if yaml.Unmarshal(data, &root) != nil || yaml.Unmarshal(data, &sound) != nil {
		return nil, false
	}
	return nodeAsJSON(root.Content[0])
}

func nodeAsJSON(n *yaml.Node) (doc any, ok bool) {
	switch n.Kind {
	case yaml.SequenceNode:
		list := make([]any, len(n.Content))
		for i, item := range n.Content {
			if list[i], ok = nodeAsJSON(item); !ok {
				return nil, false
			}
		}
		return list, true
	case yaml.MappingNode:
		object := make(map[string]any, len(n.Content)/2)
		for i := 0; i < len(n.Content); i += 2 {
			value, ok := nodeAsJSON(n.Content[i+1])
			if !ok || n.Content[i].Kind != yaml.ScalarNode {
				return nil, false
			}
			object[n.Content[i].Value] = value
		}
		return object, true
	}
	return scalarAsJSON(n), true
}

func scalarAsJSON(n *yaml.Node) any {
	switch n.ShortTag() {
	case "!!null":
		return nil
	case "!!bool":
		return n.Value == "true"
	case "!!int", "!!float":
		if f, err := strconv.ParseFloat(n.Value, 64); err == nil {
			return f
		}
	}
	return n.Value
}
