// Package lint judges a book that Check found sound: whether its entries prove what
// they claim and, where the book asks for rules of style, whether its sentences help.
package lint

import (
	"fmt"
	"slices"

	"github.com/errbook/errbook/internal/findings"
	"github.com/errbook/errbook/spec"
	"github.com/errbook/errbook/spec/yaml"
)

// A rule finds what could be better in one file.
type rule struct {
	id    string
	about string
	find  func(f *spec.File, report reporter)
	// optional is set if only books that ask for the rule are held to it: what it asks
	// for is style. Of a rule that all books are held to, each finding is a fault.
	optional bool
}

// A reporter notes a finding of one rule in one file.
type reporter func(pos yaml.Pos, hint, format string, args ...any)

// rules lists all rules. Their ids are a promise: tools filter by them.
var rules = []rule{
	{id: "length", about: "a sentence is long enough to say something and short enough to be read", find: sentences(checkLength), optional: true},
	{id: "filler", about: "a sentence has no filler words", find: sentences(checkFiller), optional: true},
	{id: "words", about: "one thing has one word everywhere, the one that errbook's own book uses", find: checkWords, optional: true},
	{id: "imperative", about: "a fix says what to do", find: fixes(checkImperative), optional: true},
	{id: "vague", about: "a fix can be acted on", find: fixes(checkVague), optional: true},
	{id: "negation", about: "a fix says more than the opposite of its cause", find: checkNegations, optional: true},
	{id: "repeated", about: "advice that many errors share is written once, as a guide", find: checkRepeated, optional: true},
	{id: "sample", about: "every error has a sample", find: checkSamples},
	{id: "contradiction", about: "no vague identifier makes an error retryable under a status that blames the caller", find: checkContradictions},
	{id: "near-miss", about: "errors that share a status and differ only in words have near misses against each other", find: checkNearMisses},
	{id: "todo", about: "nothing is left of what a draft marks TODO", find: checkTODO},
	{id: "source", about: "a source is a page or a file that a reader can check, with a plausible date", find: checkSources},
	{id: ignoreRule, about: "a lint:ignore comment names a rule, gives a reason, and has something to ignore"},
}

// CheckRule is the id of what Check says.
const CheckRule = "check"

// Rules lists every rule with what it asks for.
func Rules() []findings.Rule {
	list := []findings.Rule{{ID: CheckRule, About: "the file is valid"}}
	for _, r := range rules {
		list = append(list, findings.Rule{ID: r.id, About: r.about})
	}
	return list
}

// Book returns all findings in a book, sorted by path and place, without those of rules
// that are off, and those that comments ignore.
func Book(book *spec.Book, off ...string) []findings.Finding {
	var found []findings.Finding
	for _, f := range book.Files {
		for _, r := range rules {
			if r.find == nil || slices.Contains(off, r.id) {
				continue
			}
			r.find(f, func(pos yaml.Pos, hint, format string, args ...any) {
				path, pos := f.Place(pos)
				found = append(found, findings.Finding{Path: path, Pos: pos, Rule: r.id, Level: findings.Warning, Message: fmt.Sprintf(format, args...), Hint: hint})
			})
		}
	}
	if !slices.Contains(off, "source") {
		found = append(found, sameDay(book)...)
	}
	found = ignoring(book.Files, off, found)
	findings.Sort(found)
	return slices.Compact(found) // files that include the same one share what is found there
}

func sameDay(book *spec.Book) []findings.Finding {
	var found []findings.Finding
	checkSameDay(book.Files, func(f *spec.File, s *spec.Source, n int) {
		found = append(found, findings.Finding{Path: f.Path, Pos: s.Verified.Pos, Rule: "source", Level: findings.Warning, Message: fmt.Sprintf("one day should not be the date of more than %d pages without as_of; %d have %s", maxSameDay, n, s.Verified.Value), Hint: "say with as_of which copy was read, or leave the date out"})
	})
	return found
}

// Problems returns what Check said as findings.
func Problems(problems yaml.Problems) []findings.Finding {
	var found []findings.Finding
	for _, p := range problems {
		found = append(found, findings.Finding{Path: p.Path, Pos: p.Pos, Rule: CheckRule, Level: findings.Error, Message: p.Message, Hint: p.Hint})
	}
	return found
}
