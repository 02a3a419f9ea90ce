package main

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"gopkg.in/yaml.v3"
)

// A goreleaser is what .goreleaser.yaml says of builds and archives.
type goreleaser struct {
	Builds []struct {
		Main    string
		Env     []string
		Flags   []string
		Ldflags []string
		Goos    []string
		Goarch  []string
	}
	Before   struct{ Hooks []string }
	Archives []struct{ Files []struct{ Src string } }
}

func readGoreleaser(t *testing.T) goreleaser {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(root, ".goreleaser.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	var c goreleaser
	if err := yaml.Unmarshal(data, &c); err != nil {
		t.Fatal(err)
	}
	if len(c.Builds) != 1 || len(c.Archives) != 1 {
		t.Fatalf(".goreleaser.yaml has %d builds and %d archives", len(c.Builds), len(c.Archives))
	}
	return c
}

// What archives contain is there, once the hook has run, and nothing that the hook
// makes is left out of them.
func TestArchivesHaveTheirFiles(t *testing.T) {
	if testing.Short() {
		t.Skip("builds the command in a copy of the tree")
	}
	c := readGoreleaser(t)
	files := copyTree(t)
	for _, hook := range c.Before.Hooks {
		words := strings.Fields(hook)
		cmd := exec.Command(words[0], words[1:]...)
		cmd.Dir, cmd.Env = files, append(os.Environ(), "GOFLAGS=-trimpath")
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("%s: %v\n%s", hook, err, out)
		}
	}
	packed := map[string]bool{}
	for _, f := range c.Archives[0].Files {
		found, err := filepath.Glob(filepath.Join(files, filepath.FromSlash(f.Src)))
		if err != nil || len(found) == 0 {
			t.Errorf("%s is not there (%v)", f.Src, err)
		}
		for _, name := range found {
			packed[name] = true
		}
	}
	made, err := filepath.Glob(filepath.Join(files, ".release", "*", "*"))
	if err != nil || len(made) < 10 {
		t.Errorf("the hook made %d files (%v)", len(made), err)
	}
	for _, name := range made {
		if !packed[name] {
			t.Errorf("no archive has %s", name)
		}
	}
}

// The same commit makes the same bytes: built again in another directory, by
// somebody who has compiled nothing before, the command does not differ.
func TestBuildsAreReproducible(t *testing.T) {
	if os.Getenv("REBUILD") == "" {
		t.Skip("compiles the command and the standard library anew, which takes minutes; REBUILD=1 runs it")
	}
	b := readGoreleaser(t).Builds[0]
	first := build(t, b.Main, b.Flags, b.Ldflags, b.Env, copyTree(t))
	second := build(t, b.Main, b.Flags, b.Ldflags, append(b.Env, "GOCACHE="+t.TempDir()), copyTree(t))
	if len(first) < 1<<20 || !bytes.Equal(first, second) {
		t.Errorf("two builds differ: %d and %d bytes", len(first), len(second))
	}
	if bytes.Contains(first, []byte(os.TempDir()+"/TestBuilds")) {
		t.Error("the command contains the directory in which it was built")
	}
}

// build builds the command in a copy of the tree, and returns it.
func build(t *testing.T, main string, flags, ldflags, env []string, dir string) []byte {
	t.Helper()
	binary := filepath.Join(t.TempDir(), "errbook")
	args := append([]string{"build", "-o", binary, "-ldflags=" + strings.Join(ldflags, " ")}, flags...)
	goOutput(t, dir, append(os.Environ(), env...), append(args, main)...)
	data, err := os.ReadFile(binary)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// copyTree copies what git knows of the work tree.
func copyTree(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	names, err := git(root, "ls-files", "-z", "--cached", "--others", "--exclude-standard")
	if err != nil {
		t.Fatal(err)
	}
	for name := range strings.SplitSeq(strings.TrimSuffix(names, "\x00"), "\x00") {
		data, err := os.ReadFile(filepath.Join(root, name))
		if os.IsNotExist(err) { // deleted, and not committed yet
			continue
		}
		if err != nil {
			t.Fatal(err)
		}
		target := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(target), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(target, data, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}
