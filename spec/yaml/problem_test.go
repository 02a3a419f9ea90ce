package yaml

import (
	"fmt"
	"strings"
	"testing"
)

// Problems print one a line, hints on lines of their own, and at most 20 a file.
func TestProblemsPrint(t *testing.T) {
	var ps Problems
	for i := range 23 {
		ps = append(ps, Problem{Path: "a.yaml", Pos: Pos{i + 1, 7}, Message: fmt.Sprintf("status must be between 100 and 599; found %d", i)})
	}
	ps = append(ps, Problem{Path: "b.yaml", Message: "file must be UTF-8", Hint: "save it so"})
	got := strings.Split(ps.Sorted().Error(), "\n")
	if len(got) != 20+1+2 {
		t.Fatalf("got %d lines:\n%s", len(got), strings.Join(got, "\n"))
	}
	for i, want := range map[int]string{
		0:  "a.yaml:1:7: status must be between 100 and 599; found 0",
		20: "a.yaml: … and 3 more",
		21: "b.yaml: file must be UTF-8",
		22: "\thint: save it so",
	} {
		if got[i] != want {
			t.Errorf("line %d is %q, want %q", i, got[i], want)
		}
	}
	if (Problems{}).Err() != nil {
		t.Error("no problems are an error")
	}
}

// What a file holds cannot break the line that a problem is printed on, nor hide
// or turn around what else is on it.
func TestProblemsAreVisible(t *testing.T) {
	r := Reporter{Path: "a\n.yaml"}
	r.Report(Pos{1, 2}, "did you mean \u202ea?", "must not have the key %s", "x\r\n\x1b[2J\u200b\u00e9")
	want := `a\n.yaml:1:2: must not have the key x\r\n\x1b[2J\u200bé` + "\n\thint: " + `did you mean \u202ea?`
	if got := r.Problems.Error(); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}
