package wire

import (
	"testing"
)

// Each part goes where the provider has it; what finds no room is left out.
func TestCompose(t *testing.T) {
	w := &Wire{
		Body: []Node{
			{Key: "error", Slot: NoSlot, Kids: []Node{{Key: "status", Slot: 0}, {Key: "message", Slot: 1}}},
			{Key: "list", Slot: NoSlot, Kids: []Node{{Step: StepIndex, Slot: 2}}},
		},
		Code:    []Part{{Slot: 2}, {Slot: 0}},
		Type:    []Part{{Slot: NoSlot, Header: "x-error-type"}},
		Message: []Part{{Slot: 1}},
	}
	h, body := w.Compose("gone", "client", "It left.")
	if want := `{"error":{"message":"It left.","status":"gone"}}`; string(body) != want || h.Get("X-Error-Type") != "client" {
		t.Errorf("got %s, %v; want %s", body, h, want)
	}
	if h, body := w.Compose("", "", ""); body != nil || len(h) != 0 {
		t.Errorf("nothing makes %s, %v", body, h)
	}
}
