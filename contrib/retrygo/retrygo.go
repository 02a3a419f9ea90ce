// Package retrygoerr lets an [apierr.Policy] decide when github.com/avast/retry-go
// retries a function, and how long it waits.
//
//	err := retry.Do(call, retrygoerr.Options(ctx, apierr.Policy{})...)
package retrygoerr

import (
	"context"
	"time"

	"github.com/avast/retry-go/v4"

	"github.com/errbook/errbook/apierr"
)

// Options returns the options of one [retry.Do], which go by the policy alone: how
// often to try, whether, and when. What the error is, is found by [apierr.FromError],
// so that the function can return that of any SDK. The last error is what Do returns.
func Options(ctx context.Context, policy apierr.Policy) []retry.Option {
	try := 0
	var wait time.Duration
	return []retry.Option{
		retry.Context(ctx),
		retry.UntilSucceeded(), // or until RetryIf says no
		retry.RetryIf(func(err error) (again bool) {
			try++
			wait, again = policy.Next(err, try)
			return again
		}),
		retry.DelayType(func(uint, error, *retry.Config) time.Duration { return wait }),
		retry.MaxDelay(0), // the policy has a limit of its own
		retry.LastErrorOnly(true),
	}
}
