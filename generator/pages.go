package generator

import (
	"path"
	"slices"

	"github.com/errbook/errbook/apierr"
	"github.com/errbook/errbook/apierr/apierrtest/golden"
	"github.com/errbook/errbook/spec"
	"github.com/errbook/errbook/templates"
)

// A page is a struct of package templates that can print itself.
type page interface{ Markdown() ([]byte, error) }

// page returns the Markdown of a page; it is made when it is first asked for.
func (g *generation) page(name string, fill func() page) ([]byte, error) {
	if data, ok := g.pages[name]; ok {
		return data, nil
	}
	data, err := fill().Markdown()
	if err == nil {
		g.pages[name] = data
	}
	return data, err
}

func (g *generation) providerPage(f *spec.File) ([]byte, error) {
	return g.page(g.pageName(f), func() page {
		p := newProviderPage(f, g.options.Packages.Name(f), g.fileHeader(f))
		p.FrontMatter, p.ErrorPages = g.options.FrontMatter, g.options.ErrorPages
		return p
	})
}

// errorPage returns the page of one error of a provider.
func (g *generation) errorPage(f *spec.File, e *spec.Error) ([]byte, error) {
	return g.page(errorPageName(f, e), func() page {
		return &templates.ErrorPage{
			Error: newSection(f, e, titleCounts(f)), Header: g.fileHeader(f),
			ID: f.Provider.Value, Provider: f.Name.Value, FrontMatter: g.options.FrontMatter,
		}
	})
}

func (g *generation) indexPage() ([]byte, error) {
	return g.page(templates.IndexName, func() page {
		p := newIndexPage(g.book, g.bookHeader())
		p.FrontMatter, p.ErrorPages = g.options.FrontMatter, g.options.ErrorPages
		return p
	})
}

func (g *generation) kindsPage() ([]byte, error) {
	return g.page(templates.KindsName, func() page {
		p := newKindsPage(g.book, g.bookHeader())
		p.FrontMatter, p.ErrorPages = g.options.FrontMatter, g.options.ErrorPages
		return p
	})
}

// providerPageFile makes the Markdown page of a provider.
func providerPageFile(g *generation, f *spec.File) (string, []byte, error) {
	data, err := g.providerPage(f)
	return path.Join(g.options.Docs, g.pageName(f)), data, err
}

// errorPageFile makes the Markdown page of an error.
func errorPageFile(g *generation, f *spec.File, e *spec.Error) (string, []byte, error) {
	data, err := g.errorPage(f, e)
	return path.Join(g.options.Docs, errorPageName(f, e)), data, err
}

// errorPageName returns the file name of an error's page.
func errorPageName(f *spec.File, e *spec.Error) string {
	return templates.ErrorPageName(f.Provider.Value, e.Slug.Value) + ".md"
}

// indexPageFile makes the Markdown page that lists the providers.
func indexPageFile(g *generation) (string, []byte, error) {
	data, err := g.indexPage()
	return path.Join(g.options.Docs, g.options.FrontMatter.File(templates.IndexName)), data, err
}

// kindsPageFile makes the Markdown page that explains the kinds.
func kindsPageFile(g *generation) (string, []byte, error) {
	data, err := g.kindsPage()
	return path.Join(g.options.Docs, templates.KindsName+".md"), data, err
}

// pageGoldenFile makes the outline of a provider's page as its test expects it, and
// those of the pages of its errors.
func pageGoldenFile(g *generation, f *spec.File) (string, []byte, error) {
	name := g.options.goPath(g.options.Packages.Name(f), "testdata/page.txt")
	data, err := g.providerPage(f)
	if !g.options.ErrorPages || err != nil {
		return name, golden.Outline(data), err
	}
	var others []golden.Page
	for _, e := range f.Errors {
		page, err := g.errorPage(f, e)
		if err != nil {
			return name, nil, err
		}
		others = append(others, golden.Page{Name: e.Slug.Value + ".md", Data: page})
	}
	return name, golden.Outlines(data, others), nil
}

// indexGoldenFile makes the outline of the index as the catalog's test expects it.
func indexGoldenFile(g *generation) (string, []byte, error) {
	data, err := g.indexPage()
	return g.options.goPath("catalog", "testdata/index.txt"), golden.Outline(data), err
}

// kindsGoldenFile makes the outline of the page of kinds as the catalog's test
// expects it.
func kindsGoldenFile(g *generation) (string, []byte, error) {
	data, err := g.kindsPage()
	return g.options.goPath("catalog", "testdata/kinds.txt"), golden.Outline(data), err
}

func newProviderPage(f *spec.File, pkg, header string) *templates.ProviderPage {
	r := f.Facts()
	p := &templates.ProviderPage{
		Header:  header,
		ID:      r.ID,
		Name:    r.Name,
		Package: pkg,
		Links:   r.Links,
		Tips:    r.Tips,
		Support: r.Support,
		Texts:   f.Texts(),
		Own:     f.Own.Value,
	}
	titles := titleCounts(f)
	for _, e := range f.Errors {
		p.Errors = append(p.Errors, newSection(f, e, titles))
	}
	p.Groups = groups(f, p.Errors)
	for i := range f.Guides {
		p.Guides = append(p.Guides, newGuide(f, &f.Guides[i]))
	}
	for _, l := range f.Limits {
		p.Limits = append(p.Limits, templates.Limit{Header: l.Header.Value, Means: l.Means.Value, Format: l.Format.Value})
	}
	for i := range f.Sources {
		p.Sources = append(p.Sources, f.Sources[i].Doc())
	}
	return p
}

func newSection(f *spec.File, e *spec.Error, titles map[string]int) *templates.Error {
	section := ErrorSection(f, e.Doc)
	section.Shared, section.Slug = titles[e.Doc.Title] > 1, e.Slug.Value
	return section
}

func titleCounts(f *spec.File) map[string]int {
	counts := make(map[string]int, len(f.Errors))
	for _, e := range f.Errors {
		counts[e.Doc.Title]++
	}
	return counts
}

// groups sorts a page's errors by surface and by the groups of the file.
func groups(f *spec.File, errors []*templates.Error) []templates.Group {
	of := make(map[*spec.Error]*templates.Error, len(errors))
	for i, e := range f.Errors {
		of[e] = errors[i]
	}
	var list []templates.Group
	for _, s := range f.Sections() {
		group := templates.Group{Surface: s.Surface, Title: s.Group.Spans}
		if surface, ok := f.Surfaces.Get(s.Surface); ok && (len(list) == 0 || list[len(list)-1].Surface != s.Surface) {
			group.Summary = surface.Summary.Spans
		}
		for _, e := range s.Errors {
			group.Errors = append(group.Errors, of[e])
		}
		list = append(list, group)
	}
	return list
}

// ErrorSection returns what the page of a file says of one of its errors.
func ErrorSection(f *spec.File, d *apierr.Doc) *templates.Error {
	return &templates.Error{Doc: d, Texts: f.Texts(), Known: f.FactsOf(d)}
}

func contextNames(contexts []apierr.Context) []string {
	names := make([]string, len(contexts))
	for i, c := range contexts {
		names[i] = string(c)
	}
	return names
}

func newGuide(f *spec.File, g *spec.Guide) templates.Guide {
	out := templates.Guide{Guide: g.Doc}
	for _, name := range g.Names() {
		out.Errors = append(out.Errors, string(f.CodeOf(name)))
	}
	return out
}

func newIndexPage(book *spec.Book, header string) *templates.IndexPage {
	newest := newestDate(book.Files)
	p := &templates.IndexPage{
		Header: header, Own: book.IsOwn(), Neutral: book.IsNeutral(), Code: "fashn.OutOfCredits",
		Kinds: len(book.ToldTaxonomy().All()), Total: templates.Coverage{Newest: newest},
	}
	if p.Neutral {
		p.Code = string(book.Files[0].Errors[0].Code)
	}
	for _, f := range book.Files {
		c := coverageOf(f, newest)
		p.Total.Add(c)
		p.Providers = append(p.Providers, templates.IndexProvider{ID: f.Provider.Value, Name: f.Name.Value, Kinds: len(kindsOf(f)), Coverage: c})
	}
	return p
}

// kindsOf returns a provider's errors by what they mean. An error with
// variants means something in each of their contexts, too.
func kindsOf(f *spec.File) map[apierr.Kind][]templates.KindError {
	kinds := map[apierr.Kind][]templates.KindError{}
	for _, e := range f.Errors {
		d := e.Doc
		kinds[d.Kind] = append(kinds[d.Kind], templates.KindError{Code: string(e.Code), Slug: e.Slug.Value, Statuses: d.Statuses})
		for _, v := range d.Variants {
			if v.Kind != d.Kind {
				kinds[v.Kind] = append(kinds[v.Kind], templates.KindError{Code: string(e.Code), Slug: e.Slug.Value, Statuses: d.Statuses, Contexts: contextNames(v.Contexts)})
			}
		}
	}
	return kinds
}

func newKindsPage(book *spec.Book, header string) *templates.KindsPage {
	byFile := make([]map[apierr.Kind][]templates.KindError, len(book.Files))
	for i, f := range book.Files {
		byFile[i] = kindsOf(f)
	}
	p := &templates.KindsPage{Header: header, Own: book.IsOwn(), Neutral: book.IsNeutral()}
	for _, k := range book.ToldTaxonomy().All() {
		if p.Neutral && !slices.ContainsFunc(byFile, func(kinds map[apierr.Kind][]templates.KindError) bool { return len(kinds[k.Name]) > 0 }) {
			continue // nothing of what other APIs mean
		}
		name := string(k.Family)
		if n := len(p.Families); n == 0 || p.Families[n-1].Name != name {
			p.Families = append(p.Families, templates.Family{Name: name})
		}
		kind := templates.Kind{Doc: k.Doc(), Meaning: k.Meaning, Who: k.Actor.String()}
		if p.Own && k.Actor == apierr.ActorProvider {
			kind.Who = "the team that runs the API"
		}
		for i, f := range book.Files {
			if list := byFile[i][k.Name]; len(list) > 0 {
				kind.Providers = append(kind.Providers, templates.KindProvider{ID: f.Provider.Value, Name: f.Name.Value, Errors: list})
			}
		}
		family := &p.Families[len(p.Families)-1]
		family.Kinds = append(family.Kinds, kind)
	}
	return p
}
