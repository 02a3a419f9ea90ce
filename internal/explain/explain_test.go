package explain

import (
	"bytes"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"github.com/errbook/errbook/apierr"
	"github.com/errbook/errbook/internal/shelf"
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
	return results[0].Entries
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
			for _, name := range append(e.oldNames(), e.Error.Name.Value) {
				results, err := Find(s, []string{provider + "." + name})
				if err != nil || len(results) != 1 || len(results[0].Entries) != 1 || results[0].Entries[0].Error.Code != e.Error.Code {
					t.Errorf("%s.%s gives %v, %v", provider, name, results, err)
				}
			}
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

// TestWriteTextFits prints every error of some providers and looks for lines
// that are too wide for a terminal, but for those of one long word.
func TestWriteTextFits(t *testing.T) {
	for _, provider := range []string{"fashn", "fireworks", "fluent"} {
		for _, e := range entries(t, provider) {
			var out bytes.Buffer
			if err := WriteText(&out, e, nil, false); err != nil {
				t.Fatal(err)
			}
			for line := range strings.Lines(out.String()) {
				line = strings.TrimSuffix(line, "\n")
				if utf8.RuneCountInString(line) > width && len(strings.Fields(line)) > 3 {
					t.Errorf("%s: %q is wider than %d", e.Error.Code, line, width)
				}
				if strings.TrimRight(line, " ") != line {
					t.Errorf("%s: %q ends in spaces", e.Error.Code, line)
				}
			}
			if strings.Contains(out.String(), "\x1b") {
				t.Errorf("%s: there are escapes, and none were asked for", e.Error.Code)
			}
		}
	}
}

func TestWriteTextBold(t *testing.T) {
	e := entries(t, "fashn")[0]
	var plain, bold bytes.Buffer
	if err := WriteText(&plain, e, nil, false); err != nil {
		t.Fatal(err)
	}
	if err := WriteText(&bold, e, nil, true); err != nil {
		t.Fatal(err)
	}
	if want := "\x1b[1m" + e.Error.Doc.Title + "\x1b[22m\n"; !strings.HasPrefix(bold.String(), want) {
		t.Errorf("the title is %q, want %q", bold.String()[:len(want)], want)
	}
	if diff := cmp.Diff(plain.String(), strings.NewReplacer("\x1b[1m", "", "\x1b[22m", "").Replace(bold.String())); diff != "" {
		t.Errorf("more than headings is bold: -plain +bold:\n%s", diff)
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
