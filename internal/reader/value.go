package reader

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"reflect"
	"regexp"
	"slices"
	"strings"
)

// A member is the name of a member of a view, without its underscore, as data: the
// script asks the view for it.
type member string

// A writer writes Go values as JavaScript. Members of structs get the short names
// of the members that their tags name in the source; those whose tag says
// omitempty are left out where they are zero. It writes as it goes: the rules of a
// large book are large.
type writer struct {
	w     *bufio.Writer
	names map[string]string
	err   error // the first one
}

func (o *writer) value(v reflect.Value) {
	switch v.Kind() {
	case reflect.Interface, reflect.Pointer:
		o.value(v.Elem())
	case reflect.Struct:
		o.object(v)
	case reflect.Map:
		o.table(v)
	case reflect.Slice:
		o.list(v)
	case reflect.Bool:
		o.w.WriteString(map[bool]string{true: "!0", false: "!1"}[v.Bool()])
	case reflect.Int, reflect.Uint8, reflect.Uint16:
		fmt.Fprint(o.w, v.Interface())
	case reflect.String:
		text := v.String()
		if v.Type() == reflect.TypeFor[member]() {
			text = o.short(text)
		}
		o.text(text)
	default:
		o.fail("a value of the kind %s has no form in JavaScript", v.Kind())
	}
}

// object writes a struct: {a:1,b:"x"}.
func (o *writer) object(v reflect.Value) {
	o.w.WriteByte('{')
	o.members(v, "")
	o.w.WriteByte('}')
}

// members writes the members of a struct, and those of the structs that are
// embedded in it, and returns what comes before the next one.
func (o *writer) members(v reflect.Value, separator string) string {
	for i := range v.NumField() {
		field := v.Type().Field(i)
		if field.Anonymous {
			separator = o.members(v.Field(i), separator)
			continue
		}
		name, option, _ := strings.Cut(field.Tag.Get("js"), ",")
		if name == "-" || option == "omitempty" && isEmpty(v.Field(i)) {
			continue
		}
		o.w.WriteString(separator + o.short(name) + ":")
		o.value(v.Field(i))
		separator = ","
	}
	return separator
}

func isEmpty(v reflect.Value) bool {
	return v.IsZero() || v.Kind() == reflect.Slice && v.Len() == 0
}

// table writes a map: {__proto__:null,"a":1}. Without a prototype it has no
// members but its own, whatever it is asked for.
func (o *writer) table(v reflect.Value) {
	keys := map[string]reflect.Value{}
	for _, k := range v.MapKeys() {
		keys[fmt.Sprint(k)] = v.MapIndex(k)
	}
	o.w.WriteString("{__proto__:null")
	for _, k := range slices.Sorted(maps.Keys(keys)) {
		o.w.WriteByte(',')
		switch {
		case plainKey.MatchString(k):
			o.w.WriteString(k)
		case k == "__proto__": // in quotes it would be the prototype, too
			o.w.WriteString(`["__proto__"]`)
		default:
			o.text(k)
		}
		o.w.WriteByte(':')
		o.value(keys[k])
	}
	o.w.WriteByte('}')
}

// plainKey is what needs no quotes as a key.
var plainKey = regexp.MustCompile(`^([a-z]+|0|[1-9][0-9]*)$`)

// list writes a slice: [1,"x"].
func (o *writer) list(v reflect.Value) {
	o.w.WriteByte('[')
	for i := range v.Len() {
		if i > 0 {
			o.w.WriteByte(',')
		}
		o.value(v.Index(i))
	}
	o.w.WriteByte(']')
}

// text writes a string: "x". JSON's strings are JavaScript's.
func (o *writer) text(text string) {
	enc := json.NewEncoder(trimmed{o.w})
	enc.SetEscapeHTML(false)
	if err := enc.Encode(text); err != nil && o.err == nil {
		o.err = err
	}
}

// trimmed drops the line break that an encoder of JSON writes after each value.
type trimmed struct{ w io.Writer }

func (t trimmed) Write(b []byte) (int, error) {
	_, err := t.w.Write(b[:len(b)-1])
	return len(b), err
}

// short returns the short name of a member.
func (o *writer) short(name string) string {
	short, ok := o.names[name+"_"]
	if !ok {
		o.fail("internal/reader/js must ask for the member %s_, or the data must not have it", name)
	}
	return short
}

func (o *writer) fail(format string, args ...any) {
	if o.err == nil {
		o.err = fmt.Errorf(format, args...)
	}
}
