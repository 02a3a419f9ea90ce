// Package yamltest tests packages that read files with package yaml: that each faulty
// file has the problems it says it has, that no problem in the source is without such a
// file, and that the schema on disk is the one that the types make.
package yamltest

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// A Problem is one that was found in a file.
type Problem struct {
	Line, Col     int
	Message, Hint string
}

// A Judge returns all problems that a file has.
type Judge func(file string, data []byte) []Problem

// BadFiles tests the files of a pattern, each of which says which problems it
// has. A comment
//
//	# want "regexp" "regexp"
//
// is on the line of the problems, one regexp for each; 12:"regexp" asks for the
// column as well, and want+2 means the second line below. A regexp is matched
// against the message, and the hint on the next line.
func BadFiles(t *testing.T, pattern string, judge Judge) {
	t.Helper()
	eachFile(t, pattern, func(file string, data []byte) {
		t.Run(filepath.Base(file), func(t *testing.T) { hold(t, file, wantsOf(t, data), judge(file, data)) })
	})
}

// Messages returns the messages of all problems that the files of a pattern have.
func Messages(t *testing.T, pattern string, judge Judge) (messages []string) {
	t.Helper()
	eachFile(t, pattern, func(file string, data []byte) {
		for _, p := range judge(file, data) {
			messages = append(messages, p.Message)
		}
	})
	return messages
}

// eachFile calls f with each file of a pattern. There must be one.
func eachFile(t *testing.T, pattern string, f func(file string, data []byte)) {
	t.Helper()
	files, err := filepath.Glob(pattern)
	if err != nil || len(files) == 0 {
		t.Fatalf("%s has no files (%v)", pattern, err)
	}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		f(file, data)
	}
}

// hold holds the problems of a file against those it wants.
func hold(t *testing.T, file string, wants []want, problems []Problem) {
	t.Helper()
	if len(wants) == 0 {
		t.Fatal("the file wants no problem")
	}
	for _, p := range problems {
		i := slices.IndexFunc(wants, func(w want) bool { return w.takes(p) })
		if i < 0 {
			t.Errorf("not wanted: %s:%d:%d: %s\n\thint: %s", file, p.Line, p.Col, p.Message, p.Hint)
			continue
		}
		wants = slices.Delete(wants, i, i+1)
	}
	for _, w := range wants {
		t.Errorf("%s:%d: wanted, but not found: %s", file, w.line, w.re)
	}
}

// A want is one problem that a bad file must have.
type want struct {
	line, col int // col is 0 for any
	re        *regexp.Regexp
}

func (w want) takes(p Problem) bool {
	return p.Line == w.line && (w.col == 0 || w.col == p.Col) && w.re.MatchString(p.Message+"\nhint: "+p.Hint)
}

var (
	wantComment = regexp.MustCompile(`# want([+-][0-9]+)? (.*)`)
	wantRegexp  = regexp.MustCompile("^(?:([0-9]+):)?(\"(?:[^\"\\\\]|\\\\.)*\"|`[^`]*`)\\s*")
)

func wantsOf(t *testing.T, data []byte) []want {
	t.Helper()
	var wants []want
	for i, line := range strings.Split(string(data), "\n") {
		m := wantComment.FindStringSubmatch(line)
		if m == nil {
			continue
		}
		offset, _ := strconv.Atoi(m[1])
		for rest := strings.TrimSpace(m[2]); rest != ""; {
			part := wantRegexp.FindStringSubmatch(rest)
			if part == nil {
				t.Fatalf("line %d: no want at %s", i+1, rest)
			}
			text, err := strconv.Unquote(part[2])
			if err != nil {
				t.Fatalf("line %d: %v", i+1, err)
			}
			col, _ := strconv.Atoi(part[1])
			wants = append(wants, want{i + 1 + offset, col, regexp.MustCompile(text)})
			rest = rest[len(part[0]):]
		}
	}
	return wants
}

// A Format is the format of a problem, or a part of one, in the source.
type Format struct{ Pos, Text string }

// A Call says which argument of the calls of a function or method is a format.
type Call struct {
	Name string
	Arg  int
	File string // in which file; "" for all
}

// Formats returns the formats in the source of the package in the working
// directory, tests apart.
func Formats(t *testing.T, calls ...Call) []Format {
	t.Helper()
	names, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	fset := token.NewFileSet()
	var formats []Format
	for _, name := range names {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(fset, name, nil, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(file, func(n ast.Node) bool {
			if call, ok := n.(*ast.CallExpr); ok {
				if lit := formatOf(name, call, calls); lit != nil {
					text, _ := strconv.Unquote(lit.Value)
					formats = append(formats, Format{fset.Position(lit.Pos()).String(), text})
				}
			}
			return true
		})
	}
	return formats
}

// formatOf returns the format of a call that makes a problem, nil for others.
func formatOf(file string, call *ast.CallExpr, calls []Call) *ast.BasicLit {
	sel, ok := call.Fun.(*ast.SelectorExpr)
	if !ok {
		return nil
	}
	for _, c := range calls {
		if c.Name == sel.Sel.Name && (c.File == "" || c.File == file) && c.Arg < len(call.Args) {
			if lit, ok := call.Args[c.Arg].(*ast.BasicLit); ok && lit.Kind == token.STRING {
				return lit
			}
		}
	}
	return nil
}

// EveryFormat fails for each format that none of the messages was made with, so
// that no problem is ever printed that nobody has looked at.
func EveryFormat(t *testing.T, formats []Format, messages []string) {
	t.Helper()
	if len(formats) == 0 {
		t.Fatal("the source has no problems")
	}
	for _, f := range formats {
		if re := formatRegexp(f.Text); !slices.ContainsFunc(messages, re.MatchString) {
			t.Errorf("%s: no bad file has this problem: %s", f.Pos, f.Text)
		}
	}
}

var formatVerb = regexp.MustCompile(`%[0-9]*[a-zA-Z]`)

// formatRegexp returns what a format prints.
func formatRegexp(format string) *regexp.Regexp {
	parts := formatVerb.Split(format, -1)
	for i := range parts {
		parts[i] = regexp.QuoteMeta(parts[i])
	}
	return regexp.MustCompile("(?s)" + strings.Join(parts, ".+"))
}
