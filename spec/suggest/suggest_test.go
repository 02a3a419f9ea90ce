package suggest

import (
	"fmt"
	"testing"
)

func TestNearest(t *testing.T) {
	keys := []string{"causes", "checks", "code", "executed", "fixes", "kind", "name", "near_misses", "request_id", "summary"}
	for found, want := range map[string]string{
		"sumary":     "summary",
		"cuases":     "causes",
		"nearMisses": "near_misses",
		"near-miss":  "near_misses",
		"Kind":       "kind",
		"fix":        "fixes",
		"requestid":  "request_id",
		"banana":     "",
		"cde":        "code",
		"":           "",
	} {
		if got := Nearest(found, keys); got != want {
			t.Errorf("Nearest(%q) = %q, want %q", found, got, want)
		}
	}
}

func TestHint(t *testing.T) {
	for _, tt := range []struct {
		found   string
		options []string
		want    string
	}{
		{"colour", []string{"kind", "color"}, "did you mean color?"},
		{"x", nil, ""},
		{"x", []string{"kind"}, "the only choice is kind"},
		{"x", []string{"kind", "color"}, "choose one of kind and color"},
	} {
		if got := Hint(tt.found, tt.options); got != tt.want {
			t.Errorf("Hint(%q, %q) = %q, want %q", tt.found, tt.options, got, tt.want)
		}
	}
}

func TestLists(t *testing.T) {
	var many []string
	for i := range maxListed + 1 {
		many = append(many, fmt.Sprint(i))
	}
	for _, tt := range []struct {
		words   []string
		and, or string
	}{
		{nil, "none", ""},
		{[]string{"a"}, "a", "a"},
		{[]string{"a", "b", "c"}, "a, b and c", "a, b or c"},
	} {
		if and, or := And(tt.words), Or(tt.words); and != tt.and || or != tt.or {
			t.Errorf("%q: got %q and %q", tt.words, and, or)
		}
	}
	if got := And(many); got[len(got)-len("31, …"):] != "31, …" {
		t.Errorf("a long list ends %q", got)
	}
}
