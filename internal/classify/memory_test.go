package classify

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestRepeatedLines shows that a line that comes again gets the answer that it
// gets alone, and a faulty one its own number.
func TestRepeatedLines(t *testing.T) {
	lines := []string{
		`{"provider":"fashn","status":429,"body":"{\"error\":\"OutOfCredits\"}"}`,
		`{"provider":"fashn","status":429,"body":"{\"error\":\"RateLimitExceeded\"}"}`,
		`{"provider":"nobody","status":500,"body":"` + strings.Repeat("long ", 2*maxRemembered/5) + `"}`,
		`{"status":`,
	}
	alone := make([]string, len(lines))
	for i, line := range lines {
		alone[i], _ = run(t, strings.NewReader(line+"\n"))
	}
	var in, want strings.Builder
	for number := 1; number <= 5000; number++ {
		i := number * number / 3 % len(lines)
		fmt.Fprintln(&in, lines[i])
		want.WriteString(strings.Replace(alone[i], "line 1:", fmt.Sprintf("line %d:", number), 1))
	}
	got, _ := run(t, strings.NewReader(in.String()))
	if diff := cmp.Diff(want.String(), got); diff != "" {
		t.Errorf("-alone +among others:\n%s", diff)
	}
}

// TestMemory shows what is known of a line that comes once, twice, and again
// after another one that shares its place.
func TestMemory(t *testing.T) {
	m := newMemory()
	if seen := m.find("a"); seen != nil {
		t.Fatalf("a new line is known as %q", seen.line)
	}
	seen := m.find("a")
	if seen == nil || seen.is("a") {
		t.Fatal("of a line that came once, the hash alone should be known")
	}
	seen.keep("a", []byte("A"))
	for range 2 {
		if seen = m.find("a"); seen == nil || !seen.is("a") || string(seen.out) != "A" {
			t.Fatalf("a line that came twice is known as %v", seen)
		}
		if seen.is("b") {
			t.Error("a line stands for another one of the same hash")
		}
		pair := &m.pairs[seen.hash%uint64(len(m.pairs))]
		*pair = [2]remembered{{hash: seen.hash + 1}, pair[0]} // another line came in between
	}
}
