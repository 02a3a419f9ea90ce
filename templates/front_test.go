package templates_test

import (
	"bytes"
	"fmt"
	"html"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"
	"gopkg.in/yaml.v3"

	"github.com/errbook/errbook/templates"
)

// The beginning of each kind of page, for each site generator.
func TestFrontMatterEqualsGolden(t *testing.T) {
	const file = "testdata/front.txtar"
	got := &txtar.Archive{Comment: []byte("How pages begin, up to their first paragraph.\n\n")}
	for _, f := range templates.FrontMatters() {
		all := pagesFor(t, f)
		for _, name := range []string{"ac-me.md", "error.md", "index.md", "kinds.md"} {
			head, body := splitFront(t, all[name])
			if heading, _, ok := strings.Cut(body, "\n\n"); ok && strings.HasPrefix(heading, "# ") {
				head += heading + "\n"
			}
			got.Files = append(got.Files, txtar.File{Name: string(f) + "/" + name, Data: []byte(head)})
		}
	}
	if *update {
		if err := os.WriteFile(file, txtar.Format(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), string(txtar.Format(got))); diff != "" {
		t.Errorf("%s (-want +got), rewrite it with -update:\n%s", file, diff)
	}
}

// linksByURL are the site generators that get no heading, and links that are URLs.
var linksByURL = []templates.FrontMatter{templates.Hugo, templates.Starlight}

// Below its front matter a page is the portable one, but for what Hugo and Starlight
// want otherwise.
func TestFrontMatterLeavesTheTextAlone(t *testing.T) {
	portable := pages(t)
	for _, f := range templates.FrontMatters() {
		for name, page := range pagesFor(t, f) {
			_, want, _ := strings.Cut(string(portable[name]), "\n\n")
			if slices.Contains(linksByURL, f) {
				_, want, _ = strings.Cut(want, "\n\n")
				want = withURLs(name, want)
			}
			if _, got := splitFront(t, page); got != want {
				t.Errorf("%s of %s (-portable +got):\n%s", name, f, cmp.Diff(want, got))
			}
		}
	}
}

var pageLink = regexp.MustCompile(`\((?:\.\./)?([a-z-]+)\.md\)`)

// withURLs returns the text of a page with URLs for links to files: the page at
// docs/acme.md is at docs/acme/, and that of an error a level deeper.
func withURLs(name, text string) string {
	up := "../"
	switch name {
	case "index.md":
		up = ""
	case "error.md":
		up = "../../"
		text = strings.ReplaceAll(text, "(index.md)", "(../../ac-me/)")
	}
	text = strings.ReplaceAll(text, "(index.md)", "("+up+")")
	return pageLink.ReplaceAllString(text, "("+up+"$1/)")
}

// The link from each place of a page to each other one, as a path and as a URL.
func TestLink(t *testing.T) {
	if got := []string{templates.ProviderPageName("acme", false), templates.ProviderPageName("acme", true)}; !slices.Equal(got, []string{"acme", "acme/index"}) {
		t.Errorf("the pages of a provider are %q", got)
	}
	for _, tt := range []struct{ from, to, file, url string }{
		{"index", "acme/index", "acme/index.md", "acme/"},
		{"kinds", "acme/index", "acme/index.md", "../acme/"},
		{"acme/index", "index", "../index.md", "../"},
		{"acme/index", "kinds", "../kinds.md", "../kinds/"},
		{"acme/index", "acme/full", "full.md", "../acme/full/"},
		{"acme/full", "acme/index", "index.md", "../../acme/"},
		{"index", "kinds", "kinds.md", "kinds/"},
		{"index", "acme", "acme.md", "acme/"},
		{"kinds", "index", "index.md", "../"},
		{"kinds", "acme/full", "acme/full.md", "../acme/full/"},
		{"acme", "kinds", "kinds.md", "../kinds/"},
		{"acme", "acme/full", "acme/full.md", "../acme/full/"},
		{"acme/full", "acme", "../acme.md", "../../acme/"},
		{"acme/full", "index", "../index.md", "../../"},
		{"acme/full", "acme/empty", "empty.md", "../../acme/empty/"},
		{"acme/full", "acme-2/full", "../acme-2/full.md", "../../acme-2/full/"},
	} {
		for _, f := range append(templates.FrontMatters(), templates.NoFrontMatter) {
			want := tt.file
			if slices.Contains(linksByURL, f) {
				want = tt.url
			}
			if got := f.Link(tt.from, tt.to); got != want {
				t.Errorf("%q links from %s to %s with %s, want %s", f, tt.from, tt.to, got, want)
			}
		}
	}
}

// hostileNames are names of providers that could leave their place in front
// matter.
var hostileNames = []string{
	`"quoted"`, `'quoted'`, `back\slash\`, `ends with "`, "---", "a\n---\nb", "...", "a: b", "a # b", "# a", "- a", "&a *b !c", "{{ a }}", "{% a %}", "{a: b}", "[a, b]",
	"null", "true", "1e3", "~", "%TAG", "@a `b`", "", " a ", "<b>a</b>", "</title><script>alert(1)</script>", "<!--<script>", "a & b", "&lt;", "A\u0085---\u0085b", "a\u2028---\u2029b",
	"\ufeffa", "\u202ea", "a\u00a0b", "a\x00b\x7f\x1b", "tab\there", "Ünïcödé 日本 👍", "\U000e0001a",
}

// Whatever a provider is called, front matter ends where it should and says
// just that name.
func TestFrontMatterHoldsHostileNames(t *testing.T) {
	for _, name := range append(hostileNames, hostile(t)...) {
		for _, f := range templates.FrontMatters() {
			p := acme(t)
			p.Name, p.FrontMatter = name, f
			page, err := p.Markdown()
			if err != nil {
				t.Fatal(err)
			}
			front := readFront(t, page)
			got, want := front["title"], name+" errors"
			switch f {
			case templates.MkDocs:
				if strings.ContainsAny(got, `<>"`) {
					t.Errorf("the title %q would be HTML in MkDocs", got)
				}
				got = html.UnescapeString(got)
			case templates.Docusaurus:
				if strings.Contains(got, "</") || strings.Contains(got, "<!") {
					t.Errorf("the title %q would end a script of Docusaurus", got)
				}
				want = strings.NewReplacer("</", "< /", "<!", "< !").Replace(want)
			}
			if got != want {
				t.Errorf("%s: the title is %q, want %q", f, got, want)
			}
			if e := errorFront(t, name, f); e["title"] != "A|cme: "+strings.ReplaceAll(strings.TrimSuffix(front["title"], " errors"), "`", "") {
				t.Errorf("%s: the title of an error's page is %q, beside %q", f, e["title"], front["title"])
			}
			if want := map[templates.FrontMatter]int{templates.MkDocs: 2, templates.Docusaurus: 4, templates.Hugo: 3, templates.Starlight: 4, templates.VitePress: 3}[f]; len(front) != want {
				t.Errorf("%s has %d keys, want %d: %v", f, len(front), want, front)
			}
		}
	}
}

// errorFront returns the front matter of the page of an error with a title.
func errorFront(t *testing.T, title string, f templates.FrontMatter) map[string]string {
	t.Helper()
	p := acme(t)
	e := *p.Errors[0]
	d := *e.Doc
	d.Title, d.Summary, e.Doc, e.Shared = title, title, &d, false
	page, err := (&templates.ErrorPage{Error: &e, Header: p.Header, ID: "ac-me", Provider: p.Name, FrontMatter: f}).Markdown()
	if err != nil {
		t.Fatal(err)
	}
	return readFront(t, page)
}

// The header is a comment, which a folder's name must not end.
func TestFrontMatterHoldsHostileHeaders(t *testing.T) {
	for _, dir := range hostileNames {
		p := acme(t)
		p.FrontMatter, p.Header = templates.Docusaurus, "Code generated by errbook from "+dir+"; DO NOT EDIT."
		page, err := p.Markdown()
		if err != nil {
			t.Fatal(err)
		}
		if front := readFront(t, page); front["title"] != "A|cme errors" || len(front) != 4 {
			t.Errorf("a book in %q has the front matter %v", dir, front)
		}
	}
}

// readFront returns what YAML reads in the front matter of a page.
func readFront(t *testing.T, page []byte) map[string]string {
	t.Helper()
	head, _ := splitFront(t, page)
	for _, r := range head {
		if r != '\n' && !unicode.IsPrint(r) {
			t.Errorf("the front matter holds %U: %q", r, head)
		}
	}
	values := map[string]any{}
	if err := yaml.Unmarshal([]byte(strings.Trim(head, "-")), &values); err != nil {
		t.Fatalf("%v in:\n%s", err, head)
	}
	front := map[string]string{}
	for key, value := range values {
		front[key] = fmt.Sprint(value)
	}
	return front
}

// splitFront parts a page behind its front matter, as all engines do: at the
// first line that begins with three hyphens.
func splitFront(t *testing.T, page []byte) (head, body string) {
	t.Helper()
	if !bytes.HasPrefix(page, []byte("---\n# Code generated by errbook from ")) {
		t.Fatalf("the page does not begin with front matter and its header: %.80q", page)
	}
	head, body, ok := strings.Cut(string(page), "\n---")
	body, blank := strings.CutPrefix(body, "\n\n")
	if !ok || !blank {
		t.Fatalf("the front matter does not end with a line of hyphens and a blank one: %.80q", body)
	}
	return head + "\n---\n", body
}
