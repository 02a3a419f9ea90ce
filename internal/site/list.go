package site

import (
	"cmp"
	"maps"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/errbook/errbook/apierr"
	"github.com/errbook/errbook/spec"
	"github.com/errbook/errbook/spec/prose"
	"github.com/errbook/errbook/templates"
)

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
	file        *spec.File // of a provider's list
	topic       topic
	part        bool  // narrows another list
	whole       *list // which
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

func (l *list) len() int {
	n := 0
	for i := range l.groups {
		n += len(l.groups[i].items)
	}
	return n
}

// byProvider groups items by their provider, in the order of the providers' names, and
// there by their statuses.
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
	for i := range groups {
		slices.SortStableFunc(groups[i].items, func(a, b item) int { return compareFirstStatus(&a, &b) })
	}
	slices.SortStableFunc(groups, func(g, h group) int { return strings.Compare(strings.ToLower(g.title), strings.ToLower(h.title)) })
	return groups
}

// Directories of the lists that belong to no provider.
func kindDir(k apierr.Kind) string     { return topic{byKindFacet, k.String()}.dir() }
func familyDir(f apierr.Family) string { return topic{byFamilyFacet, string(f)}.dir() }
func retryDir(r apierr.Retry) string   { return topic{byRetryFacet, r.String()}.dir() }

// retries lists the classes of retry, what the program can do by itself first.
var retries = []apierr.Retry{
	apierr.RetryOnce, apierr.RetryWait, apierr.RetryBackoff, apierr.RetryWindow,
	apierr.RetryFixRequest, apierr.RetryFixAccount, apierr.RetryNever,
}

// makeLists makes every list of the site.
func (b *builder) makeLists() {
	b.lists = map[string]*list{}
	add := func(l *list) { b.lists[l.dir] = l }
	for _, f := range b.book.Files {
		add(providerList(f))
	}
	kinds := b.kinds()
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
		add(b.statusList(s, b.byStatus[s]))
	}
	for _, r := range retries {
		if items := b.byRetry[r]; len(items) > 0 {
			add(retryList(r, items))
		}
	}
	for i := range b.codes {
		if c := &b.codes[i]; len(c.items) > 1 {
			add(b.codeList(c))
		}
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
		topic:   topic{byKindFacet, k.Name.String()},
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
		statusFact(items))
	if codes := b.commonCodes(items); len(codes.Values) > 0 {
		l.facts = append(l.facts, codes)
	}
	if !b.options.NoGo {
		l.facts = append(l.facts, templates.SiteFact{Label: "In Go", Values: []templates.SiteValue{{Name: b.constant(k)}}})
	}
	return l
}

// statusFact lists the statuses under which errors come, the most frequent first.
func statusFact(items []item) templates.SiteFact {
	count := map[string]int{}
	for i := range items {
		for _, s := range items[i].err.Doc.Statuses {
			count[s]++
		}
	}
	names := slices.SortedFunc(maps.Keys(count), func(s, t string) int { return cmp.Or(cmp.Compare(count[t], count[s]), compareStatus(s, t)) })
	fact := templates.SiteFact{Label: "HTTP statuses"}
	for _, s := range names[:min(len(names), maxCommon)] {
		fact.Values = append(fact.Values, templates.SiteValue{Name: s, Href: s})
	}
	return fact
}

// maxCommon is how many statuses and codes the facts of a kind name.
const maxCommon = 6

// commonCodes lists the codes that several of the errors are sent with, the most
// frequent first.
func (b *builder) commonCodes(items []item) templates.SiteFact {
	count := map[string]int{}
	for i := range items {
		for _, name := range sentCodes(items[i].err) {
			count[codeSlug(name)]++
		}
	}
	delete(count, "")
	fact := templates.SiteFact{Label: "Usual wire codes"}
	for i := range b.codes {
		if c := &b.codes[i]; count[c.slug] > 1 {
			fact.Values = append(fact.Values, templates.SiteValue{Name: c.name, Href: codeDir(c.slug)})
		}
	}
	slices.SortStableFunc(fact.Values, func(v, w templates.SiteValue) int {
		return cmp.Compare(count[codeSlug(w.Name)], count[codeSlug(v.Name)])
	})
	fact.Values = fact.Values[:min(len(fact.Values), maxCommon)]
	return fact
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
		topic:       topic{byFamilyFacet, string(family.Name)},
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

func (b *builder) statusList(status string, items []item) *list {
	l := &list{
		dir: status, label: "HTTP status", heading: status + statusWords(status),
		description: "Every documented API error that comes with HTTP status " + status + ".",
		lead:        plainProse("What a " + status + b.everywhere(" can mean", ", provider by provider") + "."),
		groups:      byProvider(items),
		columns:     templates.SiteColumns{Kind: true, Retry: true},
		topic:       topic{byStatusFacet, status},
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
		topic:       topic{byRetryFacet, r.String()},
	}
}

// providerList lists a provider's errors by the surfaces where they show up and by the
// groups of the file, and there by their statuses.
func providerList(f *spec.File) *list {
	label := "Provider"
	if f.Own.Value {
		label = "API"
	}
	l := &list{
		dir: f.Provider.Value, label: label, heading: f.Name.Value,
		description: "The errors of the " + f.Name.Value + " API: what each means, whether to retry, and how to fix it.",
		columns:     templates.SiteColumns{Status: true, Details: true},
		file:        f,
		topic:       topic{byProviderFacet, f.Provider.Value},
	}
	l.lead = plainProse("What each error of the " + f.Name.Value + " API means, whether to retry, and how to fix it.")
	l.groups = sectionGroups(f)
	l.columns.Status = l.has(func(it *item) bool { return len(it.err.Doc.Statuses) > 0 })
	return l
}

// sectionGroups returns the parts of a provider's list: those of surfaces have an
// identifier for a title, those of the file's groups words.
func sectionGroups(f *spec.File) []group {
	sections := f.Sections()
	several := slices.ContainsFunc(sections, func(s spec.Section) bool { return s.Surface != sections[0].Surface })
	var groups []group
	for i, s := range sections {
		g := group{title: s.Surface, code: true}
		if i == 0 || sections[i-1].Surface != s.Surface {
			if surface, ok := f.Surfaces.Get(s.Surface); ok {
				g.summary = surface.Summary.Spans
			}
		}
		if g.title == "" && several {
			g.title, g.code = templates.Anywhere, false
		}
		if len(f.Groups) > 0 {
			g.inGroup(prose.Text(s.Group.Spans))
		}
		for _, e := range s.Errors {
			g.items = append(g.items, meanings(f, e)...)
		}
		slices.SortStableFunc(g.items, func(a, b item) int { return compareFirstStatus(&a, &b) })
		groups = append(groups, g)
	}
	return groups
}

// inGroup adds the title of a group of the file to the title of a part, other errors
// than those of groups if it is empty.
func (g *group) inGroup(title string) {
	title = cmp.Or(title, "Other errors")
	if g.title != "" {
		title = g.title + ": " + title
	}
	g.title, g.code = title, false
}

// has reports whether a list has such an error.
func (l *list) has(such func(*item) bool) bool {
	return slices.ContainsFunc(l.groups, func(g group) bool {
		return slices.ContainsFunc(g.items, func(it item) bool { return such(&it) })
	})
}

// compareFirstStatus orders errors by their first status: refusals, then what fails
// under a success, then what comes without a status.
func compareFirstStatus(a, b *item) int {
	return cmp.Compare(statusOrder(a.err.Doc.Statuses), statusOrder(b.err.Doc.Statuses))
}

func statusOrder(statuses []string) int {
	if len(statuses) == 0 {
		return 2000
	}
	from, _ := statusRange(statuses[0])
	if from < 400 {
		from += 1000
	}
	return from
}
