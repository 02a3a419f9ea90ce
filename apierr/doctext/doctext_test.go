package doctext

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"strings"
	"sync"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"github.com/errbook/errbook/apierr/errdoc"
	"github.com/errbook/errbook/apierr/wire"
)

// full returns a documentation in which every field says something; text is put into
// every sentence.
func full(t *testing.T, name, text string) *errdoc.Doc {
	d := &errdoc.Doc{}
	n := 0
	most := filler{func(n int) int { return n - 1 }, func() string { n++; return fmt.Sprintf("%s%d", text, n) }}
	most.fill(t, reflect.ValueOf(d).Elem())
	d.Code = errdoc.Code("acme." + name)
	for i := range d.Renamed {
		d.Renamed[i].Code = errdoc.Code(fmt.Sprintf("acme.Old%s%d", name, i))
	}
	return d
}

// A filler says what fields are filled with: a number below n, and a text.
type filler struct {
	below func(n int) int
	text  func() string
}

// fill fills a value, and fails on a field that a documentation did not have when
// this package was written.
func (f filler) fill(t *testing.T, v reflect.Value) {
	switch p := v.Addr().Interface().(type) {
	case *errdoc.Retry:
		*p = errdoc.Retry(f.below(int(errdoc.RetryBackoff) + 1))
		return
	case *errdoc.Actor:
		*p = errdoc.Actor(f.below(int(errdoc.ActorNetwork) + 1))
		return
	case *errdoc.Certainty:
		*p = wire.Certainty(f.below(int(wire.Always) + 1))
		return
	}
	switch v.Kind() {
	case reflect.String:
		v.SetString(f.text())
	case reflect.Bool:
		v.SetBool(f.below(2) == 1)
	case reflect.Pointer:
		if f.below(2) == 1 {
			v.Set(reflect.New(v.Type().Elem()))
			f.fill(t, v.Elem())
		}
	case reflect.Slice:
		for range f.below(4) {
			item := reflect.New(v.Type().Elem()).Elem()
			f.fill(t, item)
			v.Set(reflect.Append(v, item))
		}
	case reflect.Struct:
		for i := range v.NumField() {
			f.fill(t, v.Field(i))
		}
	default:
		t.Fatalf("a %s is new in errdoc.Doc: say here how to fill it, and write and read it in this package", v.Type())
	}
}

// texts are what may be in a sentence, with what a text format could trip over.
var texts = []string{
	"plain", "`code` in it", "a | b", `back\slash`, "two\nlines\n\nand a paragraph", " space before", "tab\there", "\u202ehidden\u200b", "-", "naïve, 日本, 🙂",
	"bad \xff byte", "cut \xef", "\ufffd", "cause x", "\r\n", "\x00", "{x}", `"quoted"`, "\ufeffmark",
}

// Every field comes back as it was, whatever the sentences contain.
func TestRoundTrip(t *testing.T) {
	for _, text := range texts {
		docs := []*errdoc.Doc{full(t, "Full", text), {Code: "acme.Bare"}, {Code: "acme.Usual", Title: "x", Kind: "rate_limited", Family: "throttle"}}
		usual := docs[2]
		usual.Retry, usual.Actor, usual.Executed, usual.Scope = usual.Kind.Retry(), usual.Kind.Actor(), usual.Kind.Executed(), usual.Kind.Scope()
		encoded, err := Encode("acme", docs)
		if err != nil {
			t.Fatal(err)
		}
		table := &Table{Prefix: "acme", Text: encoded}
		for _, want := range docs {
			if diff := cmp.Diff(want, table.Lookup(want.Code)); diff != "" {
				t.Errorf("%q: %s differs (-want +got):\n%s", text, want.Code, diff)
			}
			for _, r := range want.Renamed {
				if table.Lookup(r.Code) != table.Lookup(want.Code) {
					t.Errorf("%q: %s does not find %s", text, r.Code, want.Code)
				}
			}
		}
		if !utf8.ValidString(encoded) || strings.ContainsAny(encoded, "`\r\x00\ufeff\u202e\u200b") {
			t.Errorf("%q: what cannot be in a raw string, or cannot be seen there, is in the text:\n%s", text, encoded)
		}
		again, err := Encode("acme", []*errdoc.Doc{table.Lookup("acme.Full"), table.Lookup("acme.Bare"), table.Lookup("acme.Usual")})
		if err != nil || again != encoded {
			t.Errorf("%q: written again it is another text (%v)", text, err)
		}
	}
}

// Documentation of which each field has something or nothing, and each list some texts,
// empty ones and those of others included, comes back as it was.
func TestRandomRoundTrip(t *testing.T) {
	for seed := range uint64(500) {
		r := rand.New(rand.NewPCG(seed, 1))
		some := filler{r.IntN, func() string { return odd[r.IntN(len(odd))] }}
		docs := make([]*errdoc.Doc, 1+r.IntN(3))
		for i := range docs {
			docs[i] = &errdoc.Doc{}
			some.fill(t, reflect.ValueOf(docs[i]).Elem())
			docs[i].Code = errdoc.Code(fmt.Sprintf("acme.E%d", i))
			for k := range docs[i].Renamed {
				docs[i].Renamed[k].Code = errdoc.Code(fmt.Sprintf("acme.E%dOld%d", i, k))
			}
			for k := range docs[i].Sources {
				docs[i].Sources[k].ID += fmt.Sprintf(" %d %d", i, k) // no two have the same
			}
		}
		encoded, err := Encode("acme", docs)
		if err != nil {
			t.Fatal(err)
		}
		table := &Table{Prefix: "acme", Text: encoded}
		for _, want := range docs {
			if diff := cmp.Diff(want, table.Lookup(want.Code)); diff != "" {
				t.Fatalf("seed %d: %s differs (-want +got):\n%s\n%s", seed, want.Code, diff, encoded)
			}
			for _, old := range want.Renamed {
				if table.Lookup(old.Code) != table.Lookup(want.Code) {
					t.Errorf("seed %d: %s does not find %s", seed, old.Code, want.Code)
				}
			}
		}
	}
}

// odd are texts that are lines, keys, words or marks of the format.
var odd = append([]string{"", "cause", "kind rate_limited", "in a=b", "\n", "\n\n", "formerly X x", ": ", "source page", `\x7c`, "|", "``", " ", "  two", "end ", "guide 0"}, texts...)

// The text is what the package comment says.
func TestEncode(t *testing.T) {
	page := errdoc.Source{ID: "page", URL: "https://acme.example/errors", Verified: "2026-11-20", Basis: "official"}
	got, err := Encode("acme", []*errdoc.Doc{{
		Code: "acme.OutOfCredits", Title: "Out of credits", Summary: "The account has no credits left.", Kind: "insufficient_credits",
		Family: "billing", Retry: errdoc.RetryFixAccount, Actor: errdoc.ActorOwner, Executed: wire.Never, Scope: errdoc.ScopeAccount,
		Statuses: []string{"402", "429"}, WireCodes: []string{"out_of_credits"},
		Causes: []string{"The plan's credits are used up.", "The credits have expired."}, Fixes: []string{"Buy credits on the `billing` page."},
		Sources: []errdoc.Source{page}, Guides: []errdoc.Guide{{Title: "When jobs keep failing", Text: "Most of them fail for one reason.", Checks: []string{"Compare each input with the schema."}}},
	}})
	const want = `
source page https://acme.example/errors official 2026-11-20 -
guide When jobs keep failing
text Most of them fail for one reason.
check Compare each input with the schema.

OutOfCredits: Out of credits
summary The account has no credits left.
kind insufficient_credits
status 402 429
code out_of_credits
cause The plan's credits are used up.
 The credits have expired.
fix Buy credits on the |billing| page.
source page
guide 0
`
	if diff := cmp.Diff(want, got); err != nil || diff != "" {
		t.Errorf("differs (-want +got), %v:\n%s", err, diff)
	}
}

func TestEncodeFails(t *testing.T) {
	for _, docs := range [][]*errdoc.Doc{
		{{Code: "other.Error"}},
		{{Code: "acme."}},
		{{Code: "acme.A: b"}},
		{{Code: "acme.A\n\nB"}},
		{{Code: "acme.A", Renamed: []errdoc.Renamed{{Code: "acme.Old one"}}}},
		{{Code: "acme.A", Sources: []errdoc.Source{{ID: "page", URL: "a"}}}, {Code: "acme.B", Sources: []errdoc.Source{{ID: "page", URL: "b"}}}},
	} {
		if text, err := Encode("acme", docs); err == nil {
			t.Errorf("no error, but %q", text)
		}
	}
}

// A code of another provider, or of no error, finds nothing.
func TestLookupNothing(t *testing.T) {
	text, err := Encode("acme", []*errdoc.Doc{{Code: "acme.A"}})
	if err != nil {
		t.Fatal(err)
	}
	table := &Table{Prefix: "acme", Text: text}
	for _, code := range []errdoc.Code{"", "acme", "acme.", "acme.B", "acme.A.A", "other.A", "acmeX.A", "A", "acme.source page"} {
		if d := table.Lookup(code); d != nil {
			t.Errorf("%q finds %v", code, d)
		}
	}
	if d := (&Table{}).Lookup("acme.A"); d != nil {
		t.Errorf("a table without text finds %v", d)
	}
}

// Goroutines that ask at once get one pointer, and asking again allocates nothing.
func TestLookupShares(t *testing.T) {
	text, err := Encode("acme", []*errdoc.Doc{full(t, "A", "x")})
	if err != nil {
		t.Fatal(err)
	}
	table := &Table{Prefix: "acme", Text: text}
	var found [8]*errdoc.Doc
	var workers sync.WaitGroup
	for i := range found {
		workers.Go(func() { found[i] = table.Lookup("acme.A") })
	}
	workers.Wait()
	for _, d := range found {
		if d == nil || d != found[0] {
			t.Errorf("got %p and %p", d, found[0])
		}
	}
	if n := testing.AllocsPerRun(100, func() { table.Lookup("acme.A") }); n != 0 {
		t.Errorf("%v allocations", n)
	}
}

// Text that Encode did not write makes nothing fail.
func FuzzLookup(f *testing.F) {
	text, err := Encode("acme", []*errdoc.Doc{{Code: "acme.A", Kind: "x", OwnKind: &errdoc.OwnKind{Tell: "y"}, Tags: &errdoc.Tags{}, Own: &errdoc.Own{}}})
	if err != nil {
		f.Fatal(err)
	}
	f.Add(text)
	f.Add("\n\nA: x\ntell y\ndefault\nseverity 1\ngroup g\nguide 9\nsource z\nformerly B b\nparam\nlink\nin\nkind")
	f.Fuzz(func(t *testing.T, text string) {
		table := &Table{Prefix: "acme", Text: text}
		table.Lookup("acme.A")
		for name := range table.byName {
			if table.Lookup(errdoc.Code("acme."+name)) == nil {
				t.Errorf("%q is a name, and finds nothing", name)
			}
		}
	})
}
