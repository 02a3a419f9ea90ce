package readertest

import (
	"fmt"
	"math/rand/v2"
	"strings"
)

// Mutated returns n responses that are those of a list, each changed in one to three
// places. The same list gives the same ones.
func Mutated(list []Response, n int) []Response {
	r := rand.New(rand.NewPCG(1, 2))
	out := make([]Response, n)
	for i := range out {
		m := list[r.IntN(len(list))]
		m.Headers = map[string]string{}
		for name, value := range list[r.IntN(len(list))].Headers {
			m.Headers[name] = value
		}
		for range 1 + r.IntN(3) {
			mutations[r.IntN(len(mutations))](r, &m, list)
		}
		out[i] = m
	}
	return out
}

// mutations are what proxies, SDKs and other versions of an API do to a response, and
// what nobody does.
var mutations = []func(r *rand.Rand, m *Response, list []Response){
	func(r *rand.Rand, m *Response, _ []Response) { // cut out
		text, from, to := span(r, m.Body)
		m.Body = string(text[:from]) + string(text[to:])
	},
	func(r *rand.Rand, m *Response, _ []Response) { // twice
		text, from, to := span(r, m.Body)
		m.Body = string(text[:to]) + string(text[from:])
	},
	func(r *rand.Rand, m *Response, _ []Response) { // cut off
		text, from, _ := span(r, m.Body)
		m.Body = string(text[:from])
	},
	func(r *rand.Rand, m *Response, _ []Response) { // one letter
		text, from, _ := span(r, m.Body)
		if from < len(text) {
			text[from] = []rune(`{}[]:,"'\ 0x5é` + "\n")[r.IntN(15)]
		}
		m.Body = string(text)
	},
	func(r *rand.Rand, m *Response, list []Response) { // of another response
		text, from, to := span(r, m.Body)
		other, a, b := span(r, list[r.IntN(len(list))].Body)
		m.Body = string(text[:from]) + string(other[a:b]) + string(text[to:])
	},
	func(r *rand.Rand, m *Response, list []Response) { m.Status = list[r.IntN(len(list))].Status },
	func(r *rand.Rand, m *Response, _ []Response) {
		m.Status = []int{0, 200, 202, 400, 401, 402, 403, 404, 409, 413, 422, 429, 500, 502, 503, 504, 529}[r.IntN(17)]
	},
	func(r *rand.Rand, m *Response, _ []Response) { m.Body = strings.ToUpper(m.Body) },
	func(r *rand.Rand, m *Response, _ []Response) {
		m.Body = fmt.Sprintf([]string{`{"error":%s}`, `{"detail":{"error":%s}}`, "Error code: 429 - %s", `{"error":{"message":"x","metadata":{"raw":%q}}}`, "event: error\ndata: %s\n\n"}[r.IntN(5)], m.Body)
	},
	func(r *rand.Rand, m *Response, _ []Response) { m.Body = withWait(r, m.Body) },
	func(r *rand.Rand, m *Response, _ []Response) {
		m.Headers[waitHeaders[r.IntN(len(waitHeaders))]] = waitValues[r.IntN(len(waitValues))]
	},
	func(r *rand.Rand, m *Response, _ []Response) {
		m.Headers["x-should-retry"] = []string{"true", "false", "no"}[r.IntN(3)]
	},
	func(r *rand.Rand, m *Response, list []Response) { m.Provider = list[r.IntN(len(list))].Provider },
}

// span returns a text, and where a part of it begins and ends.
func span(r *rand.Rand, body string) (text []rune, from, to int) {
	text = []rune(body)
	from = r.IntN(len(text) + 1)
	return text, from, min(len(text), from+r.IntN(24))
}

// withWait puts a wait into a body: a member, or words of the message.
func withWait(r *rand.Rand, body string) string {
	value := waitValues[r.IntN(len(waitValues))]
	if r.IntN(2) == 0 {
		name := []string{"retry_after", "retryAfter", "retry_after_ms", "resets_at", "retryDelay", "resets_in_seconds"}[r.IntN(6)]
		return strings.Replace(body, "{", fmt.Sprintf("{%q:%q,", name, value), 1+r.IntN(2))
	}
	words := []string{"try again in", "Please retry after about", "wait", "Resets at", "available in ~", "await", "try again"}[r.IntN(7)]
	return strings.Replace(body, `"message":"`, `"message":"`+words+" "+value+". ", 1)
}

var waitHeaders = []string{
	"retry-after", "retry-after-ms", "x-ms-retry-after-ms", "x-amz-retry-after", "ratelimit", "ratelimit-remaining", "ratelimit-reset",
	"x-ratelimit-reset", "x-ratelimit-remaining", "x-ratelimit-reset-requests", "x-ratelimit-remaining-requests", "x-ratelimit-reset-tokens", "date",
}

// waitValues are waits in every format, and what is none.
var waitValues = []string{
	"0", "1", "20", "1.98", "600", "86400", "-1", "1e3", "1e30", "0x10", "", " 7 ", "inf", "nan", "5.", ".5", "+3", "1.2.3",
	"20s", "7m12s", "1h2m3.5s", "123ms", "38 seconds", "2 minutes and 5 sec.", "1 day, 3 hours", "5 fortnights", "-5s", "2us", "1.5", "99999999999h",
	"Fri, 20 Nov 2026 10:00:30 GMT", "Friday, 20-Nov-26 11:00:00 GMT", "Fri Nov 20 10:10:00 2026", "Fri, 31 Feb 2026 10:00:00 GMT", "Fri, 20 Nov 2026 25:00:00 GMT",
	"2026-11-20T10:05:00Z", "2026-11-20T12:00:00.25+02:00", "2026-11-20T12:00:00", "1795168900", "1795168900123", "1795168900.5",
	`"default";r=0;t=30, "daily";r=100;t=3600`, `limit=10, remaining=0, reset=30`, `"a;b";r=0;t=7`, `r=0;t=x`,
}
