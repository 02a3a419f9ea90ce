package apierr

import "testing"

// A line before a quoted body can state the status that the upstream sent. It counts
// where the response has none, or one that says no more than that something failed.
func TestStatusOfQuotedBody(t *testing.T) {
	for _, test := range []struct {
		status int
		body   string
		want   Kind
	}{
		{0, `{"errorMessage":"403 {\"message\":\"No\"}"}`, PermissionDenied},
		{502, `{"detail":"Error code: 401 - {'message': 'No'}"}`, Authentication},
		{500, `{"message":"It failed: 402 Payment: {\"message\":\"No\"}"}`, InsufficientCredits},
		{400, `{"error":"Provider error 429: {\"message\":\"No\"}"}`, RateLimited},
		{403, `{"error":"Provider error 500: {\"message\":\"No\"}"}`, PermissionDenied},
		{500, `{"error":"Provider error 403: {\"message\":\"Too many requests\"}"}`, RateLimited},
		{500, `{"error":"It took 402ms: {\"message\":\"No\"}"}`, ProviderError},
		{500, `{"error":"The row {\"message\":\"No\"} has 402"}`, ProviderError},
		{500, `{"message":"Acme error 401: No"}`, Authentication},
		{500, `{"message":"Acme error 503: No"}`, ProviderError},
		{500, `{"message":"Error 401 of 900"}`, Authentication},
		{500, `{"message":"The row of error 401 is 900"}`, ProviderError},
	} {
		if v, _ := Generic.Verdict(Response{Status: test.status, Body: []byte(test.body)}); v.Kind != test.want {
			t.Errorf("%d %s: got %v, want %v", test.status, test.body, v.Kind, test.want)
		}
	}
}

// The exception that a text begins with, and a code in brackets, are identifiers: words
// say more than a weak one does.
func TestNamesThatProgramsPrint(t *testing.T) {
	for body, want := range map[string]Kind{
		"acme.RateLimitError: Hm":                      RateLimited,
		"acme.RateLimitError: No credits are left":     InsufficientCredits,
		"acme.InternalServerError: Hm":                 ProviderError,
		"ConnectError: [unavailable] Hm":               Overloaded,
		"Upstream request failed: [invalid_request] x": InvalidRequest,
		"acme.HmError: Hm":                             Unknown,
		"acme.APIStatusError: Hm":                      Unknown,
		"acme.APITimeoutError: Hm":                     ProviderTimeout,
		"The [field] Hm":                               Unknown,
	} {
		if v, _ := Generic.Verdict(Response{Body: []byte(body)}); v.Kind != want {
			t.Errorf("%s: got %v, want %v", body, v.Kind, want)
		}
	}
}
