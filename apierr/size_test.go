package apierr

import "testing"

func TestExceedsLimit(t *testing.T) {
	for message, want := range map[string]bool{
		"Limit 6000, Used 0, Requested 6001":            true,
		"limit=1,000 requested=1,001":                   true,
		"Requested ~9000 tokens (limit: 8000)":          true,
		"LIMIT IS 5; REQUESTED TOKENS: 6":               true,
		"Limit reached for a-7: limit 10, requested 11": true,
		"Limit 6000, Used 5900, Requested 200":          false,
		"Limit 6000, Requested 6000":                    false,
		"limit 60 requests, requested 100":              false,
		"limit 6.5, requested 100":                      false,
		"limit 6k, requested 100":                       false,
		"rate_limit 5, requested 6":                     false,
		"limit_5, requested 6":                          false,
		"The limit for model 4 is unknown, requested 6": false,
		"limit 5":     false,
		"requested 6": false,
		"":            false,
	} {
		if got := exceedsLimit(message); got != want {
			t.Errorf("%s: got %v, want %v", message, got, want)
		}
	}
}

// An identifier that names the limit is overruled, a limit on what runs at once is
// not.
func TestSized(t *testing.T) {
	for body, want := range map[string]Kind{
		`{"error":{"code":"rate_limit_exceeded","message":"Limit 6000, Requested 9000"}}`:      RequestExceedsLimit,
		`{"error":{"code":"rate_limit_exceeded","message":"Limit 9000, Requested 6000"}}`:      RateLimited,
		`{"error":{"code":"concurrency_limit_exceeded","message":"Limit 5, Requested 6"}}`:     ConcurrencyLimited,
		`{"error":{"code":"context_length_exceeded","message":"Limit 5 tokens, requested 6"}}`: ContextLengthExceeded,
	} {
		if v, _ := Generic.Verdict(Response{Status: 429, Body: []byte(body)}); v.Kind != want {
			t.Errorf("%s: got %s, want %s", body, v.Kind, want)
		}
	}
}
