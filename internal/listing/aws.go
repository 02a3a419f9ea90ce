package listing

import (
	"cmp"

	"github.com/errbook/errbook/spec/yaml"
)

// awsModel reads an AWS service model (service-2.json).
func (r *reader) awsModel() error {
	root, err := ReadTree(r.source.data)
	if err != nil {
		return err
	}
	shapes := root.Get("shapes")
	if shapes == nil {
		return &MovedError{"member", "shapes"}
	}
	if len(r.list.At) == 0 {
		return r.exceptions(shapes)
	}
	return r.each(func(at string) error {
		if op := root.Get("operations").Get(at); op != nil {
			return r.operationErrors(shapes, op)
		}
		enum := shapes.Get(at).Get("enum")
		if enum == nil {
			return &MovedError{"operation or enum", at}
		}
		for _, t := range enum.Items {
			if err := r.add(t.Pos, t.Text, Item{}); err != nil {
				return err
			}
		}
		return nil
	})
}

// exceptions takes the shapes that are exceptions.
func (r *reader) exceptions(shapes *yaml.Tree) error {
	for i, key := range shapes.Keys {
		if s := shapes.Items[i]; isTrue(s.Get("exception")) || s.Get("error") != nil {
			if err := r.add(key.Pos, awsCode(s, key.Value), Item{}); err != nil {
				return err
			}
		}
	}
	return nil
}

// operationErrors takes the errors that an operation declares.
func (r *reader) operationErrors(shapes, op *yaml.Tree) error {
	errors := op.Get("errors")
	if errors == nil {
		return nil
	}
	for _, e := range errors.Items {
		if shape := e.Get("shape"); shape != nil {
			if err := r.add(shape.Pos, awsCode(shapes.Get(shape.Text), shape.Text), Item{}); err != nil {
				return err
			}
		}
	}
	return nil
}

// awsCode returns the code that an exception has on the wire.
func awsCode(shape *yaml.Tree, name string) string {
	if code := shape.Get("error").Get("code"); code != nil {
		return cmp.Or(code.Text, name)
	}
	return name
}

func isTrue(t *yaml.Tree) bool { return t != nil && t.Text == "true" }
