package apierrtest_test

import (
	"fmt"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/errbook/errbook/apierr"
	"github.com/errbook/errbook/apierr/apierrtest"
	"github.com/errbook/errbook/apierr/apierrtest/golden"
)

// A recorder is a test whose failures are what a test looks for.
type recorder struct {
	testing.TB
	failures []string
}

func (r *recorder) Helper()             {}
func (r *recorder) Logf(string, ...any) {}

func (r *recorder) Errorf(format string, args ...any) {
	r.failures = append(r.failures, fmt.Sprintf(format, args...))
}

func (r *recorder) Fatalf(format string, args ...any) {
	r.Errorf(format, args...)
	runtime.Goexit()
}

// failuresOf returns how a check fails.
func failuresOf(check func(t testing.TB)) []string {
	var r recorder
	done := make(chan struct{})
	go func() {
		defer close(done)
		check(&r)
	}()
	<-done
	return r.failures
}

// What the generator wrote, as it wrote it, passes.
func TestGeneratedFilesPass(t *testing.T) {
	dir := write(t, acmeFiles(t))
	file := func(name string) string { return filepath.Join(dir, name) }
	p := newProvider()
	apierrtest.Samples(t, p, file("samples.json"))
	apierrtest.Docs(t, acmeCodes, p.Lookup, file("docs.json"))
	apierrtest.Page(t, acmeCodes, p.Lookup, file("acme.md"), file("page.txt"))
	apierrtest.Golden(t, file("acme.md"), file("page.txt"))
	find := func(id string) *apierr.Provider {
		if id == "ac-me" || id == "acme" || strings.HasSuffix(id, ".acme.dev") {
			return p
		}
		return nil
	}
	apierrtest.Catalog(t, []*apierr.Provider{p}, find, find, p.Lookup, file("codes.txt"))
}

// edit is a change to one of the files.
type edit struct{ file, old, new string }

func TestEditsOfFilesFail(t *testing.T) {
	tests := []struct {
		name string
		edit edit
		want string
	}{
		{"a word of the page that is not the documentation's", edit{"acme.md", "who must act", "who may act"}, "acme.md differs from its outline"},
		{"a cause in the list", edit{"acme.md", "** It was moved. **Fix:**", "** It was lost. **Fix:**"}, "the list in "},
		{"a fix in a section", edit{"acme.md", "- Use `new`.", "- Use `old`."}, "the sections in "},
		{"a cause of a variant", edit{"acme.md", "- Too few replicas.", "- Few replicas."}, "the sections in "},
		{"code that is code no more", edit{"acme.md", "- Use `new`.", "- Use new."}, "acme.md differs from its outline"},
		{"a title", edit{"acme.md", "### Full (`acme.Moved`)", "### Empty (`acme.Moved`)"}, "the sections in "},
		{"a code", edit{"acme.md", "- Code: `acme.Moved`", "- Code: `acme.Other`"}, "the sections in "},
		{"an item that is gone", edit{"acme.md", "- **Full.** It was moved. **Fix:** Use `new`.\n", ""}, "the list in "},
		{"an item too many", edit{"acme.md", "- **Full.** It", "- **Full.** a\n- **Full.** It"}, "the list in "},
		{"a section too many", edit{"acme.md", "## Tips", "### New\n\nNew.\n\n- Code: `acme.New`\n\n## Tips"}, "the sections in "},
		{"an item that is bold no more", edit{"acme.md", "- **Full.** It", "- Full. It"}, "acme.md differs from its outline"},
		{"the page's golden", edit{"page.txt", "who must act", "who may act"}, "acme.md differs from its outline"},
		{"a cause in the documentation's golden", edit{"docs.json", "It was moved.", "It was lost."}, "the documentation of acme.Moved differs"},
		{"a retry class in it", edit{"docs.json", `"fix_request"`, `"never"`}, "the documentation of acme.Moved differs"},
		{"a code in it", edit{"docs.json", `"acme.Moved"`, `"acme.Other"`}, "the codes differ from "},
		{"a key in it", edit{"docs.json", `"causes"`, `"reasons"`}, `unknown field "reasons"`},
		{"a title in the catalog's golden", edit{"codes.txt", "Moved Full", "Moved Gone"}, `the title of acme.Moved is "Full"`},
		{"a code in it", edit{"codes.txt", "acme.Moved", "acme.Other"}, `Lookup("acme.Other") found nothing`},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			files := acmeFiles(t)
			if !strings.Contains(files[test.edit.file], test.edit.old) {
				t.Fatalf("%s lacks %q:\n%s", test.edit.file, test.edit.old, files[test.edit.file])
			}
			files[test.edit.file] = strings.Replace(files[test.edit.file], test.edit.old, test.edit.new, 1)
			wantFailure(t, test.want, checkAll(write(t, files), newDocs()))
		})
	}
}

// The order of the items is the page's own, as groups have it: the outline holds it.
func TestPageSortsItems(t *testing.T) {
	files := acmeFiles(t)
	before, item, ok := strings.Cut(files["acme.md"], "- **503 Full")
	item, after, _ := strings.Cut("- **503 Full"+item, "\n")
	if !ok {
		t.Fatal("acme.md has no item of acme.Full")
	}
	const last = "** It was moved. **Fix:** Use `new`.\n"
	files["acme.md"] = before + strings.Replace(after, last, last+item+"\n", 1)
	wantFailure(t, "acme.md differs from its outline", checkAll(write(t, files), newDocs()))
	files["page.txt"] = string(golden.Outline([]byte(files["acme.md"])))
	if failures := checkAll(write(t, files), newDocs()); len(failures) > 0 {
		t.Errorf("a list in another order fails: %s", failures)
	}
}

// The generated code can be edited, too.
func TestEditsOfDocumentationFail(t *testing.T) {
	tests := []struct {
		name string
		edit func(docs []*apierr.Doc)
		want string
	}{
		{"a cause", func(d []*apierr.Doc) { d[1].Causes[0] = "It was lost." }, "the documentation of acme.Moved differs"},
		{"the same cause, against the page", func(d []*apierr.Doc) { d[1].Causes[0] = "It was lost." }, "the sections in "},
		{"a kind", func(d []*apierr.Doc) { d[1].Kind = apierr.Unknown }, "the documentation of acme.Moved differs"},
		{"a fix of a variant", func(d []*apierr.Doc) { d[0].Variants[0].Fixes = nil }, "the sections in "},
		{"a status", func(d []*apierr.Doc) { d[0].Statuses = nil }, "the list in "},
		{"a code without documentation", func(d []*apierr.Doc) { d[1].Code = "acme.Other" }, "documentation of acme.Moved is missing"},
		{"documentation for everything", func(d []*apierr.Doc) { d[1].Code = "" }, `Lookup("") found documentation`},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			docs := newDocs()
			test.edit(docs)
			wantFailure(t, test.want, checkAll(write(t, acmeFiles(t)), docs))
		})
	}
}

func TestMissingFilesFail(t *testing.T) {
	failures := checkAll(t.TempDir(), newDocs())
	wantFailure(t, "docs.json: no such file or directory", failures)
	wantFailure(t, "acme.md: no such file or directory", failures)
}

// checkAll returns how all checks but that of the samples fail.
func checkAll(dir string, docs []*apierr.Doc) []string {
	file := func(name string) string { return filepath.Join(dir, name) }
	find := lookupIn(docs)
	nobody := func(string) *apierr.Provider { return nil }
	var failures []string
	for _, check := range []func(t testing.TB){
		func(t testing.TB) { apierrtest.Docs(t, acmeCodes, find, file("docs.json")) },
		func(t testing.TB) { apierrtest.Page(t, acmeCodes, find, file("acme.md"), file("page.txt")) },
		func(t testing.TB) { apierrtest.Catalog(t, nil, nobody, nobody, find, file("codes.txt")) },
	} {
		failures = append(failures, failuresOf(check)...)
	}
	return failures
}

// wantFailure fails unless one of the failures has the words, and all of them
// end with the command that mends them.
func wantFailure(t *testing.T, words string, failures []string) {
	t.Helper()
	found := false
	for _, f := range failures {
		found = found || strings.Contains(f, words)
		if !strings.HasSuffix(f, "run: errbook generate") {
			t.Errorf("a failure does not end with the command that mends it: %s", f)
		}
	}
	if !found {
		t.Errorf("no failure says %q:\n%s", words, strings.Join(failures, "\n\n"))
	}
}

func TestSampleFaults(t *testing.T) {
	body := func(code string) string { return `{"error":{"code":"` + code + `"}}` }
	tests := []struct {
		name   string
		sample golden.Sample
		want   string
	}{
		{"another body", golden.Sample{Code: full, Kind: apierr.Overloaded, Status: 503, Body: body("moved")}, "a sample of acme.Full was classified as something else"},
		{"another kind", golden.Sample{Code: full, Kind: apierr.RateLimited, Status: 503, Body: body("full")}, "a sample of acme.Full was classified as something else"},
		{"another context", golden.Sample{Code: full, Kind: apierr.ConcurrencyLimited, Status: 503, Body: body("full")}, "a sample of acme.Full was classified as something else"},
		{"no error at all", golden.Sample{Code: full, Kind: apierr.Overloaded, Status: 200, Body: "ok"}, "a sample of acme.Full was classified as something else"},
		{"a near miss that hits", golden.Sample{Code: full, NearMiss: true, Status: 503, Body: body("full")}, "a near miss of acme.Full was classified as acme.Full"},
		{"a near miss that is another", golden.Sample{Code: full, NearMiss: true, Is: moved, Status: 503, Body: body("x")}, "a near miss of acme.Full was classified as something else"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if got := apierrtest.SampleFault(newProvider(), &test.sample); !strings.Contains(got, test.want) {
				t.Errorf("found %q, want %q", got, test.want)
			}
		})
	}
}

func TestCatalogFailsForProvidersThatItDoesNotFind(t *testing.T) {
	dir := write(t, acmeFiles(t))
	p := newProvider()
	nobody := func(string) *apierr.Provider { return nil }
	failures := failuresOf(func(t testing.TB) {
		apierrtest.Catalog(t, []*apierr.Provider{p}, nobody, nobody, p.Lookup, filepath.Join(dir, "codes.txt"))
	})
	for _, want := range []string{`Find("ac-me")`, `Find("acme")`, `ForHost("api.acme.dev")`, `ForHost("example.acme.dev")`} {
		wantFailure(t, want, failures)
	}
	anybody := func(string) *apierr.Provider { return p }
	failures = failuresOf(func(t testing.TB) {
		apierrtest.Catalog(t, nil, anybody, anybody, p.Lookup, filepath.Join(dir, "codes.txt"))
	})
	wantFailure(t, "unknown id or host", failures)
}
