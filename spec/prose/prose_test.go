package prose_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/errbook/errbook/spec/prose"
)

func plain(text string) prose.Span     { return prose.Span{Text: text} }
func code(text string) prose.Span      { return prose.Span{Kind: prose.Code, Text: text} }
func link(text, url string) prose.Span { return prose.Span{Kind: prose.Link, Text: text, URL: url} }

func TestParse(t *testing.T) {
	tests := []struct {
		raw  string
		want []prose.Span
	}{
		{"", nil},
		{" \n ", nil},
		{"Add credits.", []prose.Span{plain("Add credits.")}},
		{"  one\n  two\t three\n", []prose.Span{plain("one two three")}},
		{"`max_tokens`", []prose.Span{code("max_tokens")}},
		{"Lower `max_tokens`.", []prose.Span{plain("Lower "), code("max_tokens"), plain(".")}},
		{"Say `[a](b)` or `*`.", []prose.Span{plain("Say "), code("[a](b)"), plain(" or "), code("*"), plain(".")}},
		{
			"Go to [the billing page](https://x.dev/b?c=1#d) now.",
			[]prose.Span{plain("Go to "), link("the billing page", "https://x.dev/b?c=1#d"), plain(" now.")},
		},
		{"[mail us](mailto:help@x.dev)", []prose.Span{link("mail us", "mailto:help@x.dev")}},
		{"a[0] and [x] (y) and ]", []prose.Span{plain("a[0] and [x] (y) and ]")}},
		{"[a [b](https://x.dev)", []prose.Span{plain("[a "), link("b", "https://x.dev")}},
		{"*a* _b_ <c> {d} | \\e ~f~ # g", []prose.Span{plain("*a* _b_ <c> {d} | \\e ~f~ # g")}},
	}
	for _, test := range tests {
		got, err := prose.Parse(test.raw)
		if err != nil {
			t.Errorf("Parse(%q): %v", test.raw, err)
		}
		if diff := cmp.Diff(test.want, got); diff != "" {
			t.Errorf("Parse(%q) (-want +got):\n%s", test.raw, diff)
		}
	}
}

func TestParseRefuses(t *testing.T) {
	tests := []struct {
		raw    string
		offset int
		msg    string
	}{
		{"set `a", 4, "code must end with a backtick, found none"},
		{"set `` here", 4, "code must not be empty, found two backticks"},
		{"set ` a`", 4, "code must not begin or end with a space"},
		{"[a](https://x.dev", 0, "a link must be [text](url), found no closing parenthesis"},
		{"see [](https://x.dev)", 5, "a link must have a text, found none"},
		{"[a](http://x.dev)", 4, "the URL of a link must begin with https:// or mailto:, found http://x.dev"},
		{"[a](javascript:alert)", 4, "the URL of a link must begin with https:// or mailto:, found javascript:alert"},
		{"[a](/docs)", 4, "the URL of a link must begin with https:// or mailto:, found /docs"},
		{"[a](https://x.dev/b c)", 4, "the URL of a link must hold no spaces, quotes, brackets or letters beyond ASCII, found ' '"},
		{"[a](https://x.dev/ü)", 4, "the URL of a link must hold no spaces, quotes, brackets or letters beyond ASCII, found 'ü'"},
		{"[a](https://)", 4, "the URL of a link must name a host or a mailbox, found https://"},
		{"[a](mailto:)", 4, "the URL of a link must name a host or a mailbox, found mailto:"},
		{"[a](https://x.dev/%zz)", 4, "the URL of a link must be valid, found https://x.dev/%zz"},
		{"the [`a` field](https://x.dev)", 5, "the text of a link must be plain, found code in it"},
		{"[`a[0]`](https://x.dev)", 7, "a link must be [text](url) with plain text, found `](` alone"},
	}
	for _, test := range tests {
		spans, err := prose.Parse(test.raw)
		var fault *prose.Error
		if !errors.As(err, &fault) {
			t.Errorf("Parse(%q) = %v, %v; want a fault", test.raw, spans, err)
			continue
		}
		if fault.Offset != test.offset || fault.Msg != test.msg {
			t.Errorf("Parse(%q): %d %q\nwant %d %q", test.raw, fault.Offset, fault.Msg, test.offset, test.msg)
		}
	}
}

func TestPrinters(t *testing.T) {
	const raw = "Set `a<b` & see [the *docs*](https://x.dev/?a=1&lt;=2), https://y.dev or [z@x.dev](mailto:z@x.dev)."
	spans, err := prose.Parse(raw)
	if err != nil {
		t.Fatal(err)
	}
	want := [3]string{
		"Set `a<b` & see the *docs* (https://x.dev/?a=1&lt;=2), https://y.dev or z@x.dev.",
		"Set `a<b` & see [the &#42;docs&#42;](https://x.dev/?a=1&#38;lt;=2), https&#58;//y.dev or [z&#64;x.dev](mailto:z@x.dev).",
		`Set <code>a&lt;b</code> &amp; see <a href="https://x.dev/?a=1&amp;lt;=2">the *docs*</a>, https://y.dev or <a href="mailto:z@x.dev">z@x.dev</a>.`,
	}
	got := [3]string{prose.Text(spans), prose.Markdown(spans), string(prose.HTML(spans))}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("Text, Markdown, HTML of %q (-want +got):\n%s", raw, diff)
	}
}

// What reaches a printer without having come through Parse must not become
// structure either.
func TestPrintersDistrustSpans(t *testing.T) {
	spans := []prose.Span{link("x", `javascript:alert("1")`), code("a`b|c"), link("y", "https://x.dev/)<b>")}
	if got, want := prose.Markdown(spans), "xa&#96;b&#124;cy"; got != want {
		t.Errorf("Markdown = %s, want %s", got, want)
	}
	if got, want := string(prose.HTML(spans)), "x<code>a`b|c</code>y"; got != want {
		t.Errorf("HTML = %s, want %s", got, want)
	}
}

// Ordinary sentences must stay readable: nothing in them is encoded.
func TestMarkdownLeavesSentencesAlone(t *testing.T) {
	for _, s := range []string{
		"Lower the number of requests, then try again; it won't take long.",
		"Set max_tokens (at most 4096) & send it: 50% less is enough!",
		"The model llama:8b answers at 12:30, see section 3.2 - or not?",
		"https is required; a/b, a+b = c, \"quoted\", #1, e-mail, -1 > -2.",
	} {
		if got := prose.Markdown([]prose.Span{plain(s)}); got != s {
			t.Errorf("Markdown(%q) = %q", s, got)
		}
	}
}

func BenchmarkMarkdown(b *testing.B) {
	sentence, err := prose.Parse("The account has used up its `max_tokens` of the day: lower it, or see [the limits](https://x.dev/limits).")
	if err != nil {
		b.Fatal(err)
	}
	words := []prose.Span{plain(strings.Repeat("plain words, ", 8) + "end.")}
	b.ReportAllocs()
	for b.Loop() {
		prose.Markdown(sentence)
		prose.Markdown(words)
	}
}
