package apierr

// kindOfStatus returns the kind that a status alone tells, Unknown for none.
func kindOfStatus(status int) Kind {
	switch status {
	case 401:
		return Authentication
	case 402:
		return InsufficientCredits
	case 403:
		return PermissionDenied
	case 404, 410:
		return NotFound
	case 405, 415, 501:
		return Unsupported
	case 408, 504, 522, 524:
		return ProviderTimeout
	case 409, 425:
		return Conflict
	case 412:
		return PreconditionFailed
	case 413:
		return PayloadTooLarge
	case 424:
		return ProviderError
	case 429:
		return RateLimited
	case 499:
		return Canceled
	case 502, 520, 521, 523:
		return UpstreamError
	case 503, 529:
		return Overloaded
	}
	switch {
	case 400 <= status && status <= 499:
		return InvalidRequest
	case 500 <= status && status <= 599:
		return ProviderError
	}
	return Unknown
}

// relayedKind returns the kind of the client's status that a relay's HTTP library
// named in the message of a 5xx, Unknown for none.
func (f *Fields) relayedKind() Kind {
	const said = "request failed with status code "
	if f.Status < 500 || !hasPrefixFold(f.Message, said) {
		return Unknown
	}
	if n := statusInText(f.Message); n < 500 {
		return kindOfStatus(n)
	}
	return Unknown
}

// Close codes that are no error (RFC 6455, section 7.4.1).
const (
	closeNormal    = 1000
	closeGoingAway = 1001
)

// kindOfClose returns the kind that a close code alone tells (RFC 6455, section
// 7.4.1, and the registry that it founds), Unknown for codes of an application's
// own.
func kindOfClose(code int) Kind {
	switch code {
	case 1002, 1003, 1007, 1010:
		return InvalidRequest
	case 1005, 1006:
		return ConnectionLost
	case 1008:
		return PermissionDenied
	case 1009:
		return PayloadTooLarge
	case 1011:
		return ProviderError
	case 1012, 1013:
		return Overloaded
	case 1014:
		return UpstreamError
	case 1015:
		return ConnectFailed
	}
	return Unknown
}
