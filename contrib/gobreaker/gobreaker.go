// Package gobreakererr lets github.com/sony/gobreaker know which errors are failures of
// the provider, so that a breaker opens only for those.
//
//	breaker := gobreaker.NewCircuitBreaker[*openai.ChatCompletion](gobreaker.Settings{
//		IsSuccessful: gobreakererr.IsSuccessful,
//		IsExcluded:   gobreakererr.IsExcluded,
//	})
package gobreakererr

import (
	"errors"

	"github.com/errbook/errbook/apierr"
)

// IsSuccessful reports whether the provider did its part: it is false for its faults, for
// want of capacity, and where it could not be reached. A request that is not valid, an
// empty account and a rate limit open no breaker: other callers are served. What the
// error is, is found by [apierr.FromError].
func IsSuccessful(err error) bool {
	if err == nil {
		return true
	}
	err = apierr.FromError(err)
	switch {
	case errors.Is(err, apierr.FamilyProvider), errors.Is(err, apierr.FamilyCapacity), errors.Is(err, apierr.FamilyTransport):
		return false
	}
	return !errors.Is(err, apierr.Unknown)
}

// IsExcluded reports whether an error says nothing about the provider, because the
// caller gave up.
func IsExcluded(err error) bool {
	return err != nil && errors.Is(apierr.FromError(err), apierr.FamilyLocal)
}
