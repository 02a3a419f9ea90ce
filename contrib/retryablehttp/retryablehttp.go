// Package retryablehttperr lets an [apierr.Policy] decide when
// github.com/hashicorp/go-retryablehttp retries a request, and how long it waits.
//
//	client := retryablehttperr.Install(retryablehttp.NewClient(), openaierr.Provider, apierr.Policy{})
package retryablehttperr

import (
	"context"
	"net/http"
	"strconv"
	"time"

	"github.com/hashicorp/go-retryablehttp"

	"github.com/errbook/errbook/apierr"
)

const (
	// headerTry counts the attempts in requests, as the SDKs of OpenAI do.
	headerTry = "X-Stainless-Retry-Count"
	// headerWait has the wait of a response from CheckRetry to Backoff, which sees its
	// body no more.
	headerWait = "X-Errbook-Wait"
)

// Install makes a client try as the policy says, and returns it. The provider is whose
// responses the client gets; nil reads them as those of any API. When the attempts are used
// up, the last response comes back with its body, and not an error that hides it. Each
// request has the header X-Stainless-Retry-Count, by which its try is known.
func Install(client *retryablehttp.Client, p *apierr.Provider, policy apierr.Policy) *retryablehttp.Client {
	if policy.MaxTries == 0 {
		policy.MaxTries = 4
	}
	client.RetryMax = policy.MaxTries - 1
	client.ErrorHandler = retryablehttp.PassthroughErrorHandler
	client.RequestLogHook = counting(client.RequestLogHook)
	client.CheckRetry = func(ctx context.Context, resp *http.Response, err error) (bool, error) {
		switch {
		case ctx.Err() != nil:
			return false, ctx.Err()
		case err != nil:
			_, again := policy.Next(p.FromError(err), 1)
			return again, nil
		}
		wait, again := policy.Next(p.FromResponse(resp), try(resp.Request))
		if again {
			resp.Header.Set(headerWait, wait.String())
		}
		return again, nil
	}
	client.Backoff = func(_, _ time.Duration, n int, resp *http.Response) time.Duration {
		if resp != nil {
			if wait, err := time.ParseDuration(resp.Header.Get(headerWait)); err == nil {
				return wait
			}
		}
		wait, _ := policy.Next(apierr.New(apierr.ConnectFailed), n+1)
		return wait
	}
	return client
}

// counting returns a hook that notes in each request which attempt it is.
func counting(hook retryablehttp.RequestLogHook) retryablehttp.RequestLogHook {
	return func(logger retryablehttp.Logger, req *http.Request, n int) {
		req.Header.Set(headerTry, strconv.Itoa(n))
		if hook != nil {
			hook(logger, req, n)
		}
	}
}

// try returns which attempt a request is, from 1.
func try(req *http.Request) int {
	n, err := strconv.Atoi(req.Header.Get(headerTry))
	if err != nil {
		return 1
	}
	return n + 1
}
