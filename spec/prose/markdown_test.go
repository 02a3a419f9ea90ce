package prose_test

import (
	"bytes"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"

	"github.com/errbook/errbook/spec/prose"
)

// engine is goldmark as GitHub-like sites set it up, with everything that
// could find markup in plain text.
var engine = goldmark.New(goldmark.WithExtensions(extension.GFM, extension.DefinitionList, extension.Footnote))

// hostile is plain text that some Markdown engine takes for markup.
var hostile = []string{
	"# heading", "## two", "#no", "Heading\n===", "=== x", "--- ", "---", "- item", "-", "+ item", "* item", "*", "***", "_ _ _",
	"1. one", "12) twelve", "1.", "1", "2024. A year", "> quote", ">", "~~~", "~~gone~~", "~5 to ~6~", "```go", "` tick", "a ` b ` c", "``",
	"*a* **b** _c_ __d__ ***e***", "snake_case_name", "_lead", "trail_", "a__b__c", "2 * 3 * 4", "a*b*c",
	"[a]", "[a](b)", "[a]: https://x.dev", "[^1]: note", "![i](j)", "]()", "[ ] todo", "[x] done", "[//]: # (x)",
	"<b>bold</b>", "<!-- c -->", "<script>alert(1)</script>", "<https://x.dev>", "a < b > c", "<", "</p>", "<div", "<?php", "<![CDATA[x]]>",
	"&amp; &lt; &#42; &copy; &nosuch; AT&T & co", "&", "&#", "&#x41;", "a&b;c",
	"\\", "\\*a\\*", "a\\", "C:\\dir\\*", "\\|",
	"a | b", "|", "| a | b |", "|---|", "a || b",
	"{x}", "{{ y }}", "{% raw %}", "{{< short >}}", "{", "}", "a {#id .class}", "{: .x}",
	"http://x.dev", "see https://x.dev/a_b_c?d=1&e=2.", "www.x.dev", "WWW.x.dev", "a@b.dev", "mailto:a@b.dev", "ftp://x.dev", "xmpp:a@b.dev",
	"import x from y", "export default", "imports fail", "important", "export", "exporter",
	":smile:", ":+1:", "a :t-rex: b", "::", ":::note", "::: x", ": definition", ":", "a:b", "::leaf[x]", ":text[x]{y}",
	"!!! note", "??? x", "?", "!", "$a$ and $$b$$", "H~2~O", "x^2^", "==mark==", "++ins++", "^^up^^",
	"\tindented", "    four", " one", "trailing ", "trailing  ", "\u00a0nbsp\u00a0", "\u2003em\u2003", "a\u00a0b",
	"// comment", "/* c */", "\"quoted\"", "'single'", "...", "--", "a -- b", "%", "% title", "é", "日本語*文*", "👍:x:",
	"+++", "+++\ntitle = 1", "a\\\nb", "a  \nb",
}

// visible returns the text that a reader of a paragraph and of a cell sees.
func visible(t testing.TB, markdown string) (paragraph, cell string) {
	t.Helper()
	source := []byte("Before.\n\n" + markdown + "\n\nAfter.\n")
	blocks := children(engine.Parser().Parse(text.NewReader(source)))
	if len(blocks) != 3 || blocks[1].Kind() != ast.KindParagraph {
		t.Fatalf("%q is not one paragraph", markdown)
	}
	paragraph = textOf(t, blocks[1], source)
	source = []byte("| a | b |\n| --- | --- |\n| " + markdown + " | x |\n")
	blocks = children(engine.Parser().Parse(text.NewReader(source)))
	rows := children(blocks[0])
	if len(blocks) != 1 || len(rows) != 2 {
		t.Fatalf("%q is not one row of a table", markdown)
	}
	cells := children(rows[1])
	if len(cells) != 2 || textOf(t, cells[1], source) != "x" {
		t.Fatalf("%q splits a cell", markdown)
	}
	return paragraph, textOf(t, cells[0], source)
}

func children(n ast.Node) (kids []ast.Node) {
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		kids = append(kids, c)
	}
	return kids
}

// textOf returns the text below a node that holds no markup but links and code.
func textOf(t testing.TB, n ast.Node, source []byte) string {
	t.Helper()
	var b bytes.Buffer
	for _, c := range children(n) {
		switch c := c.(type) {
		case *ast.Text:
			value := c.Segment.Value(source)
			if n.Kind() != ast.KindCodeSpan {
				value = util.ResolveNumericReferences(util.ResolveEntityNames(value))
			}
			b.Write(value)
		case *ast.String:
			b.Write(c.Value)
		case *ast.CodeSpan, *ast.Link:
			b.WriteString(textOf(t, c, source))
		default:
			t.Fatalf("%s: a %s was found in it", source, c.Kind())
		}
	}
	return b.String()
}

// folded is what the dialect makes of white space.
func folded(s string) string {
	return strings.Join(strings.FieldsFunc(s, func(r rune) bool { return strings.ContainsRune(" \t\r\n", r) }), " ")
}

func TestMarkdownShowsHostileTextLiterally(t *testing.T) {
	for _, s := range hostile {
		checkVisible(t, []prose.Span{plain(folded(s))})
		checkVisible(t, []prose.Span{plain("An " + folded(s) + " x")})
		checkVisible(t, []prose.Span{link(folded(s), "https://x.dev/a_(b"), plain(" "), link(folded(s), "https://x.dev/?a=1&copy;=_2_")})
		checkVisible(t, []prose.Span{plain(folded(s)), link("x", "https://x.dev"), plain(folded(s) + "!"), link("x", "https://x.dev")})
		checkVisible(t, []prose.Span{plain("a "), code(folded(s)), plain(" b")})
		checkVisible(t, []prose.Span{code(folded(s)), code("x"), plain(folded(s)), code(folded(s))})
	}
}

// The printers promise the same for text that Parse would have folded.
func TestMarkdownKeepsOuterSpace(t *testing.T) {
	for _, s := range []string{" a", "a ", "\ta", "a\t", "    a", "\u2003a\u2003"} {
		checkVisible(t, []prose.Span{plain(s)})
	}
}

func checkVisible(t testing.TB, spans []prose.Span) {
	t.Helper()
	want := ""
	for _, s := range spans {
		want += s.Text
	}
	if want == "" {
		return
	}
	markdown := prose.Markdown(spans)
	paragraph, cell := visible(t, markdown)
	if paragraph != want || cell != want {
		t.Errorf("%q shows as %q in a paragraph and %q in a table; want %q", markdown, paragraph, cell, want)
	}
}

func FuzzMarkdown(f *testing.F) {
	for _, s := range hostile {
		f.Add(s)
	}
	f.Add("Set `a` on [the page](https://x.dev).")
	f.Fuzz(func(t *testing.T, raw string) {
		control := func(r rune) bool { return unicode.IsControl(r) && !strings.ContainsRune("\t\r\n", r) }
		if !utf8.ValidString(raw) || strings.ContainsFunc(raw, control) {
			t.Skip("a spec with such bytes is refused")
		}
		if spans, err := prose.Parse(raw); err == nil {
			checkVisible(t, spans)
		}
		checkVisible(t, []prose.Span{plain(folded(raw))})
	})
}
