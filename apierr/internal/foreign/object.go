package foreign

import (
	"encoding/json"
	"reflect"
	"strings"
)

// objectOf returns the fields of an error that have a name for JSON, as an object:
// SDKs decode the server's into them. It returns nil for an error without any, or
// without one that says what happened.
func objectOf(v reflect.Value) []byte {
	v = structOf(v)
	if !v.IsValid() {
		return nil
	}
	members := make(map[string]json.RawMessage)
	for i := range v.NumField() {
		name, ok := jsonName(v.Type().Field(i))
		if !ok || v.Field(i).IsZero() || !isData(v.Field(i).Type(), 0) {
			continue
		}
		if text := jsonOf(v.Field(i)); text != nil {
			members[name] = text
		}
	}
	if members["message"] == nil && members["error"] == nil && members["detail"] == nil {
		return nil
	}
	text, err := json.Marshal(members)
	if err != nil || len(text) > MaxRead {
		return nil
	}
	return text
}

// hasJSONNames reports whether a struct has fields with a name for JSON.
func hasJSONNames(t reflect.Type) bool {
	for i := range t.NumField() {
		if _, ok := jsonName(t.Field(i)); ok {
			return true
		}
	}
	return false
}

// jsonName returns the name that a field has in JSON by its tag.
func jsonName(f reflect.StructField) (name string, ok bool) {
	name, _, _ = strings.Cut(f.Tag.Get("json"), ",")
	return name, f.IsExported() && name != "" && name != "-"
}

// isData reports whether values of a type can come from JSON: texts, numbers, and
// what is made of them, and nothing that leads on to the program's own objects.
func isData(t reflect.Type, depth int) bool {
	switch t.Kind() {
	case reflect.String, reflect.Bool, reflect.Interface,
		reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64,
		reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64, reflect.Float32, reflect.Float64:
		return true
	case reflect.Pointer, reflect.Slice, reflect.Array, reflect.Map:
		return depth < maxEmbedded && isData(t.Elem(), depth+1)
	case reflect.Struct:
		return depth < maxEmbedded && hasJSONNames(t)
	}
	return false
}
