package generator_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os/exec"
	"path"
	"path/filepath"
	"testing"

	"github.com/errbook/errbook/generator"
	"github.com/errbook/errbook/spec"
)

// The generated switches must say what the interpreter of the rules says: those
// of the book, and those of a book that has every part of the language. The
// comparison is a program, because it needs the packages as they are generated
// now. It gets them as an overlay over those on disk, so that the compiler is
// asked only for what differs.
func TestSwitchesAgreeWithRules(t *testing.T) {
	specs := []string{absolute(t, "../spec/providers"), absolute(t, "../spec/testdata/good")}
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
