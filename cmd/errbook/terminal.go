package main

import (
	"os"
	"strconv"

	"github.com/errbook/errbook/internal/explain"
)

// styleOf returns how to print text on a stream: plain on a pipe or in a file,
// which is 80 columns wide, and as wide as the terminal on one. Colors are left out
// as https://no-color.org asks for.
func styleOf(out any) explain.Style {
	if !isTerminal(out) {
		return explain.Style{}
	}
	s := explain.Style{Headings: true, Color: os.Getenv("NO_COLOR") == "" && os.Getenv("TERM") != "dumb"}
	s.Width, _ = terminalSize(fileOf(out))
	if n, err := strconv.Atoi(os.Getenv("COLUMNS")); err == nil && n > 0 {
		s.Width = n
	}
	return s
}

// fileOf returns the file that a stream is, nil if it is none.
func fileOf(stream any) *os.File {
	if c, ok := stream.(*checkedWriter); ok {
		stream = c.w
	}
	f, _ := stream.(*os.File)
	return f
}

// isTerminal reports whether a stream is a terminal.
func isTerminal(stream any) bool {
	f := fileOf(stream)
	if f == nil {
		return false
	}
	info, err := f.Stat()
	if err != nil || info.Mode()&os.ModeCharDevice == 0 {
		return false
	}
	null, err := os.Stat(os.DevNull) // a character device, too
	return err != nil || !os.SameFile(info, null)
}
