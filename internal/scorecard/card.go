package main

import (
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"text/tabwriter"

	"github.com/errbook/errbook/apierr"
)

// A tally counts the cases of one provider, or of all.
type tally struct {
	cases, kindRight     int
	judged, retryRight   int // judged: somebody has said whether a retry is right
	undocumented         int
	withStatus, kindOfIt int // cases with a status, and their right kinds
	confused             int // money taken for a throttle, or the reverse
	actionRight          int // what a router is told to do
	actionByStatus       int // what it would do by the status alone
}

// A scorecard is the result of a corpus.
type scorecard struct {
	providers map[string]*tally
	total     tally
	// book counts the cases of providers that the book has, others the rest.
	book, others tally
	misses       []string
}

func newScorecard() *scorecard {
	return &scorecard{providers: make(map[string]*tally)}
}

// add counts one case, of a provider that the book has or of another.
func (s *scorecard) add(c *corpusCase, a answer, inBook bool) {
	part := &s.others
	if inBook {
		part = &s.book
	}
	t := s.providers[c.Provider]
	if t == nil {
		t = new(tally)
		s.providers[c.Provider] = t
	}
	kindRight := c.accepts(a.kind)
	retryRight := c.Retryable == nil || *c.Retryable == a.retryable
	confused := confuses(c, a)
	for _, t := range []*tally{t, part, &s.total} {
		t.count(c, a, kindRight, retryRight, confused)
	}
	if !kindRight || !retryRight || confused || !c.acceptsAction(a.action) {
		s.misses = append(s.misses, missLine(c, a, confused))
	}
}

func (t *tally) count(c *corpusCase, a answer, kindRight, retryRight, confused bool) {
	t.cases++
	t.kindRight += one(kindRight)
	t.undocumented += one(a.code == "")
	t.confused += one(confused)
	t.actionRight += one(c.acceptsAction(a.action))
	t.actionByStatus += one(c.acceptsAction(actionByStatus(c.Status)))
	if c.Retryable != nil {
		t.judged++
		t.retryRight += one(retryRight)
	}
	if c.Status != 0 {
		t.withStatus++
		t.kindOfIt += one(kindRight)
	}
}

func one(b bool) int {
	if b {
		return 1
	}
	return 0
}

// confuses reports whether money is taken for a throttle or the reverse: the
// two mistakes that cost most.
func confuses(c *corpusCase, a answer) bool {
	billing, throttle := apierr.FamilyBilling, apierr.FamilyThrottle
	switch a.family {
	case string(throttle):
		return c.acceptsFamily(billing) && !c.acceptsFamily(throttle)
	case string(billing):
		return c.acceptsFamily(throttle) && !c.acceptsFamily(billing)
	}
	return false
}

func missLine(c *corpusCase, a answer, confused bool) string {
	want := "open"
	if c.Retryable != nil {
		want = fmt.Sprint(*c.Retryable)
	}
	line := fmt.Sprintf("%s: want %s, got %s (code %q, match %s); retryable: want %s, got %t",
		c.ID, strings.Join(c.Kinds, " or "), orNone(a.kind), a.code, a.match, want, a.retryable)
	if !c.acceptsAction(a.action) {
		line += fmt.Sprintf("; a router is told %q", a.action)
	}
	if confused {
		line += "; MONEY CONFUSED"
	}
	return line
}

func orNone(kind string) string {
	if kind == "" {
		return "no error"
	}
	return kind
}

// print writes the table, the misses and the totals.
func (s *scorecard) print(w io.Writer) {
	tw := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(tw, "provider\tcases\tkind right\tretryable right\tundocumented")
	for _, name := range slices.Sorted(maps.Keys(s.providers)) {
		t := s.providers[name]
		fmt.Fprintf(tw, "%s\t%d\t%d\t%d/%d\t%d\n", name, t.cases, t.kindRight, t.retryRight, t.judged, t.undocumented)
	}
	tw.Flush()
	if len(s.misses) > 0 {
		fmt.Fprintf(w, "\nmisses:\n  %s\n", strings.Join(s.misses, "\n  "))
	}
	s.printParts(w)
	t := &s.total
	fmt.Fprintln(w)
	fmt.Fprintf(w, "kind right, with a status: %d/%d %.1f%%\n", t.kindOfIt, t.withStatus, percent(t.kindOfIt, t.withStatus))
	fmt.Fprintf(w, "kind right, all:           %d/%d %.1f%%\n", t.kindRight, t.cases, percent(t.kindRight, t.cases))
	fmt.Fprintf(w, "retryable right:           %d/%d %.1f%%\n", t.retryRight, t.judged, percent(t.retryRight, t.judged))
	fmt.Fprintf(w, "documented:                %d/%d %.1f%%\n", t.cases-t.undocumented, t.cases, percent(t.cases-t.undocumented, t.cases))
	fmt.Fprintf(w, "router action right:       %d/%d %.1f%%, by the status alone %.1f%%\n", t.actionRight, t.cases, percent(t.actionRight, t.cases), percent(t.actionByStatus, t.cases))
	fmt.Fprintf(w, "money and throttles confused: %d\n", t.confused)
}

// printParts writes what is right by whether the book has the provider.
func (s *scorecard) printParts(w io.Writer) {
	fmt.Fprintln(w)
	tw := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(tw, "\tcases\tkind right\tretryable right\tconfused")
	for _, p := range []struct {
		name string
		t    *tally
	}{{"in the book", &s.book}, {"not in the book", &s.others}} {
		fmt.Fprintf(tw, "%s\t%d\t%.1f%%\t%.1f%%\t%d\n", p.name, p.t.cases, percent(p.t.kindRight, p.t.cases), percent(p.t.retryRight, p.t.judged), p.t.confused)
	}
	tw.Flush()
}

// percent is 100 for no cases at all: nothing was wrong.
func percent(part, whole int) float64 {
	if whole == 0 {
		return 100
	}
	return 100 * float64(part) / float64(whole)
}

// under says in words which floors the totals do not reach.
func (s *scorecard) under(f floors) []string {
	var failures []string
	check := func(what string, got, floor float64) {
		if got < floor {
			failures = append(failures, fmt.Sprintf("%s: %.1f%% is under the floor of %.1f%%", what, got, floor))
		}
	}
	t := &s.total
	check("kinds", percent(t.kindOfIt, t.withStatus), f.kind)
	check("advice on retrying", percent(t.retryRight, t.judged), f.retry)
	check("router actions", percent(t.actionRight, t.cases), f.action)
	check("documented", percent(t.cases-t.undocumented, t.cases), f.documented)
	if t.confused > 0 {
		failures = append(failures, fmt.Sprintf("%d cases take money for a throttle, or the reverse", t.confused))
	}
	return failures
}
