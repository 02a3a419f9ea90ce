package templates

import (
	"strings"

	"github.com/errbook/errbook/apierr"
	"github.com/errbook/errbook/spec/prose"
)

// A page can have many errors, and a step of a template costs more than the
// line that it prints. So rows and sections of errors are printed here, all of
// them in one step.

// rows prints the rows of errors in the table of all errors.
func rows(errors []*Error) string {
	b := make([]byte, 0, len(errors)*errorSize/4)
	for _, e := range errors {
		b = appendRow(b, e)
	}
	return string(b)
}

func appendRow(b []byte, e *Error) []byte {
	b = append(b, "| "...)
	b = appendWire(b, e)
	b = append(b, " | "...)
	b = prose.AppendMarkdown(b, e.Title)
	b = append(b, " | "...)
	b = appendTogether(b, e.Causes)
	b = append(b, " | "...)
	b = appendTogether(b, e.Fixes)
	return append(b, " |\n"...)
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

// sections prints a section for each error, with a blank line above it:
//
//	### Out of credits
//
//	The account has no API credits left.
//
//	- Code: `fashn.OutOfCredits`
//	…
//
//	Causes:
//
//	- The credits are used up.
func sections(errors []*Error) string {
	b := make([]byte, 0, len(errors)*errorSize)
	for _, e := range errors {
		b = appendSection(b, e)
	}
	return string(b)
}

func appendSection(b []byte, e *Error) []byte {
	b = prose.AppendMarkdown(append(b, "\n### "...), e.Title)
	if e.Shared {
		b = append(appendCode(append(b, " ("...), e.Code), ')')
	}
	b = prose.AppendMarkdown(append(b, "\n\n"...), e.Summary)
	if len(e.Deprecated) > 0 {
		b = prose.AppendMarkdown(append(b, "\n\nDeprecated: "...), e.Deprecated)
	}
	b = appendFacts(append(b, "\n\n"...), e)
	b = appendLabelled(b, "Causes", e.Causes)
	b = appendLabelled(b, "Fixes", e.Fixes)
	b = appendLabelled(b, "Checks", e.Checks)
	b = appendLinks(b, e.Links)
	for i := range e.Variants {
		b = appendVariant(b, &e.Variants[i])
	}
	return b
}

// appendVariant prints what an error means in contexts, below its section.
func appendVariant(b []byte, v *Variant) []byte {
	b = appendCodes(append(b, "\n#### With "...), v.Contexts)
	if len(v.Summary) > 0 {
		b = prose.AppendMarkdown(append(b, "\n\n"...), v.Summary)
	}
	b = appendKind(append(b, "\n\n"...), v.Kind)
	b = append(b, advice(v.Retry, v.Kind.Actor(), v.Executed)...)
	b = appendLabelled(b, "Causes", v.Causes)
	return appendLabelled(b, "Fixes", v.Fixes)
}

// appendLabelled prints a list with a label above it, nothing for an empty one.
func appendLabelled(b []byte, label string, items []Prose) []byte {
	if len(items) == 0 {
		return b
	}
	b = append(append(b, '\n'), label...)
	return appendList(append(b, ":\n\n"...), items)
}

func appendLinks(b []byte, links []Link) []byte {
	if len(links) == 0 {
		return b
	}
	b = append(b, "\nLinks:\n\n"...)
	for _, l := range links {
		b = append(appendLink(append(b, "- "...), l.Title, l.URL), '\n')
	}
	return b
}

func appendKind(b []byte, k apierr.Kind) []byte {
	b = append(append(append(b, "- Kind: `"...), k.String()...), '`')
	if f := k.Family(); f != apierr.FamilyNone {
		b = append(append(append(b, ", of the family `"...), f...), '`')
	}
	return append(b, '\n')
}

// appendFacts prints, as a list, everything about an error that is no sentence of
// its own.
func appendFacts(b []byte, e *Error) []byte {
	b = append(appendCode(append(b, "- Code: "...), e.Code), '\n')
	b = appendKind(b, e.Kind)
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
	return b
}

func appendRenamed(b []byte, r Renamed) []byte {
	b = append(b, "- Before: "...)
	if len(r.Title) > 0 {
		b = append(prose.AppendMarkdown(b, r.Title), ", "...)
	}
	return append(appendCode(b, r.Code), ", which still works and is deprecated\n"...)
}
