package layout

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// maxFace is how many names package apierr may show its users: names of the
// package, fields of its structs, methods. What only generated code needs belongs
// in apierr/wire, and what documentation is made of in apierr/errdoc.
const maxFace = 190

func TestFaceOfApierr(t *testing.T) {
	names := exportedNames(t, filepath.Join(root, "apierr"))
	if len(names) > maxFace {
		t.Errorf("apierr must show at most %d names, fields and methods; it shows %d:\n%s", maxFace, len(names), strings.Join(names, "\n"))
	}
	t.Logf("%d names, fields and methods", len(names))
}

// The count itself: a name of the package, a field, a method and a function, and
// nothing that starts with a lowercase letter, or belongs to what does.
func TestExportedNames(t *testing.T) {
	const source = `package p

const A, b = 1, 2

type C struct {
	D, e int
	F
	g struct{ H int }
}

type F = int

type i struct{ J int }

func (*C) K() {}
func (C) l()  {}
func (i) M()  {}

func N() {}
`
	file, err := parser.ParseFile(token.NewFileSet(), "p.go", source, parser.SkipObjectResolution)
	if err != nil {
		t.Fatal(err)
	}
	got := namesOf(file)
	if want := []string{"A", "C", "C.D", "C.F", "F", "C.K", "N"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

// exportedNames lists what a package shows its users, tests apart.
func exportedNames(t *testing.T, dir string) (names []string) {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(dir, "*.go"))
	if err != nil || len(files) == 0 {
		t.Fatal("no files in", dir, err)
	}
	for _, name := range files {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		names = append(names, namesOf(file)...)
	}
	slices.Sort(names)
	return names
}

// namesOf lists what a file adds to the face of its package.
func namesOf(file *ast.File) (names []string) {
	for _, decl := range file.Decls {
		switch d := decl.(type) {
		case *ast.FuncDecl:
			if name := nameOfFunc(d); name != "" {
				names = append(names, name)
			}
		case *ast.GenDecl:
			for _, spec := range d.Specs {
				names = append(names, namesOfSpec(spec)...)
			}
		}
	}
	return names
}

// nameOfFunc returns the name of a function or method, "" for one that users do
// not see.
func nameOfFunc(d *ast.FuncDecl) string {
	if !d.Name.IsExported() {
		return ""
	}
	if d.Recv == nil {
		return d.Name.Name
	}
	if on := typeOf(d.Recv.List[0].Type); ast.IsExported(on) {
		return on + "." + d.Name.Name
	}
	return ""
}

// namesOfSpec lists the constants, variables or the type that a declaration makes,
// with the fields of a struct.
func namesOfSpec(spec ast.Spec) (names []string) {
	switch s := spec.(type) {
	case *ast.ValueSpec:
		for _, n := range s.Names {
			if n.IsExported() {
				names = append(names, n.Name)
			}
		}
	case *ast.TypeSpec:
		if !s.Name.IsExported() {
			return nil
		}
		names = append(names, s.Name.Name)
		if structure, ok := s.Type.(*ast.StructType); ok {
			for _, f := range fieldNames(structure) {
				names = append(names, s.Name.Name+"."+f)
			}
		}
	}
	return names
}

// fieldNames lists the exported fields of a struct; an embedded one goes by the
// name of its type.
func fieldNames(s *ast.StructType) (names []string) {
	for _, f := range s.Fields.List {
		list := f.Names
		if len(list) == 0 {
			list = []*ast.Ident{ast.NewIdent(typeOf(f.Type))}
		}
		for _, n := range list {
			if n.IsExported() {
				names = append(names, n.Name)
			}
		}
	}
	return names
}

// typeOf returns the name of a type, without its package and what points to it.
func typeOf(e ast.Expr) string {
	switch e := e.(type) {
	case *ast.StarExpr:
		return typeOf(e.X)
	case *ast.SelectorExpr:
		return e.Sel.Name
	case *ast.Ident:
		return e.Name
	}
	return ""
}
