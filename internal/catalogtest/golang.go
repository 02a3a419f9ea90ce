package catalogtest

import (
	"go/ast"
	"go/parser"
	"go/token"
	"strconv"
	"strings"
)

// A constant is a constant of a Go file, with what is written above it.
type constant struct {
	name, of, value string // of is its type, "" for none
	comment         string
	section         string // the last comment that belongs to no constant
}

// constants lists the constants of a Go file that have a value.
func constants(file string) ([]constant, error) {
	fset := token.NewFileSet()
	f, err := parser.ParseFile(fset, file, nil, parser.ParseComments)
	if err != nil {
		return nil, err
	}
	var list []constant
	for _, d := range f.Decls {
		decl, ok := d.(*ast.GenDecl)
		if !ok || decl.Tok != token.CONST {
			continue
		}
		for _, s := range decl.Specs {
			spec := s.(*ast.ValueSpec)
			if len(spec.Values) != 1 {
				continue
			}
			literal, ok := spec.Values[0].(*ast.BasicLit)
			if !ok {
				continue
			}
			c := constant{name: spec.Names[0].Name, value: literal.Value, comment: spec.Doc.Text()}
			if text, err := strconv.Unquote(literal.Value); err == nil {
				c.value = text
			}
			if of, ok := spec.Type.(*ast.Ident); ok {
				c.of = of.Name
			}
			c.section = sectionOf(f, spec.Pos())
			list = append(list, c)
		}
	}
	return list, nil
}

// sectionOf returns the last comment before a place that begins with "Class ".
func sectionOf(f *ast.File, at token.Pos) string {
	section := ""
	for _, c := range f.Comments {
		if c.Pos() > at {
			break
		}
		if text := strings.TrimSpace(c.Text()); strings.HasPrefix(text, "Class ") {
			section = text
		}
	}
	return section
}

// A coded is a type whose method ErrorCode returns a text.
type coded struct{ name, code, comment string }

// codedTypes lists the types of a Go file whose method ErrorCode returns a literal.
func codedTypes(file string) ([]coded, error) {
	f, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.ParseComments)
	if err != nil {
		return nil, err
	}
	comments := map[string]string{}
	var list []coded
	for _, d := range f.Decls {
		switch d := d.(type) {
		case *ast.GenDecl:
			for _, s := range d.Specs {
				if spec, ok := s.(*ast.TypeSpec); ok {
					comments[spec.Name.Name] = d.Doc.Text()
				}
			}
		case *ast.FuncDecl:
			if d.Name.Name != "ErrorCode" || d.Recv == nil {
				continue
			}
			name := d.Recv.List[0].Type.(*ast.StarExpr).X.(*ast.Ident).Name
			ast.Inspect(d, func(n ast.Node) bool {
				if literal, ok := n.(*ast.BasicLit); ok && literal.Kind == token.STRING {
					code, _ := strconv.Unquote(literal.Value)
					list = append(list, coded{name, code, comments[name]})
				}
				return true
			})
		}
	}
	return list, nil
}
