package draft

import (
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	"github.com/errbook/errbook/spec"
	"github.com/errbook/errbook/spec/openapi"
)

// documentOf returns an OpenAPI document with a response whose body has a schema.
func documentOf(schema string) []byte {
	return []byte(`{"openapi": "3.1.0", "paths": {"/x": {"get": {"responses": {"400": {"description": "Bad",
		"content": {"application/json": {"schema": ` + schema + `}}}}}}}}`)
}

// What a document says without being what it should is not taken, and nothing of it gets
// out of its place in the spec file: the draft is sound, and has an error.
func TestHostileDocuments(t *testing.T) {
	for name, data := range map[string][]byte{
		"a code that is empty":          documentOf(`{"properties": {"code": {"const": ""}}}`),
		"a list of an empty code":       documentOf(`{"properties": {"code": {"enum": [""]}}}`),
		"a list with one":               documentOf(`{"properties": {"code": {"enum": ["", "a", "a"]}}}`),
		"a code that is an object":      documentOf(`{"properties": {"code": {"const": {"a": 1}}}}`),
		"an example that is an object":  documentOf(`{"properties": {"code": {"example": {"a": 1}}}}`),
		"a code given twice":            documentOf(`{"x-errbook": {"code": "a.B"}, "properties": {"code": {"enum": ["b", "b"]}}}`),
		"no code of errbook's":          documentOf(`{"x-errbook": {"code": "a.B"}, "properties": {"code": {"const": ""}}}`),
		"nothing of errbook's":          documentOf(`{"x-errbook": {}, "properties": {"code": {"const": "z"}}}`),
		"a list of errbook's":           documentOf(`{"x-errbook": [1], "properties": {"code": {"const": "z"}}}`),
		"YAML in errbook's":             documentOf(`{"x-errbook": {"code": "a.B\n    evil: yes", "kind": "not_found\n    evil: yes", "close": "1\n  evil: x", "event": "e\"x", "status": "200], evil: [1"}, "properties": {"code": {"const": "z"}, "state": {"const": "failed"}}}`),
		"other forms of a status":       documentOf(`{"properties": {"code": {"const": "z"}, "status": {"enum": ["+404", "0404", "404"]}}}`),
		"a class that is none":          documentOf(`{"properties": {"code": {"const": "z"}, "status": {"minimum": 900, "maximum": 999}}}`),
		"a class that is not a number":  documentOf(`{"properties": {"code": {"const": "z"}, "status": {"minimum": "500: x00", "maximum": "5y99"}}}`),
		"parts that are something else": documentOf(`{"allOf": "x", "oneOf": "y", "properties": [1]}`),
		"two closes with one code": []byte(`{"openapi": "3.1.0", "components": {"schemas": {
			"A": {"x-errbook": {"code": "a.A", "close": 4000}, "properties": {"code": {"const": "a"}}},
			"B": {"x-errbook": {"code": "a.B", "close": 4000}, "properties": {"code": {"const": "b"}}}}}}`),
		"responses that are something else": []byte(`{"openapi": "3.1.0", "paths": {"/x": {"get": {"responses": {
			"400": null, "401": "x", "402": {"content": null}, "403": {"content": {"a": null}}, "404": {"content": {"a": {"schema": null}}}}}}}}`),
	} {
		for _, own := range []bool{false, true} {
			d, err := New(Options{Provider: "acme", Name: "Acme", URL: "https://acme.example/errors", Verified: "2026-11-30", Own: own}, []File{{"api.json", data}})
			if err != nil {
				t.Errorf("%s: %v", name, err)
				continue
			}
			f, problems := spec.Decode("draft.yaml", d.YAML())
			if len(problems) > 0 {
				t.Errorf("%s (own: %t): %v\n%s", name, own, problems, d.YAML())
				continue
			}
			if _, problems = spec.Check([]*spec.File{f}); len(problems) > 0 || len(f.Errors) != d.Len() {
				t.Errorf("%s (own: %t): %d errors, want %d: %v\n%s", name, own, len(f.Errors), d.Len(), problems, d.YAML())
			}
		}
	}
}

// FuzzOpenAPI shows that no document makes a draft that is not YAML, or that has other
// errors than the draft.
func FuzzOpenAPI(f *testing.F) {
	names, err := filepath.Glob("testdata/*")
	if err != nil || len(names) < 3 {
		f.Fatal("no documents", err)
	}
	for _, name := range names {
		data, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data)
	}
	book, err := spec.Load("../../spec/testdata/good/own.yaml")
	if err != nil {
		f.Fatal(err)
	}
	data, err := json.Marshal(openapi.New(book.Files[0], "by a test"))
	if err != nil {
		f.Fatal(err)
	}
	f.Add(data)
	f.Fuzz(func(t *testing.T, data []byte) {
		for _, own := range []bool{false, true} {
			d, err := New(Options{Provider: "acme", Name: "Acme", URL: "https://acme.example/errors", Verified: "2026-11-30", Own: own}, []File{{"api.yaml", data}})
			if err != nil {
				continue
			}
			f, problems := spec.Decode("draft.yaml", d.YAML())
			if len(problems) > 0 {
				t.Fatalf("%v\n%s", problems, d.YAML())
			}
			if len(f.Errors) != d.Len() {
				t.Errorf("%d errors, want %d\n%s", len(f.Errors), d.Len(), d.YAML())
			}
		}
	})
}
