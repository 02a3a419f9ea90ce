package spec

import (
	"errors"
	"os"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/errbook/errbook/apierr"
)

// The statuses that leave room for a rule are written twice: as methods that
// generated switches call, and as ranges for tables.
func TestSuits(t *testing.T) {
	for _, s := range []Suits{SuitsAll, SuitsServer, SuitsServerOnly, SuitsRequest} {
		if !s.Has(0) {
			t.Errorf("%d has no room for an unknown status", s)
		}
		for status := 1; status <= maxStatus; status++ {
			listed := s == SuitsAll || inRanges(s.Statuses(), status)
			if got := s.Has(status); got != listed {
				t.Errorf("%d under %d: the method says %t, the ranges say %t", s, status, got, listed)
			}
		}
	}
}

// loudBook has vague identifiers in every place that a rule can have them.
const loudBook = `version: 1
provider: acme
name: Acme
hosts: [a.example.com]
sources:
  - {id: errors, url: "https://docs.acme.example/errors", verified: 2026-11-20}
errors:
  - name: Broken
    title: Broken
    summary: Something failed inside.
    match: [{status: 503, type: server_error}, {code: [api_error, E77]}, {message: {any: [engine stalled]}}]
    kind: provider_error
    causes: [A node broke.]
    fixes: [Try again.]
    sources: [errors]
  - name: Malformed
    title: Malformed
    summary: The request is malformed.
    type: invalid_request_error
    kind: invalid_request
    causes: [A field is wrong.]
    fixes: [Correct it.]
    sources: [errors]
  - name: Busy
    title: Busy
    summary: It is busy.
    code: E_SOMETHING
    vague: true
    kind: overloaded
    causes: [Many came.]
    fixes: [Wait.]
    sources: [errors]
  - name: Paid
    title: Paid
    summary: The plan does not have it.
    code: internal_error
    kind: permission_denied
    causes: [The plan is too small.]
    fixes: [Take a larger one.]
    sources: [errors]
`

// Each response meets the strongest evidence that contradicts the rule of a vague
// identifier, and the same without it.
func TestOrderOfEvidence(t *testing.T) {
	book, err := LoadFS(fstest.MapFS{"acme.yaml": {Data: []byte(loudBook)}}, ".")
	if err != nil {
		t.Fatal(err)
	}
	p := book.Files[0].Runtime()
	for _, tt := range []struct {
		status int
		body   string
		want   string // the entry, or the kind without one
		retry  apierr.Retry
	}{
		// A vague identifier holds where nothing says more.
		{500, `{"error":{"code":"api_error","message":"Hm."}}`, "Broken", apierr.RetryBackoff},
		{0, `{"error":{"code":"api_error","message":"Hm."}}`, "Broken", apierr.RetryBackoff},
		{503, `{"error":{"type":"server_error","message":"Hm."}}`, "Broken", apierr.RetryBackoff},
		{400, `{"error":{"type":"invalid_request_error","message":"Hm."}}`, "Malformed", apierr.RetryFixRequest},
		{503, `{"error":{"code":"E_SOMETHING","message":"Hm."}}`, "Busy", apierr.RetryBackoff},
		// A status that contradicts it says more.
		{402, `{"error":{"code":"api_error","message":"Hm."}}`, "insufficient_credits", apierr.RetryFixAccount},
		{404, `{"error":{"code":"api_error","message":"Hm."}}`, "not_found", apierr.RetryFixRequest},
		{429, `{"error":{"code":"api_error","message":"Hm."}}`, "rate_limited", apierr.RetryWait},
		{401, `{"error":{"type":"invalid_request_error","message":"Hm."}}`, "authentication", apierr.RetryFixAccount},
		{403, `{"error":{"code":"E_SOMETHING","message":"Hm."}}`, "permission_denied", apierr.RetryFixAccount},
		{402, `{"error":{"message":"The engine stalled"}}`, "insufficient_credits", apierr.RetryFixAccount},
		// The same of an identifier that is not vague, but a fault of the provider's.
		{502, `{"error":{"code":"E77","message":"Hm."}}`, "Broken", apierr.RetryBackoff},
		{409, `{"error":{"code":"E77","message":"Hm."}}`, "Broken", apierr.RetryBackoff},
		{402, `{"error":{"code":"E77","message":"Hm."}}`, "insufficient_credits", apierr.RetryFixAccount},
		// Words say more, and so does a body that is quoted.
		{500, `{"error":{"code":"api_error","message":"Insufficient balance"}}`, "insufficient_credits", apierr.RetryFixAccount},
		{400, `{"error":{"type":"invalid_request_error","message":"Insufficient balance"}}`, "insufficient_credits", apierr.RetryFixAccount},
		{503, `{"error":{"code":"E_SOMETHING","message":"Insufficient balance"}}`, "insufficient_credits", apierr.RetryFixAccount},
		{500, `{"error":{"code":"E77","message":"upstream: {\"error\":{\"code\":\"insufficient_balance\",\"message\":\"Hm.\"}}"}}`, "insufficient_credits", apierr.RetryFixAccount},
		{500, `{"error":{"message":"The engine stalled: {'error': {'code': 'invalid_api_key', 'message': 'Hm.'}}"}}`, "authentication", apierr.RetryFixAccount},
		// A fault of the request under a 5xx is worth one retry, and none if words say so, too.
		{500, `{"error":{"type":"invalid_request_error","message":"Hm."}}`, "provider_error", apierr.RetryOnce},
		{503, `{"error":{"type":"server_error","code":"bad_request","message":"Hm."}}`, "Broken", apierr.RetryOnce},
		{500, `{"error":{"type":"invalid_request_error","message":"top_p must be less than 1"}}`, "invalid_request", apierr.RetryFixRequest},
		// Who means something of its own by a name has documented another kind.
		{403, `{"error":{"code":"internal_error","message":"Hm."}}`, "Paid", apierr.RetryFixAccount},
		{500, `{"error":{"code":"internal_error","message":"Insufficient balance"}}`, "Paid", apierr.RetryFixAccount},
	} {
		var e *apierr.Error
		if err := p.From(apierr.Response{Status: tt.status, Body: []byte(tt.body)}); !errors.As(err, &e) {
			t.Errorf("%d %s: no error", tt.status, tt.body)
			continue
		}
		got := strings.TrimPrefix(string(e.Code), "acme.")
		if got == "" {
			got = string(e.Kind)
		}
		if got != tt.want || e.Retry() != tt.retry {
			t.Errorf("%d %s: is %s, %v; want %s, %v", tt.status, tt.body, got, e.Retry(), tt.want, tt.retry)
		}
	}
}

// No fault of a provider is retried under a status that blames the caller: each
// sample of one, sent again under another status. A rule that asks for such a status
// is the provider's own word for it, and words of a throttle, or of a picture that
// could not be fetched, say what they say under any status.
func TestFaultsUnderTheCallersStatuses(t *testing.T) {
	book, err := LoadFS(os.DirFS("."), "providers")
	if err != nil {
		t.Fatal(err)
	}
	sent := 0
	for _, f := range book.Files {
		for _, e := range f.Errors {
			if f.kindOf(e.Kind).Family != apierr.FamilyProvider {
				continue
			}
			for i := range e.Samples {
				r := e.Samples[i].Response(f)
				if r.Status < 500 && r.Status != 0 || r.Stream || r.Close != 0 {
					continue
				}
				for _, r.Status = range []int{400, 401, 402, 403, 404, 413, 422} {
					sent++
					var got *apierr.Error
					if errors.As(f.Runtime().From(r), &got) && got.Retryable() && blamesProvider(got.Kind) && !f.asksFor(got.Code, r.Status) {
						t.Errorf("%s under %d is %s (%q), to be retried: %s", e.Code, r.Status, got.Kind, got.Code, r.Body)
					}
				}
			}
		}
	}
	if sent < 1000 {
		t.Errorf("only %d responses were sent", sent)
	}
}

func blamesProvider(k apierr.Kind) bool {
	return k.Family() != apierr.FamilyThrottle && k.Family() != apierr.FamilyRequest
}

// asksFor reports whether a rule of an entry asks for a status.
func (f *File) asksFor(code apierr.Code, status int) bool {
	for _, r := range f.Rows {
		if r.Entry.Code == code && inRanges(r.Statuses, status) {
			return true
		}
	}
	return false
}
