package apierrtest

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"testing"

	"github.com/errbook/errbook/apierr/apierrtest/golden"
)

// Files fails unless each file that sumsFile lists is what it was when it was generated:
// code with its comments, and pages; and unless the spec file is the one that they were
// generated from. A missing spec file, as in a module without it, is not an error.
func Files(t testing.TB, sumsFile string) {
	t.Helper()
	sums, err := golden.DecodeSums(readFile(t, sumsFile))
	if err != nil {
		t.Fatalf("%s: %v%s", sumsFile, err, advice)
	}
	for _, f := range sums.Files {
		isSpec := filepath.Ext(f.Path) == ".yaml" || filepath.Ext(f.Path) == ".yml"
		data, err := os.ReadFile(filepath.FromSlash(f.Path))
		switch {
		case isSpec && errors.Is(err, fs.ErrNotExist):
			t.Logf("%s is not here", f.Path)
		case err != nil:
			t.Errorf("%v%s", err, advice)
		case golden.SumOf(data) == f.Sum:
		case isSpec:
			t.Errorf("%s has changed since the code was generated from it%s", f.Path, advice)
		default:
			t.Errorf("%s is not what was generated%s", f.Path, advice)
		}
	}
}
