package wire

import (
	"math/rand/v2"
	"regexp"
	"regexp/syntax"
	"strings"
	"testing"
)

// patterns are like those of spec files, and some that are not.
var patterns = []string{
	`^<[0-9]+> (InternalError[.]Algo[.](?:DataInspectionFailed|InvalidParameter))`, `^model '[^']*' (not found|was removed)`,
	`^(too many tokens|invalid json syntax):`, `^(Insufficient Balance|Model Not Exist)\b`, `^[^:]+`, `retry after ([0-9]+s)`,
	`^[A-Za-z_][A-Za-z0-9_.-]*$`, `^([0-9]{3,4})$`, `\b(E[0-9]{4})\b`, `[Rr]equest [Ii][Dd]: *([0-9a-zA-Z-]+)`,
	`(?s).*[(]([0-9]{4,5})[)]`, `Exception - (?:b')?([{].*[}])`, `(?i)too many (requests)?`, `(a*)*b`, `(a|ab)(c|bcd)`, `x*`, `(é+)`,
	`(?:(a)|b)*`, `(?m)^b$`, `a\B.`, `[^a]`, `(a??)b?`, `(a+?)(b|$)`, `.`, ``, `$`, `\z(x?)`, `(?U)(a+)b`,
	`(ab){2}x`, `(?:ab)*x`, `(?i)model (not)`, `[\x{fffd}]`,
}

// pieces are what texts for them are made of.
var pieces = []string{
	"a", "b", "ab", "é", "\n", " ", "x", "E1234", "(1234)", "model 'm' not found", "model '", "' was removed", "too many tokens:", "TOO MANY requests",
	"Insufficient Balance", "Model Not Exist", "retry after 30s", "Request ID: r-1", "Exception - b'{x}", "<400> InternalError.Algo.InvalidParameter", "\xff", "429", ".", ":", "bcd",
}

// reference is what package regexp takes out of a text.
func reference(re *regexp.Regexp, text string) string {
	m := re.FindStringSubmatchIndex(text)
	switch {
	case m == nil:
		return ""
	case len(m) >= 4 && m[2] >= 0:
		return text[m[2]:m[3]]
	}
	return text[m[0]:m[1]]
}

func TestPatternsAgreeWithRegexp(t *testing.T) {
	found := 0
	for _, expr := range patterns {
		re, find := regexp.MustCompile(expr), CompileRE2(expr)
		for seed := range uint64(2000) {
			random := rand.New(rand.NewPCG(seed, 1))
			var text strings.Builder
			for range random.IntN(7) {
				text.WriteString(pieces[random.IntN(len(pieces))])
			}
			want := reference(re, text.String())
			if got := find(text.String()); got != want {
				t.Fatalf("%s in %q: got %q, want %q", expr, text.String(), got, want)
			}
			if want != "" {
				found++
			}
		}
	}
	if found < 5000 {
		t.Errorf("only %d texts had anything: the test says little", found)
	}
}

func FuzzPattern(f *testing.F) {
	for _, expr := range patterns {
		f.Add(expr, strings.Join(pieces, " "))
	}
	f.Fuzz(func(t *testing.T, expr, text string) {
		re, err := regexp.Compile(expr)
		find := CompileRE2(expr)
		if (find == nil) != (err != nil) {
			t.Fatalf("%q is taken for an expression: %t", expr, find != nil)
		}
		if err != nil || len(text) > 1<<10 {
			return
		}
		if got, want := find(text), reference(re, text); got != want {
			t.Errorf("%q in %q: got %q, want %q", expr, text, got, want)
		}
	})
}

func TestLiterals(t *testing.T) {
	for expr, want := range map[string]string{
		`^model '[^']*' (not found|was removed)`: "model '",
		`^\S+ (is not a valid model ID)\b`:       "is not a valid model ID",
		`(?s).*[(]([0-9]{4,5})[)]`:               "(",
		`(?i)too many`:                           "",
		`(ab)*c?(de)+f{0,2}(g{3})`:               "de",
		`a|bc`:                                   "",
	} {
		tree, err := syntax.Parse(expr, syntax.Perl)
		if err != nil {
			t.Fatal(err)
		}
		if got := literalOf(tree); got != want {
			t.Errorf("%s: got %q, want %q", expr, got, want)
		}
	}
}

// A text of exactly as many bytes as a search can remember, and one of a byte more.
func TestPatternAtTheBound(t *testing.T) {
	met := 0
	for _, expr := range patterns {
		re, find := regexp.MustCompile(expr), CompileRE2(expr)
		tree, err := syntax.Parse(expr, syntax.Perl)
		if err != nil {
			t.Fatal(err)
		}
		prog, err := syntax.Compile(tree.Simplify())
		if err != nil {
			t.Fatal(err)
		}
		bound := maxStates/len(prog.Inst) - 1
		if maxStates%len(prog.Inst) == 0 {
			met++
		}
		for _, unit := range []string{"a", "b", "x", "(", "<1> model ' Exception - { a:"} {
			text := strings.Repeat(unit, bound/len(unit)+2)
			for _, n := range []int{bound - 1, bound, bound + 1} {
				text := literalOf(tree) + text[:n-len(literalOf(tree))]
				if got, want := find(text), reference(re, text); got != want {
					t.Errorf("%s in %d bytes of %q: got %.40q, want %.40q", expr, n, unit, got, want)
				}
			}
		}
	}
	if met == 0 {
		t.Error("no expression fills what a search remembers: the test says little")
	}
}

// A text that is too long for a search is the work of package regexp.
func TestPatternInLongText(t *testing.T) {
	find := CompileRE2(`code (E[0-9]{4})\b`)
	for _, n := range []int{100, 10_000, 1_000_000} {
		if got := find(strings.Repeat("code E123 ", n/10) + "code E1234"); got != "E1234" {
			t.Errorf("in %d bytes: got %q", n, got)
		}
	}
}
