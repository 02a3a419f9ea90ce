package apierr

import (
	"encoding/json"
	"log/slog"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func indented(t *testing.T, v any) string {
	t.Helper()
	text, err := json.MarshalIndent(v, "", "  ")
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func TestMarshalJSON(t *testing.T) {
	const want = `{
  "provider": "acme",
  "code": "acme.OutOfCredits",
  "kind": "insufficient_credits",
  "family": "billing",
  "match": "exact",
  "status": 429,
  "retry": "fix_account",
  "retryable": false,
  "delay_ms": 12000,
  "delay_source": "header:retry-after",
  "actor": "owner",
  "executed": "never",
  "billed": "never",
  "wire_code": "OutOfCredits",
  "request_id": "req_1",
  "message": "Your balance is empty, see https://acme.test/billing."
}`
	if diff := cmp.Diff(want, indented(t, outOfCredits(t))); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	const bare = `{
  "provider": "",
  "code": "",
  "kind": "unknown",
  "family": "",
  "match": "none",
  "retry": "never",
  "retryable": false,
  "delay_ms": null,
  "actor": "",
  "executed": "maybe",
  "request_id": "",
  "message": ""
}`
	if diff := cmp.Diff(bare, indented(t, &Error{})); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

func TestLogValue(t *testing.T) {
	var b strings.Builder
	noTime := func(_ []string, a slog.Attr) slog.Attr {
		if a.Key == slog.TimeKey {
			return slog.Attr{}
		}
		return a
	}
	slog.New(slog.NewTextHandler(&b, &slog.HandlerOptions{ReplaceAttr: noTime})).Error("call", Attr(outOfCredits(t)))
	const want = `level=ERROR msg=call error.provider=acme error.code=acme.OutOfCredits error.kind=insufficient_credits error.family=billing ` +
		`error.match=exact error.status=429 error.retry=fix_account error.retryable=false error.delay_ms=12000 error.delay_source=header:retry-after ` +
		`error.actor=owner error.executed=never error.billed=never error.wire_code=OutOfCredits error.request_id=req_1 ` +
		`error.message="Your balance is empty, see https://acme.test/billing."` + "\n"
	if diff := cmp.Diff(want, b.String()); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}
