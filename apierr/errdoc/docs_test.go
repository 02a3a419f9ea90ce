package errdoc

import "testing"

func TestNote(t *testing.T) {
	for _, tt := range []struct {
		source Source
		want   string
	}{
		{Source{}, ""},
		{Source{Verified: "2026-11-20", AsOf: "version 2.3", Basis: "observed"}, "verified 2026-11-20, as of version 2.3, from a recorded response"},
		{Source{AsOf: "an undated copy"}, "read in an undated copy"},
		{Source{AsOf: "a copy of page 459 of the manual"}, "read in a copy of page 459 of the manual"},
		{Source{AsOf: "undated copies of its table in public clients"}, "read in undated copies of its table in public clients"},
		{Source{AsOf: "2026-10-01"}, "as of 2026-10-01"},
	} {
		if got := tt.source.Note(); got != tt.want {
			t.Errorf("%+v: got %q, want %q", tt.source, got, tt.want)
		}
	}
}
