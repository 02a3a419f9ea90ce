package apierr

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"
)

// A Provider that is nil or empty is as good as Generic, in every method.
func TestProviderWithoutFacts(t *testing.T) {
	for name, p := range map[string]*Provider{"nil": nil, "zero": {}, "Generic": Generic, "nothing but a name": NewProvider(nil, nil, nil)} {
		t.Run(name, func(t *testing.T) {
			r := Response{Status: 429, Header: http.Header{"X-Request-Id": {"req_1"}}, Body: []byte(`{"error":{"code":"insufficient_quota","message":"Pay."}}`)}
			e, _ := p.From(r).(*Error)
			if e == nil || e.Kind != InsufficientCredits || e.Provider != "" || e.Message != "Pay." || e.RequestID != "req_1" {
				t.Errorf("From: got %+v", e)
			}
			var filled Error
			if !p.Fill(&filled, r) || filled.Kind != InsufficientCredits {
				t.Errorf("Fill: got %+v", filled)
			}
			if v, ok := p.Verdict(r); !ok || v.Kind != InsufficientCredits {
				t.Errorf("Verdict: got %v, %v", v, ok)
			}
			if err := p.FromEvent("", []byte(`{"error":{"type":"overloaded_error"}}`)); !errors.Is(err, Overloaded) {
				t.Errorf("FromEvent: got %v", err)
			}
			if err := p.In("deployment=dedicated").From(r); !errors.Is(err, InsufficientCredits) {
				t.Errorf("In: got %v", err)
			}
			resp := &http.Response{StatusCode: 429, Body: io.NopCloser(strings.NewReader(string(r.Body)))}
			if err := p.FromResponse(resp); !errors.Is(err, InsufficientCredits) {
				t.Errorf("FromResponse: got %v", err)
			}
			if err := p.Inspect(resp); !errors.Is(err, InsufficientCredits) {
				t.Errorf("Inspect: got %v", err)
			}
			if p.ID() != "" || p.Name() != "" || p.Facts().OTelName != "" || len(p.Facts().Hosts)+len(p.Facts().Links)+len(p.Facts().Support)+len(p.Facts().Tips) != 0 || p.Lookup("acme.OutOfCredits") != nil {
				t.Error("it knows something about itself")
			}
		})
	}
}

// What generated code states comes back.
func TestProviderFacts(t *testing.T) {
	if acme.ID() != "acme" || acme.Name() != "Acme" || len(acme.Facts().Hosts) != 2 || len(acme.Facts().Links) != 1 || len(acme.Facts().Support) != 2 {
		t.Errorf("got %q, %q, %q, %v, %q", acme.ID(), acme.Name(), acme.Facts().Hosts, acme.Facts().Links, acme.Facts().Support)
	}
	if d := acme.Lookup(acmeOutOfCredits); d == nil || d.Code != acmeOutOfCredits {
		t.Errorf("Lookup: got %v", d)
	}
}

// A zero Error is an error of which nothing is known, and nil is safe to print
// and to ask.
func TestErrorOfNothing(t *testing.T) {
	for _, e := range []*Error{nil, {}} {
		for name, print := range printers {
			if e == nil && name == "fields" {
				continue
			}
			if text := print(e); strings.Contains(text, "PANIC") {
				t.Errorf("%s of %#v: %s", name, e, text)
			}
		}
		if e.Retryable() || e.Retry() != RetryNever || e.Billed() != Unstated || e.Actor() != Unknown.Actor() || e.Executed() != Unknown.Executed() {
			t.Errorf("%#v: %v, %v, %v, %v", e, e.Retry(), e.Billed(), e.Actor(), e.Executed())
		}
		if e.Unwrap() != nil || e.Is(RateLimited) || e.Is(Code("")) || e.ErrorType() != "unknown" || len(e.Body()) != 0 {
			t.Errorf("%#v claims to be something", e)
		}
		if _, ok := RetryAfter(e); ok || Retryable(e) || KindOf(e) != Unknown || CodeOf(e) != "" {
			t.Errorf("%#v: the functions claim something", e)
		}
		if _, err := json.Marshal(e); err != nil {
			t.Error(err)
		}
	}
	var none *Error
	if got := fmt.Sprintf("%v %s %+v", none, none, none); got != "<nil> <nil> <nil>" {
		t.Errorf("got %s", got)
	}
}
