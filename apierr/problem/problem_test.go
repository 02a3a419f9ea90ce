package problem_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/errbook/errbook/apierr"
	"github.com/errbook/errbook/apierr/problem"
)

func indented(t *testing.T, v any) string {
	t.Helper()
	text, err := json.MarshalIndent(v, "", "  ")
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func TestOf(t *testing.T) {
	documented := &apierr.Error{
		Provider: "acme", Code: "acme.OutOfCredits", Kind: apierr.InsufficientCredits, Status: 429, RequestID: "req_1",
		Message: "Your balance is empty, see https://acme.test/billing.",
		Delay:   apierr.Delay{Duration: 11*time.Second + 999*time.Millisecond + 1, Source: "header:retry-after"},
		Doc:     &apierr.Doc{Title: "Out of credits", Actor: apierr.ActorOwner},
	}
	tests := []struct {
		name string
		err  error
		want string
	}{
		{"a documented error that was wrapped", fmt.Errorf("call: %w", documented), `{
  "type": "urn:errbook:acme.OutOfCredits",
  "title": "Out of credits",
  "status": 429,
  "detail": "Your balance is empty, see [link].",
  "instance": "urn:errbook:request:req_1",
  "provider": "acme",
  "code": "acme.OutOfCredits",
  "kind": "insufficient_credits",
  "retry": "` + documented.Retry().String() + `",
  "retryable": false,
  "delay_ms": 12000,
  "actor": "owner",
  "request_id": "req_1"
}`},
		{"a kind alone", &apierr.Error{Kind: apierr.Canceled}, `{
  "type": "urn:errbook:kind:canceled",
  "title": "The caller's context was canceled",
  "kind": "canceled",
  "retry": "never",
  "retryable": false,
  "actor": "caller"
}`},
		{"an error that is not ours", errors.New("disk full"), `{
  "type": "urn:errbook:kind:unknown",
  "title": "Nothing matched",
  "kind": "unknown",
  "retry": "never",
  "retryable": false
}`},
	}
	for _, tt := range tests {
		if diff := cmp.Diff(tt.want, indented(t, problem.Of(tt.err))); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.name, diff)
		}
	}
}

// What a provider says cannot steer the terminal of whoever reads the problem.
func TestOfIsHarmless(t *testing.T) {
	err := apierr.Generic.From(apierr.Response{Status: 429, Body: []byte(`{"error":{"message":"a\u001b[31m\u202e\nb"}}`)})
	if got := problem.Of(err).Detail; strings.ContainsAny(got, "\x1b\u202e\n") || got == "" {
		t.Errorf("%q", got)
	}
}
