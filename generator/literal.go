package generator

import (
	"fmt"
	"reflect"
	"strings"

	"github.com/dave/jennifer/jen"

	"github.com/errbook/errbook/apierr"
)

const apierrPath = "github.com/errbook/errbook/apierr"

// A printer prints Go values as the literals that make them, so that generated
// tables are the very values that the interpreter runs on.
type printer struct {
	// names holds the constants of the generated package: "fashn.OutOfCredits"
	// is OutOfCredits there, "deployment=dedicated" DeploymentDedicated.
	names map[string]string
}

// literal returns the literal of v. Zero fields of structs are left out, and
// so are unexported ones. It knows what apierr's tables are made of, and panics
// on anything else: that is a mistake in this package, never in a spec.
func (p *printer) literal(v reflect.Value) jen.Code {
	if v.CanInterface() {
		if named, ok := p.named(v.Interface()); ok {
			return named
		}
	}
	switch v.Kind() {
	case reflect.String:
		return jen.Lit(v.String())
	case reflect.Int:
		return jen.Lit(int(v.Int()))
	case reflect.Bool:
		return jen.Lit(v.Bool())
	case reflect.Slice:
		return p.slice(v)
	case reflect.Struct:
		// apierr.Doc{ … }
		return jen.Qual(apierrPath, v.Type().Name()).Add(p.fields(v))
	case reflect.Pointer:
		// &apierr.Wire{ … }
		return jen.Op("&").Add(p.literal(v.Elem()))
	}
	panic(fmt.Sprintf("generator: no literal for %s", v.Type()))
}

// named returns the name of a value that has one.
func (p *printer) named(v any) (jen.Code, bool) {
	switch v := v.(type) {
	case apierr.Code:
		if name, ok := p.names[string(v)]; ok {
			return jen.Id(name), true
		}
	case apierr.Context:
		if name, ok := p.names[string(v)]; ok {
			return jen.Id(name), true
		}
	case apierr.Family:
		if v.Meaning() != "" {
			return jen.Qual(apierrPath, familyName(v)), true
		}
	case apierr.Scope:
		return jen.Qual(apierrPath, "Scope"+camelCase(string(v))), true
	case fmt.GoStringer:
		return goString(v), true
	}
	return nil, false
}

// goString returns a constant of apierr: apierr.RateLimited.
func goString(v fmt.GoStringer) jen.Code {
	return jen.Qual(apierrPath, strings.TrimPrefix(v.GoString(), "apierr."))
}

func (p *printer) slice(v reflect.Value) jen.Code {
	elem := v.Type().Elem()
	items := make([]jen.Code, v.Len())
	for i := range items {
		if elem.Kind() == reflect.Struct {
			items[i] = p.fields(v.Index(i)) // the type of an element goes without saying
		} else {
			items[i] = p.literal(v.Index(i))
		}
	}
	// []string{ … }
	return jen.Index().Add(typeName(elem)).Add(lines(elem.Kind() == reflect.Struct || len(items) > 1, items))
}

// fields returns the fields of a struct in braces, one a line where there are several.
func (p *printer) fields(v reflect.Value) jen.Code {
	return lines(!isFlat(v), p.items(v))
}

// items returns the fields of a struct that are not zero: "Name: value".
func (p *printer) items(v reflect.Value) []jen.Code {
	var items []jen.Code
	for i := range v.NumField() {
		f := v.Type().Field(i)
		if !f.IsExported() || v.Field(i).IsZero() && !meansZero(f) || f.Type.Kind() == reflect.Func {
			continue
		}
		items = append(items, jen.Id(f.Name).Op(":").Add(p.field(f, v.Field(i))))
	}
	return items
}

// field returns the value of a field: a slot that is none by its name.
func (p *printer) field(f reflect.StructField, v reflect.Value) jen.Code {
	if f.Name == "Slot" && v.Int() == apierr.NoSlot {
		return jen.Qual(apierrPath, "NoSlot")
	}
	return p.literal(v)
}

// meansZero reports whether a zero in the field says something: slot 0 is the
// first slot, and readers should not have to know that kind 0 is Unknown.
func meansZero(f reflect.StructField) bool { return f.Name == "Slot" }

// isFlat reports whether a struct is short enough for one line.
func isFlat(v reflect.Value) bool {
	switch v.Interface().(type) {
	case apierr.Link, apierr.StatusRange, apierr.Part, apierr.Limit, apierr.Pattern:
		return true
	case apierr.Node:
		return v.FieldByName("Kids").IsZero()
	}
	return false
}

// lines returns items in braces, one a line or all in one.
func lines(multi bool, items []jen.Code) jen.Code {
	return jen.Custom(jen.Options{Open: "{", Close: "}", Separator: ",", Multi: multi && len(items) > 0}, items...)
}

// typeName returns the name of a type of apierr, or of a predeclared one.
func typeName(t reflect.Type) jen.Code {
	switch {
	case t.Kind() == reflect.Pointer:
		return jen.Op("*").Add(typeName(t.Elem()))
	case t.PkgPath() == "":
		return jen.Id(t.Name())
	}
	return jen.Qual(apierrPath, t.Name())
}
