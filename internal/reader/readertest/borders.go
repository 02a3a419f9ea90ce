package readertest

import (
	"encoding/json"
	"strings"
)

// A Border is a limit of package apierr and two responses. The first one just keeps
// it, and what the limit is about decides; the second one is one byte, or word, past it.
type Border struct {
	Name       string
	Limit      int // as package apierr is documented to have it
	Kept, Over Response
}

// Borders lists the limits that can decide what a response is.
func Borders() []Border {
	const (
		strong  = `{"error":{"code":"context_length_exceeded","message":"x"}}`
		credits = `{"error":"OutOfCredits","message":"No credits are left."}`
	)
	var list []Border
	add := func(name string, limit int, status int, body func(n int) string) {
		list = append(list, Border{name, limit, Response{Status: status, Body: body(limit)}, Response{Status: status, Body: body(limit + 1)}})
	}
	pad := strings.Repeat
	// fill returns text in front of what ends it, n bytes in all.
	fill := func(n int, end string) string { return pad("x", n-len(end)) + end }

	add("Body", 65536, 429, func(n int) string { return "<p>" + fill(n-3, "<title>tokens per day</title") })
	add("Depth", 64, 400, func(n int) string {
		return `{"x":` + pad("[", n) + pad("]", n) + `,"error":{"code":"context_length_exceeded"}}`
	})
	add("Depth", 64, 400, func(n int) string {
		return `{"error":{"x":` + pad("[", n-1) + pad("]", n-1) + `,"code":"context_length_exceeded"}}`
	})
	add("Nesting", 3, 500, func(n int) string {
		body := strong
		for range n {
			quoted, _ := json.Marshal("It said: " + body)
			body = `{"error":{"message":` + string(quoted) + `}}`
		}
		return body
	})
	add("Prefix", 240, 0, func(n int) string { return fill(n, " Error code: 429 - ") + credits })
	list[len(list)-1].Kept.Provider, list[len(list)-1].Over.Provider = "fashn", "fashn"
	add("Text", 2048, 429, func(n int) string { return fill(n, " tokens per day") })
	add("Text", 2048, 429, func(n int) string { return "<html><title>" + fill(n, " tokens per day") + "</title></html>" })
	add("Named", 512, 403, func(n int) string { return fill(n, " MODEL_NOT_READY") })
	add("Identifier", 96, 400, func(n int) string { return `{"error":{"code":"` + fill(n, "_context_length") + `"}}` })
	add("Gap", 5, 400, func(n int) string { return `{"error":{"message":"The daily ` + pad("x ", n) + `limit"}}` })
	return list
}
