package backofferr_test

import (
	"context"
	"io"
	"net/http"
	"testing"
	"time"

	"github.com/cenkalti/backoff/v5"

	"github.com/errbook/errbook/apierr"
	"github.com/errbook/errbook/apierr/apierrtest/fakeserver"
	"github.com/errbook/errbook/contrib/backoff"
)

// days is a wait that nobody sleeps through.
const days = 277403 * time.Second

// How often a request is sent, and how it ends.
func TestPolicy(t *testing.T) {
	limited := error(apierr.RateLimited)
	tests := []struct {
		name  string
		steps []error
		want  int         // requests
		kind  apierr.Kind // Unknown for success
	}{
		{"out of credits is sent once", []error{apierr.InsufficientCredits, apierr.InsufficientCredits}, 1, apierr.InsufficientCredits},
		{"a rate limit is retried", []error{limited, limited}, 3, apierr.Unknown},
		{"a rate limit is not retried for ever", []error{limited, limited, limited, limited, limited, limited}, 4, apierr.RateLimited},
		{"3.2 days are not slept", []error{apierr.New(apierr.RateLimited, apierr.WithDelay(days)), limited}, 1, apierr.RateLimited},
		{"one more try is one", []error{apierr.ContentPolicyOutput, apierr.ContentPolicyOutput, apierr.ContentPolicyOutput}, 2, apierr.ContentPolicyOutput},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			server := fakeserver.New(t, nil, nil, tt.steps...)
			ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
			defer cancel()
			err := run(ctx, apierr.Policy{MaxWait: 20 * time.Millisecond, Repeatable: true}, server.URL)
			if got := server.Requests(); got != tt.want {
				t.Errorf("sent %d times, want %d: %v", got, tt.want, err)
			}
			if apierr.KindOf(err) != tt.kind || (err == nil) != (tt.kind == apierr.Unknown) {
				t.Errorf("ended in %v, want %s", err, tt.kind)
			}
		})
	}
}

// The wait that the server asks for is kept to.
func TestWait(t *testing.T) {
	server := fakeserver.New(t, nil, nil, apierr.New(apierr.RateLimited, apierr.WithDelay(time.Second)))
	began := time.Now()
	if err := run(t.Context(), apierr.Policy{}, server.URL); err != nil || server.Requests() != 2 {
		t.Fatalf("%d requests: %v", server.Requests(), err)
	}
	if took := time.Since(began); took < time.Second {
		t.Errorf("waited %s of a second", took)
	}
}

// A caller who gives up ends the loop.
func TestCanceled(t *testing.T) {
	server := fakeserver.New(t, nil, nil, apierr.New(apierr.RateLimited, apierr.WithDelay(30*time.Second)), apierr.RateLimited)
	ctx, cancel := context.WithTimeout(t.Context(), 200*time.Millisecond)
	defer cancel()
	began := time.Now()
	if err := run(ctx, apierr.Policy{}, server.URL); err == nil || time.Since(began) > 10*time.Second || server.Requests() != 1 {
		t.Errorf("%d requests, %v after %s", server.Requests(), err, time.Since(began))
	}
}

// run makes a call in a loop that the policy decides.
func run(ctx context.Context, policy apierr.Policy, url string) error {
	_, err := backoff.Retry(ctx, backofferr.Operation(policy, func() (string, error) { return get(ctx, url) }))
	return err
}

// get makes one request, as an SDK without retries does.
func get(ctx context.Context, url string) (string, error) {
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
