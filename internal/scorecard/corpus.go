package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"net/http"
	"slices"

	"github.com/errbook/errbook/apierr"
	"github.com/errbook/errbook/apierr/errdoc"
	"github.com/errbook/errbook/apierr/route"
)

// A corpusCase is one line of a corpus.
type corpusCase struct {
	ID        string   `json:"id"`
	Provider  string   `json:"provider"`
	Status    int      `json:"status"`
	Headers   headers  `json:"headers"`
	Body      string   `json:"body"`
	Surface   string   `json:"surface"`
	Kinds     []string `json:"kinds"`
	Retryable *bool    `json:"retryable"`
}

// cases reads a corpus line by line. It ends at the first line that is no case.
func cases(r io.Reader) iter.Seq2[corpusCase, error] {
	return func(yield func(corpusCase, error) bool) {
		dec := json.NewDecoder(r)
		for n := 1; ; n++ {
			var c corpusCase
			err := dec.Decode(&c)
			switch {
			case errors.Is(err, io.EOF):
				return
			case err != nil:
				yield(c, fmt.Errorf("case %d: %w", n, err))
				return
			case len(c.Kinds) == 0:
				yield(c, fmt.Errorf("case %d (%q) accepts no kind", n, c.ID))
				return
			}
			if !yield(c, nil) {
				return
			}
		}
	}
}

// headers are written as strings or as lists of strings.
type headers http.Header

// UnmarshalJSON takes an object of strings and lists.
func (h *headers) UnmarshalJSON(data []byte) error {
	var raw map[string]json.RawMessage
	if err := json.Unmarshal(data, &raw); err != nil {
		return err
	}
	*h = make(headers, len(raw))
	for name, value := range raw {
		var list []string
		if json.Unmarshal(value, &list) != nil {
			list = []string{""}
			if err := json.Unmarshal(value, &list[0]); err != nil {
				return fmt.Errorf("header %s: %w", name, err)
			}
		}
		(*h)[http.CanonicalHeaderKey(name)] = list
	}
	return nil
}

// An answer is what the classifier makes of a case.
type answer struct {
	kind      string // "" for no error
	family    string
	code      string
	match     string
	retryable bool
	action    route.Step // what a router does; "" for no error
}

// classify judges a case as errbook classify --jsonl does: by the book's
// provider, else by the generic rules; only the surface "stream" counts.
func (c *corpusCase) classify(find func(id string) *apierr.Provider) answer {
	p := find(c.Provider)
	if p == nil {
		p = apierr.Generic
	}
	err := p.From(apierr.Response{
		Status: c.Status,
		Header: http.Header(c.Headers),
		Body:   []byte(c.Body),
		Stream: c.Surface == "stream",
	})
	var e *apierr.Error
	if !errors.As(err, &e) {
		return answer{match: apierr.MatchNone.String()}
	}
	return answer{
		kind:      e.Kind.String(),
		family:    string(e.Kind.Family()),
		code:      string(e.Code),
		match:     e.Match.String(),
		retryable: e.Retryable(),
		action:    actionOf(err),
	}
}

func (c *corpusCase) accepts(kind string) bool { return slices.Contains(c.Kinds, kind) }

// acceptsFamily reports whether one of the accepted kinds is of the family.
func (c *corpusCase) acceptsFamily(f apierr.Family) bool {
	return slices.ContainsFunc(c.Kinds, func(name string) bool {
		k, ok := errdoc.ParseKind(name)
		return ok && k.Family() == f
	})
}
