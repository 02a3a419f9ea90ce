// Package errbookvet provides an analyzer for Go code that handles API errors. It reports
//
//   - a code that is returned or wrapped as if it were the error: it is a name, and only
//     its package knows what it means;
//   - wire codes, HTTP statuses and words of messages that are compared with what an
//     error holds, where a constant or a kind exists.
//
// It offers a fix if the file already imports what the fix needs.
//
//	go run github.com/errbook/errbook/contrib/errbookvet/cmd/errbookvet@latest -fix ./...
package errbookvet

import (
	"go/ast"
	"go/token"
	"go/types"
	"strings"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/passes/inspect"
	"golang.org/x/tools/go/ast/inspector"
)

const (
	apierrPath    = "github.com/errbook/errbook/apierr"
	generatedPath = "github.com/errbook/errbook/generated/"
)

// Analyzer reports errors of APIs that are made or recognized by hand.
var Analyzer = &analysis.Analyzer{
	Name:     "errbook",
	Doc:      "report errors of APIs that are made of a bare code, or recognized by wire codes, statuses and words of messages",
	URL:      "https://pkg.go.dev/github.com/errbook/errbook/contrib/errbookvet",
	Requires: []*analysis.Analyzer{inspect.Analyzer},
	Run:      run,
}

func run(pass *analysis.Pass) (any, error) {
	in := pass.ResultOf[inspect.Analyzer].(*inspector.Inspector)
	files := map[*token.File]*ast.File{}
	for _, f := range pass.Files {
		files[pass.Fset.File(f.FileStart)] = f
	}
	nodes := []ast.Node{(*ast.ReturnStmt)(nil), (*ast.CallExpr)(nil), (*ast.BinaryExpr)(nil), (*ast.SwitchStmt)(nil)}
	in.Preorder(nodes, func(n ast.Node) {
		c := checker{pass, files[pass.Fset.File(n.Pos())]}
		switch n := n.(type) {
		case *ast.ReturnStmt:
			for _, result := range n.Results {
				c.bareCode(result, "returned")
			}
		case *ast.CallExpr:
			c.call(n)
		case *ast.BinaryExpr:
			if n.Op == token.EQL || n.Op == token.NEQ {
				c.compared(n)
			}
		case *ast.SwitchStmt:
			c.switched(n)
		}
	})
	return nil, nil
}

// A checker checks the nodes of one file.
type checker struct {
	pass *analysis.Pass
	file *ast.File
}

// call looks at what a call wraps, and at what it searches for.
func (c *checker) call(n *ast.CallExpr) {
	switch c.funcName(n) {
	case "fmt.Errorf", "errors.Join":
		for _, arg := range n.Args {
			c.bareCode(arg, "wrapped")
		}
	case "strings.Contains", "strings.HasPrefix", "strings.HasSuffix", "strings.EqualFold":
		if len(n.Args) == 2 {
			c.searched(n)
		}
	}
}

// funcName returns the name of a function with that of its package: "fmt.Errorf".
func (c *checker) funcName(n *ast.CallExpr) string {
	sel, ok := n.Fun.(*ast.SelectorExpr)
	if !ok {
		return ""
	}
	f, ok := c.pass.TypesInfo.Uses[sel.Sel].(*types.Func)
	if !ok || f.Pkg() == nil || f.Signature().Recv() != nil {
		return ""
	}
	return f.Pkg().Path() + "." + f.Name()
}

// bareCode reports a constant of type apierr.Code that stands for an error.
func (c *checker) bareCode(e ast.Expr, how string) {
	tv := c.pass.TypesInfo.Types[e]
	if tv.Value == nil || !isNamed(tv.Type, apierrPath, "Code") || how == "returned" && !c.returnsError(e) {
		return
	}
	sel, ok := e.(*ast.SelectorExpr)
	if !ok {
		return
	}
	name := c.text(sel)
	maker := c.text(sel.X) + ".New"
	d := analysis.Diagnostic{
		Pos: e.Pos(), End: e.End(), Category: "code",
		Message: name + " is " + how + " as an error, but it is a name; " + maker + "(" + name + ") has what it means",
	}
	if c.declares(sel.X, "New") {
		d.SuggestedFixes = []analysis.SuggestedFix{c.replace(e, maker+"("+name+")", "Make the whole error")}
	}
	c.pass.Report(d)
}

// returnsError reports whether an expression is returned as an error: where the result
// is a code, it is not an error.
func (c *checker) returnsError(e ast.Expr) bool {
	var results *ast.FieldList
	at := 0
	ast.PreorderStack(c.file, nil, func(n ast.Node, stack []ast.Node) bool {
		if n.Pos() > e.Pos() || n.End() < e.End() {
			return false
		}
		switch f := n.(type) {
		case *ast.FuncDecl:
			results = f.Type.Results
		case *ast.FuncLit:
			results = f.Type.Results
		case *ast.ReturnStmt:
			for i, r := range f.Results {
				if r == e {
					at = i
				}
			}
		}
		return true
	})
	if results == nil {
		return false
	}
	for _, field := range results.List {
		n := max(len(field.Names), 1)
		if at < n {
			return types.Identical(c.pass.TypesInfo.TypeOf(field.Type), types.Universe.Lookup("error").Type())
		}
		at -= n
	}
	return false
}

// declares reports whether a package that the file imports has a function.
func (c *checker) declares(pkg ast.Expr, function string) bool {
	id, ok := pkg.(*ast.Ident)
	if !ok {
		return false
	}
	name, ok := c.pass.TypesInfo.Uses[id].(*types.PkgName)
	if !ok {
		return false
	}
	_, isFunc := name.Imported().Scope().Lookup(function).(*types.Func)
	return isFunc
}

// imported returns the name by which the file imports a package, "" if it does not.
func (c *checker) imported(path string) string {
	for _, spec := range c.file.Imports {
		if strings.Trim(spec.Path.Value, `"`) != path {
			continue
		}
		if spec.Name != nil {
			return spec.Name.Name
		}
		return path[strings.LastIndex(path, "/")+1:]
	}
	return ""
}

func (c *checker) replace(n ast.Node, by, message string) analysis.SuggestedFix {
	return analysis.SuggestedFix{Message: message, TextEdits: []analysis.TextEdit{{Pos: n.Pos(), End: n.End(), NewText: []byte(by)}}}
}

// text returns a name as the source has it.
func (c *checker) text(e ast.Expr) string { return types.ExprString(e) }

// isNamed reports whether t is the type of a name in a package, or points to it.
func isNamed(t types.Type, path, name string) bool {
	if p, ok := types.Unalias(t).(*types.Pointer); ok {
		t = p.Elem()
	}
	named, ok := types.Unalias(t).(*types.Named)
	return ok && named.Obj().Pkg() != nil && named.Obj().Pkg().Path() == path && named.Obj().Name() == name
}
