package findings

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/errbook/errbook/spec/yaml"
)

// TestExcerpt holds the line that is shown, and where the caret is.
func TestExcerpt(t *testing.T) {
	long := "a: " + strings.Repeat("b", 200)
	for _, c := range []struct {
		name, text string
		line, col  int
		want       string
	}{
		{"a value", "version: 1\nerrors:\n  - name: Bad\n    status: 42\n", 4, 13, "\n\tstatus: 42\n\t        ^"},
		{"the first of a list", "  - name: Bad\n", 1, 5, "\n\t- name: Bad\n\t  ^"},
		{"columns are bytes, carets characters", "título: é, kind: x\n", 1, 14, "\n\ttítulo: é, kind: x\n\t           ^"},
		{"a byte order mark", "\ufeffversion: 2\n", 1, 10, "\n\tversion: 2\n\t         ^"},
		{"line ends of Windows", "version: 2\r\nname: x\r\n", 1, 10, "\n\tversion: 2\n\t         ^"},
		{"tabs and what cannot be seen", "a:\t\x1b[31mred\n", 1, 8, "\n\ta: \\x1b[31mred\n\t          ^"},
		{"the end of a long line", long, 1, 150, "\n\t…" + strings.Repeat("b", 94) + "…\n\t" + strings.Repeat(" ", 48) + "^"},
		{"the start of a long line", long, 1, 1, "\n\ta: " + strings.Repeat("b", 92) + "…\n\t^"},
		{"no such line", "version: 1\n", 3, 1, ""},
		{"no such column", "version: 1\n", 1, 40, ""},
		{"the file as a whole", "version: 1\n", 0, 0, ""},
		{"not UTF-8", "a: \xff\n", 1, 1, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			name := filepath.Join(t.TempDir(), "x.yaml")
			if err := os.WriteFile(name, []byte(c.text), 0o666); err != nil {
				t.Fatal(err)
			}
			if got := excerpt(name, yaml.Pos{Line: c.line, Col: c.col}); got != c.want {
				t.Errorf("got %q\nwant %q", got, c.want)
			}
		})
	}
	if got := excerpt("HEAD~1:spec/x.yaml", yaml.Pos{Line: 1, Col: 1}); got != "" {
		t.Errorf("a file of a revision has an excerpt: %q", got)
	}
	if got := excerpt(t.TempDir(), yaml.Pos{Line: 1, Col: 1}); got != "" {
		t.Errorf("a directory has an excerpt: %q", got)
	}
}
