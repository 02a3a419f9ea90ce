package layout

import (
	"go/ast"
	"go/doc"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// documented returns the directories of the packages that programs import: those of
// apierr and contrib. What they export is explained where pkg.go.dev and editors show
// it.
func documented(t *testing.T) (dirs []string) {
	t.Helper()
	for _, top := range []string{"apierr", "contrib"} {
		err := filepath.WalkDir(filepath.Join(root, top), func(name string, d fs.DirEntry, err error) error {
			switch {
			case err != nil || !d.IsDir():
				return err
			case d.Name() == "internal" || d.Name() == "testdata":
				return filepath.SkipDir
			}
			if files, _ := filepath.Glob(filepath.Join(name, "*.go")); len(files) > 0 {
				dir, err := filepath.Rel(root, name)
				dirs = append(dirs, filepath.ToSlash(dir))
				return err
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return dirs
}

// Every exported name has a doc comment in a whole sentence.
func TestDocComments(t *testing.T) {
	names := 0
	for _, dir := range documented(t) {
		files, err := filepath.Glob(filepath.Join(root, dir, "*.go"))
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range files {
			if strings.HasSuffix(name, "_test.go") {
				continue
			}
			fset := token.NewFileSet()
			file, err := parser.ParseFile(fset, name, nil, parser.ParseComments|parser.SkipObjectResolution)
			if err != nil {
				t.Fatal(err)
			}
			for _, c := range commentsOf(file) {
				names++
				if !isSentence(c.text) {
					t.Errorf("%s: %s must have a comment in a whole sentence; found %q", fset.Position(c.pos), c.name, c.text)
				}
			}
		}
	}
	if names < 300 {
		t.Errorf("only %d names were found", names)
	}
}

func TestIsSentence(t *testing.T) {
	for text, want := range map[string]bool{
		"Retry says whether to try again.":          true,
		"In returns the provider in contexts:\n\nx": true,
		"":                   false,
		"retry again":        false,
		"Retry":              false,
		"Retry says nothing": false,
	} {
		if isSentence(text) != want {
			t.Errorf("%q is a sentence: want %t", text, want)
		}
	}
}

// sentence is a capital letter or a name, words, and what ends a sentence.
var sentence = regexp.MustCompile(`(?s)^[A-Z"\x60\[]\S*\s+\S.*?[.:;](\s|$)`)

func isSentence(text string) bool { return sentence.MatchString(strings.TrimSpace(text)) }

// A nameComment is an exported name with the comment that explains it.
type nameComment struct {
	name, text string
	pos        token.Pos
}

// commentsOf lists the exported names of a file. A name in a group without a
// comment of its own is explained by that of the group.
func commentsOf(file *ast.File) (list []nameComment) {
	for _, decl := range file.Decls {
		switch d := decl.(type) {
		case *ast.FuncDecl:
			if name := nameOfFunc(d); name != "" {
				list = append(list, nameComment{name, d.Doc.Text(), d.Pos()})
			}
		case *ast.GenDecl:
			for _, spec := range d.Specs {
				list = append(list, commentsOfSpec(d, spec)...)
			}
		}
	}
	return list
}

func commentsOfSpec(d *ast.GenDecl, spec ast.Spec) (list []nameComment) {
	switch s := spec.(type) {
	case *ast.ValueSpec:
		for _, n := range s.Names {
			if n.IsExported() {
				list = append(list, nameComment{n.Name, firstOf(s.Doc, s.Comment, d.Doc), n.Pos()})
			}
		}
	case *ast.TypeSpec:
		if s.Name.IsExported() {
			list = append(list, nameComment{s.Name.Name, firstOf(s.Doc, d.Doc), s.Pos()})
		}
	}
	return list
}

// firstOf returns the text of the first comment that there is.
func firstOf(comments ...*ast.CommentGroup) string {
	for _, c := range comments {
		if text := c.Text(); text != "" {
			return text
		}
	}
	return ""
}

// Each way into the run time has an example that go test runs and pkg.go.dev shows.
func TestEntryPointsHaveExamples(t *testing.T) {
	examples := map[string]bool{}
	for _, dir := range documented(t) {
		files, err := filepath.Glob(filepath.Join(root, dir, "*_test.go"))
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range files {
			file, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.ParseComments|parser.SkipObjectResolution)
			if err != nil {
				t.Fatal(err)
			}
			for _, example := range doc.Examples(file) {
				examples[dir+"."+example.Name] = example.Output != ""
			}
		}
	}
	for _, entry := range []string{
		"apierr.Provider_FromResponse", "apierr.Provider_From", "apierr.Provider_FromEvent", "apierr.FromError", "apierr.Track",
		"apierr.Transport", "apierr.Policy_Next", "apierr.New", "apierr/sse.Read", "apierr/sse.Events", "apierr/problem.Of",
		"apierr/native.", "apierr/rpc.", "apierr/route.Next", "apierr/redact.Text",
	} {
		if !examples[entry] {
			t.Errorf("%s has no example with an output", entry)
		}
	}
}
