//go:build unix

package sums

import (
	"os"
	"syscall"
	"testing"
)

// A spec file that is a pipe has no end, and is not read.
func TestPipe(t *testing.T) {
	f := newFixture(t)
	os.Remove(f.path("spec/rules.yaml"))
	if err := syscall.Mkfifo(f.path("spec/rules.yaml"), 0o666); err != nil {
		t.Fatal(err)
	}
	if r := f.open().Rest(); r != nil {
		t.Errorf("only %q is made", made(r))
	}
}
