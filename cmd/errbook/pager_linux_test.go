package main

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"
	"unsafe"
)

// A pty is a terminal, and what was printed on it.
type pty struct {
	t             *testing.T
	control, user *os.File

	mu      sync.Mutex
	printed bytes.Buffer
}

func ioctl(t *testing.T, f *os.File, request uintptr, arg unsafe.Pointer) {
	t.Helper()
	if _, _, failed := syscall.Syscall(syscall.SYS_IOCTL, f.Fd(), request, uintptr(arg)); failed != 0 {
		t.Fatal(failed)
	}
}

// newPTY opens a terminal of a size.
func newPTY(t *testing.T, columns, rows uint16) *pty {
	t.Helper()
	control, err := os.OpenFile("/dev/ptmx", os.O_RDWR|syscall.O_NOCTTY, 0)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { control.Close() })
	var number, locked uint32
	ioctl(t, control, syscall.TIOCGPTN, unsafe.Pointer(&number))
	ioctl(t, control, syscall.TIOCSPTLCK, unsafe.Pointer(&locked))
	user, err := os.OpenFile(fmt.Sprintf("/dev/pts/%d", number), os.O_RDWR|syscall.O_NOCTTY, 0)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { user.Close() })
	ioctl(t, user, syscall.TIOCSWINSZ, unsafe.Pointer(&[4]uint16{rows, columns}))
	p := &pty{t: t, control: control, user: user}
	go p.read()
	return p
}

func (p *pty) read() {
	buf := make([]byte, 4096)
	for {
		n, err := p.control.Read(buf)
		p.mu.Lock()
		p.printed.Write(buf[:n])
		p.mu.Unlock()
		if err != nil {
			return
		}
	}
}

func (p *pty) text() string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return strings.ReplaceAll(p.printed.String(), "\r\n", "\n")
}

// wait waits until something is on the terminal.
func (p *pty) wait(want string) {
	p.t.Helper()
	for end := time.Now().Add(30 * time.Second); !strings.Contains(p.text(), want); time.Sleep(10 * time.Millisecond) {
		if time.Now().After(end) {
			p.t.Fatalf("no %q on the terminal:\n%s", want, p.text())
		}
	}
}

// errbook runs the command, which is this test binary again, in a session whose
// terminal is p, and outside of any project. It returns how it ends.
func (p *pty) errbook(env []string, args ...string) (end func() int) {
	p.t.Helper()
	c := &exec.Cmd{Path: os.Args[0], Args: append([]string{"errbook"}, args...), Stdin: p.user, Stdout: p.user, Stderr: p.user}
	c.Dir = p.t.TempDir()
	c.Env = append([]string{"TERM=xterm", "PATH=" + os.Getenv("PATH"), "HOME=" + c.Dir}, env...)
	c.SysProcAttr = &syscall.SysProcAttr{Setsid: true, Setctty: true}
	if err := c.Start(); err != nil {
		p.t.Fatal(err)
	}
	done := make(chan int, 1)
	go func() {
		c.Wait()
		done <- c.ProcessState.ExitCode()
	}()
	return func() int {
		p.t.Helper()
		select {
		case code := <-done:
			return code
		case <-time.After(30 * time.Second):
			syscall.Kill(-c.Process.Pid, syscall.SIGKILL)
			p.t.Fatalf("it goes on:\n%s", p.text())
			return 0
		}
	}
}

// The pager that most tests use marks what goes through it.
const marking = "sed 's/^/paged: /'"

// What does not fit on a terminal goes through a pager, unless somebody says
// otherwise.
func TestPager(t *testing.T) {
	for _, test := range []struct {
		name  string
		env   []string
		args  []string
		paged bool
	}{
		{"a long list", []string{"ERRBOOK_PAGER=" + marking}, []string{"explain", "429"}, true},
		{"the kinds", []string{"ERRBOOK_PAGER=" + marking}, []string{"explain"}, true},
		{"a page in full", []string{"ERRBOOK_PAGER=" + marking}, []string{"explain", "--full", "fireworks.TooManyRequests"}, true},
		{"JSON", []string{"ERRBOOK_PAGER=" + marking}, []string{"explain", "--format", "json", "fashn"}, true},
		{"PAGER", []string{"PAGER=" + marking}, []string{"explain", "429"}, true},
		{"ERRBOOK_PAGER before PAGER", []string{"ERRBOOK_PAGER=" + marking, "PAGER=cat"}, []string{"explain", "429"}, true},
		{"a list that fits", []string{"ERRBOOK_PAGER=" + marking}, []string{"explain", "litellm-proxy", "429"}, false},
		{"--no-pager", []string{"ERRBOOK_PAGER=" + marking}, []string{"explain", "429", "--no-pager"}, false},
		{"NO_COLOR, which is of colors", []string{"ERRBOOK_PAGER=" + marking, "NO_COLOR=1"}, []string{"explain", "429"}, true},
		{"TERM=dumb", []string{"ERRBOOK_PAGER=" + marking, "TERM=dumb"}, []string{"explain", "429"}, false},
		{"cat", []string{"ERRBOOK_PAGER=cat", "PAGER=" + marking}, []string{"explain", "429"}, false},
		{"none", []string{"ERRBOOK_PAGER=", "PAGER=" + marking}, []string{"explain", "429"}, false},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			p := newPTY(t, 80, 24)
			if code := p.errbook(test.env, test.args...)(); code != exitDone {
				t.Errorf("it ends with %d:\n%s", code, p.text())
			}
			time.Sleep(50 * time.Millisecond) // what is still on its way
			if got := strings.HasPrefix(p.text(), "paged: "); got != test.paged || len(p.text()) < 100 {
				t.Errorf("paged is %t, want %t:\n%.300s", got, test.paged, p.text())
			}
		})
	}
}

// A pager that does not start loses nothing.
func TestPagerIsMissing(t *testing.T) {
	for _, pager := range []string{"no-such-pager", "no-such-pager 2>/dev/null"} {
		p := newPTY(t, 80, 24)
		if code := p.errbook([]string{"PAGER=" + pager}, "explain", "429")(); code != exitDone {
			t.Errorf("it ends with %d", code)
		}
		p.wait("hint: the pager \"" + pager + "\" does not start")
		p.wait("fireworks.TooManyRequests")
	}
	p := newPTY(t, 80, 24) // less is not there: nobody asked for it
	p.errbook([]string{"PATH=/nowhere"}, "explain", "429")()
	if p.wait("fireworks.TooManyRequests"); strings.Contains(p.text(), "pager") {
		t.Errorf("it complains:\n%s", p.text())
	}
}

// A pager that is left early, and one that takes an interrupt, have the terminal until
// they end; then the command goes on, and ends as it would have.
func TestPagerIsLeft(t *testing.T) {
	const early, interrupted = "sh -c 'read one; echo left'", "sh -c 'trap \"echo left; exit 2\" INT; read one; echo ready; while :; do sleep 0.1; done'"
	for _, test := range []struct{ name, pager, keys string }{{"early", early, ""}, {"by an interrupt", interrupted, "\x03"}} {
		t.Run(test.name, func(t *testing.T) {
			p := newPTY(t, 80, 24)
			end := p.errbook([]string{"ERRBOOK_PAGER=" + test.pager}, "explain", "rate_limited", "zqxjk")
			if test.keys != "" {
				p.wait("ready")
				if _, err := p.control.WriteString(test.keys); err != nil {
					t.Fatal(err)
				}
			}
			if code := end(); code != exitFindings {
				t.Errorf("it ends with %d:\n%s", code, p.text())
			}
			p.wait("nothing found for")
			if text := p.text(); strings.Index(text, "left") > strings.Index(text, "hint:") {
				t.Errorf("the command goes on below its pager:\n%s", text)
			}
		})
	}
}

// q and an interrupt leave less, and leave the terminal as it was.
func TestLess(t *testing.T) {
	if _, err := exec.LookPath("less"); err != nil {
		t.Skip("less is not installed")
	}
	for _, test := range []struct {
		name, keys string
		env        []string
	}{{"q", "q", nil}, {"an interrupt", "\x03", nil}, {"an interrupt, then q, in another setting", "\x03q", []string{"LESS=R"}}} {
		t.Run(test.name, func(t *testing.T) {
			p := newPTY(t, 100, 24)
			var before, after syscall.Termios
			ioctl(t, p.user, syscall.TCGETS, unsafe.Pointer(&before))
			end := p.errbook(test.env, "explain", "429")
			p.wait("\x1b[1mCODE") // the colors go through
			p.wait(":")           // the prompt of less
			for _, key := range test.keys {
				time.Sleep(100 * time.Millisecond)
				if _, err := p.control.WriteString(string(key)); err != nil {
					t.Fatal(err)
				}
			}
			if code := end(); code != exitDone {
				t.Errorf("it ends with %d:\n%s", code, p.text())
			}
			p.wait("hint: to see one whole")
			if ioctl(t, p.user, syscall.TCGETS, unsafe.Pointer(&after)); before != after {
				t.Errorf("the terminal was %v, and is %v", before, after)
			}
		})
	}
}

// Text is as wide as the terminal, up to where lines are hard to read, and in color
// unless NO_COLOR or TERM says otherwise.
func TestTerminal(t *testing.T) {
	for _, test := range []struct {
		columns uint16
		env     []string
		widest  int
		color   bool
	}{
		{120, nil, 100, true}, {50, nil, 50, true}, {20, nil, 40, true}, {80, []string{"COLUMNS=60"}, 60, true},
		{80, []string{"NO_COLOR=1"}, 80, false}, {80, []string{"TERM=dumb"}, 80, false},
	} {
		t.Run(fmt.Sprint(test.columns, test.env), func(t *testing.T) {
			t.Parallel()
			p := newPTY(t, test.columns, 60)
			p.errbook(append(test.env, "ERRBOOK_PAGER=cat"), "explain", "fireworks", "429")()
			p.wait("retry:")
			time.Sleep(50 * time.Millisecond)
			widest := 0
			for line := range strings.Lines(escapes.ReplaceAllString(p.text(), "")) {
				if !strings.Contains(line, "://") && !strings.Contains(line, "explain") {
					widest = max(widest, len([]rune(strings.TrimSpace(line))))
				}
			}
			if widest > test.widest || widest < test.widest-25 {
				t.Errorf("the widest line has %d columns:\n%s", widest, p.text())
			}
			if got := strings.Contains(p.text(), "\x1b["); got != test.color {
				t.Errorf("color is %t:\n%q", got, p.text())
			}
		})
	}
}
