package config

import (
	"os"
	"path/filepath"
	"testing"
)

// What is wrong with errbook.yaml is said at once, with positions, and nothing
// that it holds breaks a line.
func TestRead(t *testing.T) {
	for _, tt := range []struct{ name, data, want string }{
		{"whole", "version: 1\nspec: spec\ngo: gen\ncatalog: true\ndocs: docs\njson: all.json\npackage_suffix: \"\"\nrepo_url: https://example.com\nfront_matter: hugo\n", ""},
		{"no front matter", "version: 1\nspec: spec\nfront_matter: none\n", ""},
		{"pages per error", "version: 1\nspec: spec\ndocs: docs\ndocs_pages: error\n", ""},
		{"pages of neither", "version: 1\nspec: spec\ndocs_pages: errors\n", "errbook.yaml:3:13: docs_pages must be provider or error; found \"errors\"\n\thint: did you mean error?"},
		{"a rule on and off", "version: 1\nspec: spec\ndocs: docs\nlint: {on: [vague, filler], off: [source, vague]}\n", "errbook.yaml:4:43: each item of off must not be in on, too; found vague"},
		{"a list", "- spec\n", "errbook.yaml:1:1: file must be a mapping; found a list\n\thint: begin the file with version:"},
		{"not YAML", "spec: [docs", "errbook.yaml:1:1: file must be YAML; found a list in brackets that is not closed, or lacks a comma\n\thint: quote a value that contains a bracket, brace or comma"},
		{"numbers", "version: 1\nspec: spec\ndocs: 5\nledger: 2024\npackage_suffix: 7\nsite: {title: 5, links: {Home: 5}, featured: [5]}\n",
			"errbook.yaml:3:7: docs must be text; found the number 5\n\thint: quote it: \"5\"\n" +
				"errbook.yaml:4:9: ledger must be text; found the number 2024\n\thint: quote it: \"2024\"\n" +
				"errbook.yaml:5:17: package_suffix must be text; found the number 7\n\thint: quote it: \"7\"\n" +
				"errbook.yaml:6:15: title must be text; found the number 5\n\thint: quote it: \"5\"\n" +
				"errbook.yaml:6:32: Home must be text; found the number 5\n\thint: quote it: \"5\"\n" +
				"errbook.yaml:6:47: each item of featured must be text; found the number 5\n\thint: quote it: \"5\""},
		{"numbers in quotes", "version: 1\nspec: spec\ndocs: \"5\"\n", ""},
		{"another version", "version: 2\nspec: spec\n", "errbook.yaml:1:10: version must be 1; found 2"},
		{"all at once", "spec: 1.5\ncatalog: yes\nfront_matter: hugoo\n\"doc\\n::error ::\\u202e\": x\n",
			"errbook.yaml:1:1: file must have the key version; found none\n" +
				"errbook.yaml:1:7: spec must be text; found the number 1.5\n\thint: quote it: \"1.5\"\n" +
				"errbook.yaml:2:10: catalog must be true or false; found the boolean yes\n" +
				"errbook.yaml:3:15: front_matter must be " + FrontMatters() + "; found \"hugoo\"\n\thint: did you mean hugo?\n" +
				"errbook.yaml:4:1: file must not have the key doc\\n::error ::\\u202e\n\thint: choose one of version, spec, go, catalog, docs, json, js, openapi, js_package, ledger, repo_url, generic, package_suffix, docs_pages, front_matter, site and lint"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Chdir(t.TempDir())
			if err := os.WriteFile(FileName, []byte(tt.data), 0o666); err != nil {
				t.Fatal(err)
			}
			wd, err := os.Getwd()
			if err != nil {
				t.Fatal(err)
			}
			got := ""
			if _, err := Read(filepath.Join(wd, FileName)); err != nil {
				got = err.Error()
			}
			if got != tt.want {
				t.Errorf("got  %s\nwant %s", got, tt.want)
			}
		})
	}
}
