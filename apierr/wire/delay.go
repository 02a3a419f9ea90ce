package wire

import "slices"

// A DelaySource is one place where a server says how long to wait. A Part with
// neither a slot nor a header is the message.
type DelaySource struct {
	Part
	// Name is how the place is reported: "header:retry-after", "error.retry_after".
	Name   string
	Format DelayFormat
	// Hint marks a forecast, which never turns a wait into a window.
	Hint bool
	// Remaining is the header that counts what is left, for a header that says
	// when a limit resets: the reset counts only while nothing is left.
	Remaining string
}

// A DelayFormat is how a wait is written.
type DelayFormat uint8

// The formats.
const (
	// FormatRetryAfter is seconds or an HTTP date (RFC 9110, section 10.2.3), or a text
	// with units ("2 minutes", "1.98s").
	FormatRetryAfter DelayFormat = iota
	// FormatMilliseconds is a number of milliseconds, fractions allowed.
	FormatMilliseconds
	// FormatSeconds is a number of seconds, fractions allowed.
	FormatSeconds
	// FormatGoDuration is "1m30.5s", as time.ParseDuration takes it.
	FormatGoDuration
	// FormatProtobufDuration is "3.5s" (google.protobuf.Duration in JSON).
	FormatProtobufDuration
	// FormatUnix is the time to wait for, in seconds since 1970.
	FormatUnix
	// FormatUnixMilli is the time to wait for, in milliseconds since 1970.
	FormatUnixMilli
	// FormatRFC3339 is the time to wait for, as RFC 3339 writes it.
	FormatRFC3339
	// FormatRateLimit is the IETF RateLimit field (draft-ietf-httpapi-ratelimit-headers).
	FormatRateLimit

	formatCount
)

var formatNames = [formatCount]string{"retry-after", "ms", "seconds", "go-duration", "protobuf-duration", "unix", "unix-ms", "rfc3339", "ratelimit"}
var formatGoNames = [formatCount]string{"FormatRetryAfter", "FormatMilliseconds", "FormatSeconds", "FormatGoDuration", "FormatProtobufDuration", "FormatUnix", "FormatUnixMilli", "FormatRFC3339", "FormatRateLimit"}

// String returns the format as it is written in spec files: "unix-ms". A
// format out of range reads "retry-after".
func (f DelayFormat) String() string { return nameOf(formatNames[:], uint8(f)) }

// GoString returns the Go expression for f: "wire.FormatSeconds".
func (f DelayFormat) GoString() string { return "wire." + nameOf(formatGoNames[:], uint8(f)) }

// ParseDelayFormat returns the format that name spells ("go-duration") and
// reports whether there is one.
func ParseDelayFormat(name string) (DelayFormat, bool) {
	i := slices.Index(formatNames[:], name)
	return DelayFormat(max(i, 0)), i >= 0
}
