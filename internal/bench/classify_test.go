package bench

import (
	"encoding/json"
	"testing"

	"github.com/tidwall/gjson"

	"github.com/errbook/errbook/apierr"
	"github.com/errbook/errbook/generated/openaierr"
)

// bodies are answers of ordinary length. The code of one says it all; that of
// the other has several meanings, which phrases of the message tell apart.
var bodies = []struct{ name, body string }{
	{"code", `{"error": {"message": "Your input exceeds the context window of this model, which is 128000 tokens. Adjust your input and try again, or choose another model for it.", "type": "invalid_request_error", "param": "input", "code": "context_length_exceeded"}}`},
	{"phrases", `{"error": {"message": "Rate limit reached for gpt-x in organization org-x on requests per min (RPM): Limit 3, Used 3, Requested 1. Visit the limits page to learn more.", "type": "requests", "param": null, "code": "rate_limit_exceeded"}}`},
}

// each runs a benchmark over all bodies.
func each(b *testing.B, run func(b *testing.B, body []byte)) {
	for _, c := range bodies {
		b.Run(c.name, func(b *testing.B) {
			b.ReportAllocs()
			run(b, []byte(c.body))
		})
	}
}

var sink apierr.Verdict

// The verdict from fields in hand, by the generated switch and by one that
// somebody would write who knows the codes that matter and what they stand for.
func BenchmarkFieldsGenerated(b *testing.B) {
	f := apierr.Fields{Status: 429, Code: "rate_limit_exceeded", Type: "requests", Message: "Rate limit reached"}
	b.ReportAllocs()
	for b.Loop() {
		sink = openaierr.Classify(&f)
	}
}

func BenchmarkFieldsByHand(b *testing.B) {
	f := apierr.Fields{Status: 429, Code: "rate_limit_exceeded", Type: "requests", Message: "Rate limit reached"}
	b.ReportAllocs()
	for b.Loop() {
		sink = byHand(&f)
	}
}

//go:noinline
func byHand(f *apierr.Fields) apierr.Verdict {
	switch f.Code {
	case "insufficient_quota":
		return apierr.Verdict{Code: openaierr.InsufficientQuota, Kind: apierr.InsufficientCredits, Match: apierr.MatchExact}
	case "rate_limit_exceeded":
		if f.Says("request too large") {
			return apierr.Verdict{Code: openaierr.RequestTooLarge, Kind: apierr.RequestExceedsLimit, Match: apierr.MatchPattern}
		}
		if f.Says("on requests per day", "on tokens per day") {
			return apierr.Verdict{Code: openaierr.DailyLimitReached, Kind: apierr.QuotaExhausted, Match: apierr.MatchPattern}
		}
		return apierr.Verdict{Code: openaierr.RateLimitExceeded, Kind: apierr.RateLimited, Match: apierr.MatchExact}
	case "context_length_exceeded":
		return apierr.Verdict{Code: openaierr.ContextLengthExceeded, Kind: apierr.ContextLengthExceeded, Match: apierr.MatchExact}
	case "invalid_api_key":
		return apierr.Verdict{Code: openaierr.InvalidAPIKey, Kind: apierr.Authentication, Match: apierr.MatchExact}
	case "model_not_found":
		return apierr.Verdict{Code: openaierr.ModelNotFound, Kind: apierr.ModelNotFound, Match: apierr.MatchExact}
	}
	return apierr.Verdict{}
}

// The verdict from the bytes of a body.
func BenchmarkBodyVerdict(b *testing.B) {
	each(b, func(b *testing.B, body []byte) {
		r := apierr.Response{Status: 429, Body: body}
		for b.Loop() {
			sink, _ = openaierr.Provider.Verdict(r)
		}
	})
}

// The whole *Error, with its documentation, credentials redacted.
func BenchmarkBodyError(b *testing.B) {
	each(b, func(b *testing.B, body []byte) {
		r := apierr.Response{Status: 429, Body: body}
		for b.Loop() {
			if openaierr.Provider.From(r) == nil {
				b.Fatal("no error")
			}
		}
	})
}

// encoding/json into a struct, and a look-up of the code.
func BenchmarkBodyEncodingJSON(b *testing.B) {
	kinds := map[string]apierr.Kind{"rate_limit_exceeded": apierr.RateLimited, "context_length_exceeded": apierr.ContextLengthExceeded}
	each(b, func(b *testing.B, body []byte) {
		for b.Loop() {
			var answer struct {
				Error struct {
					Message, Type, Code string
					Param               *string
				}
			}
			if err := json.Unmarshal(body, &answer); err != nil {
				b.Fatal(err)
			}
			sink.Kind = kinds[answer.Error.Code]
		}
	})
}

// gjson reading the parts of an error, one path after the other.
func BenchmarkBodyGJSON(b *testing.B) {
	each(b, func(b *testing.B, body []byte) {
		for b.Loop() {
			found := gjson.GetManyBytes(body, "error.code", "error.type", "error.message", "error.param")
			sink.Code = apierr.Code(found[0].Str)
		}
	})
}
