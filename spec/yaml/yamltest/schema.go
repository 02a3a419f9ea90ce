package yamltest

import (
	"os"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// SchemaFile tests that a schema on disk is the one that the types make. With update it
// writes the file first; fix is the command that does so.
func SchemaFile(t *testing.T, name string, schema []byte, update bool, fix string) {
	t.Helper()
	if update {
		if err := os.WriteFile(name, schema, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(data), string(schema)); diff != "" {
		t.Errorf("%s is stale; fix it with: %s\n%s", name, fix, diff)
	}
}
