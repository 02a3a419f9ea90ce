package readertest

import (
	"fmt"
	"maps"
	"slices"
	"strings"
)

// Curl returns a response as curl -i prints it, in one of the ways in which
// terminals and servers make it different.
func Curl(r *Response, way int) string {
	var b strings.Builder
	b.WriteString([]string{"", "\ufeff", "HTTP/1.1 200 Connection established\nvia: proxy\n\n", "HTTP/1.1 100 Continue\n\nHTTP/2 302\nlocation: /b\n\n"}[way%4])
	fmt.Fprintf(&b, "HTTP/%s %d %s\n", []string{"1.1", "2", "3"}[way%3], r.Status, []string{"", "Reason Phrase"}[way%2])
	for _, name := range slices.Sorted(maps.Keys(r.Headers)) {
		fmt.Fprintf(&b, "%s:%s\n", []string{name, strings.ToUpper(name)}[way%2], []string{" ", "", "\t"}[way%3]+r.Headers[name])
	}
	b.WriteString("x-folded: a\n  b\nno header\n\n" + r.Body)
	if way%5 == 0 {
		return strings.ReplaceAll(b.String(), "\n", "\r\n")
	}
	return b.String()
}
