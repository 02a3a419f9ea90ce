package wire

import (
	"strings"
	"testing"
)

// A body that is cut off, or nests deep, says what it has said before.
func TestOutcomeOfPart(t *testing.T) {
	deep := strings.Repeat(`{"a":`, maxDepth+2)
	for _, tt := range []struct {
		body string
		want Outcome
	}{
		{`{"ok":false,"message":"Hm`, Outcome{Failed: true}},
		{`{"ok":false,"message":"Hm."`, Outcome{Failed: true, Text: "Hm."}},
		{`{"errcode":45`, Outcome{}},
		{`{"ok":false,"x":` + deep + `,"message":"Hm."}`, Outcome{Failed: true}},
		{`{"response":{"ok":false,"msg":"Hm."`, Outcome{Failed: true, Text: "Hm."}},
		{`{"ok":false,"message":"Hm."} {"message":"So."}`, Outcome{Failed: true, Text: "Hm."}},
		{`["ok",false]`, Outcome{}},
		{"\ufeff {\"ok\": false}", Outcome{Failed: true}},
		{``, Outcome{}},
	} {
		if got := OutcomeOf(tt.body); got != tt.want {
			t.Errorf("%s: got %+v, want %+v", tt.body, got, tt.want)
		}
	}
	for document, want := range map[string]Outcome{
		`<response success="false"`:             {},
		`<response success="false"><a`:          {Failed: true},
		`<response ok='no>'><error>Hm.`:         {Error: true},
		`<rsp><a><b><error>Hm.</error></b></a>`: {},
		`</a>`:                                  {},
	} {
		if got := OutcomeOfXML(document); got != want {
			t.Errorf("%s: got %+v, want %+v", document, got, want)
		}
	}
}

// What an ordinary response says of how the call went costs no memory.
func TestOutcomeAllocatesNothing(t *testing.T) {
	body := `{"id":"a-1","status":"paid","amount":{"value":5},"messages":[{"text":"Thank you"}],"reason":null}`
	if n := testing.AllocsPerRun(100, func() { OutcomeOf(body) }); n != 0 {
		t.Errorf("%v allocations", n)
	}
}
