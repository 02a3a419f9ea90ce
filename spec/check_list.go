package spec

import (
	"strings"

	"github.com/errbook/errbook/spec/yaml"
)

// A listForm is what the other keys of a list hold, by its format.
type listForm struct {
	at      string   // what each place is
	must    bool     // at must be given
	selects []string // what select can be, nil if the format has none
	table   bool     // select and title are columns
}

var listForms = map[string]listForm{
	"openapi":    {at: pointer, must: true, selects: []string{"keys", "values"}},
	"json":       {at: pointer, must: true, selects: []string{"keys", "values"}},
	"aws-model":  {at: "the name of a shape or an operation"},
	"proto":      {at: "the name of an enum", must: true},
	"go":         {at: "the name of a type", must: true, selects: []string{"names", "values"}},
	"typescript": {at: "the name of a type", must: true},
	"python":     {at: "the name of a class or a constant", must: true, selects: []string{"names", "values", "classes"}},
	"markdown":   {at: "the heading of a section", table: true},
	"html":       {at: "the heading of a section", table: true},
}

const pointer = "a JSON pointer"

// list checks what a source says of its list.
func (c *checker) list(id string, l *List) {
	form, ok := listForms[l.Format.Value]
	if !ok { // reported already
		return
	}
	if form.must && len(l.At) == 0 {
		c.missing(l.Pos, "", "a list of the format %s must have the key at, which is %s; found none", l.Format.Value, form.at)
	}
	for _, at := range l.At {
		if form.at == pointer && at.IsSet() && !strings.HasPrefix(at.Value, "/") {
			c.Report(at.Pos, "such as /components/schemas/ErrorCode/enum", "at must be a JSON pointer, which begins with /; found %s", at.Value)
		}
	}
	c.listSelect(l, form)
	c.pattern(l.Pattern)
	c.link("url", l.URL, "an https URL")
	c.exists("former", l.Former, c.sources, "sources")
	if l.Former.IsSet() && l.Former.Value == id {
		c.Report(l.Former.Pos, "", "former must be another source; found %s itself", id)
	}
	c.ignored(l.Ignore)
}

// listSelect checks the columns or words that say what of a list the names are.
func (c *checker) listSelect(l *List, form listForm) {
	switch {
	case form.table:
	case form.selects == nil:
		c.unneeded("select", l.Select, l.Format)
	default:
		c.oneOf("select", l.Select, form.selects)
	}
	if !form.table {
		c.unneeded("title", l.Title, l.Format)
		c.unneeded("former", l.Former, l.Format)
	}
}

// unneeded reports a key that lists of a format do not have.
func (c *checker) unneeded(key string, t, format yaml.Text) {
	if t.IsSet() {
		c.Report(t.Pos, "", "a list of the format %s must not have the key %s; found it", format.Value, key)
	}
}

func (c *checker) ignored(list []Ignored) {
	names := make([]yaml.Text, len(list))
	for i := range list {
		names[i] = list[i].Name
	}
	c.distinct("ignore", names)
}
