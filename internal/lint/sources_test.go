package lint

import (
	"fmt"
	"strings"
	"testing"

	"github.com/errbook/errbook/spec"
)

// sourceBook is a book of one file whose sources are given as YAML.
func sourceBook(t *testing.T, sources string) *spec.Book {
	t.Helper()
	text := `version: 1
provider: acme
name: Acme
sources:
` + sources + `errors:
  - name: OutOfCredits
    title: Out of credits
    summary: The account has no credits left.
    status: 402
    kind: insufficient_credits
    causes: [The credits that were bought are used up.]
    fixes: ["Add credits, then send the request again."]
    sources: [s0]
    samples:
      - {status: 402, body: '{"message":"none"}'}
`
	f, problems := spec.Decode("acme.yaml", []byte(text))
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	book, problems := spec.Check([]*spec.File{f})
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	return book
}

func sourceFindings(book *spec.Book) string {
	var list []string
	for _, f := range Book(book) {
		if f.Rule == "source" {
			list = append(list, fmt.Sprintf("%d: %s", f.Line, f.Message))
		}
	}
	return strings.Join(list, "\n")
}

func TestSources(t *testing.T) {
	defer func(f func() string) { today = f }(today)
	today = func() string { return "2026-11-30" }
	const file = "https://github.com/acme/sdk/blob/0123abc/errors.go"
	for _, tt := range []struct{ source, want string }{
		{`{id: s0, url: "https://acme.example/errors", verified: 2026-11-30}`, ""},
		{`{id: s0, url: "https://acme.example/errors"}`, ""},
		{`{id: s0, url: "https://acme.example/errors", verified: 2026-12-01}`, "verified should not be in the future; found 2026-12-01"},
		{`{id: s0, url: "` + file + `", verified: 2026-11-30}`, ""},
		{`{id: s0, url: "https://github.com/acme/sdk"}`, `a source should be a page or a file; found "https://github.com/acme/sdk"`},
		{`{id: s0, url: "https://github.com/acme/sdk/"}`, `a source should be a page or a file; found "https://github.com/acme/sdk/"`},
		{`{id: s0, url: "https://github.com/acme/sdk/issues/7"}`, ""},
	} {
		got := sourceFindings(sourceBook(t, "  - "+tt.source+"\n"))
		if !strings.Contains(got, tt.want) || tt.want == "" && got != "" {
			t.Errorf("%s: %q; want %q", tt.source, got, tt.want)
		}
	}
}

func TestSameDay(t *testing.T) {
	pages := func(n int, source string) string {
		var b strings.Builder
		for i := range n {
			fmt.Fprintf(&b, "  - "+source+"\n", i, i)
		}
		return b.String()
	}
	const (
		page   = `{id: s%d, url: "https://acme.example/%d", verified: 2026-11-20}`
		copied = `{id: s%d, url: "https://acme.example/%d", verified: 2026-11-20, as_of: version 2}`
		pinned = `{id: s%d, url: "https://github.com/acme/sdk/blob/0123abc/%d.go", verified: 2026-11-20}`
		thread = `{id: s%d, url: "https://github.com/acme/sdk/issues/%d", verified: 2026-11-20}`
	)
	for _, tt := range []struct {
		n      int
		source string
		want   int
	}{{maxSameDay, page, 0}, {maxSameDay + 1, page, maxSameDay + 1}, {60, copied, 0}, {60, pinned, 0}, {60, thread, 0}} {
		got := sourceFindings(sourceBook(t, pages(tt.n, tt.source)))
		if n := strings.Count(got, "one day should not be the date"); n != tt.want {
			t.Errorf("%d of %s: %d findings; want %d", tt.n, tt.source, n, tt.want)
		}
	}
}
