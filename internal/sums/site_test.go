package sums

import (
	"os"
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
		"a file":        func(f *fixture) { f.edit("spec/ledger.yaml", "codes:\n", "codes:\n  # mine\n") },
		"a file's end":  func(f *fixture) { os.Remove(f.path("spec/ledger.yaml")) },
		"no cache":      func(f *fixture) { f.Setenv("ERRBOOK_CACHE", "off") },
		"another cache": func(f *fixture) { f.Setenv("ERRBOOK_CACHE", f.TempDir()) },
	} {
		f := newFixture(t)
		_, book := f.full()
		site := func() *Site { return OpenSite(f.path("spec"), f.path("a"), 1, f.path("spec/ledger.yaml")) }
		if site().Keep(book, files); site().Last() == nil {
			t.Fatal("nothing is remembered")
		}
		if change(f); site().Last() != nil {
			t.Errorf("after %s it counts as made", name)
		}
	}
}

// A site that was made while a file changed is of neither state of the file.
func TestSiteOfAChangingFile(t *testing.T) {
	f := newFixture(t)
	_, book := f.full()
	name := f.path("spec/ledger.yaml")
	open := func() *Site { return OpenSite(f.path("spec"), f.path("a"), 1, name) }
	before := f.get("spec/ledger.yaml")
	site := open()
	f.put("spec/ledger.yaml", before+"# more\n")
	site.Keep(book, []generator.File{{Path: "index.html", Sum: "2"}})
	if open().Last() != nil {
		t.Error("it counts as made of the new file")
	}
	if f.put("spec/ledger.yaml", before); open().Last() != nil {
		t.Error("it counts as made of the old file")
	}
}
