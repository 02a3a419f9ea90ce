package generator

import (
	"bytes"
	"encoding/json"
	"path"
	stdfilepath "path/filepath"

	"github.com/dave/jennifer/jen"

	"github.com/errbook/errbook/apierr"
	"github.com/errbook/errbook/spec"
)

const testPath = "github.com/errbook/errbook/apierr/apierrtest"

// goldenTestFile makes the test of a provider's package. It is external and
// needs nothing but errbook and go-cmp.
//
//	func TestSamples(t *testing.T) {
//		apierrtest.Samples(t, fashn.Provider, "testdata/samples.json")
//	}
func goldenTestFile(g *generation, f *spec.File) (string, []byte, error) {
	out := g.testFile(f.Package, g.fileHeader(f))
	pkg := g.options.importPath(f.Package)
	of := func(name string) jen.Code { return jen.Qual(pkg, name) }
	testFunc(out, "TestSamples", "shows that every sample comes back as its own entry, and no near miss does.",
		"Samples", of("Provider"), jen.Lit("testdata/samples.json"))
	testFunc(out, "TestDocs", "holds the documentation of every code against its golden.",
		"Docs", jen.Add(of("Codes")).Call(), of("Lookup"), jen.Lit("testdata/docs.json"))
	if g.options.testsPages() {
		testFunc(out, "TestPage", "holds the Markdown page against the documentation, and against its golden.",
			"Page", jen.Add(of("Codes")).Call(), of("Lookup"), jen.Lit(g.pageFrom(f.Package, pageName(f))), jen.Lit("testdata/page.txt"))
	}
	data, err := render(out)
	return g.options.goPath(f.Package, "golden_test.go"), data, err
}

// testFile begins an external test file of a generated package.
func (g *generation) testFile(pkg, header string) *jen.File {
	out := jen.NewFilePathName(g.options.importPath(pkg)+"_test", pkg+"_test")
	out.HeaderComment("// " + header)
	out.ImportName(testPath, "apierrtest")
	out.ImportName(g.options.importPath(pkg), pkg)
	return out
}

// testFunc adds a test that calls a function of apierrtest.
func testFunc(out *jen.File, name, does, call string, args ...jen.Code) {
	out.Comment("// " + name + " " + does)
	out.Func().Id(name).Params(jen.Id("t").Op("*").Qual("testing", "T")).Block(
		jen.Qual(testPath, call).Call(append([]jen.Code{jen.Id("t")}, args...)...))
	out.Line()
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
func pageName(f *spec.File) string { return f.Provider.Value + ".md" }

// A sample is one line of a samples file; apierrtest reads it.
type sample struct {
	Code     apierr.Code       `json:"code"`
	NearMiss bool              `json:"near_miss,omitempty"`
	Is       apierr.Code       `json:"is,omitempty"`
	Kind     *apierr.Kind      `json:"kind,omitempty"`
	Status   int               `json:"status,omitempty"`
	Headers  map[string]string `json:"headers,omitempty"`
	Body     string            `json:"body"`
	Event    string            `json:"event,omitempty"`
	Close    int               `json:"close,omitempty"`
	Surface  string            `json:"surface,omitempty"`
	Stream   bool              `json:"stream,omitempty"`
	Contexts []apierr.Context  `json:"contexts,omitempty"`
}

// samplesFile makes the samples of a provider.
func samplesFile(g *generation, f *spec.File) (string, []byte, error) {
	type file struct {
		Generated string   `json:"generated"`
		Samples   []sample `json:"samples"`
	}
	out := file{Generated: g.fileHeader(f), Samples: []sample{}}
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
			s := newSample(f, e, &e.NearMisses[i])
			s.NearMiss, s.Kind = true, nil
			if is := e.NearMisses[i].Is.Value; is != "" {
				s.Is = f.CodeOf(is)
			}
			out.Samples = append(out.Samples, s)
		}
	}
	data, err := toJSON(out)
	return g.options.goPath(f.Package, "testdata/samples.json"), data, err
}

func newSample(f *spec.File, e *spec.Error, s *spec.Sample) sample {
	r := s.Response(f)
	kind := e.Doc.In(s.Contexts()...).Kind
	out := sample{
		Code: e.Code, Kind: &kind,
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

// docsGoldenFile makes the documentation as the test expects it.
func docsGoldenFile(g *generation, f *spec.File) (string, []byte, error) {
	data, err := toJSON(struct {
		Generated string        `json:"generated"`
		Docs      []*apierr.Doc `json:"docs"`
	}{g.fileHeader(f), f.Docs()})
	return g.options.goPath(f.Package, "testdata/docs.json"), data, err
}

// toJSON prints v for people: indented, and with <, > and & as they are.
func toJSON(v any) ([]byte, error) {
	var buf bytes.Buffer
	enc := json.NewEncoder(&buf)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	err := enc.Encode(v)
	return buf.Bytes(), err
}
