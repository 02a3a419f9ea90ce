package apierrtest

import (
	"path/filepath"
	"strings"
	"testing"

	"github.com/errbook/errbook/apierr"
	"github.com/errbook/errbook/apierr/apierrtest/golden"
)

// Pages is [Page] for a provider whose errors have pages of their own, which
// outlineFile names, in the directory of the provider's. It fails unless the list has
// each code, with a link, and the page of each code has the summary, causes, fixes and
// checks of its documentation. The titles of pages, and where links lead, are held by the
// outline alone.
func Pages(t testing.TB, codes []apierr.Code, find func(apierr.Code) *apierr.Doc, page, outlineFile string) {
	t.Helper()
	data := readFile(t, page)
	got := readSections(golden.Blocks(data))
	for i := range got.rows {
		got.rows[i].Title = withoutLink(got.rows[i].Title)
	}
	var others []golden.Page
	for _, name := range golden.PageNames(readFile(t, outlineFile)) {
		other := readFile(t, filepath.Join(filepath.Dir(page), filepath.FromSlash(name)))
		got.sections = append(got.sections, readErrorPage(golden.Blocks(other)))
		others = append(others, golden.Page{Name: name, Data: other})
	}
	want := documented(codes, find)
	for i := range want.sections {
		want.sections[i].Heading = ""
	}
	compareSections(t, page, want, got)
	compareOutline(t, page, golden.Outlines(data, others), outlineFile)
}

// withoutLink returns the text of a link, and says so of what is none.
func withoutLink(s string) string {
	if i := strings.LastIndex(s, " ("); i >= 0 && strings.HasSuffix(s, ")") {
		return s[:i]
	}
	return s + " (without a link)"
}

// readErrorPage returns what the page of one error says of it: the section of another
// form of the docs, without a heading, in which the variants are a level higher.
func readErrorPage(blocks []golden.Block) section {
	var r sectionReader
	r.all.sections = make([]section, 1)
	r.begin(&r.all.sections[0])
	for i, b := range blocks {
		switch {
		case b.Kind == "h2" && strings.HasPrefix(b.Text, "With "):
			b.Kind = "h4"
		case b.Kind == "h2": // what is the same for other errors
			return r.all.sections[0]
		case b.Kind == "h1", b.Kind == golden.Comment, b.Kind == golden.FrontMatter:
			continue
		}
		r.section(&b, isLabel(blocks[i:]))
	}
	return r.all.sections[0]
}
