package yaml

import (
	"reflect"
	"slices"
	"strconv"
	"strings"
	"sync"
)

// A structInfo is what the tags of a struct say.
type structInfo struct {
	noun   string // "an error"
	about  string // what to write in place of what is no mapping, "" for its keys
	quoted bool   // a number is not text
	pos    int    // the field of type Pos
	bare   *fieldInfo
	fields []fieldInfo
}

// A fieldInfo is what the tags of a field say.
type fieldInfo struct {
	key      Key
	alias    string   // another word for the key, "" for none
	meant    []string // words that people write for the key, and that it does not have
	rest     bool     // takes all keys that begin with the key
	doc      string
	index    []int
	embedded int // the embedded struct that has the field, -1 for none
	typ      reflect.Type
}

// find returns the field of a key, -1 if there is none.
func (s *structInfo) find(key string) int {
	for i := range s.fields {
		if f := &s.fields[i]; !f.rest && (f.key.Name == key || f.alias != "" && f.alias == key) {
			return i
		}
	}
	return slices.IndexFunc(s.fields, func(f fieldInfo) bool { return f.rest && strings.HasPrefix(key, f.prefix()) })
}

// prefix returns how the keys begin that a field for the rest takes.
func (f *fieldInfo) prefix() string { return strings.TrimSuffix(f.key.Name, "*") }

// names returns the words for the key.
func (f *fieldInfo) names() []string {
	if f.alias == "" {
		return []string{f.key.Name}
	}
	return []string{f.key.Name, f.alias}
}

func (s *structInfo) keys() []string {
	var keys []string
	for i := range s.fields {
		keys = append(keys, s.fields[i].names()...)
	}
	return keys
}

// structInfos keeps the structInfo of each type: reading tags is slow.
var structInfos sync.Map

func infoOf(t reflect.Type) *structInfo {
	if info, ok := structInfos.Load(t); ok {
		return info.(*structInfo)
	}
	info := &structInfo{noun: "a " + strings.ToLower(t.Name()), pos: -1}
	info.add(t, nil, -1)
	if info.pos < 0 {
		panic("yaml: " + t.String() + " must embed a Pos")
	}
	actual, _ := structInfos.LoadOrStore(t, info)
	return actual.(*structInfo)
}

// add reads the tags of t's fields. Embedded structs give theirs.
func (s *structInfo) add(t reflect.Type, index []int, embedded int) {
	for i := range t.NumField() {
		field := t.Field(i)
		at := append(slices.Clone(index), i)
		tag, ok := field.Tag.Lookup("yaml")
		switch {
		case ok:
			s.addField(tag, fieldInfo{doc: field.Tag.Get("doc"), index: at, embedded: embedded, typ: field.Type})
		case field.Anonymous && field.Type == reflect.TypeFor[Pos]():
			if index == nil {
				s.pos = i
				if noun, ok := field.Tag.Lookup("noun"); ok {
					s.noun = noun
				}
				s.about = field.Tag.Get("hint")
				s.quoted = field.Tag.Get("numbers") == "quoted"
			}
		case field.Anonymous:
			s.add(field.Type, at, i)
		}
	}
}

// addField reads the options of a tag.
func (s *structInfo) addField(tag string, f fieldInfo) {
	name, options, _ := strings.Cut(tag, ",")
	f.key.Name = name
	f.key.quoted = s.quoted
	f.rest = strings.HasSuffix(name, "*")
	for option := range strings.SplitSeq(options, ",") {
		switch name, value, _ := strings.Cut(option, "="); name {
		case "required":
			f.key.required = true
		case "unless":
			f.key.unless = value
		case "raw":
			f.key.raw = true
		case "distinct":
			f.key.distinct = true
		case "bare":
			s.bare = &f
		case "alias":
			f.alias = value
		case "meant":
			f.meant = strings.Split(value, "|")
		case "of":
			f.key.set = value
		case "keys":
			f.key.keys = value
		case "min":
			f.key.Min, _ = strconv.Atoi(value)
		case "max":
			f.key.Max, _ = strconv.Atoi(value)
		}
	}
	s.fields = append(s.fields, f)
}

// setLists keeps the names of the sets that a type's tags name.
var setLists sync.Map

// setNames returns the names of the sets that the tags of t, and of all structs
// below it, name.
func setNames(t reflect.Type) []string {
	if list, ok := setLists.Load(t); ok {
		return list.([]string)
	}
	var names []string
	collectSets(t, map[reflect.Type]bool{}, &names)
	setLists.Store(t, names)
	return names
}

// collectSets adds the names of sets below t, each struct once.
func collectSets(t reflect.Type, seen map[reflect.Type]bool, names *[]string) {
	if seen[t] || isScalarType(t) {
		return
	}
	seen[t] = true
	switch t.Kind() {
	case reflect.Pointer:
		collectSets(t.Elem(), seen, names)
	case reflect.Slice:
		if isMap(t) {
			collectSets(mapValue(t), seen, names)
			return
		}
		collectSets(t.Elem(), seen, names)
	case reflect.Struct:
		for _, f := range infoOf(t).fields {
			for _, set := range []string{f.key.set, f.key.keys} {
				if set != "" {
					*names = append(*names, set)
				}
			}
			collectSets(f.typ, seen, names)
		}
	}
}

// isScalarType reports whether a type reads its value itself, so that no tags
// are below it.
func isScalarType(t reflect.Type) bool {
	switch reflect.New(t).Interface().(type) {
	case *Text, *Int, *Bool, *Date, Decoder:
		return true
	}
	return false
}

// isMap reports whether a type is a Map.
func isMap(t reflect.Type) bool {
	return t.Kind() == reflect.Slice && strings.HasPrefix(t.Name(), "Map[") && t.PkgPath() == reflect.TypeFor[Pos]().PkgPath()
}

// mapValue returns the type of a Map's values.
func mapValue(t reflect.Type) reflect.Type {
	value, _ := t.Elem().FieldByName("Value")
	return value.Type
}
