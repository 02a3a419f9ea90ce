package generator

import (
	"path"
	"slices"
	"strings"

	"github.com/errbook/errbook/apierr"
	"github.com/errbook/errbook/apierr/apierrtest/golden"
	"github.com/errbook/errbook/spec"
	"github.com/errbook/errbook/spec/prose"
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
	return g.page(pageName(f), func() page {
		p := newProviderPage(f, g.options.Packages.Name(f), g.fileHeader(f))
		p.FrontMatter = g.options.FrontMatter
		return p
	})
}

func (g *generation) indexPage() ([]byte, error) {
	return g.page(templates.IndexName, func() page {
		p := newIndexPage(g.book.Files, g.bookHeader())
		p.FrontMatter = g.options.FrontMatter
		return p
	})
}

func (g *generation) kindsPage() ([]byte, error) {
	return g.page(templates.KindsName, func() page {
		p := newKindsPage(g.book.Files, g.bookHeader())
		p.FrontMatter = g.options.FrontMatter
		return p
	})
}

// providerPageFile makes the Markdown page of a provider.
func providerPageFile(g *generation, f *spec.File) (string, []byte, error) {
	data, err := g.providerPage(f)
	return path.Join(g.options.Docs, pageName(f)), data, err
}

// indexPageFile makes the Markdown page that lists the providers.
func indexPageFile(g *generation) (string, []byte, error) {
	data, err := g.indexPage()
	return path.Join(g.options.Docs, g.options.FrontMatter.IndexFile()), data, err
}

// kindsPageFile makes the Markdown page that explains the kinds.
func kindsPageFile(g *generation) (string, []byte, error) {
	data, err := g.kindsPage()
	return path.Join(g.options.Docs, templates.KindsName+".md"), data, err
}

// pageGoldenFile makes the outline of a provider's page as its test expects it.
func pageGoldenFile(g *generation, f *spec.File) (string, []byte, error) {
	data, err := g.providerPage(f)
	return g.options.goPath(g.options.Packages.Name(f), "testdata/page.txt"), golden.Outline(data), err
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
	p := &templates.ProviderPage{
		Header:  header,
		ID:      f.Provider.Value,
		Name:    f.Name.Value,
		Package: pkg,
		Tips:    spans(f.Tips),
	}
	for _, l := range f.Links {
		p.Links = append(p.Links, templates.Link{Title: linkTitle(l.Key.Value), URL: l.Value.Value})
	}
	titles, guides := titleCounts(f), guidesByError(f)
	for _, e := range f.Errors {
		out := newErrorSection(f, e)
		out.Shared = titles[e.Doc.Title] > 1
		out.Guides = guides[e.Name.Value]
		p.Errors = append(p.Errors, out)
	}
	p.Groups = groups(f, p.Errors)
	for i := range f.Guides {
		p.Guides = append(p.Guides, newGuide(f, &f.Guides[i]))
	}
	for _, l := range f.Limits {
		p.Limits = append(p.Limits, templates.Limit{Header: l.Header.Value, Means: l.Means.Value, Format: l.Format.Value})
	}
	for _, s := range f.Support.Include {
		p.Support = append(p.Support, s.Value)
	}
	for i := range f.Sources {
		p.Sources = append(p.Sources, newSource(&f.Sources[i]))
	}
	return p
}

// linkTitle returns what to call a link of a provider by its key.
func linkTitle(key string) string {
	if key == "docs" {
		return "Documentation"
	}
	words := strings.NewReplacer("_", " ", "-", " ").Replace(key)
	first := min(1, len(words))
	return strings.ToUpper(words[:first]) + words[first:]
}

func titleCounts(f *spec.File) map[string]int {
	counts := make(map[string]int, len(f.Errors))
	for _, e := range f.Errors {
		counts[e.Doc.Title]++
	}
	return counts
}

// guidesByError returns the titles of the guides that name an error.
func guidesByError(f *spec.File) map[string][]templates.Prose {
	titles := map[string][]templates.Prose{}
	for i := range f.Guides {
		for _, name := range f.Guides[i].Errors {
			titles[name.Value] = append(titles[name.Value], f.Guides[i].Title.Spans)
		}
	}
	return titles
}

// groups sorts a page's errors by surface, in the order in which the surfaces
// are first met.
func groups(f *spec.File, errors []*templates.Error) []templates.Group {
	var list []templates.Group
	for _, e := range errors {
		i := slices.IndexFunc(list, func(g templates.Group) bool { return g.Surface == e.Surface })
		if i < 0 {
			i = len(list)
			group := templates.Group{Surface: e.Surface}
			if s, ok := f.Surfaces.Get(e.Surface); ok {
				group.Summary = s.Summary.Spans
			}
			list = append(list, group)
		}
		list[i].Errors = append(list[i].Errors, e)
	}
	return list
}

// ErrorSection returns what the page of a file says about one of its errors.
func ErrorSection(f *spec.File, e *spec.Error) *templates.Error {
	out := newErrorSection(f, e)
	out.Guides = guidesByError(f)[e.Name.Value]
	return out
}

// newErrorSection takes the prose from the spec, which still knows what is
// code and what a link, and the rest from what Check resolved.
func newErrorSection(f *spec.File, e *spec.Error) *templates.Error {
	d := e.Doc
	out := &templates.Error{
		Code: string(e.Code), Title: e.Title.Spans, Summary: e.Summary.Spans,
		Kind: d.Kind, Retry: d.Retry, Executed: d.Executed, Billed: d.Billed,
		Surface: d.Surface, Statuses: d.Statuses, WireCodes: d.WireCodes,
		Causes: spans(e.Causes), Fixes: spans(e.Fixes), Checks: spans(e.Checks),
		Deprecated: e.Deprecated.Spans,
	}
	for i, v := range e.Variants {
		out.Variants = append(out.Variants, newVariant(v, &d.Variants[i]))
	}
	for _, l := range e.Links {
		out.Links = append(out.Links, templates.Link{Title: linkTitle(l.Key.Value), URL: l.Value.Value})
	}
	for _, r := range e.Renamed {
		out.Renamed = append(out.Renamed, templates.Renamed{Code: string(f.CodeOf(r.Name.Value)), Title: r.Title.Spans})
	}
	for _, s := range d.Sources {
		out.Sources = append(out.Sources, templates.Source{ID: s.ID, URL: s.URL, Verified: s.Verified})
	}
	return out
}

func newVariant(v *spec.Variant, resolved *apierr.Variant) templates.Variant {
	return templates.Variant{
		Contexts: contextNames(resolved.Contexts),
		Kind:     resolved.Kind, Retry: resolved.Retry, Executed: resolved.Executed,
		Summary: v.Summary.Spans, Causes: spans(v.Causes), Fixes: spans(v.Fixes),
	}
}

func contextNames(contexts []apierr.Context) []string {
	names := make([]string, len(contexts))
	for i, c := range contexts {
		names[i] = string(c)
	}
	return names
}

func newGuide(f *spec.File, g *spec.Guide) templates.Guide {
	out := templates.Guide{Title: g.Title.Spans, Text: g.Text.Spans, Checks: spans(g.Checks)}
	for _, name := range g.Errors {
		out.Errors = append(out.Errors, string(f.CodeOf(name.Value)))
	}
	return out
}

func newSource(s *spec.Source) templates.Source {
	return templates.Source{ID: s.ID.Value, URL: s.URL.Value, Verified: s.Verified.Value, Basis: strings.ReplaceAll(s.Basis.Value, "_", " ")}
}

func spans(list []spec.Prose) []templates.Prose {
	if len(list) == 0 {
		return nil
	}
	out := make([][]prose.Span, len(list))
	for i := range list {
		out[i] = list[i].Spans
	}
	return out
}

func newIndexPage(files []*spec.File, header string) *templates.IndexPage {
	newest := newestDate(files)
	p := &templates.IndexPage{Header: header, Kinds: len(apierr.Kinds()), Total: templates.Coverage{Newest: newest}}
	for _, f := range files {
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
		kinds[d.Kind] = append(kinds[d.Kind], templates.KindError{Code: string(e.Code), Statuses: d.Statuses})
		for _, v := range d.Variants {
			if v.Kind != d.Kind {
				kinds[v.Kind] = append(kinds[v.Kind], templates.KindError{Code: string(e.Code), Statuses: d.Statuses, Contexts: contextNames(v.Contexts)})
			}
		}
	}
	return kinds
}

func newKindsPage(files []*spec.File, header string) *templates.KindsPage {
	byFile := make([]map[apierr.Kind][]templates.KindError, len(files))
	for i, f := range files {
		byFile[i] = kindsOf(f)
	}
	p := &templates.KindsPage{Header: header}
	for _, k := range apierr.Kinds() {
		name := string(k.Family())
		if n := len(p.Families); n == 0 || p.Families[n-1].Name != name {
			p.Families = append(p.Families, templates.Family{Name: name})
		}
		kind := templates.Kind{Kind: k}
		for i, f := range files {
			if list := byFile[i][k]; len(list) > 0 {
				kind.Providers = append(kind.Providers, templates.KindProvider{ID: f.Provider.Value, Name: f.Name.Value, Errors: list})
			}
		}
		family := &p.Families[len(p.Families)-1]
		family.Kinds = append(family.Kinds, kind)
	}
	return p
}
