package generator_test

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"

	"github.com/errbook/errbook/generator"
	"github.com/errbook/errbook/generator/disk"
)

// writerEnv makes the test binary a process that writes a book into a directory
// again and again, every other time with an edit, until it is killed.
const writerEnv = "ERRBOOK_TEST_WRITE"

func TestMain(m *testing.M) {
	dir := os.Getenv(writerEnv)
	if dir == "" {
		os.Exit(m.Run())
	}
	old, edited := twoPlans()
	fmt.Println("ready")
	for {
		for _, p := range []*generator.Plan{edited, old} {
			_, err := p.Write(dir)
			if held := (*disk.HeldError)(nil); err != nil && !errors.As(err, &held) {
				fmt.Fprintln(os.Stderr, err)
				os.Exit(1)
			}
		}
	}
}

// twoPlans returns the plans of a book before and after an edit that changes
// most files and the names of some.
func twoPlans() (old, edited *generator.Plan) {
	archive, err := txtar.ParseFile("testdata/acme.txtar")
	if err != nil {
		panic(err)
	}
	if old, err = newPlan(archive); err != nil {
		panic(err)
	}
	for i, f := range archive.Files {
		text := strings.ReplaceAll(string(f.Data), "name: Acme", "name: Acme Edited")
		archive.Files[i].Data = []byte(text)
	}
	archive.Files = append(archive.Files, txtar.File{Name: "spec/other.yaml", Data: []byte(strings.ReplaceAll(otherSpec, "ID", "other"))})
	if edited, err = newPlan(archive); err != nil {
		panic(err)
	}
	return old, edited
}

// otherSpec is a small spec file of provider ID.
const otherSpec = `version: 1
provider: ID
name: Other
sources: [{id: page, url: "https://other.example/errors", verified: 2026-11-20}]
errors:
  - name: Gone
    title: Gone
    summary: The thing is gone.
    status: 410
    kind: not_found
    causes: [It was deleted.]
    fixes: [Create it again.]
    sources: [page]
`

// startWriter starts a process that writes into dir, and waits until it does.
func startWriter(t *testing.T, dir string) (kill func()) {
	t.Helper()
	c := exec.Command(os.Args[0])
	c.Env = append(os.Environ(), writerEnv+"="+dir)
	c.Stderr = os.Stderr
	out, err := c.StdoutPipe()
	if err == nil {
		err = c.Start()
	}
	if err != nil {
		t.Fatal(err)
	}
	out.Read(make([]byte, 6))
	return func() {
		c.Process.Kill()
		c.Wait()
	}
}

// checkWhole reports files that are neither of one plan nor of the other.
func checkWhole(t *testing.T, files map[string]string, plans ...*generator.Plan) (mixed bool) {
	t.Helper()
	known := map[string][]string{}
	for _, p := range plans {
		for _, f := range p.Files {
			known[f.Path] = append(known[f.Path], string(f.Data))
		}
	}
next:
	for name, data := range files {
		if strings.HasPrefix(path.Base(name), ".errbook-") {
			mixed = true
			continue
		}
		for _, k := range known[name] {
			if k == data {
				continue next
			}
		}
		t.Errorf("%s is neither old nor new: %q", name, data[:min(len(data), 100)])
	}
	return mixed
}

func planned(p *generator.Plan) map[string]string {
	m := map[string]string{}
	for _, f := range p.Files {
		m[f.Path] = string(f.Data)
	}
	return m
}

// Runs that are killed at any moment leave whole files, and what the next one
// finds is the tree of one book, not of two.
func TestKilledAtRandom(t *testing.T) {
	kills := 20
	if testing.Short() {
		kills = 5
	}
	old, edited := twoPlans()
	dir := t.TempDir()
	write(t, old, dir)
	mixed := 0
	for range kills {
		kill := startWriter(t, dir)
		time.Sleep(rand.N(30 * time.Millisecond))
		kill()
		if checkWhole(t, tree(t, dir), old, edited) {
			mixed++
		}
		if err := generator.Recover(dir); err != nil {
			t.Fatal(err)
		}
		after := tree(t, dir)
		delete(after, ".errbook-lock") // of a process that is no more
		if !cmp.Equal(after, planned(old)) && !cmp.Equal(after, planned(edited)) {
			t.Fatalf("the recovered tree is mixed:\n%s", cmp.Diff(planned(old), after))
		}
		write(t, edited, dir)
		write(t, old, dir)
		if diff := cmp.Diff(planned(old), tree(t, dir)); diff != "" {
			t.Fatal(diff)
		}
	}
	t.Logf("%d of %d kills left something to undo", mixed, kills)
}

// Of several runs at once each does all of its work or says that another is at
// work, and the next run makes the right tree.
func TestRunsAtOnce(t *testing.T) {
	if testing.Short() {
		t.Skip("lets writers and readers run against each other for seconds")
	}
	if runtime.GOOS == "windows" {
		t.Skip("a file that is read there cannot be replaced")
	}
	old, edited := twoPlans()
	for _, writers := range []int{2, 4} {
		dir := t.TempDir()
		write(t, old, dir)
		var kills []func()
		for range writers {
			kills = append(kills, startWriter(t, dir))
		}
		wrote, held := 0, 0
		for wrote < 10 && held < 10_000 {
			_, err := edited.Write(dir)
			if is := (*disk.HeldError)(nil); errors.As(err, &is) {
				held++
				time.Sleep(rand.N(2 * time.Millisecond))
				if !strings.Contains(err.Error(), "found process ") && !strings.Contains(err.Error(), "did not say") {
					t.Error(err)
				}
				continue
			}
			wrote++
			if err != nil {
				t.Error(err)
			}
			checkWhole(t, withoutMissing(dir), old, edited)
		}
		for _, kill := range kills {
			kill()
		}
		write(t, old, dir)
		if diff := cmp.Diff(planned(old), tree(t, dir)); diff != "" {
			t.Error(diff)
		}
		t.Logf("%d writers: wrote %d times, was told %d times that another was at work", writers, wrote, held)
	}
}

// withoutMissing is tree for a directory that changes: files that go while it
// looks are left out.
func withoutMissing(dir string) map[string]string {
	files := map[string]string{}
	filepath.WalkDir(dir, func(name string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return nil
		}
		if data, err := os.ReadFile(name); err == nil {
			rel, _ := filepath.Rel(dir, name)
			files[filepath.ToSlash(rel)] = string(data)
		}
		return nil
	})
	return files
}
