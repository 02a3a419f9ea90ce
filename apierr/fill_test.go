package apierr

import (
	"net/http"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

// TestFill shows that Fill makes what From makes, but for the body, whatever
// the error held before.
func TestFill(t *testing.T) {
	e := Error{Message: "of another answer", Delay: Delay{1, "header:retry-after"}, body: "old", should: shouldRetryNo}
	for _, r := range []Response{
		{Status: 429, Header: http.Header{"Retry-After": {"3"}, "X-Request-Id": {"req_1"}}, Body: []byte(`{"error":{"code":"insufficient_quota","message":"pay"}}`)},
		{Status: 401, Body: []byte(`{"error":{"message":"no such key: sk-abcdefgh12345678abcd"}}`)},
		{Status: 502, Body: []byte("<html><title>Bad gateway</title></html>")},
		{Stream: true, Body: []byte(`{"error":{"type":"overloaded_error"}}`)},
	} {
		if !Generic.Fill(&e, r) {
			t.Errorf("%s: no error", r.Body)
			continue
		}
		want := Generic.From(r).(*Error)
		if diff := cmp.Diff(want, &e, cmp.AllowUnexported(Error{}, advice{}), cmpopts.IgnoreFields(Error{}, "body", "from")); diff != "" {
			t.Errorf("%s: -From +Fill:\n%s", r.Body, diff)
		}
		if len(e.Body()) > 0 {
			t.Errorf("%s: the body was kept", r.Body)
		}
	}
	before := e.Message
	if Generic.Fill(&e, Response{Status: 200, Body: []byte(`{"ok":true}`)}) || e.Message != before {
		t.Error("a response that is not an error was taken for one")
	}
}
