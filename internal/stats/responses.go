package stats

import (
	"cmp"
	"fmt"

	"github.com/errbook/errbook/spec"
	"github.com/errbook/errbook/spec/parallel"
)

// Responses says of how many errors a response can be made, from the rules by which the
// error is recognized: what pages show, and what test doubles and own APIs send. Each is
// read back as its error; one that is not counts as missing.
type Responses struct {
	Made    int       `json:"made"`   // one for each error and surface
	Errors  int       `json:"errors"` // errors with one at least
	Missing []Missing `json:"missing"`
}

// A Missing is an error of which no response could be made on a surface that it has.
type Missing struct {
	Code    string `json:"code"`
	Surface string `json:"surface,omitempty"`
	Why     string `json:"why"`
	Path    string `json:"path"`
	Line    int    `json:"line"`
}

// responsesOf makes the responses of all errors.
func responsesOf(files []*spec.File) Responses {
	of := make([]Responses, len(files))
	parallel.Each(len(files), func(i int) {
		for _, e := range files[i].Errors {
			of[i].add(files[i], e)
		}
	})
	all := Responses{Missing: []Missing{}}
	for _, r := range of {
		all.Made += r.Made
		all.Errors += r.Errors
		all.Missing = append(all.Missing, r.Missing...)
	}
	return all
}

// add makes the responses of one error.
func (r *Responses) add(f *spec.File, e *spec.Error) {
	looks, missing := f.Looks(e)
	r.Made += len(looks)
	r.Errors += one(len(looks) > 0)
	for _, m := range missing {
		path, at := f.Place(e.Pos)
		r.Missing = append(r.Missing, Missing{string(e.Code), m.Surface, m.Why, path, at.Line})
	}
}

func (r *Responses) lines(errors int) []string {
	list := []string{row("of which a response can be made", r.Errors) + share(r.Errors, errors), row("responses made and read back", r.Made)}
	for _, m := range r.Missing {
		list = append(list, fmt.Sprintf("%s:%d: no response of %s on %s: %s", m.Path, m.Line, m.Code, cmp.Or(m.Surface, "any surface"), m.Why))
	}
	return list
}
