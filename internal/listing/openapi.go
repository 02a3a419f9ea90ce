package listing

import (
	"net/url"
	"strconv"
	"strings"

	"github.com/errbook/errbook/spec/yaml"
)

// pointers reads the names at JSON pointers: as a schema has them (openapi), or as
// they are (json).
func (r *reader) pointers() error {
	root, err := ReadTree(r.source.data)
	if err != nil {
		return err
	}
	return r.each(func(at string) error {
		found := Resolve(root, at)
		if len(found) == 0 {
			return &MovedError{"value at", at}
		}
		for _, t := range found {
			s := schema{reader: r, root: root, visited: map[*yaml.Tree]bool{}}
			if err := s.take(t); err != nil {
				return err
			}
		}
		return nil
	})
}

// Resolve returns the values at a JSON pointer (RFC 6901), of which a step may be
// *, which is each member.
func Resolve(root *yaml.Tree, pointer string) []*yaml.Tree {
	found := []*yaml.Tree{root}
	for step := range strings.SplitSeq(strings.TrimPrefix(pointer, "/"), "/") {
		step = strings.NewReplacer("~1", "/", "~0", "~").Replace(step)
		var next []*yaml.Tree
		for _, t := range found {
			switch {
			case step == "*":
				next = append(next, t.Items...)
			case t.Kind == yaml.Sequence:
				if i, err := strconv.Atoi(step); err == nil && 0 <= i && i < len(t.Items) {
					next = append(next, t.Items[i])
				}
			default:
				if v := t.Get(step); v != nil {
					next = append(next, v)
				}
			}
		}
		found = next
	}
	return found
}

// Refer returns what a reference within a document leads to (RFC 6901, section 6), nil if
// it leads to another document or to nothing.
func Refer(root *yaml.Tree, ref string) *yaml.Tree {
	fragment, isLocal := strings.CutPrefix(ref, "#")
	pointer, err := url.PathUnescape(fragment)
	if !isLocal || err != nil {
		return nil
	}
	if found := Resolve(root, pointer); len(found) > 0 {
		return found[0]
	}
	return nil
}

// A schema takes names out of a schema and those that it is made of.
type schema struct {
	*reader
	root    *yaml.Tree
	visited map[*yaml.Tree]bool // so that schemas that contain themselves end
}

func (s *schema) take(t *yaml.Tree) error {
	if s.visited[t] {
		return nil
	}
	s.visited[t] = true
	switch {
	case t.Kind == yaml.Scalar:
		return s.add(t.Pos, t.Text, Item{})
	case t.Kind == yaml.Sequence:
		return s.all(t.Items)
	case s.list.Select.Value == "keys":
		for _, key := range t.Keys {
			if err := s.add(key.Pos, key.Value, Item{}); err != nil {
				return err
			}
		}
		return nil
	case s.list.Select.Value == "values" || s.list.Format.Value == "json":
		return s.all(t.Items)
	}
	return s.parts(t)
}

func (s *schema) all(items []*yaml.Tree) error {
	for _, t := range items {
		if err := s.take(t); err != nil {
			return err
		}
	}
	return nil
}

// parts takes the parts of a schema that say what its values are.
func (s *schema) parts(t *yaml.Tree) error {
	if ref := t.Get("$ref"); ref != nil {
		found := Refer(s.root, ref.Text)
		if found == nil {
			s.note(ref.Pos, "refers to another file: "+ref.Text)
			return nil
		}
		return s.take(found)
	}
	for _, key := range []string{"enum", "const", "allOf", "anyOf", "oneOf", "items"} {
		if part := t.Get(key); part != nil {
			if err := s.take(part); err != nil {
				return err
			}
		}
	}
	return nil
}
