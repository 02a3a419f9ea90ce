package generator_test

import (
	"path"
	"regexp"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"github.com/errbook/errbook/generator"
	"github.com/errbook/errbook/templates"
)

// errorPages returns the plan of a small book with a page for each error.
func errorPages(t *testing.T, f templates.FrontMatter) *generator.Plan {
	t.Helper()
	archive, err := txtar.ParseFile("testdata/errorpages.txtar")
	if err != nil {
		t.Fatal(err)
	}
	return planOf(t, archive, func(o *generator.Options) { o.ErrorPages, o.FrontMatter = true, f })
}

var (
	pageLinks = regexp.MustCompile(`\]\(([^):]*)\)`)
	codeLink  = regexp.MustCompile("\\[`([a-zA-Z.]+)`\\]\\(([^)]*)\\)")
)

// Links between pages lead to pages, whatever site generator shows them, and every page
// is linked to: that of an error by its provider's, and by the page of kinds.
func TestErrorPagesAreLinked(t *testing.T) {
	for _, f := range append(templates.FrontMatters(), templates.NoFrontMatter) {
		plan := errorPages(t, f)
		pages := map[string]string{}
		for _, file := range plan.Files {
			if name, ok := strings.CutPrefix(file.Path, "docs/"); ok {
				pages[keyOf(f, strings.TrimSuffix(name, ".md"))] = string(file.Data)
			}
		}
		to := map[string][]string{}
		for name, text := range pages {
			for _, m := range pageLinks.FindAllStringSubmatch(text, -1) {
				target := targetOf(f, name, m[1])
				if _, ok := pages[target]; !ok {
					t.Errorf("%q: %s links to %s, which is not a page", f, name, m[1])
				}
				to[target] = append(to[target], name)
			}
		}
		for _, name := range []string{"acme/full", "acme/the-queue", "zeta/full"} {
			if got := len(to[name]); got < 2 {
				t.Errorf("%q: %s is linked to from %q", f, name, to[name])
			}
		}
		got := map[string]string{}
		for _, m := range codeLink.FindAllStringSubmatch(pages["kinds"], -1) {
			got[m[1]] = targetOf(f, "kinds", m[2])
		}
		if len(got) != 3 || got["acme.Full"] != "acme/full" || got["acme.QueueFull"] != "acme/the-queue" || got["zeta.Full"] != "zeta/full" {
			t.Errorf("%q: the page of kinds links to %v", f, got)
		}
	}
}

// targetOf returns the page that a link leads to, as the site generator reads it: as the
// path of a file, or as a URL below that of the page, which is that of a directory.
func targetOf(f templates.FrontMatter, from, link string) string {
	if !byURL(f) {
		from = path.Dir(from)
	}
	return path.Join(from, strings.TrimSuffix(link, ".md"))
}

// keyOf returns a page's name, or its path in URLs if links are URLs: that of the page of
// a directory is the directory's.
func keyOf(f templates.FrontMatter, name string) string {
	if dir, file := path.Split(name); byURL(f) && file == strings.TrimSuffix(f.File(templates.IndexName), ".md") {
		return path.Clean(dir)
	}
	return name
}

func byURL(f templates.FrontMatter) bool { return f == templates.Hugo || f == templates.Starlight }

// A page of an error whose section moves to the page of its provider is deleted, and
// comes back.
func TestSwitchingFormsLeavesNothingBehind(t *testing.T) {
	dir := t.TempDir()
	archive, err := txtar.ParseFile("testdata/errorpages.txtar")
	if err != nil {
		t.Fatal(err)
	}
	for _, form := range []bool{true, false, true} {
		plan := planOf(t, archive, func(o *generator.Options) { o.ErrorPages = form })
		write(t, plan, dir)
		for page, want := range map[string]bool{
			"docs/acme/full.md": form, "docs/zeta/full.md": form, "docs/acme/index.md": form, "docs/acme.md": !form,
		} {
			if _, ok := tree(t, dir)[page]; ok != want {
				t.Errorf("%s is there: %t, want %t", page, ok, want)
			}
		}
		if stale := diff(t, plan, dir); stale != nil {
			t.Errorf("it is stale at once: %v", stale)
		}
	}
}
