package apierr

import (
	"net/http"
	"testing"

	"github.com/errbook/errbook/apierr/wire"
)

// A provider's own word on another attempt counts like x-should-retry, which wins
// where both are there; neither revives an error of the request.
func TestShouldRetryOfTheWire(t *testing.T) {
	p := NewProvider(&wire.Provider{Wire: &wire.Wire{
		ShouldRetry: []wire.Part{{Slot: wire.NoSlot, Header: "X-Acme-Retryable"}},
	}}, nil, nil)
	for _, tt := range []struct {
		status int
		header http.Header
		want   Retry
	}{
		{500, http.Header{"X-Acme-Retryable": {"false"}}, RetryNever},
		{500, http.Header{"X-Acme-Retryable": {"True"}}, RetryBackoff},
		{500, http.Header{"X-Acme-Retryable": {"true"}, "X-Should-Retry": {"false"}}, RetryNever},
		{400, http.Header{"X-Acme-Retryable": {"true"}}, RetryFixRequest},
		{500, http.Header{"X-Acme-Retryable": {"perhaps"}}, RetryBackoff},
	} {
		if got := p.From(Response{Status: tt.status, Header: tt.header}).(*Error).Retry(); got != tt.want {
			t.Errorf("%d %v: got %v, want %v", tt.status, tt.header, got, tt.want)
		}
	}
}
