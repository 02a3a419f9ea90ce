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
	if want := `{"error":{"message":"It left."},"list":["gone"]}`; string(body) != want || h.Get("X-Error-Type") != "client" {
		t.Errorf("got %s, %v; want %s", body, h, want)
	}
	if h, body := w.Compose("", "", ""); body != nil || len(h) != 0 {
		t.Errorf("nothing makes %s, %v", body, h)
	}
}

// Arrays are written as far as steps lead into them, and nothing is replaced.
func TestComposer(t *testing.T) {
	w := &Wire{Body: []Node{
		{Key: "details", Slot: NoSlot, Kids: []Node{
			{Step: StepWhere, Key: "@type", Value: "Info", Slot: NoSlot, Kids: []Node{{Key: "reason", Slot: 0}, {Key: "domain", Slot: 1}}},
			{Step: StepIndex, Index: 2, Slot: 2}, {Step: StepIndex, Index: maxComposed, Slot: 3},
		}},
		{Key: "errors", Slot: NoSlot, Kids: []Node{{Step: StepAny, Slot: NoSlot, Kids: []Node{{Key: "message", Slot: 4}}}}},
	}}
	c := NewComposer(w)
	for slot, text := range []string{"GONE", "acme", "third", "too far", "It left.", ""} {
		c.Put([]Part{{Slot: slot}}, text)
	}
	c.Put([]Part{{Slot: 4}}, "A second one has no room.")
	c.PutAt("meta.region", "eu")
	c.PutAt("meta", "taken")
	c.PutAt("header:x-a", "1")
	c.PutAt("header:X-A", "2")
	want := `{"details":[{"@type":"Info","domain":"acme","reason":"GONE"},null,"third"],"errors":[{"message":"It left."}],"meta":{"region":"eu"}}`
	if got := string(c.Body()); got != want || c.Header.Get("X-A") != "1" {
		t.Errorf("got %s, %v\nwant %s", got, c.Header, want)
	}
}
