package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// smallRepository makes a repository of three modules and an adapter, committed.
func smallRepository(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	for name, data := range map[string]string{
		"go.mod":               "module example.com/m\n\ngo 1.25.0\n\nrequire example.com/m/apierr v0.2.0\n",
		"apierr/go.mod":        "module example.com/m/apierr\n\ngo 1.25.0\n",
		"generated/go.mod":     "module example.com/m/generated\n\ngo 1.25.0\n\nrequire example.com/m/apierr v0.2.0\n",
		"contrib/zap/go.mod":   "module example.com/m/contrib/zap\n\ngo 1.25.0\n\nrequire example.com/m/apierr v0.2.0\n\nreplace example.com/m/apierr => ../../apierr\n",
		"go.work":              "go 1.25.0\n\nuse .\n\nreplace example.com/m/apierr v0.2.0 => ./apierr\n",
		"contrib/zap/zap.go":   "package zap\n",
		"internal/test/go.mod": "module example.com/m/internal/test\n\ngo 1.25.0\n",
		"CHANGELOG.md":         "# Changelog\n\n## Unreleased\n\n## [0.2.0] - 2026-12-01\n\nBetter.\n\n### Fixed\n\n- One.\n\n## [0.1.0] - 2026-11-01\n\nFirst.\n",
	} {
		if err := os.MkdirAll(filepath.Dir(filepath.Join(dir, name)), 0o777); err != nil {
			t.Fatal(err)
		}
		put(t, dir, name, data)
	}
	for _, args := range [][]string{{"init", "--quiet"}, {"config", "user.name", "a"}, {"config", "user.email", "a@example.com"}, {"add", "."}, {"commit", "--quiet", "--message", "all"}} {
		if out, err := git(dir, args...); err != nil {
			t.Fatal(out, err)
		}
	}
	return dir
}

func TestTag(t *testing.T) {
	dir := smallRepository(t)
	const want = "git push --atomic origin v0.2.0 apierr/v0.2.0 generated/v0.2.0 contrib/zap/v0.2.0\n"
	if out, err := run(dir, []string{"tag", "v0.2.0"}); out != want || err != nil {
		t.Errorf("tag prints %q (%v), want %q", out, err, want)
	}
	if tags, _ := git(dir, "tag"); len(strings.Fields(tags)) != 4 {
		t.Errorf("the tags are %q", tags)
	}
	if _, err := run(dir, []string{"tag", "v0.2.0"}); err == nil || !strings.Contains(err.Error(), "the tags must be new; found apierr/v0.2.0") {
		t.Errorf("a second time: %v", err)
	}
}

func TestTagRefuses(t *testing.T) {
	for _, tt := range []struct{ name, file, data, version, want string }{
		{"no version", "", "", "0.2.0", `the version must be such as v0.1.0; found "0.2.0"`},
		{"another requirement", "", "", "v0.1.0", "go.mod:5:1: example.com/m/apierr must be required at v0.1.0; found v0.2.0\n" +
			"generated/go.mod:5:1: example.com/m/apierr must be required at v0.1.0; found v0.2.0\n" +
			"contrib/zap/go.mod:5:1: example.com/m/apierr must be required at v0.1.0; found v0.2.0\n" +
			"go.work:5:1: example.com/m/apierr must be replaced at v0.1.0; found v0.2.0"},
		{"a command that replaces", "contrib/zap/main.go", "package main\n", "v0.2.0", "contrib/zap/go.mod:7:1: a module with a command must replace nothing, or nobody can install it; found example.com/m/apierr\n" +
			"\thint: replace it in a go.work"},
		{"no notes", "CHANGELOG.md", "# Changelog\n", "v0.2.0", "CHANGELOG.md: a section ## [0.2.0] - DATE is required; found none"},
		{"another npm package", "generated/npm/package.json", `{"version": "0.1.0"}`, "v0.2.0", "the version of js_package in errbook.yaml must be 0.2.0; found 0.1.0"},
		{"no date", "CHANGELOG.md", "# Changelog\n\n## 0.2.0\n", "v0.2.0", "CHANGELOG.md:3:1: the section must have a date, as in ## [0.2.0] - 2026-12-01; found none"},
		{"changes", "new.go", "package m\n", "v0.2.0", "the work tree must be committed; found changes:\n?? new.go\n"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			dir := smallRepository(t)
			if tt.file != "" {
				put(t, dir, tt.file, tt.data)
			}
			_, err := run(dir, []string{"tag", tt.version})
			if err == nil || err.Error() != tt.want {
				t.Errorf("tag says\n%v\nwant\n%s", err, tt.want)
			}
			if tags, _ := git(dir, "tag"); tags != "" {
				t.Errorf("it made tags: %s", tags)
			}
		})
	}
}

func TestNotes(t *testing.T) {
	dir := smallRepository(t)
	for version, want := range map[string]string{"v0.2.0": "Better.\n\n### Fixed\n\n- One.\n", "v0.1.0": "First.\n"} {
		if out, err := run(dir, []string{"notes", version}); out != want || err != nil {
			t.Errorf("the notes of %s are %q (%v), want %q", version, out, err, want)
		}
	}
}
