package main

import (
	"bytes"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/errbook/errbook/spec/yaml"
)

// newProject writes a project that init starts, in a module, and returns its
// errbook.yaml.
func newProject(t *testing.T) (config string) {
	t.Helper()
	dir := t.TempDir()
	if code := run(t.Context(), []string{"init", dir}, nil, io.Discard, io.Discard); code != exitDone {
		t.Fatal(code)
	}
	if err := os.WriteFile(filepath.Join(dir, "go.mod"), []byte("module example.com/m\n"), 0o666); err != nil {
		t.Fatal(err)
	}
	return filepath.Join(dir, "errbook.yaml")
}

type fullDisk struct{}

func (fullDisk) Write([]byte) (int, error) { return 0, errors.New("no space left on device") }

// A command that cannot write its result says why, and fails.
func TestOutputFails(t *testing.T) {
	config := newProject(t)
	t.Chdir(t.TempDir()) // away from this project, whose book is large
	for _, args := range [][]string{
		{"--help"}, {"generate", "--help"}, {"check", "--config", config}, {"version"}, {"schema"}, {"schema", "catalog"},
		{"explain"}, {"explain", "fashn"}, {"explain", "fashn.OutOfCredits"}, {"completion", "bash"},
		{"classify", "--provider", "fashn", "--status", "429"}, {"lint", "--config", config, "--format", "json"},
	} {
		var said bytes.Buffer
		code := run(t.Context(), args, strings.NewReader(`{"error":"x"}`), fullDisk{}, &said)
		if code != exitFailed || !strings.Contains(said.String(), "no space left on device") {
			t.Errorf("%v: got %d and %q", args, code, said.String())
		}
	}
}

// Whatever a flag, a path or a key holds, what is printed has no character that
// breaks a line or moves the cursor, and no line of its own making.
func TestOutputIsEscaped(t *testing.T) {
	config := newProject(t)
	t.Chdir(t.TempDir()) // as above
	const hostile = "x\x1b[31m\u202e\r\u2028\u0085\n::error file=README.md::leaked\n::add-mask::e"
	dir := filepath.Dir(config)
	files := map[string]string{
		"key.yaml":           "\"" + `x\n::error file=README.md::leaked\x1b[31m\u202e` + "\": 1\nversion: 1\n",
		"value.yaml":         "version: 1\nprovider: \"" + `a\n::error::leaked\u202e\e[31m` + "\"\n",
		"duplicate.yaml":     "version: 1\n\"" + `x\n::error::e` + "\": 1\n\"" + `x\n::error::e` + "\": 2\n",
		"a\n::error::x.yaml": "nothing\n",
		"a\u202e.yaml":       "nothing\n",
	}
	for name, data := range files {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(data), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	var calls [][]string
	for name := range files {
		file := filepath.Join(dir, name)
		for _, format := range []string{"text", "github", "sarif", "json"} {
			calls = append(calls, []string{"lint", "--format", format, file})
		}
		calls = append(calls, []string{"generate", "--config", config, "--spec", file}, []string{"check", "--config", file},
			[]string{"explain", "--spec", file}, []string{"site", "--config", config, "--out", filepath.Join(dir, "site"), "--spec", file})
	}
	calls = append(calls, [][]string{
		{"explain", hostile}, {"explain", "--format", hostile}, {"explain", "fashn", hostile}, {hostile}, {"--" + hostile}, {"generate", "--" + hostile},
		{"classify", "--provider", hostile}, {"classify", "--host", hostile}, {"classify", "--status", hostile}, {"classify", hostile},
		{"lint", hostile}, {"lint", "--format", hostile}, {"generate", "--config", hostile}, {"generate", "--spec", hostile},
		{"generate", "--config", config, "--spec", hostile}, {"generate", "--config", config, "--docs", hostile},
		{"generate", "--config", config, "--go", hostile}, {"generate", "--config", config, "--json", hostile}, {"generate", "--config", config, "--front-matter", hostile},
		{"init", "--provider", hostile, filepath.Join(dir, "new")}, {"site", "--config", config, "--out", filepath.Join(config, hostile)},
		{"site", "--config", config, "--out", filepath.Join(dir, "s"), "--base-url", hostile}, {"serve", "--config", config, "--addr", hostile}, {"schema", hostile},
	}...)
	for _, call := range calls {
		var out, said bytes.Buffer
		run(t.Context(), call, strings.NewReader(`{"error":"x"}`), &out, &said)
		for line := range strings.SplitSeq(out.String()+said.String(), "\n") {
			plain := strings.TrimPrefix(line, "\t")
			if strings.ContainsFunc(strings.ReplaceAll(plain, "\t", ""), yaml.IsUnseen) {
				t.Errorf("%q prints %q", call, line)
			}
			if command := strings.TrimSpace(line); strings.HasPrefix(command, "::") && !strings.HasPrefix(command, "::error file=") && !strings.HasPrefix(command, "::warning file=") || strings.HasPrefix(command, "::error file=README") {
				t.Errorf("%q prints the workflow command %q", call, line)
			}
		}
	}
}
