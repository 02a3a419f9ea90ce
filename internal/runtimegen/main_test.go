package main

import (
	"bytes"
	"go/ast"
	"go/parser"
	"go/token"
	"strconv"
	"strings"
	"testing"
)

// What was generated is what the book says.
func TestUpToDate(t *testing.T) {
	plan, err := newPlan()
	if err != nil {
		t.Fatal(err)
	}
	changes, err := plan.Diff("../..")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range changes {
		t.Errorf("%s\n\thint: go run ./internal/runtimegen\n%s", c, c.Diff())
	}
}

// Two runs write the same, and Go that costs nothing when a program starts.
func TestOutputs(t *testing.T) {
	if testing.Short() {
		t.Skip("makes every table twice")
	}
	first, err := newPlan()
	if err != nil {
		t.Fatal(err)
	}
	second, err := newPlan()
	if err != nil {
		t.Fatal(err)
	}
	for i, f := range first.Files {
		if !bytes.Equal(f.Data, second.Files[i].Data) {
			t.Errorf("%s differs from run to run", f.Path)
		}
		if strings.HasSuffix(f.Path, ".go") {
			startsNothing(t, f.Path, f.Data)
		}
	}
}

func startsNothing(t *testing.T, name string, data []byte) {
	t.Helper()
	file, err := parser.ParseFile(token.NewFileSet(), name, data, parser.SkipObjectResolution)
	if err != nil {
		t.Fatal(err)
	}
	for _, i := range file.Imports {
		if i.Path.Value != strconv.Quote(wirePath) && i.Path.Value != strconv.Quote(phrasePath) {
			t.Errorf("%s imports %s", name, i.Path.Value)
		}
	}
	ast.Inspect(file, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncDecl:
			if n.Name.Name == "init" {
				t.Errorf("%s has an init function", name)
			}
		case *ast.MapType:
			t.Errorf("%s has a map", name)
		}
		return true
	})
}
