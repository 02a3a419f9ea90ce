package breaking

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/errbook/errbook/spec"
	"github.com/errbook/errbook/spec/yaml"
)

// compareChanges orders changes by path and place.
func compareChanges(a, b Change) int {
	return cmp.Or(cmp.Compare(a.Path, b.Path), cmp.Compare(a.Line, b.Line), cmp.Compare(a.Col, b.Col))
}

// groups compares the groups that a file had, and what has left them.
func (c *comparison) groups(from, to *spec.File, successors map[*spec.Error]*spec.Error) {
	for _, g := range from.Groups {
		name := g.Key.Value
		at, ok := to.Groups.Get(name)
		if !ok {
			c.add(Change{
				Path: to.Path, Pos: to.Provider.Pos, Rule: "group-changed", Effect: Major, What: fmt.Sprintf("the group %s is gone", name),
				Breaks: fmt.Sprintf("programs that name the constant %s do not compile", spec.GroupName(name)),
			})
			continue
		}
		for _, e := range from.Errors {
			now := successors[e]
			if now != nil && e.Doc.Tags.In(from.GroupOf(name)) && !now.Doc.Tags.In(to.GroupOf(name)) {
				c.note(now, at.Pos, "group-changed", Major, fmt.Sprintf("%s no longer belongs to the group %s", now.Code, name), "programs that check for the group no longer match it", "")
			}
		}
	}
}

// newGroups compares the groups that are new, and what has joined others.
func (c *comparison) newGroups(from, to *spec.File, successors map[*spec.Error]*spec.Error) {
	for _, g := range to.Groups {
		name := g.Key.Value
		if _, ok := from.Groups.Get(name); !ok {
			c.add(Change{Path: to.Path, Pos: g.Key.Pos, Rule: "group-changed", Effect: Minor, What: fmt.Sprintf("the group %s is new", name)})
			continue
		}
		for _, was := range from.Errors {
			e := successors[was]
			if e != nil && e.Doc.Tags.In(to.GroupOf(name)) && !was.Doc.Tags.In(from.GroupOf(name)) {
				c.note(e, g.Value.Pos, "group-changed", Minor, fmt.Sprintf("%s now belongs to the group %s", e.Code, name), "programs that check for the group match it, too", "")
			}
		}
	}
}

// contexts compares what callers can say that they know.
func (c *comparison) contexts(from, to *spec.File) {
	for _, context := range from.Contexts {
		now, _ := to.Contexts.Get(context.Key.Value)
		for _, v := range context.Value {
			if slices.ContainsFunc(now, func(t yaml.Text) bool { return t.Value == v.Value }) {
				continue
			}
			c.add(Change{
				Path: to.Path, Pos: to.Provider.Pos, Rule: "context-removed", Effect: Major,
				What:   fmt.Sprintf("the context %s is gone", spec.ContextOf(context.Key.Value, v.Value)),
				Breaks: fmt.Sprintf("programs that name the constant %s do not compile", spec.ContextName(context.Key.Value, v.Value)),
			})
		}
	}
}

// wires compares how an own API sends its errors, and where the parts are: clients of
// older versions look for them where they were.
func (c *comparison) wires(from, to *spec.File) {
	if !from.Own.Value {
		return
	}
	if !to.Own.Value {
		c.add(Change{
			Path: to.Path, Pos: to.Provider.Pos, Rule: "own-changed", Effect: Major,
			What: "the API is no longer your own", Breaks: "programs that send its errors do not compile",
		})
		return
	}
	if from.IsProblem() && !to.IsProblem() {
		c.add(Change{
			Path: to.Path, Pos: to.Provider.Pos, Rule: "wire-moved", Effect: Major,
			What:   "errors are no longer sent as problem details",
			Breaks: "clients that ask for application/problem+json, or check the type, do not recognize them",
		})
	}
	a, b := from.MainWire(), to.MainWire()
	for _, part := range []struct {
		name     string
		from, to []spec.Path
	}{{"code", a.Code, b.Code}, {"type", a.Type, b.Type}, {"message", a.Message, b.Message}, {"request ID", a.RequestID, b.RequestID}} {
		if len(part.from) == 0 {
			continue
		}
		now := "nowhere"
		if len(part.to) > 0 {
			path := part.to[0].String()
			if slices.ContainsFunc(part.from, func(p spec.Path) bool { return p.String() == path }) {
				continue // where older clients look, too
			}
			now = "at " + path
		}
		c.add(Change{
			Path: to.Path, Pos: to.Provider.Pos, Rule: "wire-moved", Effect: Major,
			What:   fmt.Sprintf("the %s is now %s; it was at %s", part.name, now, part.from[0].String()),
			Breaks: "clients of older versions do not find it",
		})
	}
	if len(a.Each) > 0 && len(b.Each) == 0 {
		c.add(Change{
			Path: to.Path, Pos: to.Provider.Pos, Rule: "wire-moved", Effect: Major,
			What:   "responses no longer have a list of errors; it was at " + a.Each[0].String(),
			Breaks: "clients find only the first of the errors that a server joins",
		})
	}
}

// ownKinds compares the kinds that the books have of their own.
func (c *comparison) ownKinds(from, to *spec.Book) {
	was, is := from.Taxonomy().Own(), to.Taxonomy()
	for _, k := range was.Kinds {
		now := is.Kind(k.Name)
		path, pos := to.Files[0].Path, to.Files[0].Provider.Pos
		switch {
		case now.Name != k.Name:
			c.add(Change{
				Path: path, Pos: pos, Rule: "own-kind-changed", Effect: Major, What: fmt.Sprintf("the kind %s is gone", k.Name),
				Breaks: fmt.Sprintf("programs that name the constant %s do not compile", k.GoName()),
			})
		case now.Family != k.Family:
			c.add(Change{
				Path: path, Pos: pos, Rule: "own-kind-changed", Effect: Major, What: fmt.Sprintf("the kind %s is now of family %s; it was of family %s", k.Name, now.Family, k.Family),
				Breaks: fmt.Sprintf("programs that check for the family %s no longer match it", k.Family),
			})
		}
	}
	for _, f := range was.Families {
		if !slices.ContainsFunc(is.Families, func(g spec.Family) bool { return g.Name == f.Name }) {
			c.add(Change{
				Path: to.Files[0].Path, Pos: to.Files[0].Provider.Pos, Rule: "own-kind-changed", Effect: Major, What: fmt.Sprintf("the family %s is gone", f.Name),
				Breaks: fmt.Sprintf("programs that name the constant %s do not compile", f.GoName()),
			})
		}
	}
}
