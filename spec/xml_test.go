package spec

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/errbook/errbook/apierr"
	"github.com/errbook/errbook/apierr/shape"
)

// storage is an API that sends XML, as S3 does.
const storage = `version: 1
provider: storage
name: Storage
sources: [{id: errors, url: "https://docs.storage.example/errors"}]
wire:
  code: ["xml:Error.Code", "xml:ErrorResponse.Error.Code"]
  message: ["xml:Error.Message", "xml:ErrorResponse.Error.Message"]
  request_id: ["header:x-amz-request-id", "xml:Error.RequestId", "xml:ErrorResponse.@id"]
errors:
`

// codes are codes of S3, and what they mean.
var codes = map[string]string{
	"NoSuchKey": "not_found", "NoSuchBucket": "not_found", "AccessDenied": "permission_denied", "SlowDown": "rate_limited", "InvalidAccessKeyId": "authentication",
	"SignatureDoesNotMatch": "authentication", "BucketAlreadyExists": "already_exists", "EntityTooLarge": "payload_too_large", "InternalError": "provider_error", "ServiceUnavailable": "overloaded",
}

func storageBook(t *testing.T) *File {
	t.Helper()
	var b strings.Builder
	b.WriteString(storage)
	for _, code := range sortedNames(codes) {
		fmt.Fprintf(&b, "  - name: %s\n    title: T\n    summary: It is so.\n    code: %s\n    kind: %s\n    causes: [It is so.]\n    fixes: [Change it.]\n    sources: [errors]\n", code, code, codes[code])
		fmt.Fprintf(&b, "    samples:\n      - {status: 500, body: '<Error><Code>%s</Code><Message>It is so.</Message></Error>'}\n", code)
	}
	book, err := LoadFS(fstest.MapFS{"spec/storage.yaml": {Data: []byte(b.String())}}, "spec")
	if err != nil {
		t.Fatal(err)
	}
	return book.Find("storage")
}

func sortedNames(m map[string]string) (names []string) {
	for name := range m {
		names = append(names, name)
	}
	return names
}

// Ten of ten responses are read, in each of the forms in which XML says the same.
func TestXML(t *testing.T) {
	f := storageBook(t)
	for code, kind := range codes {
		status := 400
		if kind == "provider_error" { // which is vague, and yields to a 400
			status = 500
		}
		for _, body := range []string{
			`<Error><Code>%s</Code><Message>It &lt;is&gt; so.</Message><RequestId>r-1</RequestId></Error>`,
			"\ufeff<?xml version=\"1.0\"?>\n<!-- <Error><Code>Other</Code> -->\n<Error>\n  <Code> %s\n</Code>\n  <Resource a=\"1>2\"/><Message>It &#60;is&#x3e; so.</Message><RequestId>r-1</RequestId>\n</Error>",
			`<s:Error xmlns:s="urn:x"><Detail><Code>Other</Code></Detail><s:Code>%s</s:Code><s:Message><![CDATA[It <is> so.]]></s:Message><RequestId>r-1</RequestId></s:Error>`,
			`<ErrorResponse id='r-1'><Error><Type>Sender</Type><Code>%s</Code><Message>It &lt;is&gt; so.</Message></Error></ErrorResponse>`,
			`<Error><Code>%s</Code><Message>It &lt;is&gt; so.</Message><RequestId>r-1</RequestId><HostId>cut o`,
		} {
			err := f.Runtime().From(apierr.Response{Status: status, Body: []byte(fmt.Sprintf(body, code))})
			e, ok := err.(*apierr.Error)
			if !ok || e.Code != apierr.Code("storage."+code) || e.WireCode != code || e.Message != "It <is> so." || e.RequestID != "r-1" {
				t.Errorf("%s: got %#v, message %q, request %q", fmt.Sprintf(body, code), err, e.Message, e.RequestID)
			}
		}
	}
	for _, body := range []string{`<Error><Message>x</Message><Code>NoSuch`, `<Error><Code`, `{"Error":{"Code":"NoSuchKey"}}`, `<html><body>NoSuchKey</body></html>`, `<Error><Cod`, `<`} {
		if e := f.Runtime().From(apierr.Response{Status: 404, Body: []byte(body)}).(*apierr.Error); e.Code != "" {
			t.Errorf("%s: got %v", body, e.Code)
		}
	}
}

// What is derived is XML, too, and reads back.
func TestXMLLooks(t *testing.T) {
	f := storageBook(t)
	for _, e := range f.Errors {
		looks, missing := f.Looks(e)
		if len(looks) != 1 || len(missing) > 0 || !looks[0].Shape.XML {
			t.Errorf("%s: %d looks, %v", e.Code, len(looks), missing)
			continue
		}
		want := `<?xml version="1.0" encoding="UTF-8"?>` + "\n<Error><Code>" + e.Name.Value + "</Code><Message>…</Message></Error>"
		if got := string(looks[0].Response.Body); got != want {
			t.Errorf("got  %s\nwant %s", got, want)
		}
	}
}

// An API of one's own can send XML, with details of all types.
func TestOwnXML(t *testing.T) {
	const file = `version: 1
provider: shop
name: Shop
own: true
wire: {code: "xml:Failure.@code", message: "xml:Failure.Text", request_id: "xml:Failure.Request"}
errors:
  - name: OutOfStock
    status: 409
    kind: precondition_failed
    detail: "Only {left} of {item} are left."
    params: {left: int, item: string, sale: bool, price: float}
    causes: [Somebody else bought it.]
    fixes: [Order less.]
`
	book, err := LoadFS(fstest.MapFS{"spec/shop.yaml": {Data: []byte(file)}}, "spec")
	if err != nil {
		t.Fatal(err)
	}
	f := book.Find("shop")
	looks, missing := f.Looks(f.Errors[0])
	if len(looks) != 1 {
		t.Fatal(missing)
	}
	s := looks[0].Shape
	for _, item := range []string{`<A> & "B"`, "", " 7\n ", "true", "  "} {
		r := s.Write(&shape.Values{Message: "Só <few>.", RequestID: "r-1", Details: []shape.Value{
			shape.Int("left", 3), shape.String("item", item), shape.Bool("sale", true), shape.Float("price", 0.5),
		}})
		e := f.Runtime().From(apierr.Response{Status: r.Status, Header: r.Header, Body: r.Body}).(*apierr.Error)
		d := s.Read(r.Body)
		if e.Code != "shop.OutOfStock" || e.Message != "Só <few>." || e.RequestID != "r-1" || r.Header.Get("Content-Type") != "application/xml" {
			t.Errorf("%s is read as %#v, %q, %q", r.Body, e, e.Message, e.RequestID)
		}
		if d.Int("left") != 3 || d.String("item") != item || !d.Bool("sale") || d.Float("price") != 0.5 || !d.OK() {
			t.Errorf("%s: details %v", r.Body, d.Values())
		}
	}
}
