package generator

import (
	"fmt"
	"reflect"
	"strings"

	"github.com/dave/jennifer/jen"

	"github.com/errbook/errbook/apierr"
	"github.com/errbook/errbook/apierr/errdoc"
	"github.com/errbook/errbook/apierr/shape"
	"github.com/errbook/errbook/apierr/wire"
)

const (
	apierrPath  = "github.com/errbook/errbook/apierr"
	errdocPath  = apierrPath + "/errdoc"
	wirePath    = apierrPath + "/wire"
	doctextPath = apierrPath + "/doctext"
)

// A printer prints Go values as the literals that make them, so that generated
// tables are the very values that the interpreter runs on.
type printer struct {
	// names holds the constants of the generated package: "fashn.OutOfCredits"
	// is OutOfCredits there.
	names map[apierr.Code]string
	// constants holds the names of slots and fields; nil for tables without any.
	constants *constants
	slots     []constant // those of the wire that is printed
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
		// wire.Surface{ … }
		return jen.Add(typeName(v.Type())).Add(p.fields(v))
	case reflect.Pointer:
		if w, ok := v.Interface().(*wire.Wire); ok {
			p.slots = p.constants.slots[w]
		}
		// &wire.Wire{ … }
		return jen.Op("&").Add(p.literal(v.Elem()))
	}
	panic(fmt.Sprintf("generator: no literal for %s", v.Type()))
}

// named returns the name of a value that has one.
func (p *printer) named(v any) (jen.Code, bool) {
	switch v := v.(type) {
	case apierr.Code:
		if name, ok := p.names[v]; ok {
			return jen.Id(name), true
		}
	case fmt.GoStringer:
		return goString(v), true
	}
	return nil, false
}

// goString returns a constant of apierr or wire: apierr.RateLimited.
func goString(v fmt.GoStringer) jen.Code {
	pkg, name, _ := strings.Cut(v.GoString(), ".")
	if _, both := v.(wire.Certainty); pkg == "wire" && !both { // apierr declares the certainties, too
		return jen.Qual(wirePath, name)
	}
	if pkg == "shape" {
		return jen.Qual(shapePath, name)
	}
	return jen.Qual(apierrPath, name)
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
		if !f.IsExported() || v.Field(i).IsZero() && !meansZero(f) {
			continue
		}
		items = append(items, jen.Id(f.Name).Op(":").Add(p.field(f, v.Field(i))))
	}
	return items
}

// field returns the value of a field: slots and numbers of fields by their names.
func (p *printer) field(f reflect.StructField, v reflect.Value) jen.Code {
	switch {
	case f.Name == "Slot" && v.Int() == wire.NoSlot:
		return jen.Qual(wirePath, "NoSlot")
	case f.Name == "Slot":
		return jen.Id(p.slots[v.Int()].name)
	case f.Name == "Field":
		return jen.Id(p.constants.fields[v.Int()].name)
	case f.Name == "Fields":
		return p.numbered(v)
	case f.Name == "Text" && strings.HasPrefix(v.String(), `"`): // a literal of JSON
		return text([]byte(v.String()))
	case f.Name == "Compile":
		return jen.Qual(wirePath, "CompileRE2")
	}
	return p.literal(v)
}

// numbered returns the Fields of a wire, each with its number.
//
//	[]wire.Part{
//		fieldType: {Slot: slotType},
//	}
func (p *printer) numbered(v reflect.Value) jen.Code {
	items := make([]jen.Code, v.Len())
	for i := range items {
		items[i] = jen.Id(p.constants.fields[i].name).Op(":").Add(p.fields(v.Index(i)))
	}
	return jen.Index().Add(typeName(v.Type().Elem())).Add(lines(true, items))
}

// meansZero reports whether a zero in the field says something: slot 0 is the
// first slot, and field 0 the first field.
func meansZero(f reflect.StructField) bool { return f.Name == "Slot" || f.Name == "Field" }

// isFlat reports whether a struct is short enough for one line.
func isFlat(v reflect.Value) bool {
	switch v.Interface().(type) {
	case wire.Link, wire.StatusRange, wire.Part, wire.Limit, wire.Pattern:
		return true
	case wire.Node, shape.Node:
		return v.FieldByName("Kids").IsZero()
	}
	return false
}

// lines returns items in braces, one a line or all in one.
func lines(multi bool, items []jen.Code) jen.Code {
	return jen.Custom(jen.Options{Open: "{", Close: "}", Separator: ",", Multi: multi && len(items) > 0}, items...)
}

// typeName returns the name of a type of errdoc, shape or wire, or of a predeclared one.
// Those that apierr has from the others go by the name that users know.
func typeName(t reflect.Type) jen.Code {
	switch {
	case t.Kind() == reflect.Pointer:
		return jen.Op("*").Add(typeName(t.Elem()))
	case t.PkgPath() == "":
		return jen.Id(t.Name())
	case t == reflect.TypeFor[errdoc.Link](): // which is declared in package wire
		return jen.Qual(errdocPath, t.Name())
	case t.PkgPath() == wirePath, t.PkgPath() == shapePath:
		return jen.Qual(t.PkgPath(), t.Name())
	}
	return jen.Qual(apierrPath, t.Name())
}
