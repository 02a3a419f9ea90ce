package draft

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/errbook/errbook/spec"
)

const pageText = "# Source: https://acme.example/errors.md\n\n# Errors\n\nRead this first.\n\n## Codes\n\n" +
	"| Status | Error | Cause | How to fix | Since |\n|---|---|---|---|---|\n" +
	"| `429` | OutOfCredits | the balance is \"0\" | Add some | v2 |\n" +
	"| 429 | slow_down | Too fast. | | |\n" +
	"| 500 | Internal Server Error | It broke. | Wait. | |\n" +
	"| | | only words | | |\n\n" +
	"## Others\n\n- `404` Model not found\n- See [help](/help)\n"

const specText = `{"openapi": "3.1.0", "paths": {"/run": {"post": {"responses": {"200": {"description": "Fine"},
 "429": {"description": "Too\n many"}, "404": {"$ref": "#/components/responses/Gone"}}}}},
 "components": {"responses": {"Gone": {"description": "Not there"}},
  "schemas": {"ErrorCode": {"enum": ["overdue", "overdue", "busy"]}, "Color": {"enum": ["red"]}}}}`

// lines returns what entries say, one line each, and what is not imported.
func lines(d *Draft) []string {
	var list []string
	for _, p := range d.entries {
		list = append(list, strings.Join([]string{p.at, p.name, p.title, p.status, p.code, p.kind, strings.Join(p.causes, "/"), strings.Join(p.fixes, "/"), strings.Join(p.rest, "/")}, "|"))
	}
	return append(list, d.left...)
}

func TestNew(t *testing.T) {
	cases := []struct {
		file string
		text string
		want []string
	}{
		{"page.md", pageText, []string{
			`page.md:11|OutOfCredits|Out of credits|429|OutOfCredits|insufficient_credits|The balance is "0".|Add some.|Since: v2`,
			"page.md:12|SlowDown|Slow down|429|slow_down|rate_limited|Too fast.||",
			"page.md:13|InternalServerError|Internal Server Error|500||provider_error|It broke.|Wait.|",
			"page.md:18|ModelNotFound|Model not found|404||model_not_found|||",
			"page.md: Errors: Read this first.",
			"page.md:14: row without a name:  |  | only words |  | ",
			"page.md: Others: See help",
			"page.md:19: link to /help",
		}},
		{"api.json", specText, []string{
			"api.json:2|Status429|HTTP 429|429||rate_limited|Too many.||",
			"api.json:2|Status404|HTTP 404|404||not_found|Not there.||",
			"api.json:4|Overdue|Overdue||overdue|provider_error|||",
			"api.json:4|Busy|Busy||busy|provider_error|||",
			"api.json: enums whose place does not have the word error: 1",
		}},
		{"page.html", "<table><tr><th>Code</th><th>Reason</th></tr><tr><td>402</td><td>Unpaid</td></tr></table>", []string{
			"page.html:1|Unpaid|Unpaid|402||insufficient_credits|||",
		}},
	}
	for _, c := range cases {
		d, err := New(Options{}, []File{{c.file, []byte(c.text)}})
		if err != nil {
			t.Errorf("%s: %v", c.file, err)
			continue
		}
		if diff := cmp.Diff(c.want, lines(d)); diff != "" {
			t.Errorf("%s:\n%s", c.file, diff)
		}
	}
}

// A draft with a day and a URL is a sound spec file; without the day it is refused
// there.
func TestDraftIsASpec(t *testing.T) {
	for _, f := range []File{{"page.md", []byte(pageText)}, {"api.json", []byte(specText)}, {"hostile.md", []byte("| Code | Cause |\n|---|---|\n| 404 | a \"b\" \u202e: # \\|\n| 500 | \xff\xff |\n| 502 | \xff |\n")}} {
		d, err := New(Options{Provider: "acme", Name: "Acme", URL: "https://acme.example/errors", Verified: "2026-11-30"}, []File{f})
		if err != nil {
			t.Fatal(err)
		}
		decoded, problems := spec.Decode("draft.yaml", d.YAML())
		if _, more := spec.Check([]*spec.File{decoded}); len(problems)+len(more) > 0 {
			t.Errorf("%s: %v %v\n%s", f.Path, problems, more, d.YAML())
		}
		if got := len(decoded.Errors); got != d.Len() {
			t.Errorf("%s: the file has %d errors, the draft %d", f.Path, got, d.Len())
		}
	}
	d, err := New(Options{Provider: "acme"}, []File{{"page.md", []byte(pageText)}})
	if err != nil {
		t.Fatal(err)
	}
	_, problems := spec.Decode("draft.yaml", d.YAML())
	if len(problems) != 1 || !strings.Contains(problems[0].Message, "must be a day") {
		t.Errorf("a draft without a day has the problems %v", problems)
	}
}

func TestNewFails(t *testing.T) {
	for name, text := range map[string]string{"page.md": "# Nothing here\n", "api.json": `{"swagger": `, "other.json": `{"info": {}}`, "empty.yaml": "openapi: 3.1.0\n"} {
		if d, err := New(Options{}, []File{{name, []byte(text)}}); err == nil || !strings.HasPrefix(err.Error(), name+": ") {
			t.Errorf("%s: %v, %v", name, d, err)
		}
	}
}

// Every row of the four pages that the book was begun with is found. ERRBOOK_PAGES is
// the directory with the copies.
func TestFirstPages(t *testing.T) {
	dir := os.Getenv("ERRBOOK_PAGES")
	if dir == "" {
		t.Skip("ERRBOOK_PAGES does not name the directory with the copies of the pages, which are not ours to keep")
	}
	fireworks := "400 401 402 403 404 405 408 412 413 429 500 502 503 504 520"
	for name, want := range map[string]string{
		"fashn-error-handling.txt": "400=BadRequest 401=UnauthorizedAccess 404=NotFound 429=RateLimitExceeded 429=ConcurrencyLimitExceeded 429=OutOfCredits 500=InternalServerError " +
			"=ImageLoadError =ContentModerationError =InputValidationError =ThirdPartyError =UnavailableError =PipelineError",
		"fireworks-inference-error-codes.newer.txt": fireworks,
		"fireworks-inference-error-codes.older.md":  fireworks,
		"fluent-provider-errors.md":                 "400 401 402 403 404 429 500 502 503 504",
	} {
		data, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil {
			t.Fatal(err)
		}
		d, err := New(Options{Provider: "acme", Name: "Acme", URL: "https://acme.example", Verified: "2026-11-30"}, []File{{name, data}})
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, p := range d.entries {
			s := p.status
			if p.code != "" {
				s += "=" + p.code
			}
			got = append(got, s)
		}
		if diff := cmp.Diff(want, strings.Join(got, " ")); diff != "" {
			t.Errorf("%s:\n%s", name, diff)
		}
		decoded, problems := spec.Decode(name, d.YAML())
		if _, more := spec.Check([]*spec.File{decoded}); len(problems)+len(more) > 0 {
			t.Errorf("%s: %v %v", name, problems, more)
		}
	}
}
