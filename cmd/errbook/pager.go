package main

import (
	"bytes"
	"cmp"
	"errors"
	"io"
	"os"
	"os/exec"
	"regexp"
	"runtime"
	"strings"
	"sync"
	"unicode/utf8"

	"github.com/spf13/cobra"
)

// pagerHelp is what commands with long output say of the pager.
const pagerHelp = `On a terminal, output that does not fit is shown in a pager: ERRBOOK_PAGER, PAGER, or
less. --no-pager or TERM=dumb turns the pager off.`

func addPagerFlag(c *cobra.Command) {
	c.Flags().Bool("no-pager", false, "do not use a pager, however long the output is")
}

// paging is held while a pager has the terminal. An interrupt is the pager's then:
// the command ends once its reader has left it, as git does, and not under it.
var paging sync.Mutex

// page prints something to standard output: through a pager if that is a terminal on
// which it does not fit.
func page(c *cobra.Command, print func(out io.Writer) error) error {
	out := c.OutOrStdout()
	terminal := fileOf(out)
	off, _ := c.Flags().GetBool("no-pager")
	program := pagerOf(os.LookupEnv)
	if off || program == "" || !isTerminal(terminal) {
		return print(out)
	}
	var text bytes.Buffer
	if err := print(&text); err != nil {
		return err
	}
	if columns, rows := terminalSize(terminal); rows > 0 && linesOn(columns, text.Bytes()) < rows {
		_, err := out.Write(text.Bytes())
		return err
	}
	return throughPager(c, program, terminal, text.Bytes())
}

// pagerOf returns the command of the pager, "" for none.
func pagerOf(lookup func(string) (string, bool)) string {
	if term, _ := lookup("TERM"); term == "dumb" {
		return ""
	}
	for _, name := range []string{"ERRBOOK_PAGER", "PAGER"} {
		if program, set := lookup(name); set {
			if program = strings.TrimSpace(program); program == "cat" {
				return ""
			}
			return program
		}
	}
	return "less"
}

// throughPager shows text in a pager, and returns when its reader leaves it. Where
// the pager does not start, the text is printed.
func throughPager(c *cobra.Command, program string, terminal *os.File, text []byte) error {
	p, err := pagerCommand(program)
	if err == nil {
		p.Stdin, p.Stdout, p.Stderr, p.Env = bytes.NewReader(text), terminal, os.Stderr, pagerEnv(os.Environ())
		paging.Lock()
		defer paging.Unlock()
		err = p.Run()
	}
	exit := (*exec.ExitError)(nil)
	if err == nil || errors.As(err, &exit) && exit.ExitCode() != shellNotFound {
		return nil // however its reader left it
	}
	if _, err := c.OutOrStdout().Write(text); err != nil {
		return err
	}
	if program != "less" {
		hint(c.ErrOrStderr(), "the pager %q does not start; ERRBOOK_PAGER or PAGER names one", program)
	}
	return nil
}

// shellNotFound is with what a shell ends that does not find a program.
const shellNotFound = 127

// needsShell matches what only a shell understands.
var needsShell = regexp.MustCompile("[|&;<>()$`\\\\\"'*?\\[#~=%]")

// pagerCommand returns what runs a pager: a program with arguments, or a line for the
// shell.
func pagerCommand(program string) (*exec.Cmd, error) {
	words := strings.Fields(program)
	if needsShell.MatchString(program) && runtime.GOOS != "windows" {
		words = []string{"sh", "-c", program}
	}
	p := exec.Command(words[0], words[1:]...)
	return p, p.Err
}

// pagerEnv returns the environment of a pager. Unless somebody has settings of their own,
// less passes colors on, leaves the text on the screen, and ends at an interrupt.
func pagerEnv(env []string) []string {
	for _, setting := range []string{"LESS=FRXK", "LV=-c"} {
		name, _, _ := strings.Cut(setting, "=")
		if _, set := os.LookupEnv(name); !set {
			env = append(env, setting)
		}
	}
	return env
}

// escapes matches what moves no cursor: colors, and the ends of links.
var escapes = regexp.MustCompile("\x1b\\[[0-9;]*m|\x1b\\]8;;[^\x1b]*\x1b\\\\")

// linesOn returns how many lines of a terminal text takes.
func linesOn(columns int, text []byte) int {
	columns = cmp.Or(columns, 80)
	lines := 0
	for line := range bytes.Lines(escapes.ReplaceAll(text, nil)) {
		lines += max(1, (utf8.RuneCount(bytes.TrimRight(line, "\n"))+columns-1)/columns)
	}
	return lines
}
