package templates

import (
	"bytes"
	"slices"
	"strings"

	"github.com/errbook/errbook/apierr/errdoc"
	"github.com/errbook/errbook/spec/prose"
)

// A page can have many errors, and a step of a template costs more than the
// line that it prints. So items and sections of errors are printed here, all of
// them in one step.

// Anywhere is what lists of errors call those that no surface has to itself.
const Anywhere = "Anywhere in the API"

// Heading prints the heading of a part of the list, "" if the list has no parts.
func (p *ProviderPage) Heading(g *Group) string {
	var parts []string
	switch {
	case g.Surface != "":
		parts = append(parts, "Surface "+text(g.Surface))
	case slices.ContainsFunc(p.Groups, func(o Group) bool { return o.Surface != "" }):
		parts = append(parts, Anywhere)
	}
	switch {
	case len(g.Title) > 0:
		parts = append(parts, prose.Markdown(g.Title))
	case slices.ContainsFunc(p.Groups, func(o Group) bool { return len(o.Title) > 0 }):
		parts = append(parts, "Other errors")
	}
	return strings.Join(parts, ": ")
}

// Items prints the items of errors in the list of all errors. It is not a table: codes do
// not wrap in its cells, so that on a phone the fixes would be out of sight.
func (p *ProviderPage) Items(errors []*Error) string {
	b := make([]byte, 0, len(errors)*errorSize/4)
	for _, e := range errors {
		b = p.appendItem(b, e)
	}
	return string(b)
}

// appendItem prints an error as an item:
//
//   - **402 Out of credits.** `out_of_credits`: The credits are used up. **Fix:** Buy credits.
func (p *ProviderPage) appendItem(b []byte, e *Error) []byte {
	b = append(b, "- **"...)
	if len(e.Statuses) > 0 {
		b = append(appendText(b, strings.Join(e.Statuses, ", ")), ' ')
	}
	if p.ErrorPages {
		b = append(appendText(append(b, '['), bare(e.Title)), "]("...)
		b = append(append(b, p.Link(ErrorPageName(p.ID, e.Slug))...), ')')
	} else {
		b = e.appendProse(b, e.Title)
	}
	b = appendWhatToDo(append(b, ".** "...), e)
	return append(bytes.TrimRight(b, " "), '\n')
}

// appendWhatToDo prints the wire codes, causes and fixes of an error.
func appendWhatToDo(b []byte, e *Error) []byte {
	if len(e.WireCodes) > 0 {
		b = append(appendCodes(b, e.WireCodes), ": "...)
	}
	if len(e.Causes) > 0 {
		b = append(appendTogether(b, e.Texts.All(e.Causes)), ' ')
	}
	if len(e.Fixes) > 0 {
		b = appendTogether(append(b, "**Fix:** "...), e.Texts.All(e.Fixes))
	}
	return b
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

// sections prints a section for each error, with a blank line above it:
//
//	### Out of credits
//
//	The account has no API credits left.
//
//	Fixes:
//
//	- Buy credits.
//
//	Details:
//
//	- Code: `fashn.OutOfCredits`
//	…
func sections(errors []*Error) string {
	b := make([]byte, 0, len(errors)*errorSize)
	for _, e := range errors {
		b = appendSection(b, e)
	}
	return string(b)
}

func appendSection(b []byte, e *Error) []byte {
	b = e.appendProse(append(b, "\n### "...), e.Title)
	if e.Shared {
		b = append(appendCode(append(b, " ("...), string(e.Code)), ')')
	}
	return e.appendBody(append(b, "\n\n"...), "####")
}

// appendBody prints what is below the heading of an error. Each variant has a heading
// that begins with mark.
func (e *Error) appendBody(b []byte, mark string) []byte {
	b = e.appendProse(b, e.Summary)
	if e.Deprecated != "" {
		b = e.appendProse(append(b, "\n\nDeprecated: "...), e.Deprecated)
	}
	b = append(b, '\n')
	b = e.appendLabelled(b, "Fixes", e.Fixes)
	b = e.appendLabelled(b, "Causes", e.Causes)
	b = e.appendLabelled(b, "Checks", e.Checks)
	b = e.appendDetails(b, e.Known, e.Guides)
	b = appendLinks(b, e.Links)
	b = append(b, sourceList("\nSources:\n", e.Sources)...)
	for i := range e.Variants {
		b = e.appendVariant(b, &e.Variants[i], mark)
	}
	return b
}

// appendDetails prints facts, and what guides there are.
func (e *Error) appendDetails(b []byte, facts []errdoc.Fact, guides []errdoc.Guide) []byte {
	b = append(b, "\nDetails:\n\n"...)
	for _, f := range facts {
		b = e.appendFact(b, f)
	}
	for _, g := range guides {
		b = append(e.appendProse(append(b, "- Guide: "...), g.Title), '\n')
	}
	return b
}

// sourceList prints sources as a list below a label, nothing for none. A list wraps
// names that are too long for the columns of a table.
func sourceList(label string, sources []errdoc.Source) string {
	if len(sources) == 0 {
		return ""
	}
	b := append([]byte(label), '\n')
	for _, s := range sources {
		b = append(appendSource(append(b, "- "...), s), '\n')
	}
	return string(b)
}

// Body prints what the page says before its guides.
func (p *ErrorPage) Body() string {
	return string(p.withoutGuides().appendBody(make([]byte, 0, errorSize), "##"))
}

// withoutGuides returns the error without the titles of its guides, which lead to
// another part of a page.
func (e *Error) withoutGuides() *Error {
	d := *e.Doc
	d.Guides = nil
	return &Error{Doc: &d, Texts: e.Texts, Known: e.Known, Shared: e.Shared, Slug: e.Slug}
}

func (e *Error) appendProse(b []byte, text string) []byte {
	return prose.AppendMarkdown(b, e.Texts.Spans(text))
}

// appendVariant prints what an error means in contexts, below its section.
func (e *Error) appendVariant(b []byte, v *errdoc.Variant, mark string) []byte {
	b = appendCodes(append(append(append(b, '\n'), mark...), " With "...), v.Contexts)
	if v.Summary != "" {
		b = e.appendProse(append(b, "\n\n"...), v.Summary)
	}
	b = append(b, '\n')
	b = e.appendLabelled(b, "Fixes", v.Fixes)
	b = e.appendLabelled(b, "Causes", v.Causes)
	return e.appendDetails(b, VariantFacts(e.Doc, v), nil)
}

// appendLabelled prints a list with a label above it, nothing for an empty one.
func (e *Error) appendLabelled(b []byte, label string, items []string) []byte {
	if len(items) == 0 {
		return b
	}
	b = append(append(b, '\n'), label...)
	return appendList(append(b, ":\n\n"...), e.Texts.All(items))
}

// appendGuide prints advice that an error shares with others, below its section.
func (e *Error) appendGuide(b []byte, g errdoc.Guide) []byte {
	b = append(e.appendProse(append(b, "\n#### "...), g.Title), '\n')
	if g.Text != "" {
		b = append(e.appendProse(append(b, '\n'), g.Text), '\n')
	}
	return appendList(append(b, '\n'), e.Texts.All(g.Checks))
}

func appendLinks(b []byte, links []errdoc.Link) []byte {
	if len(links) == 0 {
		return b
	}
	b = append(b, "\nLinks:\n\n"...)
	for _, l := range links {
		b = append(appendLink(append(b, "- "...), LinkTitle(l.Title), l.URL), '\n')
	}
	return b
}

// appendSource prints a link to a source, and what is known of it.
func appendSource(b []byte, s errdoc.Source) []byte {
	b = appendLink(b, s.Name(), s.URL)
	if note := s.Note(); note != "" {
		b = appendText(append(b, ", "...), note)
	}
	return b
}

// appendFact prints a fact as an item of a list: its words, then its
// identifiers.
func (e *Error) appendFact(b []byte, f errdoc.Fact) []byte {
	b = append(append(append(b, "- "...), f.Label...), ": "...)
	switch {
	case f.Text == "":
		b = appendCodes(b, f.Values)
	case len(f.Values) == 0:
		b = e.appendProse(b, f.Text)
	default:
		b = e.appendProse(b, strings.TrimSuffix(f.Text, "."))
		b = append(appendCodes(append(b, " ("...), f.Values), ')')
	}
	return append(b, '\n')
}
