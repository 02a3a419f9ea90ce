package generator_test

import (
	"fmt"
	"go/ast"
	"go/doc"
	"go/parser"
	"go/token"
	"path"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/errbook/errbook/generator"
)

// Every error of the book has an Example that go/doc, and so pkg.go.dev, shows
// under the package, that can be run there, and that says what it prints.
func TestExamplesAreShown(t *testing.T) {
	if testing.Short() {
		t.Skip("parses the examples of the whole book")
	}
	book, plan := wholeBook(t)
	for _, f := range book.Files {
		shown := map[string]*doc.Example{}
		for _, ex := range documentation(t, plan, options.Packages.Name(f)).Examples {
			shown[ex.Suffix] = ex
		}
		for _, e := range f.Errors {
			name := e.Name.Value
			switch ex := shown[strings.ToLower(name[:1])+name[1:]]; {
			case ex == nil:
				t.Errorf("%s has no example", e.Code)
			case ex.Play == nil:
				t.Errorf("the example of %s is no program by itself", e.Code)
			case ex.Output == "":
				t.Errorf("the example of %s is not run", e.Code)
			}
		}
		if len(shown) != len(f.Errors) {
			t.Errorf("%s has %d errors and %d examples", f.CodePrefix, len(f.Errors), len(shown))
		}
	}
}

// documentation returns what go/doc makes of a generated package.
func documentation(t *testing.T, plan *generator.Plan, pkg string) *doc.Package {
	t.Helper()
	fset := token.NewFileSet()
	var files []*ast.File
	for _, name := range []string{"codes.go", "provider.go", "classify.go", "docs.go", "example_test.go"} {
		data, ok := find(plan, path.Join(options.Go, pkg, name))
		if !ok {
			t.Fatalf("%s/%s is not generated", pkg, name)
		}
		file, err := parser.ParseFile(fset, name, data, parser.ParseComments)
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, file)
	}
	p, err := doc.NewFromFiles(fset, files, options.Packages.Path+"/"+pkg)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// The snippet of a page names the package by its import path, by nothing where
// that is unknown, and by another name where a variable has its own.
func TestSnippetImports(t *testing.T) {
	const source = `{version: 1, provider: %s, name: Acme, sources: [{id: errors, url: "https://acme.example/errors", verified: 2026-11-20}],
errors: [{name: Gone, title: Gone, summary: The item is gone., status: 410, kind: not_found, causes: [Somebody deleted it.], fixes: [Make it anew.], sources: [errors]}]}`
	for _, tt := range []struct{ provider, importPath, want string }{
		{"acme-ai", "example.com/gen", "import (\n\t\"errors\"\n\t\"fmt\"\n\n\t\"example.com/gen/acmeai\"\n)\n\nerr := acmeai.Provider.FromResponse(resp)\n"},
		{"acme-ai", "", "import (\n\t\"errors\"\n\t\"fmt\"\n)\n\nerr := acmeai.Provider.FromResponse(resp)\n"},
		{"data", "example.com/gen", "import (\n\t\"errors\"\n\t\"fmt\"\n\n\tdataerrors \"example.com/gen/data\"\n)\n\nerr := dataerrors.Provider.FromResponse(resp)\n"},
	} {
		book := bookOf(t, map[string][]byte{"spec/gone.yaml": fmt.Appendf(nil, source, tt.provider)})
		s, err := generator.Snippet(book.Files[0], book.Files[0].Errors[0], generator.Packages{Path: tt.importPath})
		if err != nil {
			t.Fatal(err)
		}
		got, _, _ := strings.Cut(s.Source(), "if ")
		if diff := cmp.Diff(tt.want, got); diff != "" {
			t.Errorf("%s in %q: %s", tt.provider, tt.importPath, diff)
		}
	}
}
