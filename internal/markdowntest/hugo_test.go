package markdowntest

import (
	"io/fs"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/errbook/errbook/generator"
	"github.com/errbook/errbook/spec"
	"github.com/errbook/errbook/templates"
)

// hugoSite is a site that shows the title and the content of each page, as themes do.
var hugoSite = map[string]string{
	"hugo.toml":                     "baseURL = 'https://example.com/docs/'\ntitle = 'Docs'\ndisableKinds = ['taxonomy', 'term', 'RSS', 'sitemap', '404']\n",
	"layouts/_default/baseof.html":  "<!doctype html><title>{{ .Title }}</title><h1>{{ .Title }}</h1>{{ block \"main\" . }}{{ end }}",
	"layouts/_default/single.html":  "{{ define \"main\" }}{{ .Content }}{{ end }}",
	"layouts/_default/list.html":    "{{ define \"main\" }}{{ .Content }}{{ end }}",
	"content/_index.md":             "---\ntitle: Docs\n---\n[errors](errors/)\n",
	"content/elsewhere/neighbor.md": "---\ntitle: A neighbor\n---\n",
}

// Hugo builds the pages of the whole book without a warning, each with one title, and
// every link between them leads to a page: those of providers, and those of errors.
func TestHugoBuildsTheBook(t *testing.T) {
	if testing.Short() {
		t.Skip("builds two sites of thousands of pages")
	}
	program := hugo(t)
	book, err := spec.Load("../../spec/providers")
	if err != nil {
		t.Fatal(err)
	}
	for name, each := range map[string]bool{"providers": false, "errors": true} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			dir := t.TempDir()
			for name, text := range hugoSite {
				write(t, filepath.Join(dir, name), []byte(text))
			}
			plan, err := generator.New(book, generator.Options{Spec: "spec/providers", Docs: "content/errors", FrontMatter: templates.Hugo, ErrorPages: each})
			if err != nil {
				t.Fatal(err)
			}
			for _, file := range plan.Files {
				write(t, filepath.Join(dir, file.Path), file.Data)
			}
			cmd := exec.Command(program, "--cacheDir", filepath.Join(dir, "cache"))
			cmd.Dir = dir
			if out, err := cmd.CombinedOutput(); err != nil || strings.Contains(string(out), "WARN") {
				t.Fatalf("hugo: %v\n%s", err, out)
			}
			whole(t, filepath.Join(dir, "public"), len(plan.Files)+1)
		})
	}
}

// hugo returns the program. Where it is missing the test is skipped, or fails where the
// other engines are said to be.
func hugo(t *testing.T) string {
	t.Helper()
	program, err := exec.LookPath("hugo")
	if err != nil {
		missing := t.Skipf
		if os.Getenv("MARKDOWN_ENGINES") != "" {
			missing = t.Fatalf
		}
		missing("Hugo is required to build the pages with it: %v\n\thint: apt-get install hugo", err)
	}
	return program
}

func write(t *testing.T, name string, data []byte) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, data, 0o666); err != nil {
		t.Fatal(err)
	}
}

var (
	hrefs  = regexp.MustCompile(`<a href="?([^\s">]+)`)
	titles = regexp.MustCompile(`<h1[ >]`)
)

// whole reports what is wrong with the pages of a site that Hugo built, of which there
// are at least some: titles that are missing or come twice, markup that Hugo left out,
// and links to pages that do not exist.
func whole(t *testing.T, public string, atLeast int) {
	t.Helper()
	pages := map[string]string{}
	err := filepath.WalkDir(public, func(name string, d fs.DirEntry, err error) error {
		if err != nil || filepath.Ext(name) != ".html" {
			return err
		}
		data, err := os.ReadFile(name)
		rel, _ := filepath.Rel(public, name)
		pages["/docs/"+strings.TrimSuffix(filepath.ToSlash(rel), "index.html")] = string(data)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(pages) < atLeast {
		t.Errorf("Hugo built %d pages, want %d or more", len(pages), atLeast)
	}
	links := 0
	for path, text := range pages {
		if n := len(titles.FindAllString(text, -1)); n != 1 {
			t.Errorf("%s has %d titles", path, n)
		}
		if strings.Contains(text, "raw HTML omitted") {
			t.Errorf("%s has HTML, which Hugo leaves out", path)
		}
		base := &url.URL{Scheme: "https", Host: "example.com", Path: path}
		for _, m := range hrefs.FindAllStringSubmatch(text, -1) {
			to, err := base.Parse(strings.ReplaceAll(m[1], "&amp;", "&"))
			if err != nil {
				t.Errorf("%s has the link %q: %v", path, m[1], err)
			} else if to.Host == base.Host && to.Scheme == base.Scheme {
				links++
				if _, ok := pages[to.Path]; !ok || to.Fragment != "" {
					t.Errorf("%s links to %q, which does not exist", path, m[1])
				}
			}
		}
	}
	if links < 5*atLeast/2 {
		t.Errorf("the pages have %d links to each other, want %d or more", links, 5*atLeast/2)
	}
}
