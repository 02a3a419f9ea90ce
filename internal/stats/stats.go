// Package stats counts what a book has and on what its entries rest, so that
// whatever is said of a book's size and freshness comes from a command.
package stats

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/errbook/errbook/apierr"
	"github.com/errbook/errbook/spec"
)

// Stats are the numbers of a book.
type Stats struct {
	Version      int       `json:"version"` // of the shape: 1
	Providers    int       `json:"providers"`
	Errors       int       `json:"errors"`
	ByBasis      []Count   `json:"errors_by_basis"`   // by the strongest of an error's sources
	WithCode     int       `json:"with_own_code"`     // an identifier names the error: a code, type, field, header or close code
	Plain        int       `json:"plain"`             // it says no more than its status does
	WithMessage  int       `json:"with_message"`      // the response has a message
	WithFragment int       `json:"with_fragment"`     // a part of the provider's message is known
	WithSample   int       `json:"with_sample"`       //
	Samples      int       `json:"samples"`           // near misses are not counted
	SamplesBy    []Count   `json:"samples_by_origin"` //
	Sources      int       `json:"sources"`           //
	SourcesBy    []Count   `json:"sources_by_basis"`  //
	Verified     Verified  `json:"verified"`          // of sources
	Lists        int       `json:"lists"`             // sources whose list is watched
	ListsBy      []Count   `json:"lists_by_format"`   //
	Watching     int       `json:"providers_watched"` // providers with a list
	Responses    Responses `json:"responses"`         // made from the rules of errors
}

// A Count is how many there are of a sort.
type Count struct {
	Name string `json:"name"`
	N    int    `json:"count"`
}

// Verified is when sources were last read.
type Verified struct {
	Oldest string `json:"oldest,omitempty"`
	Median string `json:"median,omitempty"`
	Newest string `json:"newest,omitempty"`
}

// basisOrder lists what sources can be, the strongest first.
var basisOrder = []string{"official", "specification", "sdk", "observed", "third_hand"}

// originOrder lists where samples can come from, in the order of what they prove.
var originOrder = []string{spec.Recorded, spec.Documented, spec.Made}

// Of counts a book.
func Of(files []*spec.File) Stats {
	s := Stats{Version: 1, Providers: len(files)}
	entries, sources, lists, samples := map[string]int{}, map[string]int{}, map[string]int{}, map[string]int{}
	var days []string
	for _, f := range files {
		for _, e := range f.Errors {
			s.count(f, e)
			entries[basisOf(e)]++
			countSamples(samples, e)
		}
		watched := false
		for i := range f.Sources {
			src := &f.Sources[i]
			s.Sources++
			sources[src.Doc().Basis]++
			if src.Verified.Value != "" {
				days = append(days, src.Verified.Value)
			}
			if src.List != nil {
				s.Lists++
				lists[src.List.Format.Value]++
				watched = true
			}
		}
		s.Watching += one(watched)
	}
	s.ByBasis, s.SourcesBy, s.ListsBy = inOrder(entries, basisOrder), inOrder(sources, basisOrder), inOrder(lists, nil)
	s.SamplesBy = inOrder(samples, originOrder)
	for _, c := range s.SamplesBy {
		s.Samples += c.N
	}
	s.Responses = responsesOf(files)
	slices.Sort(days)
	if n := len(days); n > 0 {
		s.Verified = Verified{days[0], days[(n-1)/2], days[n-1]}
	}
	return s
}

// count counts one entry.
func (s *Stats) count(f *spec.File, e *spec.Error) {
	s.Errors++
	s.WithSample += one(len(e.Samples) > 0)
	code, phrase := false, len(e.Says) > 0
	for _, r := range f.Rows {
		if r.Entry == e {
			code = code || asks(r.Codes) || asks(r.Types) || len(r.Fields) > 0 || len(r.Headers) > 0 || len(r.Close) > 0
			phrase = phrase || len(r.Any) > 0
		}
	}
	s.WithCode += one(code)
	s.Plain += one(plain(f, e))
	s.WithMessage += one(phrase || hasMessage(f, e))
	s.WithFragment += one(phrase)
}

// plain reports whether an entry says no more than its HTTP status does, which a
// book had better leave to what is judged of every host: its rules ask for statuses
// alone, its kind is theirs, and nothing in it is the provider's own, be it a name, a
// number or a link.
func plain(f *spec.File, e *spec.Error) bool {
	if len(e.Says)+len(e.Variants)+len(e.Checks)+len(e.Links) > 0 {
		return false
	}
	for _, t := range []string{e.Retry.Value, e.Executed.Value, e.Billed.Value, e.Actor.Value, e.Scope.Value} {
		if t != "" {
			return false
		}
	}
	for _, p := range slices.Concat(e.Causes, e.Fixes) {
		if strings.ContainsAny(p.Raw, "`[0123456789") {
			return false
		}
	}
	for _, r := range f.Rows {
		if r.Entry == e && !plainRow(r) {
			return false
		}
	}
	return true
}

func plainRow(r *spec.Row) bool {
	if asks(r.Codes) || asks(r.Types) || len(r.Fields)+len(r.Headers)+len(r.Close)+len(r.Any) > 0 {
		return false
	}
	for _, s := range r.Statuses {
		if !errors.Is(apierr.Generic.From(apierr.Response{Status: s.From}), r.Kind) {
			return false
		}
	}
	return len(r.Statuses) > 0
}

// hasMessage reports whether a sample of the entry has a message for people: a
// reason why a model stopped, or the status of a job, comes without any.
func hasMessage(f *spec.File, e *spec.Error) bool {
	for i := range e.Samples {
		var err *apierr.Error
		if errors.As(f.Runtime().From(e.Samples[i].Response(f)), &err) && err.Message != "" {
			return true
		}
	}
	return false
}

// countSamples counts the samples of an entry by their origin.
func countSamples(by map[string]int, e *spec.Error) {
	for i := range e.Samples {
		by[e.Samples[i].From()]++
	}
	for _, v := range e.Variants {
		for i := range v.Samples {
			by[v.Samples[i].From()]++
		}
	}
}

func asks(t spec.Test) bool {
	return len(t.Values) > 0 || t.Prefix != "" || t.Contains != "" || t.Present
}

// basisOf returns the strongest basis of an entry, "none" for one without sources.
func basisOf(e *spec.Error) string {
	best := len(basisOrder)
	for _, s := range e.Doc.Sources {
		if i := slices.Index(basisOrder, s.Basis); i >= 0 {
			best = min(best, i)
		}
	}
	if best == len(basisOrder) {
		return "none"
	}
	return basisOrder[best]
}

// inOrder returns counts in a given order, all others after it by name.
func inOrder(m map[string]int, order []string) []Count {
	list := make([]Count, 0, len(m))
	for name, n := range m {
		list = append(list, Count{name, n})
	}
	place := func(c Count) int {
		if i := slices.Index(order, c.Name); i >= 0 {
			return i
		}
		return len(order)
	}
	slices.SortFunc(list, func(a, b Count) int {
		return cmp.Or(cmp.Compare(place(a), place(b)), cmp.Compare(a.Name, b.Name))
	})
	return list
}

func one(b bool) int {
	if b {
		return 1
	}
	return 0
}

// Formats lists the formats that Write knows.
var Formats = []string{"text", "json"}

// Write prints the numbers for people or programs.
func Write(w io.Writer, format string, s Stats) error {
	if format == "json" {
		enc := json.NewEncoder(w)
		enc.SetIndent("", "  ")
		return enc.Encode(s)
	}
	for _, line := range s.lines() {
		if _, err := fmt.Fprintln(w, line); err != nil {
			return err
		}
	}
	return nil
}

func (s *Stats) lines() []string {
	list := []string{row("APIs", s.Providers), row("errors", s.Errors)}
	for _, c := range s.ByBasis {
		list = append(list, row("  "+label(c.Name), c.N)+s.share(c.N))
	}
	list = append(list, row("with an identifier of their own", s.WithCode)+s.share(s.WithCode),
		row("that say no more than their status", s.Plain)+s.share(s.Plain),
		row("with a message", s.WithMessage)+s.share(s.WithMessage),
		row("  with a fragment of it", s.WithFragment)+share(s.WithFragment, s.WithMessage),
		row("with a sample", s.WithSample)+s.share(s.WithSample),
		row("samples", s.Samples))
	for _, c := range s.SamplesBy {
		list = append(list, row("  "+label(c.Name), c.N))
	}
	list = append(list, row("sources", s.Sources))
	for _, c := range s.SourcesBy {
		list = append(list, row("  "+label(c.Name), c.N))
	}
	if s.Verified.Oldest != "" {
		list = append(list, fmt.Sprintf("%-34s %s to %s, median %s", "sources verified", s.Verified.Oldest, s.Verified.Newest, s.Verified.Median))
	}
	list = append(list, row("lists watched", s.Lists)+fmt.Sprintf("  of %d APIs", s.Watching))
	for _, c := range s.ListsBy {
		list = append(list, row("  "+label(c.Name), c.N))
	}
	return append(list, s.Responses.lines(s.Errors)...)
}

// labels say what a basis is, for people.
var labels = map[string]string{
	"official": "official pages and code", "specification": "specifications", "sdk": "SDKs",
	"observed": "recorded responses", "third_hand": "third hand", "none": "no source",
}

func label(name string) string { return cmp.Or(labels[name], name) }

func row(name string, n int) string { return fmt.Sprintf("%-34s %6d", name, n) }

// share returns a number as a share of the errors.
func (s *Stats) share(n int) string { return share(n, s.Errors) }

func share(n, of int) string {
	if of == 0 {
		return ""
	}
	return fmt.Sprintf(" %5.1f%%", 100*float64(n)/float64(of))
}
