// Package policytest tests loops that send requests again, such as the adapter for a
// retry library: whether one keeps to its [apierr.Policy].
//
//	func TestPolicy(t *testing.T) {
//		policytest.Test(t, func(ctx context.Context, policy apierr.Policy, url string) error {
//			_, err := backoff.Retry(ctx, backofferr.Operation(policy, func() (string, error) { return policytest.Get(ctx, url) }))
//			return err
//		})
//	}
package policytest

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"testing"
	"time"

	"github.com/errbook/errbook/apierr"
	"github.com/errbook/errbook/apierr/apierrtest/fakeserver"
)

// A Loop sends a GET request to a URL until one succeeds, the policy says that another
// does not help, or the context ends. It returns the error that it ended in, nil for
// success.
type Loop func(ctx context.Context, policy apierr.Policy, url string) error

// A loopCase is what a server does, and how a loop must react.
type loopCase struct {
	name     string
	policy   apierr.Policy
	patience time.Duration // of the caller
	steps    []error       // of the server, which then responds
	requests int
	ends     apierr.Kind   // Unknown for success
	canceled bool          // it ends in any error
	atLeast  time.Duration // how long it waits
}

const (
	// days is a wait that nobody sleeps through.
	days    = 277403 * time.Second
	longRun = 20 * time.Second
)

// limited is an error that only waiting helps against.
var limited = error(apierr.RateLimited)

// quick keeps the waits of a test short.
var quick = apierr.Policy{MaxWait: 20 * time.Millisecond, Repeatable: true}

func loopCases() []loopCase {
	once := error(apierr.ContentPolicyOutput)
	return []loopCase{
		{name: "out of credits is sent once", policy: quick, patience: longRun,
			steps: []error{apierr.InsufficientCredits, apierr.InsufficientCredits}, requests: 1, ends: apierr.InsufficientCredits},
		{name: "a rate limit is retried", policy: quick, patience: longRun,
			steps: []error{limited, limited}, requests: 3},
		{name: "a rate limit is not retried forever", policy: quick, patience: longRun,
			steps: []error{limited, limited, limited, limited, limited, limited}, requests: 4, ends: apierr.RateLimited},
		{name: "3.2 days are not slept", policy: quick, patience: longRun,
			steps: []error{apierr.New(apierr.RateLimited, apierr.WithDelay(days)), limited}, requests: 1, ends: apierr.RateLimited},
		{name: "one more attempt is one", policy: quick, patience: longRun,
			steps: []error{once, once, once}, requests: 2, ends: apierr.ContentPolicyOutput},
		{name: "the wait that the server asks for is kept to", patience: longRun,
			steps: []error{apierr.New(apierr.RateLimited, apierr.WithDelay(time.Second))}, requests: 2, atLeast: time.Second},
		{name: "a caller who gives up ends the loop", patience: 200 * time.Millisecond,
			steps: []error{apierr.New(apierr.RateLimited, apierr.WithDelay(30*time.Second)), limited}, requests: 1, canceled: true},
	}
}

// Test makes a loop meet a server that fails in several ways, and checks how often it
// sends its request, how long it waits, and how it ends. It takes two seconds.
func Test(t *testing.T, loop Loop) {
	for _, c := range loopCases() {
		t.Run(c.name, func(t *testing.T) {
			if problem := c.problem(t, loop); problem != "" {
				t.Error(problem)
			}
		})
	}
}

// problem says what a loop does wrong, "" for nothing.
func (c *loopCase) problem(t *testing.T, loop Loop) string {
	server := fakeserver.New(t, nil, nil, c.steps...)
	ctx, cancel := context.WithTimeout(t.Context(), c.patience)
	defer cancel()
	began := time.Now()
	err := loop(ctx, c.policy, server.URL)
	took := time.Since(began)
	switch got := server.Requests(); {
	case got != c.requests:
		return fmt.Sprintf("sent %d times, want %d: %v", got, c.requests, err)
	case took < c.atLeast, took > longRun/2:
		return fmt.Sprintf("took %s, want from %s to %s", took, c.atLeast, longRun/2)
	case c.canceled && err == nil:
		return "ended in success, want an error"
	case !c.canceled && (apierr.KindOf(err) != c.ends || (err == nil) != (c.ends == apierr.Unknown)):
		return fmt.Sprintf("ended in %v, want %s", err, c.ends)
	}
	return ""
}

// Get makes one request, as an SDK without retries does, for the loops that call a
// function.
func Get(ctx context.Context, url string) (string, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, url, nil)
	if err != nil {
		return "", err
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return "", err
	}
	defer resp.Body.Close()
	if err := apierr.Generic.FromResponse(resp); err != nil {
		return "", err
	}
	body, err := io.ReadAll(resp.Body)
	return string(body), err
}
