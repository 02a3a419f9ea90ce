package yaml

import "errors"

// A Tree is a value of a file that is not written in a language of ours, such as
// an OpenAPI document: anything goes, and nothing is judged.
type Tree struct {
	Pos
	Kind  TreeKind
	Text  string  // of a Scalar
	Quote bool    // whether a Scalar is a text, not a number, a boolean or null
	Keys  []Text  // of a Mapping
	Items []*Tree // the values of a Mapping or a Sequence
}

// A TreeKind is what sort of value a Tree is.
type TreeKind uint8

// The kinds of values.
const (
	Scalar TreeKind = iota
	Sequence
	Mapping
)

// Get returns the value of a key, nil if t is not a mapping or does not have it.
func (t *Tree) Get(key string) *Tree {
	if t == nil {
		return nil
	}
	for i := range t.Keys {
		if t.Keys[i].Value == key {
			return t.Items[i]
		}
	}
	return nil
}

// maxTree is how many values a Tree has at most, aliases written out.
const maxTree = 1 << 20

var (
	errDeep  = errors.New("values must nest at most 64 deep")
	errLarge = errors.New("a file must have at most 1,048,576 values, aliases written out")
)
