package breaking

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/errbook/errbook/spec"
)

const shop = `version: 1
provider: shop
name: Shop
own: true
pages: https://shop.example/errors
contexts: {plan: [free, paid]}
groups:
  orders: {title: Orders, errors: [Gone, Closed]}
errors:
  - name: Gone
    status: 410
    code: gone
    kind: stolen
    causes: [It was sold.]
    fixes: [Choose another item.]
  - name: Closed
    status: 409
    code: closed
    kind: precondition_failed
    detail: "Closed by {by}."
    params: {by: string, at: time}
    causes: [The order was sent.]
    fixes: [Make a new order.]
    variants: [{context: {plan: paid}, kind: conflict}]
  - name: Fault
    status: 500
    default: true
    causes: [Something broke.]
    fixes: [Try again later.]
`

// The same book as that of somebody else's API.
const foreign = `version: 1
provider: shop
name: Shop
sources: [{id: errors, url: "https://shop.example/errors", verified: 2026-11-20}]
contexts: {plan: [free, paid]}
wire: {code: [code], type: [type], message: [detail]}
groups:
  orders: {title: Orders, errors: [Gone, Closed]}
errors:
  - name: Gone
    title: Gone
    summary: Gone.
    status: 410
    code: gone
    kind: stolen
    causes: [It was sold.]
    fixes: [Choose another item.]
    sources: [errors]
  - name: Closed
    title: Closed
    summary: Closed.
    status: 409
    code: closed
    kind: precondition_failed
    causes: [The order was sent.]
    fixes: [Make a new order.]
    sources: [errors]
    variants: [{context: {plan: paid}, kind: conflict}]
  - name: Fault
    title: Fault
    summary: Fault.
    status: 500
    code: fault
    kind: provider_error
    causes: [Something broke.]
    fixes: [Try again later.]
    sources: [errors]
`

const kinds = `version: 1
families: [{name: loss, meaning: something is lost}]
kinds:
  - {name: stolen, family: loss, meaning: somebody took it, retry: never, actor: owner, executed: never, scope: request, tell: It is gone.}
`

func load(t *testing.T, files map[string]string) *spec.Book {
	t.Helper()
	fsys := fstest.MapFS{}
	for name, data := range files {
		fsys["spec/"+name] = &fstest.MapFile{Data: []byte(data)}
	}
	book, err := spec.LoadFS(fsys, "spec")
	if err != nil {
		t.Fatal(err)
	}
	return book
}

// Each way in which books differ, with the rule that finds it; each rule is found once
// at least.
func TestCompare(t *testing.T) {
	found := map[string]bool{}
	edit := func(pairs ...string) string { return strings.NewReplacer(pairs...).Replace(shop) }
	for _, test := range []struct {
		name  string
		shop  string
		kinds string
		more  string // another provider
		want  []string
	}{
		{"nothing", shop, kinds, "", nil},
		{"words", edit("It was sold.", "Somebody bought it."), kinds, "", []string{"10 docs-changed patch the documentation of shop.Gone changed"}},
		{"removed", edit("  - name: Gone\n    status: 410\n    code: gone\n    kind: stolen\n    causes: [It was sold.]\n    fixes: [Choose another item.]\n", "", "[Gone, Closed]", "[Closed]"), kinds, "",
			[]string{"2 code-removed major shop.Gone is gone; in HEAD it is on line 10: programs that name the constant Gone do not compile, and its page is gone"}},
		{"renamed without a word", edit("name: Closed", "name: Shut", "[Gone, Closed]", "[Gone, Shut]"), kinds, "",
			[]string{"2 code-removed major shop.Closed is gone; in HEAD it is on line 16: programs that name the constant Closed do not compile, and its page is gone", "16 code-added minor shop.Shut is new: Shut"}},
		{"renamed", edit("name: Closed", "name: Shut\n    slug: closed\n    title: Closed\n    renamed_from: [{name: Closed}]", "[Gone, Closed]", "[Gone, Shut]"), kinds, "",
			[]string{"16 code-renamed minor shop.Closed is now called shop.Shut: logs, JSON and dashboards have the new code"}},
		{"renamed, with another page", edit("name: Closed", "name: Shut\n    title: Closed\n    renamed_from: [{name: Closed}]", "[Gone, Closed]", "[Gone, Shut]"), kinds, "",
			[]string{"16 code-renamed minor shop.Closed is now called shop.Shut: logs, JSON and dashboards have the new code", "16 page-moved major the page of shop.Shut is now at https://shop.example/errors/shut; it was at https://shop.example/errors/closed: clients that check the type of problem details do not recognize it"}},
		{"added", edit("errors:\n  -", "errors:\n  - name: Late\n    status: 404\n    causes: [It is new.]\n    fixes: [Wait.]\n  -"), kinds, "", []string{"10 code-added minor shop.Late is new: Late"}},
		{"kind", edit("kind: precondition_failed", "kind: already_exists"), kinds, "", []string{"19 kind-changed major shop.Closed is now of kind already_exists; it was of kind precondition_failed: programs that check for precondition_failed or its family no longer match it", "executed maybe"}},
		{"kind in a context", edit("kind: conflict}", "kind: already_exists}"), kinds, "", []string{"19 kind-changed major shop.Closed is now of kind already_exists with plan=paid; it was of kind conflict: programs in that context that check for conflict no longer match it"}},
		{"retry", edit("kind: precondition_failed", "kind: precondition_failed\n    retry: once"), kinds, "", []string{"20 retry-changed major shop.Closed now has retry once; it had fix_request: programs retry what they did not retry before"}},
		{"advice", edit("kind: precondition_failed", "kind: precondition_failed\n    retry: never\n    actor: owner\n    scope: account\n    executed: always\n    billed: never"), kinds, "", []string{
			"16 advice-changed minor shop.Closed now has actor owner; it had caller", "16 advice-changed minor shop.Closed now has scope account; it had request",
			"16 advice-changed minor shop.Closed now has executed always; it had never", "16 advice-changed minor shop.Closed now has billed never; it had none",
			"20 advice-changed minor shop.Closed now has retry never; it had fix_request"}},
		{"status", edit("status: 410", "status: 404"), kinds, "", []string{"11 status-changed major shop.Gone no longer comes with status 410: clients that check the status mistake it for something else"}},
		{"a status more", edit("status: 410", "status: [410, 404]"), kinds, "", nil},
		{"code", edit("code: gone", "code: away"), kinds, "", []string{"12 wire-changed major shop.Gone is no longer recognized by gone: clients of older versions do not recognize it"}},
		{"details", edit("params: {by: string, at: time}", "params: {by: int, when: time}"), kinds, "", []string{
			"21 details-changed major the detail by of shop.Closed is now of type int; it was of type string: clients of older versions cannot read it",
			"21 details-changed major shop.Closed no longer has the detail at: clients that read it find nothing; programs that name the field do not compile",
			"21 details-changed minor shop.Closed has a new detail, when: clients do not find all details in responses of older servers"}},
		{"first details", edit("kind: stolen", "kind: stolen\n    params: {by: string}"), kinds, "", []string{"14 details-changed major shop.Gone has a new detail, by: servers that call NewGone without details do not compile"}},
		{"default", edit("    default: true\n", ""), kinds, "", []string{"25 default-changed major shop.Fault is no longer sent in place of undocumented errors: clients get a bare 500 instead, by which no error is recognized"}},
		{"another default of the same kind", edit("    default: true\n", "", "errors:\n  -", "errors:\n  - name: Broken\n    status: 500\n    default: true\n    causes: [It is new.]\n    fixes: [Wait.]\n  -"), kinds, "", []string{"10 code-added", "12 default-changed minor shop.Fault is no longer sent in place of undocumented errors: clients get shop.Broken instead"}},
		{"another default of another kind", edit("    default: true\n", "", "status: 409", "status: 409\n    default: true"), kinds, "", []string{"18 default-changed major shop.Fault is no longer sent in place of undocumented errors: clients get shop.Closed instead"}},
		{"page", edit("code: gone", "code: gone\n    slug: away"), kinds, "", []string{"13 page-moved major the page of shop.Gone is now at https://shop.example/errors/away; it was at https://shop.example/errors/gone: clients that check the type of problem details do not recognize it"}},
		{"group", edit("  orders: {title: Orders, errors: [Gone, Closed]}", "  others: {title: Others, errors: [Gone]}"), kinds, "", []string{"2 group-changed major the group orders is gone: programs that name the constant GroupOrders do not compile", "8 group-changed minor the group others is new"}},
		{"member of a group", edit("[Gone, Closed]", "[Gone]"), kinds, "", []string{"8 group-changed major shop.Closed no longer belongs to the group orders: programs that check for the group no longer match it"}},
		{"another member of a group", edit("[Gone, Closed]", "[Gone, Closed, Fault]"), kinds, "", []string{"8 group-changed minor shop.Fault now belongs to the group orders: programs that check for the group match it, too"}},
		{"severity", edit("code: gone", "code: gone\n    severity: low"), kinds, "", []string{"10 docs-changed patch the documentation of shop.Gone changed"}},
		{"a key of one's own", edit("code: gone", "code: gone\n    x-owner: orders"), kinds, "", []string{"10 docs-changed patch the documentation of shop.Gone changed"}},
		{"context", edit("[free, paid]", "[paid]"), kinds, "", []string{"2 context-removed major the context plan=free is gone: programs that name the constant PlanFree do not compile"}},
		{"wire", edit("own: true\n", "own: true\nwire: {code: [error.code], message: [detail]}\n"), kinds, "", []string{"5 wire-moved major the code is now at error.code; it was at code: clients of older versions do not find it", "5 wire-moved major the request ID is now nowhere; it was at header:x-request-id: clients of older versions do not find it", "5 wire-moved major errors are no longer sent as problem details: clients that ask for application/problem+json, or check the type, do not recognize them"}},
		{"a wire with the same paths", edit("own: true\n", "own: true\nwire: {code: [code], message: [detail], request_id: [\"header:x-request-id\"]}\n"), kinds, "", []string{"5 wire-moved major errors are no longer sent as problem details: clients that ask for application/problem+json, or check the type, do not recognize them"}},
		{"somebody else's API", foreign, kinds, "", []string{"2 own-changed major the API is no longer your own: programs that send its errors do not compile", "no longer has the detail by", "no longer has the detail at", "docs-changed patch", "2 generic-changed minor generic is now ai; it was http: undocumented responses can get kinds that they did not have"}},
		{"own kind", edit("kind: stolen", "kind: not_found\n    actor: owner\n    retry: never"), "version: 1\nkinds: []\n", "", []string{"own-kind-changed major the kind stolen is gone: programs that name the constant Stolen do not compile", "own-kind-changed major the family loss is gone: programs that name the constant FamilyLoss do not compile", "kind-changed major shop.Gone is now of kind not_found"}},
		{"family of an own kind", shop, strings.Replace(kinds, "family: loss", "family: request", 1), "", []string{"4 own-kind-changed major the kind stolen is now of family request; it was of family loss: programs that check for the family loss no longer match it"}},
		{"words of an own kind and its family", shop, strings.NewReplacer("It is gone.", "Somebody has it.", "something is lost", "something is away").Replace(kinds), "", []string{
			"2 docs-changed patch the documentation of the family loss changed", "4 docs-changed patch the documentation of the kind stolen changed"}},
		{"less of what is generally known", edit("own: true\n", "own: true\ngeneric: none\n"), kinds, "", []string{"5 generic-changed major generic is now none; it was http: programs that check undocumented responses for a kind may no longer match them"}},
		{"the default of generic, written", edit("own: true\n", "own: true\ngeneric: http\n"), kinds, "", nil},
		{"more of what is generally known", edit("own: true\n", "own: true\ngeneric: ai\n"), kinds, "", []string{"5 generic-changed minor generic is now ai; it was http: undocumented responses can get kinds that they did not have"}},
		{"pages", edit("https://shop.example/errors", "https://shop.example/help"), kinds, "", []string{
			"5 page-moved major the page of shop.Gone is now at https://shop.example/help/gone; it was at https://shop.example/errors/gone: clients that check the type of problem details do not recognize it", "5 page-moved major the page of shop.Closed", "5 page-moved major the page of shop.Fault"}},
		{"another provider", shop, kinds, strings.NewReplacer("provider: shop", "provider: bank", "https://shop.example", "https://bank.example").Replace(shop), []string{"2 provider-added minor the API bank is new"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			files := map[string]string{"shop.yaml": test.shop, "kinds.yaml": test.kinds}
			if test.kinds == "version: 1\nkinds: []\n" {
				delete(files, "kinds.yaml")
			}
			if test.more != "" {
				files["bank.yaml"] = test.more
			}
			changes := Compare("HEAD", load(t, map[string]string{"shop.yaml": shop, "kinds.yaml": kinds}), load(t, files))
			var got []string
			for _, c := range changes {
				found[c.Rule] = true
				got = append(got, lineOf(c))
			}
			for _, want := range test.want {
				if !slices.ContainsFunc(got, func(s string) bool { return strings.Contains(s, want) }) {
					t.Errorf("no %q", want)
				}
			}
			if len(got) != len(test.want) {
				t.Errorf("got:\n%s", strings.Join(got, "\n"))
			}
		})
	}
	two := map[string]string{"shop.yaml": shop, "kinds.yaml": kinds, "bank.yaml": strings.Replace(shop, "provider: shop", "provider: bank", 1)}
	for _, c := range Compare("HEAD", load(t, two), load(t, map[string]string{"shop.yaml": shop, "kinds.yaml": kinds})) {
		found[c.Rule] = true
		if c.Rule != "provider-removed" || c.Effect != Major || c.Path != "spec" || c.Was != "in HEAD it is in bank.yaml" {
			t.Errorf("got %v", c)
		}
	}
	for _, r := range rules {
		if !found[r.id] {
			t.Errorf("nothing is found by the rule %s", r.id)
		}
	}
}

// lineOf returns a change as the tests have it: its line, rule and effect, and its words.
func lineOf(c Change) string {
	line := fmt.Sprintf("%d %s %s %s", c.Line, c.Rule, c.Effect, c.What)
	if c.Was != "" {
		line += "; " + c.Was
	}
	if c.Breaks != "" {
		line += ": " + c.Breaks
	}
	return line
}

// What an own API sends is the first value of a list, whatever else is recognized: the
// consequence depends on whether released clients recognize the other one.
func TestSent(t *testing.T) {
	const knows, unknown = "by themselves mistake it for something else", "clients of older versions do not recognize it"
	const still = "clients no longer recognize it from servers that still send that"
	for _, test := range []struct{ name, from, to, want string }{
		{"another status in front", "status: 410", "status: [404, 410]", "11 status-changed major shop.Gone is now sent with status 404; it was sent with 410: " + unknown},
		{"statuses in another order", "status: [410, 404]", "status: [404, 410]", "11 status-changed major shop.Gone is now sent with status 404; it was sent with 410: clients that check the status " + knows},
		{"another code in front", "code: gone", "code: [away, gone]", "12 wire-changed major shop.Gone is now sent with code away; it was sent with gone: " + unknown},
		{"codes in another order", "code: [gone, away]", "code: [away, gone]", "12 wire-changed major shop.Gone is now sent with code away; it was sent with gone: clients that check the code " + knows},
		{"the rules of match in another order", "code: gone", "match: [{code: away}, {code: gone}]", "12 wire-changed major shop.Gone is now sent with code away; it was sent with gone: " + unknown},
		{"the last step from one code to another", "code: [away, gone]", "code: away", "12 wire-changed major shop.Gone is no longer recognized by gone: " + still},
		{"the last step from one status to another", "status: [404, 410]", "status: 404", "11 status-changed major shop.Gone no longer comes with status 410: " + still},
		{"another code behind", "code: gone", "code: [gone, away]", "10 wire-changed minor shop.Gone is recognized by other rules"},
	} {
		t.Run(test.name, func(t *testing.T) {
			was := "code: gone"
			if strings.HasPrefix(test.from, "status") {
				was = "status: 410"
			}
			compareOne(t, strings.Replace(shop, was, test.from, 1), test.from, test.to, test.want)
		})
	}
	enveloped := strings.Replace(shop, "own: true\n", "own: true\nwire: {code: [code], type: [type], message: [detail]}\n", 1)
	t.Run("types in another order", func(t *testing.T) {
		compareOne(t, enveloped, "code: gone", "code: gone\n    type: [a, b]", "11 wire-changed minor shop.Gone is recognized by other rules")
		compareOne(t, strings.Replace(enveloped, "code: gone", "code: gone\n    type: [a, b]", 1), "[a, b]", "[b, a]", "14 wire-changed major shop.Gone is now sent with type b; it was sent with a: clients that check the type "+knows)
	})
}

// compareOne compares a spec file that says one thing with one that says another, and
// wants one change.
func compareOne(t *testing.T, file, from, to, want string) {
	t.Helper()
	if !strings.Contains(file, from) {
		t.Fatalf("the file does not say %q", from)
	}
	older := load(t, map[string]string{"shop.yaml": file, "kinds.yaml": kinds})
	newer := load(t, map[string]string{"shop.yaml": strings.Replace(file, from, to, 1), "kinds.yaml": kinds})
	var got []string
	for _, c := range Compare("HEAD", older, newer) {
		got = append(got, lineOf(c))
	}
	if text := strings.Join(got, "\n"); text != want {
		t.Errorf("got  %s\nwant %s", text, want)
	}
}

// The page of an error is a link where the wire has no type of problem details: nobody
// knows the error by it.
func TestPageOfEnvelope(t *testing.T) {
	enveloped := strings.Replace(shop, "own: true\n", "own: true\nwire: {code: [code], message: [detail]}\n", 1)
	compareOne(t, enveloped, "code: gone", "code: gone\n    slug: away", "14 page-moved minor the page of shop.Gone is now away; it was gone: old links still work on a site that has the ledger, but not in Markdown")
	const lead = ": old links, in logs and messages, work as long as the pages stay there or lead on"
	compareOne(t, enveloped, "https://shop.example/errors", "https://shop.example/help",
		"6 page-moved minor the page of shop.Gone is now at https://shop.example/help/gone; it was at https://shop.example/errors/gone"+lead+"\n"+
			"6 page-moved minor the page of shop.Closed is now at https://shop.example/help/closed; it was at https://shop.example/errors/closed"+lead+"\n"+
			"6 page-moved minor the page of shop.Fault is now at https://shop.example/help/fault; it was at https://shop.example/errors/fault"+lead)
}

// A change of a kind is in its file; of one that is gone the file alone is known.
func TestPlaceOfKinds(t *testing.T) {
	both := strings.Replace(kinds, "kinds:\n", "kinds:\n  - {name: torn, family: loss, meaning: it is in pieces, retry: never, actor: owner, executed: never, scope: request, tell: It is torn.}\n", 1)
	for _, test := range []struct{ name, to, want string }{
		{"the family", strings.Replace(both, "name: torn, family: loss", "name: torn, family: request", 1), "spec/kinds.yaml:4"},
		{"gone", kinds, "spec/kinds.yaml:0"},
	} {
		changes := Compare("HEAD", load(t, map[string]string{"shop.yaml": shop, "kinds.yaml": both}), load(t, map[string]string{"shop.yaml": shop, "kinds.yaml": test.to}))
		if got := fmt.Sprintf("%s:%d", changes[0].Path, changes[0].Line); len(changes) != 1 || got != test.want {
			t.Errorf("%s: got %s, want %s", test.name, got, test.want)
		}
	}
}

// Where the older version has what is gone is for who has that version at hand, not for
// readers of a changelog.
func TestWriteRemoved(t *testing.T) {
	to := strings.NewReplacer("name: Gone\n", "name: Away\n", "[Gone, Closed]", "[Closed]").Replace(shop)
	changes := Compare("HEAD", load(t, map[string]string{"shop.yaml": shop, "kinds.yaml": kinds}), load(t, map[string]string{"shop.yaml": to, "kinds.yaml": kinds}))
	const gone, breaks = "shop.Gone is gone", ": programs that name the constant Gone do not compile, and its page is gone"
	for format, want := range map[string]string{
		"text": gone + "; in HEAD it is on line 10" + breaks, "json": gone + "; in HEAD it is on line 10" + breaks,
		"sarif": gone + "; in HEAD it is on line 10" + breaks, "github": gone + "; in HEAD it is on line 10" + breaks,
		"markdown": "- " + gone + breaks + ".\n",
	} {
		var b bytes.Buffer
		if err := Write(&b, format, changes); err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(b.String(), want) {
			t.Errorf("%s: no %q in\n%s", format, want, b.String())
		}
	}
}

// An error that left a group, or joined one, when it was renamed is found, too.
func TestGroupsOfRenamed(t *testing.T) {
	renamed := strings.NewReplacer("name: Closed", "name: Shut\n    slug: closed\n    title: Closed\n    renamed_from: [{name: Closed}]").Replace(shop)
	left := strings.Replace(renamed, "[Gone, Closed]", "[Gone]", 1)
	stayed := strings.Replace(renamed, "[Gone, Closed]", "[Gone, Shut]", 1)
	was := strings.Replace(shop, "[Gone, Closed]", "[Gone]", 1)
	for _, test := range []struct{ name, from, to, want string }{
		{"left", shop, left, "shop.Shut no longer belongs to the group"},
		{"joined", was, stayed, "shop.Shut now belongs to the group"},
		{"stayed", shop, stayed, ""},
	} {
		var got []string
		for _, c := range Compare("HEAD", load(t, map[string]string{"shop.yaml": test.from, "kinds.yaml": kinds}), load(t, map[string]string{"shop.yaml": test.to, "kinds.yaml": kinds})) {
			if c.Rule == "group-changed" {
				got = append(got, c.What)
			}
		}
		if text := strings.Join(got, "\n"); !strings.HasPrefix(text, test.want) || test.want == "" && text != "" || len(got) > 1 {
			t.Errorf("%s: got %q, want %q", test.name, text, test.want)
		}
	}
}

// A list of errors that is no longer one is found, a new one is not.
func TestListOfErrors(t *testing.T) {
	one := strings.Replace(shop, "own: true\n", "own: true\nwire: {code: [\"errors[0].code\"], message: [\"errors[0].detail\"]}\n", 1)
	several := strings.Replace(shop, "own: true\n", "own: true\nwire: {code: [\"errors[0].code\"], message: [\"errors[0].detail\"], each: \"errors[*]\"}\n", 1)
	from, to := load(t, map[string]string{"shop.yaml": several, "kinds.yaml": kinds}), load(t, map[string]string{"shop.yaml": one, "kinds.yaml": kinds})
	changes := Compare("HEAD", from, to)
	if len(changes) != 1 || changes[0].Rule != "wire-moved" || changes[0].Effect != Major || changes[0].What != "responses no longer have a list of errors; it was at errors[*]" {
		t.Errorf("got %v", changes)
	}
	if changes := Compare("HEAD", to, from); len(changes) != 0 {
		t.Errorf("a new list: got %v", changes)
	}
}

// Text stays text in Markdown, and readable in its source.
func TestEscape(t *testing.T) {
	for text, want := range map[string]string{
		"kind not_found of 4_2": "kind not_found of 4_2",
		"_a_ a_ _":              "&#95;a&#95; a&#95; &#95;",
		"é_b":                   "é&#95;b",
		"<b> & *x* `y` [z]":     "&#60;b> &#38; &#42;x&#42; &#96;y&#96; &#91;z]",
	} {
		if got := escape(text); got != want {
			t.Errorf("escape(%q) = %q, want %q", text, got, want)
		}
	}
}

// TestHints holds what is proposed where a new name is all that changed, or may be.
func TestHints(t *testing.T) {
	for _, test := range []struct{ name, from, to, rule, want string }{
		{"a new name and what is made of it", "name: Fault", "name: Broken", "code-removed", "shop.Broken has the same causes and fixes: if it was only renamed, say renamed_from: [{name: Fault}]"},
		{"the same rules", "name: Gone\n", "name: Away\n", "code-removed", "shop.Away is recognized by the same rules: if it was only renamed, say renamed_from: [{name: Gone}]"},
		{"nothing like it", "name: Fault\n    status: 500\n    default: true\n    causes: [Something broke.]", "name: Broken\n    status: 503\n    causes: [It is new.]", "code-removed", "deprecated says that it is no longer sent, and keeps the constant"},
		{"a code that is made of the name", "name: Fault", "name: Broken\n    renamed_from: [{name: Fault}]", "wire-changed", "code: fault keeps it"},
		{"a code that somebody wrote", "code: gone", "code: away", "wire-changed", ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			to := strings.NewReplacer(test.from, test.to, "[Gone, Closed]", "[Closed]").Replace(shop)
			for _, c := range Compare("HEAD", load(t, map[string]string{"shop.yaml": shop, "kinds.yaml": kinds}), load(t, map[string]string{"shop.yaml": to, "kinds.yaml": kinds})) {
				if c.Rule == test.rule {
					if c.Hint != test.want {
						t.Errorf("got hint %q\nwant %q", c.Hint, test.want)
					}
					return
				}
			}
			t.Errorf("nothing is found by the rule %s", test.rule)
		})
	}
}

// What each format prints of a breaking change, a new error and new words.
func TestWrite(t *testing.T) {
	to := strings.NewReplacer("status: 410", "status: 404", "errors:\n  -", "errors:\n  - name: Late\n    status: 404\n    causes: [It is new.]\n    fixes: [Wait.]\n  -", "It was sold.", "Somebody bought it.").Replace(shop)
	changes := Compare("v1", load(t, map[string]string{"shop.yaml": shop, "kinds.yaml": kinds}), load(t, map[string]string{"shop.yaml": to, "kinds.yaml": kinds}))
	if got := Verdict(changes); got != Major || Verdict(nil) != None || Verdict(changes[:1]) != Minor {
		t.Errorf("the verdict is %s", got)
	}
	for format, want := range map[string]string{
		"text": "spec/shop.yaml:15:13: shop.Gone no longer comes with status 410: clients that check the status mistake it for something else [major] (status-changed)\n",
		"json": "\"level\": \"error\",\n    \"rule\": \"status-changed\",\n    \"message\": \"shop.Gone no longer comes with status 410: clients that check the status mistake it for something else [major]\",\n" +
			"    \"code\": \"shop.Gone\",\n    \"effect\": \"major\"\n",
		"sarif":    "\"ruleId\": \"status-changed\",\n          \"level\": \"error\"",
		"github":   "::error file=spec/shop.yaml,line=15,col=13,title=errbook status-changed::shop.Gone no longer comes",
		"markdown": "### Breaking\n\n- shop.Gone no longer comes with status 410: clients that check the status mistake it for something else.\n\n### Added\n\n- shop.Late is new: Late.\n\n### Documentation\n\n- the documentation of shop.Gone changed.\n",
	} {
		var b bytes.Buffer
		if err := Write(&b, format, changes); err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(b.String(), want) {
			t.Errorf("%s: no %q in\n%s", format, want, b.String())
		}
	}
}
