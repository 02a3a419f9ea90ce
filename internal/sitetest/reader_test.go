package sitetest

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"github.com/errbook/errbook/internal/reader"
	"github.com/errbook/errbook/internal/reader/readertest"
	"github.com/errbook/errbook/spec/generic"
)

// read returns what the reader in the page makes of responses. It is asked as a
// page would ask, of many at once.
func (p *tab) read(responses []readertest.Response) []readertest.Reading {
	p.t.Helper()
	file, err := generic.Builtin()
	if err != nil {
		p.t.Fatal(err)
	}
	r, err := reader.New(file.Layer())
	if err != nil {
		p.t.Fatal(err)
	}
	var all []readertest.Reading
	for batch := range slices.Chunk(responses, 1000) {
		var questions bytes.Buffer
		if err := r.WriteValue(&questions, "questions", readertest.Questions(batch)); err != nil {
			p.t.Fatal(err)
		}
		all = append(all, eval[[]readertest.Reading](p, "(() => {"+questions.String()+";\n"+
			"return Promise.all(questions.map(([input, id]) => errbook.classify(input, id).then("+readertest.AsReading+")))})()")...)
	}
	return all
}

// The reader in the page makes of responses what apierr makes of them, as it does
// under Node.js, where the test of internal/reader asks it for many more.
func TestReaderAgreesWithApierr(t *testing.T) {
	for name, get := range map[string]func() (*tree, error){"book": theBook, "hostile": hostileBook} {
		tr := need(t, get)
		base := tr.serve(t)
		for kind, responses := range map[string][]readertest.Response{"samples": readertest.Samples(tr.book), "shapes": readertest.Shapes(tr.book)} {
			t.Run(name+"/"+kind, func(t *testing.T) {
				p := open(t, base)
				for i, got := range p.read(responses) {
					r := &responses[i]
					if want := r.Want(tr.book); got != want {
						t.Errorf("%s %d %s: %.400s\n got %+v\nwant %+v", r.Provider, max(r.Status, r.Close), r.Event, r.Body, got, want)
					}
				}
				t.Logf("%d responses", len(responses))
				p.clean(base)
			})
		}
	}
}

// A response that is pasted into the search finds its entry first.
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
			p.until(fmt.Sprintf("document.querySelector('#hits a')?.pathname.endsWith(%q)", tt.to))
			p.do(chromedp.KeyEvent(kb.Enter))
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

// The form on the home page shows a card that says whose a response is, which error,
// whether to retry, and what it asks for; and it is still there after Back.
func TestPasteForm(t *testing.T) {
	base := need(t, theBook).serve(t)
	for _, tt := range []struct {
		name, provider, status, text string
		want                         []string
	}{
		{"nothing", "", "", "", []string{"Paste a response first."}},
		{"no error", "fashn", "200", `{"id":"a","status":"completed"}`, []string{"Nothing in it says that something failed."}},
		{"undocumented", "fashn", "418", `{"error":"Teapot","message":"short and stout"}`, []string{"A response from FASHN", "No entry documents it"}},
		{"nobody's", "", "", "HTTP/2 429\nx: y\n\n{\"error\":{\"message\":\"Too Many Requests\"}}", []string{"Nothing in it says which API sent it.", "rate_limited", "then retry"}},
		{"no response", "", "", "connect ECONNREFUSED 10.0.0.1:443", []string{"There was no response.", "connect_failed", "exponential backoff"}},
		{"by its headers", "", "", "HTTP/2 429\nretry-after: 7\nx-groq-region: us\nx-request-id: r-1\n\n{\"error\":{\"message\":\"x\",\"type\":\"tokens\",\"code\":\"rate_limit_exceeded\"}}", []string{"A response from Groq", "then retry", "The server asks to wait\n7s", "Request ID\nr-1", "The identifiers match."}},
		{"in contexts", "fireworks", "429", `{"error":{"code":"Too Many Requests","message":"x"}}`, []string{"A response from Fireworks AI", "With deployment=dedicated\noverloaded, retry with backoff"}},
		{"of several", "", "401", `{"error":{"message":"Incorrect","type":"invalid_request_error","code":"invalid_api_key"}}`, []string{"It could be:"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			p := open(t, base)
			eval[string](p, fmt.Sprintf("document.querySelector('#from').value = %q", tt.provider))
			eval[string](p, fmt.Sprintf("document.querySelector('#status').value = %q", tt.status))
			quoted, err := json.Marshal(tt.text)
			if err != nil {
				t.Fatal(err)
			}
			eval[string](p, fmt.Sprintf("document.querySelector('#response').value = %s", quoted))
			p.do(chromedp.Click(chromedp.CSS(".paste button")))
			for _, want := range tt.want {
				p.until(fmt.Sprintf("document.querySelector('#verdict').innerText.includes(%q)", want))
			}
			p.accessible(axe(t))
			p.shoot("paste-" + strings.ReplaceAll(tt.name, " ", "-"))
			p.clean(base)
		})
	}
}

// The verdict is there again when the reader comes back from the entry.
func TestVerdictStays(t *testing.T) {
	base := need(t, theBook).serve(t)
	p := open(t, base)
	p.paste("#response", `{"error":"OutOfCredits","message":"x"}`)
	p.until("document.querySelector('.card h3 a') != null")
	p.do(chromedp.Click(chromedp.CSS(".card h3 a")))
	p.until("location.pathname.endsWith('/fashn/out-of-credits/')")
	eval[bool](p, "history.back(), true")
	p.until("document.querySelector('#verdict')?.innerText.includes('A response from FASHN')")
	p.clean(base)
}

// Nothing that is pasted is sent anywhere, or kept.
func TestPasteStaysInTheBrowser(t *testing.T) {
	base := need(t, theBook).serve(t)
	p := open(t, base)
	p.paste("#response", `{"error":"OutOfCredits","message":"secret-4711"}`)
	p.until("document.querySelector('.card h3 a') != null")
	if kept := eval[string](p, "location.href + JSON.stringify(localStorage) + JSON.stringify(sessionStorage) + document.cookie"); strings.Contains(kept, "4711") {
		t.Errorf("it was kept: %s", kept)
	}
	for _, r := range p.requests {
		if strings.Contains(r, "4711") {
			t.Errorf("it was sent: %s", r)
		}
	}
}
