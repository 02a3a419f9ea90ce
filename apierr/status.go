package apierr

import (
	"github.com/errbook/errbook/apierr/internal/unwrap"
	"github.com/errbook/errbook/apierr/wire"
)

// relayedKind returns the kind of the client's status that a relay's HTTP library
// named in the message of a 5xx, Unknown for none.
func relayedKind(f *wire.Fields) Kind {
	if f.Status < 500 {
		return Unknown
	}
	if n := unwrap.StatusInText(f.Message); n < 500 {
		return kindOfStatus(n)
	}
	return Unknown
}

// Close codes that are not errors (RFC 6455, section 7.4.1).
const (
	closeNormal    = 1000
	closeGoingAway = 1001
)
