package stats

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/errbook/errbook/spec"
)

const file = `version: 1
provider: acme
name: Acme
sources:
  - {id: page, url: "https://acme.example/page", verified: 2026-11-01}
  - {id: codes, url: "https://acme.example/codes", verified: 2026-11-03, basis: specification, list: {format: json, at: /codes}}
  - {id: seen, url: "https://acme.example/seen", verified: 2026-11-30, basis: observed}
errors:
  - {name: Slow, title: Slow, summary: It is slow., code: slow, kind: rate_limited, causes: [It is slow.], fixes: [Wait for it.], sources: [seen, codes]}
  - {name: Full, title: Full, summary: It is full., status: 503, kind: overloaded, causes: [It is full.], fixes: [Wait for it.], sources: [page], samples: [{status: 503}, {status: 503, body: No room, origin: recorded, source: page}]}
  - {name: Said, title: Said, summary: It is said., message: {any: [not enough room]}, kind: overloaded, causes: [It is full.], fixes: [Wait for it.], sources: [seen]}
`

func TestOf(t *testing.T) {
	f, problems := spec.Decode("acme.yaml", []byte(file))
	if _, more := spec.Check([]*spec.File{f}); len(problems)+len(more) > 0 {
		t.Fatal(problems, more)
	}
	want := Stats{
		Version: 1, Providers: 1, Errors: 3,
		ByBasis:  []Count{{"official", 1}, {"specification", 1}, {"observed", 1}},
		WithCode: 1, Plain: 1, WithMessage: 2, WithFragment: 1, WithSample: 1,
		Samples: 2, SamplesBy: []Count{{"recorded", 1}, {"made", 1}},
		Sources: 3, SourcesBy: []Count{{"official", 1}, {"specification", 1}, {"observed", 1}},
		Verified: Verified{"2026-11-01", "2026-11-03", "2026-11-30"},
		Lists:    1, ListsBy: []Count{{"json", 1}}, Watching: 1,
		Responses: Responses{Made: 3, Errors: 3, Missing: []Missing{}},
	}
	got := Of([]*spec.File{f})
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	var b strings.Builder
	if err := Write(&b, "text", got); err != nil {
		t.Fatal(err)
	}
	for _, line := range []string{
		"errors                                  3\n",
		"  specifications                        1  33.3%\n",
		"sources verified                   2026-11-01 to 2026-11-30, median 2026-11-03\n",
		"  with a fragment of it                 1  50.0%\n",
		"samples                                 2\n  recorded                              1\n  made                                  1\n",
		"lists watched                           1  of 1 APIs\n",
	} {
		if !strings.Contains(b.String(), line) {
			t.Errorf("text lacks %q:\n%s", line, b.String())
		}
	}
}

// Of each error a response is made on each surface, or the reason is given.
func TestResponsesOf(t *testing.T) {
	const file = `version: 1
provider: acme
name: Acme
sources: [{id: page, url: "https://acme.example/page"}]
wire: {code: {from: trace, pattern: "^([A-Z]+)$"}, message: [error.text]}
surfaces: {api: {http: [4xx]}, job: {http: [200], body: {state: failed}}}
errors:
  - {name: Lower, title: Lower, summary: It is low., code: "no stock", kind: not_found, causes: [It is gone.], fixes: [Wait for it.], sources: [page]}
  - {name: Upper, title: Upper, summary: It is up., code: GONE, kind: not_found, causes: [It is gone.], fixes: [Wait for it.], sources: [page]}
`
	f, problems := spec.Decode("acme.yaml", []byte(file))
	if _, more := spec.Check([]*spec.File{f}); len(problems)+len(more) > 0 {
		t.Fatal(problems, more)
	}
	s := Of([]*spec.File{f})
	const why = "no text was found that the pattern takes the code out of"
	want := Responses{Made: 3, Errors: 1, Missing: []Missing{{Code: "acme.Lower", Why: why, Path: "acme.yaml", Line: 8}}}
	if diff := cmp.Diff(want, s.Responses); diff != "" {
		t.Error(diff)
	}
	var b strings.Builder
	if err := Write(&b, "text", s); err != nil {
		t.Fatal(err)
	}
	const lines = "of which a response can be made         1  50.0%\nresponses made and read back            3\nacme.yaml:8: no response of acme.Lower on any surface: " + why + "\n"
	if !strings.HasSuffix(b.String(), lines) {
		t.Errorf("text does not end in %q:\n%s", lines, b.String())
	}
}
