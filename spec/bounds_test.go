package spec

import (
	"fmt"
	"runtime"
	"strings"
	"testing"
	"time"
)

// manyErrors returns a spec file with n errors, each with a rule of its own.
func manyErrors(n int, rule func(i int) string) []byte {
	var b strings.Builder
	b.WriteString("version: 1\nprovider: many\nname: Many\nsources: [{id: page, url: \"https://many.example/errors\", verified: 2026-11-20}]\nerrors:\n")
	for i := range n {
		fmt.Fprintf(&b, "  - {name: E%d, title: Error %d, summary: It failed., status: 400, %s, kind: invalid_request, causes: [It was wrong.], fixes: [Change it.], sources: [page]}\n", i, i, rule(i))
	}
	return []byte(b.String())
}

// crowds are rules of which every one has to be compared with many others, if
// nothing is done about it.
var crowds = []struct {
	name string
	rule func(i int) string
}{
	{"code", func(i int) string { return fmt.Sprintf("code: c%d", i) }},
	{"field", func(i int) string { return fmt.Sprintf("field: {error.reason: r%d}", i) }},
	{"two fields", func(i int) string { return fmt.Sprintf("field: {error.reason: r%d, error.part: p%d}", i, i/2) }},
	{"header", func(i int) string { return fmt.Sprintf("header: {X-Reason: r%d}", i) }},
}

// The time that a proof takes grows as the file does: four times the rules take
// less than eight times as long, where they took sixteen.
func TestProofIsNearLinear(t *testing.T) {
	if testing.Short() {
		t.Skip("measures how long files of thousands of rules take")
	}
	for _, c := range crowds {
		measure := func(n int) time.Duration {
			data := manyErrors(n, c.rule)
			best := time.Hour
			for range 3 {
				f, problems := Decode("many.yaml", data)
				if len(problems) > 0 {
					t.Fatal(problems[0])
				}
				start := time.Now()
				if _, problems := Check([]*File{f}); len(problems) > 0 {
					t.Fatal(problems[0])
				}
				best = min(best, time.Since(start))
			}
			return best
		}
		small, large := measure(500), measure(2000)
		t.Logf("%s: 500 rules take %v, 2000 %v", c.name, small, large)
		if large > 10*small && large > time.Second {
			t.Errorf("%s: 500 rules take %v, 2000 %v", c.name, small, large)
		}
	}
}

// Files that ask for endless work are refused soon, and in little memory.
func TestBounds(t *testing.T) {
	if testing.Short() {
		t.Skip("reads files of hundreds of thousands of keys")
	}
	values := func(n int) string {
		var b strings.Builder
		for i := range n {
			fmt.Fprintf(&b, "c%d, ", i)
		}
		return "[" + b.String() + "x]"
	}
	for _, tt := range []struct {
		name string
		data []byte
		want string
	}{
		{"10,000 errors of one status", manyErrors(10_000, func(i int) string { return "slug: s" + fmt.Sprint(i) }), "rules that no code, type or field distinguishes must be few enough to compare, about 4000; found 10000 like this one"},
		{"10,000 prefixes", manyErrors(10_000, func(i int) string { return fmt.Sprintf("code: {prefix: p%d_}", i) }), "few enough to compare"},
		{"3,000 errors of one status", manyErrors(3000, func(i int) string { return "slug: s" + fmt.Sprint(i) }), "every rule must be reachable"},
		{"300,000 codes", manyErrors(1, func(int) string { return "code: " + values(300_000) }), "code must have at most 1000 values; found 300001"},
		{"300,000 equal keys", []byte(strings.Repeat("a: 1\n", 300_000)), "must be given once"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			start := time.Now()
			problems := judge("x.yaml", tt.data)
			took := time.Since(start)
			runtime.ReadMemStats(&after)
			t.Logf("%v, %d MB, %d problems", took, (after.TotalAlloc-before.TotalAlloc)>>20, len(problems))
			if text := problems.Error(); !strings.Contains(text, tt.want) || len(problems) > maxNoted {
				t.Errorf("got %.500s", text)
			}
			if took > time.Minute {
				t.Errorf("it took %v", took)
			}
		})
	}
}

// maxNoted is how many problems of a file are noted.
const maxNoted = 2000
