package site

import (
	"bytes"
	"encoding/json"
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/errbook/errbook/apierr/wire"
	"github.com/errbook/errbook/spec"
)

// The rules that pages read are those of the book, in the order in which they
// are asked, and those of the generic layer. That the page asks them as apierr
// does is tested in the browser.
func TestRulesAreThoseOfTheBook(t *testing.T) {
	data, ok := bytes.CutPrefix(build(t, testBook(t), testOptions)["rules.js"], []byte("var errbookRules="))
	if !ok {
		t.Fatal("rules.js does not hand over its value")
	}
	var rules rulesJSON
	if err := json.Unmarshal(data, &rules); err != nil {
		t.Fatal(err)
	}
	number := func(v any) int { return int(v.(float64)) }
	kindOf := func(verdict any) any { return rules.Kinds[number(verdict)/4][0] }
	acme := rules.Providers[0]
	var got []string
	for _, row := range acme.Rows {
		got = append(got, fmt.Sprint(acme.Errors[number(row[0])][2], " ", kindOf(row[1])))
	}
	want := []string{
		"Unpaid insufficient_credits", "BadKey authentication", "TooFast rate_limited", "BadInput invalid_request",
		"JobDied job_failed", "StreamBroke overloaded", "Unpaid insufficient_credits",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	tests := []any{
		[]any{"c", "^(?:too_fast)$"}, []any{"s", "^(?:0|429)$"}, []any{"u", "^(?:api)$"},
		[]any{"f", "add credits"}, []any{"f", "no need to", 1.0},
	}
	if diff := cmp.Diff(tests, acme.Rows[0][3]); diff != "" {
		t.Error(diff)
	}
	for status, want := range map[string]string{"429": "rate_limited", "4": "invalid_request", "5": "provider_error", "0": "unknown"} {
		if got := kindOf(rules.Statuses[status].([]any)[0]); got != want {
			t.Errorf("status %s is of the kind %v, not %s", status, got, want)
		}
	}
	if got := rules.Kinds[rules.Generic.Names["insufficientquota"]/4][0]; got != "insufficient_credits" {
		t.Errorf("insufficient_quota is of the kind %v", got)
	}
	if last := rules.Providers[len(rules.Providers)-1]; last.ID != "" || len(last.Rows) != 0 {
		t.Errorf("the last provider is %s, not the generic layer", last.ID)
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
		{"phrases", phraseExpression([]string{"per day", "model … gone", "今日"}), `今日|(?<![a-z0-9_])(?:per day|model [^]{0,160}?gone)`},
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
		if source, flags := scriptExpression(tt.expr); source != tt.source || flags != tt.flags {
			t.Errorf("%s: got %s with flags %q, want %s with %q", tt.expr, source, flags, tt.source, tt.flags)
		}
	}
}
