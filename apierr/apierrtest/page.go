package apierrtest

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/errbook/errbook/apierr"
	"github.com/errbook/errbook/apierr/apierrtest/golden"
)

// Page fails unless a provider's Markdown page has each code, in its list and
// as a section, with the title, causes and fixes that the code's documentation
// has, and no code more; and unless the page has the outline that is in
// outlineFile, which changes with every word.
func Page(t testing.TB, codes []apierr.Code, find func(apierr.Code) *apierr.Doc, page, outlineFile string) {
	t.Helper()
	compareSections(t, page, documented(codes, find), readSections(golden.Blocks(readFile(t, page))))
	Golden(t, page, outlineFile)
}

// compareSections fails where a page has not what it must have. The order of the rows is
// that of surfaces and groups, which the outline holds.
func compareSections(t testing.TB, page string, want, got sections) {
	t.Helper()
	if diff := cmp.Diff(want.rows, got.rows, cmpopts.EquateEmpty(), cmpopts.SortSlices(row.less)); diff != "" {
		t.Errorf("the list in %s differs from the documentation (-code +page):\n%s%s", page, diff, advice)
	}
	if diff := cmp.Diff(want.sections, got.sections, cmpopts.EquateEmpty()); diff != "" {
		t.Errorf("the sections in %s differ from the documentation (-code +page):\n%s%s", page, diff, advice)
	}
}

// Golden fails unless a Markdown page has the outline that is in outlineFile.
func Golden(t testing.TB, page, outlineFile string) {
	t.Helper()
	compareOutline(t, page, golden.Outline(readFile(t, page)), outlineFile)
}

// compareOutline fails unless an outline is the one in outlineFile.
func compareOutline(t testing.TB, page string, outline []byte, outlineFile string) {
	t.Helper()
	got := strings.Split(string(outline), "\n")
	want := strings.Split(strings.ReplaceAll(string(readFile(t, outlineFile)), "\r\n", "\n"), "\n") // as git may write it
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("%s differs from its outline in %s (-outline +page):\n%s%s", page, outlineFile, diff, advice)
	}
}

// sections is what a page and the documentation have in common. Code has no
// backticks here: a page shows some code as plain text.
type sections struct {
	rows     []row
	sections []section
}

// A row is one item of the list of all errors.
type row struct{ Title, Text string }

func (r row) less(other row) bool { return fmt.Sprintf("%q", r) < fmt.Sprintf("%q", other) }

// A section is what the page says of one error, or of a variant.
type section struct {
	Heading  string
	Code     string // of an error
	Summary  string
	Causes   []string
	Fixes    []string
	Checks   []string
	Variants []section
}

// documented returns what the page must have.
func documented(codes []apierr.Code, find lookup) sections {
	var all sections
	var docs []*apierr.Doc
	titles := map[string]int{}
	for _, code := range codes {
		d := find(code)
		if d == nil {
			d = &apierr.Doc{Code: code, Title: "documentation of " + string(code) + " is missing"}
		}
		docs = append(docs, d)
		titles[d.Title]++
	}
	for _, d := range docs {
		all.sections = append(all.sections, newSection(d, titles[d.Title] > 1))
		all.rows = append(all.rows, newRow(d))
	}
	return all
}

func newRow(d *apierr.Doc) row {
	var text []string
	if len(d.WireCodes) > 0 {
		text = append(text, strings.Join(d.WireCodes, ", ")+":")
	}
	text = append(text, d.Causes...)
	if len(d.Fixes) > 0 {
		text = append(append(text, "**Fix:**"), d.Fixes...)
	}
	return row{
		Title: strings.TrimSpace(strings.Join(d.Statuses, ", ") + " " + bare(d.Title)),
		Text:  bare(strings.Join(text, " ")),
	}
}

func newSection(d *apierr.Doc, shared bool) section {
	s := section{
		Heading: bare(d.Title), Code: string(d.Code), Summary: bare(d.Summary),
		Causes: bareAll(d.Causes), Fixes: bareAll(d.Fixes), Checks: bareAll(d.Checks),
	}
	if shared {
		s.Heading += fmt.Sprintf(" (%s)", d.Code)
	}
	for _, v := range d.Variants {
		var contexts []string
		for _, c := range v.Contexts {
			contexts = append(contexts, string(c))
		}
		s.Variants = append(s.Variants, section{
			Heading: "With " + strings.Join(contexts, ", "), Summary: bare(v.Summary),
			Causes: bareAll(v.Causes), Fixes: bareAll(v.Fixes),
		})
	}
	return s
}

func bare(s string) string { return strings.ReplaceAll(s, "`", "") }

func bareAll(list []string) []string {
	var out []string
	for _, s := range list {
		out = append(out, bare(s))
	}
	return out
}

// A sectionReader collects the rows and sections of a page.
type sectionReader struct {
	all     sections
	chapter string   // the heading of the second level that is being read
	current *section // the error or the variant
	list    string   // the line above the list that is being read
}

func readSections(blocks []golden.Block) sections {
	var r sectionReader
	for i := range blocks {
		b := &blocks[i]
		switch {
		case b.Kind == "h2":
			r.chapter, r.current = b.Text, nil
		case r.chapter == "All errors" && b.Kind == golden.Item:
			title, text, _ := strings.Cut(strings.TrimPrefix(bare(b.Text), "**"), ".**")
			r.all.rows = append(r.all.rows, row{title, strings.TrimSpace(text)})
		case r.chapter == "Errors in detail":
			r.section(b, isLabel(blocks[i:]))
		}
	}
	return r.all
}

// isLabel reports whether the first block is the line above a list: sentences are never
// right above one.
func isLabel(blocks []golden.Block) bool {
	return blocks[0].Kind == golden.Paragraph && len(blocks) > 1 && blocks[1].Kind == golden.Item
}

// section reads one block of the sections.
func (r *sectionReader) section(b *golden.Block, label bool) {
	text := bare(b.Text)
	switch {
	case b.Kind == "h3":
		r.all.sections = append(r.all.sections, section{Heading: text})
		r.begin(&r.all.sections[len(r.all.sections)-1])
	case len(r.all.sections) == 0:
		return
	case b.Kind == "h4":
		parent := &r.all.sections[len(r.all.sections)-1]
		parent.Variants = append(parent.Variants, section{Heading: text})
		r.begin(&parent.Variants[len(parent.Variants)-1])
	case label:
		r.list = text
	case b.Kind == golden.Paragraph && r.current.Summary == "":
		r.current.Summary = text
	case b.Kind == golden.Item:
		r.item(text)
	}
}

func (r *sectionReader) begin(s *section) { r.current, r.list = s, "" }

func (r *sectionReader) item(text string) {
	switch r.list {
	case "Details:":
		if code, ok := strings.CutPrefix(text, "Code: "); ok {
			r.current.Code = code
		}
	case "Causes:":
		r.current.Causes = append(r.current.Causes, text)
	case "Fixes:":
		r.current.Fixes = append(r.current.Fixes, text)
	case "Checks:":
		r.current.Checks = append(r.current.Checks, text)
	}
}
