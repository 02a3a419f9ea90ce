package spec

import (
	"testing"

	"github.com/errbook/errbook/apierr/wire"
)

// A line of Rules has all numbers that a rule asks for.
func TestSignatureOfNumbers(t *testing.T) {
	var r Rule
	r.Status.Ranges = []wire.StatusRange{{From: 404, To: 404}, {From: 500, To: 599}}
	r.Close.Ranges = []wire.StatusRange{{From: 1008, To: 1008}, {From: 4000, To: 4010}}
	if got, want := r.signature(), "status=404|5xx close=1008|4000-4010"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}
