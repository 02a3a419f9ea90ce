package unwrap

import "testing"

// TestText: what a body says that is not a JSON object.
func TestText(t *testing.T) {
	for body, want := range map[string]string{
		"Bad Gateway":               "Bad Gateway",
		`"No model has that name."`: "No model has that name.",
		`"one" and "two"`:           `"one" and "two"`,
		`"The \"team\" is late."`:   `The "team" is late.`,
		`The field "n" is "none"`:   `The field "n" is "none"`,
		"<html><title>502\n Bad Gateway</title><h1>Oh</h1></html>":                                     "502 Bad Gateway",
		"<html><body><h1>504 Gateway Time-out</h1>\nToo slow.</body>":                                  "504 Gateway Time-out",
		`<html><h1 class="big">Sorry</h1></html>`:                                                      "Sorry",
		`<h1><b>Error</b> <b>1101</b></h1> <h2 class="cf-subheadline" id="s">Worker <i>threw</i></h2>`: "Error 1101: Worker threw",
		`<h1>Sorry</h1> <h2>Our offers</h2>`:                                                           "Sorry",
		`<h2 class="cf-subheadline">Worker threw</h2>`:                                                 "",
		"<400> Acme.Failed: It is no.":                                                                 "<400> Acme.Failed: It is no.",
		"<":                                                                                            "",
		"<html><p>Nothing.</p></html>":                                                                 "",
		`{"error":"x"}`:                                                                                "",
	} {
		if got := Text(body); got != want {
			t.Errorf("%s: got %q, want %q", body, got, want)
		}
	}
}

// TestStatusStatedInText reads the status that a program printed before an
// error, and no other number.
func TestStatusStatedInText(t *testing.T) {
	for text, want := range map[string]int{
		"Error code: 429 - {}":                429,
		"API Error: 529 overloaded":           529,
		"HTTP 503: try later":                 503,
		"502: Bad Gateway":                    502,
		"Request failed with status code 404": 404,
		"status_code: 401":                    401,
		"404 page not found":                  404,
		"No luck. (Status: 503)":              503,
		"Unexpected server response: 402":     402,
		"rejected connection: HTTP 403":       403,
		"Acme TTS error 402: none left":       402,
		"Upload failed: 403 - none left":      403,
		"[API Error: 429 status code (none)]": 429,
		"last status: 422 Unprocessable":      422,
		"kind: Status(503), url":              503,
		"It failed (500). Then 404":           500,
		"It failed 500 times":                 0,
		"Acme error: 403 Your request":        403,
		"HTTP Error - 456":                    456,
		"It failed: 4030 Your request":        0,
		"It failed 500.5 times":               0,
		"errors 500-599":                      0,
		"There were 503":                      0,
		"a status of 503":                     0,
		"4290 requests":                       0,
		"429px":                               0,
		"500.5 ms":                            0,
		"The limit of 429 was hit":            0,
		"200 OK":                              0,
		"Error":                               0,
		"":                                    0,
	} {
		if got := StatusInText(text); got != want {
			t.Errorf("StatusInText(%q) = %d, want %d", text, got, want)
		}
	}
}

func TestStatusBefore(t *testing.T) {
	for line, want := range map[string]int{
		"Error code: 429 - ":           429,
		"API Error (529 ":              529,
		"429":                          429,
		"tried 404, then HTTP/2 503: ": 503,
		"took 500ms: ":                 0,
		"4290 ":                        0,
		"v1.429 ":                      0,
		"req-429 ":                     0,
		"code 200: ":                   0,
		"":                             0,
	} {
		if got := statusBefore(line); got != want {
			t.Errorf("%q: got %d, want %d", line, got, want)
		}
	}
}

// A response that nothing is around stays as it is, and nothing changes the
// response that was given.
func TestNothingToUnwrap(t *testing.T) {
	for _, r := range []Response{
		{Body: `{"error":"data: x"}`, Status: 429},
		{Body: "data: the model is too busy", Status: 500, Event: "own"},
		{Body: `Error code: 402 - {"error":"x"}`, Status: 200},
		{Body: "<html>503</html>"},
		{},
	} {
		before := r
		inner := Event(r)
		if q, ok := FindQuote(inner); ok && q.Certain {
			t.Errorf("%+v: got %+v", r, q)
		}
		if r != before {
			t.Errorf("%+v became %+v", before, r)
		}
	}
}

// What is inside comes out with what the wrapping says about it.
func TestFindQuote(t *testing.T) {
	for _, test := range []struct {
		give Response
		want Quote
	}{
		{Response{Body: `Error code: 429 - {"error":"x"}`}, Quote{Response{Body: `{"error":"x"}`, Status: 429}, false, true}},
		{Response{Body: `Failed: {'error': 'x'}`, Status: 500}, Quote{Response{Body: `{'error': 'x'}`, Status: 500}, false, false}},
		{Response{Body: `422 "too long"`}, Quote{Response{Body: `"too long"`, Status: 422}, true, true}},
		{Response{Body: "received 1011 (internal error) worn out; then sent 1011 (internal error)"}, Quote{Response{Body: "worn out", Close: 1011}, true, false}},
		{Response{Body: "Exception: received 1008 (policy violation) no such voice; then sent 1008 (policy violation) no such"}, Quote{Response{Body: "no such voice", Close: 1008}, true, false}},
		{Response{Body: "x: websocket: close 1008 (policy violation): no such voice"}, Quote{Response{Body: "no such voice", Close: 1008}, true, false}},
		{Response{Body: "It closed (early): received 4001 (private use) no such voice"}, Quote{Response{Body: "no such voice", Close: 4001}, true, false}},
		{Response{Body: "headers: {'date': 'Mon', 'x': '500'}, status_code: 401, body: {'error': 'x'}"}, Quote{Response{Body: "{'error': 'x'}", Status: 401}, false, true}},
	} {
		if got, ok := FindQuote(test.give); !ok || got != test.want {
			t.Errorf("%+v: got %+v, want %+v", test.give, got, test.want)
		}
	}
	for _, r := range []Response{
		{Body: `Error code: 429 - {"error":"x"}`, Status: 502}, // a gateway's own status
		{Body: `Error in field 422 of "rate limit"`},
		{Body: "We received 1008 files (all)."},
		{Body: "We received 2000 (two thousand) files."},
		{Body: "We received 4001 (four thousand and one) files."},
		{Body: "A sentence."},
	} {
		if got, ok := FindQuote(r); ok {
			t.Errorf("%+v: got %+v", r, got)
		}
	}
}

// A code in brackets is taken out with the sentence after it, and an exception is named by
// what its text begins with.
func TestNamed(t *testing.T) {
	for text, want := range map[string][2]string{
		"ConnectError: [permission_denied] No access.":    {"permission_denied", "No access."},
		"[internal] It broke":                             {"internal", "It broke"},
		"Failed: messages[role] and [invalid_request] No": {"invalid_request", "No"},
		"It broke [internal]":                             {},
		"[] [A] [503] no":                                 {},
		"a[b] c":                                          {},
		"acme.QuotaExceededError: No more":                {"QuotaExceededError", "acme.QuotaExceededError: No more"},
		"ThrottlingException: Slow":                       {"ThrottlingException", "ThrottlingException: Slow"},
		"acme.Error no: ThrottlingException: Slow":        {},
		"An Error: no":                                    {},
		"QuotaExceededError":                              {},
	} {
		if code, message, _ := Named(text); [2]string{code, message} != want {
			t.Errorf("%q: got %q and %q", text, code, message)
		}
	}
}
