package draft

import (
	"fmt"
	"strings"

	"github.com/errbook/errbook/internal/lazy"
	"github.com/errbook/errbook/internal/listing"
)

// page takes the rows of tables and the items of lists, and notes all other text.
func (d *Draft) page(f File, p *listing.Page) {
	for _, s := range p.Sections {
		for i := range s.Tables {
			d.table(f, &s.Tables[i])
		}
		listed := map[string]bool{}
		for _, e := range s.List {
			d.add(propose(fmt.Sprintf("%s:%d", f.Path, e.Line), cells{code: e.Name, title: e.Text}))
			listed[e.Name] = true
		}
		for _, text := range s.Text {
			if name, _, _ := strings.Cut(text, " "); !listed[name] {
				d.left = append(d.left, fmt.Sprintf("%s: %s%s", f.Path, heading(s.Title), text))
			}
		}
	}
	for _, l := range p.Links {
		d.left = append(d.left, fmt.Sprintf("%s:%d: link to %s", f.Path, l.Line, l.URL))
	}
}

func heading(title string) string {
	if title == "" {
		return ""
	}
	return title + ": "
}

// What a column is, by its heading.
var (
	statusColumn = lazy.Regexp(`(?i)^(http )?(status( code)?|code|error code|http code)$`)
	codeColumn   = lazy.Regexp(`(?i)^(error( code| name| type)?|code|name|type|reason|exception)$`)
	titleColumn  = lazy.Regexp(`(?i)^(error( name)?|name|title|status text|overview|message)$`)
	causeColumn  = lazy.Regexp(`(?i)(cause|issue|description|meaning|reason|explanation|detail|when)`)
	fixColumn    = lazy.Regexp(`(?i)(fix|resol|solution|action|remedy|what to do|handling|recommend)`)
	httpStatus   = lazy.Regexp(`\b[1-5][0-9x]{2}\b`)
	singleWord   = lazy.Regexp(`^[A-Z][a-z]+$`) // beside a status it is its name
	identifier   = lazy.Regexp(`^[A-Za-z][A-Za-z0-9]*([._-][A-Za-z0-9]+)*$|^[0-9]{4,6}$`)
)

// cells are the cells of a row by what they are.
type cells struct {
	status, code, title string
	causes, fixes, rest []string
}

func (d *Draft) table(f File, t *listing.Table) {
	for _, row := range t.Rows {
		var c cells
		for i, cell := range row.Cells {
			column := ""
			if i < len(t.Columns) {
				column = t.Columns[i]
			}
			c.take(column, cell)
		}
		at := fmt.Sprintf("%s:%d", f.Path, row.Line)
		if c.status == "" && c.code == "" && c.title == "" {
			d.left = append(d.left, at+": row without a name: "+strings.Join(plain(row.Cells), " | "))
			continue
		}
		d.add(propose(at, c))
	}
}

func plain(list []listing.Text) []string {
	var texts []string
	for _, t := range list {
		texts = append(texts, t.Plain)
	}
	return texts
}

// take puts a cell where it belongs.
func (c *cells) take(column string, cell listing.Text) {
	text := cell.Plain
	switch status := httpStatus().FindString(text); {
	case text == "":
	case c.status == "" && status != "" && (statusColumn().MatchString(column) || text == status) && len(text) < 60:
		c.status = status
		if rest := strings.Trim(strings.Replace(text, status, "", 1), " -–:"); rest != "" {
			c.title = rest
		}
	case c.code == "" && codeColumn().MatchString(column) && identifier().MatchString(text) && !(c.status != "" && singleWord().MatchString(text)):
		c.code = text
	case c.title == "" && (titleColumn().MatchString(column) || codeColumn().MatchString(column)):
		c.title = text
	case fixColumn().MatchString(column):
		c.fixes = append(c.fixes, text)
	case causeColumn().MatchString(column):
		c.causes = append(c.causes, text)
	default:
		c.rest = append(c.rest, column+": "+text)
	}
}
