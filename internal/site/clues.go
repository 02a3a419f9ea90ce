package site

import (
	"io"
	"slices"
	"strings"

	"github.com/errbook/errbook/apierr"
	"github.com/errbook/errbook/apierr/errdoc"
	"github.com/errbook/errbook/internal/whose"
	"github.com/errbook/errbook/spec"
	"github.com/errbook/errbook/templates"
)

// What the script needs to say whose a pasted response is, and what to do about it.
type cluesJSON struct {
	Providers []whose.Clues        `json:"providers"`
	Retries   map[string][2]string `json:"retries"` // advice and tone
	Kinds     map[string]string    `json:"kinds"`   // the class of retry of each
	// RequestIDs are the headers in which the ID of a request is: first those that many
	// APIs have, then those of single providers.
	RequestIDs []string `json:"request_ids"`
}

func (b *builder) writeClues(w io.Writer) error {
	ids, err := requestIDHeaders(b.book)
	if err != nil {
		return err
	}
	out := cluesJSON{whose.Of(b.book.Files), map[string][2]string{}, map[string]string{}, ids}
	for _, r := range retries {
		out.Retries[r.String()] = [2]string{r.Advice(), templates.Tone(r)}
	}
	unknown := apierr.Unknown.String()
	out.Retries[unknown] = [2]string{errdoc.AdviceOn(apierr.Unknown, apierr.RetryNever), templates.Tone(apierr.RetryNever)}
	out.Kinds[unknown] = unknown
	for _, k := range b.book.Taxonomy().All() {
		out.Kinds[k.Name.String()] = k.Retry.String()
	}
	return writeScript(w, "errbookClues", out)
}

// requestIDHeaders lists the headers in which the ID of a request may be.
func requestIDHeaders(book *spec.Book) ([]string, error) {
	layer, err := theLayer()
	if err != nil {
		return nil, err
	}
	var names []string
	add := func(header string) {
		if name := strings.ToLower(header); name != "" && !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	for _, part := range layer.Wire.RequestID {
		add(part.Header)
	}
	for _, f := range book.Files {
		if f.Wire == nil {
			continue
		}
		for _, p := range f.Wire.RequestID {
			add(p.Header)
		}
	}
	return names, nil
}
