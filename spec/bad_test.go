package spec

import (
	"fmt"
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

// Each file of testdata/bad says which problems it has. A comment
//
//	# want "regexp" "regexp"
//
// stands on the line of the problems, one regexp for each; 12:"regexp" asks for
// the column as well, and want+2 means the second line below. A regexp is
// matched against the message, and the hint on the next line.
func TestBadFiles(t *testing.T) {
	for _, file := range badFiles(t) {
		t.Run(filepath.Base(file), func(t *testing.T) {
			data := readFile(t, file)
			wants := wantsOf(t, data)
			if len(wants) == 0 {
				t.Fatal("the file wants no problem")
			}
			for _, p := range judge(file, data) {
				i := slices.IndexFunc(wants, func(w want) bool { return w.takes(p) })
				if i < 0 {
					t.Errorf("not wanted:\n%s", p)
					continue
				}
				wants = slices.Delete(wants, i, i+1)
			}
			for _, w := range wants {
				t.Errorf("%s:%d: wanted, but not found: %s", file, w.line, w.re)
			}
		})
	}
}

// judge returns all problems that a file has of itself.
func judge(file string, data []byte) Problems {
	if filepath.Base(file) == "kinds.yaml" {
		_, problems := DecodeTaxonomy(file, data)
		return problems
	}
	f, problems := Decode(file, data)
	_, more := Check([]*File{f})
	return append(problems, more...).sorted()
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

// The rules of the book's own diagnostics are in the source: every call of
// report, and every error of a path. Each must be met by a case, so that no
// problem is ever printed that nobody has looked at.
func TestEveryProblemHasACase(t *testing.T) {
	var said []string
	for _, file := range badFiles(t) {
		for _, p := range judge(file, readFile(t, file)) {
			said = append(said, p.Message)
		}
	}
	for _, tt := range byteCases() {
		_, problems := Decode("x.yaml", tt.data)
		for _, p := range problems {
			said = append(said, p.Message)
		}
	}
	for _, tt := range bookCases() {
		said = append(said, problemsOf(tt.files))
	}
	for _, tt := range intoCases() {
		said = append(said, tt.problems())
	}
	_, err := ParsePath("")
	said = append(said, err.Error())
	for _, f := range problemFormats(t) {
		if re := formatRegexp(f.text); !slices.ContainsFunc(said, re.MatchString) {
			t.Errorf("%s: no case in testdata/bad has this problem: %s", f.pos, f.text)
		}
	}
}

// A problemFormat is a format of a problem, or a part of one, in the source.
type problemFormat struct{ pos, text string }

func problemFormats(t *testing.T) []problemFormat {
	t.Helper()
	fset := token.NewFileSet()
	names, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	var formats []problemFormat
	for _, name := range names {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(fset, name, nil, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(file, func(n ast.Node) bool {
			call, ok := n.(*ast.CallExpr)
			if !ok {
				return true
			}
			if lit := formatOf(name, call); lit != nil {
				text, _ := strconv.Unquote(lit.Value)
				formats = append(formats, problemFormat{fset.Position(lit.Pos()).String(), text})
			}
			return true
		})
	}
	for _, w := range syntaxWords {
		formats = append(formats, problemFormat{"syntaxWords", "file must be YAML; found " + w.found})
	}
	for _, what := range patternFaults {
		formats = append(formats, problemFormat{"patternFaults", "pattern must be a regular expression; found " + what})
	}
	return formats
}

// formatOf returns the format of a call that makes a problem, nil for others.
func formatOf(file string, call *ast.CallExpr) *ast.BasicLit {
	sel, ok := call.Fun.(*ast.SelectorExpr)
	if !ok {
		return nil
	}
	arg := -1
	switch {
	case (sel.Sel.Name == "report" || sel.Sel.Name == "missing") && len(call.Args) >= 3:
		arg = 2
	case file == "path.go" && (sel.Sel.Name == "Errorf" || sel.Sel.Name == "New"):
		arg = 0
	}
	if arg < 0 {
		return nil
	}
	lit, _ := call.Args[arg].(*ast.BasicLit)
	return lit
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

func badFiles(t testing.TB) []string { return specFiles(t, "testdata/bad") }

func specFiles(t testing.TB, dir string) []string {
	t.Helper()
	files, err := filepath.Glob(dir + "/*.yaml")
	if err != nil || len(files) == 0 {
		t.Fatalf("no files in %s (%v)", dir, err)
	}
	return files
}

func readFile(t testing.TB, name string) []byte {
	t.Helper()
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// Problems print one a line, hints on lines of their own, and at most 20 a file.
func TestProblemsPrint(t *testing.T) {
	var ps Problems
	for i := range 23 {
		ps = append(ps, Problem{Path: "a.yaml", Pos: Pos{i + 1, 7}, Message: fmt.Sprintf("status must be between 100 and 599; found %d", i)})
	}
	ps = append(ps, Problem{Path: "b.yaml", Message: "file must be UTF-8", Hint: "save it so"})
	got := strings.Split(ps.sorted().Error(), "\n")
	if len(got) != 20+1+2 {
		t.Fatalf("got %d lines:\n%s", len(got), strings.Join(got, "\n"))
	}
	for i, want := range map[int]string{
		0:  "a.yaml:1:7: status must be between 100 and 599; found 0",
		20: "a.yaml: … and 3 more",
		21: "b.yaml: file must be UTF-8",
		22: "\thint: save it so",
	} {
		if got[i] != want {
			t.Errorf("line %d is %q, want %q", i, got[i], want)
		}
	}
	if (Problems{}).Err() != nil {
		t.Error("no problems are an error")
	}
}
