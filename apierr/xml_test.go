package apierr_test

import (
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/errbook/errbook/apierr"
	"github.com/errbook/errbook/apierr/wire"
)

// A failure under 200 is found in an XML document where the provider sends those, and
// the caller still gets the whole body.
func TestXMLUnder200(t *testing.T) {
	copies := apierr.NewProvider(&wire.Provider{
		ID: "storage",
		Wire: &wire.Wire{
			XML:  []wire.Node{{Key: "Error", Slot: wire.NoSlot, Kids: []wire.Node{{Key: "Code", Slot: 0}, {Key: "Message", Slot: 1}}}},
			Code: []wire.Part{{Slot: 0}}, Message: []wire.Part{{Slot: 1}}, Fields: []wire.Part{{Slot: 0}},
		},
		Surfaces: []wire.Surface{{Name: "copy", Statuses: []wire.StatusRange{{From: 200, To: 200}}, Body: []wire.Condition{{Field: 0}}}},
	}, func(f *wire.Fields) apierr.Verdict {
		if f.Code == "SlowDown" {
			return apierr.Verdict{Code: "storage.SlowDown", Kind: apierr.RateLimited, Match: apierr.MatchExact}
		}
		return apierr.Verdict{}
	}, nil)
	for body, code := range map[string]apierr.Code{
		`<Error><Code>SlowDown</Code><Message>Reduce the rate.</Message></Error>`: "storage.SlowDown",
		`<CopyObjectResult><ETag>"1"</ETag></CopyObjectResult>`:                   "",
	} {
		resp := &http.Response{
			StatusCode: 200, Header: http.Header{"Content-Type": {"application/xml"}}, Body: io.NopCloser(strings.NewReader(body)), ContentLength: int64(len(body)),
		}
		err := copies.FromResponse(resp)
		if apierr.CodeOf(err) != code || code == "" && err != nil {
			t.Errorf("%s: got %v", body, err)
		}
		if rest, _ := io.ReadAll(resp.Body); string(rest) != body {
			t.Errorf("the body that is left: %s", rest)
		}
	}
}
