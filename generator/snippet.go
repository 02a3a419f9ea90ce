package generator

import (
	"fmt"
	"go/parser"
	"go/token"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/dave/jennifer/jen"

	"github.com/errbook/errbook/apierr"
	"github.com/errbook/errbook/spec"
	"github.com/errbook/errbook/templates"
)

// Snippet returns the Go code that handles an error, for the error's page. It
// is what appears in the Example of the generated package, which has the response
// before it and its output after it. If the path of the packages is not
// known, the code does not import the provider's.
func Snippet(f *spec.File, e *spec.Error, packages Packages) (templates.Snippet, error) {
	const begin, end = "\nfunc main() {\n", "}\n"
	pkg := packages.PathOf(f)
	out := jen.NewFile("main")
	out.ImportName(apierrPath, "apierr")
	importPackage(out, packages.Name(f), pkg)
	out.Func().Id("main").Params().Block(newScene(f, e, pkg).handling()...)
	data, err := render(out)
	if err != nil {
		return templates.Snippet{}, fmt.Errorf("make the code that handles %s: %w", e.Code, err)
	}
	head, body, _ := strings.Cut(string(data), begin)
	var s templates.Snippet
	if s.Imports, err = importsOf(head); err != nil {
		return templates.Snippet{}, fmt.Errorf("make the code that handles %s: %w", e.Code, err)
	}
	if packages.Path == "" {
		s.Imports = slices.DeleteFunc(s.Imports, func(i templates.Import) bool { return i.Path == pkg })
	}
	// No literal in it has a line break, so each line begins with a tab of main.
	for line := range strings.Lines(strings.TrimSuffix(body, end)) {
		s.Body += strings.TrimPrefix(line, "\t")
	}
	return s, nil
}

// importsOf returns the imports of Go source.
func importsOf(source string) ([]templates.Import, error) {
	file, err := parser.ParseFile(token.NewFileSet(), "", source, parser.ImportsOnly)
	if err != nil {
		return nil, err
	}
	var list []templates.Import
	for _, i := range file.Imports {
		var one templates.Import
		if one.Path, err = strconv.Unquote(i.Path.Value); err != nil {
			return nil, err
		}
		if i.Name != nil {
			one.Name = i.Name.Name
		}
		list = append(list, one)
	}
	return list, nil
}

// handling returns the statements that handle the error of a scene.
//
//	err := fashn.Provider.FromResponse(resp)
//	if errors.Is(err, fashn.OutOfCredits) {
//		fmt.Println("Do not retry. Fix the account, its key or its payment, then send the request again:", err)
//	}
func (s *scene) handling() []jen.Code {
	return []jen.Code{
		jen.Id("err").Op(":=").Qual(s.pkg, "Provider").Add(s.ask()),
		jen.If(jen.Qual("errors", "Is").Call(jen.Id("err"), jen.Qual(s.pkg, s.err.Name.Value))).Block(s.action()...),
	}
}

// ask returns the call that makes an error of what a program has in hand.
func (s *scene) ask() jen.Code {
	response := func(fields ...jen.Code) jen.Code {
		// .From(apierr.Response{Body: body})
		return jen.Dot("From").Call(jen.Qual(apierrPath, "Response").Add(lines(false, fields)))
	}
	switch s.meets {
	case inSuccess:
		return jen.Dot("Inspect").Call(jen.Id("resp"))
	case inEvent:
		return jen.Dot("FromEvent").Call(jen.Id("event"), jen.Id("data"))
	case inClose:
		return response(jen.Id("Close").Op(":").Id("code"), jen.Id("Body").Op(":").Index().Byte().Parens(jen.Id("reason")))
	case inBody:
		body := jen.Id("Body").Op(":").Id("body")
		if s.answer.Surface == "" {
			return response(body)
		}
		return response(jen.Id("Surface").Op(":").Lit(s.answer.Surface), body)
	}
	return jen.Dot("FromResponse").Call(jen.Id("resp"))
}

// action returns what is done about the error.
//
//	wait, stated := apierr.RetryAfter(err)
//	if !stated {
//		wait = 2 * time.Second
//	}
//	fmt.Println("Retry in", wait)
func (s *scene) action() []jen.Code {
	p := pauseBefore(s.err.Doc.Retry)
	if p == nil {
		return []jen.Code{jen.Qual("fmt", "Println").Call(jen.Lit(spoken(s.err.Doc.Retry)), jen.Id("err"))}
	}
	otherwise := jen.Id("wait").Op("=").Add(p.literal())
	if p.why != "" {
		otherwise.Comment("// " + p.why)
	}
	return []jen.Code{
		jen.List(jen.Id("wait"), jen.Id("stated")).Op(":=").Qual(apierrPath, "RetryAfter").Call(jen.Id("err")),
		jen.If(jen.Op("!").Id("stated")).Block(otherwise),
		jen.Qual("fmt", "Println").Call(jen.Lit(tryAgain), jen.Id("wait")),
	}
}

const tryAgain = "Retry in"

// spoken returns what an example prints before an error: the advice.
func spoken(r apierr.Retry) string { return strings.TrimSuffix(r.Advice(), ".") + ":" }

// A pause is how long to wait where the server does not say.
type pause struct {
	n    int
	unit time.Duration
	name string // of the unit, in package time
	why  string // what else to know
}

// pauseBefore returns the pause before another attempt, nil for errors that do not
// pass by waiting.
func pauseBefore(r apierr.Retry) *pause {
	switch r {
	case apierr.RetryWait:
		return &pause{n: 2, unit: time.Second, name: "Second"}
	case apierr.RetryBackoff:
		return &pause{n: 1, unit: time.Second, name: "Second", why: "double it each time, and add jitter"}
	case apierr.RetryWindow:
		return &pause{n: 1, unit: time.Hour, name: "Hour", why: "the window is long; do not block on it"}
	}
	return nil
}

func (p *pause) length() time.Duration { return time.Duration(p.n) * p.unit }

// literal returns the Go of the pause: 2 * time.Second.
func (p *pause) literal() jen.Code {
	unit := jen.Qual("time", p.name)
	if p.n == 1 {
		return unit
	}
	return jen.Lit(p.n).Op("*").Add(unit)
}
