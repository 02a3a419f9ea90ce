// Package restyerr lets an [apierr.Policy] decide when github.com/go-resty/resty retries
// a request, and how long it waits.
//
//	client := restyerr.Install(resty.New(), openaierr.Provider, apierr.Policy{})
package restyerr

import (
	"errors"
	"time"

	"github.com/go-resty/resty/v2"

	"github.com/errbook/errbook/apierr"
)

// errStop ends resty's loop.
var errStop = errors.New("another attempt does not help")

// Install makes a client try as the policy says, and returns it. The provider is whose
// responses the client gets; nil reads them as those of any API.
func Install(client *resty.Client, p *apierr.Provider, policy apierr.Policy) *resty.Client {
	policy = withDefaults(policy)
	client.SetRetryCount(policy.MaxTries - 1)
	client.SetRetryWaitTime(1) // a wait is never shorter; the policy has its own
	client.SetRetryMaxWaitTime(policy.MaxWait)
	client.AddRetryCondition(func(r *resty.Response, err error) bool {
		_, again := policy.Next(ErrorOf(p, r, err), attempt(r))
		return again
	})
	client.SetRetryAfter(func(_ *resty.Client, r *resty.Response) (time.Duration, error) {
		wait, again := policy.Next(ErrorOf(p, r, nil), attempt(r))
		if !again {
			return 0, errStop
		}
		return max(wait, 1), nil // 0 stands for resty's own
	})
	return client
}

// ErrorOf returns the error that a call of resty ended in, nil for success.
func ErrorOf(p *apierr.Provider, r *resty.Response, err error) error {
	switch {
	case err != nil:
		return p.FromError(err)
	case r == nil || r.RawResponse == nil:
		return nil
	}
	return p.From(apierr.Response{Status: r.StatusCode(), Header: r.Header(), Body: r.Body()})
}

// attempt returns which attempt a response came of, from 1.
func attempt(r *resty.Response) int {
	if r == nil || r.Request == nil {
		return 1
	}
	return max(r.Request.Attempt, 1)
}

// withDefaults returns a policy whose limits are numbers, as resty wants them.
func withDefaults(policy apierr.Policy) apierr.Policy {
	if policy.MaxTries == 0 {
		policy.MaxTries = 4
	}
	if policy.MaxWait == 0 {
		policy.MaxWait = time.Minute
	}
	return policy
}
