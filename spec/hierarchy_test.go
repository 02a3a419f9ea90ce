package spec

import (
	"testing"
	"testing/fstest"

	"github.com/errbook/errbook/apierr"
	"github.com/errbook/errbook/apierr/wire"
)

const hierarchy = `version: 1
provider: sql
name: SQL
own: true
wire: {code: [sqlstate], type: [class], message: [message]}
errors:
`

// entryOf returns an error of a spec file that asks for something.
func entryOf(name, rule string) string {
	return "  - name: " + name + "\n    " + rule + "\n    kind: invalid_request\n    causes: [It happened.]\n    fixes: [Do something.]\n"
}

// A value wins over a prefix, a longer prefix over a shorter one, wherever they are in
// the file: among codes, and among types.
func TestCloserNamesWin(t *testing.T) {
	data := hierarchy +
		entryOf("Integrity", "code: {prefix: \"23\"}") + entryOf("Unique", "code: \"23505\"") +
		entryOf("Anything", "code: {prefix: \"2\"}") + entryOf("Checks", "code: {prefix: \"2351\"}") +
		entryOf("Typed", "type: {prefix: in}") + entryOf("Input", "type: input")
	book, err := LoadFS(fstest.MapFS{"sql.yaml": {Data: []byte(data)}}, "sql.yaml")
	if err != nil {
		t.Fatal(err)
	}
	f := book.Files[0]
	for code, want := range map[string]apierr.Code{
		"23505": "sql.Unique", "23503": "sql.Integrity", "23514": "sql.Checks", "22012": "sql.Anything", "235": "sql.Integrity", "3": "",
	} {
		if got := f.Classify(&wire.Fields{Status: 400, Code: code}).Code; got != want {
			t.Errorf("%s is %s, want %s", code, got, want)
		}
	}
	for typ, want := range map[string]apierr.Code{"input": "sql.Input", "internal": "sql.Typed"} {
		if got := f.Classify(&wire.Fields{Status: 400, Type: typ}).Code; got != want {
			t.Errorf("%s is %s, want %s", typ, got, want)
		}
	}
	for _, e := range f.Errors {
		if looks, missing := f.Looks(e); len(looks) == 0 {
			t.Errorf("%s cannot be written: %v", e.Code, missing)
		}
	}
}

// A class of codes is asked after its members, even if it asks for more than they do,
// and a member whose status is not known is not taken for its class.
func TestClassesComeLast(t *testing.T) {
	data := hierarchy +
		entryOf("Integrity", "status: 409\n    code: {prefix: \"23\"}") + entryOf("Unique", "match: [{code: \"23505\"}]") +
		entryOf("Checks", "status: 422\n    code: {prefix: \"2351\"}") +
		entryOf("Busy", "match: [{code: {prefix: \"55\"}}]") + entryOf("Lock", "status: 423\n    code: \"55P03\"")
	book, err := LoadFS(fstest.MapFS{"sql.yaml": {Data: []byte(data)}}, "sql.yaml")
	if err != nil {
		t.Fatal(err)
	}
	f := book.Files[0]
	for _, test := range []struct {
		status int
		code   string
		want   apierr.Code
	}{
		{409, "23505", "sql.Unique"}, {0, "23505", "sql.Unique"}, {500, "23505", "sql.Unique"},
		{409, "23503", "sql.Integrity"}, {0, "23503", "sql.Integrity"}, {500, "23503", ""},
		{422, "23514", "sql.Checks"}, {409, "23514", "sql.Integrity"}, {0, "23514", "sql.Checks"},
		{423, "55P03", "sql.Lock"}, {0, "55P03", "sql.Lock"}, {409, "55P03", "sql.Busy"}, {0, "55006", "sql.Busy"},
	} {
		if got := f.Classify(&wire.Fields{Status: test.status, Code: test.code}).Code; got != test.want {
			t.Errorf("%s under %d is %s, want %s", test.code, test.status, got, test.want)
		}
	}
}

// A class that one of its members makes lighter takes the class around it along, also
// where a rule with a phrase is between the two in the file.
func TestClassesWithinClasses(t *testing.T) {
	data := hierarchy +
		entryOf("Anything", "match: [{status: 409, code: {prefix: \"2\"}, type: other}]") +
		entryOf("Said", "message: {any: [disk is full]}") +
		entryOf("Integrity", "match: [{status: 409, code: {prefix: \"23\"}, type: [key, other]}]") +
		entryOf("Unique", "match: [{code: \"23505\", type: key}]")
	book, err := LoadFS(fstest.MapFS{"sql.yaml": {Data: []byte(data)}}, "sql.yaml")
	if err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		code, typ string
		want      apierr.Code
	}{
		{"23505", "key", "sql.Unique"}, {"23503", "key", "sql.Integrity"}, {"23503", "other", "sql.Integrity"}, {"22012", "other", "sql.Anything"},
	} {
		if got := book.Files[0].Classify(&wire.Fields{Status: 409, Code: test.code, Type: test.typ}).Code; got != test.want {
			t.Errorf("%s of type %s is %s, want %s", test.code, test.typ, got, test.want)
		}
	}
}
