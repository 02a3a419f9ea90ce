package generator

import (
	"bytes"
	"fmt"
	"reflect"
	"strings"

	"github.com/dave/jennifer/jen"

	"github.com/errbook/errbook/apierr"
	"github.com/errbook/errbook/apierr/doctext"
	"github.com/errbook/errbook/apierr/errdoc"
	"github.com/errbook/errbook/spec"
	"github.com/errbook/errbook/spec/prose"
)

// goFile begins a Go file of a generated package.
func (g *generation) goFile(pkg, header string) *jen.File {
	f := jen.NewFilePathName(g.options.importPath(pkg), pkg)
	f.HeaderComment("// " + header)
	f.ImportName(apierrPath, "apierr")
	f.ImportName(errdocPath, "errdoc")
	f.ImportName(doctextPath, "doctext")
	f.ImportName(wirePath, "wire")
	f.ImportName(shapePath, "shape")
	f.ImportName(serverPath, "server")
	importPackage(f, g.options.Packages.Kinds(), g.options.importPath(g.options.Packages.Kinds()))
	return f
}

// render prints and formats a Go file. jennifer formats with go/format, which
// parses the file, so a file that does not parse is an error here.
func render(f *jen.File) ([]byte, error) {
	var buf bytes.Buffer
	if err := f.Render(&buf); err != nil {
		return nil, err
	}
	return buf.Bytes(), nil
}

// codesFile makes the file that users read first: the constants.
func codesFile(g *generation, f *spec.File) (string, []byte, error) {
	out := g.goFile(g.options.Packages.Name(f), g.fileHeader(f))
	for _, line := range packageComment(f, g.options.Packages.Name(f), g.book.Taxonomy()) {
		out.PackageComment(line)
	}
	for _, e := range f.Errors {
		// A declaration each, so that go doc shows each by itself.
		//	// OutOfCredits is …
		//	const OutOfCredits apierr.Code = "fashn.OutOfCredits"
		errorComment(f, e).addTo(out.Add)
		out.Const().Id(e.Name.Value).Qual(apierrPath, "Code").Op("=").Lit(string(e.Code))
		out.Line()
	}
	renamedConsts(out, f)
	groupConsts(out, f)
	contextConsts(out, f)
	out.Add(codesFunc(f))
	data, err := render(out)
	return g.options.goPath(g.options.Packages.Name(f), "codes.go"), data, err
}

func packageComment(f *spec.File, pkg string, kinds *spec.Taxonomy) []string {
	var c comment
	c.para(fmt.Sprintf("Package %s has the errors of %s: for each, a constant, its documentation, and the rules that recognize it.", pkg, f.Name.Value))
	c.lines = append(c.lines, "",
		"\terr := "+pkg+".Provider.FromResponse(resp)",
		"\tif errors.Is(err, "+pkg+"."+f.Errors[0].Name.Value+") {",
		"\t\t// "+prose.Text(f.Errors[0].Title.Spans),
		"\t}")
	if f.Facts().InBand() {
		c.para("Some of these errors come with an HTTP status of 2xx. FromResponse looks for them in responses that are JSON.")
	}
	c.list("The errors by kind and family:", kindLines(f, kinds))
	c.list("Its entries were compared with these sources:", sourceLines(f))
	var lines []string
	for _, l := range c.lines {
		lines = append(lines, trimmedComment(l))
	}
	return lines
}

// trimmedComment returns a line as a comment, without space at its end.
func trimmedComment(line string) string { return strings.TrimRight("// "+line, " ") }

// kindLines lists the constants of each kind that a file has, in the order of the
// kinds, so that what calls for the same reaction is found in one place.
func kindLines(f *spec.File, kinds *spec.Taxonomy) []string {
	var lines []string
	for _, k := range kinds.All() {
		var names []string
		for _, e := range f.Errors {
			if e.Doc.Kind == k.Name {
				names = append(names, "["+e.Name.Value+"]")
			}
		}
		if len(names) == 0 {
			continue
		}
		title := k.Name.String()
		if k.Family != "" {
			title += " (" + string(k.Family) + ")"
		}
		lines = append(lines, title+": "+strings.Join(names, ", "))
	}
	return lines
}

func sourceLines(f *spec.File) []string {
	var lines []string
	for _, s := range f.Sources {
		line := s.URL.Value
		if s.Verified.Value != "" {
			line += " (" + s.Verified.Value + ")"
		}
		lines = append(lines, line)
	}
	return lines
}

// errorComment returns the doc comment of a code.
func errorComment(f *spec.File, e *spec.Error) *comment {
	d := e.Doc
	var c comment
	c.para(fmt.Sprintf("%s is %q%s: %s", e.Name.Value, d.Title, looks(d), kindSentence(d)))
	c.para(d.Summary)
	c.list("Causes:", d.Causes)
	c.list("Fixes:", d.Fixes)
	c.list("Check:", d.Checks)
	for i := range d.Variants {
		variantComment(&c, d, &d.Variants[i])
	}
	if d.Deprecated != "" {
		c.para("Deprecated: " + d.Deprecated)
	}
	return &c
}

// looks returns how an error appears on the wire: " (429 OutOfCredits)".
func looks(d *apierr.Doc) string {
	parts := strings.Join(d.Statuses, " or ")
	if codes := strings.Join(d.WireCodes, ", "); codes != "" {
		parts = strings.TrimSpace(parts + " " + codes)
	}
	if parts == "" {
		return ""
	}
	return " (" + parts + ")"
}

// kindSentence says in a few words what to do: "insufficient_credits, retry fix_account."
func kindSentence(d *apierr.Doc) string {
	s := d.Kind.String() + ", retry " + d.Retry.String()
	if d.Billed != apierr.Unstated {
		s += ", billed " + d.Billed.String()
	}
	return s + "."
}

func variantComment(c *comment, d *apierr.Doc, v *errdoc.Variant) {
	var contexts []string
	for _, x := range v.Contexts {
		contexts = append(contexts, strings.Replace(string(x), "=", " ", 1))
	}
	text := fmt.Sprintf("With %s it is %s, retry %s.", strings.Join(contexts, " and "), v.Kind, v.Retry)
	if v.Summary != "" {
		text += " " + v.Summary
	}
	c.para(text)
	c.list("Causes then:", v.Causes)
	c.list("Fixes then:", v.Fixes)
}

// renamedConsts makes the constants for names that errors had before.
//
//	// Deprecated: use TooManyRequests.
//	const OverQuota = TooManyRequests
func renamedConsts(out *jen.File, f *spec.File) {
	for _, e := range f.Errors {
		for _, r := range e.Renamed {
			var c comment
			c.para(fmt.Sprintf("%s is the former name of %s.", r.Name.Value, e.Name.Value))
			c.para("Deprecated: Use " + e.Name.Value + ".")
			c.addTo(out.Add)
			out.Const().Id(r.Name.Value).Op("=").Id(e.Name.Value)
			out.Line()
		}
	}
}

// contextConsts makes the constants for the contexts.
//
//	DeploymentDedicated apierr.Context = "deployment=dedicated"
func contextConsts(out *jen.File, f *spec.File) {
	if len(f.Contexts) == 0 {
		return
	}
	out.Comment("// What a response does not say but the caller may know; see apierr.Provider.In.")
	out.Const().DefsFunc(func(group *jen.Group) {
		for _, c := range f.Contexts {
			for _, v := range c.Value {
				group.Id(spec.ContextName(c.Key.Value, v.Value)).Qual(apierrPath, "Context").Op("=").Lit(string(spec.ContextOf(c.Key.Value, v.Value)))
			}
		}
	})
}

// codesFunc makes Codes.
//
//	func Codes() []apierr.Code {
//		return []apierr.Code{OutOfCredits, …}
//	}
func codesFunc(f *spec.File) jen.Code {
	names := make([]jen.Code, len(f.Errors))
	for i, e := range f.Errors {
		names[i] = jen.Id(e.Name.Value)
	}
	return jen.Comment("// Codes returns every code, in the order of the spec file.").Line().
		Func().Id("Codes").Params().Index().Qual(apierrPath, "Code").Block(
		jen.Return(jen.Index().Qual(apierrPath, "Code").Add(lines(true, names))))
}

// names maps codes to their constants.
func names(f *spec.File) map[apierr.Code]string {
	m := make(map[apierr.Code]string, len(f.Errors))
	for _, e := range f.Errors {
		m[e.Code] = e.Name.Value
	}
	return m
}

// providerFile makes the provider and what it runs on.
//
//	var Provider = apierr.NewProvider(&facts, Classify, Lookup)
//
//	var facts = wire.Provider{ … }
func providerFile(g *generation, f *spec.File) (string, []byte, error) {
	out := g.goFile(g.options.Packages.Name(f), g.fileHeader(f))
	k := newConstants(f)
	p := &printer{constants: k}
	providerVar(out, f)
	out.Line()
	out.Add(newFunc(f))
	out.Line()
	out.Var().Id("facts").Op("=").Add(p.literal(reflect.ValueOf(*f.Facts())))
	out.Line()
	for _, b := range k.blocks {
		b.addTo(out)
	}
	data, err := render(out)
	return g.options.goPath(g.options.Packages.Name(f), "provider.go"), data, err
}

// newFunc makes New.
//
//	func New(code apierr.Code, options ...apierr.Option) *apierr.Error {
//		return Provider.New(code, options...)
//	}
func newFunc(f *spec.File) jen.Code {
	return jen.Commentf("// New returns the error that a code of %s names, with everything that is documented", f.Name.Value).Line().
		Comment("// about it, for tests, fakes and servers; see [apierr.Provider.New].").Line().
		Func().Id("New").Params(jen.Id("code").Qual(apierrPath, "Code"), jen.Id("options").Op("...").Qual(apierrPath, "Option")).Op("*").Qual(apierrPath, "Error").Block(
		jen.Return(jen.Id("Provider").Dot("New").Call(jen.Id("code"), jen.Id("options").Op("..."))))
}

// classifyFile makes the classifier.
func classifyFile(g *generation, f *spec.File) (string, []byte, error) {
	out := g.goFile(g.options.Packages.Name(f), g.fileHeader(f))
	out.Comment("// Classify says which error a response is, by its fields alone. It applies the rules")
	out.Comment("// of the spec file, strongest first. Unlike the methods of [Provider], it does not use")
	out.Comment("// the generic layer, and it returns the zero Verdict if no rule matches.")
	fields := newConstants(f).fields
	for _, part := range classifier(f, fields, g.vocabulary()) {
		out.Add(part)
		out.Line()
	}
	block{"The values of the body that rules and surfaces ask for, by their numbers in the Fields of the wire.", fields}.addTo(out)
	data, err := render(out)
	return g.options.goPath(g.options.Packages.Name(f), "classify.go"), data, err
}

// docsFile makes the documentation as text, and Lookup.
//
//	func Lookup(code apierr.Code) *apierr.Doc { return docs.Lookup(code) }
//
//	var docs = doctext.Table{Prefix: "fashn", Text: `…`}
func docsFile(g *generation, f *spec.File) (string, []byte, error) {
	out := g.goFile(g.options.Packages.Name(f), g.fileHeader(f))
	text, err := doctext.Encode(f.CodePrefix, f.Docs())
	if err != nil {
		return "", nil, err
	}
	out.Comment("// Lookup returns the documentation of a code or former code, or nil if there is")
	out.Comment("// none. The result must not be changed.")
	out.Func().Id("Lookup").Params(jen.Id("code").Qual(apierrPath, "Code")).Op("*").Qual(apierrPath, "Doc").Block(
		jen.Return(jen.Id("docs").Dot("Lookup").Call(jen.Id("code"))))
	out.Line()
	out.Comment("// docs has what the spec file says of each error, as package doctext writes it. A | in")
	out.Comment("// it is a backtick.")
	out.Var().Id("docs").Op("=").Qual(doctextPath, "Table").Values(
		jen.Id("Prefix").Op(":").Lit(f.CodePrefix),
		jen.Id("Text").Op(":").Op("`"+text+"`"))
	data, err := render(out)
	return g.options.goPath(g.options.Packages.Name(f), "docs.go"), data, err
}
