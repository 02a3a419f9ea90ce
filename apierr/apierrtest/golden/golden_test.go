package golden_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/errbook/errbook/apierr"
	"github.com/errbook/errbook/apierr/apierrtest/golden"
	"github.com/errbook/errbook/apierr/errdoc"
)

func TestOutline(t *testing.T) {
	const page = `[//]: # (Code generated from a &#40;b&#41;; DO NOT EDIT.)

# A&#124;b errors

Set ` + "`a|&#42;`" + ` to &#42;, see [the &#91;docs&#93;](https://x.dev/?a=1&#38;lt;), [z&#64;x.dev](mailto:z@x.dev) or [kinds](kinds.md).

- one
- two &amp; [three] &#;

| Code | Name |
| --- | --- |
| 429 ` + "`a_b`" + ` | &#45;-- |

#### A level below
`
	const want = `comment Code generated from a (b); DO NOT EDIT.
h1 A|b errors
p Set ` + "`a|&#42;`" + ` to *, see the [docs] (https://x.dev/?a=1&lt;), z@x.dev or kinds (kinds.md).
li one
li two &amp; [three] &#;
th	Code	Name
tr	429 ` + "`a_b`" + `	---
h4 A level below
`
	if diff := cmp.Diff(want, string(golden.Outline([]byte(page)))); diff != "" {
		t.Errorf("Outline (-want +got):\n%s", diff)
	}
}

// What an engine would show otherwise must have another outline: blocks that
// lost the blank line between them, and tables that lost their second line.
func TestOutlineSeesBrokenBlocks(t *testing.T) {
	tests := []struct{ page, want string }{
		{"Causes:\n- one\n", "p Causes: - one\n"},
		{"- one\ntwo\n", "li one two\n"},
		{"# A\n## B\n", "h1 A ## B\n"},
		{"| a | b |\n| c | d |\n", "tr\ta\tb\ntr\tc\td\n"},
		{"| a | b |\n| --- | --- |\nafter\n", "th\ta\tb after\n"},
		{"| a | b |\n\n| --- | --- |\n", "tr\ta\tb\ntr\t---\t---\n"},
		{"####### seven\n#none\n", "p ####### seven #none\n"},
		{"a `b\n", "p a `b\n"},
		{"[a](b\n", "p [a](b\n"},
		{"one\r\n\r\ntwo", "p one\np two\n"},
		{"---\n# Code generated; DO NOT EDIT.\ntitle: \"- &#42;\"\n---\n\n# A\n", "comment Code generated; DO NOT EDIT.\nfront title: \"- &#42;\"\nh1 A\n"},
		{"---\r\ntitle: a\r\n---\r\n- b", "front title: a\nli b\n"},
		{"---\ntitle: a\n\n----\n", "p --- title: a\np ----\n"},
		{"# A\n\n---\ntitle: a\n---\n", "h1 A\np --- title: a ---\n"},
		{"", ""},
	}
	for _, test := range tests {
		if diff := cmp.Diff(test.want, string(golden.Outline([]byte(test.page)))); diff != "" {
			t.Errorf("Outline(%q) (-want +got):\n%s", test.page, diff)
		}
	}
}

// Every page has an outline, and every word of it is there.
func FuzzOutline(f *testing.F) {
	f.Add("# a\n\n- `b` [c](d) &#42;\n\n| e | f |\n| --- | --- |\n")
	f.Fuzz(func(t *testing.T, page string) {
		outline := string(golden.Outline([]byte(page)))
		for word := range strings.FieldsSeq(page) {
			if !strings.ContainsAny(word, "&#[]()`|-") && !strings.Contains(outline, word) {
				t.Errorf("the outline of %q lacks %q: %q", page, word, outline)
			}
		}
	})
}

func TestFilesComeBack(t *testing.T) {
	samples := &golden.Samples{Generated: "by a test", Samples: []golden.Sample{
		{Code: "acme.Full", Kind: apierr.Overloaded, Status: 503, Headers: map[string]string{"Retry-After": "1"}, Body: "<b> & \"c\"", Contexts: []apierr.Context{"a=b"}},
		{Code: "acme.Full", NearMiss: true, Is: "acme.Other", Event: "error", Stream: true, Close: 1011, Surface: "ws"},
	}}
	docs := &golden.Docs{Generated: "by a test", Docs: []*apierr.Doc{{
		Code: "acme.Full", Title: "Full", Kind: apierr.Overloaded, Retry: apierr.RetryBackoff, Executed: apierr.Never, Billed: apierr.Maybe,
		Causes: []string{"a"}, Variants: []errdoc.Variant{{Contexts: []apierr.Context{"a=b"}, Kind: apierr.RateLimited, Retry: apierr.RetryWait, Executed: apierr.Always}},
		Links: []errdoc.Link{{Title: "t", URL: "https://x.dev"}}, Guides: []errdoc.Guide{{Title: "g", Checks: []string{"c"}}},
	}}}
	if diff := cmp.Diff(samples, again(t, samples)); diff != "" {
		t.Errorf("samples (-written +read):\n%s", diff)
	}
	if diff := cmp.Diff(docs, again(t, docs)); diff != "" {
		t.Errorf("docs (-written +read):\n%s", diff)
	}
}

// again writes a file and reads it.
func again[File golden.Samples | golden.Docs](t *testing.T, file *File) *File {
	t.Helper()
	data, err := golden.Encode(file)
	if err != nil {
		t.Fatal(err)
	}
	got, err := golden.Decode[File](data)
	if err != nil {
		t.Fatalf("%v in:\n%s", err, data)
	}
	return got
}

func TestDecodeRefuses(t *testing.T) {
	tests := []struct{ data, want string }{
		{`{"docs": [], "more": 1}`, `unknown field "more"`},
		{`{"docs": []} {}`, "unexpected data after the end"},
		{`{"docs": [{"actor": "nobody"}]}`, `no actor is named "nobody"`},
		{`{"docs": [{"retry": "soon"}]}`, `no class of retry is named "soon"`},
		{`{"docs": [{"executed": "often"}]}`, `no certainty is named "often"`},
		{``, "EOF"},
	}
	for _, test := range tests {
		if _, err := golden.Decode[golden.Docs]([]byte(test.data)); err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("Decode(%s) = %v, want an error with %q", test.data, err, test.want)
		}
	}
}
