package site

import (
	"maps"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/errbook/errbook/apierr"
	"github.com/errbook/errbook/apierr/errdoc"
	"github.com/errbook/errbook/spec"
	"github.com/errbook/errbook/templates"
)

// listPages makes the page of each list, its twins, and the pages of its parts.
func (b *builder) listPages() error {
	for _, dir := range slices.Sorted(maps.Keys(b.lists)) {
		l := b.lists[dir]
		if !b.skips(dir) {
			if err := b.html(dir, b.listPage(l)); err != nil {
				return err
			}
			if err := b.listTwins(l); err != nil {
				return err
			}
		}
		for _, part := range b.parts(l) {
			if b.skips(part.dir) {
				continue
			}
			if err := b.html(part.dir, b.listPage(part)); err != nil {
				return err
			}
		}
	}
	return nil
}

// listPage returns the page of a list.
func (b *builder) listPage(l *list) *templates.SiteList {
	root := rootFrom(l.dir)
	crumbs := make([]templates.Crumb, 0, len(l.crumbs)+1)
	for _, c := range l.crumbs {
		crumbs = append(crumbs, templates.Crumb{Title: c.Title, Href: to(root, c.Href)})
	}
	p := &templates.SiteList{
		SiteFrame: b.frame(l.dir, l.title(), l.description, append(crumbs, templates.Crumb{Title: l.heading})...),
		Label:     l.label, Heading: l.heading, Code: l.code, Lead: l.lead, Columns: l.columns, N: l.len(),
		Facets: b.facets(l), Meanings: b.meaningsOf(l),
	}
	p.Twins = ownTwins
	p.Columns.Brief = l.len() > longList
	if l.part {
		p.Twins = "../" + ownTwins // those of the whole
		if p.Canonical = "../"; b.base != "" {
			p.Canonical = b.address(l.whole.dir)
		}
	}
	p.Data = b.listData(l, l.dir, crumbs)
	for _, f := range l.facts {
		p.Facts = append(p.Facts, factFrom(root, f))
	}
	for i := range l.groups {
		p.Groups = append(p.Groups, b.newGroup(&l.groups[i], l, root))
	}
	if l.file != nil {
		p.Heading += " errors"
		p.Provider = l.file.Provider.Value
		p.About = aboutProvider(l.file, root)
	}
	return p
}

// How many kinds a list explains, and how many it must have for that.
const (
	maxMeanings = 6
	minMeanings = 3
)

// meaningsOf returns the kinds of error that most of a status's errors are, with what
// each means and what to do.
func (b *builder) meaningsOf(l *list) []templates.SiteCount {
	if l.part || l.topic.facet != byStatusFacet {
		return nil
	}
	choices := b.choices(l, byKindFacet)
	if len(choices) < minMeanings {
		return nil
	}
	var list []templates.SiteCount
	for i := range choices[:min(len(choices), maxMeanings)] {
		c := &choices[i]
		it := c.items[0]
		k := b.kinds().Kind(it.kind)
		note := sentence(k.Meaning)
		if it.kind != apierr.Unknown {
			note += " " + k.Retry.Advice()
		}
		list = append(list, templates.SiteCount{Name: c.value, N: len(c.items), Note: note, Href: l.narrowed(byKindFacet, c, rootFrom(l.dir))})
	}
	return list
}

// at returns the list as a page in another directory links it.
func (l *list) at(dir string) *list {
	other := *l
	other.dir = dir
	return &other
}

// title returns what the document is called.
func (l *list) title() string {
	if l.file != nil {
		return l.heading + " errors"
	}
	return l.label + ": " + l.heading
}

func (b *builder) newGroup(g *group, l *list, root string) templates.SiteGroup {
	out := templates.SiteGroup{ID: g.id, Title: g.title, Code: g.code, Summary: g.summary}
	if g.dir != "" {
		out.Href = to(root, g.dir)
	}
	for i := range g.items {
		out.Rows = append(out.Rows, b.newRow(&g.items[i], l, root))
	}
	return out
}

func (b *builder) newRow(it *item, l *list, root string) templates.SiteRow {
	row := templates.SiteRow{
		Title: it.err.Title.Spans, Href: to(root, it.dir()),
		Statuses: strings.Join(it.err.Doc.Statuses, ", "), Codes: firstCodes(it.err),
		Kind: it.kind.String(), Retry: it.retry, Context: it.context,
		StatusValues: strings.Join(b.values(it, byStatusFacet), " "),
	}
	if l.columns.Details {
		texts := it.file.Texts()
		d := it.doc()
		if len(d.Causes) > 0 {
			row.Cause = texts.Spans(d.Causes[0])
		}
		if len(d.Fixes) > 0 {
			row.Fix = texts.Spans(d.Fixes[0])
		}
	}
	return row
}

// maxCodes is how many wire codes of an error lists show, longList from how many
// errors on they show none.
const (
	maxCodes = 3
	longList = 400
)

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
		p.Limits = append(p.Limits, templates.Limit{Header: l.Header.Value, Means: templates.Words(l.Means.Value)})
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

func supportWords(f *spec.File) []string {
	var list []string
	for _, s := range f.Support.Include {
		list = append(list, "the "+templates.Words(s.Value))
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
	if b.skips("") {
		return nil
	}
	p := &templates.SiteHome{SiteFrame: b.frame("", b.name(), b.homeDescription()), Errors: len(b.items), Questions: b.questions("")}
	p.Twins = ownTwins
	if b.isOne() {
		p.List = b.listPage(b.lists[b.book.Files[0].Provider.Value].at(""))
		p.Provider = b.book.Files[0].Provider.Value
	} else {
		for _, f := range b.byName() {
			p.Providers = append(p.Providers, providerCount(f))
		}
		p.Featured = b.featured()
	}
	p.Families = b.families("", false)
	for _, s := range b.statuses {
		p.Statuses = append(p.Statuses, templates.SiteCount{Name: s, Href: to("", s), N: len(b.byStatus[s])})
	}
	for _, r := range retries {
		if n := len(b.byRetry[r]); n > 0 {
			p.Retries = append(p.Retries, templates.SiteCount{Name: errdoc.BriefRetry(r), Href: to("", retryDir(r)), N: n, Note: r.Advice()})
		}
	}
	if err := b.html("", p); err != nil {
		return err
	}
	return b.homeTwins()
}

func providerCount(f *spec.File) templates.SiteCount {
	return templates.SiteCount{Name: f.Name.Value, ID: f.Provider.Value, Href: to("", f.Provider.Value), N: len(f.Errors)}
}

// askedForMost lists the providers of errbook's own book that people ask for most.
var askedForMost = []string{"openai", "anthropic", "gemini", "azure-openai", "bedrock", "vertex-ai", "openrouter", "mistral", "groq", "deepseek", "xai", "huggingface", "fireworks", "together"}

// fewProviders is up to how many providers a list of all of them is enough.
const fewProviders = 20

// featured lists the providers that the home page names first.
func (b *builder) featured() []templates.SiteCount {
	ids := b.options.Featured
	if ids == nil && len(b.book.Files) > fewProviders {
		ids = askedForMost
	}
	var list []templates.SiteCount
	for _, id := range ids {
		if f := b.book.Find(id); f != nil {
			list = append(list, providerCount(f))
		}
	}
	return list
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
	for _, k := range b.kinds().All() {
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
	if b.skips(dir) {
		return nil
	}
	p := &templates.SiteKinds{SiteFrame: b.frame(dir, "Kinds of errors", "What kinds of API errors there are, and who documents which.", templates.Crumb{Title: "Kinds"})}
	p.Twins = ownTwins
	p.Families = b.families(rootFrom(dir), true)
	if err := b.html(dir, p); err != nil {
		return err
	}
	return b.kindsTwins()
}

// missing makes the 404 page. A server shows it at any depth, so its links begin at the
// base URL, or at the root of the server if nobody says where the site will be.
func (b *builder) missing() error {
	const name = "404.html"
	if b.skips(name) {
		return nil
	}
	p := &templates.SiteMissing{SiteFrame: b.frame("", "No such page", "There is no page at this URL.")}
	p.Root = b.base + "/"
	p.Nav = b.nav(p.Root)
	p.Canonical, p.URL = "", "" // it is no copy of the home page
	return b.htmlFile(name, p)
}
