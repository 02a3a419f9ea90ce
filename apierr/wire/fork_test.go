package wire

import (
	"fmt"
	"strings"
	"testing"
)

// More nodes than a set of 64 bits has, each with a key of its own, and some that
// share one: of those the first counts.
func TestForkFindsEveryKey(t *testing.T) {
	var nodes []Node
	for i := range 100 {
		nodes = append(nodes, Node{Key: fmt.Sprintf("key_%d", i), Slot: i % MaxSlots})
	}
	nodes = append(nodes, Node{Key: "key_7", Slot: 1}, Node{Step: StepIndex, Key: "element", Slot: 2}, Node{Key: "", Slot: 3})
	k := newFork(nodes)
	for i := range 100 {
		if got := k.find(nodes[i].Key); got != i {
			t.Errorf("%s is node %d, want %d", nodes[i].Key, got, i)
		}
	}
	for _, key := range []string{"key_100", "element", "key", strings.Repeat("k", 1000)} {
		if got := k.find(key); got != -1 {
			t.Errorf("%.20s is node %d, want none", key, got)
		}
	}
	if got := k.find(""); got != len(nodes)-1 {
		t.Errorf("the empty key is node %d, want %d", got, len(nodes)-1)
	}
	if !k.hasArrayStep() || newFork(nodes[:100]).hasArrayStep() || newFork(nil).hasArrayStep() {
		t.Error("the steps into arrays are not seen")
	}
}

// A string with escapes is decoded once, and says the same to all who ask.
func TestDecodedTextIsKept(t *testing.T) {
	f := new(Fields)
	w := &Wire{Body: []Node{{Key: "a", Slot: 0}, {Key: "b", Slot: 1}, {Key: "empty", Slot: 2}}}
	f.Read(`{"a":"one\nline","b":"\u00e9\ud83d\ude00\\","empty":""}`, Header{}, w)
	for range 3 {
		if a, b, empty := f.Text(0), f.Text(1), f.Text(2); a != "one\nline" || b != "é😀\\" || empty != "" {
			t.Fatalf("got %q, %q and %q", a, b, empty)
		}
	}
	if n := len(f.scratch); n != len("one\nline")+len("é😀\\") {
		t.Errorf("%d bytes were decoded", n)
	}
	if !f.IsText(0) || !f.HasValue(1) || f.HasValue(2) {
		t.Error("a decoded string is no text, or says nothing")
	}
}
