package templates_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/errbook/errbook/templates"
)

func TestSnippetSource(t *testing.T) {
	const body = "err := data.Provider.FromResponse(resp)\nif errors.Is(err, data.Gone) {\n\tfmt.Println(\"give up:\", err)\n}\n"
	for _, tt := range []struct {
		name    string
		imports []templates.Import
		want    string
	}{
		{"the standard library stands apart",
			[]templates.Import{{Path: "errors"}, {Path: "example.com/gen/gone"}, {Path: "fmt"}},
			"import (\n\t\"errors\"\n\t\"fmt\"\n\n\t\"example.com/gen/gone\"\n)\n\n" + body},
		{"nothing else is imported",
			[]templates.Import{{Path: "errors"}, {Path: "fmt"}},
			"import (\n\t\"errors\"\n\t\"fmt\"\n)\n\n" + body},
		{"a package has another name",
			[]templates.Import{{Path: "errors"}, {Name: "dataerrors", Path: "example.com/gen/data"}},
			"import (\n\t\"errors\"\n\n\tdataerrors \"example.com/gen/data\"\n)\n\n" + body},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, templates.Snippet{Imports: tt.imports, Body: body}.Source()); diff != "" {
				t.Error(diff)
			}
		})
	}
}
