package printers

import (
	"bytes"
	"encoding/json"
	"fmt"
	"html"
	"io"
	"reflect"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/errbook/errbook/apierr"
	"github.com/errbook/errbook/apierr/errdoc"
	"github.com/errbook/errbook/generator"
	"github.com/errbook/errbook/internal/explain"
	"github.com/errbook/errbook/internal/site"
	"github.com/errbook/errbook/spec"
	"github.com/errbook/errbook/spec/prose"
	"github.com/errbook/errbook/spec/yaml"
)

const source = `version: 1
provider: acme
name: Acme
own: true
wire: {code: [error.code], message: [error.message]}
contexts: {deployment: [serverless, dedicated]}
sources: [{id: errors, url: "https://acme.example/errors", verified: 2026-11-20}]
guides: [{title: Check these first, errors: [MarkerCode], checks: ["Is the key right?"]}]
errors:
  - name: MarkerCode
    title: Gone
    summary: The item is gone.
    status: 410
    code: gone
    kind: not_found
    retry: once
    actor: network
    scope: key
    executed: maybe
    billed: maybe
    causes: [Somebody deleted it.]
    fixes: [Make it anew.]
    checks: ["Is it there?"]
    links: {docs: "https://acme.example/gone"}
    sources: [errors]
    renamed_from: [{name: Lost, title: Lost}]
    variants: [{context: {deployment: dedicated}, kind: model_retired}]
`

// A marker is a value that is put into a field of the documentation, as people
// and as machines are shown it.
type marker struct{ field, words, name string }

// An exception is a field, or a struct of fields, that a printer does not print.
type exception struct{ printer, field, why string }

// except says which printer does not print which field, and why not. A printer
// that prints it nevertheless fails the test: then the row has had its time.
var except = []exception{
	{"explain", "WireCodes", "the rules themselves are printed"},
	{"explain", "Surface", "the surfaces of the rules are printed, with what each is"},
	{"explain", "Sources.ID", "people read where the source is"},
	{"explain --format markdown", "Sources.ID", "people read where the source is"},
	{"Markdown", "Sources.ID", "people read where the source is"},
	{"the site's index.md", "Sources.ID", "people read where the source is"},
	{"the site's index.html", "Sources.ID", "people read where the source is"},
	{"the site's index.html", "Surface", "the surfaces are printed, with what each is"},
	{"the site's index.html", "Page", "it is that page"},
	{"%+v", "Statuses", "the response has a status of its own, which is printed"},
	{"%+v", "WireCodes", "the response has a code of its own, which is printed"},
	{"%+v", "Variants", "an error was met in its contexts: the variant that applies is laid over the documentation"},
}

// Each field of apierr.Doc shows in what each printer prints.
func TestEveryPrinterPrintsTheWholeDoc(t *testing.T) {
	f := decode(t)
	d := f.Errors[0].Doc
	var markers []marker
	fill(t, reflect.ValueOf(d).Elem(), "", func(m marker) { markers = append(markers, m) })
	f.Guides[0].Doc = d.Guides[0] // they are the same in a book
	used := map[int]bool{}
	for name, printed := range printAll(t, f) {
		printed = strings.ReplaceAll(printed, "<wbr>", "") // where a browser may break a name
		for _, m := range markers {
			exception := exceptionFor(name, m.field)
			used[exception] = true
			isException := exception >= 0
			switch shows := strings.Contains(printed, m.words) || strings.Contains(printed, m.name); {
			case !shows && !isException:
				t.Errorf("%s does not show apierr.Doc.%s: put it into Doc.Facts (apierr/docs.go), where every printer finds it, or into the printer", name, m.field)
			case shows && isException:
				t.Errorf("%s shows apierr.Doc.%s after all: delete the exception", name, m.field)
			}
		}
	}
	for i, e := range except {
		if !used[i] {
			t.Errorf("there is no field %s or no printer %s any more: delete the exception", e.field, e.printer)
		}
	}
}

// exceptionFor returns the row that excepts a field, or the struct that it is in,
// -1 for none.
func exceptionFor(printer, field string) int {
	return slices.IndexFunc(except, func(e exception) bool {
		return e.printer == printer && (e.field == field || strings.HasPrefix(field, e.field+"."))
	})
}

// Each key of an entry reaches the documentation, or decides how a response is
// recognized, and is then among the rules and samples of the catalog.
func TestEveryKeyReachesTheDoc(t *testing.T) {
	f, problems := spec.Decode("acme.yaml", []byte(source))
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	e := reflect.ValueOf(f.Errors[0]).Elem()
	markers := map[string]string{}
	for i := range e.NumField() {
		if key, _, _ := strings.Cut(e.Type().Field(i).Tag.Get("yaml"), ","); key != "" && e.Field(i).IsZero() {
			if value := mark(e.Field(i), "Marker"+e.Type().Field(i).Name); value != "" {
				markers[key] = value
			}
		}
	}
	delete(markers, "slug") // the name of the page
	if _, problems := spec.Check([]*spec.File{f}); len(problems) > 0 {
		t.Fatal(problems)
	}
	data, err := json.Marshal(f.Errors[0].Doc)
	if err != nil {
		t.Fatal(err)
	}
	printed := string(data)
	for key, value := range markers {
		if !strings.Contains(printed, value) {
			t.Errorf("the key %s of an entry does not reach its documentation: convert it in File.doc (spec/model.go)", key)
		}
	}
	if len(markers) == 0 {
		t.Error("no key was tried")
	}
}

// mark sets a value of the language that is text of some sort, and returns what
// it says; "" for any other.
func mark(v reflect.Value, text string) string {
	switch p := v.Addr().Interface().(type) {
	case *yaml.Text:
		p.Value = strings.ToLower(text)
		return p.Value
	case *yaml.Date:
		p.Value = "2026-01-02"
		return p.Value
	case *spec.Prose:
		p.Raw = text + "."
		p.Spans = []prose.Span{{Text: p.Raw}}
		return p.Raw
	}
	return ""
}

// decode returns a checked file of one error.
func decode(t *testing.T) *spec.File {
	t.Helper()
	f, problems := spec.Decode("acme.yaml", []byte(source))
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	if _, problems := spec.Check([]*spec.File{f}); len(problems) > 0 {
		t.Fatal(problems)
	}
	return f
}

// fill puts a marker into each field of a documentation.
func fill(t *testing.T, v reflect.Value, path string, add func(marker)) {
	t.Helper()
	name := "Marker" + strings.ReplaceAll(path, ".", "")
	set := func(value any, words, name string) {
		v.Set(reflect.ValueOf(value).Convert(v.Type()))
		add(marker{path, words, name})
	}
	isVariant := strings.HasPrefix(path, "Variants.")
	switch v.Interface().(type) {
	case apierr.Kind:
		k := apierr.RegionBlocked
		if isVariant {
			k = apierr.ModelRetired
		}
		set(k, k.String(), k.String())
		return
	case apierr.Retry:
		r := apierr.RetryWindow
		if isVariant {
			r = apierr.RetryBackoff
		}
		set(r, strings.TrimSuffix(r.Advice(), "."), `"`+r.String()+`"`)
		return
	case apierr.Certainty:
		switch {
		case path == "Billed":
			set(apierr.Always, "the request is billed", `"billed": "always"`)
		case isVariant:
			set(apierr.Always, "the request ran", `"executed": "always"`)
		default:
			set(apierr.Never, "the request did not run", `"executed": "never"`)
		}
		return
	case apierr.Actor:
		a := apierr.ActorNetwork
		if isVariant {
			a = apierr.ActorProvider
		}
		set(a, factOf(&apierr.Doc{Actor: a, Own: &errdoc.Own{}}, "actor"), `"`+a.String()+`"`)
		return
	case apierr.Scope:
		s := apierr.ScopeKey
		if isVariant {
			s = apierr.ScopeRegion
		}
		set(s, factOf(&apierr.Doc{Scope: s, Own: &errdoc.Own{}}, "scope"), `"`+string(s)+`"`)
		return
	case apierr.Code:
		if path == "Code" { // it is that of the entry
			add(marker{path, "MarkerCode", "MarkerCode"})
			return
		}
	}
	switch v.Kind() {
	case reflect.Bool: // the only one is Own.Default
		set(true, factOf(&apierr.Doc{Own: &errdoc.Own{Default: true}}, "own.default"), `"default": true`)
	case reflect.String:
		switch {
		case strings.HasSuffix(path, "URL"):
			name = "https://acme.example/" + name
		case path == "Tags.Extra.Key":
			name = "x-marker" // a label, which some printers write in lowercase
		case path == "Sources.Basis":
			set("observed", errdoc.Source{Basis: "observed"}.Note(), `"observed"`)
			return
		}
		set(name, name, name)
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		fill(t, v.Elem(), path, add)
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 1, 1))
		fill(t, v.Index(0), path, add)
	case reflect.Struct:
		for i := range v.NumField() {
			fill(t, v.Field(i), strings.TrimPrefix(path+"."+v.Type().Field(i).Name, "."), add)
		}
	default:
		t.Fatalf("apierr.Doc.%s is a %s: say in fill how to mark it", path, v.Type())
	}
}

// factOf returns the words of one fact of a documentation.
func factOf(d *apierr.Doc, key string) string {
	for _, f := range d.Facts() {
		if f.Key == key {
			return strings.TrimSuffix(f.Text, ".")
		}
	}
	return "no fact " + key
}

// printAll prints a file of one error in every way, whatever makes it
// unreadable for a search undone: line breaks and character references.
func printAll(t *testing.T, f *spec.File) map[string]string {
	t.Helper()
	book := &spec.Book{Files: []*spec.File{f}}
	entry := explain.Entry{File: f, Error: f.Errors[0]}
	packages := generator.Packages{Path: "example.com/gen", Suffix: "err"}
	all := map[string]string{
		"%+v": fmt.Sprintf("%+v", f.Runtime().From(apierr.Response{Status: 410, Body: []byte(`{"error":{"code":"gone"}}`)})),
	}
	plan, err := generator.New(book, generator.Options{Spec: "spec", Docs: "docs", JSON: "catalog.json", Packages: packages})
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range plan.Files {
		switch file.Path {
		case "docs/acme.md":
			all["Markdown"] = string(file.Data)
		case "catalog.json":
			all["catalog.json"] = string(file.Data)
		}
	}
	pages := &sink{pages: map[string]string{}}
	if err := site.Build(book, site.Options{Packages: packages}, pages); err != nil {
		t.Fatal(err)
	}
	for _, page := range []string{"index.html", "index.md", "index.json"} {
		all["the site's "+page] = pages.pages["acme/marker-code/"+page]
	}
	for name, write := range map[string]func(io.Writer) error{
		"explain":                   func(w io.Writer) error { return explain.WriteText(w, entry, nil, explain.Style{Full: true}) },
		"explain --format markdown": func(w io.Writer) error { return explain.WriteMarkdown(w, entry, nil) },
		"explain --format json":     func(w io.Writer) error { return explain.WriteJSON(w, []explain.Entry{entry}, nil) },
	} {
		var out bytes.Buffer
		if err := write(&out); err != nil {
			t.Fatal(err)
		}
		all[name] = out.String()
	}
	for name, text := range all {
		if text == "" {
			t.Errorf("%s printed nothing", name)
		}
		all[name] = strings.Join(strings.Fields(html.UnescapeString(text)), " ")
	}
	return all
}

// A sink keeps the files of a site.
type sink struct {
	mu    sync.Mutex
	pages map[string]string
}

func (s *sink) Put(name string, data []byte) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.pages[name] = string(data)
	return nil
}

func (s *sink) Stream(name string, write func(io.Writer) error) error {
	var out bytes.Buffer
	if err := write(&out); err != nil {
		return err
	}
	return s.Put(name, out.Bytes())
}
