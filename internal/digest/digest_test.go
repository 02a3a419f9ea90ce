package digest

import (
	"bytes"
	"reflect"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/errbook/errbook/apierr"
	"github.com/errbook/errbook/apierr/wire"
	"github.com/errbook/errbook/spec"
)

// samePattern compares patterns by what they are: functions cannot be compared.
var samePattern = cmp.Comparer(func(a, b *wire.Pattern) bool {
	if a == nil || b == nil {
		return a == b
	}
	return a.Expr == b.Expr && (a.Compile == nil) == (b.Compile == nil)
})

// What is embedded is what the spec files say, value by value, and so is what is made
// of it: the digests of other books are made of their files.
func TestBuiltin(t *testing.T) {
	book, err := spec.LoadBuiltin()
	if err != nil {
		t.Fatal(err)
	}
	hosts, names, traits := BuiltinHosts(), BuiltinNames(), BuiltinTraits()
	if len(hosts) != len(book.Files) || len(names) != len(book.Files) || len(traits) != len(book.Files) {
		t.Fatalf("there are %d, %d and %d digests of %d files\n\thint: go run ./internal/runtimegen", len(hosts), len(names), len(traits), len(book.Files))
	}
	fresh := TraitsOfAll(book.Files)
	for i, f := range book.Files {
		for _, pair := range [][2]any{{HostsOf(f), &hosts[i]}, {NamesOf(f), &names[i]}, {fresh[i], &traits[i]}} {
			if diff := cmp.Diff(pair[0], pair[1], cmpopts.EquateEmpty(), samePattern); diff != "" {
				t.Errorf("%s: -spec file +embedded:\n%s\thint: go run ./internal/runtimegen", f.Path, diff)
			}
		}
	}
}

// A provider that was read from lines gives each sample of the book the verdict that
// the spec file gives.
func TestRuntime(t *testing.T) {
	book, err := spec.LoadBuiltin()
	if err != nil {
		t.Fatal(err)
	}
	traits := BuiltinTraits()
	samples := 0
	for i, f := range book.Files {
		short := traits[i].Runtime()
		for _, of := range book.Files[max(0, i-1):min(len(book.Files), i+2)] { // also samples of others
			for _, e := range of.Errors {
				for j := range e.Samples {
					samples++
					r := e.Samples[j].Response(of)
					got, isError := short.Verdict(r)
					if want, wantError := f.Runtime().Verdict(r); got != want || isError != wantError {
						t.Errorf("%s: a sample of %s gives %v, %v; want %v, %v", f.Provider.Value, e.Code, got, isError, want, wantError)
					}
					e, _ := short.From(r).(*apierr.Error)
					whole, _ := f.Runtime().From(r).(*apierr.Error)
					if (e == nil) != (whole == nil) || e != nil && (e.Code != whole.Code || e.Match != whole.Match) {
						t.Errorf("%s: a sample gives %v; want %v", f.Provider.Value, e, whole)
					}
				}
			}
		}
	}
	if samples < 1000 {
		t.Errorf("only %d samples were judged", samples)
	}
}

// Any value that a digest can have comes back.
func TestLines(t *testing.T) {
	type part struct {
		Text  string
		Yes   bool
		Count int
		Byte  uint8
	}
	type whole struct {
		Parts   []part
		One     *part
		None    *part
		Pattern *wire.Pattern
		Map     map[string]int
		Last    string
	}
	want := whole{
		Parts:   []part{{"a\nb\\n\r\\", true, -42, 255}, {}, {Text: " "}},
		One:     &part{Text: "1"},
		Pattern: &wire.Pattern{Expr: `\d+ "(.*)"`},
		Last:    "end",
	}
	var b bytes.Buffer
	if err := write(&b, reflect.ValueOf(want)); err != nil {
		t.Fatal(err)
	}
	var got whole
	r := lineReader{rest: b.String()}
	r.read(reflect.ValueOf(&got).Elem())
	if r.err != nil || r.rest != "" {
		t.Fatalf("%v, and %q is left", r.err, r.rest)
	}
	if got.Pattern.Compile == nil || got.Pattern.Find(`17 "x"`) != "x" {
		t.Errorf("the pattern is %v", got.Pattern)
	}
	want.Pattern, got.Pattern = nil, nil
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-written +read:\n%s", diff)
	}
	for size := range b.Len() {
		r := lineReader{rest: b.String()[:size]}
		r.read(reflect.ValueOf(new(whole)).Elem())
		if r.err == nil {
			t.Fatalf("the first %d of %d bytes are read as a whole value", size, b.Len())
		}
	}
}

// What lines cannot hold is refused when it is written.
func TestLinesRefuse(t *testing.T) {
	for _, v := range []any{
		struct{ hidden int }{1},
		map[string]int{"a": 1},
		func() {},
		1.5,
		[]any{1},
	} {
		if err := write(new(bytes.Buffer), reflect.ValueOf(v)); err == nil {
			t.Errorf("a %T was written", v)
		}
	}
	for _, text := range []string{"", "x\n", "-1\n", "99\n\n", header, header + "1\n", header + "\nmore\n"} {
		if list, err := readFile[Hosts](text); err == nil {
			t.Errorf("%q gives %v", text, list)
		}
	}
}
