package generator

import (
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"github.com/dave/jennifer/jen"

	"github.com/errbook/errbook/apierr"
	"github.com/errbook/errbook/spec"
)

// exampleFile makes an Example of each error: a sample of it, the code that
// handles it, and what that prints. They are examples of the package, with the
// error's name for a suffix, because go/doc shows none of constants.
//
//	func Example_outOfCredits() {
//		resp := &http.Response{
//			StatusCode: 429,
//			Body:       io.NopCloser(strings.NewReader(`{"error":"OutOfCredits"}`)),
//		}
//		err := fashn.Provider.FromResponse(resp)
//		if errors.Is(err, fashn.OutOfCredits) {
//			fmt.Println("Do not retry. Fix the account, its key or its payment, then send the request again:", err)
//		}
//		// Output: Do not retry. Fix the account, its key or its payment, then send the request again: fashn: 429 OutOfCredits
//	}
func exampleFile(g *generation, f *spec.File) (string, []byte, error) {
	pkg := g.options.Packages.PathOf(f)
	out := g.testFile(g.options.Packages.Name(f), g.fileHeader(f))
	for _, e := range f.Errors {
		s := newScene(f, e, pkg)
		body := append([]jen.Code{s.setting()}, s.handling()...)
		if printed, ok := s.prints(); ok {
			body = append(body, jen.Comment("// Output: "+printed))
		}
		out.Func().Id(exampleName(e)).Params().Block(body...)
		out.Line()
	}
	data, err := render(out)
	return g.options.goPath(g.options.Packages.Name(f), "example_test.go"), data, err
}

// exampleName returns the name of an error's Example. A suffix begins with a
// small letter, which pkg.go.dev shows as a capital; all names of errors begin
// with a capital of ASCII, so no two of them come to the same.
func exampleName(e *spec.Error) string {
	name := e.Name.Value
	return "Example_" + strings.ToLower(name[:1]) + name[1:]
}

// setting returns the statement that makes what the handling takes.
func (s *scene) setting() jen.Code {
	a := &s.answer
	switch s.meets {
	case inBody:
		// body := []byte(`{"error":"OutOfCredits"}`)
		return jen.Id("body").Op(":=").Index().Byte().Parens(text(a.Body))
	case inEvent:
		// event, data := "error", []byte(`{"error":"OutOfCredits"}`)
		return jen.List(jen.Id("event"), jen.Id("data")).Op(":=").List(jen.Lit(a.Event), jen.Index().Byte().Parens(text(a.Body)))
	case inClose:
		// code, reason := 1008, "OutOfCredits"
		return jen.List(jen.Id("code"), jen.Id("reason")).Op(":=").List(jen.Lit(a.Close), text(a.Body))
	}
	return s.response()
}

// response makes an HTTP response.
func (s *scene) response() jen.Code {
	var fields []jen.Code
	if s.answer.Status != 0 {
		fields = append(fields, jen.Id("StatusCode").Op(":").Lit(s.answer.Status))
	}
	if h := s.answer.Header; len(h) > 0 {
		// Header: http.Header{"Retry-After": {"30"}},
		var items []jen.Code
		for _, name := range slices.Sorted(maps.Keys(h)) {
			values := make([]jen.Code, len(h[name]))
			for i, v := range h[name] {
				values[i] = text([]byte(v))
			}
			items = append(items, text([]byte(name)).Op(":").Add(lines(false, values)))
		}
		fields = append(fields, jen.Id("Header").Op(":").Qual("net/http", "Header").Add(lines(len(items) > 1, items)))
	}
	body := jen.Qual("net/http", "NoBody")
	if len(s.answer.Body) > 0 {
		// Body: io.NopCloser(strings.NewReader(`{"error":"OutOfCredits"}`)),
		body = jen.Qual("io", "NopCloser").Call(jen.Qual("strings", "NewReader").Call(text(s.answer.Body)))
	}
	fields = append(fields, jen.Id("Body").Op(":").Add(body))
	return jen.Id("resp").Op(":=").Op("&").Qual("net/http", "Response").Add(lines(true, fields))
}

// text returns the literal of text: between backquotes where that spares
// backslashes and shows all there is.
func text(b []byte) *jen.Statement {
	s := string(b)
	if strings.ContainsAny(s, `"\`) && strconv.CanBackquote(s) && isPrintable(s) {
		return jen.Op("`" + s + "`")
	}
	return jen.Lit(s)
}

// prints returns the line that the handling prints; ok is false where it
// prints none, or none that can appear in a comment and is always the same.
func (s *scene) prints() (line string, ok bool) {
	taken := s.taken()
	err := s.file.Runtime().From(taken)
	if apierr.CodeOf(err) != s.err.Code {
		return "", false
	}
	if p := pauseBefore(s.err.Doc.Retry); p != nil {
		wait, stated := apierr.RetryAfter(err)
		if !stated {
			wait = p.length()
		}
		return fmt.Sprint(tryAgain, " ", wait), !stated || !s.asksTheClock(taken)
	}
	line = spoken(s.err.Doc.Retry) + " " + err.Error()
	return line, isPrintable(line)
}

// asksTheClock reports whether a response names the moment until which to wait,
// and not the moment at which it was sent: then the wait depends on when one
// asks.
func (s *scene) asksTheClock(r apierr.Response) bool {
	if r.Header.Get("Date") != "" {
		return false
	}
	var waits [2]string
	for i, date := range []string{"Sun, 06 Nov 1994 08:49:37 GMT", "Mon, 07 Nov 1994 08:49:37 GMT"} {
		r.Header = r.Header.Clone()
		if r.Header == nil {
			r.Header = http.Header{}
		}
		r.Header.Set("Date", date)
		wait, stated := apierr.RetryAfter(s.file.Runtime().From(r))
		waits[i] = fmt.Sprint(wait, stated)
	}
	return waits[0] != waits[1]
}

// isPrintable reports whether text is one line that shows all there is in it:
// no control characters, and none that turn the direction of letters.
func isPrintable(s string) bool {
	return !strings.ContainsFunc(s, func(r rune) bool { return !unicode.IsPrint(r) || r == unicode.ReplacementChar })
}
