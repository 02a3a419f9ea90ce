//go:build !race

package spec

import (
	"os"
	"runtime"
	"runtime/debug"
	"strings"
	"testing"
)

// A verdict costs no memory, and an error two pieces of it: itself and its
// texts. Regular expressions of a wire are the exception: package regexp
// allocates for what it finds. (Under the race detector sync.Pool forgets, so
// this is not for it.)
func TestAllocations(t *testing.T) {
	defer debug.SetGCPercent(debug.SetGCPercent(-1)) // a collection empties the pools
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))  // of which each processor has its own
	book, err := LoadFS(os.DirFS("."), "providers")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range book.Files {
		data, err := os.ReadFile(f.Path)
		if err != nil {
			t.Fatal(err)
		}
		if strings.Contains(string(data), "pattern:") {
			continue
		}
		for _, e := range f.Errors {
			for i := range e.Samples {
				r := e.Samples[i].Response(f)
				for range 3 { // the pools grow as long as texts do
					f.Runtime().From(r)
				}
				if n := testing.AllocsPerRun(3, func() { f.Runtime().Verdict(r) }); n > 0 {
					t.Errorf("%s: %v allocations for the verdict on %s", e.Code, n, r.Body)
				}
				if n := testing.AllocsPerRun(3, func() { f.Runtime().From(r) }); n > 2 {
					t.Errorf("%s: %v allocations for the error of %s", e.Code, n, r.Body)
				}
			}
		}
	}
}
