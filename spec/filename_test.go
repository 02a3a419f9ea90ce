package spec

import (
	"strings"
	"testing"
	"testing/fstest"
)

// Generated files name the spec file that they come from in a line comment.
func TestLoadRefusesFileNamesThatBreakLines(t *testing.T) {
	for _, name := range []string{"a\nb.yaml", "a\rb.yaml", "a\u202eb.yaml"} {
		_, err := LoadFS(fstest.MapFS{"spec/" + name: {Data: []byte("version: 1\n")}}, "spec")
		if err == nil || !strings.Contains(err.Error(), "must be plain text") {
			t.Errorf("%q: got %v", name, err)
		}
	}
}
