package apierrtest_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/errbook/errbook/apierr/apierrtest"
	"github.com/errbook/errbook/apierr/apierrtest/golden"
)

// Files that were changed alone fail, each by its name; a spec file that is not there,
// and line ends that git wrote, do not.
func TestFiles(t *testing.T) {
	const code, spec = "// Gone is gone.\nconst Gone = 1\n", "name: Gone\n"
	sums := golden.Sums{Generated: "by a test", Files: []golden.Sum{
		{Path: "gen/codes.go", Sum: golden.SumOf([]byte(code))}, {Path: "spec/acme.yaml", Sum: golden.SumOf([]byte(spec))},
	}}
	for _, test := range []struct{ name, code, spec, want string }{
		{"as they were", code, spec, ""},
		{"other line ends", strings.ReplaceAll(code, "\n", "\r\n"), spec, ""},
		{"no spec file", code, "", ""},
		{"another comment", strings.Replace(code, "is gone", "is here", 1), spec, "gen/codes.go is not what was generated\n\tto fix it, correct the spec if it is wrong, and run: errbook generate"},
		{"another spec", code, spec + "x: 1\n", "spec/acme.yaml has changed since the code was generated from it\n\tto fix it, correct the spec if it is wrong, and run: errbook generate"},
		{"no code", "", spec, "open gen/codes.go: no such file or directory\n\tto fix it, correct the spec if it is wrong, and run: errbook generate"},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Chdir(t.TempDir())
			for name, data := range map[string]string{"gen/codes.go": test.code, "spec/acme.yaml": test.spec, "sums.txt": string(sums.Encode())} {
				os.MkdirAll(filepath.Dir(name), 0o777)
				if data == "" {
					continue
				}
				if err := os.WriteFile(name, []byte(data), 0o666); err != nil {
					t.Fatal(err)
				}
			}
			got := strings.Join(failuresOf(func(t testing.TB) { apierrtest.Files(t, "sums.txt") }), "\n")
			if got != test.want {
				t.Errorf("got  %q\nwant %q", got, test.want)
			}
		})
	}
	if _, err := golden.DecodeSums([]byte("x\n")); err == nil {
		t.Error("a line without a path was read")
	}
}
