// Package apierr is the run time of errbook: what one failed API call means,
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
// A program that calls an SDK gets the SDK's error. [FromError] reads it; [Track],
// with a [Transport] in the SDK's http.Client, also finds what the SDK drops. [New],
// and New of generated packages, make errors for tests and fakes. [Policy] says when
// to try again.
//
// Hosts that no book knows are served by [Generic], which knows the shapes and
// the words that many APIs share, and has kinds but no codes.
//
// Most users need no other package. What documentation is made of is declared in
// package errdoc, what generated code needs in package wire; package problem writes problem
// details (RFC 9457), package sse reads events, package route says what a router does
// next.
//
// An [*Error] has no credentials that the request sent, nor keys of known issuers:
// both are redacted when it is made, however the response spells them. Without the
// request, a credential without an issuer's prefix is not recognized.
//
// The package uses the standard library alone, never panics on any response,
// reads at most 64 KiB of a body, and keeps no state but caches.
package apierr
