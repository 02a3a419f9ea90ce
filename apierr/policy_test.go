package apierr_test

import (
	"errors"
	"testing"
	"time"

	"github.com/errbook/errbook/apierr"
)

// What the loop does after each error, by the error's advice and the policy.
func TestPolicy(t *testing.T) {
	second := apierr.WithDelay(time.Second)
	tests := []struct {
		name   string
		policy apierr.Policy
		err    error
		try    int
		most   time.Duration // the longest wait
		again  bool
	}{
		{"success", apierr.Policy{}, nil, 1, 0, false},
		{"out of credits", apierr.Policy{}, apierr.New(apierr.InsufficientCredits), 1, 0, false},
		{"nobody's error", apierr.Policy{}, errors.New("disk full"), 1, 0, false},
		{"a rate limit", apierr.Policy{}, apierr.New(apierr.RateLimited), 1, 2 * time.Second, true},
		{"an SDK's", apierr.Policy{}, &bytesError{StatusCode: 429}, 2, 4 * time.Second, true},
		{"the last attempt", apierr.Policy{}, apierr.New(apierr.RateLimited), 4, 0, false},
		{"one's own last attempt", apierr.Policy{MaxTries: 2}, apierr.New(apierr.RateLimited), 2, 0, false},
		{"backoff", apierr.Policy{}, apierr.New(apierr.Overloaded), 3, 2 * time.Second, true},
		{"a capped pause", apierr.Policy{MaxTries: 50, MaxWait: time.Second}, apierr.New(apierr.Overloaded), 49, time.Second, true},
		{"3.2 days", apierr.Policy{}, apierr.New(apierr.Overloaded, apierr.WithDelay(277403*time.Second)), 1, 0, false},
		{"no time left", apierr.Policy{MaxElapsed: time.Minute, Start: time.Now().Add(-time.Minute)}, apierr.New(apierr.RateLimited, second), 1, 0, false},
		{"some time left", apierr.Policy{MaxElapsed: time.Minute, Start: time.Now()}, apierr.New(apierr.RateLimited, second), 1, time.Second, true},
		{"a request that may have run", apierr.Policy{}, apierr.New(apierr.ProviderError), 1, 0, false},
		{"one that may run twice", apierr.Policy{Repeatable: true}, apierr.New(apierr.ProviderError), 1, 500 * time.Millisecond, true},
		{"once", apierr.Policy{Repeatable: true}, apierr.New(apierr.ConnectionLost), 1, 500 * time.Millisecond, true},
		{"once, again", apierr.Policy{Repeatable: true}, apierr.New(apierr.ConnectionLost), 2, 0, false},
	}
	for _, tt := range tests {
		for range 20 {
			wait, again := tt.policy.Next(tt.err, tt.try)
			if again != tt.again || wait < 0 || wait > tt.most {
				t.Errorf("%s: wait %s, again %t; want at most %s, %t", tt.name, wait, again, tt.most, tt.again)
			}
		}
	}
	for range 20 {
		if wait, _ := (apierr.Policy{}).Next(apierr.New(apierr.RateLimited, second), 1); wait != time.Second {
			t.Errorf("a wait that the server asked for became %s", wait)
		}
	}
}

// Clients that failed together do not come back together.
func TestPolicyJitter(t *testing.T) {
	seen := make(map[time.Duration]bool)
	for range 50 {
		wait, _ := apierr.Policy{}.Next(apierr.New(apierr.Overloaded), 3)
		seen[wait] = true
	}
	if len(seen) < 40 {
		t.Errorf("50 clients wait for %d different times", len(seen))
	}
}
