package lint

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/errbook/errbook/spec"
)

// twoOfAStatus are two errors of one status that words tell apart; lint asks for a near
// miss at line 7, and for another fix at line 11.
const twoOfAStatus = `version: 1
provider: shop
name: Shop
own: true
wire: {code: [code], message: [message]}
errors:
%s  - name: BadKey
    status: 401
    message: {any: [bad key]}
    causes: [The key was revoked.]
%s    fixes: [Read the documentation.]
  - name: NoKey
    status: 401
    message: {any: [no key]}
    causes: [No header carries a key.]
    fixes: ["Set the header ` + "`authorization`" + `."]
`

// TestIgnore says which comments leave out which findings, and what is said of comments
// themselves.
func TestIgnore(t *testing.T) {
	const nearMiss, vague = "7 near-miss", "11 vague"
	for _, c := range []struct {
		name, above, aboveFix string
		off                   []string
		want                  []string
	}{
		{name: "none", want: []string{nearMiss, vague}},
		{name: "one", above: "  # lint:ignore near-miss They differ in a word that never changes.\n", want: []string{"12 vague"}},
		{name: "one of several lines", above: "  # lint:ignore near-miss The word never changes.\n\n  # The key.\n", want: []string{"14 vague"}},
		{name: "both", above: "  # lint:ignore near-miss The word never changes.\n", aboveFix: "    # lint:ignore vague,negation The page is all that there is.\n"},
		{name: "a colon", above: "  # lint:ignore near-miss: The word never changes.\n", want: []string{"12 vague"}},
		{name: "no reason", above: "  # lint:ignore near-miss\n", want: []string{"7 ignore", "8 near-miss", "12 vague"}},
		{name: "nothing at all", above: "  # lint:ignore\n", want: []string{"7 ignore", "8 near-miss", "12 vague"}},
		{name: "an unknown rule", above: "  # lint:ignore near-hit It is so.\n", want: []string{"7 ignore", "8 near-miss", "12 vague"}},
		{name: "another rule", above: "  # lint:ignore words It is so.\n", want: []string{"7 ignore", "8 near-miss", "12 vague"}},
		{name: "another line", aboveFix: "    # lint:ignore near-miss It is so.\n", want: []string{nearMiss, "11 ignore", "12 vague"}},
		{name: "a rule that is off", off: []string{"vague"}, want: []string{nearMiss}},
		{name: "off and ignored", aboveFix: "    # lint:ignore vague It is so.\n", off: []string{"vague"}, want: []string{nearMiss}},
		{name: "comments are not asked for reasons", above: "  # lint:ignore near-miss\n", off: []string{"ignore", "near-miss"}, want: []string{"12 vague"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			file, problems := spec.Decode("spec/shop.yaml", fmt.Appendf(nil, twoOfAStatus, c.above, c.aboveFix))
			var book *spec.Book
			if len(problems) == 0 {
				book, problems = spec.Check([]*spec.File{file})
			}
			if len(problems) > 0 {
				t.Fatal(problems)
			}
			var got []string
			for _, f := range Book(book, c.off...) {
				got = append(got, fmt.Sprintf("%d %s", f.Line, f.Rule))
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
		})
	}
}

// TestIgnoreFaults holds what is said of a comment that cannot be followed.
func TestIgnoreFaults(t *testing.T) {
	for comment, want := range map[string]string{
		"# lint:ignore":                    "must name a rule and the reason",
		"# lint:ignore near-miss":          "must have a reason",
		"# lint:ignore near-hit It is so.": "found near-hit",
		"# lint:ignore vague It is so.":    "found nothing of rule vague",
	} {
		comments := ignoresIn([]byte("a: 1\n" + comment + "\nb: 2\n"))
		if len(comments) != 1 || comments[0].line != 3 || comments[0].Line != 2 || comments[0].Col != 1 {
			t.Fatalf("%s: %+v", comment, comments)
		}
		if message, _ := comments[0].fault(nil); !strings.Contains(message, want) {
			t.Errorf("%s: %q, want %q", comment, message, want)
		}
	}
	for _, line := range []string{"a: text # lint:ignore vague It is so.", "a: 'it''s' \t#lint:ignore vague It is so."} {
		late := ignoresIn([]byte("b: 1\n" + line + "\n"))
		if len(late) != 1 || late[0].Line != 2 || line[late[0].Col-1] != '#' {
			t.Fatalf("%s: %+v", line, late)
		}
		if message, _ := late[0].fault(nil); !strings.Contains(message, "found it at the end of one") {
			t.Errorf("%s: %q", line, message)
		}
	}
	if comments := ignoresIn([]byte("a: 'text # lint:ignore vague no comment'\n")); len(comments) != 0 {
		t.Errorf("a value was taken for a comment: %+v", comments[0])
	}
}
