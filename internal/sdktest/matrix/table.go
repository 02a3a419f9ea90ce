package matrix

import (
	"flag"
	"fmt"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"
)

var update = flag.Bool("update", false, "write what was measured into docs/sdks.md")

// A table is what SDKs keep, as it was measured.
type table struct {
	mu   sync.Mutex
	rows map[[2]string]count // by client and provider
}

func (t *table) add(client, provider string, n count) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.rows == nil {
		t.rows = map[[2]string]count{}
	}
	t.rows[[2]string{client, provider}] = n
}

// hold compares the table with its part of a page, which begins and ends with a comment
// that has its name, or writes it there. It does nothing if some clients were left out.
func (t *table) hold(test *testing.T, clients []Client, page, part string) {
	text, whole := t.markdown(clients)
	if test.Failed() || !whole {
		return
	}
	data, err := os.ReadFile(page)
	if err != nil {
		test.Error(err)
		return
	}
	begin, end := "[//]: # (begin of "+part+")\n\n", "\n[//]: # (end of "+part+")\n"
	before, rest, found := strings.Cut(string(data), begin)
	_, after, ended := strings.Cut(rest, end)
	if !found || !ended {
		test.Errorf("%s must have the comments %q and %q", page, begin, end)
		return
	}
	switch want := before + begin + text + end + after; {
	case want == string(data):
	case *update:
		if err := os.WriteFile(page, []byte(want), 0o644); err != nil {
			test.Error(err)
		}
	default:
		test.Errorf("%s is not what was measured; run the test with -update\n%s", page, text)
	}
}

// markdown prints the rows in the order of the clients, and reports whether all of
// them are there.
func (t *table) markdown(clients []Client) (text string, whole bool) {
	var b strings.Builder
	b.WriteString("| client | provider | refusals | kind | code | message | status | request ID | wait | the error lacks |\n|---|---|---|---|---|---|---|---|---|---|\n")
	for _, c := range clients {
		for _, p := range c.Providers {
			n, ok := t.rows[[2]string{c.Name, p.Name()}]
			if !ok {
				return "", false
			}
			fmt.Fprintf(&b, "| %s | %s | %d | %s | %s | %s | %s | %s | %s | %s |\n", c.Name, p.Name(), n.samples,
				part(n.kind, n.samples), part(n.code, n.samples), part(n.message, n.samples), part(n.status, n.samples),
				part(n.requestID, n.hasRequestID), part(n.delay, n.hasDelay), n.lacks())
		}
	}
	return b.String(), true
}

// part prints how many of some are as they should be.
func part(n, of int) string {
	switch {
	case of == 0:
		return "-"
	case n == of:
		return "all"
	}
	return fmt.Sprintf("%d of %d", n, of)
}

// lacks names what of a response the SDK's error does not have, or not always.
func (n *count) lacks() string {
	var list []string
	add := func(what string, kept, of int) {
		switch {
		case of == 0, kept == of:
		case kept == 0:
			list = append(list, what)
		default:
			list = append(list, what+", at times")
		}
	}
	add("status", n.status, n.samples)
	add("body", min(n.code, n.message), n.samples)
	add("headers", n.requestID, n.hasRequestID)
	if len(list) == 0 {
		return "nothing"
	}
	return strings.Join(slices.Compact(list), "; ")
}
