package generator_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os/exec"
	"path"
	"path/filepath"
	"strings"
	"testing"

	"github.com/errbook/errbook/generator"
	"github.com/errbook/errbook/spec"
)

// The generated switches must say what the interpreter of the rules says: those
// of the book, those of a book that has every part of the language, and those of a
// provider with more codes than a switch has. The
// comparison is a program, because it needs the packages as they are generated
// now. It gets them as an overlay over those on disk, so that the compiler is
// asked only for what differs.
func TestSwitchesAgreeWithRules(t *testing.T) {
	if testing.Short() {
		t.Skip("builds every generated package, and judges 60,000 responses by each")
	}
	specs := []string{absolute(t, "../spec/providers"), absolute(t, "../spec/testdata/good"), manyCodes(t)}
	book, err := spec.Load(specs...)
	if err != nil {
		t.Fatal(err)
	}
	plan, err := generator.New(book, options)
	if err != nil {
		t.Fatal(err)
	}
	program := filepath.Join(t.TempDir(), "agreement")
	build := exec.Command("go", "build", "-ldflags=-s -w", "-overlay="+overlay(t, plan, book), "-o", program, "./testdata/agreement")
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("%s: %v\n%s", build, err, out)
	}
	out, err := exec.Command(program, specs...).CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	t.Logf("%s", out)
}

// manyCodes writes a spec file with many codes, of which some have several errors and
// some errors several, and returns its directory.
func manyCodes(t *testing.T) string {
	var b strings.Builder
	b.WriteString("version: 1\nprovider: manycodes\nname: Many\nsources: [{id: page, url: \"https://many.example/errors\", verified: 2026-11-20}]\nerrors:\n")
	entry := func(name, rule string) {
		fmt.Fprintf(&b, "  - {name: %s, title: %[1]s, summary: It failed., kind: rate_limited, %s, causes: [The client sent too much.], fixes: [Wait a minute.], sources: [page]}\n", name, rule)
	}
	for i := range 100 {
		entry(fmt.Sprintf("Single%d", i), fmt.Sprintf("status: 429, code: single_%d", i))
		entry(fmt.Sprintf("Double%d", i), fmt.Sprintf("code: [double_%d, \"*/ double %[1]d\"]", i))
		entry(fmt.Sprintf("Shared%d", i), fmt.Sprintf("status: %d, code: shared_%d", 403+i%2, i/2))
	}
	dir := t.TempDir()
	put(t, dir, "manycodes.yaml", b.String())
	return dir
}

// overlay writes the Go files of a plan that differ from those on disk, and the
// comparison's table of packages, and returns the file that tells the compiler
// where they belong.
func overlay(t *testing.T, plan *generator.Plan, book *spec.Book) string {
	t.Helper()
	changes, err := plan.Diff("..")
	if err != nil {
		t.Fatal(err)
	}
	changes = append(changes, generator.Change{Path: "generator/testdata/agreement/made.go", New: tableOfPackages(book)})
	dir, replace := t.TempDir(), map[string]string{}
	for i, c := range changes {
		if path.Ext(c.Path) != ".go" {
			continue
		}
		fresh := "" // no such file any more
		if c.New != nil {
			fresh = filepath.Join(dir, fmt.Sprint(i, ".go"))
			put(t, dir, filepath.Base(fresh), string(c.New))
		}
		replace[absolute(t, "../"+c.Path)] = fresh
	}
	data, err := json.Marshal(map[string]any{"Replace": replace})
	if err != nil {
		t.Fatal(err)
	}
	put(t, dir, "overlay.json", string(data))
	return filepath.Join(dir, "overlay.json")
}

// tableOfPackages prints the table that the comparison reads:
//
//	var made = map[string]generatedRules{
//		"fashn": {fashnerr.Provider, fashnerr.Classify},
//	}
func tableOfPackages(book *spec.Book) []byte {
	var imports, table bytes.Buffer
	for _, f := range book.Files {
		name := options.Packages.Name(f)
		fmt.Fprintf(&imports, "import %q\n", options.Packages.Path+"/"+name)
		provider := name + ".Provider"
		if f.Own.Value {
			provider += ".Provider" // what reads is inside of what sends
		}
		fmt.Fprintf(&table, "\t%q: {%s, %s.Classify},\n", f.Provider.Value, provider, name)
	}
	return fmt.Appendf(nil, "package main\n\n%s\nvar made = map[string]generatedRules{\n%s}\n", &imports, &table)
}

func absolute(t *testing.T, name string) string {
	t.Helper()
	name, err := filepath.Abs(name)
	if err != nil {
		t.Fatal(err)
	}
	return name
}
