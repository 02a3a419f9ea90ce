package apierr

import (
	"net/http"
	"strconv"
	"time"

	"github.com/errbook/errbook/apierr/internal/wait"
	"github.com/errbook/errbook/apierr/wire"
)

// DefaultMaxWait is how long a [Transport] lets a retry loop sleep.
const DefaultMaxWait = 60 * time.Second

// A Transport is an [http.RoundTripper] that tells the retry loops of API
// clients what they do not find out themselves. Put it into the http.Client of
// an SDK:
//
//	client := &http.Client{Transport: &apierr.Transport{ForHost: catalog.ForHost}}
//
// The SDKs of OpenAI and Anthropic, and those made like them, retry by status
// alone, unless a response has the header x-should-retry, and wait as
// retry-after-ms says. Where a response of status 400 or more has no such
// header, or one that its error contradicts, the Transport sets it:
//
//   - x-should-retry: false where another try is no use, such as for a 429 that
//     means that there are no credits left, and where the server asks for a
//     longer wait than MaxWait;
//   - x-should-retry: true where it is;
//   - retry-after-ms to the delay that the server asked for anywhere, in the
//     body, say.
//
// An error that is worth one more try gets one: as the SDKs count their tries
// in x-stainless-retry-count, the second is stopped. Without that header the
// loop is left to itself.
//
// Status and body stay as they are, the request is not changed, and nothing is
// ever sent twice by the Transport itself. The zero value is ready to use.
type Transport struct {
	// Base sends the requests; nil is http.DefaultTransport.
	Base http.RoundTripper
	// Provider reads all responses, whatever their host; nil to go by ForHost.
	Provider *Provider
	// ForHost returns the provider of a host, nil if it knows none; a nil
	// ForHost knows none. Hosts without a provider are read by Generic.
	ForHost func(host string) *Provider
	// MaxWait is the longest delay that is passed on to be slept through. 0 is
	// DefaultMaxWait; a negative one is no limit.
	MaxWait time.Duration
	// OnError is told of every failed call, by the goroutine that made it; it
	// must not keep the request. It may be nil.
	OnError func(*http.Request, *Error)
}

// RoundTrip sends a request. Errors of the Base come back unchanged.
func (t *Transport) RoundTrip(req *http.Request) (*http.Response, error) {
	call := callsOf(req.Context()).begin()
	resp, err := t.base().RoundTrip(req)
	if err != nil {
		t.report(req, call, t.failed(req, err))
		return resp, err
	}
	e := t.read(req, resp)
	if e == nil {
		call.succeeded()
		return resp, nil
	}
	if resp.StatusCode >= 400 {
		t.advise(req, resp, e)
	}
	t.report(req, call, e)
	return resp, nil
}

// report tells of a failed call.
func (t *Transport) report(req *http.Request, call *attempt, e *Error) {
	call.failed(e)
	if t.OnError != nil {
		t.OnError(req, e)
	}
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

// read returns the error that a response is, nil if it is none.
func (t *Transport) read(req *http.Request, resp *http.Response) *Error {
	p := t.providerOf(req)
	if !p.looksInto(resp, req) {
		return nil
	}
	if resp.Request != nil { // as the Base sent it, with credentials that it may have added
		req = resp.Request
	}
	return asError(p.fromResponse(resp, req))
}

// failed returns the error of a request without a response.
func (t *Transport) failed(req *http.Request, err error) *Error {
	if e := asError(err); e != nil {
		return e
	}
	return transportError(req.Context(), err, true, req)
}

// advise sets the headers that retry loops go by.
func (t *Transport) advise(req *http.Request, resp *http.Response, e *Error) {
	h := resp.Header.Clone() // a Base may hand out a header that it keeps
	if h == nil {
		h = make(http.Header)
	}
	resp.Header = h
	switch retry, sure := t.worthRetry(req, e); {
	case !sure:
	case retry:
		h.Set("X-Should-Retry", "true")
	default:
		h.Set("X-Should-Retry", "false")
		return
	}
	for _, i := range [...]int{headerRetryAfterMs, headerRetryAfter} {
		if _, ok := wait.Parse(h.Get(delayHeaderNames[i]), wire.FormatRetryAfter, wire.NewHeader(h)); !ok {
			h.Del(delayHeaderNames[i]) // not finite, or negative: loops that convert it blindly sleep for ever
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
		limit = DefaultMaxWait
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
