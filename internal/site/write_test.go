package site

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/errbook/errbook/spec"
)

func TestWriteTouchesOnlyWhatChanges(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "new", "site")
	first, err := Write(testBook(t), testOptions, dir)
	if err != nil || first.Written != first.Files || first.Files < 50 {
		t.Fatalf("got %+v, %v", first, err)
	}
	if again, err := Write(testBook(t), testOptions, dir); err != nil || again.Files != first.Files || again.Written+again.Deleted > 0 {
		t.Errorf("the second time it did %+v, %v", again, err)
	}
	edited := filepath.Join(dir, "ac-me", "index.html")
	if err := os.WriteFile(edited, []byte("edited"), 0o666); err != nil {
		t.Fatal(err)
	}
	if again, err := Write(testBook(t), testOptions, dir); err != nil || again.Written != 1 {
		t.Errorf("an edited page was left: %+v, %v", again, err)
	}
}

// A directory is unchanged as long as all that was written is there as it was.
func TestUnchanged(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "site")
	r, err := Write(testBook(t), testOptions, dir)
	if err != nil || len(r.Sums) != r.Files+1 {
		t.Fatalf("%d sums of %d files, %v", len(r.Sums), r.Files, err)
	}
	if !Unchanged(dir, r.Sums) {
		t.Fatal("it is not what was just written")
	}
	if Unchanged(filepath.Join(dir, "nowhere"), r.Sums) {
		t.Error("a directory that is not there has the site")
	}
	for _, name := range []string{"ac-me/index.html", ManifestName} {
		file := filepath.Join(dir, filepath.FromSlash(name))
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		edited := append([]byte("x"), data[1:]...)
		if os.WriteFile(file, edited, 0o666); Unchanged(dir, r.Sums) {
			t.Errorf("%s was edited, and nobody saw it", name)
		}
		if os.Remove(file); Unchanged(dir, r.Sums) {
			t.Errorf("%s was deleted, and nobody saw it", name)
		}
		if os.WriteFile(file, data, 0o666); !Unchanged(dir, r.Sums) {
			t.Errorf("%s is as it was, and counts as changed", name)
		}
	}
}

func TestWriteDeletesItsOrphans(t *testing.T) {
	dir := t.TempDir()
	if _, err := Write(testBook(t), testOptions, dir); err != nil {
		t.Fatal(err)
	}
	foreign := filepath.Join(dir, "hostile", "notes.txt")
	if err := os.WriteFile(foreign, []byte("mine"), 0o666); err != nil {
		t.Fatal(err)
	}
	book, err := spec.Load("testdata/book/acme.yaml")
	if err != nil {
		t.Fatal(err)
	}
	if r, err := Write(book, testOptions, dir); err != nil || r.Deleted == 0 {
		t.Errorf("got %+v, %v", r, err)
	}
	if _, err := os.Stat(filepath.Join(dir, "hostile", "markup-everywhere")); !os.IsNotExist(err) {
		t.Error("an orphan's folder is still there")
	}
	if _, err := os.Stat(foreign); err != nil {
		t.Error("a file of somebody else was deleted")
	}
}

func TestWriteRefusesFoldersOfOthers(t *testing.T) {
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "thesis.tex"), nil, 0o666); err != nil {
		t.Fatal(err)
	}
	_, err := Write(testBook(t), testOptions, dir)
	if err == nil || !strings.Contains(err.Error(), "must be empty") {
		t.Errorf("got %v", err)
	}
	if entries, _ := os.ReadDir(dir); len(entries) != 1 {
		t.Errorf("something was written: %v", entries)
	}
	if err := os.WriteFile(filepath.Join(dir, ManifestName), []byte("something else\nthesis.tex\n"), 0o666); err != nil {
		t.Fatal(err)
	}
	if _, err := Write(testBook(t), testOptions, dir); err == nil {
		t.Error("a manifest of somebody else was taken for ours")
	}
}

// A manifest or a link cannot lead Write out of its folder.
func TestWriteStaysInItsFolder(t *testing.T) {
	outer := t.TempDir()
	victim := filepath.Join(outer, "victim.txt")
	dir := filepath.Join(outer, "site")
	if err := os.MkdirAll(dir, 0o777); err != nil {
		t.Fatal(err)
	}
	for name, text := range map[string]string{victim: "mine", filepath.Join(dir, ManifestName): manifestHead + "\n../victim.txt\n"} {
		if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	Write(testBook(t), testOptions, dir)
	if _, err := os.Stat(victim); err != nil {
		t.Error("a manifest led out of the folder")
	}
	if err := os.WriteFile(filepath.Join(dir, ManifestName), []byte(manifestHead+"\n"), 0o666); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"index.html", "ac-me"} {
		if err := os.RemoveAll(filepath.Join(dir, name)); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Symlink(victim, filepath.Join(dir, "index.html")); err != nil {
		t.Fatal(err)
	}
	if _, err := Write(testBook(t), testOptions, dir); err == nil {
		t.Error("a link out of the folder was followed")
	}
	if data, _ := os.ReadFile(victim); string(data) != "mine" {
		t.Error("a file outside of the folder was changed")
	}
}
