package sitetest

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"github.com/errbook/errbook/apierr"
	"github.com/errbook/errbook/spec"
)

// A sample is a response of the book, as the script takes it, and what apierr
// makes of it.
type sample struct {
	Provider string            `json:"provider"`
	Status   int               `json:"status"`
	Headers  map[string]string `json:"headers"`
	Body     string            `json:"body"`
	Surface  string            `json:"surface"`
	Stream   bool              `json:"stream"`
	Event    string            `json:"event"`
	Close    int               `json:"close"`

	want    apierr.Verdict
	isError bool
}

func samplesOf(book *spec.Book) []sample {
	var list []sample
	for _, f := range book.Files {
		add := func(s *spec.Sample) {
			r := s.Response(f)
			out := sample{Provider: f.Provider.Value, Status: r.Status, Headers: map[string]string{}, Body: string(r.Body), Surface: r.Surface, Stream: r.Stream, Event: r.Event, Close: r.Close}
			for _, h := range s.Headers {
				out.Headers[strings.ToLower(h.Key.Value)] = h.Value.Value
			}
			out.want, out.isError = f.Runtime().In(s.Contexts()...).Verdict(r)
			list = append(list, out)
		}
		for _, e := range f.Errors {
			for i := range e.Samples {
				add(&e.Samples[i])
			}
			for i := range e.NearMisses {
				add(&e.NearMisses[i])
			}
			for _, v := range e.Variants {
				for i := range v.Samples {
					add(v.Sample(i))
				}
			}
		}
	}
	return list
}

// cut returns the samples with their bodies cut off in several places.
func cut(samples []sample, book *spec.Book) []sample {
	var list []sample
	for i, s := range samples {
		if s.Close != 0 || len(s.Body) < 8 {
			continue
		}
		s.Body = s.Body[:len(s.Body)*(1+i%4)/5]
		if strings.ToValidUTF8(s.Body, "") != s.Body {
			continue
		}
		r := apierr.Response{Status: s.Status, Body: []byte(s.Body), Surface: s.Surface, Stream: s.Stream, Event: s.Event, Header: map[string][]string{}}
		for k, v := range s.Headers {
			r.Header[k] = []string{v}
		}
		s.want, s.isError = book.Find(s.Provider).Runtime().Verdict(r)
		list = append(list, s)
	}
	return list
}

type verdict struct{ Code, Match, Kind string }

// The reader in the page makes of every sample and near miss of the book, whole
// and cut off, what apierr makes of it. One thing it does not know: the generic
// phrases. So where apierr says no code, it may guess one from the status, and
// must say that it is a guess.
func TestReaderAgreesWithApierr(t *testing.T) {
	for name, get := range map[string]func() (*tree, error){"book": theBook, "hostile": hostileBook} {
		t.Run(name, func(t *testing.T) {
			tr := need(t, get)
			samples := samplesOf(tr.book)
			samples = append(samples, cut(samples, tr.book)...)
			base := tr.serve(t)
			p := open(t, base)
			data, err := json.Marshal(samples)
			if err != nil {
				t.Fatal(err)
			}
			got := eval[[]verdict](p, "Promise.all("+string(data)+".map(s => errbook.classify(s, s.provider).then(v => ({Code: v[0].code, Match: v[0].match, Kind: v[0].kind}))))")
			exact := 0
			for i, s := range samples {
				if problem := compare(&s, got[i]); problem != "" {
					t.Errorf("%s %d %s: %s", s.Provider, s.Status, s.Body, problem)
				}
				if got[i].Match == "exact" {
					exact++
				}
			}
			if exact == 0 {
				t.Error("nothing was recognized")
			}
			p.clean(base)
		})
	}
}

// compare returns what is wrong with the page's verdict, "" if nothing is.
func compare(s *sample, got verdict) string {
	want := verdict{string(s.want.Code), s.want.Match.String(), s.want.Kind.String()}
	switch {
	case !s.isError:
		if got.Kind != "" || got.Code != "" {
			return fmt.Sprintf("it is no error, but came back as %+v", got)
		}
	case got.Code == want.Code && (want.Code == "" || got.Match == want.Match):
	case want.Code == "" && got.Match == "status":
	default:
		return fmt.Sprintf("got %+v, want %+v", got, want)
	}
	return ""
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
