package matrix

import (
	"net/http"
	"testing"

	"github.com/errbook/errbook/apierr"
)

// Track sends every sample of a provider through each SDK, refusals, failures under
// 200 and events of streams, and compares what Calls.Err makes of whatever the SDK
// returned with what the response itself is. All must be the same.
func Track(t *testing.T, clients []Client, generated string) {
	for _, c := range clients {
		if c.NoClient {
			continue
		}
		for _, p := range c.Providers {
			t.Run(c.Name+"/"+p.ID(), func(t *testing.T) {
				t.Parallel()
				track(t, c, samplesOf(t, generated, p))
			})
		}
	}
}

func track(t *testing.T, c Client, samples []sample) {
	server := newServer(t, c.Form)
	sent, silent := 0, 0
	for i := range samples {
		s := &samples[i]
		direct := s.direct()
		do := c.Call
		if s.stream {
			do = c.Stream
		}
		if direct == nil || do == nil {
			continue
		}
		sent++
		ctx, calls := apierr.Track(t.Context())
		server.now.Store(s)
		sdkError := do(ctx, server.url, &http.Client{Transport: &apierr.Transport{Provider: s.provider}})
		silent += one(sdkError == nil)
		e := asError(calls.Err(sdkError))
		switch {
		case e == nil:
			t.Errorf("%d %s %s: nothing, want %s %s; the SDK returned %v", s.status, s.event, s.body, direct.Kind, direct.Code, sdkError)
		case e.Kind != direct.Kind || e.Code != direct.Code:
			t.Errorf("%d %s %s: %s %s, want %s %s", s.status, s.event, s.body, e.Kind, e.Code, direct.Kind, direct.Code)
		case sdkError != nil && !keeps(e, sdkError):
			t.Errorf("%d %s %s: %v does not lead to the SDK's %T", s.status, s.event, s.body, e, sdkError)
		}
	}
	t.Logf("%d samples, of %d of which the SDK returned no error", sent, silent)
}
