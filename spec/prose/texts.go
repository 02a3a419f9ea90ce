package prose

import "slices"

// Texts remembers the spans of texts with links, so that documentation which
// was flattened by [Text] can be printed with its links again: by what Text
// made of them.
type Texts map[string][]Span

// Flatten returns what [Text] makes of spans, and remembers their links.
func (t Texts) Flatten(spans []Span) string {
	text := Text(spans)
	if slices.ContainsFunc(spans, func(s Span) bool { return s.Kind == Link }) {
		t[text] = spans
	}
	return text
}

// Spans returns the spans of a text that [Texts.Flatten] made. Any other text
// is read as the dialect has it, and stays plain where it is not in the
// dialect. A nil Texts is an empty one.
func (t Texts) Spans(text string) []Span {
	if spans, ok := t[text]; ok {
		return spans
	}
	spans, err := Parse(text)
	if err != nil {
		return []Span{{Text: text}}
	}
	return spans
}

// All returns the spans of several texts.
func (t Texts) All(texts []string) [][]Span {
	out := make([][]Span, len(texts))
	for i, text := range texts {
		out[i] = t.Spans(text)
	}
	return out
}
