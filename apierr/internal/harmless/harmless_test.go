package harmless

import (
	"strings"
	"testing"
	"unicode/utf8"
)

func TestLine(t *testing.T) {
	long := strings.Repeat("é", 400)
	tests := []struct{ text, want string }{
		{"plain", "plain"},
		{"", ""},
		{"  two\n\n words\t", "two words"},
		{"a  b", "a b"},
		{"see https://a.test/b?c=d.", "see [link]."},
		{"(HTTPS://A.test), ftp://x y", "([link]), [link] y"},
		{`<a href=\"https:\/\/a.test\">`, `<a href=\"[link]\">`},
		{"go to www.a.test/b now", "go to [link] now"},
		{"a // comment, and/or", "a // comment, and/or"},
		{long, strings.Repeat("é", 299) + "…"},
		{long[:600], long[:600]},
		{"wake: www", "wake: www"},
	}
	for _, tt := range tests {
		if got := Line(tt.text); got != tt.want {
			t.Errorf("%q: got %q, want %q", tt.text, got, tt.want)
		}
	}
}

func TestTextIsBounded(t *testing.T) {
	got := Text(strings.Repeat("é", MaxBlock))
	if len(got) > MaxBlock+len("…") || !utf8.ValidString(got) {
		t.Errorf("%d bytes, valid: %v", len(got), utf8.ValidString(got))
	}
}
