package apierr

import (
	"bufio"
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"slices"
	"testing"

	"github.com/errbook/errbook/apierr/wire"
)

// A labelled response is one whose kind people have judged.
type labelled struct {
	ID     string
	Kinds  []string // what it may be called
	Status int
	Header http.Header
	Body   string
	Event  string
	Stream bool
	Close  int
}

// kind returns what the generic layer says of the response, "" for no error.
func (l *labelled) kind() string {
	v, ok := Generic.Verdict(Response{Status: l.Status, Header: l.Header, Body: []byte(l.Body), Event: l.Event, Stream: l.Stream, Close: l.Close})
	if !ok {
		return ""
	}
	return v.Kind.String()
}

// An item is one thing that the generic layer knows, and that can be taken out
// of it.
type item struct {
	Section, Kind, Name string

	remove func() (restore func())
}

// items lists what the tables of the generic layer have, in their order.
func items() []item {
	var list []item
	for r := range nameRules {
		for _, name := range nameRules[r].names {
			list = append(list, item{"names", nameRules[r].clue.kind.String(), name, func() func() { return removeName(name) }})
		}
	}
	for r := range stemRules {
		for _, name := range stemRules[r].names {
			list = append(list, item{"stems", stemRules[r].clue.kind.String(), name, func() func() { return removeStem(name) }})
		}
	}
	for n := range numberTables {
		rules := numberTables[n].rules
		for r := range rules {
			for _, name := range rules[r].names {
				list = append(list, item{"numbers", rules[r].clue.kind.String(), name, func() func() { return without(&rules[r].names, name) }})
			}
		}
	}
	for r := range phraseMeanings {
		list = append(list, item{"phrases", phraseMeanings[r].kind.String(), fmt.Sprint("row ", r), func() func() { return removePhrase(r) }})
	}
	return append(list, wireItems()...)
}

// without takes a value out of a list, for as long as restore is not called.
func without[T comparable](list *[]T, value T) (restore func()) {
	whole := *list
	*list = slices.DeleteFunc(slices.Clone(whole), func(v T) bool { return v == value })
	return func() { *list = whole }
}

func removeName(name string) (restore func()) {
	nameIndex.once.Do(fillNames)
	c := nameIndex.clues[name]
	delete(nameIndex.clues, name)
	return func() { nameIndex.clues[name] = c }
}

func removeStem(text string) (restore func()) {
	nameIndex.once.Do(fillNames)
	whole := nameIndex.stems
	nameIndex.stems = slices.DeleteFunc(slices.Clone(whole), func(s stem) bool { return s.text == text })
	return func() { nameIndex.stems = whole }
}

// removePhrase lets a row of words count under no status.
func removePhrase(row int) (restore func()) {
	statuses := &phraseTable.Rows[row].Statuses
	was := *statuses
	*statuses = 0
	return func() { *statuses = was }
}

// wireItems lists the places of the generic wire, and what makes a response
// under 2xx an error.
func wireItems() []item {
	var list []item
	for slot, path := range pathsOf(genericWire.Body, "") {
		list = append(list, item{"parts", "", path, func() func() { return removePart(func(p wire.Part) bool { return p.Slot == slot }) }})
	}
	for _, parts := range [][]wire.Part{genericCodes, genericWire.Type, genericWire.Message, genericWire.RequestID} {
		for _, p := range parts {
			if p.Slot == wire.NoSlot {
				list = append(list, item{"parts", "", "header:" + p.Header, func() func() {
					return removePart(func(q wire.Part) bool { return q.Header == p.Header && q.Slot == wire.NoSlot })
				}})
			}
		}
	}
	paths := pathsOf(genericWire.Body, "")
	for i := range genericFailures {
		field := genericFailures[i].Body[0].Field
		list = append(list, item{"failures", "", paths[genericWire.Fields[field].Slot], func() func() { return removeFailure(field) }})
	}
	return list
}

func removeFailure(field int) (restore func()) {
	whole := genericFailures
	genericFailures = slices.DeleteFunc(slices.Clone(whole), func(s wire.Surface) bool { return s.Body[0].Field == field })
	genericFacts.Surfaces = genericFailures
	return func() { genericFailures, genericFacts.Surfaces = whole, whole }
}

// pathsOf returns the first path that leads to each slot.
func pathsOf(nodes []wire.Node, above string) []string {
	paths := make([]string, slotRequestID+1)
	var walk func(nodes []wire.Node, above string)
	walk = func(nodes []wire.Node, above string) {
		for _, n := range nodes {
			at := above + "." + n.Key
			if n.Step != wire.StepKey {
				at = above + "[" + n.Key + "]"
			}
			if n.Slot != wire.NoSlot && paths[n.Slot] == "" {
				paths[n.Slot] = at[1:]
			}
			walk(n.Kids, at)
		}
	}
	walk(nodes, above)
	return paths
}

// removePart takes a part out of every list of the generic wire.
func removePart(is func(wire.Part) bool) (restore func()) {
	before, codes := genericWire, genericCodes
	for _, list := range []*[]wire.Part{
		&genericWire.Code, &genericWire.Type, &genericWire.Message, &genericWire.Param, &genericWire.Status, &genericWire.RequestID, &genericWire.Nested, &genericCodes,
	} {
		*list = slices.DeleteFunc(slices.Clone(*list), is)
	}
	return func() { genericWire, genericCodes = before, codes }
}

// A finding is what taking one item out changes.
type finding struct {
	item
	Needed  []string // responses that are judged right with it alone
	Harmful []string // and those that are judged right without it alone
	// Kept says that the item is left when every one before it that nothing needs
	// any longer has been taken out for good.
	Kept bool
}

// TestEvidence says for each item of the generic layer which labelled responses
// need it. It is run by internal/evidence, which gives it the responses.
func TestEvidence(t *testing.T) {
	from, to := os.Getenv("ERRBOOK_LABELLED"), os.Getenv("ERRBOOK_FINDINGS")
	if from == "" || to == "" {
		t.Skip("no labelled responses: go run ./internal/evidence gives them")
	}
	responses := readLabelled(t, from)
	before := make([]bool, len(responses))
	for i := range responses {
		before[i] = responses[i].isRight()
	}
	var findings []finding
	for _, it := range items() {
		f := finding{item: it}
		restore := it.remove()
		for i := range responses {
			if now := responses[i].isRight(); now != before[i] && before[i] {
				f.Needed = append(f.Needed, responses[i].ID)
			} else if now != before[i] {
				f.Harmful = append(f.Harmful, responses[i].ID)
			}
		}
		restore()
		findings = append(findings, f)
	}
	for i := range findings {
		restore := findings[i].remove()
		if findings[i].Kept = anyWrong(responses, before); findings[i].Kept {
			restore()
		}
	}
	writeReport(t, to, report{countTrue(before), findings})
}

// A report is what the test writes.
type report struct {
	Right    int // how many responses are judged right
	Findings []finding
}

func countTrue(list []bool) int {
	n := 0
	for _, b := range list {
		if b {
			n++
		}
	}
	return n
}

func (l *labelled) isRight() bool { return slices.Contains(l.Kinds, l.kind()) }

// anyWrong reports whether a response that was judged right no longer is.
func anyWrong(responses []labelled, before []bool) bool {
	for i := range responses {
		if before[i] && !responses[i].isRight() {
			return true
		}
	}
	return false
}

func readLabelled(t *testing.T, name string) []labelled {
	t.Helper()
	file, err := os.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	var list []labelled
	for dec := json.NewDecoder(bufio.NewReader(file)); dec.More(); {
		var l labelled
		if err := dec.Decode(&l); err != nil {
			t.Fatal(err)
		}
		list = append(list, l)
	}
	return list
}

func writeReport(t *testing.T, name string, r report) {
	t.Helper()
	data, err := json.MarshalIndent(r, "", "\t")
	if err == nil {
		err = os.WriteFile(name, data, 0o644)
	}
	if err != nil {
		t.Fatal(err)
	}
}
