package site

import (
	"github.com/errbook/errbook/spec"
	"github.com/errbook/errbook/templates"
)

// What search engines read: schema.org in JSON-LD.
type (
	graph struct {
		Context string `json:"@context"`
		Graph   []any  `json:"@graph"`
	}
	article struct {
		Type         string   `json:"@type"`
		Headline     string   `json:"headline"`
		Description  string   `json:"description"`
		InLanguage   string   `json:"inLanguage"`
		DateModified string   `json:"dateModified,omitempty"`
		URL          string   `json:"url,omitempty"`
		Keywords     []string `json:"keywords,omitempty"`
		IsBasedOn    []string `json:"isBasedOn,omitempty"`
	}
	breadcrumbs struct {
		Type  string       `json:"@type"`
		Items []breadcrumb `json:"itemListElement"`
	}
	breadcrumb struct {
		Type     string `json:"@type"`
		Position int    `json:"position"`
		Name     string `json:"name"`
		Item     string `json:"item"`
	}
)

// trail returns the way to a page. Addresses are absolute where the base URL is
// known; dirs are the directories of the crumbs, the page's own last.
func (b *builder) trail(crumbs []templates.Crumb, dirs ...string) breadcrumbs {
	out := breadcrumbs{Type: "BreadcrumbList"}
	for i, c := range crumbs {
		item := c.Href
		if b.base != "" {
			item = b.address(dirs[i])
		} else if item == "" {
			item = "index.html"
		}
		out.Items = append(out.Items, breadcrumb{"ListItem", i + 1, c.Title, item})
	}
	return out
}

func (b *builder) articleData(p *templates.SiteError, e *spec.Error, dir string) any {
	a := article{
		Type: "TechArticle", Headline: e.Doc.Title, Description: e.Doc.Summary, InLanguage: "en",
		DateModified: e.Doc.Verified(), Keywords: append([]string{string(e.Code), e.Doc.Kind.String()}, e.Doc.WireCodes...),
	}
	if b.base != "" {
		a.URL = b.address(dir)
	}
	for _, s := range e.Doc.Sources {
		a.IsBasedOn = append(a.IsBasedOn, s.URL)
	}
	dirs := []string{"", p.Provider, dir}
	if b.isOne() {
		dirs = []string{"", dir}
	}
	return graph{"https://schema.org", []any{a, b.trail(p.Crumbs, dirs...)}}
}

func (b *builder) listData(l *list, dir string, crumbs []templates.Crumb) any {
	all := append([]templates.Crumb{{Title: b.name(), Href: to(rootFrom(dir), "")}}, crumbs...)
	dirs := []string{""}
	for _, c := range l.crumbs {
		dirs = append(dirs, c.Href)
	}
	return graph{"https://schema.org", []any{b.trail(append(all, templates.Crumb{Title: l.heading}), append(dirs, dir)...)}}
}
