package site

import (
	"bytes"
	"maps"
	"slices"
	"testing"
)

// Each file that is made when it is asked for is the one of the whole site, whichever
// was asked for before, and there are no others.
func TestPagesAreThoseOfTheSite(t *testing.T) {
	book := testBook(t)
	whole := keeper{pages: map[string][]byte{}}
	if err := Build(book, testOptions, &whole); err != nil {
		t.Fatal(err)
	}
	names := slices.Sorted(maps.Keys(whole.pages))
	backwards := slices.Clone(names)
	slices.Reverse(backwards)
	for _, order := range [][]string{names, backwards} {
		p := newPages(book, testOptions)
		for _, name := range order {
			got, err := p.get(name)
			if err != nil || !bytes.Equal(got, whole.pages[name]) {
				t.Fatalf("%s has %d bytes (%v), want %d", name, len(got), err, len(whole.pages[name]))
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

// A page is made without the others.
func TestPagesAreMadeAlone(t *testing.T) {
	p := newPages(testBook(t), testOptions)
	if _, err := p.get("ac-me/too-fast/index.html"); err != nil || len(p.kept.pages) > 5 {
		t.Errorf("for one page %d files were made (%v)", len(p.kept.pages), err)
	}
}
