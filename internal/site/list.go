package site

import (
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/errbook/errbook/apierr"
	"github.com/errbook/errbook/spec"
	"github.com/errbook/errbook/spec/prose"
	"github.com/errbook/errbook/templates"
)

// pageSize is about how many bytes the rows of one page of a list have, so that
// pages stay small however large the book is.
const pageSize = 17_000

// A list is all that is known of a list of errors before its pages are made.
type list struct {
	dir         string
	label       string
	heading     string
	code        bool
	lead        templates.Prose
	description string
	facts       []templates.SiteFact
	crumbs      []templates.Crumb // hrefs are directories
	groups      []group
	columns     templates.SiteColumns
	file        *spec.File            // of a provider's list
	starts      []int                 // the first row of each page
	anchors     map[string]string     // where the part of each provider begins, from the root
	facets      []templates.SiteFacet // links from the root
}

// A group is a part of a list.
type group struct {
	id      string // of the provider; "" on a provider's page
	title   string
	dir     string // where the title leads
	code    bool
	summary templates.Prose
	items   []item
}

// pageDir returns the directory of page n, which counts from 1. No slug and no
// status has an underscore.
func (l *list) pageDir(n int) string {
	if n == 1 {
		return l.dir
	}
	return l.dir + "/page_" + strconv.Itoa(n)
}

func (l *list) len() int {
	n := 0
	for i := range l.groups {
		n += len(l.groups[i].items)
	}
	return n
}

// breakUp decides where pages end.
func (l *list) breakUp() {
	l.starts = []int{0}
	size, n := l.sourcesSize()/2, 0 // the other half is what pages have room for besides
	for i := range l.groups {
		size += len(l.groups[i].title) + 120
		for j := range l.groups[i].items {
			if size += l.groups[i].items[j].size(); size > pageSize {
				l.starts = append(l.starts, n)
				size = l.groups[i].items[j].size()
			}
			n++
		}
	}
}

// sourcesSize returns about how many bytes the sources of a provider have, which
// stand on the first page of its list.
func (l *list) sourcesSize() int {
	if l.file == nil {
		return 0
	}
	n := 0
	for i := range l.file.Sources {
		n += 100 + len(l.file.Sources[i].URL.Value) + len(l.file.Sources[i].ID.Value)
	}
	return n
}

// size returns about how many bytes the row of an error has.
func (it *item) size() int {
	n := 190 + len(it.err.Doc.Title) + len(it.dir()) + len(it.context)
	for _, c := range firstCodes(it.err) {
		n += len(c) + 15
	}
	return n
}

// findAnchors notes on which page the part of each provider begins.
func (l *list) findAnchors() {
	l.anchors = make(map[string]string, len(l.groups))
	before := 0
	for i := range l.groups {
		page, found := slices.BinarySearch(l.starts, before)
		if found {
			page++
		}
		if id := l.groups[i].id; id != "" {
			l.anchors[id] = to("", l.pageDir(page)) + "#" + id
		}
		before += len(l.groups[i].items)
	}
}

// anchor returns the link, from the root, to where the part of a provider
// begins.
func (l *list) anchor(provider string) string {
	if link, ok := l.anchors[provider]; ok {
		return link
	}
	return to("", l.dir)
}

// page returns the groups that page n shows.
func (l *list) page(n int) []group {
	from, upTo := l.starts[n-1], l.len()
	if n < len(l.starts) {
		upTo = l.starts[n]
	}
	var shown []group
	at := 0
	for _, g := range l.groups {
		low, high := max(from-at, 0), min(upTo-at, len(g.items))
		at += len(g.items)
		if low < high {
			g.items = g.items[low:high]
			shown = append(shown, g)
		}
	}
	return shown
}

func (l *list) pages() int { return len(l.starts) }

// byProvider groups items by their provider, in the order of the book.
func byProvider(items []item) []group {
	var groups []group
	for _, it := range items {
		n := len(groups)
		if n == 0 || groups[n-1].id != it.provider() {
			groups = append(groups, group{id: it.provider(), title: it.file.Name.Value, dir: it.provider()})
			n++
		}
		groups[n-1].items = append(groups[n-1].items, it)
	}
	return groups
}

// Directories of the lists that belong to no provider.
func kindDir(k apierr.Kind) string     { return "kinds/" + k.String() }
func familyDir(f apierr.Family) string { return "kinds/family-" + string(f) }
func retryDir(r apierr.Retry) string {
	return "kinds/retry-" + strings.ReplaceAll(r.String(), "_", "-")
}

// retries lists the classes of retry, what the program can do by itself first.
var retries = []apierr.Retry{
	apierr.RetryOnce, apierr.RetryWait, apierr.RetryBackoff, apierr.RetryWindow,
	apierr.RetryFixRequest, apierr.RetryFixAccount, apierr.RetryNever,
}

// makeLists makes every list of the site.
func (b *builder) makeLists() {
	b.lists = map[string]*list{}
	add := func(l *list) {
		l.breakUp()
		l.findAnchors()
		b.lists[l.dir] = l
	}
	for _, f := range b.book.Files {
		add(providerList(f))
	}
	kinds := b.book.Taxonomy()
	for _, k := range kinds.All() {
		if items := b.byKind[k.Name]; len(items) > 0 {
			add(b.kindList(&k, items))
		}
	}
	for i := range kinds.Families {
		if l := b.familyList(&kinds.Families[i]); l.len() > 0 {
			add(l)
		}
	}
	for _, s := range b.statuses {
		add(statusList(s, b.byStatus[s]))
	}
	for _, r := range retries {
		if items := b.byRetry[r]; len(items) > 0 {
			add(retryList(r, items))
		}
	}
	for _, l := range b.lists {
		l.facets = b.facets(l)
	}
}

func plainProse(text string) templates.Prose { return []prose.Span{{Text: text}} }

// sentence returns words of ours as a sentence.
func sentence(words string) string {
	r, n := utf8.DecodeRuneInString(words)
	return string(unicode.ToUpper(r)) + words[n:] + "."
}

var kindsCrumb = templates.Crumb{Title: "Kinds", Href: "kinds"}

func (b *builder) kindList(k *spec.Kind, items []item) *list {
	l := &list{
		dir: kindDir(k.Name), label: "Kind", heading: k.Name.String(), code: true,
		description: "Every documented API error that means: " + k.Meaning + ".",
		crumbs:      []templates.Crumb{kindsCrumb}, groups: byProvider(items),
		columns: templates.SiteColumns{Status: true, Retry: true},
	}
	l.lead = plainProse(sentence(k.Meaning))
	if k.Name == apierr.Unknown {
		return l
	}
	for _, f := range templates.KindFacts(k.Doc()) {
		l.facts = append(l.facts, newFact(f))
	}
	family := templates.SiteValue{Name: string(k.Family), Href: familyDir(k.Family)}
	l.facts = append(l.facts, templates.SiteFact{Label: "Family", Values: []templates.SiteValue{family}},
		templates.SiteFact{Label: "In Go", Values: []templates.SiteValue{{Name: b.constant(k)}}})
	return l
}

// constant returns a kind as Go code.
func (b *builder) constant(k *spec.Kind) string {
	if k.Own {
		return b.options.Packages.Kinds() + "." + k.GoName()
	}
	return k.Name.GoString()
}

func (b *builder) familyList(family *spec.Family) *list {
	l := &list{
		dir: familyDir(family.Name), label: "Family", heading: string(family.Name), code: true,
		description: "Every documented API error of the family " + string(family.Name) + ".",
		lead:        plainProse("Errors that are handled alike: " + family.Meaning + "."),
		crumbs:      []templates.Crumb{kindsCrumb},
		columns:     templates.SiteColumns{Status: true, Kind: true, Retry: true},
	}
	var items []item
	for _, f := range b.book.Files {
		for _, e := range f.Errors {
			for _, it := range meanings(f, e) {
				if it.family == family.Name {
					items = append(items, it)
				}
			}
		}
	}
	l.groups = byProvider(items)
	return l
}

func statusList(status string, items []item) *list {
	l := &list{
		dir: status, label: "HTTP status", heading: status + statusWords(status),
		description: "Every documented API error that comes with HTTP status " + status + ".",
		lead:        plainProse("What a " + status + " can mean, provider by provider."),
		groups:      byProvider(items),
		columns:     templates.SiteColumns{Kind: true, Retry: true},
	}
	l.columns.Status = slices.ContainsFunc(items, func(it item) bool { return len(it.err.Doc.Statuses) != 1 || it.err.Doc.Statuses[0] != status })
	return l
}

func retryList(r apierr.Retry, items []item) *list {
	return &list{
		dir: retryDir(r), label: "Retry", heading: r.String(), code: true,
		description: "Every documented API error whose retry class is " + r.String() + ".",
		lead:        plainProse(r.Advice()),
		crumbs:      []templates.Crumb{kindsCrumb},
		groups:      byProvider(items),
		columns:     templates.SiteColumns{Status: true, Kind: true},
	}
}

// providerList lists a provider's errors by the surfaces where they show up.
func providerList(f *spec.File) *list {
	l := &list{
		dir: f.Provider.Value, label: "Provider", heading: f.Name.Value,
		description: "The errors of the " + f.Name.Value + " API: what each means, whether to retry, and how to fix it.",
		columns:     templates.SiteColumns{Status: true, Kind: true, Retry: true},
		file:        f,
	}
	l.lead = plainProse("What each error of the " + f.Name.Value + " API means, whether to retry, and how to fix it.")
	for _, e := range f.Errors {
		surface := e.Doc.Surface
		i := slices.IndexFunc(l.groups, func(g group) bool { return g.title == surface })
		if i < 0 {
			i = len(l.groups)
			g := group{title: surface, code: true}
			if s, ok := f.Surfaces.Get(surface); ok {
				g.summary = s.Summary.Spans
			}
			l.groups = append(l.groups, g)
		}
		l.groups[i].items = append(l.groups[i].items, newItem(f, e))
	}
	for i := range l.groups {
		if g := &l.groups[i]; g.title == "" && len(l.groups) > 1 {
			g.title, g.code = "Anywhere", false
		}
	}
	return l
}
