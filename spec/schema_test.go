package spec

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"reflect"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/santhosh-tekuri/jsonschema/v6"
)

var update = flag.Bool("update", false, "rewrite schema.json")

// The schema on disk is the one that the types make.
func TestSchemaFile(t *testing.T) {
	if *update {
		if err := os.WriteFile("schema.json", Schema(), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	if diff := cmp.Diff(string(readFile(t, "schema.json")), string(Schema())); diff != "" {
		t.Errorf("schema.json is stale; mend it with: go test ./spec -run TestSchemaFile -update\n%s", diff)
	}
}

// Every key has words, and there are no words for keys that are gone.
func TestKeyWords(t *testing.T) {
	unused := make(map[string]bool)
	for key := range keyWords {
		unused[key] = true
	}
	for _, typ := range []reflect.Type{
		reflect.TypeFor[File](), reflect.TypeFor[Support](), reflect.TypeFor[Source](), reflect.TypeFor[Wire](), reflect.TypeFor[Path](),
		reflect.TypeFor[DelaySource](), reflect.TypeFor[Limit](), reflect.TypeFor[Surface](), reflect.TypeFor[Guide](), reflect.TypeFor[Error](),
		reflect.TypeFor[Rule](), reflect.TypeFor[Phrases](), reflect.TypeFor[Variant](), reflect.TypeFor[Renamed](), reflect.TypeFor[Sample](),
	} {
		for _, f := range infoOf(typ).fields {
			key := ownerOf(typ.Name(), f.key) + "." + f.key
			if keyWords[key] == "" {
				t.Errorf("%s has no words", key)
			}
			delete(unused, key)
		}
	}
	for key := range unused {
		t.Errorf("%s is no key", key)
	}
}

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
	var r reporter
	root, ok := parseYAML(data, &r)
	return root.asJSON(), ok && len(r.problems) == 0
}

func (n *yamlNode) asJSON() any {
	switch n.kind {
	case listNode:
		list := make([]any, len(n.kids))
		for i := range n.kids {
			list[i] = n.kids[i].asJSON()
		}
		return list
	case mapNode:
		object := make(map[string]any, len(n.kids)/2)
		for i := 0; i < len(n.kids); i += 2 {
			object[n.kids[i].text] = n.kids[i+1].asJSON()
		}
		return object
	}
	if n.quoted {
		return n.text
	}
	switch plainKindOf(n.text) {
	case plainNull:
		return nil
	case plainBool:
		if b, err := strconv.ParseBool(strings.ToLower(n.text)); err == nil && len(n.text) > 1 {
			return b
		}
	case plainInt, plainNumber:
		if f, err := strconv.ParseFloat(n.text, 64); err == nil {
			return f
		}
	}
	return n.text
}
