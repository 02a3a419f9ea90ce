package explain

import (
	"bytes"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/errbook/errbook/apierr"
	"github.com/errbook/errbook/internal/shelf"
	"github.com/errbook/errbook/spec"
)

func entries(t *testing.T, provider string) []Entry {
	t.Helper()
	s, err := shelf.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	results, err := Find(s, []string{provider})
	if err != nil || len(results) != 1 {
		t.Fatalf("%s gives %v, %v", provider, results, err)
	}
	entries, err := Open(s, results[0].Hits)
	if err != nil {
		t.Fatal(err)
	}
	return entries
}

// TestFindCodes shows that each error of the book is found by its code and by
// each code that it had.
func TestFindCodes(t *testing.T) {
	s, err := shelf.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	for _, provider := range []string{"fashn", "fireworks", "fluent"} {
		for _, e := range entries(t, provider) {
			names := []string{e.Error.Name.Value}
			for _, r := range e.Error.Renamed {
				names = append(names, r.Name.Value)
			}
			for _, name := range names {
				results, err := Find(s, []string{provider + "." + name})
				if err != nil || len(results) != 1 || len(results[0].Hits) != 1 || results[0].Hits[0].Code != e.Error.Code {
					t.Errorf("%s.%s gives %v, %v", provider, name, results, err)
				}
			}
		}
	}
}

// TestFindMessages shows that a whole message finds the error, although the numbers and
// names in it are in no book, and which error it finds first of several that know a part.
func TestFindMessages(t *testing.T) {
	s, err := shelf.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	for message, code := range map[string]apierr.Code{
		"prompt is too long: 210000 tokens > 200000 maximum":                                         "anthropic.ContextLengthExceeded",
		"You exceeded your current quota, please check your plan and billing details. See the docs.": "openai.InsufficientQuota",
		"Error 400 from GitHub: prompt token count of 93854 exceeds the limit of 90000":              "githubcopilot.ContextLengthExceeded",
		"OpenAI says: Incorrect API key provided: sk-1***. Find yours at example.com":                "openai.InvalidAPIKey",
	} {
		results, err := Find(s, []string{message})
		if err != nil || len(results) != 1 || len(results[0].Hits) == 0 || results[0].Hits[0].Code != code {
			t.Errorf("%q gives %v, %v; want %s", message, results, err, code)
		}
	}
}

// TestFindSplits shows which words count together.
func TestFindSplits(t *testing.T) {
	s, err := shelf.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	tests := []struct {
		words []string
		want  []string // the references that are looked up
	}{
		{[]string{"fashn"}, []string{"fashn"}},
		{[]string{"FASHN", "429"}, []string{"fashn 429"}},
		{[]string{"fashn 429"}, []string{"fashn 429"}},
		{[]string{"fashn", "429", "fireworks", "401"}, []string{"fashn 429", "fireworks 401"}},
		{[]string{"fashn", "429", "401"}, []string{"fashn 429", "fashn 401"}},
		{[]string{"fashn", "out", "of", "credits"}, []string{"fashn out of credits"}},
		{[]string{"fashn.OutOfCredits", "fireworks.OverQuota"}, []string{"fashn.OutOfCredits", "fireworks.OverQuota"}},
		{[]string{"fashn", "v9.1"}, []string{"fashn v9.1"}},
		{[]string{"fashn", "image", "nonsense"}, []string{"fashn image", "fashn nonsense"}},
		{[]string{" ", ""}, nil},
	}
	for _, test := range tests {
		results, err := Find(s, test.words)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, r := range results {
			got = append(got, r.Ref)
		}
		if diff := cmp.Diff(test.want, got); diff != "" {
			t.Errorf("%q: -want +got:\n%s", test.words, diff)
		}
	}
}

// TestWriteTextFits prints every error of the book, whole and short, on pages of
// several widths: a short one fits a terminal and has the fixes first, and no line is
// too wide but those of one long word.
func TestWriteTextFits(t *testing.T) {
	s, err := shelf.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	files, err := s.Files()
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		for _, e := range f.Errors {
			for _, style := range []Style{{}, {Full: true}, {Width: 60}, {Width: 400}} {
				testPage(t, Entry{f, e}, style)
			}
		}
	}
}

func testPage(t *testing.T, e Entry, style Style) {
	t.Helper()
	var out bytes.Buffer
	if err := WriteText(&out, e, nil, style); err != nil {
		t.Fatal(err)
	}
	text := out.String()
	for line := range strings.Lines(text) {
		line = strings.TrimSuffix(line, "\n")
		if isCommand := strings.HasSuffix(line, " --full"); !isCommand && utf8.RuneCountInString(line) > style.columns() && len(strings.Fields(line)) > 3 {
			t.Errorf("%s: %q is wider than %d", e.Error.Code, line, style.columns())
		}
		if strings.TrimRight(line, " ") != line {
			t.Errorf("%s: %q ends in spaces", e.Error.Code, line)
		}
	}
	if strings.Contains(text, "\x1b") {
		t.Errorf("%s: there are escapes, and none were asked for", e.Error.Code)
	}
	if n := strings.Count(text, "\n"); !style.Full && style.Width == 0 && n > maxLines {
		t.Errorf("%s has %d lines", e.Error.Code, n)
	}
	fix, cause, retry := strings.Index(text, "\nFix\n"), strings.Index(text, "\nCauses\n"), strings.Index(text, "\n  retry: ")
	if fix < 0 || retry < fix || cause < retry {
		t.Errorf("%s: fixes, retry and causes are not there, or not in this order:\n%s", e.Error.Code, text)
	}
	if hasMore := strings.Contains(text, " --full"); hasMore && style.Full {
		t.Errorf("%s: all was printed, and there is more", e.Error.Code)
	}
}

// escapes matches what a terminal does not print.
var escapes = regexp.MustCompile(`\x1b(\[[0-9]+m|\]8;;[^\x1b]*\x1b\\)`)

// TestWriteTextInColor shows that colors and links are all that a terminal gets more.
func TestWriteTextInColor(t *testing.T) {
	e := entries(t, "fashn")[0]
	var plain, color bytes.Buffer
	if err := WriteText(&plain, e, nil, Style{Full: true}); err != nil {
		t.Fatal(err)
	}
	if err := WriteText(&color, e, nil, Style{Full: true, Color: true}); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"\x1b[1m" + e.Error.Doc.Title + "\x1b[0m\n", "\x1b[1mFix\x1b[0m\n", "\x1b]8;;https://docs.fashn.ai"} {
		if !strings.Contains(color.String(), want) {
			t.Errorf("%q is not in %q", want, color.String())
		}
	}
	if diff := cmp.Diff(plain.String(), escapes.ReplaceAllString(color.String(), "")); diff != "" {
		t.Errorf("the text differs: -plain +color:\n%s", diff)
	}
}

// A verdict is printed as it is to a pipe; on a terminal its lines fit, and only
// colors and links are added.
func TestWriteVerdict(t *testing.T) {
	const text = "acme: 429 OutOfCredits: nothing is left of all the credits\n  retry: Do not retry. Add credits, then send the request again\n  link: docs https://acme.example/errors, of today\n  message: one\n    retry: two"
	var pipe, wide, narrow bytes.Buffer
	for _, one := range []struct {
		out   *bytes.Buffer
		style Style
	}{{&pipe, Style{}}, {&wide, Style{Headings: true, Color: true, Width: 100}}, {&narrow, Style{Headings: true, Width: 40}}} {
		if err := WriteVerdict(one.out, text, apierr.RetryFixAccount, one.style); err != nil {
			t.Fatal(err)
		}
	}
	if pipe.String() != text+"\n" {
		t.Errorf("on a pipe it is %q", pipe.String())
	}
	if plain := escapes.ReplaceAllString(wide.String(), ""); plain != text+"\n" {
		t.Errorf("without colors it is %q", plain)
	}
	for _, want := range []string{"\x1b[1macme: 429", "\x1b[33m  retry: Do not", "\x1b]8;;https://acme.example/errors\x1b\\", "\n    retry: two"} {
		if !strings.Contains(wide.String(), want) {
			t.Errorf("%q is not in %q", want, wide.String())
		}
	}
	for line := range strings.Lines(narrow.String()) {
		if len(line) > 41 {
			t.Errorf("the line %q is too long", line)
		}
	}
	if got := strings.Join(strings.Fields(narrow.String()), " "); got != strings.Join(strings.Fields(text), " ") {
		t.Errorf("narrow, it says %q", got)
	}
}

// TestMarkdownInContext shows that a variant is laid over the error.
func TestMarkdownInContext(t *testing.T) {
	i := slices.IndexFunc(entries(t, "fireworks"), func(e Entry) bool { return len(e.Error.Variants) > 0 })
	if i < 0 {
		t.Fatal("no error has variants any more: choose another one")
	}
	e := entries(t, "fireworks")[i]
	v := e.Error.Doc.Variants[0]
	var out bytes.Buffer
	if err := WriteMarkdown(&out, e, v.Contexts); err != nil {
		t.Fatal(err)
	}
	if want := " (`" + v.Kind.String() + "`)"; !strings.Contains(out.String(), want) {
		t.Errorf("%q is not in\n%s", want, out.String())
	}
	if strings.Contains(out.String(), "#### With") {
		t.Errorf("other contexts are told of:\n%s", out.String())
	}
	out.Reset()
	if err := WriteMarkdown(&out, e, []apierr.Context{"deployment=moon"}); err != nil {
		t.Fatal(err)
	}
	if want := " (`" + e.Error.Doc.Kind.String() + "`)"; !strings.Contains(out.String(), want) {
		t.Errorf("in a context without a variant, %q is not in\n%s", want, out.String())
	}
}

// The built-in book is searched by its digests as a book of the same spec files is.
func TestFindInDigests(t *testing.T) {
	book, err := spec.LoadBuiltin()
	if err != nil {
		t.Fatal(err)
	}
	decoded := shelf.Of(book)
	digested, err := shelf.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	queries := []string{"429", "5xx", "599", "rate_limited", "billing", "Billing", "credits", "out of credits", "credit balance is too low", "chatgpt busy", "modle not found", "insufficient_quota", "OutOfCredits", "OutOfCredit", "nonsense", "fashm.OutOfCredits", "openai", "openai quota", "llamacpp 503", "deployment dedicated"}
	for i, f := range book.Files {
		if testing.Short() && i%4 != 0 {
			continue
		}
		e := f.Errors[i%len(f.Errors)]
		queries = append(queries, string(e.Code), e.Doc.Title)
	}
	for _, q := range queries {
		want, err := Find(decoded, []string{q})
		if err != nil {
			t.Fatal(err)
		}
		got, err := Find(digested, []string{q})
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, got, cmpopts.EquateEmpty()); diff != "" {
			t.Errorf("%q: -decoded +digested:\n%s", q, diff)
		}
	}
}
