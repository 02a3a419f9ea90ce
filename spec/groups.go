package spec

import (
	"slices"

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
			c.Report(g.Key.Pos, "", "a group must give a constant of its own; found %s again after line %d", constant, first.Line)
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
