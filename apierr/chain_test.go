package apierr

import (
	"errors"
	"fmt"
	"testing"
	"time"
)

// The questions about an error find ours in any chain, and have a plain answer
// where there is none.
func TestQuestionsLookThroughWrappers(t *testing.T) {
	ours := &Error{Code: "acme.TooFast", Kind: RateLimited, Delay: Delay{2 * time.Second, "header:retry-after"}}
	for _, err := range []error{ours, fmt.Errorf("calling: %w", ours), errors.Join(errors.New("first"), ours)} {
		wait, stated := RetryAfter(err)
		if CodeOf(err) != "acme.TooFast" || KindOf(err) != RateLimited || !Retryable(err) || wait != 2*time.Second || !stated {
			t.Errorf("%v: got %q, %v, %t, %v, %t", err, CodeOf(err), KindOf(err), Retryable(err), wait, stated)
		}
	}
	for _, err := range []error{nil, errors.New("not ours")} {
		wait, stated := RetryAfter(err)
		if CodeOf(err) != "" || KindOf(err) != Unknown || Retryable(err) || wait != 0 || stated {
			t.Errorf("%v: got %q, %v, %t, %v, %t", err, CodeOf(err), KindOf(err), Retryable(err), wait, stated)
		}
	}
}
