package spec

import (
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"sync"
)

// Decode reads one spec file. The path is for problems only; data is all of
// the file. It returns what can be read, with a place on every value, and
// everything that is wrong with the shape of the file; the File is nil if data
// holds no mapping at all. What the values mean is for [Check] to judge.
func Decode(path string, data []byte) (*File, Problems) {
	d := &decoder{reporter: reporter{path: filepath.ToSlash(path)}}
	root, ok := parseYAML(data, &d.reporter)
	if !ok {
		return nil, d.problems.sorted()
	}
	if root.kind != mapNode {
		d.report(root.Pos, "it begins with version: 1", "file must be a mapping; found %s", root.found())
		return nil, d.problems.sorted()
	}
	f := &File{Path: d.path}
	d.fill(reflect.ValueOf(f).Elem(), &root)
	f.faulty = len(d.problems) > 0
	return f, d.problems.sorted()
}

// A decoder fills the types of the language from the nodes of one file.
type decoder struct {
	reporter
}

// A selfDecoder is a type that takes more than one kind of node, or a scalar
// of a certain form. What it cannot take it reports, and stays zero.
type selfDecoder interface {
	decode(d *decoder, l label, n *yamlNode)
}

// A label says which key a value stands behind, for problems.
type label struct {
	key      string
	item     bool // one of the values of a list
	raw      bool // text that may be empty and have line breaks, as a response has
	required bool // a key that must be there
}

// String returns the words for the value: "status", "each item of hosts".
func (l label) String() string {
	if l.item {
		return "each item of " + l.key
	}
	return l.key
}

// each returns the label of the items of a list.
func (l label) each() label {
	l.item = true
	return l
}

// into decodes n into the value that p points to.
func into[T any](d *decoder, l label, n *yamlNode, p *T) {
	if s, ok := any(p).(selfDecoder); ok {
		s.decode(d, l, n)
		return
	}
	d.value(reflect.ValueOf(p).Elem(), l, n)
}

// value decodes n into v, which can be set.
func (d *decoder) value(v reflect.Value, l label, n *yamlNode) {
	if n.kind == badNode {
		return
	}
	if s, ok := v.Addr().Interface().(selfDecoder); ok {
		s.decode(d, l, n)
		return
	}
	switch v.Kind() {
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		d.value(v.Elem(), l, n)
	case reflect.Slice:
		d.list(v, l, n)
	case reflect.Struct:
		if n.kind != mapNode {
			d.report(n.Pos, "", "%s must be a mapping; found %s", l, n.found())
			return
		}
		d.fill(v, n)
	}
}

// list decodes a list into a slice.
func (d *decoder) list(v reflect.Value, l label, n *yamlNode) {
	if n.kind != listNode {
		d.report(n.Pos, pick(n.kind == scalarNode, "put it in brackets, or behind a hyphen", ""), "%s must be a list; found %s", l, n.found())
		return
	}
	if d.isEmpty(l, n) {
		return
	}
	v.Set(reflect.MakeSlice(v.Type(), len(n.kids), len(n.kids)))
	for i := range n.kids {
		d.value(v.Index(i), l.each(), &n.kids[i])
	}
}

// fill decodes the members of a mapping into the fields of a struct.
func (d *decoder) fill(v reflect.Value, n *yamlNode) {
	info := infoOf(v.Type())
	setPos(v.Field(info.pos), n.Pos)
	var given uint64
	for i := 0; i < len(n.kids); i += 2 {
		key := &n.kids[i]
		f := info.find(key.text)
		if f < 0 {
			d.unknownKey(info, key)
			continue
		}
		field := &info.fields[f]
		if given&(1<<f) != 0 {
			d.report(key.Pos, "", "%s must have one of %s and %s; found both", info.noun, field.key, field.alias)
			continue
		}
		given |= 1 << f
		if field.embedded >= 0 {
			setPos(v.Field(field.embedded).Field(0), key.Pos)
		}
		d.value(v.FieldByIndex(field.index), label{key: key.text, raw: field.raw, required: field.required}, &n.kids[i+1])
	}
	for f := range info.fields {
		if field := &info.fields[f]; field.required && given&(1<<f) == 0 {
			d.report(n.Pos, "", "%s must have the key %s; found none", info.noun, field.key)
		}
	}
}

// maxSuggested is how many problems a file can have before hints are no longer
// worth the search.
const maxSuggested = 1000

func (d *decoder) unknownKey(info *structInfo, key *yamlNode) {
	hint := ""
	if len(d.problems) < maxSuggested {
		hint = didYouMean(key.text, info.keys())
	}
	d.report(key.Pos, hint, "%s must have no key %s", info.noun, key.text)
}

// setPos sets a place that is not set yet. An embedded struct has that of the
// first of its keys.
func setPos(v reflect.Value, pos Pos) {
	if p := v.Addr().Interface().(*Pos); !p.IsSet() {
		*p = pos
	}
}

// A structInfo is what the tags of a struct say.
type structInfo struct {
	noun   string // "an error"
	pos    int    // the field of type Pos
	fields []fieldInfo
}

// A fieldInfo is what the tag of a field says.
type fieldInfo struct {
	key      string
	alias    string // another word for the key, "" for none
	required bool
	raw      bool
	index    []int
	embedded int // the embedded struct that has the field, -1 for none
	typ      reflect.Type
}

func (s *structInfo) find(key string) int {
	for i := range s.fields {
		if f := &s.fields[i]; f.key == key || f.alias != "" && f.alias == key {
			return i
		}
	}
	return -1
}

func (s *structInfo) keys() []string {
	var keys []string
	for _, f := range s.fields {
		keys = append(keys, f.key)
		if f.alias != "" {
			keys = append(keys, f.alias)
		}
	}
	return keys
}

// structInfos keeps the structInfo of each type: reading tags is slow.
var structInfos sync.Map

func infoOf(t reflect.Type) *structInfo {
	if info, ok := structInfos.Load(t); ok {
		return info.(*structInfo)
	}
	info := &structInfo{noun: nounOf(t.Name())}
	info.add(t, nil, -1)
	actual, _ := structInfos.LoadOrStore(t, info)
	return actual.(*structInfo)
}

// add reads the tags of t's fields. Embedded structs give theirs.
func (s *structInfo) add(t reflect.Type, index []int, embedded int) {
	for i := range t.NumField() {
		field := t.Field(i)
		at := append(slices.Clone(index), i)
		tag, ok := field.Tag.Lookup("spec")
		switch {
		case ok:
			s.fields = append(s.fields, newFieldInfo(tag, at, embedded, field.Type))
		case field.Anonymous && field.Type == reflect.TypeFor[Pos]():
			if index == nil {
				s.pos = i
			}
		case field.Anonymous:
			s.add(field.Type, at, i)
		}
	}
}

func newFieldInfo(tag string, index []int, embedded int, t reflect.Type) fieldInfo {
	key, options, _ := strings.Cut(tag, ",")
	f := fieldInfo{key: key, index: index, embedded: embedded, typ: t}
	for option := range strings.SplitSeq(options, ",") {
		switch name, value, _ := strings.Cut(option, "="); name {
		case "required":
			f.required = true
		case "raw":
			f.raw = true
		case "alias":
			f.alias = value
		}
	}
	return f
}

// nounOf returns what a problem calls a type of the language.
func nounOf(name string) string {
	switch name {
	case "File":
		return "file"
	case "Wire", "Support":
		return strings.ToLower(name)
	case "DelaySource":
		return "a delay"
	case "Error":
		return "an error"
	case "Phrases":
		return "message"
	case "Renamed":
		return "a former name"
	}
	return "a " + strings.ToLower(name)
}
