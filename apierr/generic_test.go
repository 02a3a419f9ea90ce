package apierr

import (
	"net/http"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/errbook/errbook/apierr/errdoc"
	"github.com/errbook/errbook/apierr/wire"
)

// A sample is an answer of a host that no book knows.
type sample struct {
	status int
	body   string
	kind   Kind
}

// genericSamples goes through the kinds in the order of their table. The bodies
// are made up; the identifiers in them are those that many APIs share.
var genericSamples = []sample{
	{400, `{"error":{"message":"Field top_p lies outside of its range.","type":"invalid_request_error","param":"top_p","code":null}}`, InvalidRequest},
	{400, `{"error":{"code":400,"message":"The second turn has no role.","status":"INVALID_ARGUMENT"}}`, InvalidRequest},
	{422, `{"detail":[{"loc":["body","steps"],"msg":"field required","type":"missing"}]}`, InvalidRequest},
	{0, `{"error":{"message":"Who knows.","type":"invalid_request_error"}}`, InvalidRequest},
	{400, `{"error":{"message":"Parameter 'seed' is not supported here.","code":"unsupported_parameter"}}`, Unsupported},
	{405, `{"detail":"Method Not Allowed"}`, Unsupported},
	{501, `{"error":{"type":"not_supported_error","message":"Start the server with another flag."}}`, Unsupported},
	{400, `{"error":{"message":"Words, words.","type":"invalid_request_error","code":"context_length_exceeded"}}`, ContextLengthExceeded},
	{400, `{"message":"The prompt is too long for this one: 9000 tokens."}`, ContextLengthExceeded},
	{413, `{"error":{"type":"request_too_large","message":"Send less."}}`, PayloadTooLarge},
	{400, `{"message":"The request body is too large."}`, PayloadTooLarge},
	{429, `{"error":{"message":"Request too large for model-x on tokens per min: limit 10, requested 20","code":"rate_limit_exceeded"}}`, RequestExceedsLimit},
	{400, `{"error":{"message":"That is no picture.","code":"invalid_image_format"}}`, InvalidMedia},
	{422, `{"detail":[{"loc":["body","file"],"msg":"Too long.","type":"audio_duration_too_long"}]}`, InvalidMedia},
	{400, `{"error":{"message":"We failed to download the picture from your server."}}`, MediaFetchFailed},
	{422, `{"detail":[{"msg":"No luck.","type":"file_download_error"}]}`, MediaFetchFailed},
	{400, `{"error":{"message":"No.","code":"content_policy_violation"}}`, ContentPolicyInput},
	{403, `{"message":"Your input was flagged as violent."}`, ContentPolicyInput},
	{200, `{"status":"FAILED","failure":"Refused.","failureCode":"SAFETY.INPUT.IMAGE"}`, ContentPolicyInput},
	{200, `{"status":"FAILED","failure":"Refused.","failureCode":"SAFETY.OUTPUT.VIDEO"}`, ContentPolicyOutput},
	{400, `{"error":{"message":"The output was blocked by content rules."}}`, ContentPolicyOutput},
	{0, `ValidationException: invalid_prompts (400, 'One of the prompts has filtered words.')`, ContentPolicyInput},
	{404, `{"detail":"There is nothing here."}`, NotFound},
	{400, `{"error":{"message":"Gone.","code":"voice_not_found"}}`, NotFound},
	{409, `{"message":"Somebody else was quicker."}`, Conflict},
	{400, `{"error":{"message":"A file of that name already exists."}}`, AlreadyExists},
	{412, `{"message":"Somebody else was quicker."}`, PreconditionFailed},

	{401, ``, Authentication},
	{400, `{"error":{"code":400,"message":"Bad key.","status":"INVALID_ARGUMENT","details":[{"@type":"type.googleapis.com/google.rpc.ErrorInfo","reason":"API_KEY_INVALID"}]}}`, Authentication},
	{403, `{"__type":"com.example.coral#ExpiredTokenException","message":"Too late."}`, Authentication},
	{403, `{"code":16,"message":"Who are you?","details":[]}`, Authentication},
	{0, `{"message":"Incorrect API key provided"}`, Authentication},
	{0, `Your default credentials were not found.`, Authentication},
	{403, `Failed to authenticate. API Error: 403 {"error":{"type":"client_error","message":"This endpoint only accepts requests from one program"}}`, PermissionDenied},
	{403, `{"error":{"type":"permission_error","message":"Not you."}}`, PermissionDenied},
	{401, `{"error":{"message":"The key has insufficient permissions. Missing scopes: write"}}`, PermissionDenied},
	{403, `{"error":{"message":"Not here.","code":"unsupported_country_region_territory"}}`, RegionBlocked},
	{400, `{"error":{"message":"Your location is not supported."}}`, RegionBlocked},
	{403, `{"error":{"message":"This account has been suspended."}}`, AccountDisabled},

	{402, ``, InsufficientCredits},
	{429, `{"error":{"message":"You exceeded your current quota, please check your plan.","type":"insufficient_quota","code":"insufficient_quota"}}`, InsufficientCredits},
	{429, `{"error":"OutOfCredits","message":"Nothing is left."}`, InsufficientCredits},
	{400, `{"error":{"type":"invalid_request_error","message":"Your credit balance is too low."}}`, InsufficientCredits},
	{200, `{"base_resp":{"status_code":1008,"status_msg":"insufficient balance"}}`, InsufficientCredits},
	{429, `{"error":{"code":"1113","message":"您的余额不足，请充值"}}`, InsufficientCredits},
	{402, `{"error":"Rate limited","reasons":["not-enough-credits"]}`, InsufficientCredits},
	{403, `{"error":{"message":"token quota is not enough, needed: 5","type":"proxy_error","code":"pre_consume_token_quota_failed"}}`, InsufficientCredits},
	{429, `{"error":{"type":"usage_not_included","message":"Upgrade to Plus."}}`, InsufficientCredits},
	{429, `{"message":"Please upgrade your plan."}`, InsufficientCredits},
	{0, `{"error":"A paid-only feature: add a credit card."}`, InsufficientCredits},
	{429, `{"error":{"message":"You have reached your spending limit for this month."}}`, SpendLimitReached},
	{400, `{"error":{"message":"You set a cap.","code":"billing_hard_limit_reached"}}`, SpendLimitReached},
	{429, `{"error":{"type":"rate_limit_error","message":"Wait for the first.","details":{"error_code":"enforced_spend_limit_reached"}}}`, SpendLimitReached},
	{429, `{"error":{"message":"Rate limit reached on requests per day (RPD): limit 10","code":"rate_limit_exceeded"}}`, QuotaExhausted},
	{429, `{"error":{"code":429,"message":"You exceeded your current quota, please check your plan and billing details.","status":"RESOURCE_EXHAUSTED","details":[{"@type":"type.googleapis.com/google.rpc.QuotaFailure","violations":[{"quotaId":"RequestsPerDayPerProject"}]}]}}`, QuotaExhausted},
	{0, `Response content: b'{"detail":{"status":"quota_exceeded","message":"70 characters are required."}}'`, QuotaExhausted},
	{0, `The free request cap is exceeded for this month. Purchase credits`, QuotaExhausted},
	{429, `{"error":{"code":429,"message":"You exceeded your current quota, please check your plan and billing details. See ai.google.dev"}}`, QuotaExhausted},
	{401, `{"detail":{"status":"quota_exceeded","message":"Come back in June."}}`, QuotaExhausted},

	{429, ``, RateLimited},
	{429, `{"error":{"message":"Rate limit reached on tokens per min (TPM). Add a payment method to increase your rate limit.","type":"tokens","code":"rate_limit_exceeded"}}`, RateLimited},
	{429, `{"error":{"code":429,"message":"You exceeded your current quota, please check your plan and billing details.","status":"RESOURCE_EXHAUSTED","details":[{"@type":"type.googleapis.com/google.rpc.QuotaFailure","violations":[{"quotaId":"RequestsPerMinutePerProject"}]}]}}`, RateLimited},
	{429, `{"error":{"code":"rate_limit_exceeded","message":"Upgrade your plan for more."}}`, RateLimited},
	{429, `{"error":{"message":"Rate limit exceeded: free-models-per-min. Purchase credits for a higher one."}}`, RateLimited},
	{400, `{"__type":"ThrottlingException","message":"Wait."}`, RateLimited},
	{0, `{"message":"Too many requests"}`, RateLimited},
	{429, `{"detail":{"status":"too_many_concurrent_requests","message":"Two at a time."}}`, ConcurrencyLimited},
	{429, `{"error":{"code":"1302","message":"并发数过高"}}`, ConcurrencyLimited},

	{0, `{"object":"batch","errors":{"object":"list","data":[{"code":"token_limit_exceeded","message":"Enqueued token limit reached."}]}}`, ConcurrencyLimited},
	{529, `{"type":"error","error":{"type":"overloaded_error","message":"Come back later."}}`, Overloaded},
	{429, `{"error":{"type":"engine_overloaded_error","message":"Later."}}`, Overloaded},
	{503, `<html><head><title>503 Service Temporarily Unavailable</title></head></html>`, Overloaded},
	{503, `{"error":"Model some/model is currently loading","estimated_time":20.5}`, ModelLoading},

	{404, `{"error":{"message":"The model 'x' does not exist or you have no access to it.","code":"model_not_found"}}`, ModelNotFound},
	{404, `{"type":"error","error":{"type":"not_found_error","message":"model: some-model"}}`, ModelNotFound},
	{400, `{"success":false,"errors":[{"code":5007,"message":"No such model or task"}]}`, ModelNotFound},
	{403, `{"message":"You do not have access to the model."}`, ModelAccessDenied},
	{500, `{"error":{"message":"SomeException: {\"message\":\"Model access is denied, for the role lacks a right.\"}"}}`, ModelAccessDenied},
	{400, `[{"error":{"code":400,"message":"Project p is not allowed to use Publisher Model m","status":"FAILED_PRECONDITION"}}]`, ModelAccessDenied},
	{400, `{"error":{"message":"nothing for this model under your current plan","code":"no_available_model_endpoints"}}`, ModelAccessDenied},
	{0, `NotFound: This model is marked by provider as legacy, and access denied.`, ModelRetired},
	{404, `{"message":"The model some-model has been deprecated."}`, ModelRetired},

	{500, ``, ProviderError},
	{200, `{"error":{"message":"Oh no.","type":"server_error"}}`, ProviderError},
	{504, `<html><head><title>504 Gateway Time-out</title></head></html>`, ProviderTimeout},
	{0, "<html><body><h1>504 Gateway Time-out</h1>\nNo answer.</body></html>", ProviderTimeout},
	{500, `{"error":{"message":"context deadline exceeded"}}`, ProviderTimeout},
	{502, ``, UpstreamError},
	{200, `{"id":"job","status":"failed"}`, JobFailed},
	{200, `<!DOCTYPE html><title>Sign in</title>`, InvalidResponse},
	{499, ``, Canceled},
	{0, `{"message":"Hm."}`, Unknown},
}

func TestGenericKindByKind(t *testing.T) {
	covered := map[Kind]bool{}
	for _, s := range genericSamples {
		covered[s.kind] = true
		v, ok := Generic.Verdict(Response{Status: s.status, Body: []byte(s.body)})
		if !ok || v.Kind != s.kind || v.Code != "" {
			t.Errorf("%d %s: got %v %v, want %v", s.status, s.body, v, ok, s.kind)
		}
	}
	for _, k := range errdoc.Kinds() {
		if f := k.Family(); f != FamilyTransport && f != FamilyLocal && !covered[k] {
			t.Errorf("no sample is %v", k)
		}
	}
}

// TestGenericErrorsUnder2xx: what an answer carries makes it an error, and the
// members that ordinary answers carry always do not.
func TestGenericErrorsUnder2xx(t *testing.T) {
	for body, want := range map[string]bool{
		`{"error":{"message":"x"}}`:                        true,
		`{"error":"x"}`:                                    true,
		`{"choices":[{"index":0},{"error":{"code":502}}]}`: true,
		`{"type":"response.failed","response":{"error":{"code":"server_error"}}}`: true,
		`{"data":{"status":"failed"}}`:                                            true,
		`{"success":false,"errors":[]}`:                                           true,
		`{"error_code":17,"error_msg":"x"}`:                                       true,
		`{"error":null}`:                                                          false,
		`{"error":{}}`:                                                            false,
		`{"error": { } }`:                                                         false,
		`{"error":""}`:                                                            false,
		`{"error":false,"errors":[]}`:                                             false,
		`{"base_resp":{"status_code":0,"status_msg":"success"}}`:                  false,
		`{"status":"succeeded","success":true}`:                                   false,
		`{"choices":[{"message":{"content":"rate limit error"}}]}`:                false,
		`{"object":"list","data":[{"error":{"code":"x"}}]}`:                       false,
		`["error"]`: false,
		``:          false,
	} {
		if _, ok := Generic.Verdict(Response{Status: 200, Body: []byte(body)}); ok != want {
			t.Errorf("%s: an error: %t, want %t", body, ok, want)
		}
	}
}

// TestRedirectsAreNoErrors: what a 3xx carries is not looked into.
func TestRedirectsAreNoErrors(t *testing.T) {
	r := Response{Status: 302, Body: []byte(`{"error":{"code":"rate_limit_exceeded","message":"x"}}`)}
	if v, ok := Generic.Verdict(r); ok {
		t.Errorf("got %v", v)
	}
}

// TestPlainErrorsUnder2xx: where a provider reports failures under 2xx, an
// error object that none of its surfaces takes is an error, too; answers that
// have the member for other reasons are none.
func TestPlainErrorsUnder2xx(t *testing.T) {
	for body, want := range map[string]Kind{
		`{"error":{"message":"Nothing is left.","code":"insufficient_quota"}}`: InsufficientCredits,
		`{"error":{"message":"Oh no."}}`:                                       Unknown,
		`{"error":"The server is overloaded"}`:                                 Overloaded,
		`{"error":"rate_limit_exceeded"}`:                                      RateLimited,
	} {
		if v, ok := acme.Verdict(Response{Status: 200, Body: []byte(body)}); !ok || v.Kind != want {
			t.Errorf("%s: got %v %t, want %v", body, v, ok, want)
		}
	}
	for _, body := range []string{
		`{"error":null,"output":"x"}`,
		`{"error":{}}`,
		`{"error":{"rate":0.02,"bars":[1,2]}}`,
		`{"error":"0.02"}`,
		`{"error":"none is required"}`,
		`{"choices":[{"message":{"content":"{\"error\":{\"message\":\"x\"}}"}}]}`,
		`{"output":{"error":{"message":"rate limit exceeded"}}}`,
		`{"errors":[{"message":"one line of many"}]}`,
		`{"detail":"Your rate limit was raised"}`,
	} {
		if v, ok := acme.Verdict(Response{Status: 200, Body: []byte(body)}); ok {
			t.Errorf("%s: got %v, want no error", body, v)
		}
	}
	bare := NewProvider(&wire.Provider{Wire: &acmeWire}, acmeClassify, acmeLookup)
	if v, ok := bare.Verdict(Response{Status: 200, Body: []byte(`{"error":{"message":"x"}}`)}); ok {
		t.Errorf("a provider without failures under 2xx: got %v", v)
	}
}

// TestGenericLooksIntoQuotedBodies: aggregators and SDKs put one body into the
// text of another.
func TestGenericLooksIntoQuotedBodies(t *testing.T) {
	const inner = `{"error":{"message":"No.","code":"context_length_exceeded"}}`
	quoted := strings.ReplaceAll(inner, `"`, `\"`)
	twice := strings.ReplaceAll(strings.ReplaceAll(`{"error":{"message":"`+quoted+`"}}`, `\`, `\\`), `"`, `\"`)
	for _, body := range []string{
		`{"error":{"message":"Provider returned error","code":400,"metadata":{"raw":"` + quoted + `"}}}`,
		`{"error":{"message":"Provider returned error","metadata":{"raw":` + inner + `}}}`,
		`{"error":{"message":"Backend failed","type":"backend_error","details":"` + quoted + `"}}`,
		`{"error":{"message":"` + quoted + `","code":400}}`,
		`{"message":"upstream said: ` + quoted + `"}`,
		`{"error":{"message":"` + twice + `"}}`,
		`Async job failed: ` + inner,
		`{'message': 'Provider returned error', 'metadata': {'raw': '` + inner + `', 'provider_name': 'Some'}`, // its last brace is lost
		`Error code: 400 - {'error': {'message': "It's no.", 'param': None, 'code': 'context_length_exceeded'}}`,
		`The job came to nothing: {"detail":[{"msg":"This is above the maximum context length.","type":"x","url":"https://cut.off`,
		`{"id":"line_1","custom_id":"7","response":{"status_code":400,"body":` + inner + `},"error":null}`,
		`{"error":{"error":{"code":"context_length_exceeded","message":"No."}}}`,
		`{"msg":"This is above the maximum context length.","code":400]`, // the wrong bracket
		`{"status":"failed","last_error":{"code":"context_length_exceeded","message":"No."}}`,
	} {
		if v, _ := Generic.Verdict(Response{Body: []byte(body)}); v.Kind != ContextLengthExceeded {
			t.Errorf("%s: got %v", body, v)
		}
	}
}

// TestGenericIsNotFooledByEchoes: what the caller wrote comes back in messages.
func TestGenericIsNotFooledByEchoes(t *testing.T) {
	for _, body := range []string{
		`{"error":{"message":"Unknown tool \"rate limit exceeded\"","type":"invalid_request_error"}}`,
		"{\"error\":{\"message\":\"Unknown value `insufficient credits`\"}}",
		`{"error":{"message":"Cannot take 429 or 500 as a seed"},"request_id":"req_429503"}`,
		`{"detail":[{"loc":["body"],"msg":"extra fields","type":"extra_forbidden","input":{"error":{"code":"rate_limit_exceeded","message":"too many requests"}}}]}`,
		`{"error":{"message":"Bad value: {\"code\":\"rate_limit_exceeded\"}"}}`,
		`{"error":{"message":"max_tokens exceeds the maximum of 4096"}}`,
		`{"error":{"message":"logprobs can only be used with one choice"}}`,
	} {
		if v, _ := Generic.Verdict(Response{Status: 400, Body: []byte(body)}); v.Kind != InvalidRequest {
			t.Errorf("%s: got %v", body, v)
		}
	}
}

// TestGenericEvents: an event is an error by its name or by its data, whether
// the data comes alone or as it stands in the stream.
func TestGenericEvents(t *testing.T) {
	for _, data := range []string{
		`{"type":"error","error":{"type":"overloaded_error","message":"Busy."}}`,
		"event: error\ndata: {\"error\":{\"type\":\"overloaded_error\"}}\n\n",
		"event: error\r\ndata: {\"error\":\r\ndata: {\"type\":\"overloaded_error\"}}\r\n\r\n",
		": keep-alive\n\ndata: {\"choices\":[]}\n\ndata: {\"error\":{\"type\":\"overloaded_error\"}}\n\ndata: [DONE]\n\n",
		`{"type":"error","status":503,"code":"server_is_overloaded","message":"x"}`,
		`{"object":"error","message":"Busy.","type":"overloaded_error","param":null}`,
		`Some error: {"type":"error","error":{"type":"overloaded_error","message":"Busy."},"status_code":503}`,
		`{"type":"overloaded_error","message":"Busy."}`, // what stands below error elsewhere
		`{"code":503,"message":"Busy: the model is overloaded."}`,
		`error: {"code":503,"message":"Busy.","type":"overloaded_error"}`,           // a field of llama.cpp's own
		"event: error\ndata: {\"error\":\n    {\"type\":\"overloaded_error\"}}\n\n", // a paste that was wrapped
	} {
		v, ok := Generic.Verdict(Response{Status: 200, Stream: true, Body: []byte(data)})
		if !ok || v.Kind != Overloaded {
			t.Errorf("%q: got %v %t", data, v, ok)
		}
	}
	for _, data := range []string{`{"type":"message","message":"no error"}`, `{"code":200,"message":"overloaded"}`, `{"type":"ping"}`, `[DONE]`, "event: message\ndata: {\"choices\":[],\"error\":null}\n\n"} {
		if v, ok := Generic.Verdict(Response{Status: 200, Stream: true, Body: []byte(data)}); ok {
			t.Errorf("%q: got %v, want no error", data, v)
		}
	}
}

// TestCodesInText: an identifier in plain text tells what it tells in an object,
// if nothing is left open by it, and nobody quotes it.
func TestCodesInText(t *testing.T) {
	for text, want := range map[string]Kind{
		"HTTP 403 SOME_INSUFFICIENT_BALANCE: no":                       InsufficientCredits,
		"error, context_length_exceeded (4097)":                        ContextLengthExceeded,
		"no column \"context_length_exceeded\" in it":                  Unknown,
		"x context_length_exceeded" + strings.Repeat(" and so on", 60): Unknown, // a log
	} {
		if v, _ := Generic.Verdict(Response{Body: []byte(text)}); v.Kind != want {
			t.Errorf("%s: got %v, want %v", text, v, want)
		}
	}
	header := http.Header{"X-Error-Message": {"a message without a body: context_length_exceeded"}}
	if v, _ := Generic.Verdict(Response{Status: 400, Header: header}); v.Kind != ContextLengthExceeded {
		t.Errorf("a header: got %v", v)
	}
}

// TestHeaderNamesInAnyCase: maps that are filled by hand do not have their names
// in canonical form.
func TestHeaderNamesInAnyCase(t *testing.T) {
	for _, name := range []string{"x-amzn-errortype", "X-Amzn-ErrorType", "X-AMZN-ERRORTYPE"} {
		r := Response{Status: 400, Header: http.Header{name: {"ThrottlingException:http://internal/"}}, Body: []byte(`{}`)}
		if v, _ := Generic.Verdict(r); v.Kind != RateLimited || v.Match != MatchExact {
			t.Errorf("%s: got %v", name, v)
		}
	}
}

// TestGenericError shows what an error of an unknown host tells besides its kind.
func TestGenericError(t *testing.T) {
	err := Generic.From(Response{
		Status: 429,
		Header: http.Header{"X-Request-Id": {"req_1"}},
		Body:   []byte(`{"error":{"message":"Slow\u0020down.","type":"requests","param":"model","code":"rate_limit_exceeded"}}`),
	})
	e, ok := err.(*Error)
	if !ok {
		t.Fatalf("got %T", err)
	}
	type told struct{ Code, Type, Message, Param, RequestID string }
	want := told{"rate_limit_exceeded", "requests", "Slow down.", "model", "req_1"}
	if diff := cmp.Diff(want, told{e.WireCode, e.WireType, e.Message, e.Param, e.RequestID}); diff != "" {
		t.Error(diff)
	}
}

// TestClueSpellings: an identifier is the same however it is spelled.
func TestClueSpellings(t *testing.T) {
	for _, name := range []string{
		"rate_limit_exceeded", "RateLimitExceeded", "RATE_LIMIT_EXCEEDED", "Rate limit exceeded", "rate-limit-exceeded", "RateLimitExceededException",
		"https://api.test/problems/rate-limit-exceeded", "Throttling.RateLimitExceeded", "RateLimitExceeded.EndpointExceeded", "AccountRpmRateLimitExceeded",
	} {
		if c := clueOf(wire.GenericAI, name); c.kind != RateLimited {
			t.Errorf("%s: got %v", name, c.kind)
		}
	}
	for _, name := range []string{"", "429", "x", "tokens", "the rate limit is not what failed here"} {
		if c := clueOf(wire.GenericAI, name); c.strength != clueNone {
			t.Errorf("%s: got %v", name, c.kind)
		}
	}
}

// FuzzGeneric looks for panics, and for verdicts that differ between the two
// ways of asking.
func FuzzGeneric(f *testing.F) {
	for _, s := range genericSamples {
		f.Add(s.status, false, []byte(s.body))
	}
	for _, s := range shapes {
		f.Add(0, true, []byte("event: error\r\ndata: "+s+"\r\n\r\n"))
	}
	f.Fuzz(func(t *testing.T, status int, stream bool, body []byte) {
		r := Response{Status: status, Stream: stream, Body: body}
		v, ok := Generic.Verdict(r)
		e, isError := Generic.From(r).(*Error)
		if ok != isError {
			t.Fatalf("Verdict says %t, From says %t", ok, isError)
		}
		if ok && (v != Verdict{Code: e.Code, Kind: e.Kind, Match: e.Match}) {
			t.Fatalf("Verdict says %v, From says %v %v", v, e.Kind, e.Match)
		}
	})
}
