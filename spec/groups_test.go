package spec

import (
	"slices"
	"testing"
	"testing/fstest"
)

const grouped = `version: 1
provider: sql
name: SQL
own: true
surfaces:
  api: {http: 4xx}
  job: {http: 200, body: {ok: "false"}}
groups:
  integrity: {title: Integrity, codes: {prefix: "23"}}
  checks: {title: Checks, codes: "23514", errors: [Late]}
  busy: {title: Busy, errors: [Lock]}
errors:
`

// Errors are listed by surface, there by the first group that they belong to, in the
// order of the file, and errors of no group come last.
func TestSections(t *testing.T) {
	data := grouped +
		entryOf("Other", "code: odd") + entryOf("Lock", "code: \"55\"") + entryOf("Check", "code: \"23514\"") +
		entryOf("Late", "code: late\n    surface: job") + entryOf("Unique", "code: \"23505\"") + entryOf("Lost", "code: lost\n    surface: job")
	book, err := LoadFS(fstest.MapFS{"sql.yaml": {Data: []byte(data)}}, "sql.yaml")
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, s := range book.Files[0].Sections() {
		line := s.Surface + "/"
		for _, span := range s.Group.Spans {
			line += span.Text
		}
		for _, e := range s.Errors {
			line += " " + e.Name.Value
		}
		got = append(got, line)
	}
	want := []string{"/Integrity Check Unique", "/Busy Lock", "/ Other", "job/Checks Late", "job/ Lost"}
	if !slices.Equal(got, want) {
		t.Errorf("got  %q\nwant %q", got, want)
	}
}
