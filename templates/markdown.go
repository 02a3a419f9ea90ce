package templates

import (
	"strings"

	"github.com/errbook/errbook/apierr"
	"github.com/errbook/errbook/spec/prose"
)

// What the templates of the Markdown pages call. Each function prints as much
// as it can at once: a page has many errors, and a call costs more than a line.

// comment returns a line that no Markdown engine shows, MDX included: the
// definition of a link that nobody refers to. Its text stands in parentheses,
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
func link(l Link) string { return string(appendLink(nil, l.Title, l.URL)) }

// source prints a link to a source, named by its id.
func source(s Source) string { return string(appendLink(nil, s.ID, s.URL)) }

func appendText(b []byte, s string) []byte {
	return prose.AppendMarkdown(b, []prose.Span{{Text: s}})
}

func appendCode(b []byte, s string) []byte {
	return prose.AppendMarkdown(b, []prose.Span{{Kind: prose.Code, Text: s}})
}

func appendLink(b []byte, title, url string) []byte {
	return prose.AppendMarkdown(b, []prose.Span{{Kind: prose.Link, Text: title, URL: url}})
}

func appendCodes(b []byte, list []string) []byte {
	for i, s := range list {
		if i > 0 {
			b = append(b, ", "...)
		}
		b = appendCode(b, s)
	}
	return b
}

// row prints an error's row in the table of all errors.
func row(e *Error) string {
	b := append(make([]byte, 0, 256), "| "...)
	b = appendWire(b, e)
	b = append(b, " | "...)
	b = prose.AppendMarkdown(b, e.Title)
	b = append(b, " | "...)
	b = appendTogether(b, e.Causes)
	b = append(b, " | "...)
	b = appendTogether(b, e.Fixes)
	return string(append(b, " |\n"...))
}

// appendWire prints what an error looks like: "429 `OutOfCredits`".
func appendWire(b []byte, e *Error) []byte {
	if len(e.Statuses) == 0 && len(e.WireCodes) == 0 {
		return append(b, "any"...)
	}
	b = appendText(b, strings.Join(e.Statuses, ", "))
	if len(e.Statuses) > 0 && len(e.WireCodes) > 0 {
		b = append(b, ' ')
	}
	return appendCodes(b, e.WireCodes)
}

// appendTogether prints sentences as one paragraph.
func appendTogether(b []byte, list []Prose) []byte {
	for i, p := range list {
		if i > 0 {
			b = append(b, ' ')
		}
		b = prose.AppendMarkdown(b, p)
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

// labelled prints a list with a label and a blank line above it, nothing for
// an empty list.
func labelled(label string, items []Prose) string {
	if len(items) == 0 {
		return ""
	}
	b := append(make([]byte, 0, 128), "\n"+label+":\n\n"...)
	return string(appendList(b, items))
}

// kind prints a kind as an item of a list.
func kind(k apierr.Kind) string {
	if k.Family() == apierr.FamilyNone {
		return "- Kind: `" + k.String() + "`\n"
	}
	return "- Kind: `" + k.String() + "`, of the family `" + k.Family().String() + "`\n"
}

// advice prints, as items of a list, what a program needs to know: whether to
// retry, who must act, whether the request can have run.
func advice(r apierr.Retry, who apierr.Actor, executed apierr.Certainty) string {
	return "- Retry: " + RetryWords(r) + " (`" + r.String() + "`)\n" +
		"- Who acts: " + ActorWords(who) + "\n" +
		"- Executed: " + ExecutedWords(executed) + "\n"
}

// facts prints, as a list, everything about an error that is no sentence of
// its own.
func facts(e *Error) string {
	b := append(make([]byte, 0, 512), "- Code: "...)
	b = append(appendCode(b, e.Code), '\n')
	b = append(b, kind(e.Kind)...)
	b = append(b, advice(e.Retry, e.Kind.Actor(), e.Executed)...)
	if words := BilledWords(e.Billed); words != "" {
		b = append(b, "- Billed: "+words+"\n"...)
	}
	if len(e.Statuses) > 0 {
		b = append(appendText(append(b, "- Status: "...), strings.Join(e.Statuses, ", ")), '\n')
	}
	if len(e.WireCodes) > 0 {
		b = append(appendCodes(append(b, "- Wire code: "...), e.WireCodes), '\n')
	}
	if e.Surface != "" {
		b = append(appendCode(append(b, "- Surface: "...), e.Surface), '\n')
	}
	for _, r := range e.Renamed {
		b = appendRenamed(b, r)
	}
	for _, title := range e.Guides {
		b = append(prose.AppendMarkdown(append(b, "- Guide: "...), title), '\n')
	}
	for _, s := range e.Sources {
		b = appendLink(append(b, "- Source: "...), s.ID, s.URL)
		b = append(appendText(append(b, ", verified "...), s.Verified), '\n')
	}
	return string(b)
}

func appendRenamed(b []byte, r Renamed) []byte {
	b = append(b, "- Before: "...)
	if len(r.Title) > 0 {
		b = append(prose.AppendMarkdown(b, r.Title), ", "...)
	}
	return append(appendCode(b, r.Code), ", which still works and is deprecated\n"...)
}
