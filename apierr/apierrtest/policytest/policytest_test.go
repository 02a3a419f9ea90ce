package policytest

import (
	"context"
	"slices"
	"testing"
	"time"

	"github.com/errbook/errbook/apierr"
)

// loopWith is the loop of the documentation of Policy, with a decision and a sleep of
// its own.
func loopWith(next func(apierr.Policy, error, int) (time.Duration, bool), sleep func(context.Context, time.Duration)) Loop {
	return func(ctx context.Context, policy apierr.Policy, url string) error {
		for try := 1; ; try++ {
			_, err := Get(ctx, url)
			wait, again := next(policy, err, try)
			if err == nil || !again {
				return err
			}
			sleep(ctx, wait)
			if ctx.Err() != nil {
				return ctx.Err()
			}
		}
	}
}

func sleep(ctx context.Context, wait time.Duration) {
	select {
	case <-ctx.Done():
	case <-time.After(wait):
	}
}

// The loop of the documentation keeps to its policy.
func TestLoop(t *testing.T) {
	Test(t, loopWith(apierr.Policy.Next, sleep))
}

// A loop with a fault is found in exactly the cases that are about it.
func TestFaults(t *testing.T) {
	for _, tt := range []struct {
		name string
		loop Loop
		want []string
	}{
		{"tries thrice, whatever it is", loopWith(func(_ apierr.Policy, _ error, try int) (time.Duration, bool) { return 0, try < 3 }, sleep), []string{
			"out of credits is sent once", "a rate limit is not retried forever", "3.2 days are not slept", "one more attempt is one",
			"the wait that the server asks for is kept to", "a caller who gives up ends the loop",
		}},
		{"does not wait", loopWith(apierr.Policy.Next, func(context.Context, time.Duration) {}), []string{
			"the wait that the server asks for is kept to", "a caller who gives up ends the loop",
		}},
		{"hides the error", func(ctx context.Context, policy apierr.Policy, url string) error {
			_ = loopWith(apierr.Policy.Next, sleep)(ctx, policy, url)
			return nil
		}, []string{
			"out of credits is sent once", "a rate limit is not retried forever", "3.2 days are not slept", "one more attempt is one", "a caller who gives up ends the loop",
		}},
	} {
		var got []string
		for _, c := range loopCases() {
			if c.problem(t, tt.loop) != "" {
				got = append(got, c.name)
			}
		}
		if !slices.Equal(got, tt.want) {
			t.Errorf("a loop that %s fails in %q, want %q", tt.name, got, tt.want)
		}
	}
}
