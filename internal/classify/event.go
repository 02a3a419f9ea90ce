package classify

import (
	"github.com/errbook/errbook/apierr"
	"github.com/errbook/errbook/apierr/sse"
)

// anyEvent gives the events of a stream to isError, one after the other, until
// one is an error, and reports whether one is. The text may also be the data of
// a single event alone; name is for events that have none.
func anyEvent(name string, text []byte, isError func(apierr.Response) bool) bool {
	if !isStream(text) {
		return isError(apierr.Response{Stream: true, Event: name, Body: text})
	}
	for own, data := range sse.Events(text) {
		if own == "" {
			own = name
		}
		if isError(apierr.Response{Stream: true, Event: own, Body: data}) {
			return true
		}
	}
	return false
}

// isStream reports whether text has events as they come over the wire, and is
// not the data of one.
func isStream(text []byte) bool {
	for range sse.Events(text) {
		return true
	}
	return false
}
