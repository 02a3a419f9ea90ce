package site

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"encoding/xml"
	"flag"
	"fmt"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/errbook/errbook/generator"
	"github.com/errbook/errbook/spec"
	"github.com/errbook/errbook/spec/catalog"
	"github.com/errbook/errbook/spec/ledger"
	"github.com/errbook/errbook/spec/yaml"
)

var update = flag.Bool("update", false, "write what the tests see into the golden files")

// A memory is a Sink that keeps the files, and takes none twice.
type memory struct{ keeper }

func (m *memory) Put(name string, data []byte) error {
	m.mu.Lock()
	twice := m.pages[name] != nil
	m.mu.Unlock()
	if twice {
		return fmt.Errorf("%s is made twice", name)
	}
	return m.keeper.Put(name, data)
}

func testBook(t testing.TB) *spec.Book {
	t.Helper()
	book, err := spec.Load("testdata/book")
	if err != nil {
		t.Fatal(err)
	}
	return book
}

var testOptions = Options{
	RepoURL: "https://github.com/acme/book", SpecDir: "spec/providers", Packages: generator.Packages{Path: "example.com/gen", Suffix: "err"},
}

func build(t testing.TB, book *spec.Book, o Options) map[string][]byte {
	t.Helper()
	m := &memory{keeper{pages: map[string][]byte{}}}
	if err := Build(book, o, m); err != nil {
		t.Fatal(err)
	}
	return m.pages
}

// The pages of a small book, as they are.
func TestGoldenPages(t *testing.T) {
	site := build(t, testBook(t), testOptions)
	for _, name := range []string{
		"ac-me/too-fast/index.html", "ac-me/too-fast/index.md", "ac-me/too-fast/index.json", "ac-me/index.html", "ac-me/index.md",
		"ac-me/slow-down/index.html", "429/index.html", "index.html", "llms.txt", "search.js",
	} {
		golden := filepath.Join("testdata", "golden", strings.ReplaceAll(name, "/", "_"))
		if *update {
			if err := os.WriteFile(golden, site[name], 0o666); err != nil {
				t.Fatal(err)
			}
			continue
		}
		want, err := os.ReadFile(golden)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(string(want), string(site[name])); diff != "" {
			t.Errorf("%s differs; run with -update if that is right:\n%s", name, diff)
		}
	}
}

func TestSameBytesEachTime(t *testing.T) {
	book := testBook(t)
	if diff := cmp.Diff(build(t, book, testOptions), build(t, book, testOptions)); diff != "" {
		t.Error(diff)
	}
}

var (
	linkPattern = regexp.MustCompile(` (?:href|src|content)="(?:0; url=)?([^"]*)"`)
	idPattern   = regexp.MustCompile(` id="([^"]*)"`)
)

// What holds for the pages of the book of this repository, which are made once.
func TestWholeBook(t *testing.T) {
	book, err := spec.LoadBuiltin()
	if err != nil {
		t.Fatal(err)
	}
	site := build(t, book, testOptions)
	t.Run("links lead somewhere", func(t *testing.T) { testLinks(t, site) })
	t.Run("budgets", func(t *testing.T) { testBudgets(t, site) })
	t.Run("filters count what their links show", func(t *testing.T) { testFacetLinks(t, site) })
	t.Run("5xx is all of them", func(t *testing.T) { testClassOfStatuses(t, book, site) })
	t.Run("every page has twins", func(t *testing.T) { testTwins(t, site) })
	t.Run("the search index is small", func(t *testing.T) { testSearchIndex(t, book, site) })
	t.Run("snippets are examples", func(t *testing.T) { testSnippets(t, book, site) })
}

// Every relative link leads to a file of the site, and every fragment to an id.
func testLinks(t *testing.T, site map[string][]byte) {
	checked := 0
	for name, data := range site {
		if path.Ext(name) != ".html" {
			continue
		}
		for _, m := range linkPattern.FindAllSubmatch(data, -1) {
			link := string(m[1])
			isMeta := strings.HasPrefix(string(m[0]), ` content="`) && !strings.Contains(string(m[0]), "url=")
			if isMeta || strings.Contains(link, ":") {
				continue
			}
			checked++
			file, fragment, _ := strings.Cut(link, "#")
			target := path.Join(path.Dir(name), file)
			switch {
			case file == "":
				target = name
			case strings.HasSuffix(file, "/"):
				target += "/index.html"
			}
			if site[path.Clean(target)] == nil {
				t.Errorf("%s links to %s, which does not exist", name, link)
			}
			if fragment != "" && !bytes.Contains(site[path.Clean(target)], []byte(` id="`+fragment+`"`)) {
				t.Errorf("%s links to %s, where nothing has that id", name, link)
			}
		}
		ids := map[string]bool{}
		for _, m := range idPattern.FindAllSubmatch(data, -1) {
			if ids[string(m[1])] {
				t.Errorf("%s has the id %s twice", name, m[1])
			}
			ids[string(m[1])] = true
		}
	}
	if checked < 1000 {
		t.Errorf("checked %d links only", checked)
	}
}

// A list is whole, and has at most 25 KB when it is compressed, as servers send it;
// the page of an error stays small by itself. The scripts that a page ever runs
// count together, because whoever pastes a response loads all of them.
func testBudgets(t *testing.T, site map[string][]byte) {
	for name, data := range site {
		if limit := map[string]int{".html": 30_000, ".css": 16_000}[path.Ext(name)]; limit == 0 || len(data) <= limit {
			continue
		}
		if path.Ext(name) == ".css" || bytes.Contains(data, []byte(`<article class="error">`)) {
			t.Errorf("%s has %d bytes", name, len(data))
		} else if n := compressed(t, data); n > 25_000 {
			t.Errorf("%s has %d bytes when compressed; at most 25000 are allowed", name, n)
		}
	}
	const everyPage, all = 5_600, 26_500
	if n := len(site["site.js"]); n == 0 || n > everyPage {
		t.Errorf("site.js has %d bytes; at most %d are allowed", n, everyPage)
	}
	if n := len(site["site.js"]) + len(site["read.js"]); n > all {
		t.Errorf("the scripts have %d bytes; at most %d are allowed", n, all)
	}
}

// Every page has its twins, pages of a long list those of the list. Redirects and
// the page for addresses that lead nowhere have nothing to say in JSON.
func testTwins(t *testing.T, site map[string][]byte) {
	alternate := regexp.MustCompile(`<link rel="alternate" type="[a-z/]+" href="([^"]+)">`)
	pages := 0
	for name, data := range site {
		if path.Ext(name) != ".html" || name == "404.html" || bytes.Contains(data, []byte(`http-equiv="refresh"`)) {
			continue
		}
		pages++
		twins := alternate.FindAllSubmatch(data, -1)
		if len(twins) != 2 {
			t.Errorf("%s has %d twins", name, len(twins))
		}
		for _, twin := range twins {
			if to := path.Join(path.Dir(name), string(twin[1])); site[to] == nil {
				t.Errorf("%s has no %s", name, to)
			}
		}
	}
	if pages < 1000 {
		t.Errorf("%d pages were looked at", pages)
	}
}

// compressed returns how many bytes gzip makes of some.
func compressed(t *testing.T, data []byte) int {
	t.Helper()
	var b bytes.Buffer
	z, err := gzip.NewWriterLevel(&b, gzip.BestCompression)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := z.Write(data); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Len()
}

// The index of a thousand errors has at most 25 KB when it is compressed.
func testSearchIndex(t *testing.T, book *spec.Book, site map[string][]byte) {
	if got := compressed(t, site["search.js"]) * 1000 / book.Len(); got > 25_000 {
		t.Errorf("the index has %d bytes for a thousand errors", got)
	}
}

// Whatever stands in a spec shows as text, and becomes neither markup nor script.
func TestHostileTextStaysText(t *testing.T) {
	for name, data := range build(t, testBook(t), testOptions) {
		if path.Ext(name) != ".html" {
			continue
		}
		for _, bad := range []string{"<script>", "<img", "<svg", "<iframe", "<b ", "onmouseover=\"", "javascript:"} {
			text := strings.ReplaceAll(string(data), "&lt;iframe src=&#34;javascript:", "")
			if strings.Contains(text, bad) {
				t.Errorf("%s has %s", name, bad)
			}
		}
	}
}

// With a base URL, what must be absolute is; without one there is no site map.
func TestBaseURL(t *testing.T) {
	o := testOptions
	o.BaseURL = "https://errors.example/ai/"
	site := build(t, testBook(t), o)
	var sitemap struct {
		URLs []struct {
			Loc string `xml:"loc"`
			Day string `xml:"lastmod"`
		} `xml:"url"`
	}
	if err := xml.Unmarshal(site["sitemap.xml"], &sitemap); err != nil {
		t.Fatal(err)
	}
	found := false
	for _, u := range sitemap.URLs {
		found = found || u.Loc == "https://errors.example/ai/ac-me/too-fast/" && u.Day == "2026-11-20"
		if name := strings.TrimPrefix(u.Loc, "https://errors.example/ai/") + "index.html"; site[name] == nil {
			t.Errorf("the site map lists %s, which does not exist", u.Loc)
		}
	}
	if !found {
		t.Errorf("the site map lacks a page: %s", site["sitemap.xml"])
	}
	for name, want := range map[string]string{
		"robots.txt":                 "Sitemap: https://errors.example/ai/sitemap.xml",
		"404.html":                   `href="https://errors.example/ai/style.css"`,
		"ac-me/too-fast/index.html":  `<link rel="canonical" href="https://errors.example/ai/ac-me/too-fast/">`,
		"ac-me/slow-down/index.html": `<link rel="canonical" href="https://errors.example/ai/ac-me/too-fast/">`,
	} {
		if !bytes.Contains(site[name], []byte(want)) {
			t.Errorf("%s lacks %s", name, want)
		}
	}
	if build(t, testBook(t), testOptions)["sitemap.xml"] != nil {
		t.Error("a site map was made without a base URL")
	}
}

func TestOptionsAreChecked(t *testing.T) {
	for _, bad := range []string{"example.com", "ftp://example.com", "javascript:alert(1)", "https://", "https://a/?b=c", "https://a/#b"} {
		if err := (&Options{BaseURL: bad}).Check(); err == nil {
			t.Errorf("the base URL %s was taken", bad)
		}
	}
}

func TestEditLinks(t *testing.T) {
	f := &spec.File{Path: "spec/providers/acme.yaml"}
	for _, tt := range []struct{ repo, dir, want string }{
		{"https://github.com/acme/book", "spec/providers", "https://github.com/acme/book/blob/HEAD/spec/providers/acme.yaml#L7"},
		{"https://github.com/acme/book.git", "spec/providers/acme.yaml", "https://github.com/acme/book/blob/HEAD/spec/providers/acme.yaml#L7"},
		{"https://gitlab.com/acme/book/", ".", "https://gitlab.com/acme/book/-/blob/HEAD/acme.yaml#L7"},
		{"https://git.example/acme/book/src/main", "spec", "https://git.example/acme/book/src/main/spec/acme.yaml#L7"},
		{"https://github.com/acme/book", "../elsewhere", ""},
		{"", "spec", ""},
	} {
		b := &builder{options: Options{RepoURL: tt.repo, SpecDir: tt.dir}}
		if got := b.editURL(f, yaml.Pos{Line: 7}); got != tt.want {
			t.Errorf("%s, %s: got %s, want %s", tt.repo, tt.dir, got, tt.want)
		}
	}
}

// An error that a spec file includes is edited in the file that has it.
func TestEditLinksOfIncludedErrors(t *testing.T) {
	book, err := spec.Load("../../spec/testdata/terse")
	if err != nil {
		t.Fatal(err)
	}
	f, e := book.Lookup("bank.Unauthorized")
	b := &builder{options: Options{RepoURL: "https://github.com/acme/book", SpecDir: "spec"}}
	if got, want := b.editURL(f, e.Pos), "https://github.com/acme/book/blob/HEAD/spec/common/http.yaml#L4"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

// The JSON that machines read is JSON, and says of every error where its page is.
func TestErrorsJSON(t *testing.T) {
	site := build(t, testBook(t), testOptions)
	var all struct {
		Providers []struct {
			Errors []struct{ Code, Path string }
		}
	}
	if err := json.Unmarshal(site["errors.json"], &all); err != nil {
		t.Fatal(err)
	}
	n := 0
	for _, p := range all.Providers {
		for _, e := range p.Errors {
			n++
			if site[e.Path+"index.html"] == nil || site[e.Path+"index.json"] == nil || site[e.Path+"index.md"] == nil {
				t.Errorf("%s has no page, or lacks a twin, at %s", e.Code, e.Path)
			}
		}
	}
	if n != testBook(t).Len() {
		t.Errorf("errors.json has %d errors", n)
	}
	for name, data := range site {
		if path.Ext(name) == ".json" && !json.Valid(data) {
			t.Errorf("%s is no JSON", name)
		}
	}
}

// The site's errors.json is the catalog of the book, with the page of each error.
func TestErrorsJSONIsTheCatalog(t *testing.T) {
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(catalog.Schema()))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	if err := c.AddResource("catalog.json", doc); err != nil {
		t.Fatal(err)
	}
	schema, err := c.Compile("catalog.json")
	if err != nil {
		t.Fatal(err)
	}
	all, err := jsonschema.UnmarshalJSON(bytes.NewReader(build(t, testBook(t), testOptions)["errors.json"]))
	if err != nil {
		t.Fatal(err)
	}
	if err := schema.Validate(all); err != nil {
		t.Error(err)
	}
}

// Pages of errors that moved, were renamed or are gone lead on, as the ledger says;
// nothing that is there is written over, and no name of a page leads out of the site.
func TestPublished(t *testing.T) {
	book, options := testBook(t), testOptions
	moved, live := book.Files[0].Errors[0], book.Files[0].Errors[1]
	published, problems := ledger.Decode("ledger.yaml", []byte(`version: 1
codes:
  - {code: acme.Gone, kind: conflict, retry: never, page: gone, provider: ac-me, former_pages: [ac-me/left], retired: true}
  - {code: other.Lost, kind: conflict, retry: never, page: lost, retired: true}
  - {code: acme.Evil, kind: conflict, retry: never, page: ../../evil, provider: ac-me, former_pages: ['../evil', evil, a/b/c, kinds/conflict], retired: true}
  - {code: `+string(moved.Code)+`, kind: conflict, retry: never, page: `+moved.Slug.Value+`, provider: ac-me, former_pages: [ac-me/was-here, acme/was-there]}
  - {code: acme.Former, kind: conflict, retry: never, page: former, provider: ac-me, is: `+string(live.Code)+`, retired: true}
  - {code: acme.Taken, kind: conflict, retry: never, page: `+live.Slug.Value+`, provider: ac-me, retired: true}
`))
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	options.Published = published
	before, after := build(t, book, testOptions), build(t, book, options)
	to := func(e *spec.Error) string { return "../../ac-me/" + e.Slug.Value + "/index.html" }
	want := map[string]string{
		"ac-me/gone": "../../ac-me/index.html", "ac-me/left": "../../ac-me/index.html", "e/acme.Gone": "../../ac-me/index.html",
		"other/lost": "../../index.html", "e/other.Lost": "../../index.html",
		"ac-me/was-here": to(moved), "acme/was-there": to(moved),
		"ac-me/former": to(live), "e/acme.Former": to(live),
		"e/acme.Evil": "../../ac-me/index.html", "e/acme.Taken": "../../ac-me/index.html",
	}
	for dir, target := range want {
		page := string(after[dir+"/index.html"])
		isGone := !strings.Contains(target, "/"+moved.Slug.Value+"/") && !strings.Contains(target, "/"+live.Slug.Value+"/")
		if !strings.Contains(page, `content="0; url=`+target+`"`) || strings.Contains(page, "no longer documented") != isGone {
			t.Errorf("%s does not lead to %s: %s", dir, target, page)
		}
	}
	for name, data := range after {
		if want[path.Dir(name)] == "" && !bytes.Equal(before[name], data) {
			t.Errorf("%s is not the page that it was", name)
		}
	}
	if len(after) != len(before)+len(want) {
		t.Errorf("%d pages were added", len(after)-len(before))
	}
}
