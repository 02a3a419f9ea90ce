//go:build darwin || dragonfly || freebsd || illumos || linux || netbsd || openbsd

package disk

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// before and after are the trees of the tests: a file that is replaced, one that
// goes with its directory, one that stays, two that come.
var (
	before = map[string]string{"a/replaced": "old text\n", "a/removed": "old\n", "b/only": "old\n", "stays": "as it was\n"}
	after  = map[string]string{"a/replaced": "the new text\n", "c/d/new": "new\n", "e": "new\n", "stays": "as it was\n"}
)

func oldTree(t testing.TB) string {
	t.Helper()
	dir := t.TempDir()
	for name, data := range before {
		put(t, dir, name, data)
	}
	if err := os.Chmod(filepath.Join(dir, "a/replaced"), 0o640); err != nil {
		t.Fatal(err)
	}
	return dir
}

func put(t testing.TB, dir, name, data string) {
	t.Helper()
	name = filepath.Join(dir, name)
	if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(data), 0o644); err != nil {
		t.Fatal(err)
	}
}

// treeOf returns what is below dir: files with their text, empty directories.
func treeOf(t testing.TB, dir string) map[string]string {
	t.Helper()
	files := map[string]string{}
	err := filepath.WalkDir(dir, func(name string, d fs.DirEntry, err error) error {
		if err != nil || name == dir {
			return err
		}
		rel, _ := filepath.Rel(dir, name)
		if d.IsDir() {
			if entries, _ := os.ReadDir(name); len(entries) == 0 {
				files[rel+"/"] = "empty"
			}
			return nil
		}
		data, err := os.ReadFile(name)
		files[rel] = string(data)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// change makes before into after, whatever of it is done already.
func change(fsys FS) error {
	c, err := Begin(fsys, nil)
	if err != nil {
		return err
	}
	if err := stageAll(fsys, c); err != nil {
		return errors.Join(err, c.Close())
	}
	return errors.Join(c.Commit(), c.Close())
}

func stageAll(fsys FS, c *Change) error {
	for _, name := range []string{"a/removed", "a/replaced", "b/only", "c/d/new", "e"} {
		old, err := fsys.ReadFile(name, 0)
		missing := errors.Is(err, fs.ErrNotExist)
		if err != nil && !missing {
			return err
		}
		data, wanted := after[name]
		switch {
		case wanted && string(old) != data:
			err = c.Put(name, []byte(data))
		case !wanted && !missing:
			err = c.Remove(name)
		default:
			err = nil
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func open(t testing.TB, dir string) FS {
	t.Helper()
	fsys, err := Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { fsys.Close() })
	return fsys
}

func TestChange(t *testing.T) {
	dir := oldTree(t)
	if err := change(open(t, dir)); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(after, treeOf(t, dir)); diff != "" {
		t.Error(diff)
	}
	if info, err := os.Stat(filepath.Join(dir, "a/replaced")); err != nil || info.Mode().Perm() != 0o640 {
		t.Errorf("the mode was not kept: %v, %v", info.Mode(), err)
	}
}

// isOneOf reports whether a tree is the old or the new one.
func isOneOf(tree map[string]string) bool { return cmp.Equal(tree, before) || cmp.Equal(tree, after) }

// torn lists the files of a tree, apart from those of a change under way, that
// are neither old nor new.
func torn(tree map[string]string) []string {
	var bad []string
	for name, data := range tree {
		if strings.HasPrefix(filepath.Base(name), ".errbook-") || data == "empty" {
			continue
		}
		if old, was := before[name]; was && data == old {
			continue
		}
		if want, is := after[name]; is && data == want {
			continue
		}
		bad = append(bad, name)
	}
	return bad
}

// A process that is killed at any operation leaves whole files, and the next one
// finds the old tree or the new one, also if it is killed itself.
func TestKillAtEveryOperation(t *testing.T) {
	if testing.Short() {
		t.Skip("kills a write at every operation, and repairs each of them, too")
	}
	total := opsOf(t)
	mixed := 0
	for at := 1; at <= total; at++ {
		for again, next := 0, 1; ; again, next = next, again+next { // 0, 1, 1, 2, 3, 5 …
			dir := oldTree(t)
			fsys := open(t, dir)
			first := &faultFS{FS: fsys, at: at, kill: true}
			err := change(first)
			left := treeOf(t, dir)
			if err == nil && !hasAll(left) {
				t.Errorf("killed at %d (%s), it had reported success too early", at, first.ops[at-1])
			}
			if bad := torn(left); len(bad) > 0 {
				t.Errorf("killed at %d (%s), files are torn: %v", at, first.ops[at-1], bad)
			}
			if again == 0 && !isOneOf(left) {
				mixed++
			}
			second := &faultFS{FS: fsys, at: again, kill: true}
			Recover(second, nil)
			if err := Recover(fsys, nil); err != nil {
				t.Errorf("killed at %d (%s) and %d, it cannot recover: %v", at, first.ops[at-1], again, err)
			}
			recovered := treeOf(t, dir)
			delete(recovered, lockName) // which nobody holds
			if !isOneOf(recovered) {
				t.Errorf("killed at %d (%s) and %d, the tree is mixed:\n%s", at, first.ops[at-1], again, cmp.Diff(before, recovered))
			}
			if err := change(fsys); err != nil {
				t.Errorf("killed at %d (%s) and %d, the next run fails: %v", at, first.ops[at-1], again, err)
			}
			if diff := cmp.Diff(after, treeOf(t, dir)); diff != "" {
				t.Errorf("killed at %d (%s) and %d, the next run makes\n%s", at, first.ops[at-1], again, diff)
			}
			if !second.broken() {
				if again > 0 {
					break
				}
			}
		}
	}
	t.Logf("%d operations, of which %d left something to undo", total, mixed)
	if mixed < 10 {
		t.Errorf("only %d kills left something to undo", mixed)
	}
}

// opsOf returns how many operations a change takes.
func opsOf(t *testing.T) int {
	t.Helper()
	counting := &faultFS{FS: open(t, oldTree(t))}
	if err := change(counting); err != nil {
		t.Fatal(err)
	}
	return counting.n
}

// Whatever operation fails, once or from then on, all has happened or nothing.
func TestFailAtEveryOperation(t *testing.T) {
	needsSpace := func(op string) bool {
		return op == "create" || op == "write" || op == "mkdir" || op == "link"
	}
	for _, tt := range []struct {
		name string
		fs   *faultFS
	}{
		{"EIO once", &faultFS{err: syscall.EIO}},
		{"the disk is full once", &faultFS{err: syscall.ENOSPC, only: needsSpace}},
		{"the disk is full", &faultFS{err: syscall.ENOSPC, only: needsSpace, last: true}},
		{"hard links are not supported", &faultFS{err: syscall.EPERM, only: func(op string) bool { return op == "link" }, last: true}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			failed := 0
			for at := 1; ; at++ {
				dir := oldTree(t)
				fsys := open(t, dir)
				faulty := &faultFS{FS: fsys, at: at, err: tt.fs.err, only: tt.fs.only, last: tt.fs.last}
				err := change(faulty)
				if !faulty.broken() {
					break
				}
				what := fmt.Sprintf("at %d (%s), %v", at, faulty.ops[at-1], err)
				if err != nil {
					failed++
				}
				if tree := treeOf(t, dir); !Pending(fsys) && !isOneOf(withoutLock(tree)) {
					t.Errorf("%s: the tree is mixed:\n%s", what, cmp.Diff(before, tree))
				} else if err == nil && !hasAll(tree) {
					t.Errorf("%s: it reported success, but the tree is not the new one:\n%s", what, cmp.Diff(after, tree))
				}
				if err := Recover(fsys, nil); err != nil {
					t.Errorf("%s: it cannot recover: %v", what, err)
				}
				if tree := withoutLock(treeOf(t, dir)); !isOneOf(tree) {
					t.Errorf("%s: recovered, the tree is mixed:\n%s", what, cmp.Diff(before, tree))
				}
				if err := change(fsys); err != nil {
					t.Errorf("%s: the next run fails: %v", what, err)
				}
				if diff := cmp.Diff(after, withoutLock(treeOf(t, dir))); diff != "" {
					t.Errorf("%s: the next run makes\n%s", what, diff)
				}
			}
			t.Logf("%d runs failed", failed)
		})
	}
}

// withoutLock returns a tree without what does no harm: a lock file that nobody
// holds, and a directory that could not be removed when it was empty.
func withoutLock(tree map[string]string) map[string]string {
	delete(tree, lockName)
	maps.DeleteFunc(tree, func(_, data string) bool { return data == "empty" })
	return tree
}

// hasAll reports whether all new files are there, and no old ones.
func hasAll(tree map[string]string) bool {
	for name, data := range after {
		if tree[name] != data {
			return false
		}
	}
	_, removed := tree["a/removed"]
	return !removed
}

// Of several changes at once, one works at a time; the others are told who does.
func TestChangesAtOnce(t *testing.T) {
	dir := oldTree(t)
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			for range 50 {
				fsys, err := Open(dir)
				if err != nil {
					t.Error(err)
					return
				}
				err = change(fsys)
				fsys.Close()
				if held := (*HeldError)(nil); errors.As(err, &held) {
					if !strings.Contains(err.Error(), fmt.Sprintf("process %d on ", os.Getpid())) && !strings.Contains(err.Error(), "did not say") {
						t.Errorf("it does not say who: %v", err)
					}
					continue
				}
				if err != nil {
					t.Error(err)
				}
			}
		})
	}
	wg.Wait()
	if diff := cmp.Diff(after, treeOf(t, dir)); diff != "" {
		t.Error(diff)
	}
}

func TestHeldLock(t *testing.T) {
	dir := oldTree(t)
	c, err := Begin(open(t, dir), nil)
	if err != nil {
		t.Fatal(err)
	}
	_, err = Begin(open(t, dir), nil)
	held := (*HeldError)(nil)
	if want := fmt.Sprintf("found process %d on ", os.Getpid()); !errors.As(err, &held) || !strings.Contains(err.Error(), want) {
		t.Errorf("got %v, want %q in it", err, want)
	}
	if err := c.Close(); err != nil {
		t.Error(err)
	}
	if diff := cmp.Diff(before, treeOf(t, dir)); diff != "" {
		t.Error(diff)
	}
}

// Nothing is followed, and nothing of others is written or removed.
func TestLinksAreNotFollowed(t *testing.T) {
	outside := filepath.Join(t.TempDir(), "theirs")
	put(t, filepath.Dir(outside), "theirs", "theirs\n")
	for _, tt := range []struct {
		name, link, to string
		want           string // in the error of a change, "" for success
	}{
		{"a directory", "c", "b", "c: a directory is required here; found a symbolic link"},
		{"a target", "e", "stays", "e: a file is required here; found a symbolic link"},
		{"a target outside", "e", outside, "e: a file is required here; found a symbolic link"},
		{"the lock", lockName, "stays", lockName + ": a lock of errbook is required here"},
		{"the lock outside", lockName, outside, lockName + ": a lock of errbook is required here"},
		{"the journal", journalName, "stays", journalName + ": a journal that errbook wrote is required here"},
		{"the other journal", doneName, "stays", doneName + ": a journal that errbook wrote is required here"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			dir := oldTree(t)
			if err := os.Symlink(tt.to, filepath.Join(dir, tt.link)); err != nil {
				t.Fatal(err)
			}
			was := linkless(t, dir, tt.link)
			err := change(open(t, dir))
			if err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("got the error %v, want %q", err, tt.want)
			}
			if diff := cmp.Diff(was, linkless(t, dir, tt.link)); diff != "" {
				t.Error(diff)
			}
			if data, _ := os.ReadFile(outside); string(data) != "theirs\n" {
				t.Error("a file outside was changed")
			}
		})
	}
}

// linkless is treeOf without a link.
func linkless(t *testing.T, dir, link string) map[string]string {
	t.Helper()
	if info, err := os.Lstat(filepath.Join(dir, link)); err != nil || info.Mode()&fs.ModeSymlink == 0 {
		t.Error("the link is no link any more: ", err)
	}
	tree := map[string]string{}
	for name := range before {
		data, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil {
			t.Error(err)
		}
		tree[name] = string(data)
	}
	entries, _ := os.ReadDir(dir)
	for _, e := range entries {
		tree[e.Name()] += "is there"
	}
	return tree
}

// headLine returns the first line of a journal.
func headLine(t testing.TB, token string) string {
	t.Helper()
	line, err := json.Marshal(&head{journalNote, token})
	if err != nil {
		t.Fatal(err)
	}
	return string(line) + "\n"
}

// What the journal could not name, so that nobody could undo it, is refused, and
// nothing has happened.
func TestNamesThatAJournalCannotHave(t *testing.T) {
	for _, name := range []string{"a/\xff", "\xff/a", "../a", "/a", ".", ""} {
		dir := oldTree(t)
		c, err := Begin(open(t, dir), nil)
		if err != nil {
			t.Fatal(err)
		}
		for what, err := range map[string]error{"put": c.Put(name, []byte("new\n")), "remove": c.Remove(name)} {
			if err == nil || !errors.Is(err, errPath) {
				t.Errorf("%s %q: %v", what, name, err)
			}
		}
		if err := errors.Join(c.Commit(), c.Close()); err != nil {
			t.Errorf("%q: %v", name, err)
		}
		if diff := cmp.Diff(before, treeOf(t, dir)); diff != "" {
			t.Errorf("%q:\n%s", name, diff)
		}
	}
}

// A journal and a lock can come from a stranger, with the rest of a repository.
func TestForeignJournals(t *testing.T) {
	sum := sumOf([]byte(before["stays"]))
	token := strings.Repeat("0", 32)
	header := headLine(t, token)
	for _, tt := range []struct{ name, file, text, want string }{
		{"another's journal", journalName, "{}\n", "a journal that errbook wrote is required here"},
		{"a path that leads out", journalName, header + `{"path":"../x","n":1}` + "\n", "a journal that errbook wrote is required here"},
		{"an absolute path", journalName, header + `{"path":"/etc/x","n":1}` + "\n", "a journal that errbook wrote is required here"},
		{"a file that is not ours", journalName, header + `{"path":"stays","n":1,"sum":"` + sum + `"}` + "\n", ""},
		{"a directory that is not empty", journalName, header + `{"dir":"a"}` + "\n", ""},
		{"cut in the first line", journalName, header[:20], ""},
		{"cut in the second line", journalName, header + `{"path":"stays","n":1,"su`, ""},
		{"empty", journalName, "", ""},
		{"another's lock", lockName, "my notes\n", "a lock of errbook is required here"},
		{"a cut lock", lockName, `{"note":"errbook is wri`, ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			dir := oldTree(t)
			put(t, dir, tt.file, tt.text)
			c, err := Begin(open(t, dir), func(string, []byte) bool { return false })
			if tt.want == "" && err != nil || tt.want != "" && (err == nil || !strings.Contains(err.Error(), tt.want)) {
				t.Fatalf("got the error %v, want %q", err, tt.want)
			}
			want := map[string]string{}
			for name, data := range before {
				want[name] = data
			}
			if err == nil {
				c.Close()
			} else {
				want[tt.file] = tt.text
			}
			got := treeOf(t, dir)
			if tt.file != lockName {
				delete(got, lockName)
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}
