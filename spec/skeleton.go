package spec

import (
	"bufio"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"reflect"
	"slices"

	"github.com/errbook/errbook/spec/yaml"
)

// sentences are the keys whose sentences only the documentation of the file itself
// prints, and nothing that is about the whole book.
var sentences = []string{"Summary", "Causes", "Fixes", "Checks", "Text", "Tips"}

// Skeleton returns a hash of all that a file says apart from those sentences: which
// errors it has, what they mean, how they are recognized. What is made of the whole
// book, and what one file must not take from another, rests on nothing else of a file.
func (f *File) Skeleton() string {
	h := sha256.New()
	w := bufio.NewWriter(h)
	writeSkeleton(w, reflect.ValueOf(f))
	w.Flush()
	return hex.EncodeToString(h.Sum(nil))
}

var (
	posType   = reflect.TypeFor[yaml.Pos]()
	proseType = reflect.TypeFor[Prose]()
)

// writeSkeleton writes a value so that no other value is written alike: texts are
// quoted, lists have brackets.
func writeSkeleton(w *bufio.Writer, v reflect.Value) {
	switch v.Kind() {
	case reflect.Pointer:
		if v.IsNil() {
			w.WriteString("nil ")
			return
		}
		writeSkeleton(w, v.Elem())
	case reflect.Slice:
		w.WriteByte('[')
		for i := range v.Len() {
			writeSkeleton(w, v.Index(i))
		}
		w.WriteByte(']')
	case reflect.Struct:
		w.WriteByte('{')
		writeFields(w, v)
		w.WriteByte('}')
	default:
		fmt.Fprintf(w, "%#v ", v)
	}
}

// writeFields writes the fields of a struct that are keys of the language; of a value
// of a key, such as a text, all of them. Of a position it says whether there is one.
func writeFields(w *bufio.Writer, v reflect.Value) {
	hasKeys := false
	for i := range v.NumField() {
		_, key := v.Type().Field(i).Tag.Lookup("yaml")
		hasKeys = hasKeys || key
	}
	for i := range v.NumField() {
		field := v.Type().Field(i)
		_, key := field.Tag.Lookup("yaml")
		switch {
		case field.Type == posType:
			fmt.Fprintf(w, "%t ", v.Field(i).Interface().(yaml.Pos).IsSet())
		case hasKeys && !key && !field.Anonymous:
		case isProse(field.Type) && slices.Contains(sentences, field.Name):
		case v.Type() == proseType && field.Name != "Raw": // the rest is made of it
		default:
			writeSkeleton(w, v.Field(i))
		}
	}
}

func isProse(t reflect.Type) bool {
	return t == proseType || t.Kind() == reflect.Slice && t.Elem() == proseType
}
