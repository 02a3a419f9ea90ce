package generator_test

import (
	"bytes"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"

	"github.com/errbook/errbook/apierr"
	"github.com/errbook/errbook/apierr/apierrtest"
	"github.com/errbook/errbook/apierr/apierrtest/golden"
	"github.com/errbook/errbook/apierr/errdoc"
	"github.com/errbook/errbook/generator"
	"github.com/errbook/errbook/spec"
)

// bookOf decodes and checks spec files.
func bookOf(tb testing.TB, files map[string][]byte) *spec.Book {
	tb.Helper()
	var decoded []*spec.File
	for name, data := range files {
		f, problems := spec.Decode(name, data)
		if len(problems) > 0 {
			tb.Fatal(problems)
		}
		decoded = append(decoded, f)
	}
	book, problems := spec.Check(decoded)
	if len(problems) > 0 {
		tb.Fatal(problems)
	}
	return book
}

// wholeBook returns the book and what it generates, made once. Neither may be
// changed.
func wholeBook(t *testing.T) (*spec.Book, *generator.Plan) {
	t.Helper()
	book, err := theBook()
	if err != nil {
		t.Fatal(err)
	}
	plan, err := thePlan()
	if err != nil {
		t.Fatal(err)
	}
	return book, plan
}

var (
	theBook = sync.OnceValues(func() (*spec.Book, error) { return spec.LoadBuiltin() })
	thePlan = sync.OnceValues(func() (*generator.Plan, error) {
		book, err := theBook()
		if err != nil {
			return nil, err
		}
		return generator.New(book, options)
	})
)

// written writes the documentation of a plan, and the goldens that tests hold it
// against, into a new directory.
func written(t *testing.T, plan *generator.Plan) (dir string) {
	t.Helper()
	dir = t.TempDir()
	for _, f := range plan.Files {
		if ext := path.Ext(f.Path); ext != ".md" && ext != ".txt" {
			continue
		}
		name := filepath.Join(dir, filepath.FromSlash(f.Path))
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, f.Data, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func TestPages(t *testing.T) {
	book, plan := wholeBook(t)
	dir := written(t, plan)
	t.Run("say what the book says", func(t *testing.T) { testPagesSayWhatTheBookSays(t, book, dir) })
	t.Run("have every error under its kinds", func(t *testing.T) { testKindsPageHasEveryError(t, book, dir) })
	t.Run("link to pages", func(t *testing.T) { testLinksBetweenPagesWork(t, dir) })
}

// Every page says what the documentation says. Generated tests do the same with
// the generated tables; here it is the book itself.
func testPagesSayWhatTheBookSays(t *testing.T, book *spec.Book, dir string) {
	docs := filepath.Join(dir, options.Docs)
	for _, f := range book.Files {
		var codes []apierr.Code
		for _, d := range f.Docs() {
			codes = append(codes, d.Code)
		}
		outline := filepath.Join(dir, options.Go, options.Packages.Name(f), "testdata", "page.txt")
		apierrtest.Page(t, codes, f.Runtime().Lookup, filepath.Join(docs, f.Provider.Value+".md"), outline)
	}
	for _, name := range []string{"index", "kinds"} {
		outline := filepath.Join(dir, options.Go, "catalog", "testdata", name+".txt")
		apierrtest.Golden(t, filepath.Join(docs, name+".md"), outline)
	}
}

// An error stands under each kind that it has in some context, and nowhere else.
func testKindsPageHasEveryError(t *testing.T, book *spec.Book, dir string) {
	page, err := os.ReadFile(filepath.Join(dir, options.Docs, "kinds.md"))
	if err != nil {
		t.Fatal(err)
	}
	under := map[string]string{} // the codes by the heading above them
	heading := ""
	for _, b := range golden.Blocks(page) {
		if b.Kind == "h3" {
			heading = strings.Trim(b.Text, "`")
		}
		under[heading] += b.Text + " "
	}
	for _, k := range errdoc.Kinds() {
		for _, f := range book.Files {
			for _, d := range f.Docs() {
				want := d.Kind == k
				for _, v := range d.Variants {
					want = want || v.Kind == k
				}
				if got := strings.Contains(under[k.String()], "`"+string(d.Code)+"`"); got != want {
					t.Errorf("%s stands under %s: %v, want %v", d.Code, k, got, want)
				}
			}
		}
	}
}

var href = regexp.MustCompile(`href="([^"]*)"`)

// Links lead to pages that are there, or away from the docs.
func testLinksBetweenPagesWork(t *testing.T, dir string) {
	docs := filepath.Join(dir, options.Docs)
	pages, err := filepath.Glob(filepath.Join(docs, "*.md"))
	if err != nil || len(pages) < 3 {
		t.Fatal("no pages", err)
	}
	engine := goldmark.New(goldmark.WithExtensions(extension.GFM))
	for _, name := range pages {
		page, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		var html bytes.Buffer
		if err := engine.Convert(page, &html); err != nil {
			t.Fatal(err)
		}
		for _, m := range href.FindAllStringSubmatch(html.String(), -1) {
			if strings.HasPrefix(m[1], "https://") || strings.HasPrefix(m[1], "mailto:") {
				continue
			}
			if _, err := os.Stat(filepath.Join(docs, m[1])); err != nil || path.Ext(m[1]) != ".md" {
				t.Errorf("%s links to %s, which is no page", filepath.Base(name), m[1])
			}
		}
	}
}
