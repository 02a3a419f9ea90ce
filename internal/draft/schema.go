package draft

import (
	"slices"

	"github.com/errbook/errbook/spec/yaml"
)

// This file reads schemas: what members a body can have, and to what they are limited.

// maxDepth is how deep in a body a code can be.
const maxDepth = 3

// A leaf is a member of a body that has no members.
type leaf struct {
	path, name string
	tree       *yaml.Tree // its schema, or its value
	beside     *yaml.Tree // the properties, or the object, that it is in
	rank       int
}

// leaves lists the members of a schema, by walking what its value can have.
func (w *walker) leaves(schema *yaml.Tree) []leaf {
	return (&descent{walker: w, left: maxLeaves}).below(schema, "")
}

// maxLeaves bounds how much of a schema is looked at: one can contain itself many times.
const maxLeaves = 2000

// A descent walks down the members of a schema.
type descent struct {
	*walker
	left  int                   // how many members to look at
	above []map[*yaml.Tree]bool // the schemas that the member is in
}

func (d *descent) below(schema *yaml.Tree, path string) []leaf {
	var list []leaf
	properties, parts := d.merged(schema)
	d.above = append(d.above, parts)
	defer func() { d.above = d.above[:len(d.above)-1] }()
	members(properties, func(key yaml.Text, v *yaml.Tree) {
		at := join(path, key.Value)
		if v = d.resolve(v); v == nil || d.left <= 0 {
			return
		}
		d.left--
		inner, innerAt := d.inner(v, at)
		if inner == nil || d.isWithin(inner) {
			return // what an error within an error has, its schema says already
		}
		if len(d.above) <= maxDepth {
			if deeper := d.below(inner, innerAt); len(deeper) > 0 {
				list = append(list, deeper...)
				return
			}
		}
		list = append(list, leaf{path: at, name: key.Value, tree: v, beside: properties})
	})
	return list
}

// inner returns the schema of a member, or of the first element of one that is a list,
// and where that is.
func (d *descent) inner(v *yaml.Tree, at string) (schema *yaml.Tree, path string) {
	for _, key := range []string{"prefixItems", "items"} {
		t := v.Get(key)
		switch {
		case t == nil:
			continue
		case t.Kind == yaml.Sequence && len(t.Items) > 0:
			return d.resolve(t.Items[0]), at + "[0]"
		}
		return d.resolve(t), at + "[0]"
	}
	return v, at
}

// isWithin reports whether a schema contains itself here.
func (d *descent) isWithin(schema *yaml.Tree) bool {
	return slices.ContainsFunc(d.above, func(parts map[*yaml.Tree]bool) bool { return parts[schema] })
}

func join(path, key string) string {
	if path == "" {
		return key
	}
	return path + "." + key
}

// properties returns the properties of a schema, with those of all that it is made of.
func (w *walker) properties(schema *yaml.Tree) *yaml.Tree {
	properties, _ := w.merged(schema)
	return properties
}

// merged is properties, and returns the schemas that it is made of.
func (w *walker) merged(schema *yaml.Tree) (properties *yaml.Tree, parts map[*yaml.Tree]bool) {
	m := merger{walker: w, places: map[string]int{}, seen: map[*yaml.Tree]bool{}}
	m.add(schema)
	return &yaml.Tree{Kind: yaml.Mapping, Keys: m.keys, Items: m.items}, m.seen
}

// A merger collects the properties of schemas, in the order in which they come first.
type merger struct {
	*walker
	keys   []yaml.Text
	items  []*yaml.Tree
	places map[string]int // of keys
	seen   map[*yaml.Tree]bool
}

func (m *merger) add(schema *yaml.Tree) {
	if schema = m.resolve(schema); schema == nil || m.seen[schema] {
		return
	}
	m.seen[schema] = true
	if all := schema.Get("allOf"); all != nil {
		for _, part := range all.Items {
			m.add(part)
		}
	}
	members(schema.Get("properties"), func(key yaml.Text, v *yaml.Tree) {
		if i, known := m.places[key.Value]; known { // a later part says more
			m.items[i] = v
			return
		}
		m.places[key.Value] = len(m.keys)
		m.keys, m.items = append(m.keys, key), append(m.items, v)
	})
}

// alternatives lists the schemas of a response: each member of a choice by itself.
func (w *walker) alternatives(r *response) []*yaml.Tree {
	var list []*yaml.Tree
	seen := map[*yaml.Tree]bool{}
	var split func(t *yaml.Tree)
	split = func(t *yaml.Tree) {
		if t = w.resolve(t); t == nil || seen[t] {
			return
		}
		seen[t] = true
		for _, key := range []string{"oneOf", "anyOf"} {
			if choice := t.Get(key); choice != nil && t.Get("properties") == nil {
				for _, part := range choice.Items {
					split(part)
				}
				return
			}
		}
		list = append(list, t)
	}
	members(r.tree.Get("content"), func(_ yaml.Text, media *yaml.Tree) {
		if schema := media.Get("schema"); schema != nil {
			split(schema)
		}
	})
	if schema := r.tree.Get("schema"); schema != nil { // Swagger 2.0
		split(schema)
	}
	return list
}

// constants lists the values that a schema is limited to, as far as they can be texts.
func constants(t *yaml.Tree) []*yaml.Tree {
	if v := t.Get("const"); v != nil {
		return withText([]*yaml.Tree{v})
	}
	if v := t.Get("enum"); v != nil {
		return withText(v.Items)
	}
	return nil
}

func withText(list []*yaml.Tree) []*yaml.Tree {
	var texts []*yaml.Tree
	for _, t := range list {
		if textOf(t) != "" {
			texts = append(texts, t)
		}
	}
	return texts
}

func isConstant(t *yaml.Tree) bool { return len(constants(t)) > 0 }
