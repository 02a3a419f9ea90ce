// Package errbookprocessor is a processor for the OpenTelemetry Collector. It says
// of spans and log records that have the response of an API which error it is and
// what to do about it, and takes credentials out of them.
//
// A record is judged if it has an HTTP status, or if it is an error by its own
// account (a span of status Error, a log record of severity ERROR or FATAL) and has
// a text to go by. Whose response it is comes from the host that was called, else from
// the name of the provider. An error gets the attributes
//
//	error.type      what the error means, for any provider: rate_limited
//	errbook.code    the entry of the book: openai.InsufficientQuota; absent where there is none
//	errbook.kind    the same as error.type
//	errbook.retry   what to do with the same request: never, fix_request, fix_account, window, once, wait, backoff
//	errbook.actor   who must act: caller, owner, provider, network
//	errbook.delay   how long the server asks to wait, in seconds; absent where it does not
//
// as errbook classify --jsonl prints them. Records are neither dropped nor made, and
// nothing else of them changes but credentials. [Config] says where a record has the
// parts of a response.
//
// The verdicts are counted by provider and kind in
// otelcol_processor_errbook_verdicts.
package errbookprocessor
