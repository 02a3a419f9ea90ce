package spec

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// A Problem is one thing that is wrong with a spec file.
type Problem struct {
	// Path is the file, as it was given, with slashes.
	Path string
	// Pos is where; the zero Pos is the file as a whole.
	Pos
	// Message says what is required and what was found, in lower case and
	// without a full stop.
	Message string
	// Hint says what would be right, "" if that is plain.
	Hint string
}

// String returns "path:line:col: message", and the hint, if there is one, on a
// line of its own.
func (p Problem) String() string {
	var b strings.Builder
	b.WriteString(p.Path)
	if p.IsSet() {
		fmt.Fprintf(&b, ":%d:%d", p.Line, p.Col)
	}
	b.WriteString(": " + p.Message)
	if p.Hint != "" {
		b.WriteString("\n\thint: " + p.Hint)
	}
	return b.String()
}

// Problems are all the things that are wrong, sorted by path, line and column.
type Problems []Problem

// maxShown is how many problems of one file are printed: further ones mostly
// follow from the first.
const maxShown = 20

// Error prints the problems, at most 20 a file, without a newline at the end.
func (ps Problems) Error() string {
	var lines []string
	for len(ps) > 0 {
		n := 1
		for n < len(ps) && ps[n].Path == ps[0].Path {
			n++
		}
		for _, p := range ps[:min(n, maxShown)] {
			lines = append(lines, p.String())
		}
		if n > maxShown {
			lines = append(lines, fmt.Sprintf("%s: … and %d more", ps[0].Path, n-maxShown))
		}
		ps = ps[n:]
	}
	return strings.Join(lines, "\n")
}

// Err returns the problems as an error, nil if there are none.
func (ps Problems) Err() error {
	if len(ps) == 0 {
		return nil
	}
	return ps
}

// sorted returns the problems in order, each once.
func (ps Problems) sorted() Problems {
	slices.SortStableFunc(ps, func(a, b Problem) int {
		return cmp.Or(
			cmp.Compare(a.Path, b.Path),
			cmp.Compare(a.Line, b.Line),
			cmp.Compare(a.Col, b.Col),
			cmp.Compare(a.Message, b.Message),
		)
	})
	return slices.Compact(ps)
}

// A reporter collects the problems of one file.
type reporter struct {
	path     string
	problems Problems
}

// report notes a problem. The hint may be empty.
func (r *reporter) report(pos Pos, hint, format string, args ...any) {
	r.problems = append(r.problems, Problem{Path: r.path, Pos: pos, Message: fmt.Sprintf(format, args...), Hint: hint})
}
