package apierr

import (
	"testing"

	"github.com/errbook/errbook/apierr/wire"
)

// Text that is the data of an event is a failure if it begins with the name of an
// exception, or comes where a provider sends objects, and words say what failed.
func TestPrintedEvents(t *testing.T) {
	objects := NewProvider(&wire.Provider{
		Wire:     &wire.Wire{Body: []wire.Node{{Key: "error", Slot: 0}}, Fields: []wire.Part{{Slot: 0}}},
		Surfaces: []wire.Surface{{Name: "stream", Stream: true, Events: []string{"error"}, Body: []wire.Condition{{Field: 0}}}},
	}, nil, nil)
	for _, tt := range []struct {
		p    *Provider
		data string
		want Kind // "" for no error
	}{
		{Generic, "acme.ConnectionError: peer closed connection early (incomplete chunked read)", StreamInterrupted},
		{Generic, "RateLimitException: too many requests", RateLimited},
		{Generic, "A rate limit of 5 requests per minute is usual.", ""},
		{Generic, "Error: too many requests", ""},
		{Generic, "TypeError: x is not a function", ""},
		{Generic, "[DONE]", ""},
		{objects, "There was an error processing your request, please send it again", ProviderError},
		{objects, "Too many requests", RateLimited},
		{objects, "Hello", ""},
		{objects, `{"text":"too many requests"}`, ""},
	} {
		v, isError := tt.p.Verdict(Response{Stream: true, Body: []byte(tt.data)})
		if isError != (tt.want != "") || v.Kind != tt.want && isError {
			t.Errorf("%s: got %v, %v; want %v", tt.data, v.Kind, isError, tt.want)
		}
	}
}

// What programs print of a response is read through: prose before it, the marks of
// Markdown after it, quotes that nobody escaped, the lines of a log, objects as Node.js
// prints them.
func TestPrintedResponses(t *testing.T) {
	for text, want := range map[string]Kind{
		"Output:\n```\n429 \"You used all available credits\"\n```":                                      InsufficientCredits,
		"It broke at https://x.example/v1: [403 Forbidden] Requests to this API are blocked.":            PermissionDenied,
		"Error fetching from https://x.example/v1: [503 Service Unavailable] Hm.":                        Overloaded,
		"10:00 [tti ERROR] call Failed, status_code: 400, code: Arrearage, message: Access denied. Hm.":  InsufficientCredits,
		"APIError: api return error, code: Arrearage, msg: Hm.":                                          InsufficientCredits,
		`level=ERROR message="stream error" id=x error="AcmeError: Too many requests"`:                   RateLimited,
		`level=INFO message="a prompt about too many requests"`:                                          Unknown,
		"{ message: 'Hm', code: 'insufficient_quota' }":                                                  InsufficientCredits,
		"ERROR  HTTP error: { error:\n   { message: 'Hm.',\n     code: 'insufficient_quota' } }":         InsufficientCredits,
		"{\n  count: 1,\n  inner: Properties {\n    keys: [ 'A' ]\n  },\n  note: 'Too many requests'\n}": RateLimited,
		"The path /v1/{id} is odd": Unknown,
		`Error code: 402 - {'error': {'message': 'It isn't Acme's fault', 'code': 'insufficient_quota'}}`: InsufficientCredits,
		`{"error": {"message": "The model "x" is odd", "code": "insufficient_quota"}}`:                    InsufficientCredits,
	} {
		v, _ := Generic.Verdict(Response{Body: []byte(text)})
		if v.Kind != want {
			t.Errorf("%s: got %s, want %s", text, v.Kind, want)
		}
	}
}
