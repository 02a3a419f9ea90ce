package release

import (
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// What README promises a visitor, against the modules as they would be tagged:
// to install the command, to have it as a tool, to import a generated package,
// and to generate one, with nothing else in the module graph.
func TestVisitor(t *testing.T) {
	proxy, digest := pack(t)
	modcache := emptyModcache(t, digest)
	t.Run("install", func(t *testing.T) { installs(t, newVisitor(t, proxy, modcache)) })
	t.Run("import", func(t *testing.T) { importsPackage(t, newVisitor(t, proxy, modcache)) })
	t.Run("tool", func(t *testing.T) { hasTool(t, newVisitor(t, proxy, modcache)) })
	t.Run("own", func(t *testing.T) { importsOwn(t, newVisitor(t, proxy, modcache)) })
}

// installs runs go install …@v0.1.0, and asks the command which version it is.
func installs(t *testing.T, v *visitor) {
	v.run(t, "install", path+"/cmd/errbook@"+version)
	out, err := exec.Command(filepath.Join(v.dir, "errbook"), "version").CombinedOutput()
	if err != nil || !strings.Contains(string(out), version) {
		t.Errorf("errbook version prints %q (%v), want %s in it", out, err, version)
	}
}

// importsPackage imports one constant: the program gets apierr, and go-cmp,
// beside the package's module.
func importsPackage(t *testing.T, v *visitor) {
	v.put(t, "go.mod", "module example.com/visitor\n\ngo 1.25.0\n")
	v.put(t, "main.go", `package main

import (
	"errors"
	"fmt"

	"github.com/errbook/errbook/generated/fashnerr"
)

func main() { fmt.Println(errors.Is(fmt.Errorf("job: %w", fashnerr.OutOfCredits), fashnerr.OutOfCredits)) }
`)
	v.run(t, "get", path+"/generated/fashnerr@"+version)
	want := []string{path + "/apierr", path + "/generated", "github.com/google/go-cmp"}
	if got := v.modules(t); !slices.Equal(got, want) {
		t.Errorf("the module graph has %q, want %q", got, want)
	}
	if out := v.run(t, "run", "."); out != "true\n" {
		t.Errorf("the program prints %q", out)
	}
}

// hasTool gets the command as a tool, and runs init, go generate and check with it.
func hasTool(t *testing.T, v *visitor) {
	v.put(t, "go.mod", "module example.com/visitor\n\ngo 1.25.0\n")
	v.run(t, "get", "-tool", path+"/cmd/errbook@"+version)
	v.run(t, "tool", "errbook", "init", "--provider", "my-api")
	v.put(t, "generate.go", "package visitor\n\n//go:generate go tool errbook generate\n")
	v.run(t, "generate", "./...")
	v.run(t, "tool", "errbook", "check")
	v.run(t, "mod", "tidy")
	v.run(t, "test", "./...")
}

// importsOwn generates with the installed command, and writes a program against
// the package: the module needs apierr, and go-cmp for the generated tests.
func importsOwn(t *testing.T, v *visitor) {
	v.run(t, "install", path+"/cmd/errbook@"+version)
	v.put(t, "go.mod", "module example.com/visitor\n\ngo 1.25.0\n")
	for _, args := range [][]string{{"init", "--provider", "my-api"}, {"generate"}} {
		cmd := exec.Command(filepath.Join(v.dir, "errbook"), args...)
		cmd.Dir, cmd.Env = v.dir, v.env
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("%s: %v\n%s", cmd, err, out)
		}
	}
	v.put(t, "use_test.go", ownProgram)
	v.run(t, "mod", "tidy")
	want := []string{path + "/apierr", "github.com/google/go-cmp"}
	if got := v.modules(t); !slices.Equal(got, want) {
		t.Errorf("the module graph has %q, want %q", got, want)
	}
	for _, command := range []string{"build", "vet", "test"} {
		v.run(t, command, "./...")
	}
}

// ownProgram is what a visitor writes against a generated package.
const ownProgram = `package visitor

import (
	"errors"
	"testing"

	"example.com/visitor/apierrors/myapierr"

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
