package spec

import (
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/errbook/errbook/spec/yaml"
)

// A skeleton is another one as soon as a file says anything else, but for the sentences
// that only its own documentation prints.
func TestSkeleton(t *testing.T) {
	book, err := Load("testdata/good/whole.yaml")
	if err != nil {
		t.Fatal(err)
	}
	f := book.Files[0]
	before := f.Skeleton()
	leaves, silent := 0, map[string]bool{}
	eachLeaf(reflect.ValueOf(f), "", func(path string, change func() (undo func())) {
		undo := change()
		after := f.Skeleton()
		undo()
		leaves++
		if after == before {
			silent[path] = true
		}
	})
	if leaves < 200 || f.Skeleton() != before {
		t.Fatalf("%d values were changed", leaves)
	}
	var names []string
	for path := range silent {
		names = append(names, path)
	}
	slices.Sort(names)
	want := []string{
		".Errors.Causes.Raw", ".Errors.Checks.Raw", ".Errors.Fixes.Raw", ".Errors.Summary.Raw",
		".Errors.Variants.Causes.Raw", ".Errors.Variants.Fixes.Raw", ".Errors.Variants.Summary.Raw",
		".Guides.Checks.Raw", ".Guides.Text.Raw", ".Surfaces.Value.Summary.Raw", ".Tips.Raw",
	}
	if !slices.Equal(names, want) {
		t.Errorf("the skeleton does not see\n%s\nwant\n%s", strings.Join(names, "\n"), strings.Join(want, "\n"))
	}
}

// eachLeaf hands every text, number and boolean of the language below a value to
// do, with a function that changes it. It goes by the tags, as Decode does, and not by
// what the skeleton makes of them.
func eachLeaf(v reflect.Value, path string, do func(path string, change func() func())) {
	switch v.Kind() {
	case reflect.Pointer:
		if !v.IsNil() {
			eachLeaf(v.Elem(), path, do)
		}
	case reflect.Slice:
		for i := range v.Len() {
			eachLeaf(v.Index(i), path, do)
		}
	case reflect.String:
		do(path, func() func() {
			old := v.String()
			v.SetString(old + "x")
			return func() { v.SetString(old) }
		})
	case reflect.Int:
		do(path, func() func() {
			old := v.Int()
			v.SetInt(old + 1)
			return func() { v.SetInt(old) }
		})
	case reflect.Bool:
		do(path, func() func() {
			old := v.Bool()
			v.SetBool(!old)
			return func() { v.SetBool(old) }
		})
	case reflect.Struct:
		tagged := strings.HasSuffix(v.Type().PkgPath(), "/spec") && hasTags(v.Type())
		for i := range v.NumField() {
			field := v.Type().Field(i)
			switch _, key := field.Tag.Lookup("yaml"); {
			case !field.IsExported(), field.Type == reflect.TypeFor[yaml.Pos](), field.Name == "Spans":
			case tagged && !key && !field.Anonymous:
			case field.Anonymous:
				eachLeaf(v.Field(i), path, do)
			default:
				name := path + "." + field.Name
				if field.Name == "Value" && v.Type().PkgPath() != "" && v.NumField() == 2 && v.Type().Field(0).Type == reflect.TypeFor[yaml.Pos]() {
					name = path
				}
				eachLeaf(v.Field(i), name, do)
			}
		}
	}
}

func hasTags(t reflect.Type) bool {
	for i := range t.NumField() {
		if _, ok := t.Field(i).Tag.Lookup("yaml"); ok {
			return true
		}
	}
	return false
}
