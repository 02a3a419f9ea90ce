// Package apierrtest is what generated tests call. It compares a generated package with
// its golden files, and its Markdown page with both. Besides the standard library, it
// needs only go-cmp.
package apierrtest

import (
	"os"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/errbook/errbook/apierr"
	"github.com/errbook/errbook/apierr/apierrtest/golden"
)

// A lookup returns the documentation of a code, nil for an unknown one.
type lookup = func(apierr.Code) *apierr.Doc

// readFile returns the content of a file, or ends the test.
func readFile(t testing.TB, name string) []byte {
	t.Helper()
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatalf("%v%s", err, advice)
	}
	return data
}

// readGolden returns a golden file, or ends the test.
func readGolden[File golden.Samples | golden.Docs](t testing.TB, name string) *File {
	t.Helper()
	file, err := golden.Decode[File](readFile(t, name))
	if err != nil {
		t.Fatalf("%s: %v%s", name, err, advice)
	}
	return file
}

// Docs fails unless the documentation of every code equals its golden in file,
// code by code and in the same order, and unless an unknown code has none.
func Docs(t testing.TB, codes []apierr.Code, find func(apierr.Code) *apierr.Doc, file string) {
	t.Helper()
	var want []apierr.Code
	docs := readGolden[golden.Docs](t, file).Docs
	for _, d := range docs {
		want = append(want, d.Code)
	}
	if diff := cmp.Diff(want, codes, cmpopts.EquateEmpty()); diff != "" {
		t.Errorf("the codes differ from %s (-golden +code):\n%s%s", file, diff, advice)
	}
	for _, d := range docs {
		if diff := cmp.Diff(d, find(d.Code), cmpopts.EquateEmpty()); diff != "" {
			t.Errorf("the documentation of %s differs from %s (-golden +code):\n%s%s", d.Code, file, diff, advice)
		}
	}
	unknownCodes(t, find)
}

// unknownCodes fails if codes that nobody declares have documentation.
func unknownCodes(t testing.TB, find lookup) {
	t.Helper()
	for _, code := range []apierr.Code{"", "Nothing", "nobody.Nothing"} {
		if find(code) != nil {
			t.Errorf("Lookup(%q) found documentation of an unknown code%s", code, advice)
		}
	}
}
