package apierr

import "testing"

// TestWrappedResponses: a provider's own rules see the answer that an SDK printed
// into the text of its exception, and the status beside it.
func TestWrappedResponses(t *testing.T) {
	const answer = `{"error":{"code":"OutOfCredits","message":"Nothing is left."}}`
	for _, body := range []string{
		"Error code: 402 - " + answer,
		"acme.StatusError: Error code: 402 - {'error': {'code': 'OutOfCredits', 'message': \"Nothing's left.\", 'param': None}}",
		"API Error (402 " + answer + ") · Retrying in 1 second",
		"402 Payment Required " + answer,
		"[API Error: " + answer + "]",
		"StatusError: " + answer,
	} {
		if v, ok := acme.Verdict(Response{Body: []byte(body)}); !ok || v.Code != acmeOutOfCredits {
			t.Errorf("%s: got %v %t", body, v, ok)
		}
	}
	if e := acme.From(Response{Body: []byte(`429 "The team has used all available credits."`)}).(*Error); e.Status != 429 || e.Kind != InsufficientCredits {
		t.Errorf("a JSON string: got %d %v", e.Status, e.Kind)
	}
	if e := acme.From(Response{Body: []byte(`Error: 422 "The prompt is too long"`)}).(*Error); e.Status != 422 || e.Message != "The prompt is too long" {
		t.Errorf("a JSON string behind words: got %d %q", e.Status, e.Message)
	}
	if e := acme.From(Response{Body: []byte(`Error in field 422 of "rate limit"`)}).(*Error); e.Kind != Unknown {
		t.Errorf("an echo at the end: got %v", e.Kind)
	}
	event := Response{Status: 200, Stream: true, Body: []byte("the model answered with status 402, " + answer)}
	if e, ok := acme.From(event).(*Error); !ok || e.Status != 402 || e.Code != acmeOutOfCredits {
		t.Errorf("an event: got %v", e)
	}
	e := acme.From(Response{Body: []byte("Error code: 402 - " + answer)}).(*Error)
	if e.Status != 402 || e.Message != "Nothing is left." {
		t.Errorf("got %d %q", e.Status, e.Message)
	}
}

// TestPrintedExceptions: the texts that libraries make of a gRPC status and of a
// WebSocket's close say more about themselves than about the reason.
func TestPrintedExceptions(t *testing.T) {
	for text, want := range map[string]Kind{
		"<_InactiveRpcError of RPC that terminated with:\n\tstatus = StatusCode.PERMISSION_DENIED\n\tdetails = \"The team has no credits left.\"\n\tdebug_error_string = \"x\"\n>": InsufficientCredits,
		"received 1008 (policy violation) Slow down, this is too many requests; then sent 1008 (policy violation) Slow down":                                                       RateLimited,
		"1008 (policy violation) Nobody is called Ada here": PermissionDenied,
		"1011 (internal error)":                             ProviderError,
		"1008 (policy":                                      Unknown,
	} {
		if v, ok := Generic.Verdict(Response{Body: []byte(text)}); !ok || v.Kind != want {
			t.Errorf("%s: got %v %t, want %v", text, v, ok, want)
		}
	}
	if v, ok := Generic.Verdict(Response{Body: []byte("received 1000 (OK); then sent 1000 (OK)")}); ok {
		t.Errorf("a close that is none of an error: got %v", v)
	}
	relayed := Response{Status: 500, Body: []byte(`{"error":{"message":"Request failed with status code 429","type":"api_error"}}`)}
	if v, _ := Generic.Verdict(relayed); v.Kind != RateLimited {
		t.Errorf("a relay: got %v", v)
	}
}

// TestTextThatWrapsNothing: an object in a sentence is not always the answer.
func TestTextThatWrapsNothing(t *testing.T) {
	for _, body := range []string{
		`The value {"error":{"code":"OutOfCredits"}} is no message`, // an echo has no message of its own
		`Cannot read {"role":"user","content":"out of credits"}`,
		`status 400000: {"error":{"message":"no"}}`,
	} {
		if v, ok := acme.Verdict(Response{Status: 400, Body: []byte(body)}); !ok || v.Kind != InvalidRequest {
			t.Errorf("%s: got %v %t", body, v, ok)
		}
	}
	gateway := Response{Status: 502, Body: []byte(`The upstream answered 402 {"error":{"code":"OutOfCredits","message":"no"}}`)}
	if v, _ := acme.Verdict(gateway); v.Code != "" {
		t.Errorf("another server's answer has acme's code %s", v.Code)
	}
	ordinary := Response{Status: 200, Body: []byte(`Error code: 402 - {"error":{"code":"OutOfCredits","message":"no"}}`)}
	if v, ok := acme.Verdict(ordinary); ok {
		t.Errorf("text under a 200 is %v", v)
	}
}

// TestTextsOfGoLibraries: what Go's HTTP libraries and SDKs print of a status, and
// gRPC of a code.
func TestTextsOfGoLibraries(t *testing.T) {
	for text, want := range map[string]Kind{
		"API returned unexpected status code: 502":                                           UpstreamError,
		"operation error X: InvokeModel, https response error StatusCode: 503, RequestID: r": Overloaded,
		"request failed (HTTP Error 502)":                                                    UpstreamError,
		"error, status code: 429, message: hm":                                               RateLimited,
		"giving up after 5 attempt(s): unexpected HTTP status 504 Hm":                        ProviderTimeout,
		"googleapi: Error 403: hm, forbidden":                                                PermissionDenied,
		"got HTTP response code 401 with body: hm":                                           Authentication,
		"server said: status code 402; body: nothing":                                        InsufficientCredits,
		"the first status code: 404, then status code: 500":                                  NotFound,

		"rpc error: code = Canceled desc = hm": Canceled,
		"botocore.exceptions.ClientError: An error occurred (ValidationException) when calling the Query operation: hm": InvalidRequest,
		"An error occurred (ThrottlingException) when calling the Query operation (reached max retries: 4): hm":         RateLimited,
		"rpc error: code = Unknown desc = hm":                       ProviderError,
		"rpc error: code = InvalidArgument desc = hm":               InvalidRequest,
		"rpc error: code = DeadlineExceeded desc = hm":              ProviderTimeout,
		"rpc error: code = NotFound desc = hm":                      NotFound,
		"rpc error: code = AlreadyExists desc = hm":                 AlreadyExists,
		"rpc error: code = PermissionDenied desc = hm":              PermissionDenied,
		"rpc error: code = ResourceExhausted desc = hm":             RateLimited,
		"rpc error: code = FailedPrecondition desc = hm":            PreconditionFailed,
		"rpc error: code = Aborted desc = hm":                       Conflict,
		"rpc error: code = OutOfRange desc = hm":                    InvalidRequest,
		"rpc error: code = Unimplemented desc = hm":                 Unsupported,
		"rpc error: code = Internal desc = hm":                      ProviderError,
		"rpc error: code = Unavailable desc = hm":                   Overloaded,
		"rpc error: code = DataLoss desc = hm":                      ProviderError,
		"rpc error: code = Unauthenticated desc = hm":               Authentication,
		"x: rpc error: code = ResourceExhausted desc = No credits":  InsufficientCredits,
		"rpc error: code = Code(99) desc = hm":                      Unknown,
		"rpc error: code = Unavailable, which is no form of gRPC's": Unknown,
		"a row of 502 status codes":                                 Unknown,
		"status code 4290":                                          Unknown,
		"status code of row 404":                                    Unknown,
		"the model answered 404 times":                              Unknown,
	} {
		if v, ok := Generic.Verdict(Response{Body: []byte(text)}); !ok || v.Kind != want {
			t.Errorf("%s: got %v %t, want %v", text, v, ok, want)
		}
	}
	e := Generic.From(Response{Body: []byte("call: rpc error: code = Unavailable desc = It is down, desc = all of it")}).(*Error)
	if e.WireCode != "Unavailable" || e.Message != "It is down, desc = all of it" {
		t.Errorf("got code %q and message %q", e.WireCode, e.Message)
	}
}
