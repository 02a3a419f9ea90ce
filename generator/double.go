package generator

import (
	"net/http"
	"slices"
	"strconv"

	"github.com/dave/jennifer/jen"

	"github.com/errbook/errbook/apierr"
	"github.com/errbook/errbook/spec"
)

const fakeServerPath = testPath + "/fakeserver"

// doubleFile makes the package that serves a provider's errors in tests:
// openaierr/openaierrtest.
//
//	func Server(t testing.TB, steps ...error) *fakeserver.Server {
//		t.Helper()
//		return fakeserver.New(t, openaierr.Provider, Response, steps...)
//	}
func doubleFile(g *generation, f *spec.File) (string, []byte, error) {
	pkg := g.options.Packages.Name(f)
	path := g.options.Packages.PathOf(f)
	out := jen.NewFilePathName(g.options.Packages.doubleOf(f), pkg+"test")
	out.HeaderComment("// " + g.fileHeader(f))
	out.PackageComment("// Package " + pkg + "test serves the errors of " + f.Name.Value + " to tests: see package fakeserver.")
	out.ImportName(apierrPath, "apierr")
	out.ImportName(fakeServerPath, "fakeserver")
	importPackage(out, pkg, path)

	out.Comment("// Server starts a server that fails as steps say, in turn, and then succeeds: codes of\n// package " + pkg + ", errors of its New, kinds, nil for success. It ends with the test.")
	out.Func().Id("Server").Params(jen.Id("t").Qual("testing", "TB"), jen.Id("steps").Op("...").Error()).Op("*").Qual(fakeServerPath, "Server").Block(
		jen.Id("t").Dot("Helper").Call(),
		jen.Return(jen.Qual(fakeServerPath, "New").Call(jen.Id("t"), g.providerValue(f), jen.Id("Response"), jen.Id("steps").Op("..."))),
	)
	out.Line()
	out.Comment("// Response returns a response that is the error of a code, and reports whether there is\n// one. It is made for tests, in the shape that the documentation has.")
	out.Func().Id("Response").Params(jen.Id("code").Qual(apierrPath, "Code")).Params(jen.Id("r").Qual(apierrPath, "Response"), jen.Id("ok").Bool()).Block(
		jen.Switch(jen.Id("code")).BlockFunc(func(group *jen.Group) { responseCases(group, f, path) }),
		jen.Return(jen.Qual(apierrPath, "Response").Values(), jen.False()),
	)
	data, err := render(out)
	return g.options.goPath(pkg, pkg+"test/server.go"), data, err
}

// responseCases makes the cases of Response.
//
//	case fashnerr.OutOfCredits:
//		return apierr.Response{Status: 429, Body: []byte(`{"error":"OutOfCredits"}`)}, true
func responseCases(group *jen.Group, f *spec.File, path string) {
	for _, e := range f.Errors {
		r, ok := servable(f, e)
		if !ok {
			continue
		}
		group.Case(jen.Qual(path, e.Name.Value)).Block(jen.Return(responseLiteral(&r), jen.True()))
	}
}

// responseLiteral returns the literal of a response.
func responseLiteral(r *apierr.Response) jen.Code {
	var items []jen.Code
	add := func(name string, value jen.Code) { items = append(items, jen.Id(name).Op(":").Add(value)) }
	if r.Status != 0 {
		add("Status", jen.Lit(r.Status))
	}
	if len(r.Header) > 0 {
		add("Header", headerLiteral(r.Header))
	}
	if r.Stream {
		add("Stream", jen.True())
	}
	if r.Event != "" {
		add("Event", jen.Lit(r.Event))
	}
	if r.Close != 0 {
		add("Close", jen.Lit(r.Close))
	}
	if len(r.Body) > 0 {
		add("Body", jen.Index().Byte().Parens(text(r.Body)))
	}
	return jen.Qual(apierrPath, "Response").Add(lines(false, items))
}

// servable returns a response that is an error when a server sends it: the most usual
// of its samples that needs no context, under a status where the sample has none; else
// what it looks like by its rules. It reports false if none is read back as the error.
func servable(f *spec.File, e *spec.Error) (apierr.Response, bool) {
	var found []apierr.Response
	for i := range e.Samples {
		if s := &e.Samples[i]; len(s.Context) == 0 {
			found = append(found, servings(s.Response(f), e)...)
		}
	}
	slices.SortStableFunc(found, func(a, b apierr.Response) int { return int(meetingOf(&a)) - int(meetingOf(&b)) })
	if r, ok := readBack(f, e, found); ok {
		return r, true
	}
	looks, _ := f.Looks(e)
	found = nil
	for i := range looks {
		found = append(found, looks[i].Saying(e.Doc.Title))
	}
	return readBack(f, e, found)
}

// readBack returns the first of several responses that is read as the error, as it is
// sent, and reports whether there is one.
func readBack(f *spec.File, e *spec.Error, list []apierr.Response) (apierr.Response, bool) {
	for _, r := range list {
		if r.Stream {
			r.Header = nil // an event has none of its own
		}
		if v, ok := f.Runtime().Verdict(r); ok && v.Code == e.Code {
			return r, true
		}
	}
	return apierr.Response{}, false
}

// servings lists how a sample can be sent: as it is, or under each status that it may
// have had.
func servings(r apierr.Response, e *spec.Error) []apierr.Response {
	r.Surface = "" // nobody sends it
	if r.Status != 0 || r.Stream || r.Close != 0 {
		return []apierr.Response{r}
	}
	var statuses []int
	for _, text := range e.Doc.Statuses {
		if n, err := strconv.Atoi(text); err == nil {
			statuses = append(statuses, n)
		}
	}
	var list []apierr.Response
	for _, status := range append(statuses, http.StatusBadRequest, http.StatusInternalServerError, http.StatusOK) {
		r.Status = status
		list = append(list, r)
	}
	r.Status, r.Stream = 0, true
	return append(list, r)
}
