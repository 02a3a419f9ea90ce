package spec

import (
	"strings"
	"testing"
	"testing/fstest"
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
			"b.yaml:2:11: provider must give a package that no other provider has; found llamacpp again after a.yaml:2",
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
		"nowhere": "read nowhere: file does not exist",
		"empty":   "empty: a directory of spec files must have a *.yaml file; found none",
	} {
		if _, err := LoadFS(fsys, name); err == nil || err.Error() != want {
			t.Errorf("%s: got %v, want %s", name, err, want)
		}
	}
	if _, err := Load("testdata/nowhere/../nothing"); err == nil || err.Error() != "read testdata/nowhere/../nothing: no such file or directory" {
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
