package spec

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// reloadSpec is the spec file of a provider with one host.
func reloadSpec(id, host, title string) string {
	return `version: 1
provider: ` + id + `
name: Some provider
hosts: [` + host + `]
sources: [{id: page, url: "https://first.example/errors", verified: 2026-11-20}]
errors:
  - {name: Gone, title: ` + title + `, summary: The thing is gone., status: 410, kind: not_found, causes: [It was deleted.], fixes: [Create it again.], sources: [page]}
`
}

// A book that is loaded again takes over the files that have not changed, and is the
// book that loading gives.
func TestReload(t *testing.T) {
	dir := t.TempDir()
	put := func(name, text string) {
		t.Helper()
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	put("a.yaml", reloadSpec("a", "a.example", "Gone"))
	put("b.yaml", reloadSpec("b", "b.example", "Gone"))
	first, err := Settings{}.Reload(nil, dir)
	if err != nil {
		t.Fatal(err)
	}
	put("b.yaml", reloadSpec("b", "b.example", "Far gone"))
	put("c.yaml", reloadSpec("c", "c.example", "Gone"))
	again, err := Settings{}.Reload(first, dir)
	if err != nil {
		t.Fatal(err)
	}
	fresh, err := Load(dir)
	if err != nil {
		t.Fatal(err)
	}
	if again.Find("a") != first.Find("a") || again.Find("b") == first.Find("b") || again.Find("c") == nil {
		t.Error("a file that has not changed was read again, or one that has was not")
	}
	for i, f := range fresh.Files {
		if diff := cmp.Diff(f.Docs(), again.Files[i].Docs()); diff != "" {
			t.Errorf("%s: -loaded +reloaded:\n%s", f.Path, diff)
		}
	}
	if title := first.Find("b").Errors[0].Doc.Title; title != "Gone" {
		t.Errorf("the earlier book has the title %q by now", title)
	}

	put("c.yaml", reloadSpec("c", "a.example", "Gone"))
	_, got := Settings{}.Reload(again, dir)
	_, want := Load(dir)
	if got == nil || want == nil || got.Error() != want.Error() || !strings.Contains(got.Error(), "found a.example again") {
		t.Errorf("a host of two files gives %v; want %v", got, want)
	}

	os.Remove(filepath.Join(dir, "c.yaml"))
	put("kinds.yaml", "version: 1\nkinds:\n  - {name: very_gone, family: request, meaning: the thing is very gone, retry: never, actor: caller, executed: never, scope: request, tell: It is gone.}\n")
	own, err := Settings{}.Reload(again, dir)
	if err != nil {
		t.Fatal(err)
	}
	if own.Find("a") == first.Find("a") {
		t.Error("a file is taken over into a book that has other kinds")
	}
}
