package spec

import (
	"testing"
	"testing/fstest"
)

// noLooks are the errors of the book that cannot be written from their rules, each
// with the reason that Looks gives. The list may only get shorter.
var noLooks = map[string]string{}

// Each error of the book can be written from its own rules, in each place where it
// appears, and is read as itself.
func TestLooksOfTheBook(t *testing.T) {
	book, err := LoadBuiltin()
	if err != nil {
		t.Fatal(err)
	}
	written := 0
	used := map[string]bool{}
	for _, f := range book.Files {
		for _, e := range f.Errors {
			looks, missing := f.Looks(e)
			written += len(looks)
			for _, l := range looks {
				if v, _ := f.Runtime().Verdict(l.Response); v.Code != e.Code {
					t.Errorf("%s on %q is read as %s:\n%s", e.Code, l.Surface, v.Code, l.Text())
				}
			}
			for _, m := range missing {
				if name := string(e.Code) + " on " + m.Surface; noLooks[name] == m.Why {
					used[name] = true
				} else {
					t.Errorf("%s cannot be written: %s", name, m.Why)
				}
			}
		}
	}
	for name := range noLooks {
		if !used[name] {
			t.Errorf("%s can be written now: delete its row", name)
		}
	}
	t.Logf("%d responses of %d errors", written, book.Len())
}

// What each kind of rule and path looks like when it is written.
func TestLookText(t *testing.T) {
	const file = `version: 1
provider: acme
name: Acme
sources: [{id: errors, url: "https://acme.example/errors", verified: 2026-11-20}]
wire:
  code: ["errors[*].code", {from: message, pattern: "^(E[0-9]{2}): "}]
  type: ["details[@type=Info].reason"]
  message: [title, "errors[0].text"]
surfaces:
  api: {http: [4xx]}
  job: {http: [200], body: {state: failed, error: present, done: true, next: absent}}
  stream: {event: [error]}
  socket: {close: [1008]}
errors:
`
	const rest = `
    title: Gone
    summary: It is gone.
    kind: not_found
    causes: [Somebody deleted it.]
    fixes: [Make it anew.]
    sources: [errors]
`
	for _, test := range []struct{ name, rule, want string }{
		{"code and phrase", "surface: api\n    status: 410\n    code: gone\n    message: {any: [is gone]}",
			"HTTP/1.1 410 Gone\ncontent-type: application/json\n\n{\n  \"errors\": [\n    {\n      \"code\": \"gone\"\n    }\n  ],\n  \"title\": \"… is gone …\"\n}\n"},
		{"type of a detail", "surface: api\n    type: {prefix: GO}",
			"HTTP/1.1 404 Not Found\ncontent-type: application/json\n\n{\n  \"details\": [\n    {\n      \"@type\": \"Info\",\n      \"reason\": \"GO…\"\n    }\n  ],\n  \"title\": \"…\"\n}\n"},
		{"header and field", "surface: api\n    field: {a.b: 7}\n    header: {x-why: [gone, lost]}",
			"HTTP/1.1 404 Not Found\ncontent-type: application/json\nx-why: gone\n\n{\n  \"a\": {\n    \"b\": \"7\"\n  },\n  \"title\": \"…\"\n}\n"},
		{"a failed job", "surface: job\n    code: gone",
			"HTTP/1.1 200 OK\ncontent-type: application/json\n\n{\n  \"errors\": [\n    {\n      \"code\": \"gone\"\n    }\n  ],\n  \"title\": \"…\",\n  \"state\": \"failed\",\n  \"error\": \"…\",\n  \"done\": true\n}\n"},
		{"an event", "surface: stream\n    code: gone", "event: error\ndata: {\"errors\":[{\"code\":\"gone\"}],\"title\":\"…\"}\n"},
		{"a close", "surface: socket\n    close: 1008", "close 1008 {\"title\":\"…\"}\n"},
	} {
		t.Run(test.name, func(t *testing.T) {
			fsys := fstest.MapFS{"acme.yaml": &fstest.MapFile{Data: []byte(file + "  - name: Gone\n    " + test.rule + rest)}}
			book, err := LoadFS(fsys, "acme.yaml")
			if err != nil {
				t.Fatal(err)
			}
			f := book.Files[0]
			looks, missing := f.Looks(f.Errors[0])
			if len(looks) != 1 || len(missing) > 0 {
				t.Fatalf("got %d looks, missing %v", len(looks), missing)
			}
			if got := looks[0].Text(); got != test.want {
				t.Errorf("got:\n%s\nwant:\n%s", got, test.want)
			}
		})
	}
}

// A text is found out of which a pattern takes a value.
func TestSampleOf(t *testing.T) {
	for _, test := range []struct{ pattern, value, want string }{
		{"^(E[0-9]{4})", "E0042", "E0042"},
		{"code=([a-z_]+)", "gone", "code=gone"},
		{`(?:error|fault) code: (\w+)\.`, "gone", "error code: gone."},
		{`^\[([A-Z]+)\]\s+.+`, "GONE", "[GONE]\tx"},
		{`ERR_[0-9]+`, "ERR_7", "ERR_7"},
	} {
		if got, ok := sampleOf(test.pattern, test.value); got != test.want || !ok {
			t.Errorf("sampleOf(%q, %q) = %q, %v; want %q", test.pattern, test.value, got, ok, test.want)
		}
	}
	if got, ok := sampleOf("^(E[0-9]{4})", "gone"); ok {
		t.Errorf("a value that the pattern does not take came out of %q", got)
	}
}
