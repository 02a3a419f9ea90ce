package upstream

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/errbook/errbook/internal/listing"
	"github.com/errbook/errbook/spec"
)

// bookOf decodes a spec file of some lists and errors.
func bookOf(t *testing.T, sources, errors string) *spec.File {
	t.Helper()
	f, problems := spec.Decode("acme.yaml", []byte("version: 1\nprovider: acme\nname: Acme\nsources:\n"+sources+"errors:\n"+errors))
	if _, more := spec.Check([]*spec.File{f}); len(problems)+len(more) > 0 {
		t.Fatal(append(problems, more...))
	}
	return f
}

func entry(name, rule, sources string) string {
	return fmt.Sprintf("  - {name: %s, title: %[1]s, summary: It failed., kind: overloaded, %s, causes: [It failed.], fixes: [Retry it.], sources: [%s]}\n", name, rule, sources)
}

func source(id, list string) string {
	return fmt.Sprintf("  - {id: %s, url: \"https://acme.example/%[1]s\", verified: 2026-11-20%s}\n", id, list)
}

// run compares copies, given as ID and text, and returns the findings as CHANGE NAME
// [at place in the copy] [in the entry].
func run(t *testing.T, f *spec.File, copies ...string) []string {
	t.Helper()
	var given []From
	for i := 0; i < len(copies); i += 2 {
		path := filepath.Join(t.TempDir(), fmt.Sprint(copies[i], i))
		if err := os.WriteFile(path, []byte(copies[i+1]), 0o666); err != nil {
			t.Fatal(err)
		}
		for j := range f.Sources {
			if f.Sources[j].ID.Value == copies[i] {
				given = append(given, From{f, &f.Sources[j], path})
			}
		}
	}
	report, err := Run(context.Background(), []*spec.File{f}, given, nil)
	if err != nil {
		t.Fatal(err)
	}
	var list []string
	for _, f := range report.Findings {
		s := strings.TrimSpace(string(f.Change) + " " + f.Name)
		if f.Column != "" {
			s += " (" + f.Column + ")"
		}
		if f.Copy != nil {
			s += fmt.Sprintf(" %d:%d", f.Copy.Line, f.Copy.Col)
		}
		if f.Former != nil {
			s += fmt.Sprintf(" was %d:%d", f.Former.Line, f.Former.Col)
		}
		if f.Book != nil {
			s += fmt.Sprintf(" book %d:%d", f.Book.Line, f.Book.Col)
		}
		list = append(list, s)
	}
	return list
}

// Names are looked up among all identifiers of the file; what a list lost counts
// only for entries that rest on it alone.
func TestCompare(t *testing.T) {
	list := ", list: {format: json, at: /codes, ignore: [{name: test_*, reason: Only in tests.}, {name: never, reason: It is not there.}]}"
	f := bookOf(t, source("codes", list)+source("other", ""),
		entry("Known", "code: known", "codes")+
			entry("Prefixed", "type: {prefix: pre_}", "codes")+
			entry("InField", "code: scoped, field: {error.scope: scope_a}", "codes")+
			entry("Lost", "code: quota_used_up", "codes")+
			entry("Spelled", "code: rate_limit_reached", "codes")+
			entry("Elsewhere", "code: elsewhere", "codes, other")+
			entry("ByStatus", "status: 418", "codes"))
	got := run(t, f, "codes", `{"codes": ["known", "known", "pre_x", "scope_a",
 "rate_limits_reached", "brand_new", "test_a"]}`)
	want := []string{
		"renamed rate_limits_reached 2:2 book 12:12",
		"missing brand_new 2:25 book 5:80",
		"ignore_is_idle never 1:12 book 5:163",
		"gone quota_used_up 1:12 book 11:12",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// A partial list loses nothing, and a list of statuses is compared with statuses.
func TestCompareStatuses(t *testing.T) {
	table := ", list: {format: markdown, select: Code%s}"
	page := "| Code | Name |\n|---|---|\n| 404 | Missing |\n| 503 | Busy |\n| 451 | Law |\n"
	entries := entry("Missing", "status: 404", "errors") + entry("Server", "status: 5xx", "errors") + entry("Gone", "status: 410", "errors")
	got := run(t, bookOf(t, source("errors", fmt.Sprintf(table, "")), entries), "errors", page)
	if diff := cmp.Diff([]string{"missing 451 5:3 book 5:82", "gone 410 3:3 book 9:12"}, got); diff != "" {
		t.Error(diff)
	}
	got = run(t, bookOf(t, source("errors", fmt.Sprintf(table, ", partial: true, title: Name")), entries), "errors", page)
	if diff := cmp.Diff([]string{"renamed 503 4:3 book 8:27", "missing 451 5:3 book 5:82"}, got); diff != "" {
		t.Error(diff)
	}
}

// A copy without the list is a difference, not a failure.
func TestMoved(t *testing.T) {
	f := bookOf(t, source("proto", ", list: {format: proto, at: Reason}"), entry("A", "code: a", "proto"))
	if diff := cmp.Diff([]string{"moved 0:0 book 5:80"}, run(t, f, "proto", "enum Cause { A = 0; }")); diff != "" {
		t.Error(diff)
	}
}

const olderPage = `# Errors

Some words.

## Codes

| Code | Name | Cause |
|---|---|---|
| 404 | Missing | It isn't there. |
| 410 | Gone | See [more](/more). |
| 429 | Slow | Too fast. |
| 429 | Full | No room. |

## Old tips

Look at the [status](https://status.acme.example).
`

const newerPage = `# All errors

Other words.

## Codes

| Code | Name | Cause | Fix |
|---|---|---|---|
| 404 | Missing | It isn’t there. | Look. |
| 429 | Full | No **room**. | Wait. |
| 429 | Slower | Too fast by far. | Wait. |
| 451 | Law | It is forbidden. | None. |

## Tips

Read [this](https://acme.example/this).

### Support
`

// Two copies of a page differ in rows, cells, columns, headings and links, and in
// nothing that is only spelled otherwise.
func TestCompareCopies(t *testing.T) {
	f := bookOf(t, source("older", "")+source("errors", ", list: {format: markdown, at: Codes, select: Code, title: Name, former: older, partial: true}"),
		entry("Missing", "status: 404", "errors")+entry("Gone", "status: 410", "errors")+entry("Slower", "status: 429", "errors")+entry("Law", "status: 451", "errors"))
	want := []string{
		"column_added (Fix) 9:3 was 9:3",
		"renamed 429 10:3 book 10:27", // Full, as the list calls it beside the entry's own title
		"renamed 429 11:3 was 11:3 book 10:12",
		"reworded 429 (Cause) 11:18 was 11:16 book 10:12",
		"row_added 451 12:3 was 9:3 book 11:12",
		"section_added Tips 14:1 was 9:3",
		"link_added https://acme.example/this 16:1 was 9:3",
		"row_gone 410 9:3 was 10:3 book 9:12",
		"link_gone https://acme.example/more 9:3 was 10:16",
		"section_gone Old tips 9:3 was 14:1",
		"link_gone https://status.acme.example 9:3 was 16:1",
	}
	if diff := cmp.Diff(want, run(t, f, "older", olderPage, "errors", newerPage)); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]string{"renamed 429 11:3 book 10:27", "renamed 429 12:3 book 10:27"}, run(t, f, "errors", olderPage, "errors", olderPage)); diff != "" {
		t.Error(diff)
	}
}

// Of the two copies of the Fireworks page that the book was begun with, exactly this
// differs: 429 has another name, cause and fix, its section is new, and the links are
// gone. ERRBOOK_PAGES is the directory with the copies.
func TestFireworksPages(t *testing.T) {
	dir := os.Getenv("ERRBOOK_PAGES")
	if dir == "" {
		t.Skip("ERRBOOK_PAGES does not name the directory with the copies of the pages, which are not ours to keep")
	}
	book, err := spec.LoadBuiltin("fireworks")
	if err != nil {
		t.Fatal(err)
	}
	f := book.Find("fireworks")
	read := func(name string) string {
		data, err := os.ReadFile(filepath.Join(dir, "fireworks-inference-error-codes."+name))
		if err != nil {
			t.Fatal(err)
		}
		return string(data)
	}
	older, newer := read("older.md"), read("newer.txt")
	want := []string{
		"renamed 429", "reworded 429 (Possible Issue(s))", "reworded 429 (How to Resolve)",
		"section_added Understanding 429 errors",
		"link_gone https://docs.fireworks.ai/guides/quotas_usage/rate-limits", "link_gone https://status.fireworks.ai",
		"link_gone https://discord.gg/fireworks-ai", "link_gone mailto:support@fireworks.ai",
	}
	for _, former := range []string{"errors", "errors-before"} {
		got := run(t, f, former, older, "errors", newer)
		for i := range got {
			got[i] = places.ReplaceAllString(got[i], "")
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s, then errors:\n%s", former, diff)
		}
	}
	if got := run(t, f, "errors", newer); len(got) > 0 {
		t.Errorf("the book and the newer copy differ: %v", got)
	}
}

// A small page of our own that differs from another as those two do.
func TestPagesLikeFireworks(t *testing.T) {
	older := "# Codes\n\n## Common codes\n\n| **Code** | **Name** | **Cause** | **Fix** |\n| --- | --- | --- | --- |\n| `402` | Pay | It's unpaid. | Pay. |\n| `429` | Over | Too many. | See [limits](/limits). |\n\n## Tips\n\n* Ask [us](mailto:a@acme.example)\n"
	newer := "Codes help.\nCommon codes\n| Code | Name | Cause | Fix |\n|---|\n402 | Pay | It’s unpaid. | Pay. |\n429 | Too Many | A limit. | See below. |\nOn 429 errors\nThere are two.\nOf servers\n- Wait\nand see\nTips\nAsk."
	f := bookOf(t, source("before", "")+source("errors", ", list: {format: markdown, at: Common codes, select: Code, title: Name, former: before}"),
		entry("Pay", "status: 402", "errors")+strings.Replace(entry("TooMany", "status: 429", "errors"), "title: TooMany", "title: Too Many", 1))
	want := []string{
		"renamed 429 6:1 was 8:3 book 9:12", "reworded 429 (Cause) 6:18 was 8:18 book 9:12", "reworded 429 (Fix) 6:29 was 8:30 book 9:12",
		"section_added On 429 errors 7:1 was 7:3",
		"link_gone https://acme.example/limits 5:1 was 8:30", "link_gone mailto:a@acme.example 5:1 was 12:3",
	}
	if diff := cmp.Diff(want, run(t, f, "before", older, "errors", newer)); diff != "" {
		t.Error(diff)
	}
}

// A source is fetched from its own host, within bounds.
func TestFetch(t *testing.T) {
	other := httptest.NewTLSServer(http.NotFoundHandler())
	defer other.Close()
	server := httptest.NewTLSServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/list":
			fmt.Fprint(w, `{"codes": ["a"]}`)
		case "/moved":
			http.Redirect(w, r, "/list", http.StatusFound)
		case "/away":
			http.Redirect(w, r, other.URL, http.StatusFound)
		case "/circle":
			http.Redirect(w, r, "/circle", http.StatusFound)
		case "/large":
			for range listing.MaxBytes>>20 + 2 {
				w.Write(make([]byte, 1<<20))
			}
		default:
			w.WriteHeader(http.StatusForbidden)
		}
	}))
	defer server.Close()
	for path, want := range map[string]string{
		"list":   "",
		"moved":  "",
		"away":   "a redirect must stay on",
		"circle": "at most 5 times",
		"large":  "at most 16777216 bytes",
		"closed": "the status must be 200; found 403",
	} {
		f := bookOf(t, "  - {id: codes, url: \""+server.URL+"/"+path+"\", verified: 2026-11-20, list: {format: json, at: /codes}}\n", entry("A", "code: a", "codes"))
		report, err := Run(t.Context(), []*spec.File{f}, nil, &Fetcher{Client: server.Client()})
		switch {
		case want == "" && (err != nil || len(report.Findings) > 0 || len(report.Lists) != 1 || report.Lists[0].Known != 1):
			t.Errorf("%s: %v, %+v", path, err, report)
		case want != "" && (err == nil || !strings.Contains(err.Error(), want) || len(report.Lists) > 0):
			t.Errorf("%s: %v, not %q", path, err, want)
		}
	}
}

func TestListURL(t *testing.T) {
	f := bookOf(t, source("own", ", list: {format: html, url: \"https://acme.example/own.md\"}")+source("plain", ", list: {format: html}")+
		"  - {id: pinned, url: \"https://github.com/acme/api/blob/0123abc/spec/openapi.json\", verified: 2026-11-20, list: {format: json, at: /a}}\n", entry("A", "code: a", "own"))
	var got []string
	for i := range f.Sources {
		got = append(got, ListURL(&f.Sources[i]))
	}
	if diff := cmp.Diff([]string{"https://acme.example/own.md", "https://acme.example/plain", "https://raw.githubusercontent.com/acme/api/HEAD/spec/openapi.json"}, got); diff != "" {
		t.Error(diff)
	}
}

// What a copy says stays text in every format.
func TestWriteHostile(t *testing.T) {
	r := &Report{Findings: []Finding{{Provider: "acme", Source: "errors", Change: Missing, Message: "the list has <b>*x*\u202e\n## y|", Copy: &Place{Path: "a`b\n.md", Line: 1, Col: 2}, Book: &Place{Path: "acme.yaml"}}}}
	for format, want := range map[string]string{
		"text":     "a`b\n.md:1:2: acme/errors: the list has <b>*x*··## y| (missing)\n\tbook: acme.yaml\n",
		"markdown": "## acme: errors\n\n- **missing** the list has &#60;b&#62;&#42;x&#42;··&#35;&#35; y&#124; (copy `a'b·.md:1:2`, book `acme.yaml`)\n",
	} {
		var b strings.Builder
		if err := Write(&b, format, r); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, b.String()); diff != "" {
			t.Errorf("%s:\n%s", format, diff)
		}
	}
}

// places matches the places that run prints.
var places = regexp.MustCompile(`( was| book)? \d+:\d+`)
