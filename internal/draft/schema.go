package draft

import "github.com/errbook/errbook/spec/yaml"

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
	left := maxLeaves
	return w.leavesBelow(schema, "", 0, &left)
}

// maxLeaves bounds how much of a schema is looked at: one can contain itself many times.
const maxLeaves = 2000

func (w *walker) leavesBelow(schema *yaml.Tree, path string, depth int, left *int) []leaf {
	var list []leaf
	properties := w.properties(schema)
	members(properties, func(key yaml.Text, v *yaml.Tree) {
		at := join(path, key.Value)
		if v = w.resolve(v); v == nil || *left <= 0 {
			return
		}
		*left--
		inner, below := v, at
		for _, items := range []string{"prefixItems", "items"} {
			if t := v.Get(items); t != nil {
				if inner, below = w.resolve(t), at+"[0]"; t.Kind == yaml.Sequence && len(t.Items) > 0 {
					inner = w.resolve(t.Items[0])
				}
				break
			}
		}
		if inner == nil {
			return
		}
		if depth < maxDepth {
			if deeper := w.leavesBelow(inner, below, depth+1, left); len(deeper) > 0 {
				list = append(list, deeper...)
				return
			}
		}
		list = append(list, leaf{path: at, name: key.Value, tree: v, beside: properties})
	})
	return list
}

func join(path, key string) string {
	if path == "" {
		return key
	}
	return path + "." + key
}

// properties returns the properties of a schema, with those of all that it is made of.
func (w *walker) properties(schema *yaml.Tree) *yaml.Tree {
	m := merger{walker: w, places: map[string]int{}, seen: map[*yaml.Tree]bool{}}
	m.add(schema)
	return &yaml.Tree{Kind: yaml.Mapping, Keys: m.keys, Items: m.items}
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
