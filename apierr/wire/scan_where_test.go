package wire

import "testing"

// Several selectors look into one array, as the details of a google.rpc.Status
// ask for: each finds its own element, and a body that ends anywhere makes none
// of them read past the end.
func TestScanWithSeveralSelectors(t *testing.T) {
	const body = `{"details":[{"@type":"a/ErrorInfo","reason":"KEY"},{"delay":"3s","@type":"a/RetryInfo"},7]}`
	selector := func(kind, member string, slot int) Node {
		return Node{Step: StepWhere, Key: "@type", Value: kind, Slot: NoSlot, Kids: []Node{{Key: member, Slot: slot}}}
	}
	w := &Wire{Body: []Node{{Key: "details", Slot: NoSlot, Kids: []Node{
		selector("a/ErrorInfo", "reason", 0), selector("a/RetryInfo", "delay", 1), selector("a/Help", "url", 2),
	}}}}
	for n := range len(body) + 1 {
		f := new(Fields)
		f.Read(body[:n], Header{}, w)
		for slot, want := range []string{"KEY", "3s", ""} {
			v := f.slots[slot]
			if got := v.text(f.body); got != want && v.kind != valueCut && n > 0 {
				t.Errorf("slot %d of %q is %q, want %q", slot, f.body, got, want)
			}
		}
	}
}
