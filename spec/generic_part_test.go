package spec

import (
	"strings"
	"testing"

	"github.com/errbook/errbook/apierr"
)

// shopOf is a book whose only entry takes a 418 and a code.
func shopOf(t *testing.T, keys string) *apierr.Provider {
	t.Helper()
	f, problems := Decode("shop.yaml", []byte(`version: 1
provider: shop
name: Shop
`+keys+`
sources: [{id: errors, url: "https://shop.example/errors"}]
surfaces: {api: {http: [4xx, 5xx]}, jobs: {http: 200, body: {state: failed}}, stream: {event: failure}}
errors:
  - name: SoldOut
    title: Sold out
    summary: The item is sold out.
    kind: provider_error
    match: [{code: sold_out}, {status: 418}]
    causes: [Somebody else bought the last piece.]
    fixes: [Order another item.]
    sources: [errors]
    samples: [{status: 418, body: '{"error": {"message": "Hm."}}'}]
`))
	if len(problems) == 0 {
		_, problems = Check([]*File{f})
	}
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	return f.Runtime()
}

// A file says what of the generic layer may judge what it does not document.
func TestGenericPart(t *testing.T) {
	const isNone = "no error"
	for _, tt := range []struct {
		status         int
		body           string
		ai, http, none string // kind and retry
	}{
		// What the file documents.
		{418, `{"error": {"message": "Hm."}}`, "provider_error backoff", "provider_error backoff", "provider_error backoff"},
		{409, `{"error": {"code": "sold_out", "message": "Rate limit reached"}}`, "provider_error backoff", "provider_error backoff", "provider_error backoff"},
		// Statuses.
		{429, `{"error": {"message": "Hm."}}`, "rate_limited wait", "rate_limited wait", "unknown never"},
		{503, ``, "overloaded backoff", "overloaded backoff", "unknown never"},
		{409, `{"error": {"message": "Hm."}}`, "conflict backoff", "conflict fix_request", "unknown never"},
		{412, `{"error": {"message": "Hm."}}`, "precondition_failed fix_request", "precondition_failed fix_request", "unknown never"},
		{409, `{"error": {"message": "Another job is already running."}}`, "conflict backoff", "conflict backoff", "unknown never"},
		// Words that every API can send, and those of AI.
		{403, `{"error": {"message": "Your balance is not enough."}}`, "insufficient_credits fix_account", "insufficient_credits fix_account", "unknown never"},
		{404, `{"error": {"message": "The model C-Class was not found."}}`, "model_not_found fix_request", "not_found fix_request", "unknown never"},
		{400, `{"error": {"message": "The text is too long."}}`, "context_length_exceeded fix_request", "invalid_request fix_request", "unknown never"},
		{400, `{"error": {"message": "This model is currently unavailable."}}`, "overloaded backoff", "overloaded backoff", "unknown never"},
		{503, `{"error": {"message": "The model is loading."}}`, "model_loading wait", "overloaded backoff", "unknown never"},
		{400, `{"error": {"message": "Flagged as sexual content. Invalid parameter."}}`, "content_policy_input fix_request", "invalid_request fix_request", "unknown never"},
		{429, `{"error": {"message": "You are out of tokens"}}`, "insufficient_credits fix_account", "rate_limited wait", "unknown never"},
		// Names, stems and bodies that are quoted.
		{404, `{"error": {"code": "model_not_found"}}`, "model_not_found fix_request", "not_found fix_request", "unknown never"},
		{400, `{"error": {"code": "acme_model_not_found_here"}}`, "model_not_found fix_request", "not_found fix_request", "unknown never"},
		{400, `{"error": {"code": "insufficient_quota"}}`, "insufficient_credits fix_account", "insufficient_credits fix_account", "unknown never"},
		{502, `{"error": {"message": "{\"error\": {\"code\": \"model_not_found\", \"message\": \"Hm.\"}}"}}`, "model_not_found fix_request", "not_found fix_request", "unknown never"},
		// What is not an error by the file's surfaces.
		{200, `{"error": {"message": "Hm."}}`, "unknown never", "unknown never", isNone},
		{200, `<!DOCTYPE html><html><body>Hm.</body></html>`, "invalid_response once", "invalid_response once", isNone},
		{200, `{"state": "ok"}`, isNone, isNone, isNone},
		{200, `{"state": "failed", "error": {"message": "Rate limit reached"}}`, "rate_limited wait", "rate_limited wait", "unknown never"},
	} {
		for part, want := range map[string]string{"": tt.ai, "generic: ai": tt.ai, "generic: http": tt.http, "generic: none": tt.none} {
			got := isNone
			if e, ok := shopOf(t, part).From(apierr.Response{Status: tt.status, Body: []byte(tt.body)}).(*apierr.Error); ok && e != nil {
				got = e.Kind.String() + " " + e.Retry().String()
			}
			if got != want {
				t.Errorf("%q, %d %s: got %s, want %s", part, tt.status, tt.body, got, want)
			}
		}
	}
}

// The event that names itself an error is one unless only the file decides.
func TestGenericPartOfStreams(t *testing.T) {
	for part, want := range map[string]bool{"generic: ai": true, "generic: http": true, "generic: none": false} {
		err := shopOf(t, part).From(apierr.Response{Stream: true, Event: "error", Body: []byte(`{"text": "Hm."}`)})
		if got := err != nil; got != want {
			t.Errorf("%s: the event is an error: %v, want %v", part, got, want)
		}
	}
}

// An own API is judged without AI's kinds unless it says that it is one of AI.
func TestGenericPartOfOwnAPI(t *testing.T) {
	for keys, want := range map[string]apierr.Kind{"own: true": apierr.NotFound, "own: true\ngeneric: ai": apierr.ModelNotFound, "generic: http": apierr.NotFound} {
		err := shopOf(t, keys).From(apierr.Response{Status: 404, Body: []byte(`{"error": {"message": "The model was not found."}}`)})
		if got := apierr.KindOf(err); got != want {
			t.Errorf("%q: got %s, want %s", keys, got, want)
		}
	}
}

func TestGenericPartMustBeOne(t *testing.T) {
	_, problems := Decode("shop.yaml", []byte("version: 1\nprovider: shop\nname: Shop\ngeneric: some\n"))
	if text := problems.Error(); !strings.Contains(text, "shop.yaml:4:10: generic must be ai, http or none; found \"some\"") {
		t.Error(text)
	}
}
