package apierr

// relayedKind returns the kind of the client's status that a relay's HTTP library
// named in the message of a 5xx, Unknown for none.
func (f *Fields) relayedKind() Kind {
	if f.Status < 500 || !hasPrefixFold(f.Message, relayedWords) {
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
