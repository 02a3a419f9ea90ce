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

// A Transport is an [http.RoundTripper] that informs the retry loops of API
// clients what they do not find out themselves, and their callers what went wrong.
// Put it into the http.Client of an SDK:
//
//	client := &http.Client{Transport: &apierr.Transport{ForHost: catalog.ForHost}}
//
// # Retry loops
//
// The SDKs of OpenAI and Anthropic, and those made like them, retry by status
// alone, unless a response has the header x-should-retry, and wait as
// retry-after-ms says. Where a response of status 400 or more has no such
// header, or one that its error contradicts, the Transport sets it:
//
//   - x-should-retry: false where another try does not help, such as for a 429 that
//     means that there are no credits left, and where the server asks for a
//     longer wait than MaxWait;
//   - x-should-retry: true where it is;
//   - retry-after-ms to the delay that the server asked for anywhere, in the
//     body, say.
//
// An error that is worth one more try gets one: as the SDKs count their tries
// in x-stainless-retry-count, the second is stopped. Without that header the
// loop is left to itself. For loops that do not read these headers, see Stop. A
// reverse proxy over a Transport hands the headers on to its own clients.
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
// The body stays as it is, and so does the status unless Stop says otherwise; the
// request is not changed, and nothing is ever sent twice by the Transport itself. The
// zero value is ready to use.
type Transport struct {
	// Base sends the requests; nil is http.DefaultTransport.
	Base http.RoundTripper
	// Provider reads all responses, whatever their host; nil to go by ForHost.
	Provider *Provider
	// ForHost returns the provider of a host, nil if it knows none; a nil
	// ForHost knows none. Hosts without a provider are read by Generic.
	ForHost func(host string) *Provider
	// MaxWait is the longest delay that is passed on to be slept through. 0 is
	// one minute; a negative one lifts the limit.
	MaxWait time.Duration
	// Stop is how a retry loop is stopped.
	Stop StopMode
	// OnFailure is told of every failed call: by the goroutine that makes it or, for
	// a failure in a body, by the one that reads it. ctx is that of the request. It
	// must not keep the request and the response, or read the body. It may be nil.
	OnFailure func(ctx context.Context, f Failure)
}

// A StopMode is how a [Transport] stops a retry loop where another try does not help.
type StopMode uint8

const (
	// StopHeader sets the header x-should-retry to false, which the SDKs of OpenAI
	// and Anthropic obey.
	StopHeader StopMode = iota
	// StopStatus also makes a status that loops retry (408, 409, 425, 429, 5xx) a 402,
	// which none does by its status; the SDK of AWS also goes by names of exceptions.
	// The header x-original-status has the provider's.
	StopStatus
	// StopError returns the [*Error] in place of the response. The SDKs of OpenAI and
	// Anthropic retry that as a lost connection: it is for loops of one's own.
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

// A Failure is a call that failed, as a [Transport] saw it.
type Failure struct {
	Provider *Provider
	Error    *Error
	Request  *http.Request
	Response *http.Response // nil for a call without one
	Attempt  int            // which try of the call this was, from 1; 0 where nobody counts
	Elapsed  time.Duration  // from the beginning of the try to the failure
}

// RoundTrip sends a request. Errors of the Base come back unchanged.
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

// CloseIdleConnections closes those of the Base, if it can.
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
	for _, name := range [...]string{"Retry-After-Ms", "Retry-After"} {
		if _, ok := wait.Parse(h.Get(name), wire.FormatRetryAfter, wire.NewHeader(h)); !ok {
			h.Del(name) // not finite, or negative: loops that convert it blindly sleep for ever
		}
	}
	if said, ok := wait.Parse(h.Get("Retry-After-Ms"), wire.FormatMilliseconds, wire.NewHeader(h)); e.Delay.Source != "" && (!ok || said != e.Delay.Duration) {
		h.Set("Retry-After-Ms", strconv.FormatInt(milliseconds(e.Delay.Duration), 10))
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
