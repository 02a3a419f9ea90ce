//go:build !race

// The race detector makes sync.Pool forget at random, so the counts mean nothing there.

package wire

import (
	"strings"
	"testing"
)

func TestPatternsAllocateNothing(t *testing.T) {
	text := strings.Join(pieces, " ")
	for _, expr := range patterns {
		find := CompileRE2(expr)
		if n := testing.AllocsPerRun(100, func() { find(text) }); n != 0 {
			t.Errorf("%s: %v allocations", expr, n)
		}
	}
}
