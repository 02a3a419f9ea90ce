package site

import (
	"go/ast"
	"go/parser"
	"go/token"
	"html"
	"path"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/errbook/errbook/generator"
	"github.com/errbook/errbook/spec"
)

// The code that the page of an error shows is what the Example in the generated
// package has behind its sample, and that is compiled and run: for every error
// of the book.
func testSnippets(t *testing.T, book *spec.Book, site map[string][]byte) {
	plan, err := generator.New(book, generator.Options{Spec: "spec", Go: "gen", Packages: testOptions.Packages})
	if err != nil {
		t.Fatal(err)
	}
	files := map[string][]byte{}
	for _, f := range plan.Files {
		files[f.Path] = f.Data
	}
	for _, f := range book.Files {
		examples, imports := examplesOf(t, files[path.Join("gen", testOptions.Packages.Name(f), "example_test.go")])
		for _, e := range f.Errors {
			shown := shownCode(t, site[errorDir(f, e)+"/index.html"])
			head, body, _ := strings.Cut(shown, ")\n\n")
			name := "Example_" + strings.ToLower(e.Name.Value[:1]) + e.Name.Value[1:]
			if diff := cmp.Diff(examples[name], body); diff != "" {
				t.Errorf("%s (-example +page):\n%s", e.Code, diff)
			}
			for line := range strings.Lines(head) {
				if spec := strings.TrimSpace(line); strings.HasSuffix(spec, `"`) && !imports[spec] {
					t.Errorf("%s: the page imports %s, the example does not", e.Code, spec)
				}
			}
		}
	}
}

// shownCode returns the Go that a page shows.
func shownCode(t *testing.T, page []byte) string {
	t.Helper()
	_, after, _ := strings.Cut(string(page), `aria-label="Go code that handles it"><code>`)
	code, _, ok := strings.Cut(after, "</code>")
	if !ok {
		t.Fatalf("no Go code in %s", page)
	}
	return html.UnescapeString(code)
}

// examplesOf returns the code of each Example of a file, from its second
// statement on, and the file's imports.
func examplesOf(t *testing.T, source []byte) (examples map[string]string, imports map[string]bool) {
	t.Helper()
	fset := token.NewFileSet()
	file, err := parser.ParseFile(fset, "example_test.go", source, 0)
	if err != nil {
		t.Fatal(err)
	}
	text := func(from, to token.Pos) string {
		return string(source[fset.Position(from).Offset:fset.Position(to).Offset])
	}
	examples, imports = map[string]string{}, map[string]bool{}
	for _, i := range file.Imports {
		imports[text(i.Pos(), i.End())] = true
	}
	for _, d := range file.Decls {
		if f, ok := d.(*ast.FuncDecl); ok {
			list := f.Body.List
			examples[f.Name.Name] = strings.ReplaceAll(text(list[1].Pos(), list[len(list)-1].End()), "\n\t", "\n") + "\n"
		}
	}
	return examples, imports
}
