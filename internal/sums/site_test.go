package sums

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/errbook/errbook/generator"
)

// A site is remembered for its spec files, its directory and its options as they are,
// and for no others.
func TestSite(t *testing.T) {
	f := newFixture(t)
	files := []generator.File{{Path: ".errbook-site", Sum: "1"}, {Path: "index.html", Sum: "2"}}
	site := func(out string, options any) *Site { return OpenSite(f.path("spec"), f.path(out), options) }
	if last := site("a", 1).Last(); last != nil {
		t.Fatalf("before the first run there is %v", last)
	}
	_, book := f.full()
	site("a", 1).Keep(book, files)
	want := &Made{Files: files, Providers: len(book.Files), Errors: book.Len()}
	if diff := cmp.Diff(want, site("a", 1).Last()); diff != "" {
		t.Fatalf("-kept +last:\n%s", diff)
	}
	if site("b", 1).Last() != nil || site("a", 2).Last() != nil {
		t.Error("another site is taken for it")
	}
	for name, change := range map[string]func(f *fixture){
		"an edit":       func(f *fixture) { f.put("spec/whole.yaml", f.get("spec/whole.yaml")+"\n") },
		"a new file":    func(f *fixture) { f.put("spec/new.yaml", f.get("spec/whole.yaml")) },
		"a kind":        func(f *fixture) { f.put("spec/kinds.yaml", "version: 1\n") },
		"no cache":      func(f *fixture) { f.Setenv("ERRBOOK_CACHE", "off") },
		"another cache": func(f *fixture) { f.Setenv("ERRBOOK_CACHE", f.TempDir()) },
	} {
		f := newFixture(t)
		_, book := f.full()
		site := func() *Site { return OpenSite(f.path("spec"), f.path("a"), 1) }
		if site().Keep(book, files); site().Last() == nil {
			t.Fatal("nothing is remembered")
		}
		if change(f); site().Last() != nil {
			t.Errorf("after %s it counts as made", name)
		}
	}
}
