package apierr

import (
	"context"
	"slices"
	"sync"

	"github.com/errbook/errbook/apierr/internal/foreign"
)

// Track returns a context whose failed calls through a [Transport] are recorded in
// [Calls]. An error reaches its caller this way even if the SDK returns an error of
// another type, or none.
//
//	ctx, calls := apierr.Track(ctx)
//	completion, err := client.Chat.Completions.New(ctx, params)
//	err = calls.Err(err)
//
// Use one for each call of the SDK, including its retries. A context that is already
// tracked stays tracked.
func Track(ctx context.Context) (context.Context, *Calls) {
	c := &Calls{outer: callsOf(ctx)}
	c.ctx = context.WithValue(ctx, callsKey{}, c)
	return c.ctx, c
}

// callsKey is the key of the Calls of a context.
type callsKey struct{}

// callsOf returns the Calls of a context, nil for none.
func callsOf(ctx context.Context) *Calls {
	c, _ := ctx.Value(callsKey{}).(*Calls)
	return c
}

// maxFailures is how many failures are kept of the calls of one context.
const maxFailures = 32

// Calls records the failed calls of a context. It is safe for use by several goroutines
// at once. The zero value has recorded none.
type Calls struct {
	ctx   context.Context
	outer *Calls // those of the context around it

	mu       sync.Mutex
	clock    int       // counts what happened
	calls    int       // how many began
	failures []failure // in the order in which they happened
}

// A failure is an error and when it happened.
type failure struct {
	err *Error
	at  int
}

// Err returns the error of the call that returned err:
//
//   - an err whose chain has an [*Error], as it is;
//   - else the [*Error] of the last failed call of the context, which unwraps to err,
//     so that [errors.As] still finds the SDK's own type. It is there also when err is
//     nil, because the SDK did not notice: a failed job under 200, an error inside a
//     stream, a stream that ended early. Read a stream to its end before you ask;
//   - else what [FromError] makes of err, or [FromTransport] when the context has
//     ended.
//
// A failure that was followed by a successful call, such as a retry that helped, does not
// count.
func (c *Calls) Err(err error) error {
	if asError(err) != nil {
		return err
	}
	if err != nil && c.ctx != nil && c.ctx.Err() != nil {
		return FromTransport(c.ctx, err)
	}
	e := c.last(err)
	switch {
	case e == nil:
		return FromError(err)
	case err == nil:
		return e
	}
	with := *e
	with.cause = err
	return &with
}

// last returns the failure that err most likely came of: the last one of its
// status, else the last one. It returns nil for none.
func (c *Calls) last(err error) *Error {
	c.mu.Lock()
	failures := slices.Clone(c.failures)
	c.mu.Unlock()
	if len(failures) == 0 {
		return nil
	}
	if err != nil && len(failures) > 1 {
		status := foreign.Read(err).Status
		for _, f := range slices.Backward(failures) {
			if status != 0 && f.err.Status == status {
				return f.err
			}
		}
	}
	return failures[len(failures)-1].err
}

// An attempt is one call of a tracked context. A nil attempt notes nothing.
type attempt struct {
	calls  *Calls
	began  int
	number int      // counts the calls of the context, from 1
	outer  *attempt // of the context around it
}

// begin notes that a call begins.
func (c *Calls) begin() *attempt {
	if c == nil {
		return nil
	}
	c.mu.Lock()
	c.clock++
	c.calls++
	began, number := c.clock, c.calls
	c.mu.Unlock()
	return &attempt{c, began, number, c.outer.begin()}
}

// succeeded notes that the call succeeded. Failures of before do not count any
// longer: it was a retry. Calls that ran beside it are on their own.
func (a *attempt) succeeded() {
	for ; a != nil; a = a.outer {
		a.calls.mu.Lock()
		a.calls.failures = slices.DeleteFunc(a.calls.failures, func(f failure) bool { return f.at < a.began })
		a.calls.mu.Unlock()
	}
}

// failed notes that the call failed.
func (a *attempt) failed(e *Error) {
	for ; a != nil; a = a.outer {
		c := a.calls
		c.mu.Lock()
		c.clock++
		c.failures = append(c.failures, failure{e, c.clock})
		if len(c.failures) > maxFailures {
			c.failures = slices.Delete(c.failures, 0, 1)
		}
		c.mu.Unlock()
	}
}
