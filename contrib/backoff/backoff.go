// Package backofferr lets an [apierr.Policy] decide when github.com/cenkalti/backoff
// retries an operation, and how long it waits.
//
//	completion, err := backoff.Retry(ctx, backofferr.Operation(apierr.Policy{}, call))
package backofferr

import (
	"github.com/cenkalti/backoff/v5"

	"github.com/errbook/errbook/apierr"
)

// Operation returns an operation for one [backoff.Retry], which is tried as the policy
// says: an error that another attempt does not help is permanent, all others come with the
// wait. What the error is, is found by [apierr.FromError], so that op can return that of
// any SDK; the limits of backoff's own options hold, too.
func Operation[T any](policy apierr.Policy, op backoff.Operation[T]) backoff.Operation[T] {
	try := 0
	return func() (T, error) {
		result, err := op()
		if err == nil {
			return result, nil
		}
		try++
		err = apierr.FromError(err)
		wait, again := policy.Next(err, try)
		if !again {
			return result, backoff.Permanent(err)
		}
		return result, &waiting{err, &backoff.RetryAfterError{Duration: wait}}
	}
}

// A waiting error tells the loop how long to wait, and everybody else what happened.
type waiting struct {
	err  error
	wait *backoff.RetryAfterError
}

func (w *waiting) Error() string   { return w.err.Error() }
func (w *waiting) Unwrap() []error { return []error{w.err, w.wait} }
