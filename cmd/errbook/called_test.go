package main

import (
	"io"
	"runtime/debug"
	"strings"
	"testing"

	"golang.org/x/mod/modfile"
)

const commandPath = "github.com/errbook/errbook/cmd/errbook"

// TestCalledAs says how a hint names the command, by where the executable lies and what
// the module of the working directory says.
func TestCalledAs(t *testing.T) {
	const (
		cached   = "/root/.cache/go-build/5b/5bee50e0fdef1c3a6317575bcce8730e52f34681c58be48231a788609934718d-d/errbook"
		moved    = "/var/cache/ci/5b/5bee50e0fdef1c3a6317575bcce8730e52f34681c58be48231a788609934718d-d/errbook"
		fresh    = "/tmp/go-build840757980/b001/exe/errbook"
		withTool = "module example.com/shop\n\ngo 1.26\n\ntool github.com/errbook/errbook/cmd/errbook\n"
		without  = "module example.com/shop\n\ngo 1.26\n"
		our      = "module github.com/errbook/errbook\n\ngo 1.26\n"
	)
	for _, c := range []struct{ name, executable, mod, version, want string }{
		{"installed", "/root/go/bin/errbook", withTool, "v0.1.0", "errbook"},
		{"built by hand", "/usr/local/bin/errbook", "", "(devel)", "errbook"},
		{"go tool, cached", cached, withTool, "v0.1.0", "go tool errbook"},
		{"go tool, first run", fresh, withTool, "v0.1.0", "go tool errbook"},
		{"go tool, another cache", moved, withTool, "v0.1.0", "go tool errbook"},
		{"go run of a version", cached, without, "v0.1.0", "go run " + commandPath + "@v0.1.0"},
		{"go run of a version, no module", cached, "", "v0.1.0", "go run " + commandPath + "@v0.1.0"},
		{"go run in errbook's own module", fresh, our, "(devel)", "go run " + commandPath},
		{"go run in errbook's own module, with a version by git", fresh, our, "v0.1.1-0.20261130", "go run " + commandPath},
	} {
		t.Run(c.name, func(t *testing.T) {
			var mod *modfile.File
			if c.mod != "" {
				var err error
				if mod, err = modfile.Parse("go.mod", []byte(c.mod), nil); err != nil {
					t.Fatal(err)
				}
			}
			info := &debug.BuildInfo{Path: commandPath, Main: debug.Module{Path: "github.com/errbook/errbook", Version: c.version}}
			if got := calledAs(c.executable, info, mod); got != c.want {
				t.Errorf("calledAs = %q, want %q", got, c.want)
			}
		})
	}
	if got := calledAs(cached, nil, nil); got != "errbook" {
		t.Errorf("without build information: %q", got)
	}
}

// TestCommandsAs changes the commands in a text, and nothing else.
func TestCommandsAs(t *testing.T) {
	for text, want := range map[string]string{
		"errbook generate": "go tool errbook generate",
		"errbook explain lists all kinds with what they mean":        "go tool errbook explain lists all kinds with what they mean",
		"curl -si https://x.example | errbook classify":              "curl -si https://x.example | go tool errbook classify",
		"to see one whole: errbook explain acme.A":                   "to see one whole: go tool errbook explain acme.A",
		"a directory that errbook site wrote":                        "a directory that go tool errbook site wrote",
		"  errbook init && errbook generate && go mod tidy":          "  go tool errbook init && go tool errbook generate && go mod tidy",
		"errbook does not write through links":                       "errbook does not write through links",
		"//go:generate go tool errbook generate":                     "//go:generate go tool errbook generate",
		"go get -tool github.com/errbook/errbook/cmd/errbook checks": "go get -tool github.com/errbook/errbook/cmd/errbook checks",
	} {
		if got := commandsAs(text, "go tool errbook"); got != want {
			t.Errorf("%q became %q, want %q", text, got, want)
		}
		if got := commandsAs(text, "errbook"); got != text {
			t.Errorf("%q became %q though errbook was called", text, got)
		}
	}
}

// TestCommandsAreKnown holds the pattern of our commands to all that there are: a new
// one must be named as it was called, too.
func TestCommandsAreKnown(t *testing.T) {
	for _, c := range rootCommand(io.Discard).Commands() {
		if got := commandsAs("errbook "+c.Name(), "go tool errbook"); !strings.HasPrefix(got, "go tool ") {
			t.Errorf("errbook %s stays as it is", c.Name())
		}
	}
}
