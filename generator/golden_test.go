package generator_test

import (
	"bytes"
	"flag"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"
	"golang.org/x/mod/modfile"

	"github.com/errbook/errbook/generator"
	"github.com/errbook/errbook/spec"
)

var update = flag.Bool("update", false, "record the goldens anew, once they build")

// userOptions are those of a user's module.
var userOptions = generator.Options{
	Spec: "spec", Go: "gen", Packages: generator.Packages{Path: "example.com/user/gen", Suffix: "err"},
	Docs: "docs", JSON: "catalog.json", Catalog: true, SameModule: true,
}

// Each archive of testdata holds spec files, and some of the files that they
// generate. A file that is to be shown is added to the archive, empty, and
// recorded with -update.
func TestGolden(t *testing.T) {
	archives, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(archives) == 0 {
		t.Fatal("no archives", err)
	}
	for _, name := range archives {
		t.Run(strings.TrimSuffix(filepath.Base(name), ".txtar"), func(t *testing.T) {
			archive, err := txtar.ParseFile(name)
			if err != nil {
				t.Fatal(err)
			}
			plan := planOf(t, archive, func(o *generator.Options) {
				switch filepath.Base(name) {
				case "errorpages.txtar":
					o.ErrorPages = true
				case "own.txtar":
					o.OpenAPI = "api"
				}
			})
			if *update {
				record(t, name, archive, plan)
				return
			}
			for _, f := range archive.Files {
				if !isSpec(f) {
					compare(t, f, plan)
				}
			}
		})
	}
}

func isSpec(f txtar.File) bool { return strings.HasPrefix(f.Name, "spec/") }

func compare(t *testing.T, want txtar.File, plan *generator.Plan) {
	t.Helper()
	got, ok := find(plan, want.Name)
	if !ok {
		t.Errorf("%s is not generated", want.Name)
		return
	}
	if diff := cmp.Diff(string(want.Data), string(got)); diff != "" {
		t.Errorf("%s differs (-golden +generated), go test ./generator -update records it:\n%s", want.Name, diff)
	}
}

func find(plan *generator.Plan, name string) ([]byte, bool) {
	i := slices.IndexFunc(plan.Files, func(f generator.File) bool { return f.Path == name })
	if i < 0 {
		return nil, false
	}
	return plan.Files[i].Data, true
}

// planOf returns the plan of the spec files in an archive, with userOptions
// changed as asked.
func planOf(t testing.TB, archive *txtar.Archive, changes ...func(*generator.Options)) *generator.Plan {
	t.Helper()
	plan, err := newPlan(archive, changes...)
	if err != nil {
		t.Fatal(err)
	}
	return plan
}

func newPlan(archive *txtar.Archive, changes ...func(*generator.Options)) (*generator.Plan, error) {
	fsys := fstest.MapFS{}
	for _, f := range archive.Files {
		if isSpec(f) {
			fsys[f.Name] = &fstest.MapFile{Data: f.Data}
		}
	}
	book, err := spec.LoadFS(fsys, "spec")
	if err != nil {
		return nil, err
	}
	options := userOptions
	for _, change := range changes {
		change(&options)
	}
	return generator.New(book, options)
}

// record writes the goldens anew, once everything that is generated builds, is
// vetted and passes its own tests.
func record(t *testing.T, name string, archive *txtar.Archive, plan *generator.Plan) {
	dir := userModule(t, "github.com/google/go-cmp")
	if _, err := plan.Write(dir); err != nil {
		t.Fatal(err)
	}
	goCommand(t, dir, "vet", "./...")
	goCommand(t, dir, "test", "-vet=off", "./...")
	for i, f := range archive.Files {
		if data, ok := find(plan, f.Name); ok {
			archive.Files[i].Data = data
		}
	}
	if err := os.WriteFile(name, txtar.Format(archive), 0o666); err != nil {
		t.Fatal(err)
	}
}

// errbook is the path of the project's modules.
const errbook = "github.com/errbook/errbook"

// userModule makes a user's module that has apierr and what is named of
// errbook's requirements, and nothing else.
func userModule(t testing.TB, requirements ...string) string {
	t.Helper()
	root, err := filepath.Abs("..")
	if err != nil {
		t.Fatal(err)
	}
	own, err := os.ReadFile(filepath.Join(root, "go.mod"))
	if err != nil {
		t.Fatal(err)
	}
	mod, err := modfile.Parse("go.mod", own, nil)
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	b.WriteString("module example.com/user\n\ngo " + mod.Go.Version + "\n\nrequire github.com/errbook/errbook/apierr v0.1.0\n")
	for _, r := range mod.Require {
		if slices.Contains(requirements, r.Mod.Path) {
			b.WriteString("\nrequire " + r.Mod.Path + " " + r.Mod.Version + "\n")
		}
	}
	b.WriteString("\nreplace " + errbook + "/apierr => " + filepath.Join(root, "apierr") + "\n")
	sum, err := os.ReadFile(filepath.Join(root, "go.sum"))
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	for name, data := range map[string][]byte{"go.mod": b.Bytes(), "go.sum": sum} {
		if err := os.WriteFile(filepath.Join(dir, name), data, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func goCommand(t testing.TB, dir string, args ...string) string {
	t.Helper()
	cmd := exec.Command("go", args...)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "GOFLAGS=-mod=readonly -trimpath", "GOWORK=off")
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("%s: %v\n%s", cmd, err, out)
	}
	return string(out)
}
