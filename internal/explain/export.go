package explain

import (
	"encoding/json"
	"io"
	"slices"

	"github.com/errbook/errbook/apierr"
	"github.com/errbook/errbook/generator"
	"github.com/errbook/errbook/spec"
	"github.com/errbook/errbook/spec/prose"
	"github.com/errbook/errbook/templates"
)

// WriteMarkdown prints all that the book says about an entry in Markdown, as
// the page of its provider does, in the given contexts.
func WriteMarkdown(w io.Writer, e Entry, contexts []apierr.Context) error {
	section := generator.ErrorSection(e.File, e.Error)
	section.Guides = nil // their titles, which lead to another part of the page
	resolve(section, contexts)
	text, err := section.Markdown()
	if err != nil {
		return err
	}
	for i := range e.File.Guides {
		if g := &e.File.Guides[i]; slices.Contains(g.Names(), e.Error.Name.Value) {
			text = appendGuide(text, g)
		}
	}
	_, err = w.Write(text)
	return err
}

// appendGuide prints the advice that the entry shares with others.
func appendGuide(text []byte, g *spec.Guide) []byte {
	text = prose.AppendMarkdown(append(text, "\n#### "...), g.Title.Spans)
	if len(g.Text.Spans) > 0 {
		text = prose.AppendMarkdown(append(text, "\n\n"...), g.Text.Spans)
	}
	text = append(text, "\n\n"...)
	for _, c := range g.Checks {
		text = append(prose.AppendMarkdown(append(text, "- "...), c.Spans), '\n')
	}
	return text
}

// resolve lays the variant that applies in the contexts over the section.
func resolve(s *templates.Error, contexts []apierr.Context) {
	if len(contexts) == 0 {
		return
	}
	i := slices.IndexFunc(s.Variants, func(v templates.Variant) bool {
		return !slices.ContainsFunc(v.Contexts, func(c string) bool { return !slices.Contains(contexts, apierr.Context(c)) })
	})
	if i >= 0 {
		v := s.Variants[i]
		s.Kind, s.Retry, s.Executed = v.Kind, v.Retry, v.Executed
		if len(v.Summary) > 0 {
			s.Summary = v.Summary
		}
		if len(v.Causes) > 0 {
			s.Causes = v.Causes
		}
		if len(v.Fixes) > 0 {
			s.Fixes = v.Fixes
		}
	}
	s.Variants = nil
}

// WriteJSON prints entries as a JSON list: the members of [apierr.Doc], and the
// id of the provider, its links, and what its support wants to know.
func WriteJSON(w io.Writer, entries []Entry, contexts []apierr.Context) error {
	type entry struct {
		Provider string `json:"provider"`
		*apierr.Doc
		ProviderLinks []apierr.Link `json:"provider_links,omitempty"`
		Support       []string      `json:"support_include,omitempty"`
	}
	list := []entry{}
	for _, e := range entries {
		p := e.File.Facts()
		list = append(list, entry{p.ID, e.Error.Doc.In(contexts...), p.Links, p.Support})
	}
	return writeJSON(w, list)
}

// writeJSON prints a value for people and programs.
func writeJSON(w io.Writer, v any) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(v)
}
