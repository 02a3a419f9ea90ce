package main

import (
	"crypto/sha256"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/mod/module"
	"golang.org/x/mod/sumdb/dirhash"
	"golang.org/x/mod/zip"
)

const (
	root    = "../.."
	path    = "github.com/errbook/errbook"
	version = "v0.1.0"
)

// pack makes a module proxy of files from the work tree: what a proxy would
// serve if the published modules were tagged now. It returns its URL, and a digest
// of what it serves.
func pack(t *testing.T) (url, digest string) {
	t.Helper()
	proxy, sum := t.TempDir(), sha256.New()
	published, err := modules(root)
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range published {
		dir := filepath.Join(proxy, filepath.FromSlash(m.path()), "@v")
		if err := os.MkdirAll(dir, 0o777); err != nil {
			t.Fatal(err)
		}
		mod, err := os.ReadFile(filepath.Join(root, m.dir, "go.mod"))
		if err != nil {
			t.Fatal(err)
		}
		put(t, dir, "list", version+"\n")
		put(t, dir, version+".info", `{"Version":"`+version+`"}`)
		put(t, dir, version+".mod", string(mod))
		name := filepath.Join(dir, version+".zip")
		packZip(t, module.Version{Path: m.path(), Version: version}, filepath.Join(root, m.dir), name)
		hash, err := dirhash.HashZip(name, dirhash.Hash1)
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprintln(sum, hash)
	}
	return "file://" + filepath.ToSlash(proxy), fmt.Sprintf("%x", sum.Sum(nil)[:16])
}

func packZip(t *testing.T, m module.Version, dir, name string) {
	t.Helper()
	f, err := os.Create(name)
	if err != nil {
		t.Fatal(err)
	}
	if err := zip.CreateFromDir(f, m, dir); err != nil {
		t.Fatal(err)
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
}

// A visitor is somebody with Go and nothing else: an empty module cache, and a
// proxy that has errbook's modules. What they depend on comes from the module
// cache of whoever runs the test, which is laid out as a proxy, too, and else
// from where Go always gets it.
type visitor struct {
	dir string
	env []string
}

// emptyModcache makes a module cache in a place that is the same for modules of
// the same content: what was compiled for it serves the next run, and never
// one with other modules, because a version in a module cache does not change.
// (-trimpath would do the same, but go tool compiles without it, whatever GOFLAGS says.)
// Who finds the place taken gets another.
func emptyModcache(t *testing.T, digest string) string {
	t.Helper()
	dir := filepath.Join(os.TempDir(), "errbook-visitor-"+digest)
	if err := os.Mkdir(dir, 0o700); err != nil {
		t.Logf("everything is compiled anew: %v", err)
		return t.TempDir()
	}
	t.Cleanup(func() { os.RemoveAll(dir) })
	return dir
}

func newVisitor(t *testing.T, proxy, modcache string) *visitor {
	t.Helper()
	known := strings.Fields(goOutput(t, root, os.Environ(), "env", "GOMODCACHE", "GOPROXY"))
	v := &visitor{dir: t.TempDir()}
	v.env = append(os.Environ(),
		"GOPROXY="+proxy+",file://"+filepath.ToSlash(known[0])+"/cache/download,"+known[1],
		"GOMODCACHE="+modcache, "GOBIN="+v.dir, "GOFLAGS=-modcacherw",
		"GOWORK=off", "GOSUMDB=off", "GONOPROXY=", "GOPRIVATE=", "GOTOOLCHAIN=local")
	return v
}

// run runs the go command in the visitor's module.
func (v *visitor) run(t *testing.T, args ...string) string {
	t.Helper()
	return goOutput(t, v.dir, v.env, args...)
}

func (v *visitor) put(t *testing.T, name, data string) {
	t.Helper()
	put(t, v.dir, name, data)
}

// modules lists what is in the module graph beside the visitor's own module.
func (v *visitor) modules(t *testing.T) []string {
	t.Helper()
	return strings.Fields(v.run(t, "list", "-m", "-f", "{{if not .Main}}{{.Path}}{{end}}", "all"))
}

func goOutput(t *testing.T, dir string, env []string, args ...string) string {
	t.Helper()
	cmd := exec.Command("go", args...)
	cmd.Dir, cmd.Env = dir, env
	var stderr strings.Builder
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("%s: %v\n%s%s", cmd, err, out, stderr.String())
	}
	return string(out)
}

func put(t *testing.T, dir, name, data string) {
	t.Helper()
	name = filepath.Join(dir, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(data), 0o666); err != nil {
		t.Fatal(err)
	}
}
