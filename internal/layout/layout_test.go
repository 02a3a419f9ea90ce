// Package layout holds tests of the repository as a whole: which package may
// import which, and what generated code must not have.
package layout

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"strings"
	"testing"
)

const module = "github.com/errbook/errbook"

// mayImport says which of our packages each of our packages may import, tests
// apart: the arrows of the house point one way. The first row that names a package
// holds for it. Rows of internal list the arrows that there are: a new one is a
// decision, not an accident.
var mayImport = []struct{ from, to string }{
	{"apierr/internal/ascii", ""},
	{"apierr/internal/redact", "apierr/internal/ascii apierr/internal/harmless"},
	{"apierr/redact", "apierr/internal/redact"},
	{"apierr/internal/harmless", "apierr/internal/ascii"},
	{"apierr/internal/foreign", "apierr/internal/ascii apierr/internal/observe"},
	{"apierr/internal/observe", ""},
	{"apierr/internal/eventstream", "apierr/internal/observe"},
	{"apierr/wire", "apierr/internal/ascii apierr/internal/foreign"},
	{"apierr/internal/unwrap", "apierr/wire apierr/internal/ascii"},
	{"apierr/internal/wait", "apierr/wire apierr/internal/ascii"},
	{"apierr/internal/phrase", ""},
	{"apierr/errdoc", "apierr/wire"},
	{"apierr/doctext", "apierr/errdoc apierr/wire"},
	{"apierr/apierrtest/golden", "apierr"},
	{"apierr/apierrtest/fakeserver", "apierr"},
	{"apierr/apierrtest/policytest", "apierr apierr/apierrtest/fakeserver"},
	{"apierr/apierrtest/rpctest", "apierr apierr/errdoc apierr/server apierr/shape apierr/wire"},
	{"apierr/apierrtest", "apierr apierr/apierrtest/fakeserver apierr/apierrtest/golden apierr/server"},
	{"apierr/problem", "apierr apierr/internal/harmless"},
	{"apierr/native", "apierr apierr/wire"},
	{"apierr/rpc", "apierr apierr/errdoc apierr/internal/ascii apierr/internal/redact apierr/internal/wait apierr/server apierr/shape apierr/wire"},
	{"apierr/route", "apierr"},
	{"apierr/shape", "apierr/errdoc apierr/wire"},
	{"apierr/server", "apierr apierr/shape apierr/wire"},
	{"apierr/sse", "apierr/internal/ascii apierr/internal/observe apierr/internal/unwrap"},
	{"apierr", "apierr/errdoc apierr/wire apierr/internal/..."},
	{"spec/suggest", ""},
	{"spec/prose", ""},
	{"spec/parallel", ""},
	{"spec/yaml/...", "spec/suggest"},
	{"spec", "spec/parallel spec/prose spec/suggest spec/yaml apierr apierr/errdoc apierr/shape apierr/wire"},
	{"spec/generic", "spec spec/phrases spec/yaml apierr apierr/wire"},
	{"spec/phrases", ""},
	{"spec/credentials", "spec spec/yaml"},
	{"spec/ledger", "spec spec/yaml apierr"},
	{"spec/catalog", "spec spec/yaml apierr apierr/errdoc apierr/wire"},
	{"spec/openapi", "spec spec/prose spec/yaml apierr apierr/shape apierr/wire"},
	{"templates", "spec/prose apierr apierr/errdoc"},
	{"generator/disk", "internal/lazy"},
	{"generator", "generator/disk internal/reader spec spec/catalog spec/generic spec/ledger spec/openapi spec/parallel spec/prose templates apierr apierr/doctext apierr/errdoc apierr/shape apierr/wire apierr/apierrtest/golden"},
	{"internal/classify", "internal/shelf apierr apierr/sse"},
	{"internal/config", "generator internal/lint spec spec/ledger spec/suggest spec/yaml templates apierr/wire"},
	{"internal/stats", "spec apierr"},
	{"internal/sums", "generator internal/lazy spec spec/catalog spec/parallel"},
	{"internal/draft", "internal/lazy internal/listing spec/prose spec/yaml"},
	{"internal/listing", "internal/lazy spec spec/yaml"},
	{"internal/upstream", "internal/listing spec spec/suggest spec/yaml"},
	{"internal/looks", "spec spec/prose apierr/wire"},
	{"internal/find", "spec apierr apierr/wire"},
	{"internal/digest", "internal/find internal/whose spec apierr apierr/wire"},
	{"internal/whose", "spec apierr apierr/errdoc"},
	{"internal/explain", "internal/digest internal/find internal/looks internal/shelf internal/whose generator spec spec/catalog spec/prose spec/suggest templates apierr apierr/errdoc apierr/wire"},
	{"internal/findings", "spec/yaml"},
	{"internal/breaking", "internal/findings spec spec/yaml apierr apierr/errdoc"},
	{"internal/revision", "spec spec/yaml"},
	{"internal/lint", "internal/findings internal/lazy internal/voice spec spec/prose spec/yaml apierr/wire"},
	{"internal/scorecard", "internal/shelf apierr apierr/errdoc apierr/route"},
	{"internal/shelf", "internal/digest spec spec/parallel apierr/wire"},
	{"internal/site", "internal/find internal/looks internal/reader internal/whose generator generator/disk spec spec/catalog spec/generic spec/ledger spec/prose spec/yaml templates apierr apierr/errdoc apierr/wire"},
	{"internal/layout", ""},
	{"internal/voice", ""},
	{"internal/lazy", ""},
	{"internal/release", ""},
	{"internal/manpage", ""},
	{"internal/licenses", ""},
	{"internal/printers", ""},
	{"internal/markdowntest", ""},
	{"docs/bigquery", ""},
	{"internal/npmtest", ""},
	{"internal/evidence", "spec apierr"},
	{"internal/reader/...", "spec spec/generic templates apierr apierr/errdoc apierr/wire"},
	{"internal/runtimegen", "generator internal/digest spec spec/credentials spec/generic apierr apierr/wire"},
	{"cmd/...", "internal/... apierr/errdoc generator generator/disk spec spec/catalog spec/ledger spec/suggest spec/yaml templates apierr"},
	{"generated/catalog", "generated/... apierr apierr/wire"},
	{"generated/*/*test", "generated/* apierr apierr/apierrtest/fakeserver"},
	{"generated/...", "apierr apierr/doctext apierr/errdoc apierr/wire"},
}

func TestArrows(t *testing.T) {
	for line := range strings.Lines(goList(t, "{{.ImportPath}} {{join .Imports \" \"}}", "work")) {
		from, imports, _ := strings.Cut(strings.TrimSpace(line), " ")
		from = strings.TrimPrefix(from, module+"/")
		allowed, known := allowedFor(from)
		if !known {
			t.Errorf("no rule says what %s may import", from)
		}
		for to := range strings.FieldsSeq(imports) {
			to, ours := strings.CutPrefix(to, module+"/")
			if ours && !matchesAny(to, allowed) {
				t.Errorf("%s must not import %s", from, to)
			}
		}
	}
}

func TestRunTimeNeedsTheStandardLibraryAlone(t *testing.T) {
	for line := range strings.Lines(goList(t, "{{.ImportPath}} {{join .Deps \" \"}}", "./apierr/...", "./generated/...")) {
		from, deps, _ := strings.Cut(strings.TrimSpace(line), " ")
		for dep := range strings.FieldsSeq(deps) {
			domain, _, _ := strings.Cut(dep, "/")
			compares := strings.HasPrefix(dep, "github.com/google/go-cmp/") && from == module+"/apierr/apierrtest" // in tests of programs
			if strings.Contains(domain, ".") && !strings.HasPrefix(dep, module+"/") && !compares {
				t.Errorf("%s must need the standard library alone; it needs %s", from, dep)
			}
		}
	}
}

func allowedFor(pkg string) (list string, known bool) {
	for _, r := range mayImport {
		if matches(pkg, r.from) {
			return r.to, true
		}
	}
	return "", false
}

func matchesAny(pkg, patterns string) bool {
	for p := range strings.FieldsSeq(patterns) {
		if matches(pkg, p) {
			return true
		}
	}
	return false
}

func matches(pkg, pattern string) bool {
	if like, err := path.Match(pattern, pkg); err == nil && like {
		return true
	}
	prefix, deep := strings.CutSuffix(pattern, "/...")
	return pkg == prefix || deep && strings.HasPrefix(pkg, prefix+"/")
}

func goList(t *testing.T, format string, packages ...string) string {
	t.Helper()
	cmd := exec.Command("go", append([]string{"list", "-f", format}, packages...)...)
	cmd.Dir = root
	cmd.Stderr = os.Stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	return string(out)
}

const root = "../.."

// Generated code must cost nothing when a program starts: no init functions,
// and no maps, which would be built then.
func TestGeneratedCodeHasNothingToStart(t *testing.T) {
	files := 0
	err := filepath.WalkDir(filepath.Join(root, "generated"), func(name string, d fs.DirEntry, err error) error {
		if err != nil || filepath.Ext(name) != ".go" {
			return err
		}
		files++
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		ast.Inspect(file, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.FuncDecl:
				if n.Name.Name == "init" && n.Recv == nil {
					t.Errorf("%s has an init function", name)
				}
			case *ast.MapType:
				t.Errorf("%s has a map", name)
			}
			return true
		})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if files == 0 {
		t.Fatal("nothing is generated")
	}
}

// A package initializer shows in a binary as a symbol: the linker keeps it
// because the runtime runs it.
func TestProgramsStartWithoutInitializersOfOurs(t *testing.T) {
	if testing.Short() {
		t.Skip("links a program with the whole catalog")
	}
	dir := t.TempDir()
	source := "package main\n\nimport \"" + module + "/generated/catalog\"\n\nfunc main() { println(len(catalog.Providers())) }\n"
	if err := os.WriteFile(filepath.Join(dir, "main.go"), []byte(source), 0o666); err != nil {
		t.Fatal(err)
	}
	binary := filepath.Join(dir, "program")
	run(t, "go", "build", "-ldflags=-w", "-o", binary, filepath.Join(dir, "main.go"))
	for line := range strings.Lines(run(t, "go", "tool", "nm", binary)) {
		fields := strings.Fields(line)
		name := fields[len(fields)-1]
		if strings.HasPrefix(name, module) && (strings.HasSuffix(name, ".init") || strings.HasSuffix(name, "..inittask") || strings.Contains(name, ".init.")) {
			t.Errorf("a program that imports the catalog starts with %s", name)
		}
	}
}

func run(t *testing.T, name string, args ...string) string {
	t.Helper()
	cmd := exec.Command(name, args...)
	cmd.Dir = root
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("%s: %v\n%s", cmd, err, out)
	}
	return string(out)
}
