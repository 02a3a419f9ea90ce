package spec

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/errbook/errbook/spec/yaml"
	"github.com/errbook/errbook/spec/yaml/yamltest"
)

const badPattern = "testdata/bad/*.yaml"

func TestBadFiles(t *testing.T) { yamltest.BadFiles(t, badPattern, judged) }

// judge returns all problems that a file has of itself.
func judge(file string, data []byte) yaml.Problems {
	switch filepath.Base(file) {
	case "kinds.yaml":
		_, problems := DecodeTaxonomy(file, data)
		return problems
	case "kinds-own.yaml":
		_, problems := builtinTaxonomy().Extend(file, data)
		return problems
	}
	f, problems := Decode(file, data)
	_, more := Check([]*File{f})
	return append(problems, more...).Sorted()
}

// judged is judge as yamltest takes it.
func judged(file string, data []byte) []yamltest.Problem {
	var list []yamltest.Problem
	for _, p := range judge(file, data) {
		list = append(list, yamltest.Problem{Line: p.Line, Col: p.Col, Message: p.Message, Hint: p.Hint})
	}
	return list
}

// The rules of the book's own diagnostics are in the source: every call of
// Report, and every error of a path. Each must be met by a case, so that no
// problem is ever printed that nobody has looked at.
func TestEveryProblemHasACase(t *testing.T) {
	messages := yamltest.Messages(t, badPattern, judged)
	for _, tt := range bookCases() {
		messages = append(messages, problemsOf(tt.files))
	}
	for _, c := range includeCases() {
		var problems yaml.Problems
		errors.As(c.load(), &problems)
		for _, p := range problems {
			messages = append(messages, p.Message)
		}
	}
	crowd := judge("x.yaml", manyErrors(5000, func(i int) string { return fmt.Sprintf("code: {prefix: p%d_}", i) }))
	messages = append(messages, crowd[0].Message)
	_, err := ParsePath("")
	messages = append(messages, err.Error())
	formats := yamltest.Formats(t,
		yamltest.Call{Name: "Report", Arg: 2}, yamltest.Call{Name: "Report", Arg: 1}, yamltest.Call{Name: "missing", Arg: 2},
		yamltest.Call{Name: "Errorf", File: "path.go"}, yamltest.Call{Name: "New", File: "path.go"})
	for _, what := range patternFaults {
		formats = append(formats, yamltest.Format{Pos: "patternFaults", Text: "pattern must be a regular expression; found " + what})
	}
	yamltest.EveryFormat(t, formats, messages)
}

func badFiles(t testing.TB) []string { return specFiles(t, "testdata/bad") }

func specFiles(t testing.TB, dir string) []string {
	t.Helper()
	files, err := filepath.Glob(dir + "/*.yaml")
	if err != nil || len(files) == 0 {
		t.Fatalf("no files in %s (%v)", dir, err)
	}
	return files
}

func readFile(t testing.TB, name string) []byte {
	t.Helper()
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return data
}
