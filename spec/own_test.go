package spec

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/errbook/errbook/apierr"
	"github.com/errbook/errbook/apierr/shape"
)

// ownFile returns a spec file of an own API with a wire, surfaces and errors.
func ownFile(head, entries string) fstest.MapFS {
	return fstest.MapFS{"spec/shop.yaml": {Data: []byte("version: 1\nprovider: shop\nname: Shop\nown: true\n" + head + "errors:\n" + entries)}}
}

func ownEntry(name, rule string) string {
	return fmt.Sprintf("  - name: %s\n    causes: [It is so.]\n    fixes: [Change it.]\n    kind: invalid_request\n    %s\n", name, rule)
}

// Details are in the object that has the code, be it an element of a list or below one.
func TestDetailsInLists(t *testing.T) {
	for _, tt := range []struct{ code, want string }{
		{"errors[*].code", `{"errors":[{"code":"too_long","message":"Three.","what":"Name","max":3}]}`},
		{"errors[*].extensions.code", `{"errors":[{"extensions":{"code":"too_long","what":"Name","max":3},"message":"Three."}]}`},
		{"[0].code", `[{"code":"too_long","message":"Three.","what":"Name","max":3}]`},
		{"errors[0].code", `{"errors":[{"code":"too_long","message":"Three.","what":"Name","max":3}]}`},
	} {
		message, _, _ := strings.Cut(tt.code, "]")
		head := fmt.Sprintf("wire: {code: [\"%s\"], message: [\"%s].message\"]}\n", tt.code, message)
		book, err := LoadFS(ownFile(head, ownEntry("TooLong", "params: {what: string, max: int}")), "spec")
		if err != nil {
			t.Errorf("%s: %v", tt.code, err)
			continue
		}
		looks, _ := book.Files[0].Looks(book.Files[0].Errors[0])
		s := looks[0].Shape
		r := s.Write(&shape.Values{Message: "Three.", Details: []shape.Value{shape.String("what", "Name"), shape.Int("max", 3)}})
		if string(r.Body) != tt.want {
			t.Errorf("%s: written as %s, want %s", tt.code, r.Body, tt.want)
		}
		if d := s.Read(r.Body); d.String("what") != "Name" || d.Int("max") != 3 || !d.OK() {
			t.Errorf("%s: the details do not come back", tt.code)
		}
	}
}

// A detail must not have the name of a part, whatever leads to both.
func TestDetailsBesideParts(t *testing.T) {
	const head = "wire: {code: [\"errors[*].code\"], message: [\"errors[*].message\"], param: [\"errors[*].field\"]}\n"
	_, err := LoadFS(ownFile(head, ownEntry("TooLong", "params: {field: string}")), "spec")
	if err == nil || !strings.Contains(err.Error(), "must be a member that the body does not have already; found field") {
		t.Error(err)
	}
}

// An own API sends what its file says, and nothing that stands for what it does not say.
func TestOwnAPILeavesNothingOpen(t *testing.T) {
	const head = "wire: {code: [code], message: [message]}\n"
	book, err := LoadFS(ownFile(head, ownEntry("Any", "code: {prefix: A}")+ownEntry("AB", "code: AB")), "spec")
	if err != nil {
		t.Fatal(err)
	}
	looks, _ := book.Files[0].Looks(book.Files[0].Errors[0])
	if got, want := string(looks[0].Saying("So.").Body), `{"code":"A","message":"So."}`; got != want {
		t.Errorf("a class of codes is sent as %s, want %s", got, want)
	}
	for _, tt := range []struct{ head, rule, others, why string }{
		{head, "field: {scope: present}", "", "nothing says which scope to send"},
		{head, "header: {x-why: present}", "", "nothing says which X-Why to send"},
		{head + "surfaces: {job: {http: [200], body: {state: {not: done}}}}\n", "surface: job", "", "nothing says which state to send"},
		{head, "code: {prefix: AB}", ownEntry("AB", "code: AB"), "the response is read as"},
	} {
		_, err := LoadFS(ownFile(tt.head, ownEntry("Open", tt.rule)+tt.others), "spec")
		if err == nil || !strings.Contains(err.Error(), "an error of your own API must have a response that can be sent; found none for Open: "+tt.why) {
			t.Errorf("%s: %v", tt.rule, err)
		}
	}
}

// Of several errors in one response, each is recognized though the status is that of the
// first.
func TestSeveralOfDifferentStatus(t *testing.T) {
	const head = "wire: {code: [\"errors[*].code\"], message: [\"errors[*].message\"], each: \"errors[*]\"}\n"
	book, err := LoadFS(ownFile(head, ownEntry("First", "status: 422")+ownEntry("Second", "status: 400")), "spec")
	if err != nil {
		t.Fatal(err)
	}
	if looks, _ := book.Files[0].Looks(book.Files[0].Errors[0]); !slices.Equal(looks[0].Shape.Each, []string{"errors"}) {
		t.Errorf("a server does not know where the list is: %v", looks[0].Shape.Each)
	}
	err = book.Files[0].Runtime().From(apierr.Response{Status: 422, Body: []byte(`{"errors":[{"code":"first"},{"code":"second"},{"code":"third"}]}`)})
	var found []string
	list, _ := errors.Unwrap(err).(interface{ Unwrap() []error })
	for _, one := range list.Unwrap() {
		e := one.(*apierr.Error)
		found = append(found, fmt.Sprint(e.Status, " ", e.Code, " ", e.WireCode))
	}
	if got, want := fmt.Sprint(found), "[422 shop.First first 422 shop.Second second 422  third]"; got != want {
		t.Errorf("found %s, want %s", got, want)
	}
}

// The first of several errors is also sent where the wire has one outside of the list, and
// what is there is not read for the others.
func TestSummaryOfSeveral(t *testing.T) {
	const head = "wire: {code: [\"error.details[*].code\", error.code], message: [\"error.details[*].message\", error.message], each: \"error.details[*]\"}\n"
	book, err := LoadFS(ownFile(head, ownEntry("First", "status: 400")+ownEntry("Second", "status: 422\n    params: {max: int}")), "spec")
	if err != nil {
		t.Fatal(err)
	}
	f := book.Files[0]
	element := func(i int, v shape.Values) shape.Element {
		looks, _ := f.Looks(f.Errors[i])
		return shape.Element{Shape: &looks[0].Shape, Values: &v}
	}
	r := shape.WriteSeveral(element(0, shape.Values{Message: "One."}), element(1, shape.Values{Message: "Two.", Details: []shape.Value{shape.Int("max", 3)}}))
	if got, want := string(r.Body), `{"error":{"details":[{"code":"first","message":"One."},{"code":"second","message":"Two.","max":3}],"code":"first","message":"One."}}`; got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	err = f.Runtime().From(apierr.Response{Status: r.Status, Body: r.Body})
	var found []string
	list, _ := errors.Unwrap(err).(interface{ Unwrap() []error })
	for _, one := range list.Unwrap() {
		e := one.(*apierr.Error)
		found = append(found, fmt.Sprint(e.Code, " ", e.Message))
	}
	if got, want := fmt.Sprint(found), "[shop.First One. shop.Second Two.]"; got != want {
		t.Errorf("found %s, want %s", got, want)
	}
}

// A part that has no place outside of the list is in the list alone.
func TestSummaryWithoutAPlace(t *testing.T) {
	const head = "wire: {code: [\"list[*].code\", error], message: [\"list[*].message\", error.message], each: \"list[*]\"}\n"
	book, err := LoadFS(ownFile(head, ownEntry("First", "status: 400")), "spec")
	if err != nil {
		t.Fatal(err)
	}
	looks, _ := book.Files[0].Looks(book.Files[0].Errors[0])
	if got, want := string(looks[0].Saying("One.").Body), `{"list":[{"code":"first","message":"One."}],"error":"first"}`; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

// A server sends the message and the details, whatever samples leave out.
func TestSentResponse(t *testing.T) {
	const params = "\n    status: 404\n    detail: \"Only {left} of {item}.\"\n    params: {left: int, item: string}\n    samples:\n      - {status: 404, body: '{\"code\":\"first\",\"left\":7,\"item\":\"\"}'}"
	book, err := LoadFS(ownFile("", ownEntry("First", params)+ownEntry("Second", "status: 400")), "spec")
	if err != nil {
		t.Fatal(err)
	}
	var sent []string
	for _, e := range book.Files[0].Errors {
		looks, _ := book.Files[0].Looks(e)
		sent = append(sent, string(looks[0].Sent().Body))
	}
	want := []string{
		`{"type":"urn:errbook:shop.First","title":"First","status":404,"code":"first","detail":"Only 7 of .","left":7,"item":""}`,
		`{"type":"urn:errbook:shop.Second","title":"Second","status":400,"code":"second","detail":"Second."}`,
	}
	if !slices.Equal(sent, want) {
		t.Errorf("got  %s\nwant %s", sent, want)
	}
}
