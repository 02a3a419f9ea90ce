package spec

import (
	"path/filepath"
	"testing"
)

// Whatever bytes a file has, Decode and Check return, say where each problem
// is, and refuse a second time what they refused before.
func FuzzDecode(f *testing.F) {
	for _, pattern := range []string{"testdata/*/*.yaml", "yaml/testdata/*/*.yaml", "providers/*.yaml"} {
		files, err := filepath.Glob(pattern)
		if err != nil {
			f.Fatal(err)
		}
		for _, file := range files {
			f.Add(readFile(f, file))
		}
	}
	for _, data := range []string{"", "\ufeff", "- version: 1\n", "name: caf\xe9\n", "name: a\x00b\r", "tips: [[[[[[[["} {
		f.Add([]byte(data))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		before := string(data)
		problems := judge("x.yaml", data)
		if string(data) != before {
			t.Fatal("the bytes were changed")
		}
		for _, p := range problems {
			if p.Path != "x.yaml" || p.Message == "" || p.Line < 1 || p.Col < 1 {
				t.Fatalf("a problem without a place or a message: %#v", p)
			}
		}
		if again := judge("x.yaml", data); again.Error() != problems.Error() {
			t.Fatalf("first:\n%s\nthen:\n%s", problems, again)
		}
	})
}
