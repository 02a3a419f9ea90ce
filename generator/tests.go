package generator

import (
	"path"
	stdfilepath "path/filepath"

	"github.com/dave/jennifer/jen"

	"github.com/errbook/errbook/apierr"
	"github.com/errbook/errbook/apierr/apierrtest/golden"
	"github.com/errbook/errbook/spec"
	"github.com/errbook/errbook/templates"
)

const testPath = "github.com/errbook/errbook/apierr/apierrtest"

// goldenTestFile makes the test of a provider's package. It is external and
// needs nothing but errbook and go-cmp.
//
//	func TestSamples(t *testing.T) {
//		apierrtest.Samples(t, fashn.Provider, "testdata/samples.json")
//	}
func goldenTestFile(g *generation, f *spec.File) (string, []byte, error) {
	out := g.testFile(g.options.Packages.Name(f), g.fileHeader(f))
	pkg := g.options.Packages.PathOf(f)
	of := func(name string) jen.Code { return jen.Qual(pkg, name) }
	testFunc(out, "TestSamples", "shows that every sample is classified as its own entry, and no near miss is.",
		"Samples", g.providerValue(f), jen.Lit("testdata/samples.json"))
	testFunc(out, "TestDocs", "compares the documentation of every code with its golden file.",
		"Docs", jen.Add(of("Codes")).Call(), of("Lookup"), jen.Lit("testdata/docs.json"))
	filesTest(out, "spec file")
	testFunc(out, "TestServed", "shows that every error that is served is read back as itself.",
		"Served", g.providerValue(f), jen.Add(of("Codes")).Call(), jen.Qual(g.options.Packages.doubleOf(f), "Response"))
	if g.options.testsPages() {
		g.pageTest(out, f)
	}
	if isOwn(f) {
		g.writtenTest(out, f)
	}
	data, err := render(out)
	return g.options.goPath(g.options.Packages.Name(f), "golden_test.go"), data, err
}

// pageTest adds the test of a provider's page, and of those of its errors.
//
//	func TestPage(t *testing.T) {
//		apierrtest.Page(t, fashnerr.Codes(), fashnerr.Lookup, "../../docs/fashn.md", "testdata/page.txt")
//	}
func (g *generation) pageTest(out *jen.File, f *spec.File) {
	name, does, call := "TestPage", "compares the Markdown page with the documentation, and with its golden file.", "Page"
	if g.options.ErrorPages {
		name, does, call = "TestPages", "compares the Markdown pages of the provider and of each error with the documentation, and with their golden files.", "Pages"
	}
	pkg := g.options.Packages.PathOf(f)
	testFunc(out, name, does, call, jen.Qual(pkg, "Codes").Call(), jen.Qual(pkg, "Lookup"),
		jen.Lit(g.pageFrom(g.options.Packages.Name(f), g.pageName(f))), jen.Lit("testdata/page.txt"))
}

// testFile begins an external test file of a generated package.
func (g *generation) testFile(pkg, header string) *jen.File {
	out := jen.NewFilePathName(g.options.importPath(pkg)+"_test", pkg+"_test")
	out.HeaderComment("// " + header)
	out.ImportName(testPath, "apierrtest")
	out.ImportName(apierrPath, "apierr")
	importPackage(out, pkg, g.options.importPath(pkg))
	return out
}

// testFunc adds a test that calls a function of apierrtest.
func testFunc(out *jen.File, name, does, call string, args ...jen.Code) {
	out.Comment("// " + name + " " + does)
	out.Func().Id(name).Params(jen.Id("t").Op("*").Qual("testing", "T")).Block(
		jen.Qual(testPath, call).Call(append([]jen.Code{jen.Id("t")}, args...)...))
	out.Line()
}

// filesTest adds the test of the sums of a package, and of the file that it comes from.
func filesTest(out *jen.File, source string) {
	testFunc(out, "TestFiles", "shows that neither the code, with its comments, nor the "+source+" was changed without the other.",
		"Files", jen.Lit("testdata/sums.txt"))
}

// pageFrom returns the path of a page as a test in a generated package opens it.
func (g *generation) pageFrom(pkg, page string) string {
	rel, err := stdfilepath.Rel(filepath(path.Join(g.options.Go, pkg)), filepath(path.Join(g.options.Docs, page)))
	if err != nil { // both are relative to one root
		return path.Join(g.options.Docs, page)
	}
	return stdfilepath.ToSlash(rel)
}

// pageName returns the file name of a provider's page.
func (g *generation) pageName(f *spec.File) string {
	return g.options.FrontMatter.File(templates.ProviderPageName(f.Provider.Value, g.options.ErrorPages))
}

// samplesFile makes the samples of a provider.
func samplesFile(g *generation, f *spec.File) (string, []byte, error) {
	out := golden.Samples{Generated: g.fileHeader(f), Samples: []golden.Sample{}}
	for _, e := range f.Errors {
		for i := range e.Samples {
			out.Samples = append(out.Samples, newSample(f, e, &e.Samples[i]))
		}
		for i := range e.Variants {
			for j := range e.Variants[i].Samples {
				out.Samples = append(out.Samples, newSample(f, e, e.Variants[i].Sample(j)))
			}
		}
		for i := range e.NearMisses {
			out.Samples = append(out.Samples, newNearMiss(f, e, &e.NearMisses[i]))
		}
	}
	data, err := golden.Encode(&out)
	return g.options.goPath(g.options.Packages.Name(f), "testdata/samples.json"), data, err
}

func newSample(f *spec.File, e *spec.Error, s *spec.Sample) golden.Sample {
	r := s.Response(f)
	out := golden.Sample{
		Code: e.Code, Kind: e.Doc.In(s.Contexts()...).Kind,
		Status: r.Status, Body: string(r.Body), Event: r.Event, Close: r.Close, Surface: r.Surface, Stream: r.Stream,
		Contexts: s.Contexts(),
	}
	for _, h := range s.Headers {
		if out.Headers == nil {
			out.Headers = map[string]string{}
		}
		out.Headers[h.Key.Value] = h.Value.Value
	}
	return out
}

func newNearMiss(f *spec.File, e *spec.Error, s *spec.Sample) golden.Sample {
	out := newSample(f, e, s)
	out.NearMiss, out.Kind = true, apierr.Unknown
	if is := s.Is.Value; is != "" {
		out.Is = f.CodeOf(is)
	}
	return out
}

// docsGoldenFile makes the documentation as the test expects it.
func docsGoldenFile(g *generation, f *spec.File) (string, []byte, error) {
	data, err := golden.Encode(&golden.Docs{Generated: g.fileHeader(f), Docs: f.Docs()})
	return g.options.goPath(g.options.Packages.Name(f), "testdata/docs.json"), data, err
}
