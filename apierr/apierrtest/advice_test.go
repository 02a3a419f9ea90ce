package apierrtest

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestCommandIn says how a failure names errbook, by the module of the test.
func TestCommandIn(t *testing.T) {
	for _, c := range []struct{ name, mod, want string }{
		{"a tool", "module x\n\ntool github.com/errbook/errbook/cmd/errbook\n", "go tool errbook"},
		{"one of several", "module x\n\ntool (\n\texample.com/a\n\tgithub.com/errbook/errbook/cmd/errbook // docs\n)\n", "go tool errbook"},
		{"required alone", "module x\n\nrequire github.com/errbook/errbook v0.1.0\n", "errbook"},
		{"another tool of that name", "module x\n\ntool github.com/errbook/errbook/cmd/errbookvet\n", "errbook"},
	} {
		t.Run(c.name, func(t *testing.T) {
			root := t.TempDir()
			dir := filepath.Join(root, "gen", "shoperr")
			if err := os.MkdirAll(dir, 0o777); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(filepath.Join(root, "go.mod"), []byte(c.mod), 0o666); err != nil {
				t.Fatal(err)
			}
			if got := commandIn(dir); got != c.want {
				t.Errorf("commandIn = %q, want %q", got, c.want)
			}
		})
	}
	if got := fmt.Sprintf("broken%s", advice); !strings.HasPrefix(got, "broken\n\tto fix it, ") || !strings.HasSuffix(got, "errbook generate") {
		t.Errorf("a failure says %q", got)
	}
}
