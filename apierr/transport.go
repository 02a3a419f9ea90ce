package apierr

import (
	"context"
	"net/http"
	"strconv"
	"time"

	"github.com/errbook/errbook/apierr/internal/wait"
	"github.com/errbook/errbook/apierr/wire"
)

// defaultMaxWait is how long a [Transport] lets a retry loop sleep.
const defaultMaxWait = 60 * time.Second

// A Transport is an [http.RoundTripper] that gives the retry loops of API clients the
// facts that they lack, and lets the callers know what went wrong. Put it into the
// http.Client of an SDK:
//
//	client := &http.Client{Transport: &apierr.Transport{ForHost: catalog.ForHost}}
//
// # Retry loops
//
// The SDKs of OpenAI and Anthropic, and those like them, retry by status alone unless a
// response has the header x-should-retry, and wait as long as retry-after-ms says. If a
// response with a status of 400 or more lacks these headers, or its error contradicts
// them, the Transport sets them:
//
//   - x-should-retry: false where another attempt does not help, such as for a 429 that
//     means that there are no credits left, and where the server asks for a
//     longer wait than MaxWait;
//   - x-should-retry: true where it is;
//   - retry-after-ms to the delay that the server asked for anywhere, in the
//     body, say.
//
// An error whose retry is [RetryOnce] gets one more attempt: the SDKs count their retries in
// x-stainless-retry-count, and the second retry is stopped. Without that header, the loop
// is not stopped. For loops that do not read these headers, see Stop. A reverse proxy
// that uses a Transport passes the headers on to its own clients.
//
// # Callers
//
// [Track] brings the error of a call to whoever made it; OnFailure sees all of them.
// Failures under a status below 400 are found while the caller reads the body, which
// is neither held up nor read ahead: a failed job, an error inside a stream of events,
// of JSON lines or of AWS's frames, a body that breaks off ([StreamInterrupted]), and a
// stream that ends without the mark with which its provider ends it. A JSON text that
// its reader closes within the first object, since it expected a stream, say, is read to
// the end of that by Close, for 50 milliseconds at most. Of the body of an error, the
// beginning is waited for, two seconds at most.
//
// The Transport does not change the body or the request, changes the status only if Stop
// says so, and never sends anything twice. The zero value is ready to use.
type Transport struct {
	// Base sends the requests; nil is http.DefaultTransport.
	Base http.RoundTripper
	// Provider reads all responses, whatever their host. If it is nil, ForHost decides.
	Provider *Provider
	// ForHost returns the provider of a host, or nil if it knows none. If ForHost is nil,
	// no host is known. Generic reads the responses of unknown hosts.
	ForHost func(host string) *Provider
	// MaxWait is the longest delay that is passed on to a retry loop. 0 means one minute;
	// a negative value means no limit.
	MaxWait time.Duration
	// Stop is how a retry loop is stopped.
	Stop StopMode
	// OnFailure, if not nil, is called for every failed call: by the goroutine that makes
	// the call or, for a failure in a body, by the one that reads the body. ctx is the
	// context of the request. OnFailure must not keep the request or the response, or
	// read the body.
	OnFailure func(ctx context.Context, f Failure)
}

// A StopMode says how a [Transport] stops a retry loop when retrying does not help.
type StopMode uint8

const (
	// StopHeader sets the header x-should-retry to false, which the SDKs of OpenAI
	// and Anthropic obey.
	StopHeader StopMode = iota
	// StopStatus also replaces a status that retry loops retry (408, 409, 425, 429, 5xx)
	// with 402, which none of them retries; but the AWS SDK also retries by exception
	// names. The header x-original-status has the provider's status.
	StopStatus
	// StopError returns the [*Error] in place of the response. It is for your own retry
	// loops: the SDKs of OpenAI and Anthropic retry it as a lost connection.
	StopError
)

// headerOriginalStatus has the provider's status where StopStatus changed it.
const headerOriginalStatus = "X-Original-Status"

// originalStatus returns the provider's status of a response.
func originalStatus(status int, h http.Header) int {
	if status != http.StatusPaymentRequired {
		return status
	}
	if n, err := strconv.Atoi(h.Get(headerOriginalStatus)); err == nil && 400 <= n && n <= 599 {
		return n
	}
	return status
}

// A Failure is a failed call, as seen by a [Transport].
type Failure struct {
	Provider *Provider
	Error    *Error
	Request  *http.Request
	Response *http.Response // nil for a call without one
	Attempt  int            // which attempt of the call this was, from 1; 0 where nobody counts
	Elapsed  time.Duration  // from the beginning of the attempt to the failure
}

// RoundTrip sends a request. Errors of the Base are returned unchanged.
func (t *Transport) RoundTrip(req *http.Request) (*http.Response, error) {
	c := &call{t: t, req: req, p: t.providerOf(req), track: callsOf(req.Context()).begin(), began: time.Now()}
	resp, err := t.base().RoundTrip(req)
	c.resp = resp
	if err != nil {
		c.report(c.failed(err))
		return resp, err
	}
	if resp.StatusCode < 400 {
		c.track.succeeded()
		c.watch()
		return resp, nil
	}
	e := asError(c.p.fromResponse(resp, c.sent(), bodyWait))
	c.report(e)
	retry, sure := t.worthRetry(req, e)
	t.advise(resp, e, retry, sure)
	if !retry && sure {
		return t.stop(resp, e)
	}
	return resp, nil
}

// stop makes a response one that loops do not retry.
func (t *Transport) stop(resp *http.Response, e *Error) (*http.Response, error) {
	switch status := resp.StatusCode; {
	case t.Stop == StopError:
		resp.Body.Close()
		return nil, e
	case t.Stop == StopStatus && (status == 408 || status == 409 || status == 425 || status == 429 || status >= 500):
		resp.Header.Set(headerOriginalStatus, strconv.Itoa(status))
		resp.StatusCode = http.StatusPaymentRequired
		resp.Status = "402 " + http.StatusText(http.StatusPaymentRequired)
	}
	return resp, nil
}

// CloseIdleConnections closes the idle connections of the Base, if the Base supports
// that.
func (t *Transport) CloseIdleConnections() {
	if c, ok := t.base().(interface{ CloseIdleConnections() }); ok {
		c.CloseIdleConnections()
	}
}

func (t *Transport) base() http.RoundTripper {
	if t.Base == nil {
		return http.DefaultTransport
	}
	return t.Base
}

// providerOf returns the provider that a request is for.
func (t *Transport) providerOf(req *http.Request) *Provider {
	if t.Provider != nil {
		return t.Provider
	}
	if t.ForHost != nil && req.URL != nil {
		if p := t.ForHost(req.URL.Host); p != nil {
			return p
		}
	}
	return Generic
}

// headerRetryMilliseconds is Retry-After in milliseconds, which the SDKs of OpenAI and
// Anthropic read.
const headerRetryMilliseconds = "Retry-After-Ms"

// advise sets the headers that retry loops go by.
func (t *Transport) advise(resp *http.Response, e *Error, retry, sure bool) {
	h := resp.Header.Clone() // a Base may hand out a header that it keeps
	if h == nil {
		h = make(http.Header)
	}
	resp.Header = h
	switch {
	case !sure:
	case retry:
		h.Set("X-Should-Retry", "true")
	default:
		h.Set("X-Should-Retry", "false")
		return
	}
	all := wire.NewHeader(h)
	for _, name := range [...]string{headerRetryMilliseconds, "Retry-After"} {
		if _, isThere := h[name]; !isThere {
			continue
		}
		if _, ok := wait.Parse(firstOf(h, name), wire.FormatRetryAfter, all); !ok {
			delete(h, name) // not finite, or negative: loops that convert it blindly sleep forever
		}
	}
	if e.Delay.Source == "" {
		return
	}
	if said, ok := wait.Parse(firstOf(h, headerRetryMilliseconds), wire.FormatMilliseconds, all); !ok || said != e.Delay.Duration {
		h.Set(headerRetryMilliseconds, strconv.FormatInt(milliseconds(e.Delay.Duration), 10))
	}
}

// worthRetry reports whether a loop should send the request again, and whether
// that is sure enough to tell it.
func (t *Transport) worthRetry(req *http.Request, e *Error) (retry, sure bool) {
	limit := t.MaxWait
	if limit == 0 {
		limit = defaultMaxWait
	}
	switch tries := req.Header.Get("X-Stainless-Retry-Count"); {
	case !e.Retryable(), limit > 0 && e.Delay.Duration > limit:
		return false, true
	case e.should == shouldRetryYes, e.Retry() != RetryOnce:
		return true, true
	case tries == "":
		return false, false
	default:
		return tries == "0", true
	}
}

// milliseconds returns d in whole milliseconds, rounded up so that nobody
// comes early.
func milliseconds(d time.Duration) int64 {
	ms := d.Milliseconds()
	if d%time.Millisecond > 0 {
		ms++
	}
	return ms
}
