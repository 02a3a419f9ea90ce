package apierr

// A Kind says what an error means, whoever sent it. Kinds are errors, so they
// serve as targets for errors.Is: errors.Is(err, apierr.RateLimited).
//
// The names follow the classes of trouble that HTTP (RFC 9110), gRPC and the
// AI providers' own references tell apart; see the page of kinds in the docs.
type Kind uint8

// The kinds. Each belongs to one [Family] and has a default for whether to
// retry, who must act, and whether the request can have been executed.
const (
	// Unknown: nothing matched. Its advice goes by the status alone.
	Unknown Kind = iota

	// InvalidRequest: a field is malformed, missing or out of range.
	InvalidRequest
	// Unsupported: the endpoint, method, parameter, modality or feature is not offered.
	Unsupported
	// ContextLengthExceeded: the prompt, plus the output asked for, does not fit the model's window.
	ContextLengthExceeded
	// PayloadTooLarge: the request's bytes or files are over the transport limit.
	PayloadTooLarge
	// RequestExceedsLimit: this one request alone is larger than the rate or credit budget, so waiting never helps.
	RequestExceedsLimit
	// InvalidMedia: an image, audio, video or file could not be read, or is of the wrong type or size.
	InvalidMedia
	// MediaFetchFailed: the provider could not download a URL that the caller gave.
	MediaFetchFailed
	// ContentPolicyInput: the prompt or the media was refused.
	ContentPolicyInput
	// ContentPolicyOutput: the output was withheld, refused or blocked.
	ContentPolicyOutput
	// NotFound: the endpoint, file, job or other resource does not exist or has expired.
	NotFound
	// Conflict: a state or idempotency conflict.
	Conflict

	// Authentication: the key, token or signature is missing, wrong, expired or revoked.
	Authentication
	// PermissionDenied: the identity is valid but lacks the right (scope, role, address, route).
	PermissionDenied
	// RegionBlocked: the caller's or the account's location is refused.
	RegionBlocked
	// AccountDisabled: the account is suspended, unverified, flagged, or has not accepted terms.
	AccountDisabled

	// InsufficientCredits: the balance is empty, unpaid, or no paid plan is active.
	InsufficientCredits
	// SpendLimitReached: a spending cap of the key, workspace, organization or tier is reached.
	SpendLimitReached
	// QuotaExhausted: a daily, monthly or plan allowance is used up and resets later.
	QuotaExhausted

	// RateLimited: too many requests or tokens in a short window.
	RateLimited
	// ConcurrencyLimited: too many requests in flight.
	ConcurrencyLimited

	// Overloaded: the provider, model or deployment has no capacity now; not a limit of the caller's.
	Overloaded
	// ModelLoading: the model is cold, loading, scaled to zero or not ready.
	ModelLoading

	// ModelNotFound: the model or deployment id is unknown.
	ModelNotFound
	// ModelAccessDenied: the model exists, but this key or project may not use it.
	ModelAccessDenied
	// ModelRetired: the model was withdrawn.
	ModelRetired

	// ProviderError: a fault inside the provider.
	ProviderError
	// ProviderTimeout: the provider or its gateway timed out.
	ProviderTimeout
	// UpstreamError: an intermediary says that what stands behind it failed.
	UpstreamError
	// JobFailed: an accepted job failed, and nothing says why.
	JobFailed
	// InvalidResponse: a 2xx whose body is not what the API promises.
	InvalidResponse

	// ConnectFailed: DNS, dial or TLS failed, so the request never left.
	ConnectFailed
	// ConnectionLost: the connection broke after the request was sent.
	ConnectionLost
	// StreamInterrupted: a stream ended without its closing event.
	StreamInterrupted

	// Canceled: the caller's own context was canceled.
	Canceled
	// ClientTimeout: the caller's own deadline passed.
	ClientTimeout

	kindCount
)

// kindFacts is one row of the table of kinds.
type kindFacts struct {
	name     string
	goName   string
	meaning  string
	family   Family
	retry    Retry
	actor    Actor
	executed Certainty
}

var kindTable = [kindCount]kindFacts{
	Unknown: {"unknown", "Unknown", "nothing matched", FamilyNone, RetryNever, ActorNone, Maybe},

	InvalidRequest:        {"invalid_request", "InvalidRequest", "a field is malformed, missing or out of range", FamilyRequest, RetryFixRequest, ActorCaller, Never},
	Unsupported:           {"unsupported", "Unsupported", "the endpoint, method, parameter, modality or feature is not offered", FamilyRequest, RetryFixRequest, ActorCaller, Never},
	ContextLengthExceeded: {"context_length_exceeded", "ContextLengthExceeded", "the prompt, plus the output asked for, does not fit the window of the model", FamilyRequest, RetryFixRequest, ActorCaller, Never},
	PayloadTooLarge:       {"payload_too_large", "PayloadTooLarge", "the bytes or files of the request are over the transport limit", FamilyRequest, RetryFixRequest, ActorCaller, Never},
	RequestExceedsLimit:   {"request_exceeds_limit", "RequestExceedsLimit", "this one request alone is larger than the rate or credit budget, so waiting never helps", FamilyRequest, RetryFixRequest, ActorCaller, Never},
	InvalidMedia:          {"invalid_media", "InvalidMedia", "an image, audio, video or file could not be read, or is of the wrong type or size", FamilyRequest, RetryFixRequest, ActorCaller, Never},
	MediaFetchFailed:      {"media_fetch_failed", "MediaFetchFailed", "the provider could not download a URL that the caller gave", FamilyRequest, RetryOnce, ActorCaller, Never},
	ContentPolicyInput:    {"content_policy_input", "ContentPolicyInput", "the prompt or the media was refused", FamilyRequest, RetryFixRequest, ActorCaller, Never},
	ContentPolicyOutput:   {"content_policy_output", "ContentPolicyOutput", "the output was withheld, refused or blocked", FamilyRequest, RetryOnce, ActorCaller, Always},
	NotFound:              {"not_found", "NotFound", "the endpoint, file, job or other resource does not exist or has expired", FamilyRequest, RetryFixRequest, ActorCaller, Never},
	Conflict:              {"conflict", "Conflict", "the request conflicts with a state or an idempotency key", FamilyRequest, RetryBackoff, ActorCaller, Maybe},

	Authentication:   {"authentication", "Authentication", "the key, token or signature is missing, wrong, expired or revoked", FamilyIdentity, RetryFixAccount, ActorOwner, Never},
	PermissionDenied: {"permission_denied", "PermissionDenied", "the identity is valid but lacks the right: scope, role, address or route", FamilyIdentity, RetryFixAccount, ActorOwner, Never},
	RegionBlocked:    {"region_blocked", "RegionBlocked", "the location of the caller or of the account is refused", FamilyIdentity, RetryNever, ActorOwner, Never},
	AccountDisabled:  {"account_disabled", "AccountDisabled", "the account is suspended, unverified, flagged, or has not accepted terms", FamilyIdentity, RetryFixAccount, ActorOwner, Never},

	InsufficientCredits: {"insufficient_credits", "InsufficientCredits", "the balance is empty, unpaid, or no paid plan is active", FamilyBilling, RetryFixAccount, ActorOwner, Never},
	SpendLimitReached:   {"spend_limit_reached", "SpendLimitReached", "a spending cap of the key, workspace, organization or tier is reached", FamilyBilling, RetryWindow, ActorOwner, Never},
	QuotaExhausted:      {"quota_exhausted", "QuotaExhausted", "a daily, monthly or plan allowance is used up and resets later", FamilyBilling, RetryWindow, ActorOwner, Never},

	RateLimited:        {"rate_limited", "RateLimited", "too many requests or tokens in a short window", FamilyThrottle, RetryWait, ActorCaller, Never},
	ConcurrencyLimited: {"concurrency_limited", "ConcurrencyLimited", "too many requests in flight", FamilyThrottle, RetryWait, ActorCaller, Never},

	Overloaded:   {"overloaded", "Overloaded", "the provider, model or deployment has no capacity now, which is not a limit of the caller", FamilyCapacity, RetryBackoff, ActorProvider, Never},
	ModelLoading: {"model_loading", "ModelLoading", "the model is cold, loading, scaled to zero or not ready", FamilyCapacity, RetryWait, ActorProvider, Never},

	ModelNotFound:     {"model_not_found", "ModelNotFound", "the model or deployment id is unknown", FamilyModel, RetryFixRequest, ActorCaller, Never},
	ModelAccessDenied: {"model_access_denied", "ModelAccessDenied", "the model exists, but this key or project may not use it", FamilyModel, RetryFixAccount, ActorOwner, Never},
	ModelRetired:      {"model_retired", "ModelRetired", "the model was withdrawn", FamilyModel, RetryFixRequest, ActorCaller, Never},

	ProviderError:   {"provider_error", "ProviderError", "a fault inside the provider", FamilyProvider, RetryBackoff, ActorProvider, Maybe},
	ProviderTimeout: {"provider_timeout", "ProviderTimeout", "the provider or its gateway timed out", FamilyProvider, RetryBackoff, ActorProvider, Maybe},
	UpstreamError:   {"upstream_error", "UpstreamError", "an intermediary says that what stands behind it failed", FamilyProvider, RetryBackoff, ActorProvider, Maybe},
	JobFailed:       {"job_failed", "JobFailed", "an accepted job failed, and nothing says why", FamilyProvider, RetryOnce, ActorProvider, Always},
	InvalidResponse: {"invalid_response", "InvalidResponse", "a 2xx whose body is not what the API promises", FamilyProvider, RetryOnce, ActorProvider, Maybe},

	ConnectFailed:     {"connect_failed", "ConnectFailed", "DNS, dial or TLS failed, so the request never left", FamilyTransport, RetryBackoff, ActorNetwork, Never},
	ConnectionLost:    {"connection_lost", "ConnectionLost", "the connection broke after the request was sent", FamilyTransport, RetryOnce, ActorNetwork, Maybe},
	StreamInterrupted: {"stream_interrupted", "StreamInterrupted", "a stream ended without its closing event", FamilyTransport, RetryOnce, ActorNetwork, Always},

	Canceled:      {"canceled", "Canceled", "the own context of the caller was canceled", FamilyLocal, RetryNever, ActorCaller, Maybe},
	ClientTimeout: {"client_timeout", "ClientTimeout", "the own deadline of the caller passed", FamilyLocal, RetryNever, ActorCaller, Maybe},
}

// facts returns k's row; a Kind out of range has the row of Unknown.
func (k Kind) facts() *kindFacts {
	if k >= kindCount {
		return &kindTable[Unknown]
	}
	return &kindTable[k]
}

// String returns the kind as it is written in spec files: "rate_limited".
// A Kind out of range reads "unknown".
func (k Kind) String() string { return k.facts().name }

// Error makes a Kind a target for errors.Is. It returns the same as String.
func (k Kind) Error() string { return k.facts().name }

// GoString returns the Go expression for k: "apierr.RateLimited".
func (k Kind) GoString() string { return "apierr." + k.facts().goName }

// MarshalText writes the kind as String does.
func (k Kind) MarshalText() ([]byte, error) { return []byte(k.String()), nil }

// Meaning returns what the kind means, as part of a sentence.
func (k Kind) Meaning() string { return k.facts().meaning }

// Family returns the family that k belongs to; Unknown belongs to FamilyNone.
func (k Kind) Family() Family { return k.facts().family }

// Retry returns whether, and how, an error of this kind is worth another try,
// unless a provider's documentation says otherwise.
func (k Kind) Retry() Retry { return k.facts().retry }

// Actor returns who must act to end an error of this kind.
func (k Kind) Actor() Actor { return k.facts().actor }

// Executed returns whether a request that failed this way can have been
// executed (and billed).
func (k Kind) Executed() Certainty { return k.facts().executed }

// Kinds returns every kind in the order of the table of kinds, Unknown last.
func Kinds() []Kind {
	kinds := make([]Kind, 0, kindCount)
	for k := Unknown + 1; k < kindCount; k++ {
		kinds = append(kinds, k)
	}
	return append(kinds, Unknown)
}

// ParseKind returns the kind that name spells ("rate_limited") and reports
// whether there is one.
func ParseKind(name string) (Kind, bool) {
	for k := range kindTable {
		if kindTable[k].name == name {
			return Kind(k), true
		}
	}
	return Unknown, false
}
