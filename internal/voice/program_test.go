package voice

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

const root = "../.."

// A text is something that the program, its documentation or a document says.
type text struct {
	path string
	line int
	says string
}

// allowed lists files that still have slips, and why. The list may only shrink: a
// file that has none fails the test.
var allowed = map[string]string{}

func TestWordsOfTheProgram(t *testing.T) {
	used := map[string]bool{}
	for _, x := range texts(t) {
		for _, s := range Find(x.says) {
			if used[x.path] = true; allowed[x.path] == "" {
				t.Errorf("%s:%d: %q; say %s", x.path, x.line, s.Found, s.Say)
			}
		}
	}
	for path := range allowed {
		if !used[path] {
			t.Errorf("%s has no slip any more: take it off the list", path)
		}
	}
}

// What people read: Go files, templates, the site's script, starters, kinds, and
// documents. Output is checked by what it is made of.
var (
	written = regexp.MustCompile(`\.(go|tmpl)$|^templates/site/\w+\.js$|^internal/reader/js/|^cmd/errbook/starter/|^spec/kinds\.yaml$|(^|/)[A-Z]+\.md$|^docs/[\w-]+\.md$|^docs/cookbook/`)
	output  = regexp.MustCompile(`_test\.go$|_gen\.go$|(^|/)testdata/`)
	foreign = regexp.MustCompile(`^(\.git|generated|internal/(bench|sdktest|sitetest|markdowntest|voice))$|(^|/)node_modules$`)
)

// texts lists what the repository says, in the order of its files.
func texts(t *testing.T) (all []text) {
	err := filepath.WalkDir(root, func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		path := strings.TrimPrefix(strings.TrimPrefix(filepath.ToSlash(name), root), "/")
		switch {
		case d.IsDir() && foreign.MatchString(path):
			return fs.SkipDir
		case d.IsDir() || output.MatchString(path) || !written.MatchString(path):
			return nil
		}
		data, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		if strings.HasSuffix(path, ".go") {
			all = append(all, goTexts(t, path, data)...)
			return nil
		}
		for i, line := range strings.Split(string(data), "\n") {
			all = append(all, text{path, i + 1, line})
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(all) < 1000 {
		t.Fatalf("only %d texts were found", len(all))
	}
	return all
}

// goTexts lists the strings of a Go file, and the doc comments of the package and
// of exported names.
func goTexts(t *testing.T, path string, data []byte) (all []text) {
	files := token.NewFileSet()
	file, err := parser.ParseFile(files, path, data, parser.ParseComments|parser.SkipObjectResolution)
	if err != nil {
		t.Fatal(err)
	}
	add := func(pos token.Pos, says string) { all = append(all, text{path, files.Position(pos).Line, says}) }
	doc := func(name string, comments ...*ast.CommentGroup) {
		for _, c := range comments {
			if c != nil && ast.IsExported(name) {
				add(c.Pos(), strings.TrimPrefix(c.Text(), name))
			}
		}
	}
	doc("Package", file.Doc)
	ast.Inspect(file, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.BasicLit:
			if says, err := strconv.Unquote(n.Value); err == nil && n.Kind == token.STRING {
				add(n.Pos(), says)
			}
		case *ast.FuncDecl:
			doc(n.Name.Name, n.Doc)
		case *ast.GenDecl:
			doc(firstName(n), n.Doc)
		case *ast.TypeSpec:
			doc(n.Name.Name, n.Doc, n.Comment)
		case *ast.ValueSpec:
			doc(n.Names[0].Name, n.Doc, n.Comment)
		case *ast.Field:
			if len(n.Names) > 0 {
				doc(n.Names[0].Name, n.Doc, n.Comment)
			}
		}
		return true
	})
	return all
}

// firstName returns the first name that a declaration makes, "" for imports.
func firstName(d *ast.GenDecl) string {
	if len(d.Specs) == 0 {
		return ""
	}
	switch s := d.Specs[0].(type) {
	case *ast.TypeSpec:
		return s.Name.Name
	case *ast.ValueSpec:
		return s.Names[0].Name
	}
	return ""
}
