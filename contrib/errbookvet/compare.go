package errbookvet

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
	"strconv"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/errbook/errbook/apierr"
	"github.com/errbook/errbook/generated/catalog"
)

// compared looks at a comparison of what an error holds with a constant.
func (c *checker) compared(n *ast.BinaryExpr) {
	field, literal := n.X, n.Y
	if c.valueOf(field) != nil {
		field, literal = literal, field
	}
	holder := c.holderOf(field)
	value := c.valueOf(literal)
	if holder == nil || value == nil {
		return
	}
	c.report(n, holder, field, value, n.Op == token.NEQ)
}

// switched looks at the cases of a switch over what an error holds. A case has no fix:
// errors.Is goes into a switch without a tag.
func (c *checker) switched(n *ast.SwitchStmt) {
	if n.Tag == nil || c.holderOf(n.Tag) == nil {
		return
	}
	for _, clause := range n.Body.List {
		for _, e := range clause.(*ast.CaseClause).List {
			if value := c.valueOf(e); value != nil {
				c.report(e, nil, n.Tag, value, false)
			}
		}
	}
}

// report reports a comparison with a value, if a constant or a kind says the same.
func (c *checker) report(at, holder ast.Node, field ast.Expr, value constant.Value, not bool) {
	d := analysis.Diagnostic{Pos: at.Pos(), End: at.End()}
	holderExpr, _ := holder.(ast.Expr)
	switch value.Kind() {
	case constant.String:
		path, name := c.constantFor(constant.StringVal(value))
		if name == "" {
			return
		}
		d.Category = "wire"
		d.Message = "a wire code is compared, which can be missing, renamed or shared; compare with errors.Is and " + name
		if holderExpr != nil && path != "" {
			d.SuggestedFixes = c.isFix(at, c.asOurs(holderExpr, path), name, not)
		}
	case constant.Int:
		status, ok := constant.Int64Val(value)
		if !ok || status < 400 || status > 599 || !isStatusField(field) {
			return
		}
		d.Category = "status"
		d.Message = "an HTTP status is compared, which has several meanings; compare with errors.Is and a kind such as " + kindOfStatus(int(status))
	default:
		return
	}
	c.pass.Report(d)
}

// searched looks at a search for words in the text of an error.
func (c *checker) searched(n *ast.CallExpr) {
	value := c.valueOf(n.Args[1])
	holder := c.messageOf(n.Args[0])
	if value == nil || value.Kind() != constant.String || holder == nil {
		return
	}
	words := constant.StringVal(value)
	kind := kindOfWords(words)
	if kind == apierr.Unknown {
		return
	}
	d := analysis.Diagnostic{
		Pos: n.Pos(), End: n.End(), Category: "message",
		Message: "the text of an error is searched, which changes and quotes others; compare with errors.Is and " + goName(kind),
	}
	if apierrName := c.imported(apierrPath); apierrName != "" {
		err := c.text(holder)
		if !c.isOurs(holder) {
			err = apierrName + ".FromError(" + err + ")"
		}
		d.SuggestedFixes = c.isFix(n, err, strings.Replace(goName(kind), "apierr", apierrName, 1), false)
	}
	c.pass.Report(d)
}

// isFix replaces a comparison by errors.Is, if the file imports errors.
func (c *checker) isFix(at ast.Node, err, target string, not bool) []analysis.SuggestedFix {
	name := c.imported("errors")
	if name == "" {
		return nil
	}
	by := name + ".Is(" + err + ", " + target + ")"
	if not {
		by = "!" + by
	}
	return []analysis.SuggestedFix{c.replace(at, by, "Compare with errors.Is")}
}

// asOurs returns what makes an error ours, for a package of the book.
func (c *checker) asOurs(holder ast.Expr, path string) string {
	if c.isOurs(holder) {
		return c.text(holder)
	}
	return c.imported(path) + ".Provider.FromError(" + c.text(holder) + ")"
}

func (c *checker) isOurs(e ast.Expr) bool {
	return isNamed(c.pass.TypesInfo.TypeOf(e), apierrPath, "Error")
}

// valueOf returns the constant value of an expression, nil for none.
func (c *checker) valueOf(e ast.Expr) constant.Value { return c.pass.TypesInfo.Types[e].Value }

// holderOf returns the error whose field an expression is, nil if it is none.
func (c *checker) holderOf(e ast.Expr) ast.Expr {
	sel, ok := ast.Unparen(e).(*ast.SelectorExpr)
	if !ok {
		return nil
	}
	if f, ok := c.pass.TypesInfo.Uses[sel.Sel].(*types.Var); !ok || !f.IsField() || !c.isError(sel.X) {
		return nil
	}
	return sel.X
}

// messageOf returns the error whose text an expression is: err.Error(), or a field; nil
// if it is none. Case may have been folded.
func (c *checker) messageOf(e ast.Expr) ast.Expr {
	if call, ok := ast.Unparen(e).(*ast.CallExpr); ok {
		if name := c.funcName(call); (name == "strings.ToLower" || name == "strings.ToUpper") && len(call.Args) == 1 {
			return c.messageOf(call.Args[0])
		}
		if sel, ok := call.Fun.(*ast.SelectorExpr); ok && sel.Sel.Name == "Error" && len(call.Args) == 0 && c.isError(sel.X) {
			return sel.X
		}
		return nil
	}
	return c.holderOf(e)
}

// isError reports whether an expression is an error.
func (c *checker) isError(e ast.Expr) bool {
	t := c.pass.TypesInfo.TypeOf(e)
	if t == nil {
		return false
	}
	face := types.Universe.Lookup("error").Type().Underlying().(*types.Interface)
	return types.Implements(t, face) || types.Implements(types.NewPointer(t), face)
}

// constantFor returns the constant that says the same as a wire code, with the path of
// its package: of a package that the file imports, else of any. The path is "" where the
// file does not import it.
func (c *checker) constantFor(wireCode string) (path, name string) {
	for _, p := range catalog.Providers() {
		code, ok := codeOf(p, wireCode)
		if !ok {
			continue
		}
		id, constant, _ := strings.Cut(string(code), ".")
		pkg := generatedPath + id + "err"
		if as := c.imported(pkg); as != "" {
			return pkg, as + "." + constant
		}
		if name == "" {
			name = id + "err." + constant
		}
	}
	return "", name
}

// codeOf returns the code of a provider that a wire code, and nothing else, stands for.
func codeOf(p *apierr.Provider, wireCode string) (apierr.Code, bool) {
	if !isIdentifier(wireCode) {
		return "", false
	}
	for _, body := range []string{`{"error":{"code":"` + wireCode + `"}}`, `{"type":"error","error":{"type":"` + wireCode + `"}}`, `{"error":"` + wireCode + `"}`} {
		v, ok := p.Verdict(apierr.Response{Status: 400, Body: []byte(body)})
		if ok && v.Code != "" && v.Match == apierr.MatchExact && documents(p.Lookup(v.Code), wireCode) {
			return v.Code, true
		}
	}
	return "", false
}

func documents(d *apierr.Doc, wireCode string) bool {
	for _, c := range d.WireCodes {
		if c == wireCode {
			return true
		}
	}
	return false
}

// isIdentifier reports whether a text can be a wire code that is not an ordinary word.
func isIdentifier(s string) bool {
	return len(s) >= 6 && strings.IndexFunc(s, func(r rune) bool {
		return !('a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9' || r == '_' || r == '-')
	}) < 0
}

// isStatusField reports whether a field has a name as those for HTTP statuses have.
func isStatusField(e ast.Expr) bool {
	sel, ok := ast.Unparen(e).(*ast.SelectorExpr)
	return ok && (strings.Contains(strings.ToLower(sel.Sel.Name), "status") || sel.Sel.Name == "Code")
}

// kindOfWords returns the kind of messages that have the given words, Unknown where
// that is not clear: of a status, or of words alone and in a sentence.
func kindOfWords(words string) apierr.Kind {
	if status, err := strconv.Atoi(words); err == nil && 400 <= status && status <= 599 {
		return apierr.KindOf(apierr.Generic.From(apierr.Response{Status: status}))
	}
	for _, sentence := range []string{words, words + " exceeded", words + " reached"} {
		switch kind := apierr.KindOf(apierr.Generic.From(apierr.Response{Status: 400, Body: []byte(sentence)})); kind {
		case apierr.Unknown, apierr.InvalidRequest:
		default:
			return kind
		}
	}
	return apierr.Unknown
}

// kindOfStatus names the kind that a status alone says.
func kindOfStatus(status int) string {
	return goName(apierr.KindOf(apierr.Generic.From(apierr.Response{Status: status})))
}

// goName returns the constant of a kind: apierr.RateLimited.
func goName(kind apierr.Kind) string { return kind.GoString() }
