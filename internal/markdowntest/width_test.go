package markdowntest

import (
	"strings"
	"testing"

	"github.com/errbook/errbook/apierr/apierrtest/golden"
	"github.com/errbook/errbook/spec"
	"github.com/errbook/errbook/templates"
)

// maxTable is how many characters the longest words of a table's columns may have
// together. The widest table of the book has 54, and fits VitePress, whose column of text
// is the narrowest, in a window of 1280 px. Docusaurus and Starlight have room for more.
const maxTable = 60

// No table of the book is wider than the page: a reader would not see its last column.
func TestTablesFit(t *testing.T) {
	book, err := spec.Load("../../spec/providers")
	if err != nil {
		t.Fatal(err)
	}
	tables := 0
	for _, p := range pagesOf(t, book, templates.NoFrontMatter) {
		var widths []int
		for _, b := range golden.Blocks([]byte(p.Text)) {
			switch b.Kind {
			case golden.Header:
				widths = make([]int, len(b.Cells))
				tables++
			case golden.Row:
				if before, after := total(widths), widen(widths, b.Cells); before <= maxTable && after > maxTable {
					t.Errorf("%s: the longest words of a table have %d characters, want at most %d; the row is %q", p.Name, after, maxTable, b.Cells)
				}
			}
		}
	}
	if tables == 0 {
		t.Error("no table was found")
	}
}

// widen notes the longest word of each cell, and returns the sum.
func widen(widths []int, cells []string) int {
	for i, cell := range cells {
		for _, word := range strings.FieldsFunc(cell, func(r rune) bool { return r == ' ' || r == '-' || r == '/' }) {
			widths[i] = max(widths[i], len([]rune(word)))
		}
	}
	return total(widths)
}

func total(widths []int) (n int) {
	for _, w := range widths {
		n += w
	}
	return n
}
