package spec

import (
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/errbook/errbook/apierr"
)

// minimal is the least that a spec file can say.
const minimal = `version: 1
provider: PROVIDER
name: Acme
hosts: [HOST]
sources:
  - {id: errors, url: "https://docs.acme.example/errors", verified: 2026-11-20}
errors:
  - name: OverLimit
    title: Over limit
    summary: Too many requests came at once.
    status: 429
    kind: rate_limited
    causes: [The client sent more than it may.]
    fixes: [Send less.]
    sources: [errors]
    renamed_from:
      - name: TooFast
`

// A bookCase is files that are sound alone, but not together.
type bookCase struct {
	name  string
	files fstest.MapFS
	want  string
}

func bookCases() []bookCase {
	return []bookCase{
		{
			"packages", files("a.yaml", "llama-cpp", "a.example.com", "b.yaml", "llamacpp", "b.example.com"),
			"b.yaml:2:11: provider must make a unique Go package; found llamacpp again after a.yaml:2",
		},
		{
			"hosts", files("a.yaml", "acme", "a.example.com", "b.yaml", "bcme", "a.example.com"),
			"b.yaml:4:9: each item of hosts must belong to one provider; found a.example.com again after a.yaml",
		},
		{
			"go_sdks", files("a.yaml", "acme", "a.example.com]\ngo_sdks: [acme.example/sdk", "b.yaml", "bcme", "b.example.com]\ngo_sdks: [acme.example/sdk"),
			"b.yaml:5:11: each item of go_sdks must belong to one provider; found acme.example/sdk again after a.yaml",
		},
	}
}

// files returns minimal spec files: a name, a provider and a host for each.
func files(args ...string) fstest.MapFS {
	fsys := fstest.MapFS{}
	for ; len(args) > 0; args = args[3:] {
		fsys[args[0]] = &fstest.MapFile{Data: []byte(strings.NewReplacer("PROVIDER", args[1], "HOST", args[2]).Replace(minimal))}
	}
	return fsys
}

func problemsOf(fsys fstest.MapFS) string {
	if _, err := LoadFS(fsys, "."); err != nil {
		return err.Error()
	}
	return ""
}

func TestBooksThatDisagree(t *testing.T) {
	for _, tt := range bookCases() {
		if got := problemsOf(tt.files); got != tt.want {
			t.Errorf("%s: got  %s\nwant %s", tt.name, got, tt.want)
		}
	}
}

func TestLoad(t *testing.T) {
	fsys := files("spec/z.yml", "acme-two", "a.example.com", "spec/b.yaml", "zeta", "b.example.com")
	fsys["spec/readme.md"] = &fstest.MapFile{Data: []byte("not a spec file")}
	book, err := LoadFS(fsys, "spec", "spec/b.yaml")
	if err != nil {
		t.Fatal(err)
	}
	if len(book.Files) != 2 || book.Files[0].CodePrefix != "acmetwo" || book.Files[1].Path != "spec/b.yaml" {
		t.Errorf("files are %v", book.Files)
	}
	if book.Find("acme-two") != book.Files[0] || book.Find("acmetwo") != book.Files[0] || book.Find("nobody") != nil {
		t.Error("Find does not find providers by id and package")
	}
	for _, code := range []string{"acmetwo.OverLimit", "acme-two.OverLimit", "acmetwo.TooFast"} {
		if f, e := book.Lookup(code); f != book.Files[0] || e == nil || e.Code != "acmetwo.OverLimit" {
			t.Errorf("Lookup(%q) = %v", code, e)
		}
	}
	if f, e := book.Lookup("acmetwo"); f != nil || e != nil {
		t.Error("a provider alone is no code")
	}
}

// What cannot be read is named, with the reason.
func TestLoadUnreadable(t *testing.T) {
	fsys := fstest.MapFS{"empty/readme.md": {}}
	for name, want := range map[string]string{
		"nowhere": "nowhere: file does not exist",
		"empty":   "empty: a directory of spec files must have a *.yaml file; found none",
	} {
		if _, err := LoadFS(fsys, name); err == nil || err.Error() != want {
			t.Errorf("%s: got %v, want %s", name, err, want)
		}
	}
	if _, err := Load("testdata/nowhere/../nothing"); err == nil || err.Error() != "testdata/nowhere/../nothing: no such file or directory" {
		t.Errorf("got %v", err)
	}
	if _, err := Load("testdata/../testdata/good"); err != nil {
		t.Errorf("a path that is not the shortest: %v", err)
	}
}

// The book that errbook is built with is sound, and only the providers asked
// for are decoded.
func TestBuiltin(t *testing.T) {
	whole, err := LoadBuiltin()
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range whole.Files {
		if f.Path != "providers/"+f.Provider.Value+".yaml" {
			t.Errorf("%s has the provider %s", f.Path, f.Provider.Value)
		}
	}
	some, err := LoadBuiltin("fashn", "nobody")
	if err != nil {
		t.Fatal(err)
	}
	if len(some.Files) != 1 || some.Files[0].Provider.Value != "fashn" {
		t.Errorf("got %d files", len(some.Files))
	}
}

// stockKinds is a book's own file of kinds.
const stockKinds = `version: 1
families:
  - {name: stock, meaning: what was asked for is not in stock}
kinds:
  - {name: out_of_warehouse, family: stock, meaning: no warehouse has the item, retry: window, actor: provider, executed: never, scope: request, tell: The item is sold out.}
  - {name: warehouse_busy, family: throttle, meaning: the warehouse counts its stock, retry: wait, actor: caller, executed: never, scope: account, tell: Please try again soon.}
`

// ownKinds returns a book of one error, of the given kind, with kinds of its own.
func ownKinds(kind, kinds string) fstest.MapFS {
	fsys := files("spec/acme.yaml", "acme", "a.example.com")
	fsys["spec/acme.yaml"].Data = []byte(strings.Replace(string(fsys["spec/acme.yaml"].Data), "rate_limited", kind, 1))
	fsys["spec/kinds.yaml"] = &fstest.MapFile{Data: []byte(kinds)}
	return fsys
}

// A book has the kinds of the file beside its spec files, however it is named.
func TestOwnKinds(t *testing.T) {
	fsys := ownKinds("out_of_warehouse", stockKinds)
	for _, name := range []string{"spec", "spec/acme.yaml"} {
		book, err := LoadFS(fsys, name)
		if err != nil {
			t.Fatal(name, err)
		}
		d := book.Files[0].Errors[0].Doc
		want := apierr.Doc{Kind: "out_of_warehouse", Family: "stock", Retry: apierr.RetryWindow, Actor: apierr.ActorProvider, Executed: apierr.Never, Scope: apierr.ScopeRequest}
		got := apierr.Doc{Kind: d.Kind, Family: d.Family, Retry: d.Retry, Actor: d.Actor, Executed: d.Executed, Scope: d.Scope}
		if !reflect.DeepEqual(got, want) || d.OwnKind == nil || d.OwnKind.Tell != "The item is sold out." {
			t.Errorf("%s: got %+v, %+v", name, got, d.OwnKind)
		}
		if own := book.Taxonomy().Own(); len(own.Kinds) != 2 || len(own.Families) != 1 {
			t.Errorf("%s: the book's own are %+v", name, own)
		}
	}
}

// Kinds of one family follow each other, and the families keep their order.
func TestOwnKindsFollowTheirFamily(t *testing.T) {
	book, err := LoadFS(ownKinds("warehouse_busy", stockKinds), "spec")
	if err != nil {
		t.Fatal(err)
	}
	var families []string
	for _, k := range book.Taxonomy().All() {
		if n := len(families); n == 0 || families[n-1] != string(k.Family) {
			families = append(families, string(k.Family))
		}
	}
	want := "request identity billing throttle capacity model provider transport local stock "
	if got := strings.Join(families, " "); got != want {
		t.Errorf("the families are %q, want %q", got, want)
	}
}

func TestOwnKindsGoneWrong(t *testing.T) {
	for _, tt := range []struct{ kind, kinds, want string }{
		{"out_of_warehose", stockKinds, "spec/acme.yaml:12:11: kind must be one of the kinds of the book; found \"out_of_warehose\"\n\thint: did you mean out_of_warehouse?"},
		// A kind that the faulty file can have is no fault of the spec file.
		{"out_of_warehouse", strings.Replace(stockKinds, "out_of_warehouse", "Out", 1), "spec/kinds.yaml:5:12: name must be lowercase letters and digits joined by underscores; found \"Out\"\n\thint: did you mean out?"},
	} {
		_, err := LoadFS(ownKinds(tt.kind, tt.kinds), "spec")
		if err == nil || err.Error() != tt.want {
			t.Errorf("got  %v\nwant %s", err, tt.want)
		}
	}
	fsys := ownKinds("rate_limited", stockKinds)
	if _, err := LoadFS(fsys, "spec/kinds.yaml"); err == nil || !strings.HasPrefix(err.Error(), "spec/kinds.yaml: a spec file is required; found a file of kinds") {
		t.Errorf("got %v", err)
	}
	delete(fsys, "spec/acme.yaml")
	if _, err := LoadFS(fsys, "spec"); err == nil || err.Error() != "spec: a directory of spec files must have a *.yaml file; found kinds.yaml alone" {
		t.Errorf("got %v", err)
	}
}

// What an entry's page says of its status is what its own samples say: a status
// that only a sample has is told, too. Messages of streams and closes have none.
func TestStatusesOfSamplesAreDocumented(t *testing.T) {
	book, err := LoadBuiltin()
	if err != nil {
		t.Fatal(err)
	}
	blank, seen := 0, 0
	for _, f := range book.Files {
		for _, e := range f.Errors {
			if len(e.Doc.Statuses) == 0 {
				blank++
			}
			for i := range e.Samples {
				r := e.Samples[i].Response(f)
				if r.Status == 0 || r.Stream || r.Close != 0 {
					continue
				}
				seen++
				text := strconv.Itoa(r.Status)
				if !slices.ContainsFunc(e.Doc.Statuses, func(s string) bool {
					low, high, _ := strings.Cut(s, "-")
					return s == text || s == text[:1]+"xx" || low < text && text <= high
				}) {
					t.Errorf("%s has a sample with %s; documented are %v", e.Code, text, e.Doc.Statuses)
				}
			}
		}
	}
	if seen < 1000 || blank > 200 {
		t.Errorf("%d samples were looked at, and %d errors have no status", seen, blank)
	}
}
