package layout

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

var (
	documents = []string{"README.md", "CONTRIBUTING.md", "SECURITY.md", "docs/architecture.md", "docs/guide.md", "docs/pipelines.md", "docs/compare.md"}
	codeSpan  = regexp.MustCompile("`([^`\n]+)`|\\]\\(([^)#:]+)\\)")
	fileName  = regexp.MustCompile(`^[\w./-]*(/[\w.-]+|\.(go|md|js|json|yaml|mod|sum|work))$`)
	goName    = regexp.MustCompile(`^(?:\w+\.)*(\w*[A-Z]\w*)$|^judgment\.(\w+)$`)
	// foreign are names in documents that are not ours, or not in the tree.
	foreign = map[string]bool{
		"encoding/json": true, "encoding/json/jsontext": true, // of Go
		"linkTitle": true, "_index.md": true, // of Hugo
		"spec/providers/ID.yaml": true,
		"api/shop.openapi.json":  true,                           // of an example
		"apierr/v0.2.0":          true, "generated/v0.2.0": true, // tags
		"errors.Join":         true,                                                                           // of the standard library
		"ERRBOOK_PAGES":       true,                                                                           // a variable of the environment
		"errors/errors.proto": true, "/usr/include": true, "design/design.go": true, "example.com/shop": true, // of other generators
	}
)

// Documents name files and directories by the end of their paths, and Go by the
// names that it declares.
func TestDocumentsNameWhatExists(t *testing.T) {
	paths, names := inventory(t)
	for _, doc := range documents {
		text, err := os.ReadFile(filepath.Join(root, doc))
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range codeSpan.FindAllStringSubmatch(string(text), -1) {
			span := strings.TrimSuffix(m[1]+m[2], "/")
			name := goName.FindStringSubmatch(span)
			known := paths["/"+strings.TrimLeft(span, "./")] || paths["/"+strings.TrimPrefix(span, "../")] || name != nil && names[name[1]+name[2]] || foreign[span]
			if !known && (name != nil || fileName.MatchString(span)) {
				t.Errorf("%s names %q; nothing here is called that", doc, span)
			}
		}
	}
}

// inventory returns the ends of all paths in the repository, and the names that
// its Go files declare, fields included.
func inventory(t *testing.T) (paths, names map[string]bool) {
	paths, names = map[string]bool{}, map[string]bool{}
	if err := filepath.WalkDir(root, func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && (d.Name() == ".git" || d.Name() == "node_modules") {
			return fs.SkipDir
		}
		name = strings.TrimPrefix(filepath.ToSlash(name), root)
		for i := range name {
			if name[i] == '/' {
				paths[name[i:]] = true
			}
		}
		if strings.HasSuffix(name, ".go") {
			declared(t, root+name, names)
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	return paths, names
}

// declared adds the names that a file declares.
func declared(t *testing.T, path string, names map[string]bool) {
	file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.SkipObjectResolution)
	if err != nil {
		t.Fatal(err)
	}
	ast.Inspect(file, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncDecl:
			names[n.Name.Name] = true
		case *ast.TypeSpec:
			names[n.Name.Name] = true
		case *ast.Field:
			for _, id := range n.Names {
				names[id.Name] = true
			}
		case *ast.ValueSpec:
			for _, id := range n.Names {
				names[id.Name] = true
			}
		}
		return true
	})
}
