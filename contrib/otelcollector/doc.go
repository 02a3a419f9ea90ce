// Package errbookprocessor is a processor for the OpenTelemetry Collector. For spans and
// log records that contain an API response, it says which error the response is and what
// to do about it, and it removes credentials.
//
// A record is judged if it has an HTTP status, or if it is marked as an error (a span of
// status Error, a log record of severity ERROR or FATAL) and has a text to judge. The
// provider is found by the host that was called, or else by the provider's name. An error
// gets the attributes
//
//	error.type      what the error means, for any provider: rate_limited
//	errbook.code    the entry of the book: openai.InsufficientQuota; absent where there is none
//	errbook.kind    the same as error.type
//	errbook.retry   what to do with the same request: never, fix_request, fix_account, window, once, wait, backoff
//	errbook.actor   who must act: caller, owner, provider, network
//	errbook.delay   how long the server asks to wait, in seconds; absent where it does not
//
// with the values that errbook classify --jsonl prints. The processor neither drops nor
// adds records, and changes nothing else in them except credentials. [Config] says where
// a record has the parts of a response.
//
// The verdicts are counted by provider and kind in
// otelcol_processor_errbook_verdicts.
package errbookprocessor
