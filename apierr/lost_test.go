package apierr

import (
	"errors"
	"strings"
	"testing"
)

// conventions are shapes of error bodies, each with MESSAGE where it has the words.
var conventions = []string{
	`{"errors":[{"status":"403","title":"Forbidden","detail":"MESSAGE"}]}`,
	`{"errors":[{"id":"7","status":"403","title":"MESSAGE"}]}`,
	`{"errors":"MESSAGE"}`,
	`{"errors":{"base":["MESSAGE"]}}`,
	`{"error":{"code":7,"details":"MESSAGE"}}`,
	`{"error":{"details":[{"message":"MESSAGE","target":"x"}]}}`,
	`{"details":[{"message":"MESSAGE"}]}`,
	`{"detail":["MESSAGE"]}`,
	`{"detail":{"msg":"MESSAGE"}}`,
	`{"err":{"message":"MESSAGE"}}`,
	`{"err":"MESSAGE"}`,
	`{"meta":{"error_message":"MESSAGE","code":403}}`,
	`{"status":{"code":403,"message":"MESSAGE"}}`,
	`{"message":{"text":"MESSAGE"}}`,
	`{"message":["MESSAGE"]}`,
	`{"errorMessages":["MESSAGE"],"errors":{}}`,
	`{"ResponseStatus":{"ErrorCode":"X1","Message":"MESSAGE"}}`,
	`{"odata.error":{"code":"","message":{"lang":"en-US","value":"MESSAGE"}}}`,
	`{"ResponseMetadata":{"RequestId":"2026","Action":"Get","Error":{"CodeN":7,"Code":"X1","Message":"MESSAGE"}}}`,
	`{"Code":"X1","Message":"MESSAGE","RequestId":"A-B"}`,
	`{"error":{"code":"X1","innerError":{"date":"2026-01-02","message":"MESSAGE"}}}`,
	`<?xml version="1.0" encoding="UTF-8"?><Error><Code>X1</Code><Message>MESSAGE</Message><Resource>/a</Resource><RequestId>44</RequestId></Error>`,
	`<ErrorResponse xmlns="https://x.example/doc/2026/"><Error><Type>Sender</Type><Code>X1</Code><Message>MESSAGE</Message></Error></ErrorResponse>`,
	`<soap:Envelope><soap:Body><soap:Fault><faultcode>soap:Server</faultcode><faultstring>MESSAGE</faultstring></soap:Fault></soap:Body></soap:Envelope>`,
	`{"Fault":{"Error":[{"Message":"Short","Detail":"MESSAGE","code":"3200"}],"type":"AUTH"}}`,
	`{"response":{"status":"fail","fault":{"faultstring":"MESSAGE"}}}`,
	`{"type":"about:blank","status":403,"detail":"MESSAGE"}`,
	`{"success":false,"failure":{"description":"MESSAGE"}}`,
	`{"results":[],"problem":{"summary":"MESSAGE"}}`,
	`[{"message":"MESSAGE","errorCode":"X1"}]`,
	`{"exception":"MESSAGE","timestamp":"2026-11-30 10:00:00"}`,
	`{"request":{"prompt":"Write of an insufficient balance, please"},"note":"MESSAGE"}`,
}

// A message is found wherever a body has it, and its words count.
func TestNothingIsLost(t *testing.T) {
	const message = "Insufficient balance"
	for _, shape := range conventions {
		e := errorOf(t, Generic, 403, strings.ReplaceAll(shape, "MESSAGE", message))
		if e.Message == "" || e.Kind != InsufficientCredits {
			t.Errorf("%s: message %q, kind %s", shape, e.Message, e.Kind)
		}
	}
}

// The texts of elements come without the references of XML.
func TestLostXMLIsDecoded(t *testing.T) {
	e := errorOf(t, Generic, 403, `<?xml version="1.0"?><s:Error><s:Code>A&amp;B</s:Code><s:Message> It can&apos;t be &lt;read&gt; &#x2014; yet. </s:Message></s:Error>`)
	if want := "It can't be <read> \u2014 yet."; e.Message != want || e.WireCode != "A&B" {
		t.Errorf("got code %q and message %q, want %q", e.WireCode, e.Message, want)
	}
}

// What a body repeats of a request is no message, and no word of an error.
func TestEchoesAreNotSalvaged(t *testing.T) {
	for _, body := range []string{
		`{"request":{"body":"Insufficient balance"}}`,
		`{"input":{"message":"Insufficient balance"}}`,
		`{"headers":{"x":"Insufficient balance"},"params":["Insufficient balance"]}`,
		`{"messages":[{"role":"user","content":"Insufficient balance"}]}`,
		`{"warnings":[{"message":"Insufficient balance"}]}`,
		`{"choices":[{"message":{"content":"Insufficient balance"}}]}`,
		`{"documentation_url":"https://docs.example/errors"}`,
		`<Error><RequestId>44</RequestId><Resource>Insufficient balance</Resource></Error>`,
	} {
		if e := errorOf(t, Generic, 403, body); e.Message != "" || e.Kind != PermissionDenied {
			t.Errorf("%s: message %q, kind %s", body, e.Message, e.Kind)
		}
	}
}

func errorOf(t *testing.T, p *Provider, status int, body string) *Error {
	t.Helper()
	var e *Error
	if err := p.From(Response{Status: status, Body: []byte(body)}); !errors.As(err, &e) {
		t.Fatalf("%d %s: no error", status, body)
	}
	return e
}
