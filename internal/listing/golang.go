package listing

import (
	"go/ast"
	"go/parser"
	gotoken "go/token"
	"strconv"
	"strings"

	"github.com/errbook/errbook/spec/yaml"
)

// goFile reads the constants of a Go file.
func (r *reader) goFile() error {
	fset := gotoken.NewFileSet()
	file, err := parser.ParseFile(fset, "", r.source.data, parser.SkipObjectResolution)
	if err != nil {
		return err
	}
	constants := goConstants(file)
	return r.each(func(at string) error {
		found := false
		for _, c := range constants {
			if !c.isOf(at) {
				continue
			}
			found = true
			text := c.value
			if text == "" || r.list.Select.Value == "names" {
				text = c.name.Name
			}
			p := fset.Position(c.name.Pos())
			if err := r.add(yaml.Pos{Line: p.Line, Col: p.Column}, text, Item{}); err != nil {
				return err
			}
		}
		if !found {
			return &MovedError{"constants of", at}
		}
		return nil
	})
}

// A goConstant is a constant with its type and, if that is text, its value.
type goConstant struct {
	name       *ast.Ident
	typ, value string
}

// isOf reports whether at names the type of the constant, or fits its name.
func (c goConstant) isOf(at string) bool {
	before, after, pattern := strings.Cut(at, "*")
	if !pattern {
		return c.typ == at
	}
	name := c.name.Name
	return len(name) >= len(before)+len(after) && strings.HasPrefix(name, before) && strings.HasSuffix(name, after)
}

func goConstants(file *ast.File) []goConstant {
	var list []goConstant
	for _, d := range file.Decls {
		decl, ok := d.(*ast.GenDecl)
		if !ok || decl.Tok != gotoken.CONST {
			continue
		}
		typ := ""
		for _, s := range decl.Specs {
			v := s.(*ast.ValueSpec)
			if v.Type != nil || len(v.Values) > 0 {
				typ = typeName(v.Type)
			}
			for i, name := range v.Names {
				c := goConstant{name: name, typ: typ}
				if i < len(v.Values) {
					c.setValue(v.Values[i])
				}
				list = append(list, c)
			}
		}
	}
	return list
}

// setValue notes the text that an expression is, and the type that it is
// converted to.
func (c *goConstant) setValue(e ast.Expr) {
	if call, ok := e.(*ast.CallExpr); ok && len(call.Args) == 1 {
		if c.typ == "" {
			c.typ = typeName(call.Fun)
		}
		e = call.Args[0]
	}
	if lit, ok := e.(*ast.BasicLit); ok && lit.Kind == gotoken.STRING {
		c.value, _ = strconv.Unquote(lit.Value)
	}
}

func typeName(e ast.Expr) string {
	switch t := e.(type) {
	case *ast.Ident:
		return t.Name
	case *ast.SelectorExpr:
		return typeName(t.X) + "." + t.Sel.Name
	}
	return ""
}
