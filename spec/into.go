package spec

import (
	"path/filepath"
	"reflect"
)

// DecodeInto reads a YAML file that is no spec file, such as a configuration,
// by the same strict rules. It fills the struct that v points to, whose fields
// have tags like those of [File] and whose first field is a [Pos], and returns
// everything that is wrong with the shape of the file.
func DecodeInto(path string, data []byte, v any) Problems {
	d := &decoder{reporter: reporter{path: filepath.ToSlash(path)}}
	root, ok := parseYAML(data, &d.reporter)
	switch {
	case ok && root.kind == mapNode:
		d.fill(reflect.ValueOf(v).Elem(), &root)
	case ok:
		d.report(root.Pos, "", "file must be a mapping; found %s", root.found())
	}
	return d.problems.sorted()
}

// A Bool is true or false with its place.
type Bool struct {
	Pos
	Value bool
}

func (b *Bool) decode(d *decoder, l label, n *yamlNode) {
	if n.kind != scalarNode || n.text != "true" && n.text != "false" {
		d.report(n.Pos, "", "%s must be true or false; found %s", l, n.found())
		return
	}
	*b = Bool{n.Pos, n.text == "true"}
}
