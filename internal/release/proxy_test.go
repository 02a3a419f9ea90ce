package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/mod/module"
	"golang.org/x/mod/zip"
)

const (
	root    = "../.."
	path    = "github.com/errbook/errbook"
	version = "v0.1.0"
)

// pack makes a module proxy of files from the work tree: what a proxy would
// serve if the published modules were tagged now. It returns its URL.
func pack(t *testing.T) string {
	t.Helper()
	proxy := t.TempDir()
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
		packZip(t, module.Version{Path: m.path(), Version: version}, filepath.Join(root, m.dir), filepath.Join(dir, version+".zip"))
	}
	return "file://" + filepath.ToSlash(proxy)
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
// from where Go always gets it. The compiler leaves directories out, so that what it
// made of the same files serves the next visitor, and the next run.
type visitor struct {
	dir string
	env []string
}

func newVisitor(t *testing.T, proxy, modcache string) *visitor {
	t.Helper()
	known := strings.Fields(goOutput(t, root, os.Environ(), "env", "GOMODCACHE", "GOPROXY"))
	v := &visitor{dir: t.TempDir()}
	v.env = append(os.Environ(),
		"GOPROXY="+proxy+",file://"+filepath.ToSlash(known[0])+"/cache/download,"+known[1],
		"GOMODCACHE="+modcache, "GOBIN="+v.dir, "GOFLAGS=-modcacherw -trimpath",
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
