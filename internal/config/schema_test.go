package config

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"regexp"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"gopkg.in/yaml.v3"

	"github.com/errbook/errbook/spec/yaml/yamltest"
)

var update = flag.Bool("update", false, "rewrite schema.json")

// The schema on disk is the one that the types make.
func TestSchemaFile(t *testing.T) {
	yamltest.SchemaFile(t, "schema.json", Schema(), *update, "go test ./internal/config -run TestSchemaFile -update")
}

// The schema accepts the configurations that there are, and agrees with Read on
// what is wrong.
func TestSchemaJudges(t *testing.T) {
	for _, name := range []string{"../../errbook.yaml", "../../cmd/errbook/starter/errbook.yaml"} {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		data = regexp.MustCompile(`(?m)^<<.*>>\n`).ReplaceAll(data, nil) // what only some starters have
		if err := validate(t, data); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	for _, tt := range []struct {
		data    string
		accepts bool
	}{
		{"version: 1\nspec: spec\n", true},
		{"version: 1\nspec: spec\nfront_matter: hugo\npackage_suffix: \"\"\n", true},
		{"version: 1\nspec: spec\ndocs_pages: error\n", true},
		{"version: 1\nspec: spec\ndocs_pages: provider\n", true},
		{"version: 1\nspec: spec\ndocs_pages: kind\n", false},
		{"version: 2\nspec: spec\n", false},
		{"version: 1\n", false},
		{"version: 1\nspec: spec\nfront_matter: jekyll\n", false},
		{"version: 1\nspec: spec\npackage_suffix: Err\n", false},
		{"version: 1\nspec: spec\ncatalog: \"true\"\n", false},
		{"version: 1\nspec: spec\nspecs: more\n", false},
		{"version: 1\nspec: spec\ndocs: 5\n", false},
		{"version: 1\nspec: spec\npackage_suffix: 5\n", false},
		{"version: 1\nspec: spec\ndocs: \"5\"\npackage_suffix: \"5\"\n", true},
	} {
		if err := validate(t, []byte(tt.data)); (err == nil) != tt.accepts {
			t.Errorf("the schema accepts %q: %t, want %t (%v)", tt.data, err == nil, tt.accepts, err)
		}
		name := filepath.Join(t.TempDir(), FileName)
		if err := os.WriteFile(name, []byte(tt.data), 0o666); err != nil {
			t.Fatal(err)
		}
		if _, err := Read(name); (err == nil) != tt.accepts {
			t.Errorf("Read accepts %q: %t, want %t (%v)", tt.data, err == nil, tt.accepts, err)
		}
	}
}

// validate judges a file of YAML by the schema, as editors do.
func validate(t *testing.T, data []byte) error {
	t.Helper()
	var doc any
	if err := yaml.Unmarshal(data, &doc); err != nil {
		t.Fatal(err)
	}
	asJSON, err := json.Marshal(doc)
	if err != nil {
		t.Fatal(err)
	}
	value, err := jsonschema.UnmarshalJSON(bytes.NewReader(asJSON))
	if err != nil {
		t.Fatal(err)
	}
	schema, err := jsonschema.UnmarshalJSON(bytes.NewReader(Schema()))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	if err := c.AddResource("errbook.json", schema); err != nil {
		t.Fatal(err)
	}
	compiled, err := c.Compile("errbook.json")
	if err != nil {
		t.Fatal(err)
	}
	return compiled.Validate(value)
}
