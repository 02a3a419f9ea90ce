package apierr

import (
	"os"
	"strconv"
	"strings"
	"testing"
)

// A wording is a line of testdata/wordings.txt or testdata/harmless.txt.
type wording struct {
	line   int
	kind   Kind // Unknown in harmless.txt
	status int
	body   string
}

// readWordings reads a file of wordings: a kind if there are kinds, a status, and
// a message or a body, one on a line.
func readWordings(t *testing.T, path string, kinds bool) []wording {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var list []wording
	for i, line := range strings.Split(string(data), "\n") {
		if line == "" || line[0] == '#' {
			continue
		}
		w := wording{line: i + 1}
		if kinds {
			kind, rest, _ := strings.Cut(line, " ")
			w.kind, line = Kind(kind), rest
		}
		status, body, _ := strings.Cut(line, " ")
		if w.status, err = strconv.Atoi(status); err != nil {
			t.Fatalf("%s:%d: a line must have a status; found %q", path, i+1, status)
		}
		if w.body = body; body[0] != '{' {
			w.body = `{"error":{"message":` + strconv.Quote(body) + `}}`
		}
		list = append(list, w)
	}
	return list
}

// TestWordings: at least 95 of a hundred wordings that nobody made rows for are
// understood, and none takes money for a throttle, nor the reverse.
func TestWordings(t *testing.T) {
	list := readWordings(t, "testdata/wordings.txt", true)
	if len(list) < 300 {
		t.Fatalf("%d wordings, want 300", len(list))
	}
	var wrong []string
	for _, w := range list {
		v, _ := Generic.Verdict(Response{Status: w.status, Body: []byte(w.body)})
		if v.Kind == w.kind {
			continue
		}
		wrong = append(wrong, w.at(v.Kind))
		if of := [2]Family{w.kind.Family(), v.Kind.Family()}; of == [2]Family{FamilyBilling, FamilyThrottle} || of == [2]Family{FamilyThrottle, FamilyBilling} {
			t.Errorf("money and throttles are confused: %s", w.at(v.Kind))
		}
	}
	t.Logf("%d of %d are right", len(list)-len(wrong), len(list))
	if len(wrong)*100 > 5*len(list) {
		t.Errorf("%d of %d are wrong:\n%s", len(wrong), len(list), strings.Join(wrong, "\n"))
	}
}

func (w wording) at(got Kind) string {
	return "line " + strconv.Itoa(w.line) + ": want " + w.kind.String() + ", got " + got.String() + ": " + strconv.Itoa(w.status) + " " + w.body
}

// TestHarmless: messages that only share words with the rows stay in the family
// of their status.
func TestHarmless(t *testing.T) {
	list := readWordings(t, "testdata/harmless.txt", false)
	if len(list) < 300 {
		t.Fatalf("%d messages, want 300", len(list))
	}
	for _, w := range list {
		v, _ := Generic.Verdict(Response{Status: w.status, Body: []byte(w.body)})
		if w.kind = kindOfStatus(w.status); v.Kind == Unknown {
			v.Kind = w.kind
		}
		if v.Kind.Family() != w.kind.Family() {
			t.Error(w.at(v.Kind))
		}
	}
}
