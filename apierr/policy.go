package apierr

import (
	"math/rand/v2"
	"time"
)

// A Policy decides when a loop retries a request. The zero value is ready to use.
//
//	for attempt := 1; ; attempt++ {
//		err := call(ctx)
//		wait, again := policy.Next(err, attempt)
//		if !again {
//			return err
//		}
//		time.Sleep(wait) // or until ctx ends
//	}
type Policy struct {
	// MaxTries is the largest number of times that a request is sent; 0 means 4.
	MaxTries int
	// MaxWait is the longest wait. If a server asks for a longer one, the request is not
	// retried. 0 means one minute; a negative value means no limit.
	MaxWait time.Duration
	// MaxElapsed limits the time from Start to the end of a wait; 0 means no limit. If
	// Start is zero, it limits each wait separately.
	MaxElapsed time.Duration
	Start      time.Time
	// Repeatable says that the request may run twice, because it changes nothing or
	// has an idempotency key. Without it, an error after which the request may have
	// run, such as a lost connection, ends the loop.
	Repeatable bool
}

const (
	defaultTries = 4
	// firstPause is the longest pause after the first attempt, which doubles with each
	// further one.
	firstPause = 500 * time.Millisecond
	// firstWait is the same where the server wants its clients to wait.
	firstWait = 2 * time.Second
)

// Next returns how long to wait before the next attempt, and whether to retry at all, after an
// attempt that failed with err. Attempts are counted from 1.
//
// [FromError] reads an err that is not ours. A wait that the server asked for is returned
// exactly. Any other wait is a random time between 0 and a limit that doubles with each
// attempt (full jitter), so that clients that failed together do not retry together. An error
// whose retry is [RetryOnce] gets one more attempt.
func (p Policy) Next(err error, attempt int) (wait time.Duration, again bool) {
	e := asError(FromError(err))
	if e == nil || !p.allows(e, attempt) {
		return 0, false
	}
	limit := p.MaxWait
	if limit == 0 {
		limit = defaultMaxWait
	}
	if e.Delay.Source != "" {
		wait = e.Delay.Duration
	} else {
		wait = pause(e.Retry(), attempt, limit)
	}
	if limit > 0 && wait > limit || p.isLate(wait) {
		return 0, false
	}
	return wait, true
}

// allows reports whether an error permits another attempt.
func (p Policy) allows(e *Error, attempt int) bool {
	tries := p.MaxTries
	if tries == 0 {
		tries = defaultTries
	}
	if attempt >= tries || !e.Retryable() || e.Retry() == RetryOnce && attempt > 1 {
		return false
	}
	return p.Repeatable || e.Executed() == Never
}

// isLate reports whether a wait would end after the time is up.
func (p Policy) isLate(wait time.Duration) bool {
	if p.MaxElapsed <= 0 {
		return false
	}
	if !p.Start.IsZero() {
		wait += time.Since(p.Start)
	}
	return wait > p.MaxElapsed
}

// pause returns a random wait before the attempt after the given one.
func pause(r Retry, attempt int, limit time.Duration) time.Duration {
	longest := firstPause
	if r == RetryWait {
		longest = firstWait
	}
	for range min(max(attempt, 1)-1, 30) {
		longest *= 2
	}
	if limit > 0 {
		longest = min(longest, limit)
	}
	return rand.N(longest + 1)
}
