package apierr

import (
	"strings"
	"testing"

	"github.com/errbook/errbook/apierr/wire"
)

// shapes are bodies of every make that providers are known for.
var shapes = []string{
	`{"error":{"message":"Slow \"down\" a bit","type":"requests","param":null,"code":"rate_limit_exceeded"},"request_id":"req_429"}`,
	`{"type":"error","error":{"type":"overloaded_error","message":"Come back later."},"request_id":"req_500"}`,
	`{"error":"OutOfCredits","message":"No credits are left."}`,
	`{"detail":[{"loc":["body","prompt"],"msg":"Refused.","type":"content_policy_violation"}]}`,
	`{"detail":{"status":"quota_exceeded","message":"This is over the quota of the month."}}`,
	`{"title":"Payment","status":402,"detail":"Insufficient credit for this run."}`,
	`[{"error":{"code":429,"message":"Wait.","status":"RESOURCE_EXHAUSTED","details":[{"@type":"type.googleapis.com/google.rpc.QuotaFailure","violations":[{"quotaId":"RequestsPerDay"}]}]}}]`,
	`{"__type":"com.example#ThrottlingException","message":"Rate exceeded"}`,
	`{"base_resp":{"status_code":1008,"status_msg":"nothing left"}}`,
	`{"success":false,"errors":[{"code":5007,"message":"No such model"}],"result":null}`,
	`{"choices":[{"index":0},{"error":{"code":502,"message":"bad upstream"}}]}`,
	`{"error":{"code":400,"message":"Provider returned error","metadata":{"raw":"{\"error\":{\"code\":\"context_length_exceeded\",\"message\":\"too long\"}}"}}}`,
	`{"status":"FAILED","failure":"Refused.","failureCode":"SAFETY.INPUT.TEXT"}`,
	"{\"err_code\":\"TOO_MANY_REQUESTS\",\r\n\"err_msg\":\"Too many requests\",\r\n\"n\":[1,2.5e3,true,{}]}",
}

// TestScanOfACutBodyNeverInvents cuts bodies at every byte: each path then
// leads to what the whole body says, or is known not to be known.
func TestScanOfACutBodyNeverInvents(t *testing.T) {
	for _, body := range shapes {
		whole := newReading(body, wire.Header{}, wire.GenericAI)
		for n := range len(body) {
			if n == 0 || strings.TrimSpace(body[:n]) == "[" {
				continue
			}
			part := newReading(body[:n], wire.Header{}, wire.GenericAI)
			for slot := range slotRequestID + 1 {
				at := wire.Part{Slot: slot}
				got, known := part.Part(&at)
				if !known || part.Nested(slot) != "" && whole.Nested(slot) != "" {
					continue
				}
				if want := whole.Text(slot); got != want || part.Lacks(&at) && (want != "" || whole.Nested(slot) != "") {
					t.Fatalf("slot %d of %q is %q, whole %q", slot, part.Body(), got, want)
				}
			}
		}
	}
}

// TestVerdictOfACutBodyNeverMovesAway: a cut body is judged as the whole one or
// by its status, and never taken for something else on the strength of a code.
func TestVerdictOfACutBodyNeverMovesAway(t *testing.T) {
	for _, status := range []int{0, 400, 429, 503} {
		for _, body := range shapes {
			whole, _ := Generic.Verdict(Response{Status: status, Body: []byte(body)})
			for n := range len(body) {
				got, _ := Generic.Verdict(Response{Status: status, Body: []byte(body[:n])})
				if got.Match == MatchExact && got != whole {
					t.Fatalf("%d %q: got %v, whole %v", status, body[:n], got, whole)
				}
			}
		}
	}
}

// TestOnly64KiBOfABodyCount puts the code before and after the bound.
func TestOnly64KiBOfABodyCount(t *testing.T) {
	filler := strings.Repeat("x", wire.MaxBody)
	early := Response{Status: 400, Body: []byte(`{"error":{"code":"context_length_exceeded","echo":"` + filler + `"}}`)}
	late := Response{Status: 400, Body: []byte(`{"error":{"echo":"` + filler + `","code":"context_length_exceeded"}}`)}
	if v, _ := Generic.Verdict(late); v.Kind != InvalidRequest || v.Match != MatchNone {
		t.Errorf("code after the bound: got %v", v)
	}
	// The parts after the code are cut off, so that the code cannot be trusted to be all.
	if v, _ := Generic.Verdict(early); v.Match == MatchExact && v.Kind != ContextLengthExceeded {
		t.Errorf("code before the bound: got %v", v)
	}
	if e, ok := Generic.From(late).(*Error); !ok || len(e.Body()) > wire.MaxBody {
		t.Errorf("the error keeps more than %d bytes", wire.MaxBody)
	}
}
