package site

import (
	"bytes"
	"maps"
	"slices"
	"testing"

	"github.com/errbook/errbook/spec"
	"github.com/errbook/errbook/spec/ledger"
)

// Each file that is made when it is asked for is the one of the whole site, whichever
// was asked for before, and there are no others.
func TestPagesAreThoseOfTheSite(t *testing.T) {
	all := testOptions
	all.BaseURL, all.Accent, all.Logo, all.LogoName = "https://errors.example/", "#00aa77", []byte("<svg/>"), "mark.svg"
	published, problems := ledger.Decode("ledger.yaml", []byte("version: 1\ncodes: [{code: acme.Gone, kind: conflict, retry: never, page: gone, provider: ac-me, retired: true}]\n"))
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	all.Published = published
	own, err := spec.Load("../../spec/testdata/terse")
	if err != nil {
		t.Fatal(err)
	}
	one, err := spec.Load("../../spec/testdata/terse/bank.yaml")
	if err != nil {
		t.Fatal(err)
	}
	for name, tt := range map[string]struct {
		book    *spec.Book
		options Options
	}{"plain": {testBook(t), testOptions}, "every option": {testBook(t), all}, "own": {own, testOptions}, "one API": {one, all}} {
		t.Run(name, func(t *testing.T) { comparePages(t, tt.book, tt.options) })
	}
}

func comparePages(t *testing.T, book *spec.Book, options Options) {
	whole := build(t, book, options)
	names := slices.Sorted(maps.Keys(whole))
	backwards := slices.Clone(names)
	slices.Reverse(backwards)
	for _, order := range [][]string{names, backwards} {
		p := newPages(book, options)
		for _, name := range order {
			got, err := p.get(name)
			if err != nil || !bytes.Equal(got, whole[name]) {
				t.Fatalf("%s has %d bytes (%v), want %d", name, len(got), err, len(whole[name]))
			}
			if !p.made[partOf(name)] {
				t.Errorf("%s would be made again", name)
			}
		}
		if len(p.kept.pages) != len(names) {
			t.Errorf("%d files were made, the site has %d", len(p.kept.pages), len(names))
		}
		if got, err := p.get("no/such/file"); got != nil || err != nil || p.made["no/such"] {
			t.Errorf("a file that the site has not is %q, %v", got, err)
		}
	}
}

// Of each part only its files are made: nobody who asks for a part that there is not
// fills the memory.
func TestPartsAreMadeAlone(t *testing.T) {
	book := testBook(t)
	parts := map[string]bool{"no/such": true}
	for name := range build(t, book, testOptions) {
		parts[partOf(name)] = true
	}
	for part := range parts {
		p := newPages(book, testOptions)
		if err := p.builder().build(&p.kept, func(other string) bool { return other == part }); err != nil {
			t.Fatal(err)
		}
		for name := range p.kept.pages {
			if partOf(name) != part {
				t.Errorf("for %s, %s was made", part, name)
			}
		}
	}
}
