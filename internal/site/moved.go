package site

import (
	"regexp"
	"strings"

	"github.com/errbook/errbook/spec"
	"github.com/errbook/errbook/spec/ledger"
	"github.com/errbook/errbook/templates"
)

// slugForm is the form of the ids of providers and of the names of pages.
var slugForm = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)

// redirects makes the pages that lead on: from the code of each error, by which
// programs link to its page, from where errors were that were renamed or moved, and
// from those that the book no longer has. What is at the same place by now wins.
func (b *builder) redirects() error {
	l := leader{builder: b, taken: map[string]bool{}}
	for i := range b.items {
		l.taken[b.items[i].dir()] = true
	}
	for i := range b.items {
		it := &b.items[i]
		l.moved("e/"+string(it.err.Code), string(it.err.Code), it.file, it.err)
		for _, r := range it.err.Doc.Renamed {
			l.moved("e/"+string(r.Code), string(r.Code), it.file, it.err)
		}
		for _, r := range it.err.Renamed {
			l.moved(it.provider()+"/"+spec.Slug(r.Name.Value), "Renamed", it.file, it.err)
		}
	}
	rows := b.options.Published.Rows()
	for i := range rows {
		l.published(&rows[i])
	}
	return l.err
}

// A leader makes pages that lead on, each once, until one cannot be written.
type leader struct {
	*builder
	taken map[string]bool // directories that have a page
	err   error
}

// published makes the pages of a code of the ledger.
func (l *leader) published(r *ledger.Row) {
	code := r.Code.Value
	f, e := r.Now(l.book)
	if e != nil {
		l.moved("e/"+code, code, f, e)
	} else {
		l.gone("e/"+code, r)
	}
	for _, dir := range r.Dirs() {
		id, name, _ := strings.Cut(dir, "/")
		switch {
		case spec.CodePrefix(id) != prefixOf(code) || !slugForm.MatchString(id) || !slugForm.MatchString(name):
		case e != nil:
			l.moved(dir, "Moved", f, e)
		default:
			l.gone(dir, r)
		}
	}
}

// moved makes a page that leads to that of an error.
func (l *leader) moved(dir, heading string, f *spec.File, e *spec.Error) {
	l.lead(dir, &templates.SiteRedirect{Heading: heading}, errorDir(f, e), e.Doc.Title)
}

// gone makes a page of an error that the book no longer has. It leads to the page of
// its provider, or to the home page if the provider has gone, too.
func (l *leader) gone(dir string, r *ledger.Row) {
	target, title := "", "The home page"
	if f := l.book.Find(prefixOf(r.Code.Value)); f != nil {
		target, title = f.Provider.Value, f.Name.Value
	}
	l.lead(dir, &templates.SiteRedirect{Heading: r.Code.Value, Retired: true}, target, title)
}

// prefixOf returns what a code has of its provider.
func prefixOf(code string) string {
	prefix, _, _ := strings.Cut(code, ".")
	return prefix
}

// lead makes a page that leads on, and that says what p does, unless there is one.
func (l *leader) lead(dir string, p *templates.SiteRedirect, target, title string) {
	if l.err == nil && !l.taken[dir] {
		l.taken[dir] = true
		l.err = l.redirect(dir, p, target, title)
	}
}

// redirect makes a page that leads on to that of another directory, and that says
// what p does.
func (b *builder) redirect(dir string, p *templates.SiteRedirect, target, title string) error {
	if b.skips(dir) {
		return nil
	}
	p.SiteFrame, p.Target = b.frame(dir, p.Heading, title), to(rootFrom(dir), target)
	if p.Canonical = strings.TrimSuffix(p.Target, "index.html"); b.base != "" {
		p.Canonical = b.address(target)
	}
	return b.html(dir, p)
}
