package generator

import (
	"fmt"
	"strings"

	"github.com/dave/jennifer/jen"

	"github.com/errbook/errbook/spec"
	"github.com/errbook/errbook/templates"
)

// catalogFile makes package catalog: every provider, by id, host and code.
func catalogFile(g *generation) (string, []byte, error) {
	out := g.goFile("catalog", g.bookHeader())
	out.PackageComment("// Package catalog has every provider of the book, by id, by host and by code.")
	out.PackageComment("//")
	out.PackageComment("// A program that calls one provider is smaller with that provider's own package.")
	for _, f := range g.book.Files {
		importPackage(out, g.options.Packages.Name(f), g.options.Packages.PathOf(f))
	}
	out.Add(g.providersFunc(), jen.Line())
	out.Add(g.findFunc(), jen.Line())
	out.Add(g.forHostFunc(), jen.Line())
	out.Add(catalogLookupFunc(), jen.Line())
	out.Add(catalogFromResponseFunc(), jen.Line())
	out.Add(catalogFromErrorFunc(), jen.Line())
	out.Add(g.forErrorFunc(), jen.Line())
	data, err := render(out)
	return g.options.goPath("catalog", "catalog.go"), data, err
}

func (g *generation) provider(f *spec.File) jen.Code {
	return g.providerValue(f)
}

// providersFunc makes Providers. It makes the list when it is called, so that
// nothing runs when a program starts.
func (g *generation) providersFunc() jen.Code {
	list := make([]jen.Code, len(g.book.Files))
	for i, f := range g.book.Files {
		list[i] = g.provider(f)
	}
	slice := jen.Index().Op("*").Qual(apierrPath, "Provider")
	return jen.Comment("// Providers returns every provider, sorted by id.").Line().
		Func().Id("Providers").Params().Add(slice).Block(jen.Return(jen.Add(slice).Add(lines(true, list))))
}

// findFunc makes Find.
//
//	switch id {
//	case "llama-cpp", "llamacpp":
//		return llamacpp.Provider
//	}
//	return nil
func (g *generation) findFunc() jen.Code {
	var cases []jen.Code
	for _, f := range g.book.Files {
		labels := []jen.Code{jen.Lit(f.Provider.Value)}
		if f.CodePrefix != f.Provider.Value {
			labels = append(labels, jen.Lit(f.CodePrefix))
		}
		cases = append(cases, jen.Case(labels...).Block(jen.Return(g.provider(f))))
	}
	return jen.Comment("// Find returns the provider with an id, or with the prefix of its codes; nil").Line().
		Comment("// if the book has none.").Line().
		Func().Id("Find").Params(jen.Id("id").String()).Op("*").Qual(apierrPath, "Provider").Block(
		jen.Switch(jen.Id("id")).Block(cases...), jen.Return(jen.Nil()))
}

// forHostFunc makes ForHost: a switch over the hosts, then the patterns.
func (g *generation) forHostFunc() jen.Code {
	var cases, patterns []jen.Code
	for _, f := range g.book.Files {
		var labels []jen.Code
		for _, h := range f.Hosts {
			if strings.Contains(h.Value, "*") {
				patterns = append(patterns, jen.If(hostTest(h.Value)).Block(jen.Return(g.provider(f))))
			} else {
				labels = append(labels, jen.Lit(h.Value))
			}
		}
		if len(labels) > 0 {
			cases = append(cases, jen.Case(labels...).Block(jen.Return(g.provider(f))))
		}
	}
	body := []jen.Code{jen.Id("host").Op("=").Qual(wirePath, "HostName").Call(jen.Id("host"))}
	if len(cases) > 0 {
		body = append(body, jen.Switch(jen.Id("host")).Block(cases...))
	}
	body = append(append(body, patterns...), jen.Return(jen.Nil()))
	return jen.Comment("// ForHost returns the provider that a host belongs to, with or without a port;").Line().
		Comment("// nil if the book has none.").Line().
		Func().Id("ForHost").Params(jen.Id("host").String()).Op("*").Qual(apierrPath, "Provider").Block(body...)
}

// hostTest returns the condition that a host is one of a pattern's.
//
//	len(host) > 31 && strings.HasPrefix(host, "bedrock-runtime.") && strings.HasSuffix(host, ".amazonaws.com")
func hostTest(pattern string) jen.Code {
	before, after, _ := strings.Cut(pattern, "*")
	test := jen.Len(jen.Id("host")).Op(">").Lit(len(before) + len(after))
	if before != "" {
		test.Op("&&").Qual("strings", "HasPrefix").Call(jen.Id("host"), jen.Lit(before))
	}
	return test.Op("&&").Qual("strings", "HasSuffix").Call(jen.Id("host"), jen.Lit(after))
}

// catalogLookupFunc makes Lookup.
func catalogLookupFunc() jen.Code {
	return jen.Comment("// Lookup returns the documentation of a code, or former code, of any provider; nil").Line().
		Comment("// if there is none. The result must not be changed.").Line().
		Func().Id("Lookup").Params(jen.Id("code").Qual(apierrPath, "Code")).Op("*").Qual(apierrPath, "Doc").Block(
		jen.List(jen.Id("pkg"), jen.Id("_"), jen.Id("_")).Op(":=").Qual("strings", "Cut").Call(jen.String().Parens(jen.Id("code")), jen.Lit(".")),
		jen.If(jen.Id("p").Op(":=").Id("Find").Call(jen.Id("pkg")), jen.Id("p").Op("!=").Nil()).Block(
			jen.Return(jen.Id("p").Dot("Lookup").Call(jen.Id("code")))),
		jen.Return(jen.Nil()))
}

// catalogFromResponseFunc makes FromResponse.
func catalogFromResponseFunc() jen.Code {
	return jen.Comment("// FromResponse is [apierr.Provider.FromResponse] of the provider that the").Line().
		Comment("// request's host belongs to, and of [apierr.Generic] for a host that the book").Line().
		Comment("// does not know.").Line().
		Func().Id("FromResponse").Params(jen.Id("resp").Op("*").Qual("net/http", "Response")).Error().Block(
		jen.If(jen.Id("resp").Op("!=").Nil().Op("&&").Id("resp").Dot("Request").Op("!=").Nil().Op("&&").Id("resp").Dot("Request").Dot("URL").Op("!=").Nil()).Block(
			jen.If(jen.Id("p").Op(":=").Id("ForHost").Call(jen.Id("resp").Dot("Request").Dot("URL").Dot("Host")), jen.Id("p").Op("!=").Nil()).Block(
				jen.Return(jen.Id("p").Dot("FromResponse").Call(jen.Id("resp"))))),
		jen.Return(jen.Qual(apierrPath, "Generic").Dot("FromResponse").Call(jen.Id("resp"))))
}

// catalogFromErrorFunc makes FromError.
func catalogFromErrorFunc() jen.Code {
	return jen.Comment("// FromError is [apierr.Provider.FromError] of the provider whose error it is: the one").Line().
		Comment("// that the host of the request belongs to, or else the one whose SDK made it, or else").Line().
		Comment("// [apierr.Generic].").Line().
		Func().Id("FromError").Params(jen.Id("err").Error()).Error().Block(
		jen.Return(jen.Id("forError").Call(jen.Qual(wirePath, "OriginOf").Call(jen.Id("err"))).Dot("FromError").Call(jen.Id("err"))))
}

// forErrorFunc makes forError: the host first, because an SDK can call other hosts
// than its provider's.
//
//	if p := ForHost(o.Host); p != nil {
//		return p
//	}
//	switch {
//	case o.IsFrom("github.com/openai/openai-go"):
//		return openaierr.Provider
//	}
//	return apierr.Generic
func (g *generation) forErrorFunc() jen.Code {
	var cases []jen.Code
	for _, f := range g.book.Files {
		var tests []jen.Code
		for _, sdk := range f.GoSDKs {
			tests = append(tests, jen.Id("o").Dot("IsFrom").Call(jen.Lit(sdk.Value)))
		}
		if len(tests) > 0 {
			cases = append(cases, jen.Case(tests...).Block(jen.Return(g.provider(f))))
		}
	}
	body := []jen.Code{jen.If(jen.Id("p").Op(":=").Id("ForHost").Call(jen.Id("o").Dot("Host")), jen.Id("p").Op("!=").Nil()).Block(jen.Return(jen.Id("p")))}
	if len(cases) > 0 {
		body = append(body, jen.Switch().Block(cases...))
	}
	body = append(body, jen.Return(jen.Qual(apierrPath, "Generic")))
	return jen.Comment("// forError returns the provider that an error comes from.").Line().
		Func().Id("forError").Params(jen.Id("o").Qual(wirePath, "Origin")).Op("*").Qual(apierrPath, "Provider").Block(body...)
}

// catalogTestFile makes the test of package catalog.
func catalogTestFile(g *generation) (string, []byte, error) {
	out := g.testFile("catalog", g.bookHeader())
	pkg := g.options.importPath("catalog")
	testFunc(out, "TestCatalog", "looks up every provider by id and by host, and every code.",
		"Catalog", jen.Qual(pkg, "Providers").Call(), jen.Qual(pkg, "Find"), jen.Qual(pkg, "ForHost"), jen.Qual(pkg, "Lookup"), jen.Lit("testdata/codes.txt"))
	if g.options.testsCatalogPages() {
		for _, page := range []struct{ test, file, outline string }{
			{"TestIndexPage", g.options.FrontMatter.File(templates.IndexName), "testdata/index.txt"},
			{"TestKindsPage", templates.KindsName + ".md", "testdata/kinds.txt"},
		} {
			testFunc(out, page.test, "compares the Markdown page with its golden file.",
				"Golden", jen.Lit(g.pageFrom("catalog", page.file)), jen.Lit(page.outline))
		}
	}
	data, err := render(out)
	return g.options.goPath("catalog", "golden_test.go"), data, err
}

// codesGoldenFile lists every code and old name of the book with its title.
func codesGoldenFile(g *generation) (string, []byte, error) {
	var b strings.Builder
	fmt.Fprintf(&b, "# %s\n", g.bookHeader())
	for _, f := range g.book.Files {
		for _, e := range f.Errors {
			fmt.Fprintf(&b, "%s %s\n", e.Code, e.Doc.Title)
			for _, r := range e.Renamed {
				fmt.Fprintf(&b, "%s %s\n", f.CodeOf(r.Name.Value), e.Doc.Title)
			}
		}
	}
	return g.options.goPath("catalog", "testdata/codes.txt"), []byte(b.String()), nil
}
