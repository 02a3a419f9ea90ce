package apierr

import (
	"testing"

	"github.com/errbook/errbook/apierr/wire"
)

// Text that is the data of an event is a failure if it begins with the name of an
// exception, or comes where a provider sends objects, and words say what failed.
func TestPrintedEvents(t *testing.T) {
	objects := NewProvider(&wire.Provider{
		Wire:     &wire.Wire{Body: []wire.Node{{Key: "error", Slot: 0}}, Fields: []wire.Part{{Slot: 0}}},
		Surfaces: []wire.Surface{{Name: "stream", Stream: true, Events: []string{"error"}, Body: []wire.Condition{{Field: 0}}}},
	}, nil, nil)
	for _, tt := range []struct {
		p    *Provider
		data string
		want Kind // "" for no error
	}{
		{Generic, "acme.ConnectionError: peer closed connection early (incomplete chunked read)", StreamInterrupted},
		{Generic, "RateLimitException: too many requests", RateLimited},
		{Generic, "A rate limit of 5 requests per minute is usual.", ""},
		{Generic, "Error: too many requests", ""},
		{Generic, "TypeError: x is not a function", ""},
		{Generic, "[DONE]", ""},
		{objects, "There was an error processing your request, please send it again", ProviderError},
		{objects, "Too many requests", RateLimited},
		{objects, "Hello", ""},
		{objects, `{"text":"too many requests"}`, ""},
	} {
		v, isError := tt.p.Verdict(Response{Stream: true, Body: []byte(tt.data)})
		if isError != (tt.want != "") || v.Kind != tt.want && isError {
			t.Errorf("%s: got %v, %v; want %v", tt.data, v.Kind, isError, tt.want)
		}
	}
}
