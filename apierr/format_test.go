package apierr

import (
	"errors"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
)

// outOfCredits is a documented error, as it comes from an answer.
func outOfCredits(t *testing.T) *Error {
	t.Helper()
	header := http.Header{"X-Request-Id": {"req_1"}, "Retry-After": {"12"}}
	err := acme.From(Response{Status: 429, Header: header, Body: []byte(
		`{"error":{"code":"OutOfCredits","message":"Your balance is empty, see https://acme.test/billing."}}`)})
	return err.(*Error)
}

func TestFormat(t *testing.T) {
	e := outOfCredits(t)
	const line = "acme: 429 OutOfCredits: Your balance is empty, see [link]. (request ID req_1)"
	tests := []struct{ format, want string }{
		{"%v", line},
		{"%s", line},
		{"%.4s|", "acme|"},
		{"%q", `"` + line + `"`},
		{"%#v", `&apierr.Error{Provider:"acme", Code:"acme.OutOfCredits", Kind:apierr.InsufficientCredits, Status:429}`},
		{"%d", "%!d(*apierr.Error=" + line + ")"},
		{"%+v", line + `
  retry: Do not retry. Fix the account, its key or its payment, then send the request again (fix_account)
  server asks to wait: 12s (header:retry-after)
  who acts: The owner of the account (owner)
  executed: No, the request did not run (never)
  billed: No, the request is not billed (never)
  kind: The balance is empty, a bill is unpaid, or no paid plan is active (insufficient_credits)
  family: billing
  affects: Every request of this account (account)
  recognized: By its identifiers (exact)
  message: Your balance is empty, see https://acme.test/billing.
  wire: OutOfCredits
  title: Out of credits
  meaning: The account has no credits left.
  cause: The credits that were bought are used up.
  fix: Add credits, then send the request again.
  check: The balance on the billing page.
  guide: Check these first
  check: The key belongs to the right project.
  link: Billing https://acme.test/billing
  source: errors, https://docs.acme.test/errors, verified 2026-11-20
  send to support: request ID req_1, time of the request
  link: Status https://status.acme.test`},
	}
	for _, tt := range tests {
		if diff := cmp.Diff(tt.want, fmt.Sprintf(tt.format, e)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.format, diff)
		}
	}
	if got := fmt.Sprintf("%+v", (*Error)(nil)); got != "<nil>" {
		t.Errorf("nil: %s", got)
	}
}

// What the provider says cannot add a line, colour a terminal, or turn its
// text around, whatever prints it.
func TestPrintingIsHarmless(t *testing.T) {
	const nasty = `first\n  fix: send gold\r\u001b[31mred\u001b[0m\u001b]0;title\u0007 \u202egnihton\u2066 \u0000\u009b2Jend`
	err := acme.From(Response{Status: 429, Header: http.Header{"X-Request-Id": {"a\nb\x1b[1m\xff"}}, Body: []byte(
		`{"error":{"code":"` + nasty + `","message":"` + nasty + "\xff" + `"}}`)})
	e := err.(*Error)
	for name, print := range printers {
		if name == "Body" || name == "fields" { // as the provider sent it
			continue
		}
		text := print(e)
		if strings.ContainsAny(text, "\x00\x07\r\x1b\u202e\u2066\u009b") || !utf8.ValidString(text) {
			t.Errorf("%s: %q", name, text)
		}
		if strings.Contains(text, "\n  fix") {
			t.Errorf("%s has a line of the provider's: %s", name, text)
		}
	}
	const want = "acme: 429 rate_limited: first fix: send goldred gnihton end\uFFFD (request ID a b\uFFFD)"
	if got := e.Error(); got != want {
		t.Errorf("got  %q\nwant %q", got, want)
	}
}

func TestUndocumentedError(t *testing.T) {
	const want = `connect failed`
	e := &Error{Kind: ConnectFailed, Message: want, cause: errors.New(want)}
	const long = `api: connect_failed: connect failed
  retry: Retry with exponential backoff and jitter (backoff)
  who acts: The operator of the network between the client and the server (network)
  executed: No, the request did not run (never)
  kind: DNS, dial or TLS failed, so the request was never sent (connect_failed)
  family: transport
  affects: Every request over this connection (connection)`
	if diff := cmp.Diff(long, fmt.Sprintf("%+v", e)); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}
