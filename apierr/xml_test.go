package apierr_test

import (
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/errbook/errbook/apierr"
	"github.com/errbook/errbook/apierr/wire"
)

// storage sends XML, and reports failures under 200.
var storage = apierr.NewProvider(&wire.Provider{
	ID: "storage",
	Wire: &wire.Wire{
		XML:  []wire.Node{{Key: "Error", Slot: wire.NoSlot, Kids: []wire.Node{{Key: "Code", Slot: 0}, {Key: "Message", Slot: 1}}}},
		Code: []wire.Part{{Slot: 0}}, Message: []wire.Part{{Slot: 1}}, Fields: []wire.Part{{Slot: 0}},
	},
	Surfaces: []wire.Surface{{Name: "copy", Paths: []string{"/copy"}, Statuses: []wire.StatusRange{{From: 200, To: 200}}, Body: []wire.Condition{{Field: 0}}}},
}, func(f *wire.Fields) apierr.Verdict {
	if f.Code == "SlowDown" {
		return apierr.Verdict{Code: "storage.SlowDown", Kind: apierr.RateLimited, Match: apierr.MatchExact}
	}
	return apierr.Verdict{}
}, nil)

// A failure under 200 is found in an XML document where the provider sends those, in
// however many pieces it comes, and the caller still gets the whole body.
func TestXMLUnder200(t *testing.T) {
	const head = "<?xml version=\"1.0\"?>\n"
	for _, tt := range []struct {
		body string
		code apierr.Code
		seen bool
	}{
		{head + `<Error><Code>SlowDown</Code><Message>Reduce the rate.</Message></Error>`, "storage.SlowDown", true},
		{head + `<Error><Code>Hm</Code><Message>Hm.</Message></Error>`, "", true},
		{head + `<CopyObjectResult><ETag>"1"</ETag></CopyObjectResult>`, "", false},
	} {
		for _, contentType := range []string{"application/xml", "text/plain"} { // the path tells, too
			req := httptest.NewRequest(http.MethodPut, "https://storage.example/copy", nil)
			send := func(*http.Request) (*http.Response, error) {
				pieces := iotest.OneByteReader(strings.NewReader(tt.body))
				return &http.Response{StatusCode: 200, Header: http.Header{"Content-Type": {contentType}}, Body: io.NopCloser(pieces), ContentLength: -1, Request: req}, nil
			}
			resp, _ := send(req)
			err := storage.FromResponse(resp)
			if apierr.CodeOf(err) != tt.code || (err != nil) != tt.seen {
				t.Errorf("%s as %s: got %v", tt.body, contentType, err)
			}
			if rest, _ := io.ReadAll(resp.Body); string(rest) != tt.body {
				t.Errorf("the body that is left: %s", rest)
			}
			var failures []*apierr.Error
			transport := apierr.Transport{Provider: storage, Base: baseFunc(send), OnFailure: func(_ context.Context, f apierr.Failure) { failures = append(failures, f.Error) }}
			resp, _ = transport.RoundTrip(req)
			if rest, _ := io.ReadAll(resp.Body); string(rest) != tt.body {
				t.Errorf("the body that the caller gets: %s", rest)
			}
			if len(failures) > 1 || (len(failures) == 1) != tt.seen || tt.seen && failures[0].Code != tt.code {
				t.Errorf("%s as %s: the transport saw %v", tt.body, contentType, failures)
			}
		}
	}
}

// A baseFunc is the Base of a Transport.
type baseFunc func(*http.Request) (*http.Response, error)

func (f baseFunc) RoundTrip(req *http.Request) (*http.Response, error) { return f(req) }
