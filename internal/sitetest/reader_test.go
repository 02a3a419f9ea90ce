package sitetest

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"github.com/errbook/errbook/apierr"
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
		{"nothing", "", "", "", "Paste a response first."},
		{"no error", "fashn", "200", `{"id":"a","status":"completed"}`, "This does not look like an error."},
		{"undocumented", "fashn", "418", `{"error":"Teapot","message":"short and stout"}`, "No entry documents this error."},
		{"nobody's", "", "", "HTTP/2 503\nx: y\n\n<html><title>Teapot</title></html>", "Only the status matches. It could be one of:"},
		{"several", "", "401", `{"error":{"message":"Incorrect API key provided","type":"invalid_request_error","code":"invalid_api_key"}}`, "Several providers send this. Whose response is it?"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			p := open(t, base)
			for field, value := range map[string]string{"from": tt.provider, "status": tt.status, "response": tt.text} {
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
			p.paste("#response", tt.text)
			p.until("document.querySelector('#verdict a') != null")
			if got := eval[string](p, "document.querySelector('#verdict p').innerText"); got != "No entry documents this error. Its kind is:" {
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
	p.paste("#response", `{"error":"OutOfCredits","message":"secret-4711"}`)
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
