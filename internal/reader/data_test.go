package reader

import (
	"bytes"
	"fmt"
	"go/ast"
	"go/parser"
	"go/printer"
	"go/token"
	"go/types"
	"io"
	"io/fs"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/errbook/errbook/apierr/wire"
	"github.com/errbook/errbook/spec"
)

// The rules that pages read are those of the book, in the order in which they are
// asked, and those of the generic layer.
func TestRulesAreThoseOfTheBook(t *testing.T) {
	rules := newRules(siteBook(t), layer(t))
	acme := rules.Providers[0]
	var got []string
	for _, row := range acme.Rows {
		got = append(got, fmt.Sprint(acme.Errors[row.Entry].Name, " ", rules.Kinds[row.Kind].Name))
	}
	want := []string{
		"Unpaid insufficient_credits", "BadKey authentication", "TooFast rate_limited", "BadInput invalid_request",
		"JobDied job_failed", "StreamBroke overloaded", "Unpaid insufficient_credits",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	tests := []testData{
		{Of: member("code"), Expr: "^(?:too_fast)$"}, {Of: member("status"), Expr: "^(?:0|429)$"}, {Of: member("surface"), Expr: "^(?:api)$"},
		{Of: member("folded"), Expr: "add credits"}, {Of: member("folded"), Expr: "no need to", Not: true},
	}
	if diff := cmp.Diff(tests, acme.Rows[0].Tests); diff != "" {
		t.Error(diff)
	}
	for status, want := range map[int]string{429: "rate_limited", 4: "invalid_request", 5: "provider_error", 0: "unknown"} {
		if got := rules.Kinds[rules.Statuses[status].Kind].Name; got != want {
			t.Errorf("status %d is of the kind %v, not %s", status, got, want)
		}
	}
	if clue := rules.Generic.Clues[rules.Generic.Names["insufficientquota"]]; rules.Kinds[clue.Kind].Name != "insufficient_credits" {
		t.Errorf("insufficient_quota is of the kind %v", rules.Kinds[clue.Kind])
	}
	if last := rules.Providers[len(rules.Providers)-1]; last.ID != "" || len(last.Rows) != 0 {
		t.Errorf("the last provider is %s, not the generic layer", last.ID)
	}
}

// The source has none of the numbers that it can take from errbook:limits, and
// takes all of them, but for the one that is for expressions.
func TestSourceHasNoLimits(t *testing.T) {
	all := map[string]bool{}
	for _, l := range limits {
		if l.value > 9 { // smaller numbers are everywhere
			all[fmt.Sprint(l.value)], all[fmt.Sprint(l.value+1)] = true, true
		}
	}
	number := regexp.MustCompile(`\b\d+(e\d+)?\b`)
	used := ""
	err := fs.WalkDir(source, "js", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := fs.ReadFile(source, name)
		used += string(data)
		for line := range strings.Lines(string(data)) {
			for _, found := range number.FindAllString(line, -1) {
				if all[found] || len(found) > 3 && !strings.HasPrefix(strings.TrimSpace(line), "//") {
					t.Errorf("%s must take %s from errbook:limits: %s", name, found, line)
				}
			}
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, l := range slices.Concat(limits, codes) {
		if !regexp.MustCompile(`\b` + l.name + `\b`).MatchString(used) {
			t.Errorf("no source asks for %s", l.name)
		}
	}
}

// The limits are those of package apierr, which its source tells: they are
// constants of one name, exported or not, in it or in a package below it.
func TestLimitsAreThoseOfApierr(t *testing.T) {
	found := constants(t, "../../apierr")
	for _, l := range limits {
		if got := found[strings.ToLower(l.name)]; len(got) != 1 || got[0] != fmt.Sprint(l.value) {
			t.Errorf("%s is %d here and %v in apierr", l.name, l.value, got)
		}
	}
}

// constants returns the values of the constants of packages in and below a
// directory that begin with max, by their names in lowercase.
func constants(t *testing.T, dir string) map[string][]string {
	t.Helper()
	found := map[string][]string{}
	err := filepath.WalkDir(dir, func(name string, d fs.DirEntry, err error) error {
		if err != nil || filepath.Ext(name) != ".go" || strings.HasSuffix(name, "_test.go") {
			return err
		}
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		for _, decl := range file.Decls {
			decl, ok := decl.(*ast.GenDecl)
			if !ok || decl.Tok != token.CONST {
				continue
			}
			for _, spec := range decl.Specs {
				for i, ident := range spec.(*ast.ValueSpec).Names {
					if key := strings.ToLower(ident.Name); strings.HasPrefix(key, "max") {
						found[key] = append(found[key], number(spec.(*ast.ValueSpec).Values[i]))
					}
				}
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}

// number returns the value of a constant expression of literals.
func number(e ast.Expr) string {
	var b bytes.Buffer
	if printer.Fprint(&b, token.NewFileSet(), e) != nil {
		return ""
	}
	v, err := types.Eval(token.NewFileSet(), nil, token.NoPos, b.String())
	if err != nil {
		return b.String()
	}
	return v.Value.String()
}

// Whatever a text holds, it stays a text.
func TestWriteValue(t *testing.T) {
	type inner struct {
		Key  any  `js:"key,omitempty"`
		Slot any  `js:"slot,omitempty"`
		Not  bool `js:"not,omitempty"`
	}
	r := &Reader{names: map[string]string{"key_": "a", "slot_": "b", "not_": "c", "kids_": "d"}}
	for _, tt := range []struct {
		value any
		want  string
	}{
		{"</script>\"\\\n\u2028", `"</script>\"\\\n\u2028"`},
		{inner{}, `{}`},
		{inner{Slot: 0, Not: true}, `{b:0,c:!0}`},
		{[]inner{{Key: "x"}}, `[{a:"x"}]`},
		{[]string(nil), `[]`},
		{map[string]int{"b": 2, "a": 1, "__proto__": 3, "0x": 4}, `{__proto__:null,"0x":4,["__proto__"]:3,a:1,b:2}`},
		{map[int]string{429: "x", 4: "y"}, `{__proto__:null,4:"y",429:"x"}`},
		{[]any{member("kids"), uint16(7), false}, `["d",7,!1]`},
	} {
		var b bytes.Buffer
		if err := r.WriteValue(&b, "v", tt.value); err != nil {
			t.Error(err)
		}
		if want := "var v=" + tt.want + "\n"; b.String() != want {
			t.Errorf("got %s, want %s", &b, want)
		}
	}
	for _, tt := range []struct {
		value any
		want  string
	}{
		{member("shape"), "internal/reader/js must ask for the member shape_, or the data must not have it"},
		{1.5, "a value of the kind float64 has no form in JavaScript"},
		{[]any{nil}, "a value of the kind invalid has no form in JavaScript"},
	} {
		if err := r.WriteValue(io.Discard, "v", tt.value); err == nil || err.Error() != tt.want {
			t.Errorf("got the error %v, want %s", err, tt.want)
		}
	}
}

// The same book makes the same bytes.
func TestDeterministic(t *testing.T) {
	make := func() string {
		r := newReader(t)
		var b bytes.Buffer
		b.Write(r.Script())
		if err := r.WriteRules(&b, siteBook(t)); err != nil {
			t.Fatal(err)
		}
		return b.String()
	}
	if first := make(); first != make() {
		t.Error("a second run makes other bytes")
	}
}

// What rules ask for is handed over as expressions.
func TestExpressions(t *testing.T) {
	ranges := func(list ...int) (r []wire.StatusRange) {
		for i := 0; i < len(list); i += 2 {
			r = append(r, wire.StatusRange{From: list[i], To: list[i+1]})
		}
		return r
	}
	for _, tt := range []struct{ name, got, want string }{
		{"values", oneOf([]string{"a.b", "c"}), `^(?:a\.b|c)$`},
		{"a prefix", testExpression(spec.Test{Prefix: "a."}), `^a\.`},
		{"what contains", testExpression(spec.Test{Contains: "a+"}), `a\+`},
		{"what is there", testExpression(spec.Test{}), `[^]`},
		{"hosts", hostExpression([]string{"a.ai", "api.*.b.ai"}), `^(a\.ai|api\..+\.b\.ai)$`},
		{"no host", hostExpression(nil), never},
		{"statuses", rangeExpression(ranges(429, 429, 500, 599), false), `^(?:429|5..)$`},
		{"a range that is no class", rangeExpression(ranges(498, 501), true), `^(?:0|498|499|500|501)$`},
		{"close codes", rangeExpression(ranges(4000, 4999), false), `^(?:4...)$`},
	} {
		if tt.got != tt.want {
			t.Errorf("%s: got %s, want %s", tt.name, tt.got, tt.want)
		}
	}
}

// Expressions of RE2 are handed over as JavaScript writes them.
func TestScriptExpression(t *testing.T) {
	for _, tt := range []struct{ expr, source, flags string }{
		{`^(E[0-9]{4})`, `^(E[0-9]{4})`, ""},
		{`(?i)code (?P<n>\d+)\z`, `code (?<n>\d+)$`, "i"},
		{`\Aa\\z`, `^a\\z`, ""},
		{`(?s).*(\d+)`, `^.*(\d+)`, "s"},
	} {
		if got := scriptExpression(tt.expr); got != (expressionData{tt.source, tt.flags}) {
			t.Errorf("%s: got %+v, want %s with %q", tt.expr, got, tt.source, tt.flags)
		}
	}
}
