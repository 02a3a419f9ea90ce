package explain

import (
	"fmt"
	"io"

	"github.com/errbook/errbook/apierr"
	"github.com/errbook/errbook/generator"
	"github.com/errbook/errbook/spec/catalog"
)

// WriteMarkdown prints all that the book says about an entry in Markdown, as
// the page of its provider does, in the given contexts.
func WriteMarkdown(w io.Writer, e Entry, contexts []apierr.Context) error {
	text, err := generator.ErrorSection(e.File, e.in(contexts)).Markdown()
	if err != nil {
		return err
	}
	_, err = w.Write(text)
	return err
}

// in returns the entry's documentation as it holds in contexts: what it means
// in others is left out where there are any.
func (e Entry) in(contexts []apierr.Context) *apierr.Doc {
	if len(contexts) == 0 {
		return e.Error.Doc
	}
	d := *e.Error.Doc.In(contexts...)
	d.Variants = nil
	return &d
}

// WriteJSON prints entries as a JSON list of [catalog.Page].
func WriteJSON(w io.Writer, entries []Entry, contexts []apierr.Context) error {
	list := []catalog.Page{}
	for _, e := range entries {
		list = append(list, catalog.NewPage(e.File, e.Error, contexts...))
	}
	return writeJSON(w, list)
}

// writeJSON prints a value for people and programs.
func writeJSON(w io.Writer, v any) error {
	data, err := catalog.Encode(v)
	if err != nil {
		return fmt.Errorf("write JSON: %w", err)
	}
	_, err = w.Write(data)
	return err
}
