package findings

import (
	"bytes"
	"os"
	"strings"
	"unicode/utf8"

	"github.com/errbook/errbook/spec/yaml"
)

// Problem returns how a problem is printed for people: with the line that it is in, and
// a caret below the place. The words of hints are changed by hint.
func Problem(hint func(string) string) func(yaml.Problem) string {
	return func(p yaml.Problem) string {
		said := p.Hint
		p.Hint = ""
		s := p.String() + excerpt(p.Path, p.Pos)
		if said != "" {
			s += "\n\thint: " + hint(said)
		}
		return s
	}
}

// How much of a line is shown: before the place, and all in all.
const (
	shownBefore = 48
	shownWidth  = 96
)

// excerpt returns the line of a file that a place is in, and below it a caret, each after
// a line end and a tab. It is empty where there is no such line: the file may be in an
// older revision, or have changed meanwhile.
func excerpt(path string, at yaml.Pos) string {
	line, ok := lineOf(path, at.Line)
	if !ok || at.Col < 1 || at.Col > len(line) {
		return ""
	}
	before, after := printed(line[:at.Col-1]), printed(line[at.Col-1:])
	before = strings.TrimLeft(before, " ")
	if n := utf8.RuneCountInString(before); n > shownBefore {
		before = "…" + string([]rune(before)[n-shownBefore+1:])
	}
	width := utf8.RuneCountInString(before)
	if room := shownWidth - width; utf8.RuneCountInString(after) > room {
		after = string([]rune(after)[:room-1]) + "…"
	}
	return "\n\t" + before + after + "\n\t" + strings.Repeat(" ", width) + "^"
}

// printed returns a part of a line as it can be printed, a space for each tab.
func printed(part string) string {
	return yaml.Visible(strings.TrimRight(strings.ReplaceAll(part, "\t", " "), "\r\n"))
}

// lineOf returns a line of a regular file that is not larger than a spec file can be.
func lineOf(path string, n int) (string, bool) {
	info, err := os.Stat(path)
	if err != nil || n < 1 || !info.Mode().IsRegular() || info.Size() > yaml.MaxBytes {
		return "", false
	}
	data, err := os.ReadFile(path)
	if err != nil {
		return "", false
	}
	data = bytes.TrimPrefix(data, []byte("\ufeff"))
	for ; n > 1; n-- {
		_, rest, more := bytes.Cut(data, []byte("\n"))
		if !more {
			return "", false
		}
		data = rest
	}
	line, _, _ := bytes.Cut(data, []byte("\n"))
	return string(line), utf8.Valid(line)
}
