package wire

import (
	"strings"
	"testing"
)

// scanned reads one path of a body and says what it leads to: the text of a
// scalar, or <absent>, <cut>, <null>, <nested>.
func scanned(body, path string) string {
	f := new(Fields)
	f.Read(body, Header{}, &Wire{Body: []Node{pathNode(strings.Split(path, "."))}})
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
		{"text after the value", `{"code":"x"} trailing`, "code", "x"},
		{"a printed Python dict", `{'error': {'code': 'x', 'param': None}}`, "error.code", "x"},
		{"Python's None", `{'param': None}`, "param", "<null>"},
		{"an apostrophe in a string is a letter", `{"a":"don't","code":"it's"}`, "code", "it's"},
		{"no JSON at all", `Bad Gateway`, "code", "<absent>"},
		{"empty", ``, "code", "<absent>"},
		{"cut in the value", `{"code":"quo`, "code", "<cut>"},
		{"cut before the value", `{"code":`, "code", "<cut>"},
		{"cut before the key", `{"a":1,`, "code", "<cut>"},
		{"a number at the very end may go on", `{"code":42`, "code", "<cut>"},
		{"cut after the value", `{"code":"x","a":"`, "code", "x"},
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

// A quote within a word begins no string, in a value that is skipped and in one that
// is searched for a message.
func TestQuoteWithinAWord(t *testing.T) {
	body := `{"skipped": {"a": it's, "b": 1}, "code": 7, "odd": {"message": don't, "message": "It is sold out."}}`
	f := NewFields()
	defer f.Release()
	f.Read(body, Header{}, &Wire{Body: []Node{{Key: "code", Slot: 0}}, Code: []Part{{Slot: 0}}})
	if f.Code != "7" {
		t.Errorf("got code %q", f.Code)
	}
	if f.Salvage(); f.Message != "It is sold out." {
		t.Errorf("got message %q", f.Message)
	}
}
