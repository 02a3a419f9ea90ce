package readertest

import (
	"fmt"
	"slices"
	"strings"

	"github.com/errbook/errbook/spec/generic"
)

// numbers are those of statuses, and some that are like them.
var numbers = []string{"429", "402", "503", "399", "600", "4290", "42", "v429", "4.2"}

// lines returns lines that programs print, made of every word that package apierr
// knows beside a status, with everything that may come between and after.
func lines(words *generic.Layer) []Response {
	var all []string
	for i, first := range words.BeforeStatus {
		for k, second := range append([]string{""}, words.BeforeStatus...) {
			for n, between := range []string{" ", ": ", "_", "(", "/", " - ", "", ", ", "\t"} {
				line := strings.Join(slices.DeleteFunc([]string{first, second}, func(s string) bool { return s == "" }), between) + between
				for m, after := range []string{"", " Slow down", ".", ": x", "x", ")", "7", ".5", "-x", "é"} {
					all = append(all, line+numbers[(i+k+n+m)%len(numbers)]+after)
				}
			}
		}
	}
	for i, word := range words.BeforeAny {
		for k, between := range []string{" ", ": ", "=", "", " (", "-", " of "} {
			for n, after := range []string{"", ", it broke", ". x", "x", " x " + word + " 402", "7", ".5", "é"} {
				all = append(all, "It "+word+between+numbers[(i+k+n)%len(numbers)]+after, word+between+"429"+after)
			}
		}
	}
	for i, word := range words.BeforeEnded {
		for k, between := range []string{" ", ": ", "=", "", " (", " ["} {
			for n, after := range []string{"", ": it broke", ". x", ".x", " x", " - x", "-x", ") x", " x " + word + " 402: x", "7", " {", "\n", " 'x'", "é", " "} {
				all = append(all, "It "+word+between+numbers[(i+k+n)%len(numbers)]+after)
			}
		}
	}
	var list []Response
	for i, line := range all {
		if i%3 == 0 {
			line = strings.ToUpper(line)
		}
		list = append(list, Response{Body: line})
		list = append(list, Response{Status: 500 + i%4, Body: fmt.Sprintf(`{"error":{"message":%q}}`, line)})
	}
	return append(list, closings()...)
}

// closings returns what libraries make of the close of a WebSocket and of a gRPC
// status, and what is like it.
func closings() []Response {
	var list []Response
	for _, code := range []string{"999", "1000", "1008", "1011", "1013", "4029", "4999", "5000", "10080"} {
		for _, form := range []string{
			"%s (policy violation) No credits left", "received %s (x) Rate limit exceeded; then sent %[1]s (x) Rate limit exceeded", "received %s (x); then sent 1000 (OK)",
			"Exception: received %s (x) Rate limit exceeded; then sent %[1]s (x)", "x: websocket: close %s (x): No credits left", "close %s (x): No", "We received %s (registered) files", "a (b) close %s (private use) No credits left", "%s (policy violation", "%s policy", "received %s", "sent %s (x) y", " %s (x)\nNo credits left\n", "received %s () {\"error\":\"x\"}",
		} {
			for _, status := range []int{0, 200, 429} {
				list = append(list, Response{Status: status, Body: fmt.Sprintf(form, code)})
			}
		}
	}
	for _, form := range []string{
		"%s: Hm", "acme.x.%s: Hm", "acme %s: Hm", "%s", "a:%s: Hm", "ConnectError: [%s] Hm", "[%s] Hm", "[%s]", "x[%s] Hm", "[a] [%s] Hm", "[%s] rpc error: code = Internal desc = x",
	} {
		for _, name := range []string{"permission_denied", "internal", "QuotaExceededError", "ThrottlingException", "InternalServerError", "Error", "hm", "_", "resource_exhausted: x", "x.RateLimitError"} {
			list = append(list, Response{Body: fmt.Sprintf(form, name)}, Response{Status: 503, Body: fmt.Sprintf(form, name)})
		}
	}
	for _, form := range []string{
		"headers: {'x': '1'}, status_code: %s, body: {'error': {'message': 'Rate limit'}}", "headers: {}, status_code: %s, body: Rate limit", "status_code: %s, body: {'detail': 'No'}",
		"It broke, status_code: %s, body: {}", "%s, body: {'message': 'x'}", "x: {\"error\": {\"message\": \"Provider error %s: {\\\"message\\\": \\\"No\\\"}\"}}",
	} {
		for _, code := range []string{"401", "402", "500", "200", "4010"} {
			list = append(list, Response{Body: fmt.Sprintf(form, code)}, Response{Status: 429, Body: fmt.Sprintf(form, code)})
			for _, status := range []int{0, 400, 401, 429, 500, 502} {
				list = append(list, Response{Status: status, Body: fmt.Sprintf(`{"error":{"message":"Provider error %s: {\"message\": \"Hm\"}"}}`, code)})
				list = append(list, Response{Status: status, Body: fmt.Sprintf(`{"detail":"Error code: %s - {'error': {'type': 'x'}}"}`, code)})
				list = append(list, Response{Status: status, Body: fmt.Sprintf(`{"message":"It failed: %s - Hm"}`, code)})
			}
		}
	}
	for _, form := range []string{
		"rpc error: code = %s desc = No credits left", "x: rpc error: code = %s desc = ", "rpc error: code = %s, desc = Hm", "x rpc error: code = %s desc = a desc = b", "{\"error\": \"rpc error: code = %s desc = Hm\"}",
		"status = StatusCode.%s\n\tdetails = \"No credits left\"\n", "StatusCode.%s details = \"No credits left\"", "StatusCode.%s details = No credits left",
		"x StatusCode.%s, details = \"Rate \"limit\" exceeded\"\ny", "{\"x\": \"StatusCode.%s details = \\\"No credits left\"}", "StatusCode %s details = \"No credits left\"", "StatusCode.%s details = none: \"No credits left\"\n",
	} {
		for _, name := range []string{"UNAVAILABLE", "RESOURCE_EXHAUSTED", "INVALID_ARGUMENT", "X", "ResourceExhausted", "Unauthenticated"} {
			list = append(list, Response{Body: fmt.Sprintf(form, name)}, Response{Status: 503, Body: fmt.Sprintf(form, name)})
		}
	}
	return list
}
