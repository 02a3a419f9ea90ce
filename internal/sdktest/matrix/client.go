package matrix

import (
	"context"
	"net/http"

	"github.com/errbook/errbook/apierr"
)

// A Form is how a stream is made.
type Form string

const (
	Events Form = "text/event-stream" // the zero Form is one of events, too
	Lines  Form = "application/x-ndjson"
	Frames Form = "application/vnd.amazon.eventstream"
)

// A Client is an SDK as programs use it. Its own retries are switched off, so that
// each call is one request.
type Client struct {
	Name string
	// Providers are those whose responses the SDK is made for. Of the first, it is the
	// SDK that the book names, if it is Known.
	Providers []*apierr.Provider
	Known     bool
	// Host is where the provider of an SDK serves that leaves too little in its errors to
	// be known by it; "" for one that is Known by itself.
	Host string
	// Call asks for one completion and returns the SDK's error.
	Call func(ctx context.Context, url string, c *http.Client) error
	// Stream asks for one as a stream and reads it to its end; nil for an SDK whose
	// streams are not tried.
	Stream func(ctx context.Context, url string, c *http.Client) error
	// NoClient says that the SDK takes no http.Client, so that there is no Transport.
	NoClient bool
	// Form is how its streams are made.
	Form Form
	// Loses is how many of the samples of each provider come back from FromError as
	// something else, because the SDK drops what said it; none for a provider that is
	// not in it.
	Loses map[*apierr.Provider]int
}
