package site

import (
	"cmp"
	"slices"
	"strings"

	"github.com/errbook/errbook/apierr/errdoc"
	"github.com/errbook/errbook/templates"
)

// A facet is a property by which lists are made and narrowed.
type facet string

// The facets. A family or a code is only what a list is of.
const (
	byProviderFacet facet = "provider"
	byKindFacet     facet = "kind"
	byStatusFacet   facet = "status"
	byRetryFacet    facet = "retry"
	byFamilyFacet   facet = "family"
	byCodeFacet     facet = "code"
)

// narrowing lists the facets in the order in which pages offer them.
var narrowing = []facet{byProviderFacet, byKindFacet, byStatusFacet, byRetryFacet}

// A topic is what all errors of a list have in common.
type topic struct {
	facet facet
	value string
}

// values returns what an error is filed under, by a facet. A range of statuses is
// filed under each status of the site that is in it.
func (b *builder) values(it *item, f facet) []string {
	switch f {
	case byProviderFacet:
		return []string{it.provider()}
	case byKindFacet:
		return []string{it.kind.String()}
	case byRetryFacet:
		return []string{it.retry.String()}
	}
	var list []string
	ranges := it.file.StatusRanges(it.err)
	for _, s := range b.statuses {
		from, upTo := statusRange(s)
		if from == upTo && inRanges(ranges, from) {
			list = append(list, s)
		}
	}
	return list
}

// A choice is one value of a facet in a list, with the errors that have it.
type choice struct {
	value string
	items []*item
}

// choices returns the values of a facet that the errors of a list have, in the
// order in which a page offers them.
func (b *builder) choices(l *list, f facet) []choice {
	var list []choice
	at := map[string]int{}
	for i := range l.groups {
		for j := range l.groups[i].items {
			it := &l.groups[i].items[j]
			for _, v := range b.values(it, f) {
				n, ok := at[v]
				if !ok {
					n = len(list)
					at[v] = n
					list = append(list, choice{value: v})
				}
				list[n].items = append(list[n].items, it)
			}
		}
	}
	slices.SortStableFunc(list, func(x, y choice) int { return f.compare(&x, &y) })
	return list
}

// compare orders the values of a facet: statuses by number, kinds by how many
// errors they have, classes of retry as everywhere, providers by name.
func (f facet) compare(x, y *choice) int {
	switch f {
	case byStatusFacet:
		return compareStatus(x.value, y.value)
	case byKindFacet:
		return cmp.Or(cmp.Compare(len(y.items), len(x.items)), strings.Compare(x.value, y.value))
	case byRetryFacet:
		return cmp.Compare(slices.Index(retries, x.items[0].retry), slices.Index(retries, y.items[0].retry))
	}
	name := func(c *choice) string { return strings.ToLower(c.items[0].file.Name.Value) }
	return strings.Compare(name(x), name(y))
}

// facets returns the ways to narrow a list. What a script does in place, links do
// without one: each leads to a page of exactly the errors that it counts.
func (b *builder) facets(l *list) []templates.SiteFacet {
	root := rootFrom(l.dir)
	isNarrow := l.part || l.topic.facet == byCodeFacet // no page has less of it but a provider's part
	var facets []templates.SiteFacet
	for _, f := range narrowing {
		if l.topic.facet == f || isNarrow && (f != byProviderFacet || l.len() < worthNarrowing) {
			continue
		}
		choices := b.choices(l, f)
		if len(choices) < 2 {
			continue
		}
		out := templates.SiteFacet{Name: string(f)}
		for i := range choices {
			c := &choices[i]
			name := c.value
			switch f {
			case byProviderFacet:
				name = c.items[0].file.Name.Value
			case byRetryFacet:
				name = errdoc.BriefRetry(c.items[0].retry)
			}
			out.Items = append(out.Items, templates.SiteCount{Name: name, ID: c.value, Href: l.narrowed(f, c, root), N: len(c.items)})
		}
		facets = append(facets, out)
	}
	return facets
}

// worthNarrowing is how many errors the part of a list must have for filters to be a
// help.
const worthNarrowing = 10

// narrowed returns the link, from a page with the given root, to the errors of a
// list that a choice leaves.
func (l *list) narrowed(f facet, c *choice, root string) string {
	switch {
	case f == byProviderFacet:
		return "#" + c.value
	case len(c.items) == 1:
		return to(root, c.items[0].dir())
	case l.file != nil:
		return to(root, topic{f, c.value}.dir()) + "#" + l.file.Provider.Value
	}
	return to(root, partDir(l.topic, topic{f, c.value}))
}

// dir returns the directory of the list of a topic.
func (t topic) dir() string {
	switch t.facet {
	case byKindFacet:
		return "kinds/" + t.value
	case byFamilyFacet:
		return "kinds/family-" + t.value
	case byCodeFacet:
		return codeDir(t.value)
	case byRetryFacet:
		return "kinds/retry-" + strings.ReplaceAll(t.value, "_", "-")
	}
	return t.value
}

// partDir returns the directory of the errors of two topics. It is the same
// whichever of them comes first: below the status, else below the kind or family.
func partDir(a, b topic) string {
	order := []facet{byStatusFacet, byFamilyFacet, byKindFacet, byRetryFacet}
	if slices.Index(order, b.facet) < slices.Index(order, a.facet) {
		a, b = b, a
	}
	if a.facet == byFamilyFacet && b.facet == byKindFacet {
		return b.dir() // a kind is of one family
	}
	return a.dir() + "/" + strings.TrimPrefix(b.dir(), "kinds/")
}

// parts returns the lists that links of other lists narrow this one to, and whose
// directory is below its own.
func (b *builder) parts(l *list) []*list {
	var facets []facet
	switch l.topic.facet {
	case byStatusFacet:
		facets = []facet{byKindFacet, byRetryFacet}
	case byKindFacet, byFamilyFacet:
		facets = []facet{byRetryFacet}
	}
	var parts []*list
	for _, f := range facets {
		parts = append(parts, b.partsBy(l, f)...)
	}
	if l.topic.facet == byStatusFacet {
		parts = append(parts, b.familyParts(l)...)
	}
	return parts
}

// partsBy returns the parts of a list by a facet, without those that no list offers,
// and without those of one error: links lead to its page at once.
func (b *builder) partsBy(l *list, f facet) []*list {
	var parts []*list
	choices := b.choices(l, f)
	for _, c := range choices {
		t := topic{f, c.value}
		if len(c.items) > 1 && (len(choices) > 1 || b.offers(t, l.topic)) {
			parts = append(parts, l.of(t, c.items))
		}
	}
	return parts
}

// offers reports whether the list of a topic has a filter that leads to its errors of
// another one, some of which there are. It has none if all its errors are of the same
// value, and none for families and for ranges of statuses.
func (b *builder) offers(of, other topic) bool {
	l := b.lists[of.dir()]
	if l == nil || !slices.Contains(narrowing, other.facet) {
		return false
	}
	if other.facet == byStatusFacet {
		if from, upTo := statusRange(other.value); from != upTo {
			return false
		}
	}
	for i := range l.groups {
		for j := range l.groups[i].items {
			for _, v := range b.values(&l.groups[i].items[j], other.facet) {
				if v != other.value {
					return true
				}
			}
		}
	}
	return false
}

// familyParts returns the parts of a status by family to which lists of families
// lead.
func (b *builder) familyParts(l *list) []*list {
	members := map[string][]*item{}
	var names []string
	for i := range l.groups {
		for j := range l.groups[i].items {
			it := &l.groups[i].items[j]
			name := string(it.family)
			if members[name] == nil {
				names = append(names, name)
			}
			members[name] = append(members[name], it)
		}
	}
	var parts []*list
	for _, name := range names {
		t := topic{byFamilyFacet, name}
		if name != "" && len(members[name]) > 1 && b.offers(t, l.topic) {
			parts = append(parts, l.of(t, members[name]))
		}
	}
	return parts
}

// of returns the part of a list that is also of another topic.
func (l *list) of(t topic, members []*item) *list {
	items := make([]item, len(members))
	for i, it := range members {
		items[i] = *it
	}
	part := &list{
		dir: partDir(l.topic, t), label: l.label + " and " + string(t.facet), heading: l.topic.value + " " + t.value,
		code: true, part: true, whole: l, groups: byProvider(items), topic: l.topic, columns: l.columns,
		crumbs:      append(slices.Clone(l.crumbs), templates.Crumb{Title: l.heading, Href: l.dir}),
		description: strings.TrimSuffix(l.description, ".") + ", and whose " + string(t.facet) + " is " + t.value + ".",
	}
	switch t.facet {
	case byKindFacet:
		part.lead, part.columns.Kind = plainProse(items[0].err.Doc.Said(sentence(items[0].kind.Meaning()))), false
		if own := items[0].err.Doc.OwnKind; own != nil {
			part.lead = plainProse(sentence(own.Meaning))
		}
	case byRetryFacet:
		part.lead, part.columns.Retry = plainProse(items[0].retry.Advice()), false
	}
	return part
}
