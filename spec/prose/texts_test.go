package prose

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

// Spans gives back what Flatten took, with and without links; a text of
// somebody else stays text.
func TestTextsComeBack(t *testing.T) {
	texts := Texts{}
	for _, raw := range []string{
		"Plain words, *stars* and <tags>.",
		"The `max_tokens` of `gpt-4`.",
		"See [the limits](https://acme.dev/limits), then `retry`.",
		"Write to [help@acme.dev](mailto:help@acme.dev).",
		"An array [0] in (brackets).",
	} {
		want, err := Parse(raw)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, texts.Spans(texts.Flatten(want))); diff != "" {
			t.Errorf("%s (-want +got):\n%s", raw, diff)
		}
	}
	if len(texts) != 2 {
		t.Errorf("%d texts are remembered, want the two with links", len(texts))
	}
	const odd = "a ` alone"
	if diff := cmp.Diff([]Span{{Text: odd}}, Texts(nil).Spans(odd)); diff != "" {
		t.Error(diff)
	}
}
