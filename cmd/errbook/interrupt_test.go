//go:build unix

package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// start runs errbook, which is this test binary again.
func start(t *testing.T, args ...string) *exec.Cmd {
	t.Helper()
	c := &exec.Cmd{Path: os.Args[0], Args: append([]string{"errbook"}, args...), Env: os.Environ()}
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	return c
}

// An interrupt ends a command that is in the middle of something.
func TestInterrupt(t *testing.T) {
	fifo := filepath.Join(t.TempDir(), "in")
	if err := syscall.Mkfifo(fifo, 0o600); err != nil {
		t.Fatal(err)
	}
	for _, args := range [][]string{{"classify", fifo}, {"classify", "--jsonl", fifo}} {
		c := start(t, args...)
		done := make(chan error, 1)
		go func() { done <- c.Wait() }()
		time.Sleep(500 * time.Millisecond) // it opens the pipe, which nobody writes to
		if err := c.Process.Signal(os.Interrupt); err != nil {
			t.Fatal(err)
		}
		select {
		case <-done:
		case <-time.After(20 * time.Second):
			c.Process.Kill()
			t.Errorf("%v went on after an interrupt", args)
		}
	}
}

// A spec file that is a pipe is refused, and not waited for.
func TestSpecIsNoPipe(t *testing.T) {
	config := newProject(t)
	fifo := filepath.Join(filepath.Dir(config), "spec", "z.yaml")
	if err := syscall.Mkfifo(fifo, 0o600); err != nil {
		t.Fatal(err)
	}
	for _, args := range [][]string{{"lint", "--config", config}, {"generate", "--config", config}, {"lint", fifo}, {"explain", "--spec", fifo}} {
		out, err := (&exec.Cmd{Path: os.Args[0], Args: append([]string{"errbook"}, args...), Env: os.Environ()}).CombinedOutput()
		if err == nil || !strings.Contains(string(out), "z.yaml: a regular file is required; found something else") {
			t.Errorf("%v: got %v, %s", args, err, out)
		}
	}
}
