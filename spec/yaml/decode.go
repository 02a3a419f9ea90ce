package yaml

import (
	"path/filepath"
	"reflect"
	"slices"

	"github.com/errbook/errbook/spec/suggest"
)

// Decode reads a YAML file into the struct that v points to, by the tags of its
// fields, and returns everything that is wrong with the shape of the file,
// sorted. The path is for problems only; data is all of the file. The sets are
// those that tags name. What can be read is set, with its place, whatever else
// is wrong; v stays as it was if data holds no mapping, as its [Pos] shows.
//
// Decode panics if a tag names a set that it was not given, whatever data holds.
func Decode(path string, data []byte, v any, sets ...Set) Problems {
	d := &decoder{Reporter: Reporter{Path: filepath.ToSlash(path)}, sets: setsOf(reflect.TypeOf(v).Elem(), sets)}
	root, ok := parse(data, &d.Reporter)
	d.root = &root
	value := Value{d, Key{Name: "file"}, &root}
	switch info := infoOf(reflect.TypeOf(v).Elem()); {
	case ok && root.kind == mapNode:
		value.fill(reflect.ValueOf(v).Elem(), info)
	case ok:
		value.Report("begin the file with "+info.fields[0].key.Name+":", "must be a mapping; found %s", root.found())
	}
	return d.Problems.Sorted()
}

// setsOf returns the sets by name. All that the tags of t name must be there.
func setsOf(t reflect.Type, sets []Set) map[string]*Set {
	byName := make(map[string]*Set, len(sets))
	for i := range sets {
		byName[sets[i].Name] = &sets[i]
	}
	for _, name := range setNames(t) {
		if byName[name] == nil {
			panic("yaml: a tag of " + t.String() + " names the set " + name + ", which is not given")
		}
	}
	return byName
}

// A decoder holds what all values of one file share.
type decoder struct {
	Reporter
	sets map[string]*Set
	root *node
}

// says reports whether the file has a key at its top whose value is true.
func (d *decoder) says(key string) bool {
	if key == "" || d.root.kind != mapNode {
		return false
	}
	for i := 0; i < len(d.root.kids); i += 2 {
		if d.root.kids[i].text == key {
			value := &d.root.kids[i+1]
			return value.kind == scalarNode && !value.quoted && value.text == "true"
		}
	}
	return false
}

// keep says of the last problem that the value is set all the same.
func (d *decoder) keep() { d.Problems[len(d.Problems)-1].kept = true }

// A decodable is a type of this package that reads its value itself.
type decodable interface{ decode(v Value) }

// into decodes v into out, which can be set.
func (v Value) into(out reflect.Value) {
	if v.node.kind == badNode {
		return
	}
	switch s := out.Addr().Interface().(type) {
	case decodable:
		s.decode(v)
		return
	case Decoder:
		s.DecodeYAML(v)
		return
	}
	switch out.Kind() {
	case reflect.Pointer:
		out.Set(reflect.New(out.Type().Elem()))
		v.into(out.Elem())
	case reflect.Slice:
		v.list(out)
	case reflect.Struct:
		v.structure(out)
	default:
		panic("yaml: a key cannot be of the type " + out.Type().String())
	}
}

// decodeInto decodes v into what p points to: into without reflection, for the
// types that most values have.
func decodeInto[T any](v Value, p *T) {
	if s, ok := any(p).(decodable); ok && v.node.kind != badNode {
		s.decode(v)
		return
	}
	v.into(reflect.ValueOf(p).Elem())
}

// list decodes a list into a slice.
func (v Value) list(out reflect.Value) {
	if v.node.kind != listNode {
		v.Report(pick(v.node.kind == scalarNode, "put it in brackets, or after a hyphen", ""), "must be a list; found %s", v.Found())
		return
	}
	if v.isEmpty() {
		return
	}
	n := len(v.node.kids)
	out.Set(reflect.MakeSlice(out.Type(), n, n))
	for i := range n {
		v.item(i).into(out.Index(i))
	}
	v.distinctIn(out.Addr().Interface())
}

// distinctIn refuses texts of a list that are there twice, if the key's tag asks
// for that.
func (v Value) distinctIn(list any) {
	if !v.key.distinct {
		return
	}
	switch list := list.(type) {
	case *[]Text:
		v.Distinct(*list)
	case *List[Text]:
		v.Distinct(*list)
	}
}

// structure decodes a mapping into a struct, or, if the struct has a bare field,
// any other value into that.
func (v Value) structure(out reflect.Value) {
	info := infoOf(out.Type())
	switch {
	case v.node.kind != mapNode && info.bare != nil:
		setPos(out.Field(info.pos), v.node.Pos)
		v.into(out.FieldByIndex(info.bare.index))
	case v.node.kind != mapNode:
		v.Report(info.shape(), "must be a mapping; found %s", v.Found())
	default:
		v.fill(out, info)
	}
}

// fill decodes the members of a mapping into the fields of a struct.
func (v Value) fill(out reflect.Value, info *structInfo) {
	setPos(out.Field(info.pos), v.node.Pos)
	var given uint64
	rest := node{kind: mapNode}
	for i := 0; i < len(v.node.kids); i += 2 {
		key := &v.node.kids[i]
		f := info.find(key.text)
		switch {
		case f < 0:
			v.unknownKey(info, key)
			continue
		case info.fields[f].rest:
			rest.kids = append(rest.kids, *key, v.node.kids[i+1])
			continue
		case given&(1<<f) != 0:
			v.d.Report(key.Pos, "", "%s must have one of %s and %s; found both", info.noun, info.fields[f].key.Name, info.fields[f].alias)
			continue
		}
		given |= 1 << f
		v.field(out, &info.fields[f], key, &v.node.kids[i+1])
	}
	for f := range info.fields {
		switch field := &info.fields[f]; {
		case field.rest && len(rest.kids) > 0:
			rest.Pos = rest.kids[0].Pos
			v.field(out, field, &rest.kids[0], &rest)
		case field.key.required && given&(1<<f) == 0 && !v.d.says(field.key.unless):
			v.d.Report(v.node.Pos, "", "%s must have the key %s; found none", info.noun, field.key.Name)
		}
	}
}

// field decodes the value of a key into a field.
func (v Value) field(out reflect.Value, f *fieldInfo, key, value *node) {
	if f.embedded >= 0 {
		setPos(out.Field(f.embedded).Field(0), key.Pos)
	}
	of := f.key
	if !f.rest {
		of.Name = key.text
	}
	Value{v.d, of, value}.into(out.FieldByIndex(f.index))
}

// shape says how a mapping with the keys begins.
func (s *structInfo) shape() string {
	if s.about != "" {
		return s.about
	}
	if keys := s.keys(); len(keys) > 4 {
		return "it begins with a key, such as " + keys[0] + ":"
	}
	return "its keys are " + suggest.And(s.keys())
}

// hint says which key may be meant.
func (s *structInfo) hint(key string) string {
	for i := range s.fields {
		if f := &s.fields[i]; slices.Contains(f.meant, key) {
			return "the key is " + f.key.Name
		}
	}
	return suggest.Hint(key, s.keys())
}

// maxSuggested is how many problems a file can have before hints are no longer
// worth the search.
const maxSuggested = 1000

func (v Value) unknownKey(info *structInfo, key *node) {
	hint := ""
	if len(v.d.Problems) < maxSuggested {
		hint = info.hint(key.text)
	}
	v.d.Report(key.Pos, hint, "%s must not have the key %s", info.noun, key.text)
}

// setPos sets a place that is not set yet. An embedded struct has that of the
// first of its keys.
func setPos(v reflect.Value, pos Pos) {
	if p := v.Addr().Interface().(*Pos); !p.IsSet() {
		*p = pos
	}
}
