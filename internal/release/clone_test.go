package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// workingOn is the commands that README gives to whoever works on errbook.
var workingOn = regexp.MustCompile("(?s)## Working on errbook\n.*?```\n(.*?)```")

// What README tells whoever works on errbook holds in a fresh clone: everything that
// is needed was committed, and what generate writes is what was committed.
func TestFreshClone(t *testing.T) {
	if testing.Short() {
		t.Skip("compiles the command in a clone")
	}
	readme, err := os.ReadFile(filepath.Join(root, "README.md"))
	if err != nil {
		t.Fatal(err)
	}
	m := workingOn.FindSubmatch(readme)
	if m == nil {
		t.Fatal("README.md has no commands under Working on errbook")
	}
	clone := filepath.Join(t.TempDir(), "errbook")
	if out, err := git(root, "clone", "--quiet", "--no-local", "--depth=1", "file://"+absolute(t, root), clone); err != nil {
		t.Skipf("the repository cannot be cloned: %v\n%s", err, out)
	}
	ran := 0
	for line := range strings.Lines(string(m[1])) {
		command, _, _ := strings.Cut(line, "#")
		if args := strings.Fields(command); len(args) > 1 && args[0] == "go" {
			ran++
			inClone(t, clone, args[1:])
		}
	}
	if ran < 2 {
		t.Errorf("README.md has %d commands under Working on errbook", ran)
	}
	if status, err := git(clone, "status", "--porcelain"); err != nil || status != "" {
		t.Errorf("the clone has changes after them (%v):\n%s", err, status)
	}
}

// inClone runs a command of go. Of the tests it runs those of one package, as they all
// run elsewhere. The compiler leaves the directory out, so that what it made serves the
// next run of this test.
func inClone(t *testing.T, clone string, args []string) {
	t.Helper()
	if args[0] == "test" {
		args = []string{"test", "./spec/yaml"}
	}
	goOutput(t, clone, append(os.Environ(), "GOFLAGS=-trimpath", "GOWORK="), args...)
}

func absolute(t *testing.T, dir string) string {
	t.Helper()
	path, err := filepath.Abs(dir)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := exec.LookPath("git"); err != nil {
		t.Skip("git is required")
	}
	return filepath.ToSlash(path)
}
