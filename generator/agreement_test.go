package generator_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/errbook/errbook/generator"
	"github.com/errbook/errbook/spec"
)

// The generated switches must say what the interpreter of the rules says. The
// comparison is a program in a user's module, because it needs both.
func TestSwitchesAgreeWithRules(t *testing.T) {
	for _, specs := range []string{"../spec/providers", "../spec/testdata/good"} {
		t.Run(filepath.Base(specs), func(t *testing.T) {
			specs, err := filepath.Abs(specs)
			if err != nil {
				t.Fatal(err)
			}
			t.Log(goCommand(t, agreementModule(t, specs), "run", ".", specs))
		})
	}
}

// agreementModule makes a module with the packages of a book and the program
// that compares them. It needs what package spec needs.
func agreementModule(t *testing.T, specs string) string {
	t.Helper()
	book, err := spec.Load(specs)
	if err != nil {
		t.Fatal(err)
	}
	plan, err := generator.New(book, userOptions)
	if err != nil {
		t.Fatal(err)
	}
	dir := userModule(t, errbook, "github.com/google/go-cmp", "gopkg.in/yaml.v3")
	if _, err := plan.Write(dir); err != nil {
		t.Fatal(err)
	}
	program, err := os.ReadFile("testdata/agreement/main.go.txt")
	if err != nil {
		t.Fatal(err)
	}
	put(t, dir, "main.go", string(program))
	return dir
}
