//go:build !race

// The race detector makes sync.Pool forget at random, so the counts mean nothing there.

package apierr

import (
	"net/http"
	"testing"

	"github.com/errbook/errbook/apierr/wire"
)

// The bounds that CONTRIBUTING promises: no allocation for a verdict, two for
// an error of a plain body, which are the error and its copy of the body.
func TestAllocations(t *testing.T) {
	header := http.Header{
		"Content-Type": {"application/json"}, "Date": {"Fri, 20 Nov 2026 10:00:00 GMT"},
		"Server": {"acme"}, "X-Request-Id": {"req_1"},
	}
	body := []byte(`{"error":{"code":"OutOfCredits","message":"Your balance is empty; add credits to go on."}}`)
	r := Response{Status: 402, Header: header, Body: body}
	acme.From(r) // fill the pool
	if n := testing.AllocsPerRun(200, func() { acme.Verdict(r) }); n != 0 {
		t.Errorf("Verdict allocates %v times", n)
	}
	if n := testing.AllocsPerRun(200, func() { acme.From(r) }); n > 2 {
		t.Errorf("From allocates %v times", n)
	}
	plain, nowhere := new(wire.Fields), new(wire.Wire)
	plain.Read("", wire.NewHeader(header), nowhere)
	if n := testing.AllocsPerRun(200, func() { serverDelay(plain, nowhere, "Hm. Wait 7m12s.", FamilyThrottle) }); n != 0 {
		t.Errorf("looking for a delay allocates %v times", n)
	}
}
