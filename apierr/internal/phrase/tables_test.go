package phrase_test

import (
	"encoding/base64"
	"encoding/binary"
	"encoding/json"
	"os"
	"strings"
	"testing"

	"github.com/errbook/errbook/apierr/internal/phrase"
)

// A tableCase is a table, and the rules that it is made of, for the slow matcher.
type tableCase struct {
	name  string
	rules []Rule
	table *phrase.Table
	words []string // that its rules ask for, one by one
}

// tables reads what the tests of package spec/phrases wrote.
func tables(t testing.TB) map[string]tableCase {
	t.Helper()
	data, err := os.ReadFile("testdata/tables.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	all := map[string]tableCase{}
	for line := range strings.Lines(string(data)) {
		var f struct {
			Name  string
			Sets  [][]string
			Rules []struct {
				Statuses uint16
				Near     bool
				Elements [][2]int
				Not      []int
			}
			Table map[string]string
		}
		if err := json.Unmarshal([]byte(line), &f); err != nil {
			t.Fatal(err)
		}
		c := tableCase{name: f.Name, table: unpack(t, f.Table)}
		for _, r := range f.Rules {
			rule := Rule{Statuses: r.Statuses, Near: r.Near}
			for _, e := range r.Elements {
				rule.Elements = append(rule.Elements, Element{Gap: e[1], Any: f.Sets[e[0]]})
			}
			for _, set := range r.Not {
				rule.Not = append(rule.Not, Element{Any: f.Sets[set]})
			}
			c.rules = append(c.rules, rule)
		}
		for _, s := range f.Sets {
			c.words = append(c.words, strings.Fields(strings.Join(s, " "))...)
		}
		all[c.name] = c
	}
	return all
}

// unpack reads a table from the JSON that is made for other languages.
func unpack(t testing.TB, fields map[string]string) *phrase.Table {
	t.Helper()
	list := func(name string) []uint16 {
		data, err := base64.StdEncoding.DecodeString(fields[name])
		if err != nil || fields[name] == "" {
			t.Fatalf("%s: %q: %v", name, fields[name], err)
		}
		numbers := make([]uint16, len(data)/2)
		for i := range numbers {
			numbers[i] = binary.LittleEndian.Uint16(data[2*i:])
		}
		return numbers
	}
	check, err := base64.StdEncoding.DecodeString(fields["check"])
	if err != nil {
		t.Fatal(err)
	}
	numbers := list("numbers")
	table := &phrase.Table{
		Check: string(check), Next: list("next"), Signatures: list("signatures"), Sets: list("sets"), Number: numbers[0], Zero: numbers[1], Followed: numbers[2], Secret: numbers[3],
		Begins: list("begins"), Ends: list("ends"), Effects: list("effects"), Nots: list("nots"),
	}
	steps, rows := list("steps"), list("rows")
	for i := 0; i < len(steps); i += 5 {
		table.Steps = append(table.Steps, phrase.Step{steps[i], steps[i+1], steps[i+2], steps[i+3], steps[i+4]})
	}
	for i := 0; i < len(rows); i += 2 {
		table.Rows = append(table.Rows, phrase.Row{rows[i], rows[i+1]})
	}
	return table
}
