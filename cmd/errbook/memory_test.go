package main

import (
	"runtime"
	"runtime/debug"
	"runtime/metrics"
	"testing"
	"time"
)

// Garbage may grow while little memory is in use, and no longer once much is.
func TestSpareCollections(t *testing.T) {
	defer debug.SetGCPercent(debug.SetGCPercent(50))
	t.Setenv("GOGC", "50")
	if spareCollections(); gcPercentNow() != 50 {
		t.Errorf("what GOGC says is overridden: %d", gcPercentNow())
	}
	t.Setenv("GOGC", "")
	if spareCollections(); gcPercentNow() != gcPercent {
		t.Errorf("with little in use it is %d, want %d", gcPercentNow(), gcPercent)
	}
	much := make([]byte, 2*smallHeap)
	for end := time.Now().Add(10 * time.Second); gcPercentNow() != 100; time.Sleep(time.Millisecond) {
		if runtime.GC(); time.Now().After(end) {
			t.Fatalf("with %d bytes in use it is still %d", len(much), gcPercentNow())
		}
	}
	runtime.KeepAlive(much)
}

func gcPercentNow() int {
	percent := []metrics.Sample{{Name: "/gc/gogc:percent"}}
	metrics.Read(percent)
	return int(percent[0].Value.Uint64())
}
