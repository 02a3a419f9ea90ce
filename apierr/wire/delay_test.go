package wire

import "testing"

func TestDelayFormatNames(t *testing.T) {
	for f := range formatCount {
		if got, ok := ParseDelayFormat(f.String()); got != f || !ok {
			t.Errorf("ParseDelayFormat(%q) = %v, %v", f.String(), got, ok)
		}
	}
	if _, ok := ParseDelayFormat("fortnights"); ok {
		t.Error("an unknown format was taken")
	}
	if got := FormatSeconds.GoString(); got != "wire.FormatSeconds" {
		t.Errorf("GoString = %s", got)
	}
}
