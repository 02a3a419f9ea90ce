// Package apierr is the run time of errbook. It says what a failed API call means,
// whether to retry it, how long to wait, who must act, and how to fix it.
//
// A generated package describes a provider and hands its responses to this
// package:
//
//	resp, err := client.Do(req)
//	if err == nil {
//		err = fashn.Provider.FromResponse(resp)
//	}
//	switch {
//	case errors.Is(err, fashn.OutOfCredits): // one documented error
//	case errors.Is(err, apierr.RateLimited): // a kind, whoever sent it
//	case errors.Is(err, apierr.FamilyBilling): // a family of kinds
//	}
//
// Every error made here is an [*Error]. [Retryable], [RetryAfter], [KindOf]
// and [CodeOf] find it in any chain of wrapped errors.
//
// A program that calls an SDK gets the SDK's error, which [FromError] reads. [Track],
// with a [Transport] in the SDK's http.Client, also finds what the SDK drops. [New], and
// New in generated packages, make errors for tests and fakes. [Policy] says when to
// retry.
//
// [Generic] reads the responses of hosts that no book knows. It knows the shapes and
// words that many APIs share; its errors have kinds but no codes.
//
// Most users need no other package. Package errdoc declares the parts of the
// documentation, and package wire what generated code needs. Package problem writes
// problem details (RFC 9457), package sse reads server-sent events, and package route
// says what a router should do next.
//
// An [*Error] contains no credentials that the request sent and no keys of known issuers:
// they are redacted when the error is made, however the response spells them. If the
// request is not known, a credential without an issuer's prefix is not recognized.
//
// The package uses only the standard library, never panics on a response, reads at most
// 64 KiB of a body, and keeps no state except caches.
package apierr
