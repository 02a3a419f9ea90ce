package generator

import (
	"path"
	"slices"

	"github.com/errbook/errbook/spec"
	"github.com/errbook/errbook/spec/ledger"
	"github.com/errbook/errbook/templates"
)

// An output is one kind of generated file.
type output struct {
	name string // for newcomers: what the file is called
	what string // and what is in it
	// wanted reports whether the options ask for it.
	wanted func(o *Options) bool
	// has reports whether a book has what it is about; nil for every book.
	has func(b *spec.Book) bool
	// of reports whether a file has what it is about; nil for every file.
	of func(f *spec.File) bool
	// bare says that there are no sentences of the spec file in it, so that it stays as it
	// is when only they change: see Remake.
	bare bool
	// forFile makes the file of one provider, forBook that of the whole book.
	forFile func(g *generation, f *spec.File) (string, []byte, error)
	forBook func(g *generation) (string, []byte, error)
	// forError makes the file of one error.
	forError func(g *generation, f *spec.File, e *spec.Error) (string, []byte, error)
}

// outputs lists everything that is generated, in the order in which a reader
// would want to look at it.
var outputs = []output{
	{name: "<provider>/codes.go", what: "the codes as constants, with their doc comments", wanted: (*Options).wantsGo, forFile: codesFile},
	{name: "<provider>/provider.go", what: "the provider: where its errors have their parts", wanted: (*Options).wantsGo, forFile: providerFile},
	{name: "<provider>/classify.go", what: "the rules as switches", wanted: (*Options).wantsGo, forFile: classifyFile},
	{name: "<provider>/docs.go", what: "the documentation as text, and Lookup", wanted: (*Options).wantsGo, forFile: docsFile},
	{name: "<provider>/errors.go", what: "for an own API: a constructor of each error, and readers of details", wanted: (*Options).wantsGo, of: isOwn, forFile: errorsFile},
	{name: "<provider>/sending.go", what: "for an own API: what its errors look like when they are sent", wanted: (*Options).wantsGo, of: isOwn, forFile: sendingFile},
	{name: "<provider>/golden_test.go", what: "tests: samples, documentation, page", wanted: (*Options).wantsGo, forFile: goldenTestFile},
	{name: "<provider>/example_test.go", what: "an Example of each error: what the site's page shows, and what it prints", wanted: (*Options).wantsGo, forFile: exampleFile},
	{name: "<provider>/<provider>test/server.go", what: "a server that fails as the provider does, for tests of programs that call it", wanted: (*Options).wantsGo, forFile: doubleFile},
	{name: "<provider>/testdata/samples.json", what: "samples and near misses", wanted: (*Options).wantsGo, forFile: samplesFile},
	{name: "<provider>/testdata/docs.json", what: "the documentation as the test expects it", wanted: (*Options).wantsGo, forFile: docsGoldenFile},
	{name: "<provider>/testdata/page.txt", what: "the Markdown page as the test expects it", wanted: (*Options).testsPages, forFile: pageGoldenFile},
	{name: "<provider>/testdata/sums.txt", what: "hashes of the Go files and the spec file, so that a test notices a change of only one", wanted: (*Options).wantsGo, forFile: sumsFile},

	{name: "kinds/kinds.go", what: "the book's own kinds and families as constants", wanted: (*Options).wantsGo, has: hasOwnKinds, forBook: ownKindsFile},
	{name: "kinds/golden_test.go", what: "the test of them", wanted: (*Options).wantsGo, has: hasOwnKinds, forBook: ownKindsTestFile},
	{name: "kinds/testdata/sums.txt", what: "hashes of that and of the file of kinds, likewise", wanted: (*Options).wantsGo, has: hasOwnKinds, forBook: ownKindsSumsFile},

	{name: "catalog/catalog.go", what: "every provider in one package", wanted: (*Options).wantsCatalog, forBook: catalogFile},
	{name: "catalog/golden_test.go", what: "tests: look-ups, hosts, pages", wanted: (*Options).wantsCatalog, forBook: catalogTestFile},
	{name: "catalog/testdata/codes.txt", what: "every code as the test expects it", wanted: (*Options).wantsCatalog, forBook: codesGoldenFile},
	{name: "catalog/testdata/index.txt", what: "the index page as the test expects it", wanted: (*Options).testsCatalogPages, forBook: indexGoldenFile},
	{name: "catalog/testdata/kinds.txt", what: "the page of kinds as the test expects it", wanted: (*Options).testsCatalogPages, forBook: kindsGoldenFile},

	{name: "docs/<provider>.md", what: "a page for each provider (with docs_pages: error, <provider>/index.md)", wanted: (*Options).wantsDocs, forFile: providerPageFile},
	{name: "docs/<provider>/<error>.md", what: "with docs_pages: error, a page for each error", wanted: (*Options).wantsErrorPages, forError: errorPageFile},
	{name: "docs/index.md", what: "the providers (for Hugo, _index.md)", wanted: (*Options).wantsDocs, forBook: indexPageFile},
	{name: "docs/kinds.md", what: "the kinds, with all providers' codes side by side", wanted: (*Options).wantsDocs, forBook: kindsPageFile},

	{name: "npm/providers/<provider>.js", what: "for JavaScript: the rules of a provider, and its codes as constants", wanted: (*Options).wantsJS, bare: true, forFile: npmProviderFile},
	{name: "npm/providers/<provider>.d.ts", what: "the types of that", wanted: (*Options).wantsJS, forFile: npmProviderTypesFile},
	{name: "npm/docs/<provider>.js", what: "for JavaScript: the documentation of a provider, and explain", wanted: (*Options).wantsJS, forFile: npmDocsFile},
	{name: "npm/docs/<provider>.d.ts", what: "the types of that", wanted: (*Options).wantsJS, forFile: npmDocsTypesFile},
	{name: "npm/index.js", what: "for JavaScript: classify and fromError", wanted: (*Options).wantsJS, forBook: npmIndexFile},
	{name: "npm/index.d.ts", what: "the types of that", wanted: (*Options).wantsJS, forBook: npmTypesFile},
	{name: "npm/layer.js", what: "for JavaScript: what many APIs share", wanted: (*Options).wantsJS, forBook: npmLayerFile},
	{name: "npm/explain.js", what: "for JavaScript: what the documentations share", wanted: (*Options).wantsJS, forBook: npmExplainFile},
	{name: "npm/catalog.js", what: "for JavaScript: every provider in one module", wanted: (*Options).wantsJS, forBook: npmCatalogFile},
	{name: "npm/catalog.d.ts", what: "the types of that", wanted: (*Options).wantsJS, forBook: npmCatalogTypesFile},
	{name: "npm/package.json", what: "what npm asks for", wanted: (*Options).wantsJS, forBook: npmPackageFile},
	{name: "npm/README.md", what: "how to use the npm package", wanted: (*Options).wantsJS, forBook: npmReadmeFile},

	{name: "openapi/<provider>.openapi.json", what: "for an own API: its errors as components of an OpenAPI document", wanted: (*Options).wantsOpenAPI, of: isOwn, forFile: openAPIFile},

	{name: "ledger.yaml", what: "every code that was ever published", wanted: (*Options).wantsLedger, forBook: ledgerFile},

	{name: "catalog.json", what: "everything, for other languages and tools", wanted: (*Options).wantsJSON, forBook: catalogJSONFile},
}

// isWanted reports whether the options ask for it, and the book has what it is about.
func (o *output) isWanted(g *generation) bool {
	return o.wanted(&g.options) && (o.has == nil || o.has(g.book))
}

// Options say where things go. Directories and files are relative to the root that
// a plan is written to, with slashes; an empty one is not generated.
type Options struct {
	Spec     string // the directory of the spec files, as generated headers name it
	Go       string // the directory of the Go packages
	Packages Packages
	Docs     string // the directory of the Markdown pages
	JSON     string // the file with everything
	JS       string // the directory of the npm package
	OpenAPI  string // the directory of the OpenAPI documents
	NPM      NPM
	Settings spec.Settings // with which the book was loaded
	Catalog  bool          // whether to generate package catalog
	Ledger   string        // the file with what was ever published
	// Published is what that file says now; nil for nothing.
	Published *ledger.Ledger
	// Kept is where the project generates to, sorted, which the ledger remembers: Go, Docs,
	// JSON, JS and OpenAPI, unless a run has other ones for once.
	Kept []string
	// ErrorPages asks for a page of each error instead of its section on the page of its
	// provider.
	ErrorPages bool
	// FrontMatter is the site generator that the pages are for, none by default.
	FrontMatter templates.FrontMatter
	// SameModule says that the docs lie in the module of the Go packages, so
	// that a test can read them; SpecInModule says so of the spec files.
	SameModule   bool
	SpecInModule bool
}

func (o *Options) wantsGo() bool           { return o.Go != "" }
func (o *Options) wantsCatalog() bool      { return o.wantsGo() && o.Catalog }
func (o *Options) wantsDocs() bool         { return o.Docs != "" }
func (o *Options) wantsErrorPages() bool   { return o.wantsDocs() && o.ErrorPages }
func (o *Options) wantsJSON() bool         { return o.JSON != "" }
func (o *Options) wantsOpenAPI() bool      { return o.OpenAPI != "" }
func (o *Options) wantsLedger() bool       { return o.Ledger != "" }
func (o *Options) testsPages() bool        { return o.wantsGo() && o.wantsDocs() && o.SameModule }
func (o *Options) testsCatalogPages() bool { return o.Catalog && o.testsPages() }

// Separable reports whether the files of a provider say nothing of the rest of the book.
// Otherwise the tests of the first one hold the pages of the book; see sumsFile.
func (o *Options) Separable() bool { return o.Catalog || !o.testsPages() }

// DefaultSuffix is what the names of packages end in unless a project says
// otherwise, so that a program can import fashnerr beside an SDK's package fashn.
const DefaultSuffix = "err"

// Packages say how the generated packages are imported.
type Packages struct {
	Path   string // the import path of their directory, "" where it is not known
	Suffix string // what the name of each ends in: "err" makes fashnerr of fashn
}

// Name returns the name of a provider's package.
func (p Packages) Name(f *spec.File) string { return f.CodePrefix + p.Suffix }

// PathOf returns the import path of a provider's package.
func (p Packages) PathOf(f *spec.File) string { return path.Join(p.Path, p.Name(f)) }

// doubleOf returns the import path of the package that serves a provider's errors in
// tests.
func (p Packages) doubleOf(f *spec.File) string { return p.PathOf(f) + "/" + p.Name(f) + "test" }

// goPath returns where a file of a Go package goes.
func (o *Options) goPath(pkg, name string) string { return path.Join(o.Go, pkg, name) }

// importPath returns the import path of a generated package.
func (o *Options) importPath(pkg string) string { return path.Join(o.Packages.Path, pkg) }

// ledgerFile makes the ledger.
func ledgerFile(g *generation) (string, []byte, error) {
	l := g.options.Published.With(g.book).WithOutputs(g.options.Kept)
	return g.options.Ledger, l.Encode(g.bookHeader()), nil
}

// former lists where the last run generated to and the project no longer does:
// directories and files, of which only those are ours that have our header.
func (o *Options) former() []string {
	return slices.DeleteFunc(o.Published.Former(o.Kept), func(name string) bool {
		return path.Clean(name) != name || name == "." || !filepathIsLocal(name)
	})
}

// Folders lists the directories that are searched for files that are no longer
// wanted. That of the JSON catalog is none of them: it may be anybody's.
func (o *Options) Folders() []string {
	var dirs []string
	for _, dir := range []string{o.Go, o.Docs, o.JS, o.OpenAPI} {
		if dir != "" {
			dirs = append(dirs, path.Clean(dir))
		}
	}
	return dirs
}
