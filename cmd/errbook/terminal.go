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
	s := explain.Style{Color: os.Getenv("NO_COLOR") == "" && os.Getenv("TERM") != "dumb"}
	if f, ok := out.(*os.File); ok {
		s.Width = terminalWidth(f)
	}
	if n, err := strconv.Atoi(os.Getenv("COLUMNS")); err == nil && n > 0 {
		s.Width = n
	}
	return s
}
