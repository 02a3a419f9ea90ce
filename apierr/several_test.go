package apierr_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/errbook/errbook/apierr"
	"github.com/errbook/errbook/apierr/wire"
)

// The forms are an API that reports an error for each field that is not valid.
var forms = apierr.NewProvider(&wire.Provider{ID: "forms", Wire: &wire.Wire{
	Body: []wire.Node{{Key: "errors", Slot: 3, Kids: []wire.Node{{Step: wire.StepIndex, Slot: wire.NoSlot, Kids: []wire.Node{
		{Key: "code", Slot: 0}, {Key: "detail", Slot: 1}, {Key: "field", Slot: 2},
	}}}}},
	Code: []wire.Part{{Slot: 0}}, Message: []wire.Part{{Slot: 1}}, Param: []wire.Part{{Slot: 2}},
	RequestID: []wire.Part{{Slot: wire.NoSlot, Header: "X-Request-Id"}},
	Each:      []wire.Part{{Slot: 3}},
}}, func(f *wire.Fields) apierr.Verdict {
	switch f.Code {
	case "too_long":
		return apierr.Verdict{Code: "forms.TooLong", Kind: apierr.RequestExceedsLimit, Match: apierr.MatchExact}
	case "taken":
		return apierr.Verdict{Code: "forms.Taken", Kind: apierr.AlreadyExists, Match: apierr.MatchExact}
	}
	return apierr.Verdict{}
}, nil)

const twoFields = `{"errors":[{"code":"too_long","detail":"At most 40.","field":"name"},{"code":"taken","detail":"It was sk-proj-abcdefghijklmnopqrstuvwxyz0123456789ABCDEFGH.","field":"email"}]}`

// The first error decides, and all are in the chain.
func TestSeveral(t *testing.T) {
	err := forms.From(apierr.Response{Status: 422, Header: http.Header{"X-Request-Id": {"r-1"}}, Body: []byte(twoFields)})
	if apierr.CodeOf(err) != "forms.TooLong" || apierr.KindOf(err) != apierr.RequestExceedsLimit {
		t.Errorf("got %v", err)
	}
	if !errors.Is(err, apierr.Code("forms.Taken")) || !errors.Is(err, apierr.AlreadyExists) || errors.Is(err, apierr.RateLimited) {
		t.Error("the second is not found, or one that is not there is")
	}
	var several interface{ Unwrap() []error }
	if !errors.As(err, &several) {
		t.Fatal("no list of errors")
	}
	var got []string
	for _, one := range several.Unwrap() {
		e := one.(*apierr.Error)
		got = append(got, fmt.Sprint(e.Code, " ", e.Param, " ", e.Status, " ", e.RequestID, " ", e.Message))
	}
	want := []string{"forms.TooLong name 422 r-1 At most 40.", "forms.Taken email 422 r-1 It was [redacted]."}
	if !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	if long := fmt.Sprintf("%+v", err); !strings.Contains(long, "\n  one of its errors: forms: 422 Taken: It was [redacted]. (request ID r-1)\n") {
		t.Errorf("got %s", long)
	}
}

// A cause that is given later stays beside the errors, and JSON has them all.
func TestSeveralWithCause(t *testing.T) {
	e := forms.From(apierr.Response{Status: 422, Body: []byte(twoFields)}).(*apierr.Error)
	cause := errors.New("what the SDK returned")
	apierr.WithCause(cause)(e)
	if !errors.Is(e, cause) || !errors.Is(e, apierr.Code("forms.Taken")) {
		t.Error("the cause or an error is lost")
	}
	text, err := json.Marshal(e)
	if err != nil {
		t.Fatal(err)
	}
	var back apierr.Error
	if err := json.Unmarshal(text, &back); err != nil {
		t.Fatal(err)
	}
	if again, _ := json.Marshal(&back); string(again) != string(text) || !errors.Is(&back, apierr.Code("forms.Taken")) {
		t.Errorf("got %s\nwant %s", again, text)
	}
}

// One error is one, and a list of any length is bounded.
func TestSeveralBounds(t *testing.T) {
	one := forms.From(apierr.Response{Status: 422, Body: []byte(`{"errors":[{"code":"taken"}]}`)})
	if errors.Unwrap(one) != nil {
		t.Errorf("one error unwraps to %v", errors.Unwrap(one))
	}
	many := forms.From(apierr.Response{Status: 422, Body: []byte(`{"errors":[` + strings.Repeat(`{"code":"taken"},`, 3000) + `{}]}`)})
	var several interface{ Unwrap() []error }
	if !errors.As(many, &several) || len(several.Unwrap()) != 32 {
		t.Error("the number of errors is not bounded")
	}
	if lines := strings.Count(errors.Unwrap(many).Error(), "\n"); lines != 31 {
		t.Errorf("%d lines", lines+1)
	}
}

// What a program does with the errors of a response that has several.
func ExampleError_Unwrap() {
	err := forms.From(apierr.Response{Status: 422, Body: []byte(
		`{"errors":[{"code":"too_long","detail":"At most 40.","field":"name"},{"code":"taken","detail":"Choose another.","field":"email"}]}`)})

	fmt.Println(errors.Is(err, apierr.Code("forms.Taken")))
	var all interface{ Unwrap() []error }
	if errors.As(err, &all) {
		for _, one := range all.Unwrap() {
			var e *apierr.Error
			if errors.As(one, &e) {
				fmt.Println(e.Param, e.Code, e.Message)
			}
		}
	}
	// Output:
	// true
	// name forms.TooLong At most 40.
	// email forms.Taken Choose another.
}
