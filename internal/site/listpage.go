package site

import (
	"maps"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/errbook/errbook/apierr/errdoc"
	"github.com/errbook/errbook/spec"
	"github.com/errbook/errbook/templates"
)

// listPages makes the pages of all lists, and the twins of each list as a whole.
func (b *builder) listPages() error {
	for _, dir := range slices.Sorted(maps.Keys(b.lists)) {
		l := b.lists[dir]
		for n := range l.pages() {
			if err := b.html(l.pageDir(n+1), b.listPage(l, n+1)); err != nil {
				return err
			}
		}
		if err := b.listTwins(l); err != nil {
			return err
		}
	}
	return nil
}

// listPage returns page n of a list.
func (b *builder) listPage(l *list, n int) *templates.SiteList {
	dir := l.pageDir(n)
	root := rootFrom(dir)
	crumbs := make([]templates.Crumb, 0, len(l.crumbs)+1)
	for _, c := range l.crumbs {
		crumbs = append(crumbs, templates.Crumb{Title: c.Title, Href: to(root, c.Href)})
	}
	p := &templates.SiteList{
		SiteFrame: b.frame(dir, l.title(), l.description, append(crumbs, templates.Crumb{Title: l.heading})...),
		Label:     l.label, Heading: l.heading, Code: l.code, Lead: l.lead, Columns: l.columns, N: l.len(),
		Facets: facetsFrom(root, l.facets),
	}
	p.Twins = ownTwins
	if n > 1 {
		p.Twins = root + l.dir + "/" + ownTwins // the list as a whole
	}
	p.Data = b.listData(l, dir, crumbs)
	for _, f := range l.facts {
		p.Facts = append(p.Facts, factFrom(root, f))
	}
	for _, g := range l.page(n) {
		p.Groups = append(p.Groups, newGroup(&g, root))
	}
	if count := l.pages(); count > 1 {
		p.Pages = pageLinks(l, n, count, root)
	}
	if l.file != nil {
		p.Heading += " errors"
		p.Provider = l.file.Provider.Value
		if n == 1 {
			p.About = aboutProvider(l.file, root)
		}
	}
	return p
}

// title returns what the document is called.
func (l *list) title() string {
	if l.file != nil {
		return l.heading + " errors"
	}
	return l.label + ": " + l.heading
}

func pageLinks(l *list, n, count int, root string) []templates.SitePageLink {
	var links []templates.SitePageLink
	for i := 1; i <= count; i++ {
		link := templates.SitePageLink{Number: i}
		if i != n {
			link.Href = to(root, l.pageDir(i))
		}
		links = append(links, link)
	}
	return links
}

func newGroup(g *group, root string) templates.SiteGroup {
	out := templates.SiteGroup{ID: g.id, Title: g.title, Code: g.code, Summary: g.summary}
	if g.dir != "" {
		out.Href = to(root, g.dir)
	}
	for i := range g.items {
		it := &g.items[i]
		out.Rows = append(out.Rows, templates.SiteRow{
			Title: it.err.Title.Spans, Href: to(root, it.dir()),
			Statuses: strings.Join(it.err.Doc.Statuses, ", "), Codes: firstCodes(it.err),
			Kind: it.kind.String(), Retry: it.retry, Context: it.context,
		})
	}
	return out
}

// maxCodes is how many wire codes of an error lists show.
const maxCodes = 3

// firstCodes returns the wire codes that a list shows of an error.
func firstCodes(e *spec.Error) []string {
	codes := e.Doc.WireCodes
	if len(codes) > maxCodes {
		codes = append(slices.Clone(codes[:maxCodes]), "…")
	}
	return codes
}

// newFact returns a fact as a page shows it, without links.
func newFact(f errdoc.Fact) templates.SiteFact {
	out := templates.SiteFact{Label: f.Label, Text: plainProse(f.Text)}
	for _, name := range f.Values {
		out.Values = append(out.Values, templates.SiteValue{Name: name})
	}
	return out
}

// factFrom returns a fact whose links are directories as a page with the given root
// links them.
func factFrom(root string, f templates.SiteFact) templates.SiteFact {
	f.Values = slices.Clone(f.Values)
	for i := range f.Values {
		if v := &f.Values[i]; v.Href != "" {
			v.Href = to(root, v.Href)
		}
	}
	return f
}

// facets returns the ways to narrow a list. Each leads to the list of the other
// kind, and there to the provider, if this is a provider's.
func (b *builder) facets(l *list) []templates.SiteFacet {
	var providers, kinds, statuses, retry counter
	for _, g := range l.groups {
		for i := range g.items {
			it := &g.items[i]
			if g.id != "" {
				providers.add(it.file.Name.Value, func() string { return l.anchor(g.id) })
			}
			kinds.add(it.kind.String(), func() string { return b.across(l, kindDir(it.kind)) })
			for _, s := range it.err.Doc.Statuses {
				statuses.add(s, func() string { return b.across(l, s) })
			}
			retry.add(it.retry.String(), func() string { return b.across(l, retryDir(it.retry)) })
		}
	}
	var facets []templates.SiteFacet
	for _, f := range []struct {
		name string
		show bool
		c    *counter
	}{{"provider", true, &providers}, {"kind", l.columns.Kind, &kinds}, {"status", l.columns.Status, &statuses}, {"retry", true, &retry}} {
		if n := len(f.c.items); f.show && 1 < n && n <= maxChoices {
			facets = append(facets, templates.SiteFacet{Name: f.name, Items: f.c.items})
		}
	}
	return facets
}

// maxChoices is how many ways there are to narrow a list by one property: more
// of them are no help.
const maxChoices = 120

// facetsFrom returns facets as a page with the given root links them.
func facetsFrom(root string, facets []templates.SiteFacet) []templates.SiteFacet {
	out := slices.Clone(facets)
	for i := range out {
		out[i].Items = slices.Clone(out[i].Items)
		for j := range out[i].Items {
			out[i].Items[j].Href = root + out[i].Items[j].Href
		}
	}
	return out
}

// across returns the link, from the root, to another list. From a provider's
// it leads to the provider's part of the other.
func (b *builder) across(l *list, dir string) string {
	other := b.lists[dir]
	if l.file == nil || other == nil {
		return to("", dir)
	}
	return other.anchor(l.file.Provider.Value)
}

// A counter counts how often something occurs, in the order of first sight.
type counter struct {
	items []templates.SiteCount
	index map[string]int
}

// add counts one more of a name; href is asked once.
func (c *counter) add(name string, href func() string) {
	if c.index == nil {
		c.index = map[string]int{}
	}
	i, ok := c.index[name]
	if !ok {
		i = len(c.items)
		c.index[name] = i
		c.items = append(c.items, templates.SiteCount{Name: name, Href: href()})
	}
	c.items[i].N++
}

// aboutProvider returns what a provider's page says beside the list.
func aboutProvider(f *spec.File, root string) *templates.SiteProvider {
	r := f.Facts()
	p := &templates.SiteProvider{Links: r.Links, Tips: r.Tips, Support: supportWords(f), Texts: f.Texts()}
	for i := range f.Guides {
		g := &f.Guides[i]
		out := templates.SiteGuide{Guide: g.Doc}
		for _, name := range g.Names() {
			if e := errorOf(f, name); e != nil {
				out.Errors = append(out.Errors, templates.SiteLink{Title: e.Title.Spans, Href: to(root, errorDir(f, e))})
			}
		}
		p.Guides = append(p.Guides, out)
	}
	for _, l := range f.Limits {
		p.Limits = append(p.Limits, templates.Limit{Header: l.Header.Value, Means: words(l.Means.Value)})
	}
	for i := range f.Sources {
		p.Sources = append(p.Sources, f.Sources[i].Doc())
	}
	return p
}

func errorOf(f *spec.File, name string) *spec.Error {
	for _, e := range f.Errors {
		if e.Name.Value == name {
			return e
		}
	}
	return nil
}

// words returns an identifier as words.
func words(id string) string {
	text := " " + strings.NewReplacer("_", " ", "-", " ").Replace(id) + " "
	return strings.TrimSpace(strings.NewReplacer(" id ", " ID ", " url ", " URL ", " api ", " API ").Replace(text))
}

func supportWords(f *spec.File) []string {
	var list []string
	for _, s := range f.Support.Include {
		list = append(list, "the "+words(s.Value))
	}
	return list
}

// statusWords returns what HTTP calls a status, behind a space; "" for ranges
// and for numbers that HTTP does not know.
func statusWords(status string) string {
	n, err := strconv.Atoi(status)
	if err != nil || http.StatusText(n) == "" {
		return ""
	}
	return " " + http.StatusText(n)
}

// home makes the page at the root.
func (b *builder) home() error {
	p := &templates.SiteHome{SiteFrame: b.frame("", b.name(), b.homeDescription()), Errors: len(b.items)}
	p.Twins = ownTwins
	byName := slices.SortedFunc(slices.Values(b.book.Files), func(f, g *spec.File) int {
		return strings.Compare(strings.ToLower(f.Name.Value), strings.ToLower(g.Name.Value))
	})
	for _, f := range byName {
		p.Providers = append(p.Providers, templates.SiteCount{Name: f.Name.Value, ID: f.Provider.Value, Href: to("", f.Provider.Value), N: len(f.Errors)})
	}
	p.Families = b.families("", false)
	for _, s := range b.statuses {
		p.Statuses = append(p.Statuses, templates.SiteCount{Name: s, Href: to("", s), N: len(b.byStatus[s])})
	}
	for _, r := range retries {
		if n := len(b.byRetry[r]); n > 0 {
			p.Retries = append(p.Retries, templates.SiteCount{Name: r.String(), Href: to("", retryDir(r)), N: n, Note: r.Advice()})
		}
	}
	if err := b.html("", p); err != nil {
		return err
	}
	return b.homeTwins()
}

func (b *builder) homeDescription() string {
	return "What the errors of " + b.subject() + " mean, whether to retry, who must act, and how to fix them."
}

// subject returns what the errors are of.
func (b *builder) subject() string {
	if len(b.book.Files) == 1 {
		return "the " + b.book.Files[0].Name.Value + " API"
	}
	return strconv.Itoa(len(b.book.Files)) + " APIs"
}

// families lists the kinds; all says whether to list those without errors.
func (b *builder) families(root string, all bool) []templates.SiteFamily {
	var list []templates.SiteFamily
	for _, k := range b.book.Taxonomy().All() {
		name := string(k.Family)
		if n := len(list); n == 0 || list[n-1].Name != name {
			f := templates.SiteFamily{Name: name}
			if b.lists[familyDir(k.Family)] != nil {
				f.Href = to(root, familyDir(k.Family))
			}
			list = append(list, f)
		}
		n := len(b.byKind[k.Name])
		if n == 0 && !all {
			continue
		}
		kind := templates.SiteCount{Name: k.Name.String(), N: n, Note: sentence(k.Meaning)}
		if n > 0 {
			kind.Href = to(root, kindDir(k.Name))
		}
		f := &list[len(list)-1]
		f.N += n
		f.Kinds = append(f.Kinds, kind)
	}
	return list
}

// kindsPage makes the page that explains all kinds.
func (b *builder) kindsPage() error {
	const dir = "kinds"
	p := &templates.SiteKinds{SiteFrame: b.frame(dir, "Kinds of errors", "What kinds of API errors there are, and who documents which.", templates.Crumb{Title: "Kinds"})}
	p.Twins = ownTwins
	p.Families = b.families(rootFrom(dir), true)
	return b.html(dir, p)
}

// missing makes the 404 page. A server shows it at
// any depth, so its links are absolute where the base URL is known.
func (b *builder) missing() error {
	p := &templates.SiteMissing{SiteFrame: b.frame("", "No such page", "There is no page at this URL.")}
	if b.base != "" {
		p.Root = b.base + "/"
	}
	return b.htmlFile("404.html", p)
}
