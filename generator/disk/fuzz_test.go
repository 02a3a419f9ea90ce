//go:build darwin || dragonfly || freebsd || illumos || linux || netbsd || openbsd

package disk

import (
	"os"
	"path/filepath"
	"testing"
)

// FuzzJournal gives Recover journals that a stranger wrote: what is not named in
// them, or is not ours, stays.
func FuzzJournal(f *testing.F) {
	header := headLine(f, "00000000000000000000000000000000")
	for _, seed := range []string{"", header, header + `{"path":"mine","n":1}` + "\n", header + `{"path":"../mine","n":1}` + "\n", header + `{"dir":"d"}` + "\n", "{}\n", header + `{"path":"mine","n":1,"old":true}` + "\n"} {
		f.Add([]byte(seed), true)
		f.Add([]byte(seed), false)
	}
	f.Fuzz(func(t *testing.T, journal []byte, done bool) {
		dir := t.TempDir()
		put(t, dir, "mine", "mine\n")
		put(t, dir, "d/mine", "mine\n")
		name := journalName
		if done {
			name = doneName
		}
		put(t, dir, name, string(journal))
		fsys, err := Open(dir)
		if err != nil {
			t.Fatal(err)
		}
		defer fsys.Close()
		Recover(fsys, func(string, []byte) bool { return false })
		for _, file := range []string{"mine", "d/mine"} {
			if data, err := os.ReadFile(filepath.Join(dir, file)); err != nil || string(data) != "mine\n" {
				t.Errorf("%s is %q, %v", file, data, err)
			}
		}
	})
}
