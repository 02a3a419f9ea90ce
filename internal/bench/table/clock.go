package main

import (
	"fmt"
	"os"
	"os/exec"
	"slices"
	"syscall"
	"time"
)

// A cost is what a run took.
type cost struct{ cpu, wall time.Duration }

// ownCPU returns the CPU time that this process has used.
func ownCPU() time.Duration {
	var u syscall.Rusage
	if syscall.Getrusage(syscall.RUSAGE_SELF, &u) != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// turns calls functions turn by turn, and returns the median of the CPU time of each.
func turns(rounds int, does ...func()) []time.Duration {
	seen := make([][]time.Duration, len(does))
	for range rounds {
		for i, do := range does {
			start := ownCPU()
			do()
			seen[i] = append(seen[i], ownCPU()-start)
		}
	}
	medians := make([]time.Duration, len(does))
	for i := range seen {
		medians[i] = median(seen[i])
	}
	return medians
}

func median(list []time.Duration) time.Duration {
	slices.Sort(list)
	return list[len(list)/2]
}

// A command is a program to run. Before says what to do before each run, which is not
// measured.
type command struct {
	dir    string
	before func() error
	stdin  string // a file
	args   []string
}

// race runs commands turn by turn, and returns the medians of each.
func (b *bench) race(commands ...command) ([]cost, error) {
	cpu, wall := make([][]time.Duration, len(commands)), make([][]time.Duration, len(commands))
	for range b.rounds {
		for i, c := range commands {
			got, err := b.runOnce(c)
			if err != nil {
				return nil, err
			}
			cpu[i], wall[i] = append(cpu[i], got.cpu), append(wall[i], got.wall)
		}
	}
	costs := make([]cost, len(commands))
	for i := range costs {
		costs[i] = cost{median(cpu[i]), median(wall[i])}
	}
	return costs, nil
}

func (b *bench) runOnce(c command) (cost, error) {
	if c.before != nil {
		if err := c.before(); err != nil {
			return cost{}, err
		}
	}
	cmd := exec.Command(c.args[0], c.args[1:]...)
	cmd.Dir = c.dir
	cmd.Env = append(os.Environ(), "ERRBOOK_CACHE="+b.dir+"/cache", "GOWORK=", "GOFLAGS=-mod=mod", "GOPROXY=off")
	if c.stdin != "" {
		in, err := os.Open(c.stdin)
		if err != nil {
			return cost{}, err
		}
		defer in.Close()
		cmd.Stdin = in
	}
	start := time.Now()
	if out, err := runQuiet(cmd); err != nil {
		return cost{}, fmt.Errorf("%v: %w\n%s", c.args, err, out)
	}
	s := cmd.ProcessState
	return cost{s.UserTime() + s.SystemTime(), time.Since(start)}, nil
}

// runQuiet runs a command whose output nobody wants, and returns what it said of an
// error.
func runQuiet(cmd *exec.Cmd) (string, error) {
	said, err := os.CreateTemp("", "errbook-bench-")
	if err != nil {
		return "", err
	}
	defer os.Remove(said.Name())
	defer said.Close()
	cmd.Stderr = said
	if err := cmd.Run(); err != nil {
		text, _ := os.ReadFile(said.Name())
		return string(text), err
	}
	return "", nil
}

func per(a, b time.Duration) float64 { return float64(a) / float64(max(b, 1)) }

func milliseconds(d time.Duration) float64 { return float64(d) / float64(time.Millisecond) }
