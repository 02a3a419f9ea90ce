package layout

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"testing"

	"golang.org/x/mod/modfile"
)

var (
	makeTarget    = regexp.MustCompile(`(?m)^([a-z-]+):`)
	makeRow       = regexp.MustCompile("(?m)^\\| `make ([a-z-]+)")
	dependencyRow = regexp.MustCompile(`(?m)^\| ([\w.-]+\.\w+/\S+) \|`)
)

// CONTRIBUTING has a row for each target of the Makefile, and for no other. What
// make does without a target is one of them.
func TestMakeTargets(t *testing.T) {
	compareLists(t, "targets of Makefile", column(t, "Makefile", makeTarget), "rows of CONTRIBUTING.md",
		append(column(t, "CONTRIBUTING.md", makeRow), "all"))
}

// CONTRIBUTING says of each module that go.mod requires what it is for, and of
// no other. A major version in a path is no part of the name there.
func TestDependencyTable(t *testing.T) {
	file, err := modfile.Parse("go.mod", readDocument(t, "go.mod"), nil)
	if err != nil {
		t.Fatal(err)
	}
	var required []string
	for _, r := range file.Require {
		if r.Indirect || r.Mod.Path == module+"/apierr" {
			continue
		}
		required = append(required, regexp.MustCompile(`/v\d+$`).ReplaceAllString(r.Mod.Path, ""))
	}
	compareLists(t, "requirements of go.mod", required, "rows of CONTRIBUTING.md", column(t, "CONTRIBUTING.md", dependencyRow))
}

// column lists what a pattern's group finds in a file of the repository.
func column(t *testing.T, name string, pattern *regexp.Regexp) (list []string) {
	t.Helper()
	for _, m := range pattern.FindAllSubmatch(readDocument(t, name), -1) {
		list = append(list, string(m[1]))
	}
	return list
}

func readDocument(t *testing.T, name string) []byte {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(root, name))
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func compareLists(t *testing.T, aName string, a []string, bName string, b []string) {
	t.Helper()
	if len(a) < 5 {
		t.Errorf("only %d %s were found", len(a), aName)
	}
	for _, v := range a {
		if !slices.Contains(b, v) {
			t.Errorf("the %s have %s, the %s do not", aName, v, bName)
		}
	}
	for _, v := range b {
		if !slices.Contains(a, v) {
			t.Errorf("the %s have %s, the %s do not", bName, v, aName)
		}
	}
}
