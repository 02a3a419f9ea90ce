package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// What a user does: a module of its own, with errbook as a tool; init, go
// generate, go build, go vet, go test. Then the same module without the tool,
// where the generated tests need apierr and go-cmp and nothing else.
func TestUserModule(t *testing.T) {
	dir := t.TempDir()
	root, err := filepath.Abs("../..")
	if err != nil {
		t.Fatal(err)
	}
	writeModule(t, dir, root)
	put(t, dir, "generate.go", "package user\n\n//go:generate go tool errbook generate\n")
	goRun(t, dir, "tool", "errbook", "init", "--provider", "my-api")
	goRun(t, dir, "generate", "./...")
	goRun(t, dir, "tool", "errbook", "check")
	dropTool(t, dir, root)
	put(t, dir, "use_test.go", userProgram)
	for _, args := range [][]string{{"build", "./..."}, {"vet", "./..."}, {"test", "./..."}} {
		goRun(t, dir, args...)
	}
}

// userProgram is what a user writes against the generated package.
const userProgram = `package user

import (
	"errors"
	"testing"

	"example.com/user/apierrors/myapierr"

	"github.com/errbook/errbook/apierr"
)

func TestUse(t *testing.T) {
	code := myapierr.Codes()[0]
	if d := myapierr.Lookup(code); d == nil || d.Code != code {
		t.Errorf("Lookup(%q) = %v", code, d)
	}
	err := myapierr.Provider.From(apierr.Response{Status: 418, Body: []byte("no")})
	if !errors.Is(err, apierr.FamilyRequest) {
		t.Errorf("got %v", err)
	}
}
`

// writeModule makes a module that requires all that the tool needs, as
// go get -tool would.
func writeModule(t *testing.T, dir, root string) {
	t.Helper()
	own, err := os.ReadFile(filepath.Join(root, "go.mod"))
	if err != nil {
		t.Fatal(err)
	}
	mod := strings.Replace(string(own), "module github.com/errbook/errbook", "module example.com/user", 1)
	mod += "\ntool github.com/errbook/errbook/cmd/errbook\n\nrequire github.com/errbook/errbook v0.1.0\n\nreplace (\n\tgithub.com/errbook/errbook => " + root + "\n\tgithub.com/errbook/errbook/apierr => " + filepath.Join(root, "apierr") + "\n)\n"
	put(t, dir, "go.mod", mod)
	sum, err := os.ReadFile(filepath.Join(root, "go.sum"))
	if err != nil {
		t.Fatal(err)
	}
	put(t, dir, "go.sum", string(sum))
}

// dropTool leaves apierr and go-cmp in the module, and nothing else.
func dropTool(t *testing.T, dir, root string) {
	t.Helper()
	own, err := os.ReadFile(filepath.Join(root, "apierr", "go.mod"))
	if err != nil {
		t.Fatal(err)
	}
	mod := strings.Replace(string(own), "module github.com/errbook/errbook/apierr", "module example.com/user", 1)
	mod += "\nrequire github.com/errbook/errbook/apierr v0.1.0\n\nreplace github.com/errbook/errbook/apierr => " + filepath.Join(root, "apierr") + "\n"
	put(t, dir, "go.mod", mod)
}

func put(t *testing.T, dir, name, data string) {
	t.Helper()
	if err := os.WriteFile(filepath.Join(dir, name), []byte(data), 0o666); err != nil {
		t.Fatal(err)
	}
}

func goRun(t *testing.T, dir string, args ...string) {
	t.Helper()
	cmd := exec.Command("go", args...)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "GOFLAGS=-mod=readonly", "GOWORK=off")
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%s: %v\n%s", cmd, err, out)
	}
}
