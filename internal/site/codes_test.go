package site

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// The index of codes has numbers by their size, before names.
func TestCompareCodes(t *testing.T) {
	got := slices.SortedFunc(slices.Values([]string{"b", "1203", "13", "-1", "a-2", "5"}), compareCodes)
	if diff := cmp.Diff([]string{"-1", "5", "13", "1203", "a-2", "b"}, got); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}
