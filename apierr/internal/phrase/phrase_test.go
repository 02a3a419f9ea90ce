package phrase_test

import (
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/errbook/errbook/apierr/internal/phrase"
)

// agree holds the tables to the slow matcher.
func agree(t *testing.T, c tableCase, statuses uint16, texts ...string) {
	t.Helper()
	want := phrase.Holding(c.table, statuses, texts...)
	if slow := Holding(c.rules, statuses, texts...); !slices.Equal(want, slow) {
		t.Fatalf("%s, statuses %#x: %q\ntables %v\nslow   %v", c.name, statuses, texts, want, slow)
	}
	row, ok := phrase.Match(c.table, statuses, texts...)
	switch {
	case ok != (len(want) > 0):
		t.Fatalf("%s, statuses %#x: %q: Match says %v, Holding %v", c.name, statuses, texts, ok, want)
	case ok && row != want[0]:
		t.Fatalf("%s, statuses %#x: %q: Match says %d, Holding %v", c.name, statuses, texts, row, want)
	}
}

// Tables say what the rules say that they are made of, about texts at random of
// their words and of all that is between words.
func TestTablesAgreeWithRules(t *testing.T) {
	held, total := 0, 0
	for _, c := range tables(t) {
		draw := rand.New(rand.NewPCG(3, 4))
		n := map[string]int{"tricky": 5_000, "starter": 3_000, "large": 300}[c.name]
		if n == 0 {
			t.Fatalf("no number of texts for %s", c.name)
		}
		for range n {
			texts := []string{drawText(draw, c.words)}
			if draw.IntN(8) == 0 {
				texts = append(texts, drawText(draw, c.words))
			}
			statuses := uint16(1) << draw.IntN(4)
			if draw.IntN(3) == 0 {
				statuses |= phrase.Apart
			}
			agree(t, c, statuses, texts...)
			total++
			if _, ok := phrase.Match(c.table, statuses, texts...); ok {
				held++
			}
		}
	}
	if held < total/5 || held > total*9/10 {
		t.Errorf("a row holds for %d of %d texts: too few or too many to show anything", held, total)
	}
}

// The literal of a table is the table.
func TestLiteral(t *testing.T) {
	if !reflect.DeepEqual(&starterTable, tables(t)["starter"].table) {
		t.Error("the table that is printed as Go is not the one that is written as JSON")
	}
}

var (
	between = []string{
		" ", " ", " ", " ", " ", " ", " ", ", ", "-", "-", "/", ".", ". ", ": ", ":", "_", "'", "’", "\"", "`", "“", "”", "‘", "«", "»",
		"„", "「", "」", "? ", "\n", "…", "...", "。", "，", "@", "://", "(", ") ", "--", "\xff", "é", "\u00a0", "=", "$", "+", "é.", ".é. ", ".\xff.", "\x00余", "\x01", "\x02不足", "\xff余额", " 'x", " ' ", "' ",
	}
	others = []string{
		"the", "your", "A", "aB", "5", "0", "0.00", "1,000", "4.1", "5s", "1.5s", "x", "Please", "s", "'s", "’s", "余", "额", "不", "足", "ไทย", "İ", "É",
		"Ж", "https", "e.g.", "don't", "gpt-4.1", "fooBar", "a_b", "000", "limit:0", "Error:Insufficient", "balance.Please",
	}
)

// drawText returns a text that is more than half of the words.
func drawText(draw *rand.Rand, words []string) string {
	var b strings.Builder
	for range 1 + draw.IntN(20) {
		w := words[draw.IntN(len(words))]
		if draw.IntN(4) == 0 {
			w = others[draw.IntN(len(others))]
		}
		w = strings.TrimPrefix(strings.Replace(w, "*", []string{"", "d", "ion"}[draw.IntN(3)], 1), "=")
		switch draw.IntN(12) {
		case 0:
			w = strings.ToUpper(w)
		case 1:
			w = strings.ToUpper(w[:1]) + w[1:]
		case 2:
			w += "'s"
		}
		b.WriteString(w)
		b.WriteString(between[draw.IntN(len(between))])
	}
	return b.String()
}

// FuzzMatch holds the tables to the slow matcher on any text.
func FuzzMatch(f *testing.F) {
	draw := rand.New(rand.NewPCG(5, 6))
	all := tables(f)
	for range 100 {
		f.Add(drawText(draw, all["tricky"].words), uint16(1))
		f.Add(drawText(draw, all["starter"].words), uint16(4))
	}
	f.Fuzz(func(t *testing.T, text string, statuses uint16) {
		if len(text) > 400 {
			t.Skip("the slow matcher is slow")
		}
		agree(t, all["tricky"], statuses, text)
		agree(t, all["starter"], statuses, text)
	})
}

// The matcher takes each rune for what the slow one does, and knows the lowercase
// of the letters that both promise.
func TestRunes(t *testing.T) {
	for r := rune(0x80); r <= utf8.MaxRune; r++ {
		if isLetter(r) != phrase.IsLetter(r) || isUnspaced(r) != phrase.IsAlone(r) {
			t.Errorf("%U: letter %v, want %v; without spaces %v, want %v", r, phrase.IsLetter(r), isLetter(r), phrase.IsAlone(r), isUnspaced(r))
		}
		if got, want := string(phrase.Lower(r)), lowered([]rune{r}); got != want && r != '’' {
			t.Errorf("%U: lowercase %q, want %q", r, got, want)
		}
	}
}

// Scratch that one table leaves behind means nothing to another one, nor does a
// counter of positions that begins anew.
func TestScratchIsShared(t *testing.T) {
	all := tables(t)
	var r phrase.Run
	for range 3 {
		for _, text := range []string{"no", "credits", "no credits", "余额", "不足"} {
			want, ok := phrase.Match(all["starter"].table, 8, text)
			if got := r.Match(all["starter"].table, 8, text); ok && got != want || !ok && got != len(all["starter"].rules) {
				t.Errorf("%q: row %d, want %d (%v)", text, got, want, ok)
			}
			r.Match(all["tricky"].table, 1, "a b c a b c")
		}
		r.SetPosition(1<<32 - 1000)
	}
}

func TestNoAllocation(t *testing.T) {
	table := tables(t)["starter"].table
	for _, text := range []string{
		"You have 0 credits", "Your account's “prompt” isn't 'ok': see https://example.com, no_such.field, 余额不足",
		strings.Repeat("the quick brown fox ", 1000),
	} {
		fewest := 1.0 // of runs that find scratch in the pool, which need not keep it
		for range 20 {
			fewest = min(fewest, testing.AllocsPerRun(1, func() { phrase.Match(table, 4, text, text) }))
		}
		if fewest != 0 {
			t.Errorf("%.20q: %v allocations", text, fewest)
		}
	}
}
