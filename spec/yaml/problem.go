package yaml

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// A Problem is one thing that is wrong with a file.
type Problem struct {
	// Path is the file, as it was given, with slashes.
	Path string
	// Pos is where; the zero Pos is the file as a whole.
	Pos
	// Message says what is required and what was found, in lowercase and without
	// a period, on one line.
	Message string
	// Hint says what would be right, "" if that is plain.
	Hint string

	kept bool // the value is set in spite of the problem
}

// String returns "path:line:col: message", and the hint, if there is one, on a
// line of its own.
func (p Problem) String() string {
	var b strings.Builder
	b.WriteString(Visible(p.Path))
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
func (ps Problems) Error() string { return ps.Print(Problem.String) }

// Print is Error with another way to print one problem.
func (ps Problems) Print(text func(Problem) string) string {
	var lines []string
	for len(ps) > 0 {
		n := 1
		for n < len(ps) && ps[n].Path == ps[0].Path {
			n++
		}
		for _, p := range ps[:min(n, maxShown)] {
			lines = append(lines, text(p))
		}
		if n > maxShown {
			lines = append(lines, fmt.Sprintf("%s: … and %d more", Visible(ps[0].Path), n-maxShown))
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

// Lossy reports whether a problem kept a value out of what was decoded, so that
// what is missing may have been given. A text that is not of its set, too long
// or given twice is a problem, but it is there.
func (ps Problems) Lossy() bool {
	return slices.ContainsFunc(ps, func(p Problem) bool { return !p.kept })
}

// Sorted returns the problems in order, each once. It reorders ps.
func (ps Problems) Sorted() Problems {
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

// A Reporter collects the problems of one file.
type Reporter struct {
	Path     string
	Problems Problems
	// Place returns the file of a place and where it is in that, for a file that
	// includes others; nil for one that includes none.
	Place func(Pos) (path string, in Pos)
}

// Report notes a problem. The hint may be empty. Keys and values of the file may
// be among the args as they are: whatever is hostile in them is made visible
// here, and what is too long for a line is cut.
func (r *Reporter) Report(pos Pos, hint, format string, args ...any) {
	if len(r.Problems) >= maxProblems {
		return
	}
	args = slices.Clone(args)
	for i, arg := range args {
		if s, ok := arg.(string); ok {
			args[i] = clip(s)
		}
	}
	message := fmt.Sprintf(format, args...)
	path := r.Path
	if r.Place != nil {
		path, pos = r.Place(pos)
	}
	r.Problems = append(r.Problems, Problem{Path: path, Pos: pos, Message: Visible(message), Hint: Visible(clip(hint))})
}

// maxProblems is how many problems of one file are noted: nobody reads more, and a
// file may have a million.
const maxProblems = 1000

// maxWords is how many characters a word or a list of words has in a problem.
const maxWords = 500

// clip cuts what is too long for a line.
func clip(s string) string {
	if len(s) <= maxWords {
		return s
	}
	end := maxWords
	for !utf8.RuneStart(s[end]) {
		end--
	}
	return s[:end] + "…"
}

// Visible returns a text with escapes for what would break the line that it is
// printed on, hide, or turn other text around: a key of a file can have all that,
// and so can the name of a file, or a flag.
func Visible(s string) string {
	if !strings.ContainsFunc(s, IsUnseen) {
		return s
	}
	var b strings.Builder
	for _, r := range s {
		if IsUnseen(r) {
			b.WriteString(strings.Trim(strconv.QuoteToASCII(string(r)), `"`))
			continue
		}
		b.WriteRune(r)
	}
	return b.String()
}

// IsUnseen reports whether a character cannot be seen, or changes how others
// are seen: control characters, those that turn the direction of text, those
// of no width, line and paragraph separators, private and replaced ones.
func IsUnseen(r rune) bool {
	if ' ' <= r && r < 0x7f {
		return false
	}
	return r == unicode.ReplacementChar || unicode.In(r, unicode.Cc, unicode.Cf, unicode.Zl, unicode.Zp, unicode.Co)
}
