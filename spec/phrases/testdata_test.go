package phrases

import (
	"bytes"
	_ "embed"
	"encoding/json"
	"flag"
	"fmt"
	"go/format"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write what the tests of the run time read")

// runTime is where the package is that reads the tables, from here. It must not
// import this one: the run time is a module of its own.
const runTime = "../../apierr/internal/phrase/"

// The run time's tests have the slow matcher, too, as a copy.
func TestCopyOfSlowMatcher(t *testing.T) {
	source, err := os.ReadFile("slow.go")
	if err != nil {
		t.Fatal(err)
	}
	_, body, _ := strings.Cut(string(source), "package phrases\n")
	compare(t, runTime+"slow_test.go", []byte("// Code generated from spec/phrases/slow.go; DO NOT EDIT.\n\npackage phrase_test\n"+body))
}

// The run time's tests have tables to read, and the rules that they come from.
func TestTablesOfRunTime(t *testing.T) {
	words, rows := large(t)
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	for _, tt := range []struct {
		name    string
		classes []Class
		rows    []Row
	}{
		{"starter", starter.classes, starter.rows},
		{"tricky", tricky.classes, tricky.rows},
		{"large", words, rows},
	} {
		if err := e.Encode(fileOf(t, tt.name, rulesOf(t, tt.classes, tt.rows))); err != nil {
			t.Fatal(err)
		}
	}
	compare(t, runTime+"testdata/tables.jsonl", b.Bytes())
}

// The run time's tests have one of the tables as a literal, too.
func TestLiteralOfRunTime(t *testing.T) {
	table, err := Compile(rulesOf(t, starter.classes, starter.rows))
	if err != nil {
		t.Fatal(err)
	}
	source := "// Code generated from spec/phrases/starter_test.go; DO NOT EDIT.\n\npackage phrase_test\n\n" +
		"import \"github.com/errbook/errbook/apierr/internal/phrase\"\n\nvar starterTable = " + table.Literal("phrase.Table") + "\n"
	formatted, err := format.Source([]byte(source))
	if err != nil {
		t.Fatal(err)
	}
	compare(t, runTime+"starter_test.go", formatted)
}

// compare holds a file to what it must have, or writes it.
func compare(t *testing.T, file string, want []byte) {
	t.Helper()
	if *update {
		if err := os.WriteFile(file, want, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	got, err := os.ReadFile(file)
	if err != nil || !bytes.Equal(got, want) {
		t.Errorf("%s is out of date (%v); run go test ./spec/phrases -update", file, err)
	}
}

// A tableFile is a line of tables.jsonl. Rules name the entries of their
// elements by their number in Sets.
type tableFile struct {
	Name  string     `json:"name"`
	Sets  [][]string `json:"sets"`
	Rules []fileRule `json:"rules"`
	Table *Table     `json:"table"`
}

type fileRule struct {
	Statuses uint16   `json:"statuses"`
	Near     bool     `json:"near,omitempty"`
	Elements [][2]int `json:"elements"` // set and gap
	Not      []int    `json:"not,omitempty"`
}

func fileOf(t *testing.T, name string, rules []Rule) tableFile {
	table, err := Compile(rules)
	if err != nil {
		t.Fatal(err)
	}
	f := tableFile{Name: name, Table: table}
	set := func(e Element) int {
		for i, s := range f.Sets {
			if slices.Equal(s, e.Any) {
				return i
			}
		}
		f.Sets = append(f.Sets, e.Any)
		return len(f.Sets) - 1
	}
	for _, r := range rules {
		rule := fileRule{Statuses: r.Statuses, Near: r.Near}
		for _, e := range r.Elements {
			rule.Elements = append(rule.Elements, [2]int{set(e), e.Gap})
		}
		for _, e := range r.Not {
			rule.Not = append(rule.Not, set(e))
		}
		f.Rules = append(f.Rules, rule)
	}
	return f
}

// tricky is rows of few short words, so that random texts meet all there is.
var tricky = struct {
	classes []Class
	rows    []Row
}{
	classes: []Class{
		{"x", []string{"a", "b", "a b", "b c a"}},
		{"y", []string{"b", "c", "c a", "ab*", "{number}"}},
		{"z", []string{"c", "a_b", "a b c", "余", "余额", "余额 不足", "額"}},
		{"empty", []string{"{zero}", "不足", "a 不足"}},
	},
	rows: []Row{
		{"{x} {y} {z} {x}", 1 | Apart},
		{"{x} ~2 {y} ~2 {z}", 3},
		{"{x} ~1 {x} ~1 {x}", 1},
		{"{y} …2 {y} …1 {x} {z}", 2},
		{"{empty} ~3 {z} !{number}", 3},
		{"ab* …3 don't !a-b !余", 1},
		{"{x} ~ {y} !c-a !aB", 2 | Apart},
		{"a b c a b c", 3},
		{"{zero} …1 5|abc|don't", 1},
		{"b …12 {empty} …12 {z}", 3},
		{"a.b|aB|a/b/c|a-b_c …2 b|5", 2},
		{"{z} ~12 {y}", 1},
		{"été|жё*|жёлтый …4 {x}", 3},
		{"abc* ~ ab* ~ abcd", 3},
		{"{y} {number} !{zero}", 2},
		{"a !b", 1},
		{"c", 3},
	},
}

//go:embed testdata/words.txt
var vocabulary string

// large returns 400 rows over 150 classes of 2,000 words, drawn at random but
// for what matters to the size of the table: words with the same beginning are
// in one class, and few classes are in many rows.
func large(t *testing.T) ([]Class, []Row) {
	draw := rand.New(rand.NewPCG(1, 2))
	words := strings.Fields(vocabulary)
	if len(words) != 2000 {
		t.Fatalf("%d words, want 2,000", len(words))
	}
	classes := make([]Class, 150)
	home := map[string]int{}
	for i, w := range words {
		stem := w[:min(5, len(w))]
		k, ok := home[stem]
		if !ok {
			k = draw.IntN(len(classes))
			home[stem] = k
		}
		classes[k].Words = append(classes[k].Words, w)
		if i%20 == 0 {
			classes[draw.IntN(len(classes))].Words = append(classes[draw.IntN(len(classes))].Words, w+" "+words[draw.IntN(len(words))])
		}
	}
	for i := range classes {
		classes[i].Name = fmt.Sprintf("c%d", i)
	}
	rows := make([]Row, 400)
	for i := range rows {
		rows[i] = Row{drawPattern(draw, words), 1 + uint16(draw.IntN(1<<12-1))}
	}
	return classes, rows
}

func drawPattern(draw *rand.Rand, words []string) string {
	class := func() string {
		f := draw.Float64()
		return fmt.Sprintf("{c%d}", int(150*f*f*f))
	}
	word := func() string { return words[draw.IntN(len(words))] }
	switch draw.IntN(10) {
	case 0, 1, 2:
		return class() + " ~ " + class()
	case 3, 4:
		return class() + " ~ " + class() + " ~ " + class()
	case 5:
		return class() + " … " + class() + " !" + class()
	case 6:
		return class() + " " + class() + " … " + word()
	case 7:
		return word() + "|" + word() + " " + class()
	}
	return word() + " " + word() + " " + word()
}

// What a program pays for the vocabulary that it links.
func TestSize(t *testing.T) {
	classes, rows := large(t)
	for _, tt := range []struct {
		name    string
		classes []Class
		rows    []Row
		most    int
	}{
		{"starter", starter.classes, starter.rows, 4 << 10},
		{"2,000 words, 400 rows", classes, rows, 48 << 10},
	} {
		table, err := Compile(rulesOf(t, tt.classes, tt.rows))
		if err != nil {
			t.Fatal(err)
		}
		if table.Size() > tt.most {
			t.Errorf("%s: %d bytes, want at most %d", tt.name, table.Size(), tt.most)
		}
		t.Logf("%s: %d bytes: automaton %d, signatures %d, steps %d (%d), states %d, rows %d", tt.name, table.Size(),
			3*len(table.Next), 2*(len(table.Signatures)+len(table.Sets)), 8*len(table.Steps)+2*len(table.Begins), len(table.Steps),
			2*(len(table.Ends)+len(table.Effects)), 4*len(table.Rows)+2*len(table.Nots))
	}
}
