package generic

import (
	"errors"
	"flag"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"net/http"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/errbook/errbook/apierr"
	"github.com/errbook/errbook/apierr/wire"
	"github.com/errbook/errbook/spec"
	"github.com/errbook/errbook/spec/phrases"
	"github.com/errbook/errbook/spec/yaml"
	"github.com/errbook/errbook/spec/yaml/yamltest"
)

func good(t *testing.T) string {
	t.Helper()
	data, err := os.ReadFile("testdata/good.yaml")
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// badCases are edits of the good file, each with what is wrong then. "@" marks
// where.
var badCases = []struct{ old, new, want string }{
	{"version: 1", "version: @2", "version must be 1; found 2"},
	{"{name: type, at: type,", "{name: @Type, at: type,", `name must be lowercase letters and digits joined by underscores; found "Type"`},
	{"{name: type, at: type,", "{name: @error, at: type,", "name must be given once; found error on line 5, too"},
	{"{name: type, at: type,", "{name: type, at: @message,", "at must be given once; found message on line 8, too"},
	{"{name: type, at: type,", "{name: type, at: @a.,", "at must not end with a dot"},
	{"{name: type, at: type,", `{name: type, at: [type, @"header:x-type"],`, "a part must be one header, or paths into a body; found header:x-type beside another"},
	{"strip: aws", "strip: @namespace", `strip must be aws; found "namespace"`},
	{"  parts:\n    - {name: error, at: error, exempt: later}", "  @parts:\n" + manyParts() + "    - {name: error, at: error, exempt: later}", "wire must have at most 64 parts that are not headers; found 70"},
	{"  parts:\n    - {name: error, at: error, exempt: later}\n    - {name: error_message, at: [error.message, error.msg], exempt: later}\n    - {name: error_raw, at: error.metadata.raw, exempt: later}", "  @parts:\n    - {name: error, at: error, exempt: later}\n    - {name: error_message, at: [error.message, error.msg], exempt: later}", "wire must have the part error_raw, which the classifier asks for; found none"},
	{"identifiers: [code, error_type]", "identifiers: [code, @title]", "identifiers must name a part of wire; found title"},
	{"identifiers: [code, error_type]", "identifiers: [code, @code]", "each item of identifiers must be given once; found code again"},
	{"bare: {message: message, type: type", "bare: {message: message, type: @error_type", "bare must name a part of the body; found the header error_type"},
	{"is: present", "is: @absent", "is must be present, values, or {not: values}; found something else"},
	{"is: present", "is: present, job: @true", "a failed job must be recognized by values; found none"},
	{"{place: reply, any: response, exempt: later}", "@{place: reply, any: response}", "a row must have the key sample; found none"},
	{"{place: reply, any: response,", "{place: @message, any: response,", "place must be one of outcome, error, error_code, code, text, note, data, envelope, failed, failure, well, envelope_end, root, reply; found message"},
	{"kind: rate_limited\n    strength", "kind: @rate_limit\n    strength", `kind must be one of the kinds of spec/kinds.yaml; found "rate_limit"`},
	{"kind: not_found", "kind: @unknown", `kind must be one of the kinds of spec/kinds.yaml; found "unknown"`},
	{"is: quota_exhausted", "is: @quota", `is must be one of the kinds of spec/kinds.yaml, unknown or none; found "quota"`},
	{"near: {status: 429, body: '{\"code\": \"rate_limit_free\"}', is: quota_exhausted}", "near: @{status: 429}", "a case must have the key is; found none"},
	{`body: '{"code": "rate_limit"}'}`, `body: '{"code": "rate_limit"}', @is: rate_limited}`, "a sample must not have the key is"},
	{`sample: {status: 429, body: '{"code": "rate_limit"}'}`, `sample: @{event: error}`, "a sample must have a status, a body, a header or a close code; found none"},
	{`sample: {status: 429,`, `sample: {status: 429, @surface: api,`, "a sample must not have the key surface"},
	{"strength: weak\n", "strength: @certain\n", `strength must be vague, weak or strong; found "certain"`},
	{"[rate_limit, too", "[rate_limit, @rate_limit_exception, too", "a name must be given once; found ratelimit on line 27, too"},
	{"[rate_limit, too", "[rate_limit, @RateLimited, too", `each item of any must be lowercase letters and digits joined by underscores; found "RateLimited"`},
	{"[rate_limit, too", "[rate_limit, @" + strings.Repeat("a", 97) + ", too", "a name must have at most 96 bytes; found 97"},
	{"[per_day, per_month]", "[per_day, @tokens_per_day]", "a stem must not contain an earlier one, which decides before it; found tokens_per_day, after per_day on line 31"},
	{"any: [per_day, per_month], exempt", "any: [per_day, per_month], alone: [@per_day], exempt", "only a stem that is vague must have alone; found strong"},
	{"stems:\n", "stems:\n  - {kind: conflict, strength: vague, any: [clash], alone: [clashes, @crash], exempt: later}\n", "a name of alone must be one that the stem decides; found crash"},
	{`["5"]`, `[@five]`, `each item of any must be digits; found "five"`},
	{`["5"]`, `[5, 6, "05"]`, ""},
	{`["5"]`, `["5", @5]`, "each item of any must be given once; found 5 again"},
	{`["5"], exempt: later}`, `["5"], exempt: later}` + "\n  - {part: code, kind: conflict, strength: weak, any: @5}", "a number of code must be given once; found 5 on line 33, too"},
	{"when: [429, none]", "when: [429, @500]", "when must be classes of statuses (429, 4xx, 5xx, none); found 500"},
	{"unless: [4xx]", "when: [429]\n    unless: [@4xx]", "a phrase must have one of when and unless; found both"},
	{`"quota … {limit}"`, `@"quota … {limits}"`, "{limits} must name a class; there is none with that name"},
	{"[used up, gone]", "[used up, @Gone]", `a word must be in lowercase, without punctuation and 's; found "Gone"`},
	{"  used: [used up, gone]\n", "  used: [used up, gone]\n  @used: [spent]\n", "key used must be given once; found it again after line 35"},
	{"  used: [used up, gone]\n", "  used: [used up, gone]\n  @spare: [spent]\n", "a class must be named by a pattern; found {spare} nowhere"},
	{"status: 500\n", "status: @404\n", "status must be one that the row counts under; found 404"},
	{`sample: ["The rate limit, you know", `, "sample: [@'{\"message\": \"rate limit\"', ", "a sample must be a message or JSON; found neither"},
	{`sample: ["The rate limit, you know", `, "sample: ['{\"message\": [\"rate limit\"]}', ", ""},
	{`sample: ["The rate limit, you know", `, "sample: [@The limits of rates, ", "a sample must have its pattern, rate-limit|限流; found it without"},
	{"near: Nobody reached the quota", "near: @The quota was reached", "a near miss must not have the pattern, quota … {limit}; found it there"},
	{"sample: [The quota is reached,", "sample: [@It must be so that the quota is reached,", ""},
	{"sample: It must,", "sample: @It must have quota that is reached,", "a sample must be decided by its own pattern; found quota … {limit} of quota_exhausted, line 41, before it"},
	{"sample: It must,", "sample: [It must, @It must have quota that is reached],", "a sample must be of its row's kind; found quota … {limit} of quota_exhausted, line 41, before it"},
	{"  - kind: conflict\n    broad", "  - kind: rate_limited\n    broad", ""},
	{"      - {says: must,", "      - {says: it, status: 0, sample: @It must, near: Nothing}\n      - {says: must,", "a sample must be decided by its own pattern alone; found that must, line 55, would say the same"},
	{"status: 500\n        sample: [", "status: 429\n        sample: [@", "a sample must be decided by its own pattern alone; found that the status 429 says the same"},
	{", 限流了]", "]", "a word must be needed by a sample of its pattern; found 限流 in none"},
	{", the quota is gone]", "]", "a word must be needed by a sample; found gone of {used} in none"},
	{"      - says: \"quota", "      - @" + manyPatterns() + "      - says: \"quota", "phrases must fit into a table: a table must have at most 32767 rows, 4096 elements and 32768 states; found 4104, 4109 and 4110"},
	{"status: 429, class: 429", "status: @399, class: 429", "status must be between 400 and 599; found 399"},
	{"status: 429, class: 429", "status: @[429, 3xx], class: 429", "status must be 4xx or 5xx where it is a class; found 3xx"},
	{"status: [5xx, 529]", "status: @[5xx, 429]", "status must be given once; found 429 on line 56, too"},
	{"class: 429, kind", "class: @none, kind", "class must not be none, which is that of responses without a status"},
	{"  - {status: 4xx, class: 4xx, kind: invalid_request, exempt: later}\n", "", "statuses must have a row for 4xx; found none"},
	{"statuses:\n", "statuses:\n" + manyClasses(), "statuses must have at most 15 classes; found 20"},
	{"[1012, 1013], kind: overloaded, exempt: later}", "[1012, 1013], kind: overloaded, exempt: later}\n  - {kind: overloaded, close: @1012}", "close must be given once; found 1012 on line 60, too"},
	{"{at: error, is: present, exempt: later}", "@{at: error, is: present}", "a row must have the key sample; found none"},
	{"{at: error, is: present, exempt: later}", "@{at: error, is: present, sample: {status: 200, body: '{\"error\": 1}', is: unknown}}", "a row must have the key near; found none"},
	{"is: quota_exhausted}\n", "is: quota_exhausted}\n    exempt: @not needed\n", "a row that has everything must not be exempt; found an exemption"},
	{"place: event_field, any: 'error: {'", "place: event_field, any: ['error: {', 'fault: {']", "unwrap must have one text for the place event_field; found 2"},
	{"place: before_any_status,", "place: before_status,", "unwrap must have words for the place before_any_status; found none"},
	{"place: filler,", "place: @event_field,", "place must be one of before_duration, before_moment, filler; found event_field"},
	{"place: before_ended_status,", "place: @around,", `place must be before_status, before_any_status, before_ended_status, event_field, before_duration, before_moment, filler, message, title, same, code, type, other, echo, success, limit, requested, between, counted, outcome, error, error_code, text, note, data, envelope, failed, failure, well, envelope_end, root or reply; found "around"`},
	{"place: counted,", "place: limit,", "sizes must have words for the place counted; found none"},
	{"format: ms, at", "format: @seconds, at", "format must be given once; found seconds on line 83, too"},
	{"at: retry_ms", "at: @retry_after", "at must be given once; found retry_after on line 83, too"},
	{"at: retry_ms", "at: @header:X", "at must be a path into a body that is JSON; found header:X"},
	{"at: retry_ms", "at: @xml:Error.Wait", "at must be a path into a body that is JSON; found xml:Error.Wait"},
	{"at: retry_ms", "at: @a..b", "at must have a key on both sides of a dot"},
	{"[error, error.metadata]", "[error, @error]", "each item of any must be given once; found error again"},
	{"header: X-Reset", "header: @X Reset", `a header must have a name of letters, digits and hyphens; found "X Reset"`},
	{"header: X-Reset", "header: @RETRY-AFTER-MS", "header must be given once; found Retry-After-Ms on line 86, too"},
	{"{header: retry-after-ms, exempt", "{header: retry-after-ms, remaining: x, exempt", "wait_headers must have a header without remaining; found none"},
	{"- provider: acme", "- @provider: acme\n    source: RFC 1", "a vocabulary must have one of provider and source; found both or none"},
	{"- provider: acme", "- @source: RFC 6585, section 4", "a vocabulary must be given once; found RFC 6585, section 4 on line 94, too"},
	{"[rate_limit, Too Many", "[rate_limit, @Hm, Too Many", "Hm must match a name or a stem of rate_limited; found none"},
	{"[callsPerDay, ", "[callsPerDay, @RateLimited, ", "RateLimited must match a name or a stem of quota_exhausted; found none"},
	{"[callsPerDay, ", "[callsPerDay, @rate_limit, ", "rate_limit must match a name or a stem of quota_exhausted; found one of rate_limited"},
	{"[rate_limit, too", "[rate_limit, @slow_down, too", "a name must be in a vocabulary, which says who uses it; found slow_down in none"},
	{"[per_day, per_month]", "[per_day, per_month, @per_year]", "a stem must be in an identifier of a vocabulary; found per_year in none"},
}

func manyParts() string {
	var b strings.Builder
	for i := range 64 {
		fmt.Fprintf(&b, "    - {name: part%d, at: part%d, exempt: later}\n", i, i)
	}
	return b.String()
}

func manyPatterns() string {
	var b strings.Builder
	for i := range 4101 {
		if i > 0 {
			b.WriteString("      - ")
		}
		fmt.Fprintf(&b, "{says: w%d, sample: w%d, near: w}\n", i, i)
	}
	return b.String()
}

func manyClasses() string {
	var b strings.Builder
	for i := range 16 {
		fmt.Fprintf(&b, "  - {status: %d, class: class%d, kind: conflict, exempt: later}\n", 430+i, i)
	}
	return b.String()
}

func TestBadLayers(t *testing.T) {
	for _, tt := range badCases {
		text := strings.Replace(good(t), tt.old, tt.new, 1)
		if text == good(t) {
			t.Fatalf("nothing is replaced by %q", tt.new)
		}
		at := strings.Index(text, "@")
		text = strings.Replace(text, "@", "", 1)
		f, problems := Decode("x.yaml", []byte(text))
		if len(problems) == 0 {
			problems = Check(f)
		}
		if len(problems) == 0 {
			problems = Prove(f)
		}
		switch {
		case tt.want == "" && len(problems) > 0:
			t.Errorf("%q: %v", tt.new, problems)
		case tt.want == "":
		case !slices.ContainsFunc(problems, func(p yaml.Problem) bool { return p.Message == tt.want && (at < 0 || p.Pos == posOf(text, at)) }):
			t.Errorf("%q: got %v, want %s at %v", tt.new, problems, tt.want, posOf(text, at))
		}
	}
}

// TestMutations: without a pattern, or where it is of another kind, one of its
// samples is judged wrong.
func TestMutations(t *testing.T) {
	f, err := Builtin()
	if err != nil {
		t.Fatal(err)
	}
	list, _ := f.parse()
	for i, p := range list {
		m, _ := message(p.Sample[0].Value)
		status, _ := f.statusOf(&p)
		if got := f.judge(list, m, status); got != p.row.Kind.Value {
			t.Errorf("%s:%d: the sample is %s, want %s", f.Path, p.Line, got, p.row.Kind.Value)
		}
		without := slices.Delete(slices.Clone(list), i, i+1)
		if got := f.judge(without, m, status); got == p.row.Kind.Value {
			t.Errorf("%s:%d: without the pattern the sample is %s all the same", f.Path, p.Line, got)
		}
	}
}

// judge returns the kind that the words of a message tell under a status, else
// that of the status.
func (f *File) judge(list []said, m phrases.Message, status int) string {
	set := f.classOf(status)
	for _, p := range list {
		if p.rule.Statuses&set != 0 && m.Has(p.rule) {
			return p.row.Kind.Value
		}
	}
	return f.alone(status)
}

// posOf returns the place of a byte of a text.
func posOf(text string, at int) yaml.Pos {
	if at < 0 {
		return yaml.Pos{}
	}
	before := text[:at]
	return yaml.Pos{Line: 1 + strings.Count(before, "\n"), Col: at - strings.LastIndexByte(before, '\n')}
}

// Each problem that Check can report has a case.
func TestEveryProblemHasACase(t *testing.T) {
	for _, name := range []string{"check.go", "check_evidence.go", "words.go"} {
		hasCases(t, name)
	}
}

func hasCases(t *testing.T, name string) {
	t.Helper()
	file, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.SkipObjectResolution)
	if err != nil {
		t.Fatal(err)
	}
	formats := 0
	verb := regexp.MustCompile(`%[a-z]`)
	ast.Inspect(file, func(n ast.Node) bool {
		call, ok := n.(*ast.CallExpr)
		if !ok || len(call.Args) < 2 {
			return true
		}
		lit, _ := call.Args[1].(*ast.BasicLit)
		if sel, ok := call.Fun.(*ast.SelectorExpr); !ok || sel.Sel.Name != "report" || lit == nil {
			return true
		}
		format, err := strconv.Unquote(lit.Value)
		if err != nil {
			t.Fatal(err)
		}
		formats++
		parts := verb.Split(format, -1)
		for i := range parts {
			parts[i] = regexp.QuoteMeta(parts[i])
		}
		says := regexp.MustCompile("^" + strings.Join(parts, ".+") + "$")
		if !slices.ContainsFunc(badCases, func(c struct{ old, new, want string }) bool { return says.MatchString(c.want) }) {
			t.Errorf("no case has the problem %q", format)
		}
		return true
	})
	if formats == 0 {
		t.Errorf("%s reports nothing", name)
	}
}

// sound decodes and checks a file that has no problems.
func sound(t *testing.T, path, text string) *File {
	t.Helper()
	f, problems := Decode(path, []byte(text))
	if len(problems) == 0 {
		problems = Check(f)
	}
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	return f
}

// The good file, as data.
func TestLayer(t *testing.T) {
	f := sound(t, "testdata/good.yaml", good(t))
	l := f.Layer()
	code := wire.Part{Slot: 5, Strip: wire.StripAWS}
	header := wire.Part{Slot: wire.NoSlot, Header: "X-Error-Type"}
	want := &Layer{
		Wire: &wire.Wire{
			Body: []wire.Node{
				{Key: "error", Slot: 0, Kids: []wire.Node{
					{Key: "message", Slot: 1}, {Key: "msg", Slot: 1},
					{Key: "metadata", Slot: wire.NoSlot, Kids: []wire.Node{{Key: "raw", Slot: 2}}},
				}},
				{Key: "message", Slot: 3}, {Key: "type", Slot: 4}, {Key: "code", Slot: 5},
			},
			Code: []wire.Part{code}, Type: []wire.Part{{Slot: 4}}, Message: []wire.Part{{Slot: 1}, {Slot: 3}}, Param: []wire.Part{code},
			Status: []wire.Part{code}, RequestID: []wire.Part{header}, Nested: []wire.Part{{Slot: 3}},
			Fields: []wire.Part{{Slot: 0}, code, {Slot: 4}},
		},
		Slots: []string{"error", "error_message", "error_raw", "message", "type", "code"}, Fields: []string{"error", "code", "type"},
		Identifiers: []wire.Part{code, header},
		Failures: []wire.Surface{
			failure(wire.Condition{Field: 0}),
			failure(wire.Condition{Field: 1, Values: []string{"failed"}}), failure(wire.Condition{Field: 2, Values: []string{"failed"}}),
		},
		Jobs: []wire.Condition{{Field: 1, Values: []string{"failed"}}, {Field: 2, Values: []string{"failed"}}},
		InBand: wire.OutcomeWords{
			Names: []wire.OutcomeName{
				{Name: "code", Means: wire.RoleCode}, {Name: "data", Means: wire.RoleData}, {Name: "errno", Means: wire.RoleErrorCode},
				{Name: "errormessage", Means: wire.RoleError}, {Name: "isok", Means: wire.RoleOutcome}, {Name: "message", Means: wire.RoleText},
				{Name: "meta", Means: wire.RoleEnvelope}, {Name: "note", Means: wire.RoleNote}, {Name: "status", Means: wire.RoleOutcome},
			},
			Failed: []string{"fail"}, Failure: []string{"notok"}, Well: []string{"0"}, Envelope: []string{"response"}, Root: []string{"fault"}, Reply: []string{"response"},
		},
		Names:   []Clues{{apierr.RateLimited, 2, []string{"ratelimit", "toomanyrequests"}}},
		Stems:   []Clues{{apierr.QuotaExhausted, 3, []string{"perday", "permonth"}}},
		Numbers: []Numbers{{"code", code, []Clues{{apierr.NotFound, 2, []string{"5"}}}}},
		Phrases: []Phrases{
			{apierr.QuotaExhausted, 0b1001, false, "quota … {limit}", []string{"The quota is reached", "The quota of today is used up", "the quota is gone"}},
			{apierr.RateLimited, 0b1101, false, "rate-limit|限流", []string{"The rate limit, you know", "限流了"}},
			{apierr.Conflict, 0b1111, true, "must", []string{"It must"}},
		},
		Classes: []string{"429", "4xx", "5xx", "none"},
		Usual:   []StatusClue{{400, apierr.InvalidRequest, 0b10}, {500, apierr.ProviderError, 0b100}},
		Closes:  []CloseClue{{1012, apierr.Overloaded}, {1013, apierr.Overloaded}},
		Error:   wire.Part{Slot: 0}, ErrorText: wire.Part{Slot: 1}, Raw: wire.Part{Slot: 2}, Message: wire.Part{Slot: 3}, Type: wire.Part{Slot: 4}, Code: code, Status: code,
		BeforeStatus: []string{"status"}, BeforeAny: []string{"status code"}, BeforeEnded: []string{"failed"}, EventField: "error: {",
		BeforeDuration: []string{"try again in"}, BeforeMoment: []string{"resets at"}, Filler: []string{"about"},
		Salvage: wire.SalvageWords{
			Message: []string{"errormessage"}, Title: []string{"title"}, Same: []string{"value"}, Code: []string{"code"}, Type: []string{"type"}, Other: []string{"name"},
			Echo: []string{"input"}, Success: []string{"success", "成功"},
		},
		Waits: Waits{
			Body: append(members(), wire.Node{Key: "error", Slot: wire.NoSlot, Kids: append(members(), wire.Node{Key: "metadata", Slot: wire.NoSlot, Kids: members()})}),
			Sources: []wire.DelaySource{
				{Part: wire.Part{Slot: 0}, Name: "body:retry_after", Format: wire.FormatSeconds},
				{Part: wire.Part{Slot: 1}, Name: "body:retry_ms", Format: wire.FormatMilliseconds},
			},
			Slots: []string{"seconds", "ms"}, Milliseconds: []string{"Retry-After-Ms"}, Resets: []Reset{{"X-Reset", "X-Remaining"}},
		},
		Limit: []string{"limit"}, Requested: []string{"requested"}, Between: []string{"is", "of"}, Counted: []string{"requests"},
	}
	statuses, words := l.Statuses, l.Words
	l.Statuses, l.Words = nil, nil
	if diff := cmp.Diff(want, l, cmp.AllowUnexported(wire.Pattern{})); diff != "" {
		t.Error(diff)
	}
	if len(words.Rows) != len(l.Phrases) || words.Rows[1].Statuses != l.Phrases[1].Classes {
		t.Errorf("the table has the rows %v", words.Rows)
	}
	if len(statuses) != 201 {
		t.Fatalf("%d statuses", len(statuses))
	}
	for _, want := range []StatusClue{{0, apierr.Unknown, 0b1000}, {429, apierr.RateLimited, 0b1}, {428, apierr.InvalidRequest, 0b10}, {529, apierr.ProviderError, 0b100}} {
		if !slices.Contains(statuses, want) {
			t.Errorf("the statuses have no %v", want)
		}
	}
}

// members are those of an object of good.yaml that can have a wait.
func members() []wire.Node {
	return []wire.Node{{Key: "retry_after", Slot: 0}, {Key: "retryAfter", Slot: 0}, {Key: "retry_ms", Slot: 1}}
}

func failure(c wire.Condition) wire.Surface {
	return wire.Surface{Statuses: []wire.StatusRange{{From: 200, To: 299}}, Body: []wire.Condition{c}}
}

// The layer of the book is sound, and its samples are what they say.
func TestBuiltin(t *testing.T) {
	f, err := Builtin()
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range Prove(f) {
		t.Error(p)
	}
	for _, c := range f.Cases() {
		if diff := c.judge(); diff != "" {
			t.Errorf("%s:%d: %s", f.Path, c.Line, diff)
		}
	}
}

// No row is without its sample and near miss.
func TestNoRowIsExempt(t *testing.T) {
	f, err := Builtin()
	if err != nil {
		t.Fatal(err)
	}
	none := func(e yaml.Text) {
		if e.IsSet() {
			t.Errorf("%s:%d: the row is exempt: %s", f.Path, e.Line, e.Value)
		}
	}
	for _, p := range f.Wire.Parts {
		none(p.Exempt)
	}
	for _, r := range f.Failures {
		none(r.Exempt)
	}
	for _, r := range slices.Concat(f.InBand, f.Unwrap, f.Waits, f.Salvage, f.Sizes) {
		none(r.Exempt)
	}
	none(f.WaitFields.In.Exempt)
	for _, r := range f.WaitFields.Fields {
		none(r.Exempt)
	}
	for _, h := range f.WaitHeaders {
		none(h.Exempt)
	}
	f.each(func(_ yaml.Text, e *Evidence) { none(e.Exempt) })
}

// A near miss has a word of its pattern, or the beginning of one: a sentence about
// anything shows nothing.
func TestNearMissesAreNear(t *testing.T) {
	f, err := Builtin()
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range f.Phrases {
		for _, p := range r.Any {
			words := f.wordsOf(p.Says.Value)
			for _, near := range p.Near {
				text := strings.ToLower(near.Value)
				if !slices.ContainsFunc(words, func(w string) bool { return strings.Contains(text, w) }) {
					t.Errorf("%s:%d: no word of %s: %s", f.Path, near.Line, p.Says.Value, near.Value)
				}
			}
		}
	}
}

// wordsOf returns the first letters of each word that a pattern asks for.
func (f *File) wordsOf(says string) (words []string) {
	for element := range strings.FieldsSeq(says) {
		if strings.HasPrefix(element, "!") {
			continue
		}
		for choice := range strings.SplitSeq(element, "|") {
			for _, c := range f.Classes {
				if choice == "{"+c.Key.Value+"}" {
					for _, w := range c.Value {
						words = append(words, f.wordsOf(w.Value)...)
					}
				}
			}
			for word := range strings.FieldsFuncSeq(strings.ToLower(choice), func(c rune) bool { return strings.ContainsRune("-_*~…{}", c) }) {
				letters, n := []rune(word), 4
				if letters[0] >= 0x2e80 {
					n = 2 // a language without spaces
				}
				if len(letters) > 1 {
					words = append(words, string(letters[:min(n, len(letters))]))
				}
			}
		}
	}
	return words
}

// What a part gives is not read anywhere else: below a member that no path has,
// the body of its sample says nothing.
func TestPartsAreReadInTheirPlaces(t *testing.T) {
	f, err := Builtin()
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range f.Wire.Parts {
		for _, c := range p.Sample {
			if !c.Body.IsSet() {
				continue
			}
			r := c.Response()
			r.Status, r.Body = http.StatusTeapot, []byte(`{"input":`+c.Body.Value+`}`)
			if v, _ := apierr.Generic.Verdict(r); v.Kind != apierr.InvalidRequest {
				t.Errorf("%s:%d: %s is %v", f.Path, c.Line, r.Body, v.Kind)
			}
		}
	}
}

// Identifiers that say less than the status does: every status wins over them.
func TestVagueIdentifiers(t *testing.T) {
	for _, name := range []string{
		"api_error", "server_error", "internal_error", "internal_server_error", "InternalServerError", "INTERNAL", "InternalFailure", "system_error",
		"unknown_error", "UNKNOWN", "DATA_LOSS", "upstream_error", "invalid_request_error", "invalid_request", "INVALID_ARGUMENT", "bad_request",
		"validation_error", "ValidationException", "missing_parameter", "RESOURCE_EXHAUSTED", "failed",
	} {
		for status, want := range map[int]apierr.Kind{401: apierr.Authentication, 402: apierr.InsufficientCredits, 404: apierr.NotFound, 413: apierr.PayloadTooLarge, 503: apierr.Overloaded} {
			r := apierr.Response{Status: status, Body: []byte(bodyWith(name, "Hm."))}
			if v, _ := apierr.Generic.Verdict(r); v.Kind != want {
				t.Errorf("%s under %d: got %v, want %v", name, status, v.Kind, want)
			}
		}
	}
}

// What a vocabulary says of a provider is in the provider's file.
func TestVocabulariesOfTheBook(t *testing.T) {
	f, err := Builtin()
	if err != nil {
		t.Fatal(err)
	}
	book, err := spec.LoadBuiltin()
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range CheckBook(f, book) {
		t.Error(p)
	}
}

// A vocabulary of a provider can be wrong in two ways.
func TestCheckBook(t *testing.T) {
	book, err := spec.LoadBuiltin()
	if err != nil {
		t.Fatal(err)
	}
	for provider, want := range map[string]string{
		"acme":   "x.yaml:96:15: provider must be one of the book; found acme",
		"openai": "x.yaml:97:27: RateLimitError must be in an entry of openai that is rate_limited; found none",
	} {
		f := sound(t, "x.yaml", strings.Replace(good(t), "provider: acme", "provider: "+provider, 1))
		if got := CheckBook(f, book); len(got) != 1 || got[0].String() != want {
			t.Errorf("got %v, want %s", got, want)
		}
	}
}

// judge compares what the classifier says of a case with what the case says.
func (c *Case) judge() string {
	var e *apierr.Error
	kind := NoError
	if errors.As(apierr.Generic.From(c.Response()), &e) {
		kind = e.Kind.String()
	}
	if kind != c.Is.Value {
		return fmt.Sprintf("is %s, found %s", c.Is.Value, kind)
	}
	if e == nil {
		return ""
	}
	for _, g := range []struct{ what, want, found string }{
		{"code", c.Gives.Code.Value, e.WireCode}, {"type", c.Gives.Type.Value, e.WireType}, {"message", c.Gives.Message.Value, e.Message},
		{"param", c.Gives.Param.Value, e.Param}, {"request id", c.Gives.RequestID.Value, e.RequestID}, {"delay", c.Gives.Delay.Value, delayOf(e)},
	} {
		if g.want != "" && g.want != g.found {
			return fmt.Sprintf("has the %s %q, found %q", g.what, g.want, g.found)
		}
	}
	return ""
}

func delayOf(e *apierr.Error) string {
	if e.Delay.Source == "" {
		return "none"
	}
	return e.Delay.Duration.String()
}

var update = flag.Bool("update", false, "rewrite schema.json")

// The schema on disk is the one that the types make.
func TestSchema(t *testing.T) {
	yamltest.SchemaFile(t, "schema.json", Schema(), *update, "go test ./spec/generic -update")
}
