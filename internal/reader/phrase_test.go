package reader

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"math/rand/v2"

	"github.com/errbook/errbook/spec/phrases"
)

// phraseTables are rows for the reader, and words of which texts are made.
var phraseTables = []struct {
	classes []phrases.Class
	rows    []phrases.Row
}{
	{
		classes: []phrases.Class{
			{Name: "money", Words: []string{"credit*", "balance", "fund", "funds", "wallet", "余额", "кредит*", "crédito", "όριο", "žádný"}},
			{Name: "none", Words: []string{"no", "{zero}", "out of", "not enough", "isn't enough", "insufficient", "used up", "不足", "用 尽"}},
			{Name: "day", Words: []string{"day", "per day", "daily", "month", "每日"}},
		},
		rows: []phrases.Row{
			{Pattern: "{money} ~ {none} !unlimited", Statuses: 1},
			{Pattern: "{day} ~3 {none} ~3 {money}|quota", Statuses: 2},
			{Pattern: "{number} … {day}", Statuses: 3},
			{Pattern: "insufficient_quota|rateLimit|a.b/c", Statuses: 3},
			{Pattern: "out of {day} …1 {money}", Statuses: 3},
		},
	},
	{
		classes: []phrases.Class{
			{Name: "x", Words: []string{"a", "b", "a b", "b c a"}},
			{Name: "y", Words: []string{"b", "c", "c a", "ab*", "{number}"}},
			{Name: "z", Words: []string{"c", "a_b", "余", "余额", "余额 不足", "don't"}},
		},
		rows: []phrases.Row{
			{Pattern: "{x} {y} {z} {x}", Statuses: 1},
			{Pattern: "{x} ~1 {x} ~1 {x}", Statuses: 2},
			{Pattern: "{x} ~2 {y} ~2 {z} !{zero} !b-a", Statuses: 3},
			{Pattern: "{y} …2 {y} …12 {z}", Statuses: 3},
			{Pattern: "5 … a", Statuses: 3},
			{Pattern: "c", Statuses: 1},
		},
	},
}

// A phraseCase is what Node.js is asked, and what it must say.
type phraseCase struct {
	Table    int      `json:"table"`
	Statuses uint16   `json:"statuses"`
	Texts    []string `json:"texts"`
	want     []int
}

// The page reads words as the run time does: both are held to the slow matcher.
func TestPhrasesInJavaScript(t *testing.T) {
	if testing.Short() {
		t.Skip("Node.js reads every phrase of the generic layer")
	}
	node, err := exec.LookPath("node")
	if err != nil {
		t.Skip("node is not installed; it runs what the page runs")
	}
	var tables []*phrases.Table
	var cases []phraseCase
	draw := rand.New(rand.NewPCG(7, 8))
	held := 0
	for i, tt := range phraseTables {
		rules, problems := phrases.Parse(tt.classes, tt.rows)
		if problems != nil {
			t.Fatal(problems)
		}
		table, err := phrases.Compile(rules)
		if err != nil {
			t.Fatal(err)
		}
		tables = append(tables, table)
		for range 5000 {
			c := phraseCase{Table: i, Statuses: 1 << draw.IntN(2), Texts: drawTexts(draw, rules)}
			c.want = phrases.Holding(rules, c.Statuses, c.Texts...)
			held += min(1, len(c.want))
			cases = append(cases, c)
		}
	}
	if held < len(cases)/5 {
		t.Errorf("a row holds for %d of %d texts: too few to show anything", held, len(cases))
	}
	compareWithNode(t, node, tables, cases)
}

// compareWithNode runs the reader over all cases in one process.
func compareWithNode(t *testing.T, node string, tables []*phrases.Table, cases []phraseCase) {
	t.Helper()
	module, err := filepath.Abs("js/phrase.js")
	if err != nil {
		t.Fatal(err)
	}
	input, err := json.Marshal(map[string]any{"tables": tables, "cases": cases})
	if err != nil {
		t.Fatal(err)
	}
	source, err := os.ReadFile(module)
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "test.mjs") // named .mjs, it needs no package.json
	program := string(source) + `
import {readFileSync} from "node:fs";
const {tables, cases} = JSON.parse(readFileSync(0, "utf8"));
const read = tables.map(readTable);
for (const c of cases) {
	console.log(match(read[c.table], c.statuses, ...c.texts) + " [" + holding(read[c.table], c.statuses, ...c.texts).join(" ") + "]");
}
`
	if err := os.WriteFile(file, []byte(program), 0o666); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(node, file)
	cmd.Stdin, cmd.Stderr = bytes.NewReader(input), os.Stderr
	output, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(strings.TrimSuffix(string(output), "\n"), "\n")
	if len(lines) != len(cases) {
		t.Fatalf("%d lines for %d cases", len(lines), len(cases))
	}
	for i, c := range cases {
		first := -1
		if len(c.want) > 0 {
			first = c.want[0]
		}
		if want := fmt.Sprintf("%d %v", first, c.want); lines[i] != want {
			t.Fatalf("table %d, statuses %d, %q:\ngot  %s\nwant %s", c.Table, c.Statuses, c.Texts, lines[i], want)
		}
	}
}

var (
	phraseMarks = []string{
		" ", " ", " ", " ", " ", " ", ", ", "-", "/", ".", ". ", ": ", ":", "_", "'", "’", "\"", "`", "“", "”", "‘", "«", "»", "„", "「", "」",
		"? ", "\n", "…", "...", "。", "，", "@", "://", "(", ") ", "--", "\ufffd", "é", "\u00a0", "=", "$", "é.", ".é. ", "\x00余", "\x01", "\x02额", " 'x", " ' ", "' ", "😀",
	}
	phraseOthers = []string{
		"the", "A", "aB", "5", "0", "0.00", "1,000", "4.1", "5s", "1.5s", "Please", "s", "'s", "’s", "余", "额", "不", "足", "ไทย", "İ", "É", "Ж",
		"https", "e.g.", "don't", "gpt-4.1", "a_b", "000", "limit:0", "balance.Please", "unlimited", "ÉTÉ", "КРЕДИТЫ", "CRÉDITO", "ΌΡΙΟ", "ŽÁDNÝ", "µª",
	}
)

// drawTexts returns one text or two of the words of the rules and of others.
func drawTexts(draw *rand.Rand, rules []phrases.Rule) []string {
	var texts []string
	for range 1 + draw.IntN(6)/5 {
		var b strings.Builder
		for range 1 + draw.IntN(20) {
			elements := rules[draw.IntN(len(rules))].Elements
			words := elements[draw.IntN(len(elements))].Any
			word := words[draw.IntN(len(words))]
			if draw.IntN(4) == 0 {
				word = phraseOthers[draw.IntN(len(phraseOthers))]
			}
			b.WriteString(strings.TrimPrefix(strings.Replace(word, "*", "s", 1), "="))
			b.WriteString(phraseMarks[draw.IntN(len(phraseMarks))])
		}
		texts = append(texts, b.String())
	}
	return texts
}
