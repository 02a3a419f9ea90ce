// Package failsafeerr lets an [apierr.Policy] decide when github.com/failsafe-go retries
// a function, and how long it waits.
//
//	completion, err := failsafeerr.Get(ctx, apierr.Policy{}, call)
package failsafeerr

import (
	"context"
	"errors"
	"time"

	"github.com/failsafe-go/failsafe-go"
	"github.com/failsafe-go/failsafe-go/retrypolicy"

	"github.com/errbook/errbook/apierr"
)

// Get calls a function until it succeeds or the policy says that another attempt does not
// help. What the error is, is found by [apierr.FromError], so that the function can
// return that of any SDK. Other policies, such as a timeout or a breaker, are inside the
// retries, in their order.
func Get[R any](ctx context.Context, policy apierr.Policy, call func(context.Context) (R, error), others ...failsafe.Policy[R]) (R, error) {
	retries := retrypolicy.NewBuilder[R]().
		HandleIf(func(_ R, err error) bool { return decisionOf(err).again }).
		WithDelayFunc(func(try failsafe.ExecutionAttempt[R]) time.Duration { return decisionOf(try.LastError()).wait }).
		WithMaxRetries(-1).
		ReturnLastFailure().
		Build()
	inner := func(exec failsafe.Execution[R]) (R, error) {
		return failsafe.With(others...).WithContext(exec.Context()).GetWithExecution(func(exec failsafe.Execution[R]) (R, error) { return call(exec.Context()) })
	}
	result, err := failsafe.With[R](retries).WithContext(ctx).GetWithExecution(func(exec failsafe.Execution[R]) (R, error) {
		result, err := inner(exec)
		if err != nil {
			err = decide(policy, err, exec.Attempts())
		}
		return result, err
	})
	if d := decisionOf(err); d.err != nil {
		err = d.err
	}
	return result, err
}

// A decision is an error with what the policy says about it.
type decision struct {
	err   error
	wait  time.Duration
	again bool
}

func (d *decision) Error() string { return d.err.Error() }
func (d *decision) Unwrap() error { return d.err }

func decide(policy apierr.Policy, err error, try int) *decision {
	d := &decision{err: apierr.FromError(err)}
	d.wait, d.again = policy.Next(d.err, try)
	return d
}

// decisionOf returns the decision in err's chain, one that says nothing if there is none.
func decisionOf(err error) *decision {
	d := new(decision)
	errors.As(err, &d)
	return d
}
