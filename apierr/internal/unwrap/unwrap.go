// Package unwrap takes responses out of what programs put around them: streams
// of server-sent events, the lines that SDKs print, the exceptions of gRPC and
// WebSocket libraries, HTML pages, JSON strings. Nothing here changes what it is
// given: a [Response] goes in, another comes out.
package unwrap

// A Response is a response as far as its wrappings matter.
type Response struct {
	Body   string
	Status int    // 0 when unknown
	Event  string // the name of the event that Body is
	Stream bool   // Body is one event of a stream
	Close  int    // the code with which a WebSocket was closed, 0 for none
}
