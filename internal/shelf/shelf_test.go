package shelf

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/errbook/errbook/spec"
)

// load returns a book of spec files: ids and what their hosts are.
func load(t *testing.T, hosts map[string]string) *Shelf {
	t.Helper()
	dir := t.TempDir()
	for id, list := range hosts {
		text := fmt.Sprintf(`version: 1
provider: %s
name: Some provider
hosts: [%s]
sources:
  - {id: errors, url: "https://example.com/errors", verified: 2026-11-20}
errors:
  - name: SlowDown
    title: Slow down
    summary: Too many requests came.
    status: 429
    kind: rate_limited
    causes: [The program sends too many requests.]
    fixes: [Wait a minute.]
    sources: [errors]
`, id, list)
		if err := os.WriteFile(filepath.Join(dir, id+".yaml"), []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	book, err := spec.Load(dir)
	if err != nil {
		t.Fatal(err)
	}
	return Of(book)
}

func TestLoad(t *testing.T) {
	s := load(t, map[string]string{"llama-cpp": "llama.example", "acme": "api.acme.example"})
	if want := []string{"acme", "llama-cpp"}; !slices.Equal(s.IDs(), want) {
		t.Errorf("IDs are %v, want %v", s.IDs(), want)
	}
	for provider, want := range map[string]string{"llama-cpp": "llama-cpp", "llamacpp": "llama-cpp", "acme": "acme", "ac-me": "", "": ""} {
		f, err := s.File(provider)
		switch {
		case err != nil:
			t.Errorf("%q: %v", provider, err)
		case s.Has(provider) != (want != ""):
			t.Errorf("Has(%q) is %v", provider, s.Has(provider))
		case f == nil && want != "" || f != nil && f.Provider.Value != want:
			t.Errorf("File(%q) is %v, want %q", provider, f, want)
		}
	}
}

func TestForHost(t *testing.T) {
	s := load(t, map[string]string{"a": `"*.acme.example"`, "b": "api.acme.example", "c": `"*.c.acme.example"`})
	for host, want := range map[string]string{
		"eu.acme.example":      "a",
		"api.acme.example":     "b",
		"API.acme.example:443": "b",
		"acme.example":         "",
		"other.example":        "",
	} {
		f, err := s.ForHost(host)
		got := ""
		if f != nil {
			got = f.Provider.Value
		}
		if err != nil || got != want {
			t.Errorf("%s is served by %q, %v; want %q", host, got, err, want)
		}
	}
}

// TestBuiltin shows that a provider is found in the embedded book by its file.
func TestBuiltin(t *testing.T) {
	s, err := Builtin()
	if err != nil {
		t.Fatal(err)
	}
	for _, id := range []string{"fashn", "fireworks", "fluent"} {
		if f, err := s.File(id); err != nil || f == nil || f.Provider.Value != id {
			t.Errorf("%s gives %v, %v", id, f, err)
		}
	}
}

// The providers of the book above come first, also where the other one names a host
// that it only has a pattern for.
func TestOver(t *testing.T) {
	own := load(t, map[string]string{"a": `"*.acme.example"`, "c": "own.c.example"})
	s := own.Over(load(t, map[string]string{"b": "api.acme.example", "c": "api.c.example", "d": "api.d.example"}))
	if got := s.IDs(); !slices.Equal(got, []string{"a", "b", "c", "d"}) {
		t.Errorf("the providers are %q", got)
	}
	if files, err := s.Files(); err != nil || len(files) != 4 {
		t.Errorf("it has %d files (%v)", len(files), err)
	}
	for host, want := range map[string]string{
		"api.acme.example": "a",
		"own.c.example":    "c",
		"api.c.example":    "",
		"api.d.example":    "d",
	} {
		f, err := s.ForHost(host)
		got := ""
		if f != nil {
			got = f.Provider.Value
		}
		if err != nil || got != want {
			t.Errorf("%s is served by %q (%v), want %q", host, got, err, want)
		}
	}
}

// Each host of the built-in book leads to its provider.
func TestHostsOfBuiltin(t *testing.T) {
	s, err := Builtin()
	if err != nil {
		t.Fatal(err)
	}
	files, err := s.Files()
	if err != nil {
		t.Fatal(err)
	}
	hosts := 0
	for _, f := range files {
		for _, h := range f.Hosts {
			hosts++
			host := strings.ReplaceAll(h.Value, "*", "x")
			if got, err := s.ForHost(host + ":443"); err != nil || got != f {
				t.Errorf("%s is not served by %s (%v)", host, f.Provider.Value, err)
			}
		}
	}
	if hosts < 100 {
		t.Errorf("there are only %d hosts", hosts)
	}
}

// To find the provider of a host, no other file is decoded.
func TestForHostDecodesOne(t *testing.T) {
	s, err := Builtin()
	if err != nil {
		t.Fatal(err)
	}
	opened := map[string]bool{}
	for id, open := range s.open {
		s.open[id] = func() (*spec.File, error) {
			opened[id] = true
			return open()
		}
	}
	own := load(t, map[string]string{"a": "a.example"})
	for host, want := range map[string]string{"api.fashn.ai": "fashn", "nobody.example": "", "a.example": "a"} {
		f, err := own.Over(s).ForHost(host)
		got := ""
		if f != nil {
			got = f.Provider.Value
		}
		if err != nil || got != want {
			t.Errorf("%s is served by %q (%v)", host, got, err)
		}
	}
	if len(opened) != 1 || !opened["fashn"] {
		t.Errorf("it decoded %v", opened)
	}
}

// To find errors by their names, or whose a response is, no file of the built-in book
// is decoded; those of another book have no digests yet.
func TestDigestsDecodeNothing(t *testing.T) {
	s, err := Builtin()
	if err != nil {
		t.Fatal(err)
	}
	for id := range s.open {
		s.open[id] = func() (*spec.File, error) {
			t.Errorf("%s was decoded", id)
			return nil, os.ErrInvalid
		}
	}
	both := load(t, map[string]string{"a": "a.example", "fashn": "own.fashn.example"}).Over(s)
	names, err := both.Names()
	if err != nil || len(names) != len(s.IDs())+1 {
		t.Fatalf("there are %d names (%v)", len(names), err)
	}
	traits, err := both.Traits()
	if err != nil || len(traits) != len(names) {
		t.Fatalf("there are %d traits (%v)", len(traits), err)
	}
	for i, id := range both.IDs() {
		if names[i].ID != id || traits[i].ID != id || traits[i].Facts.ID != id {
			t.Errorf("%s has the names of %s and the traits of %s", id, names[i].ID, traits[i].ID)
		}
		if id == "fashn" && (len(names[i].Errors) != 1 || !traits[i].Facts.Serves("own.fashn.example")) {
			t.Errorf("fashn is not the one of the book in front: %v", names[i])
		}
	}
}
