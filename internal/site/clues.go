package site

import (
	"io"

	"github.com/errbook/errbook/internal/whose"
	"github.com/errbook/errbook/templates"
)

// What the script needs to say whose a pasted response is, and what to do about it.
type cluesJSON struct {
	Providers []whose.Clues        `json:"providers"`
	Retries   map[string][2]string `json:"retries"` // advice and tone
	Kinds     map[string]string    `json:"kinds"`   // the class of retry of each
}

func (b *builder) writeClues(w io.Writer) error {
	out := cluesJSON{whose.Of(b.book.Files), map[string][2]string{}, map[string]string{}}
	for _, r := range retries {
		out.Retries[r.String()] = [2]string{r.Advice(), templates.Tone(r)}
	}
	for _, k := range b.book.Taxonomy().All() {
		out.Kinds[k.Name.String()] = k.Retry.String()
	}
	return writeScript(w, "errbookClues", out)
}
