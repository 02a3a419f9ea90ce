package templates

import (
	"strings"

	"github.com/errbook/errbook/apierr"
	"github.com/errbook/errbook/apierr/errdoc"
	"github.com/errbook/errbook/spec/prose"
)

// What the templates of the Markdown pages call.

// comment returns a line that no Markdown engine shows, MDX included: the
// definition of a link that nobody refers to. Its text appears in parentheses,
// so it can hold none.
func comment(s string) string {
	s = strings.NewReplacer("(", "&#40;", ")", "&#41;", `\`, "&#92;", "\n", " ").Replace(s)
	return "[//]: # (" + s + ")"
}

// text prints plain text.
func text(s string) string { return string(appendText(nil, s)) }

// code prints an identifier.
func code(s string) string { return string(appendCode(nil, s)) }

// codes prints identifiers, with commas between them.
func codes(list []string) string { return string(appendCodes(nil, list)) }

// link prints a link.
func link(l errdoc.Link) string { return string(appendLink(nil, LinkTitle(l.Title), l.URL)) }

func appendText(b []byte, s string) []byte {
	return prose.AppendMarkdown(b, []prose.Span{{Text: s}})
}

func appendCode(b []byte, s string) []byte {
	return prose.AppendMarkdown(b, []prose.Span{{Kind: prose.Code, Text: s}})
}

func appendLink(b []byte, title, url string) []byte {
	return prose.AppendMarkdown(b, []prose.Span{{Kind: prose.Link, Text: title, URL: url}})
}

func appendCodes[T ~string](b []byte, list []T) []byte {
	for i, s := range list {
		if i > 0 {
			b = append(b, ", "...)
		}
		b = appendCode(b, string(s))
	}
	return b
}

// list prints the items of a list.
func list(items []Prose) string {
	return string(appendList(make([]byte, 0, 128), items))
}

func appendList(b []byte, items []Prose) []byte {
	for _, p := range items {
		b = append(b, "- "...)
		b = prose.AppendMarkdown(b, p)
		b = append(b, '\n')
	}
	return b
}

// kindFacts prints what to do about an error of the kind of d, as items of a list.
func kindFacts(d *apierr.Doc) string {
	var b []byte
	for _, f := range KindFacts(d) {
		b = (&Error{}).appendFact(b, f)
	}
	return string(b)
}
