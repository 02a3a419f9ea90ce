package main

import (
	"fmt"
	"io/fs"
	"math"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// docs/compare.md says of its inputs how long they are, and of what errbook makes of its
// own, in which lint finds nothing.
func TestCompare(t *testing.T) {
	page, err := os.ReadFile("../../docs/compare.md")
	if err != nil {
		t.Fatal(err)
	}
	var lengths []string
	inputs := map[string]string{}
	for _, name := range []string{"shop.yaml", "shop.ridl", "shop.proto", "design.go.txt"} {
		data, err := os.ReadFile("../../docs/compare/" + name)
		if err != nil {
			t.Fatal(err)
		}
		inputs[name] = string(data)
		lengths = append(lengths, fmt.Sprint(len(regexp.MustCompile(`(?m)^.*\S`).FindAllString(string(data), -1))))
	}
	dir := t.TempDir()
	t.Chdir(dir)
	if err := os.Mkdir("spec", 0o777); err != nil {
		t.Fatal(err)
	}
	put(t, dir, "go.mod", "module example.com/shop\n")
	put(t, dir, "errbook.yaml", "version: 1\nspec: spec\ngo: .\ndocs: docs\n")
	put(t, dir, "spec/shop.yaml", inputs["shop.yaml"])
	runCommand(t, []string{"lint"}, "")
	runCommand(t, []string{"generate"}, "")
	for row, want := range map[string]string{
		"lines written, without blank ones":                   strings.Join(lengths, " | "),
		"of which say why an error happens and how to fix it": fmt.Sprintf("%d | 0 | 0 | 0", strings.Count(inputs["shop.yaml"], "causes:")+strings.Count(inputs["shop.yaml"], "fixes:")),
		"Go generated, lines":                                 fmt.Sprintf("about 1,%.0f00 | ", math.Round(float64(linesOfGo(t, dir)-1000)/100)),
	} {
		if line := "| " + row + " | " + want; !strings.Contains(string(page), line) {
			t.Errorf("docs/compare.md lacks %q", line)
		}
	}
}

// linesOfGo counts the lines of all Go files below a directory.
func linesOfGo(t *testing.T, dir string) (n int) {
	t.Helper()
	err := filepath.WalkDir(dir, func(name string, _ fs.DirEntry, err error) error {
		if err != nil || filepath.Ext(name) != ".go" {
			return err
		}
		data, err := os.ReadFile(name)
		n += strings.Count(string(data), "\n")
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return n
}
