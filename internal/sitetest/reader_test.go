package sitetest

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"github.com/errbook/errbook/apierr"
	"github.com/errbook/errbook/internal/classify"
	"github.com/errbook/errbook/spec"
)

// A reading is what the script, or apierr, makes of an answer; all is empty for
// an answer that is no error.
type reading struct{ Code, Kind, Match, Retry string }

// wanted returns what apierr makes of an answer. The advice is that of the entry
// or the kind: the page does not read how long a server asks to wait.
func wanted(book *spec.Book, a *answer) reading {
	p := apierr.Generic
	if a.Provider != "" {
		p = book.Find(a.Provider).Runtime()
	}
	v, isError := p.Verdict(a.response())
	if !isError {
		return reading{}
	}
	retry := v.Kind.Retry()
	if d := p.Lookup(v.Code); d != nil {
		retry = d.Retry
	}
	return reading{string(v.Code), v.Kind.String(), v.Match.String(), retry.String()}
}

// read returns what the script makes of answers. It is asked for many at once,
// and as a page would ask: of one provider, or of a host that nobody knows.
func (p *tab) read(answers []answer) []reading {
	p.t.Helper()
	var all []reading
	for batch := range slices.Chunk(answers, 1000) {
		type question struct {
			A  answer
			ID string
		}
		questions := make([]question, len(batch))
		for i, a := range batch {
			if a.Provider == "" {
				a.Host = "nobody.example"
			}
			if a.Headers == nil {
				a.Headers = map[string]string{}
			}
			questions[i] = question{a, a.Provider}
		}
		data, err := json.Marshal(questions)
		if err != nil {
			p.t.Fatal(err)
		}
		all = append(all, eval[[]reading](p, "Promise.all("+string(data)+".map(q => "+asReading("q.A", "q.ID")+"))")...)
	}
	return all
}

// asReading returns the expression for what the script makes of an answer.
func asReading(answer, provider string) string {
	return "errbook.classify(" + answer + ", " + provider + `).then(([v]) => ({
		Code: v.code || "", Kind: v.kind || "", Match: v.kind ? ["none", "status", "pattern", "exact"][v.match] : "", Retry: v.retry || ""}))`
}

// The reader in the page makes of every answer what apierr makes of it: of every
// sample and near miss of the book, whole, cut off, wrapped in text and in
// events; of answers that nobody documents; and of real ones.
func TestReaderAgreesWithApierr(t *testing.T) {
	for name, get := range map[string]func() (*tree, error){"book": theBook, "hostile": hostileBook} {
		tr := need(t, get)
		base := tr.serve(t)
		makes := allAnswers(t, tr.book)
		if real := corpus(t, tr.book); real != nil {
			makes["corpus"] = real
		}
		for kind, answers := range makes {
			t.Run(name+"/"+kind, func(t *testing.T) {
				p := open(t, base)
				differ := 0
				for i, got := range p.read(answers) {
					a := &answers[i]
					if want := wanted(tr.book, a); got != want {
						if differ++; differ <= 12 {
							t.Errorf("%s %d %s: %.400s\n got %+v\nwant %+v", a.Provider, max(a.Status, a.Close), a.Event, a.Body, got, want)
						}
					}
				}
				t.Logf("%d answers, %d differ", len(answers), differ)
				p.clean(base)
			})
		}
	}
}

// The reader makes of what curl -i printed what errbook classify makes of it.
func TestReaderReadsWhatCurlPrints(t *testing.T) {
	tr := need(t, theBook)
	base := tr.serve(t)
	p := open(t, base)
	var texts, providers []string
	var want []reading
	for i, a := range samples(tr.book) {
		if a.Status == 0 {
			continue
		}
		text := curl(&a, i)
		provider := tr.book.Find(a.Provider).Runtime()
		parsed := classify.ReadAnswer([]byte(text))
		got := reading{}
		if e := parsed.Error(provider); e != nil {
			got = reading{Code: string(e.Code), Kind: e.Kind.String(), Match: e.Match.String()}
		}
		texts, providers, want = append(texts, text), append(providers, a.Provider), append(want, got)
	}
	data, err := json.Marshal([][]string{texts, providers})
	if err != nil {
		t.Fatal(err)
	}
	for i, got := range eval[[]reading](p, "(async ([texts, ids]) => Promise.all(texts.map((t, i) => "+asReading("t", "ids[i]")+")))("+string(data)+")") {
		if got.Retry = ""; got != want[i] {
			t.Errorf("%s: %.400s\n got %+v\nwant %+v", providers[i], texts[i], got, want[i])
		}
	}
	t.Logf("%d answers", len(texts))
}

// curl returns an answer as curl -i prints it, in one of the ways in which
// terminals and servers make it different.
func curl(a *answer, way int) string {
	var b strings.Builder
	b.WriteString([]string{"", "\ufeff", "HTTP/1.1 200 Connection established\nvia: proxy\n\n", "HTTP/1.1 100 Continue\n\nHTTP/2 302\nlocation: /b\n\n"}[way%4])
	fmt.Fprintf(&b, "HTTP/%s %d %s\n", []string{"1.1", "2", "3"}[way%3], a.Status, []string{"", "Reason Phrase"}[way%2])
	for _, name := range slices.Sorted(maps.Keys(a.Headers)) {
		fmt.Fprintf(&b, "%s:%s\n", []string{name, strings.ToUpper(name)}[way%2], []string{" ", "", "\t"}[way%3]+a.Headers[name])
	}
	b.WriteString("x-folded: a\n  b\nno header\n\n" + a.Body)
	if way%5 == 0 {
		return strings.ReplaceAll(b.String(), "\n", "\r\n")
	}
	return b.String()
}

// What a page shows as a sample leads back to the page when it is pasted.
func TestPastedAnswerLeadsToItsEntry(t *testing.T) {
	base := need(t, theBook).serve(t)
	for _, tt := range []struct{ name, from, text, to string }{
		{"a body on its provider's page", "fashn/", `{"error":"OutOfCredits","message":"no more"}`, "fashn/out-of-credits/"},
		{"curl -i", "", "HTTP/2 429\r\ncontent-type: application/json\r\n\r\n{\"error\":\"OutOfCredits\",\"message\":\"no more\"}\r\n", "fashn/out-of-credits/"},
		{"curl -v names the host", "", "* Connected\n> POST /v1/run HTTP/2\n> Host: api.fashn.ai\n>\n< HTTP/2 401\n< x: y\n<\n{\"error\":\"UnauthorizedAccess\",\"message\":\"Who?\"}", "fashn/unauthorized-access/"},
		{"the line of an SDK", "fashn/", "openai.RateLimitError: Error code: 429 - {'error': 'OutOfCredits', 'message': 'no more'}", "fashn/out-of-credits/"},
		{"a body behind its status", "fashn/", "429 {\"error\":\"OutOfCredits\"}", "fashn/out-of-credits/"},
		{"a job that failed", "fashn/", `{"id":"a","status":"failed","error":{"name":"PipelineError","message":"x"}}`, "fashn/pipeline-error/"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			p := open(t, base+tt.from)
			p.paste("#q", tt.text)
			p.until(fmt.Sprintf("location.pathname.endsWith(%q)", tt.to))
			p.clean(base)
		})
	}
}

// paste pastes text into a field, as a person does.
func (p *tab) paste(field, text string) {
	p.t.Helper()
	quoted, err := json.Marshal(text)
	if err != nil {
		p.t.Fatal(err)
	}
	eval[bool](p, fmt.Sprintf(`(() => {
		const data = new DataTransfer(), field = document.querySelector(%q);
		data.setData("text", %s);
		field.focus();
		if (field.dispatchEvent(new ClipboardEvent("paste", {clipboardData: data, bubbles: true, cancelable: true}))) field.value = %[2]s;
		return true;
	})()`, field, quoted))
}

// The form on the home page says what it makes of an answer that is nobody's,
// of several, or of none.
func TestPasteForm(t *testing.T) {
	base := need(t, theBook).serve(t)
	for _, tt := range []struct{ name, provider, status, text, want string }{
		{"nothing", "", "", "", "Paste an answer first."},
		{"no error", "fashn", "200", `{"id":"a","status":"completed"}`, "This is no error, as far as the book can tell."},
		{"undocumented", "fashn", "418", `{"error":"Teapot","message":"short and stout"}`, "No entry documents this error."},
		{"nobody's", "", "", "HTTP/2 503\nx: y\n\n<html><title>Teapot</title></html>", "No rule knows more of it than its status. By that alone it could be:"},
		{"several", "", "401", `{"error":{"message":"Incorrect API key provided","type":"invalid_request_error","code":"invalid_api_key"}}`, "Several providers say it like this."},
	} {
		t.Run(tt.name, func(t *testing.T) {
			p := open(t, base)
			for field, value := range map[string]string{"from": tt.provider, "status": tt.status, "answer": tt.text} {
				eval[string](p, fmt.Sprintf("document.querySelector('#%s').value = %q", field, value))
			}
			p.do(chromedp.Click(chromedp.CSS(".paste button")))
			p.until(fmt.Sprintf("document.querySelector('#verdict').innerText.startsWith(%q)", tt.want))
			p.shoot("paste-" + strings.ReplaceAll(tt.name, " ", "-"))
			p.clean(base)
		})
	}
}

// Of an error that no entry documents, the page says the kind and whether to try
// again, and leads to the kind's page.
func TestPasteNamesTheKind(t *testing.T) {
	base := need(t, theBook).serve(t)
	for _, tt := range []struct {
		name, provider, text string
		kind                 apierr.Kind
	}{
		{"by the status", "fashn", "HTTP/2 418\n\n{\"error\":\"Teapot\"}", apierr.InvalidRequest},
		{"by words, whatever the status has an entry for", "fashn", "HTTP/2 400\n\nYour subscription has expired.", apierr.InsufficientCredits},
		{"by an identifier", "fashn", `{"error":{"code":"context_length_exceeded","message":"x"}}`, apierr.ContextLengthExceeded},
		{"of a host that no book knows", "", "> Host: api.nobody.example\n< HTTP/2 429\n<\n{\"error\":{\"message\":\"Too many requests\"}}", apierr.RateLimited},
		{"by a close code", "fashn", "close 1009", apierr.PayloadTooLarge},
		{"in the line of a program", "fashn", "acme.StatusError: Error code: 503 - {'error': {'message': 'The model is overloaded.', 'code': None}}", apierr.Overloaded},
	} {
		t.Run(tt.name, func(t *testing.T) {
			p := open(t, base)
			eval[string](p, fmt.Sprintf("document.querySelector('#from').value = %q", tt.provider))
			p.paste("#answer", tt.text)
			p.until("document.querySelector('#verdict a') != null")
			if got := eval[string](p, "document.querySelector('#verdict p').innerText"); got != "No entry documents this error. It is of the kind:" {
				t.Errorf("the page says %q", got)
			}
			want := tt.kind.String() + tt.kind.Retry().Advice()
			if got := eval[string](p, "document.querySelector('#verdict a').textContent"); got != want {
				t.Errorf("the page says %q, want %q", got, want)
			}
			p.accessible(axe(t))
			p.do(chromedp.Click(chromedp.CSS("#verdict a")))
			p.until(fmt.Sprintf("location.pathname.endsWith('/kinds/%s/')", tt.kind))
			p.clean(base)
		})
	}
}

// Nothing that is pasted is sent anywhere, or kept.
func TestPasteStaysInTheBrowser(t *testing.T) {
	base := need(t, theBook).serve(t)
	p := open(t, base)
	p.paste("#answer", `{"error":"OutOfCredits","message":"secret-4711"}`)
	p.until("location.pathname.endsWith('/out-of-credits/')")
	if kept := eval[string](p, "location.href + JSON.stringify(localStorage) + JSON.stringify(sessionStorage) + document.cookie"); strings.Contains(kept, "4711") {
		t.Errorf("it was kept: %s", kept)
	}
	for _, r := range p.requests {
		if strings.Contains(r, "4711") {
			t.Errorf("it was sent: %s", r)
		}
	}
}
