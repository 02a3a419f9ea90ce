package site

import (
	"errors"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/errbook/errbook/generator/disk"
	"github.com/errbook/errbook/spec"
)

// writerEnv makes the test binary a process that writes two sites into a
// directory in turn, until it is killed.
const writerEnv = "ERRBOOK_TEST_SITE"

func TestMain(m *testing.M) {
	dir := os.Getenv(writerEnv)
	if dir == "" {
		os.Exit(m.Run())
	}
	books := twoBooks()
	fmt.Println("ready")
	for i := 0; ; i++ {
		_, err := Write(books[i%2], testOptions, dir)
		if held := (*disk.HeldError)(nil); err != nil && !errors.As(err, &held) {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		time.Sleep(rand.N(30 * time.Millisecond)) // others have their turn
	}
}

// twoBooks returns the book of the tests, and one of its providers alone.
func twoBooks() [2]*spec.Book {
	whole, err := spec.Load("testdata/book")
	if err != nil {
		panic(err)
	}
	one, err := spec.Load("testdata/book/acme.yaml")
	if err != nil {
		panic(err)
	}
	return [2]*spec.Book{whole, one}
}

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

// treeOf returns the files below dir.
func treeOf(t *testing.T, dir string) map[string]string {
	t.Helper()
	files := map[string]string{}
	err := filepath.WalkDir(dir, func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := os.ReadFile(name)
		rel, _ := filepath.Rel(dir, name)
		files[filepath.ToSlash(rel)] = string(data)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// Killed at any moment, also while the first page is written, a run leaves whole
// pages, and the next one makes the site.
func TestWriteKilledAtRandom(t *testing.T) {
	kills := 20
	if testing.Short() {
		kills = 2
	}
	books := twoBooks()
	var sites [2]map[string]string
	for i, b := range books {
		dir := t.TempDir()
		if _, err := Write(b, testOptions, dir); err != nil {
			t.Fatal(err)
		}
		sites[i] = treeOf(t, dir)
	}
	undone := 0
	for i := range kills {
		dir := t.TempDir()
		if i%2 == 0 {
			if _, err := Write(books[0], testOptions, dir); err != nil {
				t.Fatal(err)
			}
		}
		kill := startWriter(t, dir)
		time.Sleep(rand.N(150 * time.Millisecond))
		kill()
		for name, data := range treeOf(t, dir) {
			if disk.IsOwn(name) {
				undone++
			} else if data != sites[0][name] && data != sites[1][name] {
				t.Errorf("%s is neither old nor new: %.100q", name, data)
			}
		}
		if _, err := Write(books[1], testOptions, dir); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(sites[1], treeOf(t, dir)); diff != "" {
			t.Fatal(diff)
		}
	}
	t.Logf("%d kills left %d files to undo", kills, undone)
}

// Two runs at once do not mix their pages.
func TestWriteAtOnce(t *testing.T) {
	if testing.Short() {
		t.Skip("lets writers run against each other, and kills them")
	}
	dir, books := t.TempDir(), twoBooks()
	var kills []func()
	for range 3 {
		kills = append(kills, startWriter(t, dir))
	}
	defer func() {
		for _, kill := range kills {
			kill()
		}
	}()
	for wrote, deadline := 0, time.Now().Add(time.Minute); wrote < 3; {
		_, err := Write(books[1], testOptions, dir)
		held := (*disk.HeldError)(nil)
		switch {
		case errors.As(err, &held) && time.Now().Before(deadline):
			if !strings.Contains(err.Error(), "found process ") && !strings.Contains(err.Error(), "did not say") {
				t.Error(err)
			}
			time.Sleep(rand.N(3 * time.Millisecond))
		case err != nil:
			t.Fatal(err)
		default:
			wrote++
		}
	}
}

// A page that cannot be made leaves the site as it was.
func TestWriteAllOrNothing(t *testing.T) {
	dir, books := t.TempDir(), twoBooks()
	if _, err := Write(books[1], testOptions, dir); err != nil {
		t.Fatal(err)
	}
	last := filepath.Join(dir, "robots.txt") // the last that is put
	if err := os.Remove(last); err != nil {
		t.Fatal(err)
	}
	before := treeOf(t, dir)
	if err := os.Symlink("index.html", last); err != nil {
		t.Skip("this system has no symbolic links: ", err)
	}
	if _, err := Write(books[0], testOptions, dir); err == nil || !strings.Contains(err.Error(), "robots.txt: a file is required here; found a symbolic link") {
		t.Errorf("got %v", err)
	}
	if err := os.Remove(last); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(before, treeOf(t, dir)); diff != "" {
		t.Error(diff)
	}
}
