package site

import (
	"bytes"
	"encoding/json"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// The rules that pages read are those of the book, in the order in which they
// are asked. That the page asks them as apierr does is tested in the browser.
func TestRulesAreThoseOfTheBook(t *testing.T) {
	data, ok := bytes.CutPrefix(build(t, testBook(t), testOptions)["rules.js"], []byte("var errbookRules="))
	if !ok {
		t.Fatal("rules.js does not hand over its value")
	}
	var rules rulesJSON
	if err := json.Unmarshal(data, &rules); err != nil {
		t.Fatal(err)
	}
	acme := rules.Providers[0]
	var got []string
	for _, r := range acme.Rows {
		got = append(got, acme.Errors[r.Error][2]+" "+rules.Kinds[r.Kind])
	}
	want := []string{
		"Unpaid insufficient_credits", "BadKey authentication", "TooFast rate_limited", "BadInput invalid_request",
		"JobDied job_failed", "StreamBroke overloaded", "Unpaid insufficient_credits",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	phrase := acme.Rows[0]
	if diff := cmp.Diff([]string{"add credits"}, phrase.Any); diff != "" {
		t.Error(diff)
	}
	if rules.Statuses["429"] != "rate_limited" || rules.Statuses["4"] != "invalid_request" || rules.Statuses["5"] != "provider_error" {
		t.Errorf("the kinds of statuses are %v", rules.Statuses)
	}
}

// Expressions of RE2 are handed over as JavaScript writes them.
func TestScriptExpression(t *testing.T) {
	for _, tt := range []struct{ expr, source, flags string }{
		{`^(E[0-9]{4})`, `^(E[0-9]{4})`, ""},
		{`(?i)code (?P<n>\d+)\z`, `code (?<n>\d+)$`, "i"},
		{`\Aa\\z`, `^a\\z`, ""},
	} {
		if source, flags := scriptExpression(tt.expr); source != tt.source || flags != tt.flags {
			t.Errorf("%s: got %s with flags %q, want %s with %q", tt.expr, source, flags, tt.source, tt.flags)
		}
	}
}
