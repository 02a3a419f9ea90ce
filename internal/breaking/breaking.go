// Package breaking compares two versions of a book: what of the older one does the
// newer one no longer hold, and for whom does that break something?
package breaking

import (
	"fmt"
	"path"
	"slices"

	"github.com/errbook/errbook/apierr"
	"github.com/errbook/errbook/internal/findings"
	"github.com/errbook/errbook/spec"
	"github.com/errbook/errbook/spec/yaml"
)

// A Change is one difference between two versions of a book.
type Change struct {
	Path string // of the spec file, in the newer version if it is there
	yaml.Pos
	Rule   string
	Effect Effect
	Code   apierr.Code // of the error that changed, "" for none
	What   string      // what changed
	Was    string      // where the older version has it, "" where the newer one has it, too
	Breaks string      // what breaks for whom, "" for nothing
	Hint   string
}

// An Effect is what a change asks of the next version (Semantic Versioning).
type Effect uint8

// The effects, from none to most.
const (
	None  Effect = iota
	Patch        // words and links
	Minor        // something is new, or different for programs that look closely
	Major        // something that worked does not work any more
)

var effectNames = [...]string{"none", "patch", "minor", "major"}

// String returns the name of the part of the version: "major".
func (e Effect) String() string { return effectNames[min(int(e), len(effectNames)-1)] }

// A rule is a way in which books differ.
type rule struct {
	id    string
	about string
}

// rules lists all rules. Their ids are a promise: tools filter by them.
var rules = []rule{
	{"provider-removed", "an API was removed, and its package with it"},
	{"provider-added", "an API was added"},
	{"own-changed", "an API is no longer your own, so its package no longer sends errors"},
	{"code-removed", "an error was removed"},
	{"code-renamed", "an error was renamed; its former name still works in Go"},
	{"code-added", "an error was added"},
	{"kind-changed", "an error has a different kind"},
	{"retry-changed", "an error is now retried and was not before, or the reverse"},
	{"advice-changed", "the advice for an error changed: actor, scope, executed, billed, class of retry"},
	{"status-changed", "an error comes with a different HTTP status"},
	{"wire-changed", "an error is recognized by different rules, or sent with a different code or type"},
	{"wire-moved", "the parts of an error moved within the response"},
	{"details-changed", "an error of an API of your own has different details"},
	{"default-changed", "a different error is sent in place of undocumented ones"},
	{"page-moved", "the page of an error has a different URL"},
	{"group-changed", "a group was added or removed, or its errors changed"},
	{"context-removed", "a context or one of its values was removed"},
	{"own-kind-changed", "a kind that the book defines was removed or changed"},
	{"generic-changed", "undocumented responses are judged by a different part of what is generally known"},
	{"docs-changed", "the documentation of an error, or of a kind that the book defines, changed"},
}

// Rules lists every rule with what it is about.
func Rules() []findings.Rule {
	var list []findings.Rule
	for _, r := range rules {
		list = append(list, findings.Rule{ID: r.id, About: r.about})
	}
	return list
}

// Verdict returns the effect of all changes together.
func Verdict(changes []Change) Effect {
	verdict := None
	for _, c := range changes {
		verdict = max(verdict, c.Effect)
	}
	return verdict
}

// A comparison gathers changes.
type comparison struct {
	oldName string // of the older version, for people
	changes []Change
	was     *spec.File // of the older version
	file    *spec.File // of the newer version, nil if it has none
}

// Compare lists what changed from one version of a book to another, sorted by path and
// place. The name of the older one is for people: HEAD~1.
func Compare(oldName string, from, to *spec.Book) []Change {
	c := &comparison{oldName: oldName}
	for _, f := range from.Files {
		now := to.Find(f.Provider.Value)
		if now == nil {
			c.add(Change{
				// Its file may be gone: the directory is not.
				Path: path.Dir(to.Files[0].Path), Rule: "provider-removed", Effect: Major,
				What: "the API " + f.Provider.Value + " is gone", Was: fmt.Sprintf("in %s it is in %s", oldName, path.Base(f.Path)),
				Breaks: "programs that import its package do not compile",
			})
			continue
		}
		c.was, c.file = f, now
		c.files(f, now)
	}
	for _, f := range to.Files {
		if from.Find(f.Provider.Value) == nil {
			c.add(Change{Path: f.Path, Pos: f.Provider.Pos, Rule: "provider-added", Effect: Minor, What: "the API " + f.Provider.Value + " is new"})
		}
	}
	c.ownKinds(from, to)
	slices.SortStableFunc(c.changes, compareChanges)
	return c.changes
}

func (c *comparison) add(change Change) { c.changes = append(c.changes, change) }

// files compares two versions of a file.
func (c *comparison) files(from, to *spec.File) {
	successors := successorsOf(from, to)
	for _, e := range from.Errors {
		now := successors[e]
		if now == nil {
			c.removed(from, e, to)
			continue
		}
		if now.Name.Value != e.Name.Value {
			c.renamed(e, now)
		}
		c.entries(e, now)
	}
	for _, e := range to.Errors {
		if find(from, e.Name.Value) == nil && !isRename(from, e) {
			c.note(e, e.Name.Pos, "code-added", Minor, fmt.Sprintf("%s is new: %s", e.Code, e.Doc.Title), "", "")
		}
	}
	c.groups(from, to, successors)
	c.newGroups(from, to, successors)
	c.contexts(from, to)
	c.wires(from, to)
	c.generic(from, to)
}

// note adds a change of an error.
func (c *comparison) note(e *spec.Error, pos yaml.Pos, rule string, effect Effect, what, breaks, hint string) {
	if !pos.IsSet() {
		pos = e.Name.Pos
	}
	path, pos := c.file.Place(pos)
	c.add(Change{Path: path, Pos: pos, Rule: rule, Effect: effect, Code: e.Code, What: what, Breaks: breaks, Hint: hint})
}

// renamed adds that an error has another name, and in an own API another type.
func (c *comparison) renamed(from, to *spec.Error) {
	c.note(to, to.Name.Pos, "code-renamed", Minor, fmt.Sprintf("%s is now called %s", from.Code, to.Code), "logs, JSON and dashboards have the new code", "")
	if c.file.IsProblem() && c.file.Pages.IsSet() && from.Slug.Value != to.Slug.Value {
		c.note(to, to.Slug.Pos, "page-moved", Major, fmt.Sprintf("the page of %s is now at %s; it was at %s", to.Code, to.Doc.URL(), from.Doc.URL()),
			"clients that check the type of problem details do not recognize it", "slug: "+from.Slug.Value+" keeps it")
	}
}

// removed adds that an error has gone, with a hint if another one looks like it.
func (c *comparison) removed(from *spec.File, e *spec.Error, to *spec.File) {
	hint := ""
	for _, now := range to.Errors {
		if find(from, now.Name.Value) != nil {
			continue
		}
		if same := sameness(e, now); same != "" {
			hint = fmt.Sprintf("%s %s: if it was only renamed, say renamed_from: [{name: %s}]", now.Code, same, e.Name.Value)
		}
	}
	if hint == "" {
		hint = "deprecated says that it is no longer sent, and keeps the constant"
	}
	c.add(Change{
		Path: to.Path, Pos: to.Provider.Pos, Rule: "code-removed", Effect: Major, Code: e.Code,
		What:   fmt.Sprintf("%s is gone", e.Code),
		Was:    fmt.Sprintf("in %s it is on %s", c.oldName, from.LineOf(e.Name.Pos)),
		Breaks: fmt.Sprintf("programs that name the constant %s do not compile, and its page is gone", e.Name.Value), Hint: hint,
	})
}

// sameness says what two errors of different names have in common by which they may be
// one, "" for nothing. In an own API the rules may be made of the name.
func sameness(from, to *spec.Error) string {
	switch {
	case slices.Equal(to.Rules(), from.Rules()):
		return "is recognized by the same rules"
	case slices.Equal(to.Doc.Causes, from.Doc.Causes) && slices.Equal(to.Doc.Fixes, from.Doc.Fixes):
		return "has the same causes and fixes"
	}
	return ""
}

// successorsOf maps the errors of an older version to those that they are now, also where
// they have another name.
func successorsOf(from, to *spec.File) map[*spec.Error]*spec.Error {
	renamed := map[string]*spec.Error{}
	for _, e := range to.Errors {
		for _, r := range e.Renamed {
			renamed[r.Name.Value] = e
		}
	}
	now := map[*spec.Error]*spec.Error{}
	for _, e := range from.Errors {
		if now[e] = find(to, e.Name.Value); now[e] == nil {
			now[e] = renamed[e.Name.Value]
		}
	}
	return now
}

// isRename reports whether an error had, by one of its former names, an entry in an
// older version of the file.
func isRename(from *spec.File, e *spec.Error) bool {
	return slices.ContainsFunc(e.Renamed, func(r spec.Renamed) bool { return find(from, r.Name.Value) != nil })
}

// find returns the error of a name, nil for none.
func find(f *spec.File, name string) *spec.Error {
	i := slices.IndexFunc(f.Errors, func(e *spec.Error) bool { return e.Name.Value == name })
	if i < 0 || name == "" {
		return nil
	}
	return f.Errors[i]
}
