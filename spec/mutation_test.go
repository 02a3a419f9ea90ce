package spec

import (
	"encoding/json"
	"fmt"
	"html"
	"net/http"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/errbook/errbook/apierr"
)

// What real traffic does to an answer must not make another error of it. Each
// mutation is applied to every sample of the book: identifiers and phrases that
// the caller, a proxy or chance put there must not move the verdict.
func TestMutatedSamplesStayThemselves(t *testing.T) {
	book, err := LoadFS(os.DirFS("."), "providers")
	if err != nil {
		t.Fatal(err)
	}
	samples := 0
	for _, f := range book.Files {
		t.Run(f.Provider.Value, func(t *testing.T) {
			for _, e := range f.Errors {
				for i := range e.Samples {
					samples++
					m := &mutant{t: t, file: f, sample: e.Samples[i].Response(f), provider: f.Runtime().In(e.Samples[i].Contexts()...)}
					m.want, _ = m.provider.Verdict(m.sample)
					m.echoes()
					m.headerNames()
					m.cuts()
					m.page()
					m.events()
				}
			}
		})
	}
	if samples < book.Len()/2 {
		t.Errorf("only %d samples for %d errors", samples, book.Len())
	}
}

// A mutant is a sample whose mutations must keep its verdict.
type mutant struct {
	t        *testing.T
	file     *File
	provider *apierr.Provider
	sample   apierr.Response
	want     apierr.Verdict
}

// stays fails if a mutated answer is not judged as the sample is.
func (m *mutant) stays(mutation string, r apierr.Response) {
	m.t.Helper()
	if got, ok := m.provider.Verdict(r); !ok || got != m.want {
		m.t.Errorf("%s: %+v became %+v: %d %s", mutation, m.want, got, r.Status, r.Body)
	}
}

// staysOrFalls fails if a mutated answer is taken for another error on the
// strength of what it carries; that its status alone decides is right.
func (m *mutant) staysOrFalls(mutation string, r apierr.Response) {
	m.t.Helper()
	got, _ := m.provider.Verdict(r)
	if got.Match >= apierr.MatchPattern && got.Code != "" && got.Code != m.want.Code {
		m.t.Errorf("%s: %+v became %+v: %d %s", mutation, m.want, got, r.Status, r.Body)
	}
}

// echoes are what messages repeat of a request. What is quoted is the caller's.
var echoes = []string{
	" (request req_429500, 429 tokens, 500 characters)",
	` The prompt began with "context length exceeded, rate limit reached, quota used up, out of credits, overloaded".`,
	" Seen at position 503 of `insufficient balance, invalid api key`.",
}

func (m *mutant) echoes() {
	m.t.Helper()
	err := m.provider.From(m.sample)
	if err == nil {
		return
	}
	message := err.(*apierr.Error).Message
	if m.isIdentifier(message) {
		return
	}
	for _, echo := range echoes {
		r := m.sample
		if body, ok := replaceText(string(r.Body), message, message+echo); ok {
			r.Body = []byte(body)
			m.stays("an echo in the message", r)
		}
	}
}

// isIdentifier reports whether the rules of the sample's entry ask for a text as a
// whole: to such a one nobody adds anything.
func (m *mutant) isIdentifier(text string) bool {
	for _, r := range m.file.Rows {
		if r.Entry.Code != m.want.Code {
			continue
		}
		tests := []Test{r.Codes, r.Types}
		for _, f := range r.Fields {
			tests = append(tests, f.Test)
		}
		if slices.ContainsFunc(tests, func(t Test) bool { return slices.Contains(t.Values, text) }) {
			return true
		}
	}
	return false
}

// replaceText replaces a JSON string in a body.
func replaceText(body, old, text string) (string, bool) {
	from, to := quoteJSON(old), quoteJSON(text)
	if old == "" || !json.Valid([]byte(body)) || !strings.Contains(body, from) {
		return "", false
	}
	return strings.Replace(body, from, to, 1), true
}

func quoteJSON(s string) string {
	var b strings.Builder
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(s); err != nil {
		panic(err)
	}
	return strings.TrimSpace(b.String())
}

func (m *mutant) headerNames() {
	m.t.Helper()
	for _, change := range []func(string) string{strings.ToUpper, strings.ToLower} {
		r := m.sample
		r.Header = http.Header{"X-Request-Id": {"429"}}
		for name, values := range m.sample.Header {
			r.Header[change(name)] = values
		}
		m.stays("header names in another case", r)
	}
}

func (m *mutant) cuts() {
	m.t.Helper()
	if !json.Valid(m.sample.Body) {
		return // of a text every beginning is a text
	}
	for n := 1; n < len(m.sample.Body); n++ { // no body at all is another answer
		r := m.sample
		r.Body = r.Body[:n]
		m.staysOrFalls(fmt.Sprintf("cut at %d", n), r)
	}
}

func (m *mutant) page() {
	m.t.Helper()
	r := m.sample
	if r.Stream || r.Close != 0 || len(r.Header) > 0 {
		return // what a header says stays true, and may be all that is left
	}
	r.Body = []byte("<!DOCTYPE html><html><head><title>" + http.StatusText(r.Status) + "</title></head><body><pre>" + html.EscapeString(string(r.Body)) + "</pre></body></html>")
	m.staysOrFalls("in an HTML page", r)
}

func (m *mutant) events() {
	m.t.Helper()
	if !m.sample.Stream || !json.Valid(m.sample.Body) {
		return
	}
	for _, end := range []string{"\n", "\r\n", "\r"} {
		r := m.sample
		var lines []string
		if r.Event != "" {
			lines = append(lines, "event: "+r.Event)
		}
		for line := range strings.SplitSeq(strings.TrimSpace(string(r.Body)), "\n") {
			lines = append(lines, "data: "+line)
		}
		r.Event = ""
		r.Body = []byte(strings.Join(lines, end) + end + end)
		m.stays("as a raw event with lines that end in "+fmt.Sprintf("%q", end), r)
	}
}
