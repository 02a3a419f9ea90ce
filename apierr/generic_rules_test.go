package apierr

import (
	"testing"

	"github.com/errbook/errbook/apierr/wire"
)

// TestGenericLayerIsWhatTheClassifierReads asks the classifier for what the
// layer says, row by row.
func TestGenericLayerIsWhatTheClassifierReads(t *testing.T) {
	l := NewGenericLayer()
	seen := map[string]bool{}
	for _, c := range l.Names {
		if got := kindOfName(c.Name); got.kind != c.Kind || int(got.strength) != c.Strength || seen[c.Name] {
			t.Errorf("%s is listed as %v, strength %d, and found as %v (listed before: %t)", c.Name, c.Kind, c.Strength, got, seen[c.Name])
		}
		seen[c.Name] = true
		if squash(nil, c.Name) != c.Name {
			t.Errorf("no identifier can be %s", c.Name)
		}
	}
	for _, s := range l.Statuses {
		if s.Kind != kindOfStatus(s.Status) || s.Class != uint16(statusSetOf(s.Status)) || s.Class&(s.Class-1) != 0 {
			t.Errorf("%d is %v of class %b", s.Status, s.Kind, s.Class)
		}
	}
	for _, row := range l.Phrases {
		for _, p := range row.Phrases {
			if p != wire.Fold(p) {
				t.Errorf("no folded message has %q", p)
			}
		}
	}
	if len(l.Stems) == 0 || len(l.Closes) == 0 || len(l.Numbers[0].Clues) == 0 || len(l.Identifiers) != len(genericCodes) {
		t.Errorf("the layer has %d stems, %d close codes and %d identifiers", len(l.Stems), len(l.Closes), len(l.Identifiers))
	}
}
