package breaking

import (
	"cmp"
	"fmt"
	"path"
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
	moved := func(pos yaml.Pos, what, breaks string) {
		if !pos.IsSet() {
			pos = placeOfWire(to)
		}
		c.add(Change{Path: to.Path, Pos: pos, Rule: "wire-moved", Effect: Major, What: what, Breaks: breaks})
	}
	if from.IsProblem() && !to.IsProblem() {
		moved(yaml.Pos{}, "errors are no longer sent as problem details", "clients that ask for application/problem+json, or check the type, do not recognize them")
	}
	a, b := from.MainWire(), to.MainWire()
	for _, part := range []struct {
		name     string
		from, to []spec.Path
	}{{"code", a.Code, b.Code}, {"type", a.Type, b.Type}, {"message", a.Message, b.Message}, {"request ID", a.RequestID, b.RequestID}} {
		if len(part.from) == 0 {
			continue
		}
		now, pos := "nowhere", yaml.Pos{}
		if len(part.to) > 0 {
			place := part.to[0].String()
			if slices.ContainsFunc(part.from, func(p spec.Path) bool { return p.String() == place }) {
				continue // where older clients look, too
			}
			now, pos = "at "+place, part.to[0].Pos
		}
		moved(pos, fmt.Sprintf("the %s is now %s; it was at %s", part.name, now, part.from[0].String()), "clients of older versions do not find it")
	}
	if len(a.Each) > 0 && len(b.Each) == 0 {
		moved(yaml.Pos{}, "responses no longer have a list of errors; it was at "+a.Each[0].String(), "clients find only the first of the errors that a server joins")
	}
}

// placeOfWire returns where a file says where the parts of its errors are, else where it
// begins to say whose they are.
func placeOfWire(f *spec.File) yaml.Pos {
	if f.Wire == nil {
		return f.Provider.Pos
	}
	return f.Wire.Pos
}

// generic compares what judges the responses that no rule takes. Each part has less than
// the one before: programs that check for a kind no longer match what is left out.
func (c *comparison) generic(from, to *spec.File) {
	was, now := from.GenericPart(), to.GenericPart()
	if was == now {
		return
	}
	change := Change{
		Path: to.Path, Pos: to.Generic.Pos, Rule: "generic-changed", Effect: Minor,
		What:   fmt.Sprintf("generic is now %s; it was %s", now, was),
		Breaks: "undocumented responses can get kinds that they did not have",
	}
	if !change.IsSet() {
		change.Pos = to.Provider.Pos
	}
	if now > was {
		change.Effect, change.Breaks = Major, "programs that check undocumented responses for a kind may no longer match them"
	}
	c.add(change)
}

// ownKinds compares the kinds that the books have of their own.
func (c *comparison) ownKinds(from, to *spec.Book) {
	was, is := from.Taxonomy().Own(), to.Taxonomy()
	for _, k := range was.Kinds {
		now := is.Kind(k.Name)
		switch {
		case now.Name != k.Name:
			c.ownKind(to, spec.Place{}, "own-kind-changed", Major, fmt.Sprintf("the kind %s is gone", k.Name),
				fmt.Sprintf("programs that name the constant %s do not compile", k.GoName()))
		case now.Family != k.Family:
			c.ownKind(to, now.Place, "own-kind-changed", Major, fmt.Sprintf("the kind %s is now of family %s; it was of family %s", k.Name, now.Family, k.Family),
				fmt.Sprintf("programs that check for the family %s no longer match it", k.Family))
		}
		if now.Name == k.Name && (now.Meaning != k.Meaning || now.Tell != k.Tell) {
			c.ownKind(to, now.Place, "docs-changed", Patch, fmt.Sprintf("the documentation of the kind %s changed", k.Name), "")
		}
	}
	for _, f := range was.Families {
		i := slices.IndexFunc(is.Families, func(g spec.Family) bool { return g.Name == f.Name })
		switch {
		case i < 0:
			c.ownKind(to, spec.Place{}, "own-kind-changed", Major, fmt.Sprintf("the family %s is gone", f.Name),
				fmt.Sprintf("programs that name the constant %s do not compile", f.GoName()))
		case is.Families[i].Meaning != f.Meaning:
			c.ownKind(to, is.Families[i].Place, "docs-changed", Patch, fmt.Sprintf("the documentation of the family %s changed", f.Name), "")
		}
	}
}

// ownKind adds a change of a kind or family. What is gone has no place: it is in the file
// of the other kinds or, if there are none, in the directory.
func (c *comparison) ownKind(to *spec.Book, at spec.Place, rule string, effect Effect, what, breaks string) {
	if at.Path == "" {
		at.Path = path.Dir(to.Files[0].Path)
		if own := to.Taxonomy().Own(); len(own.Kinds) > 0 {
			at.Path = own.Kinds[0].Place.Path
		}
	}
	c.add(Change{Path: at.Path, Pos: at.Pos, Rule: rule, Effect: effect, What: what, Breaks: breaks})
}
