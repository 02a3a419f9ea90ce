package apierr

import (
	"strings"
	"testing"
)

// scanned reads one path of a body and says what it leads to: the text of a
// scalar, or <absent>, <cut>, <null>, <nested>.
func scanned(body, path string) string {
	f := new(Fields)
	f.body = body
	f.read(&Wire{Body: []Node{pathNode(strings.Split(path, "."))}})
	switch v := f.slots[0]; v.kind {
	case valueAbsent:
		return "<absent>"
	case valueCut:
		return "<cut>"
	case valueNull:
		return "<null>"
	case valueNested:
		return "<nested>"
	default:
		return v.text(body)
	}
}

// pathNode builds the tree of one path; [0], [*] and [KEY=VALUE] are array steps.
func pathNode(steps []string) Node {
	n := Node{Slot: NoSlot}
	switch step := steps[0]; {
	case step == "[0]":
		n.Step = StepIndex
	case step == "[*]":
		n.Step = StepAny
	case strings.HasPrefix(step, "["):
		n.Step = StepWhere
		n.Key, n.Value, _ = strings.Cut(strings.Trim(step, "[]"), "=")
	default:
		n.Key = step
	}
	if len(steps) == 1 {
		n.Slot = 0
	} else {
		n.Kids = []Node{pathNode(steps[1:])}
	}
	return n
}

func TestScanFollowsPaths(t *testing.T) {
	for _, test := range []struct{ name, body, path, want string }{
		{"member", `{"code":"quota"}`, "code", "quota"},
		{"member of a member", `{"error":{"type":"x","code":7}}`, "error.code", "7"},
		{"a number keeps its text", `{"code":4.290e2}`, "code", "4.290e2"},
		{"true", `{"done":true}`, "done", "true"},
		{"no such member", `{"code":"quota"}`, "type", "<absent>"},
		{"null", `{"code":null}`, "code", "<null>"},
		{"an object is no text", `{"error":{"code":"x"}}`, "error", "<nested>"},
		{"a scalar has no members", `{"error":"x"}`, "error.code", "<absent>"},
		{"first of an array", `{"errors":[{"code":1},{"code":2}]}`, "errors.[0].code", "1"},
		{"first that has it", `{"choices":[{"a":1},{"error":"late"}]}`, "choices.[*].error", "late"},
		{"the one with a member", `{"details":[{"@type":"a","reason":"no"},{"@type":"b","reason":"yes"}]}`, "details.[@type=b].reason", "yes"},
		{"an array around the whole", `[{"code":"x"}]`, "code", "x"},
		{"an array of scalars around nothing", `["x"]`, "code", "<absent>"},
		{"escapes are decoded", `{"message":"a\"b\\c\u00e9\ud83d\ude00\n"}`, "message", "a\"b\\cé😀\n"},
		{"half a surrogate pair is replaced", `{"message":"\ud83dx"}`, "message", "\ufffdx"},
		{"an unknown escape stays", `{"message":"C:\qux"}`, "message", `C:\qux`},
		{"an escaped key is found", `{"c\u006fde":"x"}`, "code", "x"},
		{"an escaped quote ends no string", `{"a":"\"code\":\"no\"","code":"yes"}`, "code", "yes"},
		{"a string that ends in backslashes", `{"a":"\\\\","code":"x"}`, "code", "x"},
		{"the first of duplicates counts", `{"code":"first","code":"second"}`, "code", "first"},
		{"white space of any kind", "\r\n\t { \"code\" :\r\n \"x\" }\r\n", "code", "x"},
		{"byte order mark", "\ufeff{\"code\":\"x\"}", "code", "x"},
		{"invalid UTF-8 is kept", "{\"code\":\"a\xffb\"}", "code", "a\xffb"},
		{"a comma too many", `{"a":1,,"code":"x",}`, "code", "x"},
		{"text behind the value", `{"code":"x"} trailing`, "code", "x"},
		{"a printed Python dict", `{'error': {'code': 'x', 'param': None}}`, "error.code", "x"},
		{"Python's None", `{'param': None}`, "param", "<null>"},
		{"an apostrophe in a string is a letter", `{"a":"don't","code":"it's"}`, "code", "it's"},
		{"no JSON at all", `Bad Gateway`, "code", "<absent>"},
		{"empty", ``, "code", "<absent>"},
		{"cut in the value", `{"code":"quo`, "code", "<cut>"},
		{"cut before the value", `{"code":`, "code", "<cut>"},
		{"cut before the key", `{"a":1,`, "code", "<cut>"},
		{"a number at the very end may go on", `{"code":42`, "code", "<cut>"},
		{"cut behind the value", `{"code":"x","a":"`, "code", "x"},
		{"cut elsewhere leaves the rest open", `{"error":{"a":"`, "error.code", "<cut>"},
		{"not JSON from here on", `{"a":"x" b`, "code", "<cut>"},
	} {
		t.Run(test.name, func(t *testing.T) {
			if got := scanned(test.body, test.path); got != test.want {
				t.Errorf("%s in %q: got %q, want %q", test.path, test.body, got, test.want)
			}
		})
	}
}

// shapes are bodies of every make that providers are known for.
var shapes = []string{
	`{"error":{"message":"Slow \"down\" a bit","type":"requests","param":null,"code":"rate_limit_exceeded"},"request_id":"req_429"}`,
	`{"type":"error","error":{"type":"overloaded_error","message":"Come back later."},"request_id":"req_500"}`,
	`{"error":"OutOfCredits","message":"No credits are left."}`,
	`{"detail":[{"loc":["body","prompt"],"msg":"Refused.","type":"content_policy_violation"}]}`,
	`{"detail":{"status":"quota_exceeded","message":"This is over the quota of the month."}}`,
	`{"title":"Payment","status":402,"detail":"Insufficient credit for this run."}`,
	`[{"error":{"code":429,"message":"Wait.","status":"RESOURCE_EXHAUSTED","details":[{"@type":"type.googleapis.com/google.rpc.QuotaFailure","violations":[{"quotaId":"RequestsPerDay"}]}]}}]`,
	`{"__type":"com.example#ThrottlingException","message":"Rate exceeded"}`,
	`{"base_resp":{"status_code":1008,"status_msg":"nothing left"}}`,
	`{"success":false,"errors":[{"code":5007,"message":"No such model"}],"result":null}`,
	`{"choices":[{"index":0},{"error":{"code":502,"message":"bad upstream"}}]}`,
	`{"error":{"code":400,"message":"Provider returned error","metadata":{"raw":"{\"error\":{\"code\":\"context_length_exceeded\",\"message\":\"too long\"}}"}}}`,
	`{"status":"FAILED","failure":"Refused.","failureCode":"SAFETY.INPUT.TEXT"}`,
	"{\"err_code\":\"TOO_MANY_REQUESTS\",\r\n\"err_msg\":\"Too many requests\",\r\n\"n\":[1,2.5e3,true,{}]}",
}

// TestScanOfACutBodyNeverInvents cuts bodies at every byte: each path then
// leads to what the whole body says, or is known not to be known.
func TestScanOfACutBodyNeverInvents(t *testing.T) {
	for _, body := range shapes {
		whole := new(Fields)
		whole.body = body
		whole.read(genericWire)
		for n := range len(body) {
			part := new(Fields)
			part.body = body[:n]
			part.read(genericWire)
			for slot := range part.slots {
				got, want := part.slots[slot], whole.slots[slot]
				if got.kind == valueCut || got.kind == valueNested && want.kind == valueNested || n == 0 || strings.TrimSpace(body[:n]) == "[" {
					continue
				}
				if got.text(part.body) != want.text(body) || got.kind == valueAbsent && want.kind > valueNull {
					t.Fatalf("slot %d of %q is %q (kind %d), whole %q", slot, part.body, got.text(part.body), got.kind, want.text(body))
				}
			}
		}
	}
}

// TestVerdictOfACutBodyNeverMovesAway: a cut body is judged as the whole one or
// by its status, and never taken for something else on the strength of a code.
func TestVerdictOfACutBodyNeverMovesAway(t *testing.T) {
	for _, status := range []int{0, 400, 429, 503} {
		for _, body := range shapes {
			whole, _ := Generic.Verdict(Response{Status: status, Body: []byte(body)})
			for n := range len(body) {
				got, _ := Generic.Verdict(Response{Status: status, Body: []byte(body[:n])})
				if got.Match == MatchExact && got != whole {
					t.Fatalf("%d %q: got %v, whole %v", status, body[:n], got, whole)
				}
			}
		}
	}
}

func TestScanIsBounded(t *testing.T) {
	deep := func(open, close string, n int) string {
		return `{"a":` + strings.Repeat(open, n) + strings.Repeat(close, n) + `,"code":"x"}`
	}
	for name, test := range map[string]struct{ body, want string }{
		"arrays as deep as allowed":   {deep(`[`, `]`, maxDepth), "x"},
		"arrays deeper than allowed":  {deep(`[`, `]`, maxDepth+1), "<cut>"},
		"a bomb of arrays":            {strings.Repeat(`[`, 1<<20), "<absent>"},
		"a bomb of objects":           {strings.Repeat(`{"code":`, 1<<16), "<nested>"},
		"a bomb of objects elsewhere": {`{"a":` + strings.Repeat(`{"a":`, 1<<16), "<cut>"},
		"a string of backslashes":     {`{"a":"` + strings.Repeat(`\\`, 1<<20) + `","code":"x"}`, "x"},
	} {
		t.Run(name, func(t *testing.T) {
			if got := scanned(test.body, "code"); got != test.want {
				t.Errorf("got %q, want %q", got, test.want)
			}
		})
	}
}

// TestOnly64KiBOfABodyCount puts the code before and behind the bound.
func TestOnly64KiBOfABodyCount(t *testing.T) {
	filler := strings.Repeat("x", MaxBody)
	early := Response{Status: 400, Body: []byte(`{"error":{"code":"context_length_exceeded","echo":"` + filler + `"}}`)}
	late := Response{Status: 400, Body: []byte(`{"error":{"echo":"` + filler + `","code":"context_length_exceeded"}}`)}
	if v, _ := Generic.Verdict(late); v.Kind != InvalidRequest || v.Match != MatchNone {
		t.Errorf("code behind the bound: got %v", v)
	}
	// The parts behind the code are cut off, so that the code cannot be trusted to be all.
	if v, _ := Generic.Verdict(early); v.Match == MatchExact && v.Kind != ContextLengthExceeded {
		t.Errorf("code before the bound: got %v", v)
	}
	if e, ok := Generic.From(late).(*Error); !ok || len(e.Body()) > MaxBody {
		t.Errorf("the error keeps more than %d bytes", MaxBody)
	}
}
