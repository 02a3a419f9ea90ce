package generator

import (
	"reflect"
	"strconv"

	"github.com/dave/jennifer/jen"

	"github.com/errbook/errbook/spec"
)

const (
	shapePath  = apierrPath + "/shape"
	serverPath = apierrPath + "/server"
)

// isOwn reports whether a file is of an API that sends its errors.
func isOwn(f *spec.File) bool { return f.Own.Value }

// providerValue returns the apierr.Provider of a package, which that of an own API has
// inside.
func (g *generation) providerValue(f *spec.File) *jen.Statement {
	v := jen.Qual(g.options.Packages.PathOf(f), "Provider")
	if isOwn(f) {
		v.Dot("Provider")
	}
	return v
}

// providerVar makes the variable Provider.
//
//	var Provider = apierr.NewProvider(&facts, Classify, Lookup)
//	var Provider = server.NewProvider(&facts, Classify, Lookup, &sending)
func providerVar(out *jen.File, f *spec.File) {
	pkg, args := apierrPath, []jen.Code{jen.Op("&").Id("facts"), jen.Id("Classify"), jen.Id("Lookup")}
	out.Commentf("// Provider turns the responses of %s into errors: see its methods From,", f.Name.Value)
	out.Comment("// FromResponse, FromError, FromEvent and In.")
	if isOwn(f) {
		out.Comment("// It also sends them: see its methods Write and Handler.")
		pkg, args = serverPath, append(args, jen.Op("&").Id("sending"))
	}
	out.Var().Id("Provider").Op("=").Qual(pkg, "NewProvider").Call(args...)
}

// sendingFile makes the table of what is sent.
//
//	var sending = server.Sending{Shapes: []shape.Shape{ … }, Default: Fault}
func sendingFile(g *generation, f *spec.File) (string, []byte, error) {
	pkg := g.options.Packages.Name(f)
	out := g.goFile(pkg, g.fileHeader(f))
	p := &printer{names: names(f)}
	rows := make([]jen.Code, len(f.Errors))
	for i, e := range f.Errors {
		looks, _ := f.Looks(e) // Check has seen that there is one
		rows[i] = p.fields(reflect.ValueOf(looks[0].Shape))
	}
	fields := []jen.Code{jen.Id("Shapes").Op(":").Index().Qual(shapePath, "Shape").Add(lines(true, rows))}
	if e := f.DefaultError(); e != nil {
		fields = append(fields, jen.Id("Default").Op(":").Id(e.Name.Value))
	}
	out.Comment("// sending says what the errors look like when they are sent: what Classify recognizes.")
	out.Var().Id("sending").Op("=").Qual(serverPath, "Sending").Add(lines(true, fields))
	data, err := render(out)
	return g.options.goPath(pkg, "sending.go"), data, err
}

// errorsFile makes the constructors and readers of an own API.
func errorsFile(g *generation, f *spec.File) (string, []byte, error) {
	pkg := g.options.Packages.Name(f)
	out := g.goFile(pkg, g.fileHeader(f))
	for _, e := range f.Errors {
		if len(e.Params) > 0 {
			out.Add(detailsType(e), jen.Line())
		}
		out.Add(constructor(e), jen.Line())
		if len(e.Params) > 0 {
			out.Add(detailsReader(e), jen.Line())
		}
		for _, r := range e.Renamed {
			formerNames(out, e, r.Name.Value)
		}
	}
	data, err := render(out)
	return g.options.goPath(pkg, "errors.go"), data, err
}

// detailsType makes the type of an error's details.
//
//	// OutOfStockDetails are the details of [OutOfStock].
//	type OutOfStockDetails struct {
//		Left int
//	}
func detailsType(e *spec.Error) jen.Code {
	name := spec.DetailsName(e)
	return jen.Commentf("// %s are the details of [%s].", name, e.Name.Value).Line().
		Type().Id(name).StructFunc(func(group *jen.Group) {
		for _, p := range e.Doc.Own.Params {
			group.Id(spec.ParamName(p.Name)).Add(paramTypes[p.Type].goType())
		}
	})
}

// constructor makes the function that makes an error.
//
//	func NewOutOfStock(details OutOfStockDetails, options ...apierr.Option) *apierr.Error {
//		return Provider.NewWith(OutOfStock, []shape.Value{
//			shape.Int("left", details.Left),
//		}, options...)
//	}
func constructor(e *spec.Error) jen.Code {
	name := spec.ConstructorName(e)
	options := jen.Id("options").Op("...").Qual(apierrPath, "Option")
	var c comment
	text := name + " returns the error [" + e.Name.Value + "], as a client reads it."
	if own := e.Doc.Own; own.Detail != "" {
		text += " Its message: " + own.Message()
	}
	c.para(text)
	fn := jen.Null()
	c.addTo(func(line ...jen.Code) *jen.Statement { return fn.Add(line...).Line() })
	fn.Func().Id(name)
	if len(e.Params) == 0 {
		return fn.Params(options).Op("*").Qual(apierrPath, "Error").Block(
			jen.Return(jen.Id("Provider").Dot("New").Call(jen.Id(e.Name.Value), jen.Id("options").Op("..."))))
	}
	values := make([]jen.Code, len(e.Doc.Own.Params))
	for i, p := range e.Doc.Own.Params {
		values[i] = jen.Qual(shapePath, paramTypes[p.Type].name).Call(jen.Lit(p.Name), jen.Id("details").Dot(spec.ParamName(p.Name)))
	}
	return fn.Params(jen.Id("details").Id(spec.DetailsName(e)), options).Op("*").Qual(apierrPath, "Error").Block(
		jen.Return(jen.Id("Provider").Dot("NewWith").Call(
			jen.Id(e.Name.Value), jen.Index().Qual(shapePath, "Value").Add(lines(true, values)), jen.Id("options").Op("..."))))
}

// detailsReader makes the function that reads an error's details.
//
//	func OutOfStockDetailsOf(err error) (details OutOfStockDetails, ok bool) {
//		d := Provider.Details(err, OutOfStock)
//		details = OutOfStockDetails{
//			Left: d.Int("left"),
//		}
//		return details, d.OK()
//	}
func detailsReader(e *spec.Error) jen.Code {
	name := spec.DetailsName(e)
	fields := make([]jen.Code, len(e.Doc.Own.Params))
	for i, p := range e.Doc.Own.Params {
		fields[i] = jen.Id(spec.ParamName(p.Name)).Op(":").Id("d").Dot(paramTypes[p.Type].name).Call(jen.Lit(p.Name))
	}
	var c comment
	c.para(name + "Of returns the details of the error [" + e.Name.Value + "] in err's chain, and reports whether err has that error with all of them.")
	fn := jen.Null()
	c.addTo(func(line ...jen.Code) *jen.Statement { return fn.Add(line...).Line() })
	return fn.
		Func().Id(name+"Of").Params(jen.Err().Error()).Params(jen.Id("details").Id(name), jen.Id("ok").Bool()).Block(
		jen.Id("d").Op(":=").Id("Provider").Dot("Details").Call(jen.Err(), jen.Id(e.Name.Value)),
		jen.Id("details").Op("=").Id(name).Add(lines(true, fields)),
		jen.Return(jen.Id("details"), jen.Id("d").Dot("OK").Call()),
	)
}

// formerNames makes what the functions of an error had under a name that it had before.
//
//	// Deprecated: Use NewSoldOut.
//	func NewOutOfStock(options ...apierr.Option) *apierr.Error {
//		return NewSoldOut(options...)
//	}
func formerNames(out *jen.File, e *spec.Error, former string) {
	old := func(suffix, prefix string) string { return prefix + former + suffix }
	options := jen.Id("options").Op("...").Qual(apierrPath, "Option")
	deprecated := func(name, use string) {
		out.Comment("// " + name + " is the former name of " + use + ".")
		out.Comment("//")
		out.Comment("// Deprecated: Use " + use + ".")
	}
	deprecated(old("", "New"), spec.ConstructorName(e))
	params, args := []jen.Code{options}, []jen.Code{jen.Id("options").Op("...")}
	if len(e.Params) > 0 {
		params = append([]jen.Code{jen.Id("details").Id(spec.DetailsName(e))}, params...)
		args = append([]jen.Code{jen.Id("details")}, args...)
	}
	out.Func().Id(old("", "New")).Params(params...).Op("*").Qual(apierrPath, "Error").Block(jen.Return(jen.Id(spec.ConstructorName(e)).Call(args...)))
	out.Line()
	if len(e.Params) == 0 {
		return
	}
	deprecated(old("Details", ""), spec.DetailsName(e))
	out.Type().Id(old("Details", "")).Op("=").Id(spec.DetailsName(e))
	out.Line()
	deprecated(old("DetailsOf", ""), spec.DetailsName(e)+"Of")
	out.Func().Id(old("DetailsOf", "")).Params(jen.Err().Error()).Params(jen.Id("details").Id(spec.DetailsName(e)), jen.Id("ok").Bool()).Block(
		jen.Return(jen.Id(spec.DetailsName(e) + "Of").Call(jen.Err())))
	out.Line()
}

// A paramType is a type of a detail: its name among the functions of package shape, and
// a value for tests.
type paramType struct {
	name   string
	goType func() jen.Code
	sample func(name string) jen.Code
}

// paramTypes are the types by their names in spec files.
var paramTypes = map[string]paramType{
	"string": {"String", func() jen.Code { return jen.String() }, func(name string) jen.Code { return jen.Lit("a \"" + name + "\" & more") }},
	"int":    {"Int", func() jen.Code { return jen.Int() }, func(string) jen.Code { return jen.Lit(-3) }},
	"float":  {"Float", func() jen.Code { return jen.Float64() }, func(string) jen.Code { return jen.Lit(0.1) }},
	"bool":   {"Bool", func() jen.Code { return jen.Bool() }, func(string) jen.Code { return jen.True() }},
	"time": {"Time", func() jen.Code { return jen.Qual("time", "Time") }, func(string) jen.Code {
		return jen.Qual("time", "Date").Call(jen.Lit(2026), jen.Qual("time", "January"), jen.Lit(2), jen.Lit(3), jen.Lit(4), jen.Lit(5), jen.Lit(6), jen.Qual("time", "UTC"))
	}},
	"duration": {"Duration", func() jen.Code { return jen.Qual("time", "Duration") }, func(string) jen.Code {
		return jen.Lit(1500).Op("*").Qual("time", "Millisecond")
	}},
}

// writtenTest adds the test that each error is read as itself when it is sent.
//
//	func TestWritten(t *testing.T) {
//		apierrtest.Written(t, shoperr.Provider, []apierrtest.Sent{
//			{
//				Err:     shoperr.NewOutOfStock(shoperr.OutOfStockDetails{Left: -3}),
//				Details: func(err error) (any, bool) { return shoperr.OutOfStockDetailsOf(err) },
//			},
//		})
//	}
func (g *generation) writtenTest(out *jen.File, f *spec.File) {
	pkg := g.options.Packages.PathOf(f)
	cases := make([]jen.Code, len(f.Errors))
	for i, e := range f.Errors {
		make := jen.Qual(pkg, spec.ConstructorName(e))
		if len(e.Params) == 0 {
			cases[i] = jen.Values(jen.Id("Err").Op(":").Add(make).Call())
			continue
		}
		fields := jen.Dict{}
		for _, p := range e.Doc.Own.Params {
			fields[jen.Id(spec.ParamName(p.Name))] = paramTypes[p.Type].sample(p.Name)
		}
		read := jen.Func().Params(jen.Err().Error()).Params(jen.Any(), jen.Bool()).Block(
			jen.Return(jen.Qual(pkg, spec.DetailsName(e)+"Of").Call(jen.Err())))
		cases[i] = lines(true, []jen.Code{
			jen.Id("Err").Op(":").Add(make).Call(jen.Qual(pkg, spec.DetailsName(e)).Values(fields)),
			jen.Id("Details").Op(":").Add(read),
		})
	}
	testFunc(out, "TestWritten", "shows that each error that a server sends is read as itself, with its details, and\n// that nothing is shown of errors that are not documented.",
		"Written", jen.Qual(pkg, "Provider"), jen.Index().Qual(testPath, "Sent").Add(lines(true, cases)))
}

// groupConsts makes the constants of groups.
//
//	// GroupIntegrity has the errors of "Integrity constraint violation".
//	const GroupIntegrity errdoc.Group = "postgres.integrity"
func groupConsts(out *jen.File, f *spec.File) {
	for _, group := range f.Groups {
		name := spec.GroupName(group.Key.Value)
		var c comment
		c.para(name + " has the errors of " + strconv.Quote(f.GroupTitle(group.Key.Value)) + ": errors.Is finds it in each of them.")
		c.addTo(out.Add)
		out.Const().Id(name).Qual(errdocPath, "Group").Op("=").Lit(string(f.GroupOf(group.Key.Value)))
		out.Line()
	}
}
