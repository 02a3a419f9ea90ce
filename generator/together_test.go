package generator_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	_ "github.com/errbook/errbook/apierr/apierrtest" // so that a change of it is not answered from the cache
)

// The tests and Examples of all generated packages pass. They are one program here:
// as one for each package, which is what go test makes of them, nearly all of their
// time is spent linking.
func TestGeneratedTogether(t *testing.T) {
	if testing.Short() {
		t.Skip("builds the tests of every generated package")
	}
	p := gather(t, absolute(t, "../generated"))
	if p.packages < 50 {
		t.Errorf("only %d packages have tests", p.packages)
	}
	program := filepath.Join(t.TempDir(), "together.test")
	build := exec.Command("go", "test", "-c", "-vet=off", "-ldflags=-s -w", "-overlay="+p.overlay(t), "-o", program, "./generated/together")
	build.Dir = absolute(t, "..")
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("%s: %v\n%s", build, err, out)
	}
	run := exec.Command(program, "-test.v")
	run.Dir = absolute(t, "../generated")
	out, err := run.CombinedOutput()
	if err != nil {
		t.Errorf("%v\n%s", err, failures(out))
	}
	for _, name := range p.names {
		if !bytes.Contains(out, []byte("\n--- PASS: "+name+" (")) {
			t.Errorf("%s did not pass", name)
		}
	}
	t.Logf("%d tests and Examples of %d packages", len(p.names), p.packages)
}

// A program is the test files of many packages as those of one.
type program struct {
	dir      string            // in which the compiler is to see them
	files    map[string][]byte // by their names there
	names    []string          // of the tests and Examples
	packages int
}

// gather reads the test files of the packages in a directory, and everything else in
// there, so that go test knows what the result of this test depends on.
func gather(t *testing.T, dir string) *program {
	t.Helper()
	p := &program{dir: filepath.Join(dir, "together"), files: map[string][]byte{}}
	packages := map[string]bool{}
	err := filepath.WalkDir(dir, func(name string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := os.ReadFile(name)
		if err == nil && strings.HasSuffix(name, "_test.go") {
			packages[filepath.Dir(name)] = true
			p.add(t, name, data)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	p.packages = len(packages)
	return p
}

// add adds a test file: each of its tests gets the name of its package, and runs in
// the directory of the package, as under go test. No name in it is absolute, so that what
// was compiled in another checkout serves this one.
//
//	func TestDocs_fashnerr(t *testing.T) { t.Chdir("fashnerr"); …
//	func Example_fashnerr_outOfCredits() { …
func (p *program) add(t *testing.T, name string, data []byte) {
	t.Helper()
	fset := token.NewFileSet()
	file, err := parser.ParseFile(fset, name, data, parser.SkipObjectResolution)
	if err != nil {
		t.Fatal(err)
	}
	dir, err := filepath.Rel(filepath.Dir(p.dir), filepath.Dir(name))
	if err != nil {
		t.Fatal(err)
	}
	pkg := filepath.Base(dir)
	at := func(pos token.Pos) int { return fset.Position(pos).Offset }
	var out bytes.Buffer
	done := 0
	replace := func(from, to int, text string) {
		out.Write(data[done:from])
		out.WriteString(text)
		done = to
	}
	replace(at(file.Name.Pos()), at(file.Name.End()), "together_test")
	for _, d := range file.Decls {
		f, ok := d.(*ast.FuncDecl)
		if !ok {
			continue
		}
		called := f.Name.Name
		switch {
		case strings.HasPrefix(called, "Test"):
			called += "_" + pkg
			replace(at(f.Name.Pos()), at(f.Name.End()), called)
			replace(at(f.Body.Lbrace)+1, at(f.Body.Lbrace)+1, fmt.Sprintf(" t.Chdir(%q);", filepath.ToSlash(dir)))
		case strings.HasPrefix(called, "Example_"):
			called = "Example_" + pkg + strings.TrimPrefix(called, "Example")
			replace(at(f.Name.Pos()), at(f.Name.End()), called)
		default:
			t.Errorf("%s: %s is neither a test nor an Example", name, called)
			continue
		}
		p.names = append(p.names, called)
	}
	out.Write(data[done:])
	p.files[pkg+"_"+filepath.Base(name)] = out.Bytes()
}

// overlay returns the file that tells the compiler what the files of the program are.
func (p *program) overlay(t *testing.T) string {
	t.Helper()
	dir, replace := t.TempDir(), map[string]string{}
	for name, data := range p.files {
		put(t, dir, name, string(data))
		replace[filepath.Join(p.dir, name)] = filepath.Join(dir, name)
	}
	data, err := json.Marshal(map[string]any{"Replace": replace})
	if err != nil {
		t.Fatal(err)
	}
	put(t, dir, "overlay.json", string(data))
	return filepath.Join(dir, "overlay.json")
}

// failures returns what tests say without what passed.
func failures(out []byte) []byte {
	var kept []byte
	for line := range bytes.Lines(out) {
		if !bytes.HasPrefix(line, []byte("=== RUN")) && !bytes.Contains(line, []byte("--- PASS: ")) {
			kept = append(kept, line...)
		}
	}
	return kept
}
