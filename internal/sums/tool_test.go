package sums

import (
	"bytes"
	"os"
	"strings"
	"testing"
)

// The test's own program has a build ID, as every program has that go build made.
func TestTool(t *testing.T) {
	if got := tool(); !strings.HasPrefix(got, "id ") || len(got) != len("id ")+83 {
		t.Errorf("this program is %q", got)
	}
}

func TestToolOf(t *testing.T) {
	id := strings.Repeat("abcdefghijklmnopqr-_", 4)
	id = id[:20] + "/" + id[20:40] + "/" + id[40:60] + "/" + id[60:]
	note := func(id string) string {
		return "\x04\x00\x00\x00" + string(rune(len(id))) + "\x00\x00\x00\x04\x00\x00\x00Go\x00\x00" + id
	}
	for _, tt := range []struct{ name, program, want string }{
		{"ELF", "\x7fELF" + strings.Repeat("x", 3000) + note(id) + "rest", "id " + id},
		{"other programs", "MZ" + strings.Repeat("x", 3000) + "\xff Go build ID: \"" + id + "\"\n \xff", "id " + id},
		{"an ID of somebody's", "MZ \xff Go build ID: \"mine\"\n \xff", "sum "},
		{"no ID", "MZ", "sum "},
		{"a cut note", "\x7fELF" + note(id)[:40], "sum "},
		{"a note of a huge size", "\x7fELF\x04\x00\x00\x00\xff\xff\xff\xff\x04\x00\x00\x00Go\x00\x00", "sum "},
		{"a note at the begin", "\x04\x00\x00\x00Go\x00\x00", "sum "},
	} {
		if got := toolOf(bytes.NewReader([]byte(tt.program))); !strings.HasPrefix(got, tt.want) || tt.want != "sum " && got != tt.want {
			t.Errorf("%s: got %q, want %q", tt.name, got, tt.want)
		}
	}
	a, b := toolOf(strings.NewReader("MZ 1")), toolOf(strings.NewReader("MZ 2"))
	if a == b {
		t.Error("two programs without an ID are one")
	}
	if data, err := os.ReadFile(os.Args[0]); err == nil {
		if i := strings.Index(string(data[:64<<10]), strings.TrimPrefix(tool(), "id ")); i < 0 {
			t.Error("the ID is not in the program")
		}
	}
}
