package generator

import "testing"

func TestIsFresh(t *testing.T) {
	for date, want := range map[string]bool{
		"2026-11-20": true,
		"2026-08-22": true,  // 90 days before
		"2026-08-21": false, // 91
		"":           false,
	} {
		if got := isFresh(date, "2026-11-20"); got != want {
			t.Errorf("isFresh(%q) = %t", date, got)
		}
	}
}
