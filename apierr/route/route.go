// Package route says what a router should do with a request after an error: send it
// again, use another key, model or provider, make the request smaller, or stop.
//
// A gateway, or a program with several keys or models, has to know more than whether to
// retry: what is affected, for how long, and what to try instead:
//
//	d := route.Next(err)
//	switch d.Choose(5*time.Second, route.SameAgain, route.OtherKey, route.OtherModel) {
//	case route.SameAgain:
//		time.Sleep(d.Wait)
//	case route.OtherKey:
//		keys.Rest(key, d.Wait) // do not use it for so long
//	…
//
// The decision depends on what the error affects ([apierr.Error.Scope]) and on its retry
// advice ([apierr.Error.Retry]). Both are those of the kind, unless the provider's
// documentation says otherwise.
package route

import (
	"errors"
	"slices"
	"time"

	"github.com/errbook/errbook/apierr"
)

// A Step is what a router does next.
type Step string

// The steps.
const (
	// SameAgain sends the same request to the same place, after the wait.
	SameAgain Step = "same_again"
	// OtherKey sends it with another key, which must be one of another account if the
	// error affects the account.
	OtherKey Step = "other_key"
	// OtherModel sends it to another model or deployment.
	OtherModel Step = "other_model"
	// OtherProvider sends it to another provider, or to another region of this one if the
	// error affects the region.
	OtherProvider Step = "other_provider"
	// SmallerRequest shortens the request, and then sends it again.
	SmallerRequest Step = "smaller_request"
	// Stop returns the error to the caller: no other place would do better.
	Stop Step = "stop"
)

// A Decision is what an error means to a router.
type Decision struct {
	// Steps are what may help, the most promising first; Stop is the last, or the only
	// one.
	Steps []Step
	// Scope is what the error affects, and so what to rest; "" if nothing says.
	Scope apierr.Scope
	// Wait is how long the server asks to wait before SameAgain, and so how long to rest
	// what Scope names; 0 if it does not say.
	Wait time.Duration
	// Once says that SameAgain is worthwhile once, but not repeatedly.
	Once bool
}

// Next returns what to do after an error of any SDK or library, which it reads with
// [apierr.FromError]. After success, and after an error about which nothing is known, the
// step is Stop. If a request may have run ([apierr.Error.Executed]), every other step may
// run it twice: check that first if your requests must not run twice.
func Next(err error) Decision {
	var e *apierr.Error
	if !errors.As(apierr.FromError(err), &e) {
		return Decision{Steps: []Step{Stop}}
	}
	wait, _ := apierr.RetryAfter(e)
	return Decision{Steps: steps(e), Scope: e.Scope(), Wait: wait, Once: e.Retry() == apierr.RetryOnce}
}

// Choose returns the first step that the router can do, or Stop if there is none. It
// skips SameAgain if the server asks for a longer wait than patience.
func (d Decision) Choose(patience time.Duration, can ...Step) Step {
	for _, step := range d.Steps {
		if slices.Contains(can, step) && (step != SameAgain || d.Wait <= patience) {
			return step
		}
	}
	return Stop
}

// steps returns what may help against an error.
func steps(e *apierr.Error) []Step {
	var out []Step
	switch {
	case e.Retryable():
		out = append(out, SameAgain)
	case e.Retry() == apierr.RetryNever && e.Scope() != apierr.ScopeRegion:
		return []Step{Stop} // the caller gave up
	case isTooLarge(e.Kind):
		out = append(out, SmallerRequest)
	}
	return append(append(out, elsewhere(e)...), Stop)
}

// isTooLarge reports whether a smaller request of the kind may pass.
func isTooLarge(k apierr.Kind) bool {
	return k == apierr.ContextLengthExceeded || k == apierr.PayloadTooLarge || k == apierr.RequestExceedsLimit
}

// elsewhere returns what is not affected by an error.
func elsewhere(e *apierr.Error) []Step {
	switch e.Scope() {
	case apierr.ScopeKey, apierr.ScopeAccount:
		return []Step{OtherKey, OtherProvider}
	case apierr.ScopeModel:
		if e.Retry() == apierr.RetryFixAccount { // another key may use it
			return []Step{OtherModel, OtherKey, OtherProvider}
		}
		return []Step{OtherModel, OtherProvider}
	case apierr.ScopeRegion, apierr.ScopeProvider, apierr.ScopeConnection:
		return []Step{OtherProvider}
	case apierr.ScopeRequest:
		if e.Kind == apierr.ContextLengthExceeded {
			return []Step{OtherModel} // one with a longer window
		}
	}
	return nil
}
