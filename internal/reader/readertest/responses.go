// Package readertest makes the responses over which the reader in JavaScript is
// held against package apierr, under Node.js and in a browser.
package readertest

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"

	"github.com/errbook/errbook/apierr"
	"github.com/errbook/errbook/spec"
	"github.com/errbook/errbook/spec/generic"
)

// A Response is one that the reader and apierr both judge. The tags are the
// reader's names, so that it takes a Response in place of a text.
type Response struct {
	Provider string            `js:"-"` // "" for a host that no book knows
	Host     string            `js:"host"`
	Status   int               `js:"status"`
	Headers  map[string]string `js:"headers"` // names in lowercase
	Body     string            `js:"body"`
	Stream   bool              `js:"stream"`
	Event    string            `js:"event"`
	Close    int               `js:"close"`
}

// A Reading is what a reader makes of a response; all is empty for a response
// that is not an error.
type Reading struct{ Code, Kind, Match, Retry string }

// Want returns what apierr makes of the response. The retry is that of the entry
// or the kind: the page does not read how long a server asks to wait.
func (r *Response) Want(book *spec.Book) Reading {
	p := apierr.Generic
	if r.Provider != "" {
		p = book.Find(r.Provider).Runtime()
	}
	v, isError := p.Verdict(r.Response())
	if !isError {
		return Reading{}
	}
	retry := v.Kind.Retry()
	if d := p.Lookup(v.Code); d != nil {
		retry = d.Retry
	}
	if retry > apierr.RetryOnce {
		retry = min(retry, most(p.From(r.Response())))
	}
	return Reading{string(v.Code), v.Kind.String(), v.Match.String(), retry.String()}
}

// most returns the most that an error is worth where it is worth less than its kind
// and its entry say: one more attempt, or none before the request has changed.
func most(err error) apierr.Retry {
	var e *apierr.Error
	if errors.As(err, &e) && (e.Retry() == apierr.RetryOnce || e.Retry() == apierr.RetryFixRequest) {
		return e.Retry()
	}
	return apierr.RetryBackoff
}

// Response returns it as apierr takes it.
func (r *Response) Response() apierr.Response {
	h := http.Header{}
	for name, value := range r.Headers {
		h.Set(name, value)
	}
	return apierr.Response{Status: r.Status, Header: h, Body: []byte(r.Body), Stream: r.Stream, Event: r.Event, Close: r.Close}
}

// AsReading is a function of JavaScript that makes a [Reading] of what the reader
// returns: of the first provider that was asked.
const AsReading = `([found]) => ({
	Code: found.code || "", Kind: found.kind || "", Match: found.kind ? ["none", "status", "pattern", "exact"][found.match] : "", Retry: found.retry || "",
})`

// Questions returns the responses as a page would ask about them, each with the
// id of a provider or, without one, from a host that nobody knows.
func Questions(responses []Response) [][]any {
	list := make([][]any, len(responses))
	for i, r := range responses {
		if r.Provider == "" {
			r.Host = "nobody.example"
		}
		list[i] = []any{r, r.Provider}
	}
	return list
}

// All lists responses of every make that the reader is held to.
func All(book *spec.Book, layer *generic.Layer) map[string][]Response {
	samples := Samples(book)
	return map[string][]Response{
		"samples":      samples,
		"cut off":      cutOff(samples),
		"wrapped":      wrapped(samples),
		"events":       events(samples),
		"pages":        pages502(samples),
		"undocumented": undocumented(book),
		"identifiers":  identifiers(layer),
		"phrases":      phrases(book, layer),
		"shapes":       Shapes(book),
		"salvaged":     Salvaged(book),
		"in band":      inBand(),
		"close codes":  closes(book),
		"lines":        lines(layer),
	}
}

// Spread returns every second, third … of a list, so that at most n are left.
func Spread[T any](list []T, n int) []T {
	var out []T
	for step, i := (len(list)+n-1)/n, 0; i < len(list); i += step {
		out = append(out, list[i])
	}
	return out
}

// Samples returns every sample and near miss of the book, as a page knows them:
// without surface and context.
func Samples(book *spec.Book) []Response {
	var list []Response
	for _, f := range book.Files {
		add := func(s *spec.Sample) {
			r := s.Response(f)
			a := Response{Provider: f.Provider.Value, Status: r.Status, Headers: map[string]string{}, Body: string(r.Body), Stream: r.Stream, Event: r.Event, Close: r.Close}
			for _, h := range s.Headers {
				a.Headers[strings.ToLower(h.Key.Value)] = h.Value.Value
			}
			list = append(list, a)
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

// cutOff returns the samples with their bodies cut off in three places.
func cutOff(samples []Response) []Response {
	var list []Response
	for i, a := range samples {
		for part := range 3 {
			if n := len(a.Body) * (part*4 + 1 + i%4) / 13; n > 0 && a.Close == 0 && strings.ToValidUTF8(a.Body[:n], "") == a.Body[:n] {
				b := a
				b.Body = a.Body[:n]
				list = append(list, b)
			}
		}
	}
	return list
}

// wrapped returns the samples as SDKs and programs print them.
func wrapped(samples []Response) []Response {
	var list []Response
	for i, a := range samples {
		if a.Stream || a.Close != 0 || a.Status < 400 {
			continue
		}
		quoted, _ := json.Marshal(a.Body)
		forms := []string{
			fmt.Sprintf("Error code: %d - %s", a.Status, a.Body),
			fmt.Sprintf("acme.APIStatusError: Error code: %d - %s", a.Status, strings.ReplaceAll(strings.ReplaceAll(a.Body, `"`, "'"), "null", "None")),
			fmt.Sprintf("API Error (%d %s) · Retrying in 1 second", a.Status, a.Body),
			fmt.Sprintf("%d %s", a.Status, a.Body),
			"[API Error: " + a.Body + "]",
			"The call failed: " + a.Body,
			fmt.Sprintf("%d %s", a.Status, quoted),
			fmt.Sprintf(`{"error":{"message":"Upstream failed: %s","code":%d}}`, strings.Trim(string(quoted), `"`), a.Status),
			fmt.Sprintf(`{"error":{"message":"Provider returned error","metadata":{"raw":%s}}}`, quoted),
		}
		for n := range 3 {
			b := a
			b.Body = forms[(i+3*n)%len(forms)]
			list = append(list, b)
			b.Status = []int{0, 0, 502}[n]
			list = append(list, b)
		}
	}
	return list
}

// events returns the samples as events of a stream, whole or as it came.
func events(samples []Response) []Response {
	var list []Response
	for i, a := range samples {
		if a.Stream || a.Close != 0 || a.Body == "" || strings.Contains(a.Body, "\n") {
			continue
		}
		for n, form := range []string{"event: error\ndata: %s\n\n", ": hi\r\n\r\ndata: {\"text\":\"a\"}\r\n\r\ndata: %s\r\n\r\ndata: [DONE]\r\n", "data:%s", "error: %s"} {
			if b := a; (i+n)%2 == 0 {
				b.Body = fmt.Sprintf(form, a.Body)
				b.Status = []int{0, 200, a.Status}[i%3]
				list = append(list, b)
			}
		}
		a.Stream, a.Status = true, 0
		list = append(list, a)
	}
	return list
}

// pages502 returns what proxies send in the provider's place.
func pages502(samples []Response) []Response {
	var list []Response
	for i, a := range samples {
		if i%9 == 0 {
			for _, body := range []string{
				"", "Bad Gateway", "error code: 1015", "<html>\r\n<head><title>502 Bad Gateway</title></head></html>", "<!DOCTYPE html><h1>Rate\nlimited</h1>",
				"[503 Service Unavailable] The model is overloaded.", `"Too many requests"`, `"one" and "two"`, "upstream timed out (Status: 504)", "403 INSUFFICIENT_BALANCE",
			} {
				list = append(list, Response{Provider: a.Provider, Status: []int{0, 200, 403, 429, 503}[i/9%5], Body: body})
			}
		}
	}
	return list
}

// undocumented returns responses under every status that no rule and no phrase takes.
func undocumented(book *spec.Book) []Response {
	var list []Response
	statuses := []int{0, 200, 204, 302, 600, 999}
	for status := 400; status < 600; status++ {
		statuses = append(statuses, status)
	}
	for i, status := range statuses {
		for _, p := range []string{"", book.Files[0].Provider.Value, book.Files[i%len(book.Files)].Provider.Value} {
			list = append(list, Response{Provider: p, Status: status, Body: `{"error":{"code":"flurb","message":"The flurb is gone."}}`},
				Response{Provider: p, Status: status, Body: fmt.Sprintf(`{"status":%d,"detail":"flurb"}`, statuses[(i*7)%len(statuses)])})
		}
	}
	return list
}

// identifiers returns responses with each identifier that the generic layer knows,
// spelled and placed in several ways.
func identifiers(layer *generic.Layer) []Response {
	var list []Response
	places := []string{
		`{"error":{"code":%q,"message":"x"}}`, `{"error":{"type":%q,"message":"x","code":null}}`, `{"error":%q}`, `{"code":%q,"message":"x"}`, `{"detail":[{"type":%q,"msg":"x"}]}`,
		`{"error":{"details":[7,{"@type":"type.googleapis.com/google.rpc.ErrorInfo","reason":%q}]}}`, `{"__type":"com.amazon#X%s:http://x","message":"x"}`, `{"errors":[{"extensions":{"code":%q}}]}`,
	}
	var names []string
	for _, row := range slices.Concat(layer.Names, layer.Stems) {
		names = append(names, row.Names...)
	}
	for i, n := range names {
		for k, form := range []string{"%s", "%sError", "%s_exception", "Invalid.%s", "%s.More.Of.It", "https://acme.example/errors/%s", "it is %s", "a-%sx"} {
			list = append(list, Response{Status: []int{0, 400, 402, 429, 500}[(i+k)%5], Body: fmt.Sprintf(places[(i+k)%len(places)], fmt.Sprintf(form, n))})
		}
		list = append(list, Response{Status: 403, Body: "403 the_" + n + " was met"})
	}
	for n := range 20 {
		list = append(list, Response{Body: fmt.Sprintf(`{"code":%d,"message":"x"}`, n)}, Response{Status: 400, Body: fmt.Sprintf(`{"code":%d,"message":"x"}`, n)})
	}
	for n := 1000; n < 2100; n++ {
		list = append(list, Response{Status: 200, Body: fmt.Sprintf(`{"base_resp":{"status_code":%d,"status_msg":"x"}}`, n)})
	}
	return list
}

// phrases returns responses with the samples of each row of words, as they are, in
// capitals, after letters, within quotes, and in a sentence.
func phrases(book *spec.Book, layer *generic.Layer) []Response {
	var list []Response
	for i, row := range layer.Phrases {
		for k, text := range row.Samples {
			for n, message := range []string{text, strings.ToUpper(text), "x" + text, "say `" + text + "` or", "pre" + text + " _" + text + " é" + text} {
				quoted, _ := json.Marshal(message)
				list = append(list, Response{
					Provider: []string{"", book.Files[(i+k)%len(book.Files)].Provider.Value, book.Files[(i+k+n)%len(book.Files)].Provider.Value}[(k+n)%3],
					Status:   []int{0, 400, 401, 402, 403, 404, 409, 413, 422, 429, 504, 500, 599}[(i+3*k+5*n)%13],
					Body:     fmt.Sprintf(`{"error":{"type":%q,"message":%s}}`, []string{"x", "invalid_request_error", "rate_limit_error"}[n%3], quoted),
				})
			}
		}
	}
	return list
}

// Shapes returns bodies in the shapes that the generic wire knows, and broken ones.
func Shapes(book *spec.Book) []Response {
	var list []Response
	for i, body := range []string{
		`{"error":{"message":"Slow \"down\" a bit","type":"requests","param":null,"code":"rate_limit_exceeded"}}`, `{"error":"OutOfCredits","message":"No credits are left."}`,
		`[{"error":{"code":429,"message":"Wait.","status":"RESOURCE_EXHAUSTED","details":[{"@type":"type.googleapis.com/google.rpc.QuotaFailure","violations":[{"quotaId":"RequestsPerDay"}]}]}}]`,
		`{"success":false,"errors":[{"code":5007,"message":"No such model"}],"result":null}`, `{"choices":[{"index":0},{"error":{"code":502,"message":"bad upstream"}}]}`,
		`{"status":"FAILED","failure":"Refused.","failureCode":"SAFETY.INPUT.TEXT"}`, `{"status":"failed"}`, `{"data":{"status":"error"}}`, `{"type":"error"}`, `{"error":{}}`, `{"error":[]}`,
		`{"error":false}`, `{"error":null,"message":"fine"}`, `{"error":0}`, `{"error":""}`, `{"error":{"message":""}}`, `{"code":"first","code":"second"}`, "\ufeff{\"error\":\"rate limit\"}",
		`{'error': {'code': 'invalid_api_key', 'param': None}}`, `{"error":{"code":"C:\qux","message":"caf\u00e9 \ud83d\ude00"}}`, `{"error":{"code":"C:\New\Table","message":"rate limit"}}`, `{"error":{"code":"constructor","message":"rate limit"}}`, `{"code":"constructor"}`, `{"a":1,,"error":{"code":"overloaded",}}`, `{"error" "x"}`, `{"error":{"code":42`,
		`{"x":` + strings.Repeat("[", 65) + strings.Repeat("]", 65) + `,"error":{"code":"overloaded"}}`, `{"x":` + strings.Repeat("[", 64) + strings.Repeat("]", 64) + `,"error":{"code":"overloaded"}}`,
		`{"error":{"code":"overloaded","echo":"` + strings.Repeat("x", 70000) + `"}}`, `["x"]`, `[]`, `[`, `{`, `null`, `7`, `{"error":{"message":"Async job failed: {\"error\":{\"code\":\"context_length_exceeded\",\"message\":\"t`,
		`{"error":{"message":"Provider returned error","metadata":{"raw":{"x":"{"error":{"message":"You have no credits left","code":1}}"}}}}`, `Error: {"role":"user","content":"out of credits"}`,
		`Error: 422 "The prompt is too long"`, `Error in field 422 of "rate limit"`, "event: x\nid: 3\n\nevent: y\ndata: {\"error\":\"overloaded\"}\n wrapped", "data: [DONE]", "id: 1", "retry: 1\ndata: ",
		`{"message":"Slower","type":"rate_limit_error"}`, `{"message":"Slower","code":429}`, `{"message":"Slower","code":"1"}`, `{"message":5,"code":429}`, `{"code":429,"message":age":"x","y":1}`, `{"object":"error","message":"Slower"}`, `{"error":{"message":"x"]}`,
		`{"error":{"message":"Request failed with status code 429","type":"api_error"}}`, "Request failed with status code 402", "request failed with status code 503",
		"<_InactiveRpcError of RPC that terminated with:\n\tstatus = StatusCode.PERMISSION_DENIED\n\tdetails = \"The team has no credits left.\"\n\tdebug_error_string = \"x\"\n>",
		"status = StatusCode.UNAVAILABLE", "StatusCode.X details = \"no end", "received 1008 (policy violation) Slow down; then sent 1008 (policy violation) Slow down", "1011 (internal error)",
		"<AioRpcError of RPC that terminated with: code = StatusCode.NOT_FOUND details = \"no voice\" debug_error_string = \"x\">", "status = StatusCode.RESOURCE_EXHAUSTED, details = \"slow\">", "StatusCode.X, details = \"rpc error: code = Y desc = hm\"",
		"8 RESOURCE_EXHAUSTED: slow", "It broke: Client error '429 Slow' for url 'x'", "x resulted in a `503 Hm`", `{"message":"Slower","status":429}`, `{"message":"Slower","status":"429"}`, `{"statusInfo":{"code":2,"message":"No credits left"}}`,
		`{"error":{"code":"DAILY_FREE_LIMIT_EXCEEDED","message":"Hm."}}`, `{"error":{"code":"notEnoughCredits","message":"Hm."}}`, `{"error":{"type":"HTTPLimitX.plan-expired","message":"Hm."}}`, `{"error":{"code":"maintenance_window","message":"Hm."}}`,
		`{"error":{"code":"user_not_found","message":"Hm."}}`, `{"error":{"code":"model_archived","message":"Try again later."}}`,
		"received 1000 (OK); then sent 1000 (OK)", "1008 (policy", "9999 (x) y", "events { and \"quotes\"",
	} {
		for k, status := range []int{0, 200, 400, 402, 429, 500} {
			list = append(list, Response{Status: status, Body: body}, Response{Provider: book.Files[(i+k)%len(book.Files)].Provider.Value, Status: status, Body: body})
		}
	}
	return list
}

// Salvaged returns bodies of shapes that no path leads into, with words that decide.
func Salvaged(book *spec.Book) []Response {
	var list []Response
	for i, shape := range []string{
		`{"errors":[{"status":"403","title":"Forbidden","detail":%q}]}`, `{"errors":%q}`, `{"error":{"details":%q}}`, `{"error":{"details":[{"message":%q}]}}`,
		`{"details":[{"message":%q}]}`, `{"detail":[%q]}`, `{"err":{"message":%q}}`, `{"meta":{"error_message":%q}}`, `{"status":{"message":%q}}`,
		`{"message":{"text":%q}}`, `{"errorMessages":[%q],"errors":{}}`, `{"ResponseStatus":{"Message":%q}}`, `{"odata.error":{"message":{"lang":"en-US","value":%q}}}`,
		`{"ResponseMetadata":{"Error":{"Code":"InsufficientBalance","Message":%q}}}`, `{"Code":"X1","Message":%q}`, `{"a":{"b":[{"note":%q}]}}`,
		"<Error><Code>InsufficientBalance</Code><Message>%s</Message></Error>", `<?xml version="1.0"?><a:Fault x="y z"><faultstring> %s </faultstring></a:Fault>`,
		`{"request":{"body":%q}}`, `{"input":%q}`, `{"warnings":[{"message":%q}]}`, `{"x":%q`, `{"x":%q}}}`, `{"Fault":{"Error":[{"Message":"Short","Detail":%q}]}}`,
		`{"results":[{"x":{"error":"rate limit"}}],"y":{"name":"insufficient_balance","z":%q}}`, `<a><b c="d">%s</b></a>`, `<a>%s</a`, `{'x': {'msg': %q}}`,
		`<Error><Code>Insufficient&amp;Balance</Code><Message>%s &amp; it&apos;s &#x4f59; &none; all</Message></Error>`,
	} {
		for k, message := range []string{"Insufficient balance", "Too many requests.", "Hm.", "余额不足了吗", "Zażółć gęślą jaźń", "http://a.example/x", `"quoted" \ text`, "The model is overloaded, 七"} {
			for n, status := range []int{0, 200, 403, 500} {
				p := ""
				if (i+k+n)%2 == 0 {
					p = book.Files[(7*i+k)%len(book.Files)].Provider.Value
				}
				list = append(list, Response{Provider: p, Status: status, Body: fmt.Sprintf(shape, message)})
			}
		}
	}
	return list
}

// inBand returns bodies under 200 of unknown hosts, failures and others.
func inBand() []Response {
	var list []Response
	for _, shape := range []string{
		`{"code":1102,"message":%q}`, `{"code":"InvalidApiKey","message":%q}`, `{"code":0,"message":%q}`, `{"code":7,"message":%q,"data":{"a":1}}`, `{"Code":"X","Message":%q,"data":null}`,
		`{"errcode":45009,"errmsg":%q}`, `{"errcode":0,"errmsg":%q}`, `{"errno":"17","err_msg":%q}`, `{"ok":false,"description":%q}`, `{"ok":false,"x":%q}`, `{"ok":true,"message":%q}`,
		`{"Response":{"Error":{"Code":"AuthFailure","Message":%q}}}`, `{"Response":{"Error":null,"x":%q}}`, `{"ResponseMetadata":{"Error":{"Code":"AccessDenied","Message":%q}}}`,
		`{"type":"ERROR","object":{"message":%q,"code":410}}`, `{"type":"ERROR","x":%q}`, `{"fault":{"faultstring":%q}}`, `{"status":{"error_code":1001,"error_message":%q}}`,
		"<Error><Code>SlowDown</Code><Message>%s</Message></Error>", "<?xml version=\"1.0\"?>\n<s:Fault a='b'><faultstring>%s</faultstring></s:Fault>", "<Other><Message>%s</Message></Other>",
		`[{"id":1,"error":%q},{"id":2}]`, ` [{"error":{"message":%q,"code":429}}]`, `{"message":%q,"code":403}`, `{"message":%q,"code":403,"data":null}`, `{"message":%q}`,
		`{"Success":false,"Message":%q}`, `{"stat":"fail","code":5,"desc":%q}`, `{"result":false,"messages":[{"message":%q}]}`, `{"success":true,"Error":%q}`, `{"a":null,"status":"KO","reason":%q}`,
		`{"acme_query_response":{"code":"40004","msg":"Hm.","sub_code":%q},"sign":"x"}`, `{"meta":{"errno":"3"},"data":{},"msg":%q}`, `{"result":{},"ret":-3,"msg":%q}`, `{"Note":%q}`, `{"Note":%q,"x":1}`,
		`{"status":%q}`, `{"x":{"status":%q}}`, `{"resultCode":-4,"message":%q}`, `{"response_code":"00","message":%q}`, `{"ERROR_DESC":%q,"x":[[{}]]}`, `{"errors_exist":true,"err":%q`, `{"code":4,"reason":%q,"items":[]}`,
		`{"status":{"code":7,"message":%q}}`, `{"status":{"message":%q},"code":"X-7"}`, `{"type":"ERROR","object":{"reason":%q}}`, `{"message":"NOTOK","x":%q}`, `{"error":%q,"code":0}`, `{"Err":%q,"code":7`,
		"<response success='false'><error id=\"3\" message=\"%s\"/></response>", "<rsp stat=\"fail\"><err code=\"2\" msg=\"%s\" /></rsp>", "<AcmeServiceError>\n <Message id=\"0\">%s</Message></AcmeServiceError>",
		"<a version='1'><b Status=\"FAILED\"><Message Key=\"3\" Value=\"%s\"/></b></a>", "<body x='a>b'><Error shouldRetry=\"false\">%s</Error></body>", "<response><!-- \" --><error>%s</error></response>", "<q:result><code>7</code><message>%s</message>",
		"<s:Envelope><s:Body><m:acmeResponse><error>%s</error></m:acmeResponse></s:Body></s:Envelope>", "<response><error/><message>%s</message></response>", "<reply><status>error</status><msg>%s</msg></reply>",
		`{"data":{},"code":3,"msg":%q}`, `{"choices":[],"code":3,"msg":%q}`, `{"choices":[1],"code":3,"msg":%q}`, `{"code":3,"msg":%q`,
	} {
		for _, message := range []string{"Insufficient balance", "Hm.", "must be greater", "Too many requests", ""} {
			for _, status := range []int{200, 201} {
				list = append(list, Response{Status: status, Body: fmt.Sprintf(shape, message)})
			}
		}
	}
	return list
}

// closes returns closes of WebSockets by every code that somebody defines.
func closes(book *spec.Book) []Response {
	var list []Response
	for _, f := range append(book.Files, nil) {
		for _, code := range []int{1000, 1001, 1002, 1003, 1005, 1006, 1007, 1008, 1009, 1010, 1011, 1012, 1013, 1014, 1015, 3000, 4000, 4001, 4008, 4429} {
			a := Response{Close: code, Body: []string{"", "Rate limit exceeded", "No credits left"}[code%3]}
			if f != nil {
				a.Provider = f.Provider.Value
			}
			list = append(list, a)
		}
	}
	return list
}
