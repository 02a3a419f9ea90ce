//go:build !race

// The race detector makes sync.Pool forget at random, so the counts mean nothing there.

package classify

import (
	"fmt"
	"io"
	"runtime"
	"strings"
	"testing"
)

// TestRunUsesItsMemoryAgain classifies five megabytes of distinct lines, for which no
// memory may be taken that grows with them: of chunks, lines or errors.
func TestRunUsesItsMemoryAgain(t *testing.T) {
	lines := func(n int) string {
		var b strings.Builder
		for i := range n {
			fmt.Fprintf(&b, `{"provider":"openai","status":429,"headers":{"x-request-id":"req_%d"},"body":"{\"error\":{\"message\":\"Rate limit reached, number %d\",\"code\":\"rate_limit_exceeded\"}}"}`+"\n", i, i)
		}
		return b.String()
	}
	s := Stream{Shelf: builtin(t)}
	taken := func(text string) uint64 {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		if sum, err := s.Run(t.Context(), strings.NewReader(text), io.Discard); err != nil || sum.Faults > 0 {
			t.Fatal(sum, err)
		}
		runtime.ReadMemStats(&after)
		return after.TotalAlloc - before.TotalAlloc
	}
	few, many := lines(3_000), lines(30_000)
	taken(few) // the book is read once
	if less, more := taken(few), taken(many); more > less+uint64(len(many))/5 {
		t.Errorf("%d bytes of lines took %d bytes of memory, %d took %d", len(few), less, len(many), more)
	}
}
