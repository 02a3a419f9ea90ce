package main

import (
	"os"
	"runtime"
	"runtime/debug"
	"runtime/metrics"
)

// gcPercent is how much garbage there may be by what is in use, as long as that is
// little.
const gcPercent = 400

// smallHeap is how many bytes in use are little.
const smallHeap = 32 << 20

// spareCollections lets garbage grow while little memory is in use: most commands are
// done before the first collection pays, and a book of a thousand errors costs a sixth
// less. As soon as more is in use, collections come as usual, so that a book of 100,000
// errors takes no more memory for it. Who sets GOGC has decided.
func spareCollections() {
	if os.Getenv("GOGC") != "" {
		return
	}
	debug.SetGCPercent(gcPercent)
	afterCollection()
}

// afterCollection looks at what is in use each time that garbage was collected, the next
// time included.
func afterCollection() {
	type canary struct{ _ [16]byte } // smaller ones share their memory, and may never be collected
	runtime.SetFinalizer(&canary{}, func(*canary) {
		live := []metrics.Sample{{Name: "/gc/heap/live:bytes"}}
		metrics.Read(live)
		if live[0].Value.Kind() == metrics.KindUint64 && live[0].Value.Uint64() > smallHeap {
			debug.SetGCPercent(100)
			return
		}
		afterCollection()
	})
}
