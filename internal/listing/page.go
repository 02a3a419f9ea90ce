package listing

import (
	"slices"
	"strings"

	"github.com/errbook/errbook/internal/lazy"
	"github.com/errbook/errbook/spec/yaml"
)

// A Page is what is written for people, as far as it has a form: its sections
// with their tables and lists, and its links.
type Page struct {
	Sections []Section // the first is what comes before any heading
	Links    []Link
}

// A Section is a heading and what follows it.
type Section struct {
	yaml.Pos
	Level  int    // 1 to 6; 0 if the page does not say
	Title  string // "" before the first heading
	Text   []string
	Tables []Table
	List   []Entry
}

// A Table has a row of headings and rows of cells.
type Table struct {
	yaml.Pos
	Columns []string
	Rows    []Row
}

// A Row is a row of a table.
type Row struct {
	yaml.Pos
	Cells []Text
}

// An Entry is an item of a list that begins with a name: - `429` Rate limit exceeded.
type Entry struct {
	yaml.Pos
	Name, Text string
}

// A Text is text with its place, and what in it is set as code.
type Text struct {
	yaml.Pos
	Plain string
	Codes []string
}

// A Link is a link of a page.
type Link struct {
	yaml.Pos
	URL, Text string
}

// Plain returns a text in one spelling, whatever characters a page's markup or its
// copy chose for quotes, dashes and spaces, so that only words differ.
func Plain(s string) string {
	return strings.Join(strings.Fields(oneSpelling.Replace(s)), " ")
}

var oneSpelling = strings.NewReplacer("’", "'", "‘", "'", "“", `"`, "”", `"`, "–", "-", "—", "-", "‑", "-", "…", "...", "\u00a0", " ", "\u200b", "")

// page takes the names of the tables, or else of the lists, of the sections that
// the list names.
func (r *reader) page(p *Page) error {
	r.out.Page = p
	sections, err := r.sections(p)
	if err != nil {
		return err
	}
	tables := 0
	for _, s := range sections {
		for i := range s.Tables {
			taken, err := r.table(&s.Tables[i])
			if err != nil {
				return err
			}
			tables += taken
		}
	}
	switch {
	case tables > 0:
		return nil
	case r.list.Select.IsSet():
		return &MovedError{"column", r.list.Select.Value}
	}
	for _, s := range sections {
		for _, e := range s.List {
			if err := r.add(e.Pos, e.Name, Item{Title: e.Text}); err != nil {
				return err
			}
		}
	}
	return nil
}

// sections returns the sections that the list names, with those below them; all
// if it names none.
func (r *reader) sections(p *Page) ([]Section, error) {
	if len(r.list.At) == 0 {
		return p.Sections, nil
	}
	var list []Section
	for _, at := range r.list.At {
		i := slices.IndexFunc(p.Sections, func(s Section) bool { return strings.EqualFold(Plain(s.Title), Plain(at.Value)) })
		if i < 0 {
			return nil, &MovedError{"section", at.Value}
		}
		list = append(list, p.Sections[i])
		for _, s := range p.Sections[i+1:] {
			if s.Level <= p.Sections[i].Level {
				break
			}
			list = append(list, s)
		}
	}
	return list, nil
}

// table takes the names of a table and returns 1, or 0 if the table does not have
// the column.
func (r *reader) table(t *Table) (int, error) {
	column := 0
	if r.list.Select.IsSet() {
		if column = t.column(r.list.Select.Value); column < 0 {
			return 0, nil
		}
	}
	title := -1
	if r.list.Title.IsSet() {
		if title = t.column(r.list.Title.Value); title < 0 {
			return 0, &MovedError{"column", r.list.Title.Value}
		}
	}
	for _, row := range t.Rows {
		if err := r.row(t, &row, column, title); err != nil {
			return 0, err
		}
	}
	return 1, nil
}

func (t *Table) column(heading string) int {
	return slices.IndexFunc(t.Columns, func(c string) bool { return strings.EqualFold(Plain(c), Plain(heading)) })
}

func (r *reader) row(t *Table, row *Row, column, title int) error {
	if column >= len(row.Cells) {
		r.note(row.Pos, "has fewer cells than the table has columns")
		return nil
	}
	item := Item{}
	for i, cell := range row.Cells {
		switch {
		case i == title:
			item.Title = cell.Plain
		case i != column && i < len(t.Columns):
			item.Cells = append(item.Cells, Cell{cell.Pos, t.Columns[i], cell.Plain})
		}
	}
	cell := row.Cells[column]
	names := cell.Codes
	if len(names) == 0 {
		names = []string{cell.Plain}
	}
	for _, name := range names {
		if err := r.add(cell.Pos, name, item); err != nil {
			return err
		}
	}
	return nil
}

// numberedName is what an entry of a list can begin with besides code: a status.
var numberedName = lazy.Regexp(`^([1-5][0-9x][0-9x])\b[\s:.-]*(.*)`)

// entryOf returns the name with which an item of a list begins, and what follows
// it; "" if it begins with none.
func entryOf(t Text) (name, rest string) {
	if len(t.Codes) > 0 && strings.HasPrefix(t.Plain, t.Codes[0]) {
		return t.Codes[0], strings.Trim(t.Plain[len(t.Codes[0]):], " \t:-–—")
	}
	if m := numberedName().FindStringSubmatch(t.Plain); m != nil {
		return m[1], m[2]
	}
	return "", ""
}
