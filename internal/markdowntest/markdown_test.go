package markdowntest

import (
	"bytes"
	"encoding/json"
	"html"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/errbook/errbook/apierr"
	"github.com/errbook/errbook/apierr/apierrtest/golden"
	"github.com/errbook/errbook/apierr/errdoc"
	"github.com/errbook/errbook/generator"
	"github.com/errbook/errbook/spec"
	"github.com/errbook/errbook/spec/prose"
	"github.com/errbook/errbook/templates"
)

// A page is what an engine is given.
type page struct {
	Name string `json:"name"`
	Text string `json:"text"`
}

// A shown page is what a reader sees of it with one engine.
type shown struct {
	Name    string         `json:"name"`
	Engine  string         `json:"engine"`
	Error   string         `json:"error"`
	Blocks  []golden.Block `json:"blocks"`
	Strange []string       `json:"strange"` // what no page of ours has
	Links   int            `json:"links"`
	Front   map[string]any `json:"front"` // the front matter
}

// install is the command that brings the engines, as run in the repository's root.
const install = "npm install --prefix internal/markdowntest --no-save --no-package-lock"

// enginesFolder returns the folder whose node_modules has the engines. Where
// there is none the test is skipped, or fails if it was told where they are.
func enginesFolder(t *testing.T) string {
	t.Helper()
	dir, missing := os.Getenv("MARKDOWN_ENGINES"), t.Fatalf
	if dir == "" {
		dir, missing = ".", t.Skipf
	}
	dir, err := filepath.Abs(dir)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := exec.LookPath("node"); err != nil {
		missing("Node.js is required to run other Markdown engines: %v\n\thint: apt-get install nodejs npm", err)
	}
	if _, err := os.Stat(filepath.Join(dir, "node_modules", "gray-matter")); err != nil {
		missing("the Markdown engines are required: %v\n\thint: %s", err, install)
	}
	return dir
}

// show shows pages with every engine.
func show(t *testing.T, pages []page) []shown {
	t.Helper()
	input, err := json.Marshal(pages)
	if err != nil {
		t.Fatal(err)
	}
	var out, problems bytes.Buffer
	cmd := exec.Command("node", "engines.mjs", enginesFolder(t))
	cmd.Stdin, cmd.Stdout, cmd.Stderr = bytes.NewReader(input), &out, &problems
	if err := cmd.Run(); err != nil {
		t.Fatalf("%v\n%s", err, problems.Bytes())
	}
	var all []shown
	if err := json.Unmarshal(out.Bytes(), &all); err != nil {
		t.Fatal(err)
	}
	if len(all) < 3*len(pages) {
		t.Fatalf("%d pages were shown %d times, want with three engines each", len(pages), len(all))
	}
	return all
}

// Every page of the book is the same in every engine: MDX takes it, the blocks
// are those that we read in it, and nothing else is there.
func TestBook(t *testing.T) {
	enginesFolder(t)
	book, err := spec.Load("../../spec/providers")
	if err != nil {
		t.Fatal(err)
	}
	pages := pagesOf(t, book, templates.NoFrontMatter)
	bodies := map[string]bool{}
	for _, p := range pages {
		_, body, _ := strings.Cut(p.Text, "\n\n") // the header, which is a comment
		bodies[body] = true
	}
	// Below its front matter a page for Docusaurus is the same, so that a few of them whole
	// are enough, and of the others their front matter.
	for i, p := range pagesOf(t, book, templates.Docusaurus) {
		front, body, _ := strings.Cut(p.Text, "\n---\n\n")
		if !bodies[body] {
			t.Errorf("below its front matter %s is not the page that has none", p.Name)
		}
		if i >= 5 {
			p.Text = front + "\n---\n"
		}
		pages = append(pages, p)
	}
	compare(t, pages)
}

// pagesOf returns the pages of a book with front matter of a kind.
func pagesOf(t *testing.T, book *spec.Book, f templates.FrontMatter) (pages []page) {
	t.Helper()
	plan, err := generator.New(book, generator.Options{Spec: "spec/providers", Docs: "docs", FrontMatter: f})
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range plan.Files {
		pages = append(pages, page{string(f) + " " + file.Path, string(file.Data)})
	}
	return pages
}

// Text from a spec shows as the text that it is, wherever it stands.
func TestHostileText(t *testing.T) {
	enginesFolder(t)
	data, err := os.ReadFile("../../templates/testdata/hostile.txt")
	if err != nil {
		t.Fatal(err)
	}
	var pages []page
	wants := map[string]string{}
	for raw := range strings.Lines(string(data)) {
		raw = strings.TrimSuffix(raw, "\n")
		for _, f := range append(templates.FrontMatters(), templates.NoFrontMatter) {
			name := string(f) + " " + raw
			text, err := hostilePage(t, raw, f).Markdown()
			if err != nil {
				t.Fatal(err)
			}
			pages = append(pages, page{name, string(text)})
			wants[name] = raw
		}
	}
	for _, s := range compare(t, pages) {
		want := withoutBackticks(prose.Text(sentence(t, wants[s.Name])))
		if n := count(s.Blocks, want); n < 12 {
			t.Errorf("%s shows the text %q in %d blocks, want 12 or more:\n%q", s.Engine, want, n, s.Blocks)
		}
		front, _, _ := strings.Cut(s.Name, " ")
		title, _ := s.Front["title"].(string)
		if want := wants[s.Name] + " errors"; front != "" && asShown(front, title) != want {
			t.Errorf("the title of %q is %q in its front matter, want %q", s.Name, title, want)
		}
	}
}

// asShown returns a value of front matter as a reader sees it, but for the
// space that keeps a tag from being one: MkDocs puts values into HTML as they
// are.
func asShown(front, value string) string {
	switch templates.FrontMatter(front) {
	case templates.MkDocs:
		return html.UnescapeString(value)
	case templates.Docusaurus:
		return strings.NewReplacer("< /", "</", "< !", "<!").Replace(value)
	}
	return value
}

// compare shows pages with every engine and compares what is seen with what we
// read in them ourselves.
func compare(t *testing.T, pages []page) []shown {
	t.Helper()
	texts := map[string]string{}
	for _, p := range pages {
		texts[p.Name] = p.Text
	}
	all := show(t, pages)
	for _, s := range all {
		if s.Error != "" {
			t.Errorf("%s refuses %s: %s", s.Engine, s.Name, s.Error)
			continue
		}
		if len(s.Strange) > 0 {
			t.Errorf("%s finds in %s what we did not put there:\n%s", s.Engine, s.Name, strings.Join(s.Strange, "\n"))
		}
		if diff := cmp.Diff(visible(texts[s.Name]), s.Blocks, cmpopts.EquateEmpty()); diff != "" {
			t.Errorf("%s shows another %s than we read in it (-ours +theirs):\n%s", s.Engine, s.Name, diff)
		}
		// MDX with GitHub's links looks for addresses once references are resolved,
		// and makes each a link to what it says: nothing written could stop it.
		if want := links(texts[s.Name]); s.Links != want && s.Engine != "mdx" {
			t.Errorf("%s finds %d links in %s, want %d", s.Engine, s.Links, s.Name, want)
		}
	}
	return all
}

// visible returns the blocks of a page that a reader sees.
func visible(text string) (blocks []golden.Block) {
	for _, b := range golden.Blocks([]byte(text)) {
		if b.Kind != golden.Comment && b.Kind != golden.FrontMatter {
			blocks = append(blocks, b)
		}
	}
	return blocks
}

var codeSpan = regexp.MustCompile("`[^`\n]*`")

// links returns how many links a page has below its front matter. Outside of
// code, brackets are written only for links.
func links(text string) int {
	if strings.HasPrefix(text, "---\n") {
		_, text, _ = strings.Cut(text, "\n---\n")
	}
	return strings.Count(codeSpan.ReplaceAllString(text, ""), "](")
}

// count returns how many blocks or cells are a text.
func count(blocks []golden.Block, want string) (n int) {
	for _, b := range blocks {
		for _, s := range append(b.Cells, b.Text) {
			if withoutBackticks(s) == want {
				n++
			}
		}
	}
	return n
}

// withoutBackticks leaves out what marks code: some is shown as plain text.
func withoutBackticks(s string) string { return strings.ReplaceAll(s, "`", "") }

func sentence(t *testing.T, raw string) templates.Prose {
	t.Helper()
	spans, err := prose.Parse(raw)
	if err != nil {
		t.Fatal(err)
	}
	return spans
}

// hostilePage returns a page that says raw wherever a spec can say anything.
func hostilePage(t *testing.T, raw string, f templates.FrontMatter) *templates.ProviderPage {
	t.Helper()
	spans := sentence(t, raw)
	texts := prose.Texts{}
	s := texts.Flatten(spans)
	list := []string{s, s}
	source := errdoc.Source{ID: raw, URL: "https://acme.dev/?a=1&lt;", Verified: raw, Basis: raw}
	guide := errdoc.Guide{Title: s, Text: s, Checks: list}
	one := &templates.Error{Shared: true, Texts: texts, Doc: &apierr.Doc{
		Code: apierr.Code(raw), Title: s, Summary: s, Kind: apierr.RateLimited, Retry: apierr.RetryWait,
		Surface: raw, Statuses: []string{raw}, WireCodes: []string{raw, raw},
		Causes: list, Fixes: list, Checks: list, Guides: []errdoc.Guide{guide, guide}, Deprecated: s,
		Variants: []errdoc.Variant{{Contexts: []apierr.Context{apierr.Context(raw)}, Kind: apierr.Overloaded, Retry: apierr.RetryBackoff, Summary: s, Causes: list, Fixes: list}},
		Links:    []errdoc.Link{{Title: raw, URL: "https://acme.dev"}},
		Renamed:  []errdoc.Renamed{{Code: apierr.Code(raw), Title: s}},
		Sources:  []errdoc.Source{source},
	}}
	return &templates.ProviderPage{
		Header: "Code generated by errbook from " + raw + "; DO NOT EDIT.", FrontMatter: f,
		ID: "acme", Name: raw, Package: raw,
		Links:   []errdoc.Link{{Title: raw, URL: "mailto:help@acme.dev"}},
		Groups:  []templates.Group{{Surface: raw, Summary: spans, Errors: []*templates.Error{one}}},
		Errors:  []*templates.Error{one},
		Guides:  []templates.Guide{{Guide: guide, Errors: []string{raw}}},
		Tips:    list,
		Texts:   texts,
		Limits:  []templates.Limit{{Header: raw, Means: raw, Format: raw}},
		Support: []string{raw},
		Sources: []errdoc.Source{source},
	}
}
