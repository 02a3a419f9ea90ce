package site

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"github.com/errbook/errbook/apierr"
	"github.com/errbook/errbook/spec"
	"github.com/errbook/errbook/templates"
)

// A codePage is all errors that an identifier on the wire can be. Letter case makes
// no other page of it: some file systems, and most people, do not see it.
type codePage struct {
	name  string // as it is sent; of several spellings the first
	slug  string
	items []item
}

// sortCodes fills codes, which are in the order of the book.
func (b *builder) sortCodes() {
	at := map[string]int{}
	for i := range b.items {
		it := &b.items[i]
		for _, name := range sentCodes(it.err) {
			slug := codeSlug(name)
			if slug == "" {
				continue
			}
			n, ok := at[slug]
			if !ok {
				n = len(b.codes)
				at[slug] = n
				b.codes = append(b.codes, codePage{name: name, slug: slug})
			}
			if c := &b.codes[n]; len(c.items) == 0 || c.items[len(c.items)-1].err != it.err {
				c.items = append(c.items, meanings(it.file, it.err)...)
			}
		}
	}
}

// sentCodes returns the identifiers of an error as they are sent: of a field, the
// value alone; of a prefix, nothing.
func sentCodes(e *spec.Error) []string {
	var list []string
	for _, c := range e.Doc.WireCodes {
		if strings.HasSuffix(c, "…") {
			continue
		}
		if _, value, ok := strings.Cut(c, "="); ok && value != "" {
			c = value
		}
		list = append(list, c)
	}
	return list
}

// codeSlug returns the name of an identifier's directory: lowercase letters and
// digits of ASCII as they are, everything else a hyphen; "" if nothing is left.
func codeSlug(code string) string {
	slug := strings.Map(func(r rune) rune {
		switch {
		case 'A' <= r && r <= 'Z':
			return r + 'a' - 'A'
		case 'a' <= r && r <= 'z', '0' <= r && r <= '9', r == '_', r == '.':
			return r
		}
		return '-'
	}, code)
	slug = strings.Trim(slug, "-.")
	if len(slug) > maxSlug || strings.Contains(slug, "..") {
		return ""
	}
	return slug
}

// maxSlug is how long the name of a directory gets at most.
const maxSlug = 100

func codeDir(slug string) string { return "code/" + slug }

// codeList returns the list of a code that can be several errors.
func (b *builder) codeList(c *codePage) *list {
	l := &list{
		dir: codeDir(c.slug), label: "Wire code", heading: c.name, code: true,
		description: "What " + c.name + " means in the error of an API, whether to retry, and how to fix it.",
		crumbs:      []templates.Crumb{codesCrumb},
		columns:     templates.SiteColumns{Status: true, Details: true},
		topic:       topic{byCodeFacet, c.slug},
		groups:      byProvider(c.items),
	}
	l.lead = plainProse(b.said(codeLead(c.items, len(l.groups))))
	l.columns.Status = l.has(func(it *item) bool { return len(it.err.Doc.Statuses) > 0 })
	return l
}

var codesCrumb = templates.Crumb{Title: "Wire codes", Href: "code"}

// codeLead says whether a code means one thing wherever it is sent.
func codeLead(items []item, providers int) string {
	var kinds []apierr.Kind
	var retries []apierr.Retry
	for i := range items {
		if k := items[i].kind; !slices.Contains(kinds, k) {
			kinds = append(kinds, k)
		}
		if r := items[i].retry; !slices.Contains(retries, r) {
			retries = append(retries, r)
		}
	}
	who := plural(providers, "provider") + " " + verb(providers, "sends", "send") + " it"
	switch {
	case len(items) == 1:
		return who + "."
	case len(kinds) == 1 && len(retries) == 1:
		return who + ", always for the same kind of error: " + kinds[0].String() + "."
	case len(retries) == 1:
		return who + ", for " + plural(len(kinds), "kind") + " of errors that are retried alike."
	}
	return who + ", for errors that are not handled alike. The code alone does not say whether to retry."
}

func plural(n int, noun string) string {
	if n == 1 {
		return "One " + noun
	}
	return strconv.Itoa(n) + " " + noun + "s"
}

func verb(n int, one, many string) string {
	if n == 1 {
		return one
	}
	return many
}

// codePages makes the index of codes, and a page that leads on for each code that is
// sent for one error only. Those of several are lists.
func (b *builder) codePages() error {
	if len(b.codes) == 0 {
		return nil
	}
	for i := range b.codes {
		if c := &b.codes[i]; len(c.items) == 1 {
			if err := b.redirect(codeDir(c.slug), &templates.SiteRedirect{Heading: "Wire code"}, c.items[0].dir(), c.items[0].err.Doc.Title); err != nil {
				return err
			}
		}
	}
	return b.codesPage()
}

// codesPage makes the page of all codes that several providers send.
func (b *builder) codesPage() error {
	const dir = "code"
	if b.skips(dir) {
		return nil
	}
	root := rootFrom(dir)
	p := &templates.SiteCodes{SiteFrame: b.frame(dir, "Wire codes", "The codes that API errors are identified by, and what each means.", templates.Crumb{Title: "Wire codes"})}
	p.Twins = ownTwins
	shared := slices.Clone(b.codes)
	shared = slices.DeleteFunc(shared, func(c codePage) bool { return len(c.items) < 2 })
	slices.SortStableFunc(shared, func(c, d codePage) int { return compareCodes(c.slug, d.slug) })
	for i := range shared {
		c := &shared[i]
		p.Codes = append(p.Codes, templates.SiteCount{Name: c.name, Href: to(root, codeDir(c.slug)), N: len(c.items), Note: kindNames(c.items)})
	}
	p.All = len(b.codes)
	if err := b.html(dir, p); err != nil {
		return err
	}
	return b.codesTwins(shared)
}

// compareCodes sorts numbers by size, and before names.
func compareCodes(a, b string) int {
	n, errA := strconv.Atoi(a)
	m, errB := strconv.Atoi(b)
	switch {
	case errA == nil && errB == nil:
		return cmp.Compare(n, m)
	case errA == nil:
		return -1
	case errB == nil:
		return 1
	}
	return strings.Compare(a, b)
}

// kindNames lists the kinds of errors, each once.
func kindNames(items []item) string {
	var names []string
	for i := range items {
		if k := items[i].kind.String(); !slices.Contains(names, k) {
			names = append(names, k)
		}
	}
	return strings.Join(names, ", ")
}

// codesTwins puts the index of codes as Markdown and JSON: the latter has all codes.
func (b *builder) codesTwins(shared []codePage) error {
	var md strings.Builder
	md.WriteString("# Wire codes\n\nCodes that can be several errors.\n\n")
	for i := range shared {
		c := &shared[i]
		md.WriteString("- [" + markdownText(c.name) + "](" + c.slug + "/index.md): " + kindNames(c.items) + "\n")
	}
	if err := b.sink.Put("code/index.md", []byte(md.String())); err != nil {
		return err
	}
	type codeJSON struct {
		Code   string        `json:"code"`
		Errors []apierr.Code `json:"errors"`
	}
	all := []codeJSON{}
	for i := range b.codes {
		c := codeJSON{Code: b.codes[i].name}
		for j := range b.codes[i].items {
			if code := b.codes[i].items[j].err.Code; !slices.Contains(c.Errors, code) {
				c.Errors = append(c.Errors, code)
			}
		}
		all = append(all, c)
	}
	return b.putJSON("code", all)
}
