// Package fakeserver serves the errors of APIs to the tests of programs that call
// them: over loopback HTTP, in the shapes that providers document.
//
// Most tests use it through a generated package, which knows the shapes of a provider:
//
//	server := openaierrtest.Server(t, openaierr.RateLimitExceeded, openaierr.InsufficientQuota)
//	client := openai.NewClient(option.WithBaseURL(server.URL))
//
// The first request fails as the first step says, the second as the second; all after
// the last step succeed. A step is an error: an [apierr.Code] of the provider, an
// [*apierr.Error] of its New, with options that change the status, the message or the
// wait, or an [apierr.Kind], which is served in the shape that most APIs share. A nil
// step succeeds. [Stall], [Cut] and [Stream] make steps of other steps.
package fakeserver
