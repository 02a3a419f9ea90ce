package spec

import (
	"slices"
	"strings"

	"github.com/errbook/errbook/apierr/errdoc"
	"github.com/errbook/errbook/spec/yaml"
)

// groups checks the groups of errors, and takes the names of their constants.
func (c *checker) groups() {
	for _, g := range c.f.Groups {
		if g.Value == nil {
			continue
		}
		for _, name := range g.Value.Errors {
			c.errorName("each item of errors", name)
		}
		if !slices.ContainsFunc(c.f.Errors, g.Value.has) {
			c.missing(g.Key.Pos, "give it codes or errors", "a group must have an error; found none")
		}
		constant := GroupName(g.Key.Value)
		if first, taken := c.constants[constant]; taken {
			c.Report(g.Key.Pos, "", "a group must make a unique Go constant; found %s again after line %d", constant, first.Line)
			continue
		}
		c.constants[constant] = g.Key.Pos
	}
}

// GroupName returns the constant of a group: GroupIntegrity.
func GroupName(name string) string { return "Group" + camel(name) }

// GroupOf returns the run-time form of a group of the file: "postgres.integrity".
func (f *File) GroupOf(name string) errdoc.Group { return errdoc.Group(f.CodePrefix + "." + name) }

// GroupTitle returns the title of a group of the file.
func (f *File) GroupTitle(name string) string {
	g, _ := f.Groups.Get(name)
	return f.text(g.Title)
}

// FactsOf returns the facts of documentation of the file, in which groups have their
// titles: a Doc knows only their identifiers.
func (f *File) FactsOf(d *errdoc.Doc) []errdoc.Fact {
	var titles []string
	for _, g := range f.Groups {
		if d.Tags.In(f.GroupOf(g.Key.Value)) {
			titles = append(titles, f.text(g.Value.Title))
		}
	}
	facts := d.Facts()
	for i := range facts {
		if facts[i].Key == "tags.groups" {
			facts[i].Text = strings.Join(titles, ", ")
		}
	}
	return facts
}

// A Section is a part of the list of all errors of a file: those of one surface and,
// where the file has groups, of one group.
type Section struct {
	Surface string
	Group   Prose // the title of the group, unset for errors that belong to none
	Errors  []*Error
}

// Sections returns all errors of the file: by surface, in the order in which surfaces
// are first met, and there by the first group that an error belongs to, in the order of
// the file. Errors of no group come last.
func (f *File) Sections() []Section {
	var list []Section
	for _, surface := range f.surfacesMet() {
		sections := make([]Section, len(f.Groups)+1)
		for i := range sections {
			sections[i].Surface = surface
			if i < len(f.Groups) {
				sections[i].Group = f.Groups[i].Value.Title
			}
		}
		for _, e := range f.Errors {
			if e.Doc.Surface == surface {
				s := &sections[f.firstGroup(e)]
				s.Errors = append(s.Errors, e)
			}
		}
		list = append(list, slices.DeleteFunc(sections, func(s Section) bool { return s.Errors == nil })...)
	}
	return list
}

// surfacesMet lists the surfaces at which errors show up, as documentation names them.
func (f *File) surfacesMet() []string {
	var list []string
	for _, e := range f.Errors {
		if !slices.Contains(list, e.Doc.Surface) {
			list = append(list, e.Doc.Surface)
		}
	}
	return list
}

// firstGroup returns the index of the first group that an error belongs to, the number
// of groups if it belongs to none.
func (f *File) firstGroup(e *Error) int {
	i := slices.IndexFunc(f.Groups, func(g yaml.Entry[*Group]) bool { return g.Value.has(e) })
	if i < 0 {
		return len(f.Groups)
	}
	return i
}

// has reports whether an error belongs to the group: it is named, or all codes that
// it is recognized by are of the group.
func (g *Group) has(e *Error) bool {
	if e == nil {
		return false
	}
	if slices.ContainsFunc(g.Errors, func(t yaml.Text) bool { return t.Value == e.Name.Value }) {
		return true
	}
	if g.Codes.isZero() {
		return false
	}
	test, rules := g.Codes.test(), e.allRules()
	return !slices.ContainsFunc(rules, func(r Rule) bool { return r.WireCode.isZero() || !test.covers(r.WireCode.test()) })
}

// tagsOf returns how the book sorts an entry, nil if it does not.
func (f *File) tagsOf(e *Error) *errdoc.Tags {
	t := &errdoc.Tags{Severity: e.Severity.Value}
	for _, g := range f.Groups {
		if g.Value.has(e) {
			t.Groups = append(t.Groups, f.GroupOf(g.Key.Value))
		}
	}
	for _, x := range e.Extra {
		t.Extra = append(t.Extra, errdoc.Extra{Key: x.Key.Value, Value: x.Value.Value})
	}
	if t.Severity == "" && t.Groups == nil && t.Extra == nil {
		return nil
	}
	return t
}
