package upstream

import (
	"fmt"
	"net/url"
	"slices"
	"strings"

	"github.com/errbook/errbook/internal/listing"
	"github.com/errbook/errbook/spec"
)

// A revision is two copies of the same page.
type revision struct {
	file     *spec.File
	source   *spec.Source
	old, now Copy
	index    *index
	found    []Finding
}

// CompareCopies compares two copies of a page: rows and their cells, headings below
// the title, and links. Other text is not compared.
func CompareCopies(f *spec.File, s *spec.Source, old, now Copy) []Finding {
	r := &revision{file: f, source: s, old: old, now: now, index: newIndex(f)}
	r.columns()
	r.rows()
	r.sections()
	r.links()
	return r.found
}

func (r *revision) note(f Finding, format string, args ...any) {
	f.Provider, f.Source, f.Message = r.file.Provider.Value, r.source.ID.Value, fmt.Sprintf(format, args...)
	if entries, _ := r.index.find(f.Name, false); len(entries) == 1 {
		f.Code, f.Book = string(entries[0].Code), placeOf(r.file.Place(entries[0].Name.Pos))
	}
	r.found = append(r.found, f)
}

func (r *revision) columns() {
	was, is := columnsOf(r.old), columnsOf(r.now)
	for _, c := range is {
		if !slices.Contains(was, c) {
			r.note(Finding{Change: ColumnAdded, Column: c, Copy: placeOf(r.now.Path, r.now.Pos), Former: placeOf(r.old.Path, r.old.Pos)}, "the column %s is new", c)
		}
	}
	for _, c := range was {
		if !slices.Contains(is, c) {
			r.note(Finding{Change: ColumnGone, Column: c, Copy: placeOf(r.now.Path, r.now.Pos), Former: placeOf(r.old.Path, r.old.Pos)}, "the column %s is gone", c)
		}
	}
}

func columnsOf(c Copy) []string {
	var list []string
	for _, item := range c.Items {
		for _, cell := range item.Cells {
			if !slices.Contains(list, cell.Column) {
				list = append(list, cell.Column)
			}
		}
	}
	return list
}

// rows pairs the rows of the same name: first those of the same title, then those
// that are left, in order.
func (r *revision) rows() {
	partner := make([]int, len(r.now.Items)) // an index into old plus one
	taken := make([]bool, len(r.old.Items))
	for _, strict := range []bool{true, false} {
		for i, item := range r.now.Items {
			for j, old := range r.old.Items {
				if partner[i] == 0 && !taken[j] && item.Name == old.Name && (!strict || sameWords(item.Title, old.Title)) {
					partner[i], taken[j] = j+1, true
				}
			}
		}
	}
	for i, item := range r.now.Items {
		if partner[i] == 0 {
			r.note(Finding{Change: RowAdded, Name: item.Name, Now: item.Title, Copy: placeOf(r.now.Path, item.Pos), Former: placeOf(r.old.Path, r.old.Pos)}, "the row %s%s is new", item.Name, titled(item))
			continue
		}
		r.row(r.old.Items[partner[i]-1], item)
	}
	for j, old := range r.old.Items {
		if !taken[j] {
			r.note(Finding{Change: RowGone, Name: old.Name, Was: old.Title, Copy: placeOf(r.now.Path, r.now.Pos), Former: placeOf(r.old.Path, old.Pos)}, "the row %s%s is gone", old.Name, titled(old))
		}
	}
}

func (r *revision) row(old, now listing.Item) {
	if !sameWords(old.Title, now.Title) {
		r.note(Finding{Change: Renamed, Name: now.Name, Was: old.Title, Now: now.Title, Copy: placeOf(r.now.Path, now.Pos), Former: placeOf(r.old.Path, old.Pos)},
			"%s was called %q and is now called %q", now.Name, old.Title, now.Title)
	}
	for _, cell := range now.Cells {
		i := slices.IndexFunc(old.Cells, func(c listing.Cell) bool { return c.Column == cell.Column })
		if i < 0 || sameWords(old.Cells[i].Text, cell.Text) {
			continue
		}
		was := old.Cells[i]
		r.note(Finding{Change: Reworded, Name: now.Name, Column: cell.Column, Was: was.Text, Now: cell.Text, Copy: placeOf(r.now.Path, cell.Pos), Former: placeOf(r.old.Path, was.Pos)},
			"%s: %s was %q and is now %q", now.Name, cell.Column, clip(was.Text), clip(cell.Text))
	}
}

func sameWords(a, b string) bool { return listing.Plain(a) == listing.Plain(b) }

// maxShown is how much of a cell a message has; the members was and now have all.
const maxShown = 160

func clip(s string) string {
	runes := []rune(s)
	if len(runes) <= maxShown {
		return s
	}
	return string(runes[:maxShown]) + "…"
}

// sections reports headings that only one of the copies has. Those that follow
// each other are one finding.
func (r *revision) sections() {
	was, is := headings(r.old.Page), headings(r.now.Page)
	for _, run := range onlyIn(is, was) {
		r.note(Finding{Change: SectionAdded, Name: run[0].Title, Copy: placeOf(r.now.Path, run[0].Pos), Former: placeOf(r.old.Path, r.old.Pos)}, "the section %q is new%s", run[0].Title, others(run))
	}
	for _, run := range onlyIn(was, is) {
		r.note(Finding{Change: SectionGone, Name: run[0].Title, Copy: placeOf(r.now.Path, r.now.Pos), Former: placeOf(r.old.Path, run[0].Pos)}, "the section %q is gone%s", run[0].Title, others(run))
	}
}

// headings returns the sections below the title of a page.
func headings(p *listing.Page) []listing.Section {
	return slices.DeleteFunc(slices.Clone(p.Sections), func(s listing.Section) bool { return s.Title == "" || s.Level == 1 })
}

// onlyIn returns the runs of sections that the others do not have.
func onlyIn(sections, others []listing.Section) [][]listing.Section {
	var runs [][]listing.Section
	open := false
	for _, s := range sections {
		has := slices.ContainsFunc(others, func(o listing.Section) bool { return strings.EqualFold(listing.Plain(o.Title), listing.Plain(s.Title)) })
		switch {
		case has:
		case open:
			runs[len(runs)-1] = append(runs[len(runs)-1], s)
		default:
			runs = append(runs, []listing.Section{s})
		}
		open = !has
	}
	return runs
}

func others(run []listing.Section) string {
	if len(run) == 1 {
		return ""
	}
	var titles []string
	for _, s := range run[1:] {
		titles = append(titles, fmt.Sprintf("%q", s.Title))
	}
	return ", with " + strings.Join(titles, ", ")
}

// links reports links that only one of the copies has, by what they lead to.
func (r *revision) links() {
	was, is := r.targets(r.old.Page), r.targets(r.now.Page)
	for _, l := range is {
		if !hasLink(was, l) {
			r.note(Finding{Change: LinkAdded, Name: l.URL, Copy: placeOf(r.now.Path, l.Pos), Former: placeOf(r.old.Path, r.old.Pos)}, "the link to %s is new", l.URL)
		}
	}
	for _, l := range was {
		if !hasLink(is, l) {
			r.note(Finding{Change: LinkGone, Name: l.URL, Copy: placeOf(r.now.Path, r.now.Pos), Former: placeOf(r.old.Path, l.Pos)}, "the link to %s is gone", l.URL)
		}
	}
}

// targets returns the links of a page, each once, relative ones made absolute.
func (r *revision) targets(p *listing.Page) []listing.Link {
	base, err := url.Parse(r.source.URL.Value)
	var list []listing.Link
	for _, l := range p.Links {
		if u, e := url.Parse(l.URL); err == nil && e == nil {
			l.URL = base.ResolveReference(u).String()
		}
		if !hasLink(list, l) {
			list = append(list, l)
		}
	}
	return list
}

func hasLink(list []listing.Link, l listing.Link) bool {
	return slices.ContainsFunc(list, func(o listing.Link) bool { return o.URL == l.URL })
}
