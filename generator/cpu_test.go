//go:build unix

package generator_test

import (
	"syscall"
	"testing"
	"time"
)

// cpuTime returns the CPU time that this process has used, so that a busy
// machine does not distort a ratio.
func cpuTime(tb testing.TB) time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		tb.Fatal(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
