//go:build !unix

package generator_test

import (
	"testing"
	"time"
)

var begin = time.Now()

// cpuTime returns the time that has passed: the nearest thing where the system
// does not tell CPU time in this way.
func cpuTime(testing.TB) time.Duration { return time.Since(begin) }
