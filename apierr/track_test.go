package apierr_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"sync"
	"testing"

	"github.com/errbook/errbook/apierr"
)

// A base answers requests by their paths, without a network.
type base struct{}

func (base) RoundTrip(req *http.Request) (*http.Response, error) {
	resp := response(200, `{"ok":true}`)
	switch req.URL.Path {
	case "/credits":
		resp = response(429, noCredits)
	case "/busy":
		resp = response(503, "")
	case "/cut":
		return nil, io.ErrUnexpectedEOF
	}
	resp.Request = req
	return resp, nil
}

// get makes a call as an SDK does: what it returns says little.
func get(ctx context.Context, path string) error {
	req, _ := http.NewRequestWithContext(ctx, "GET", "https://api.acme.test"+path, nil)
	resp, err := (&http.Client{Transport: &apierr.Transport{Base: base{}}}).Do(req)
	if err != nil {
		return fmt.Errorf("sdk: %w", err)
	}
	io.Copy(io.Discard, resp.Body)
	resp.Body.Close()
	if resp.StatusCode >= 400 {
		return errSDK
	}
	return nil
}

var errSDK = errors.New("sdk: request failed")

// What the Transport learned of the calls of a context reaches their caller, and
// errors.As and errors.Is find the SDK's error, too.
func TestTrack(t *testing.T) {
	tests := []struct {
		name  string
		calls []string
		err   error // what the SDK returns in the end
		want  apierr.Kind
	}{
		{"a failure", []string{"/credits"}, errSDK, apierr.InsufficientCredits},
		{"a failure that the SDK says nothing of", []string{"/credits"}, nil, apierr.InsufficientCredits},
		{"the last of several", []string{"/busy", "/credits"}, errSDK, apierr.InsufficientCredits},
		{"a retry that helped", []string{"/busy", "/ok"}, nil, apierr.Unknown},
		{"success", []string{"/ok"}, nil, apierr.Unknown},
		{"no response", []string{"/cut"}, errSDK, apierr.ConnectionLost},
		{"an error of ours", []string{"/busy"}, apierr.New(apierr.Conflict), apierr.Conflict},
		{"an SDK that takes no client", nil, &bytesError{StatusCode: 401}, apierr.Authentication},
	}
	for _, tt := range tests {
		ctx, calls := apierr.Track(t.Context())
		for _, path := range tt.calls {
			get(ctx, path)
		}
		err := calls.Err(tt.err)
		if (err == nil) != (tt.want == apierr.Unknown) || apierr.KindOf(err) != tt.want || tt.err != nil && !errors.Is(err, tt.err) {
			t.Errorf("%s: got %v, want %s", tt.name, err, tt.want)
		}
	}
}

// Whoever gave up is asked of the context: an earlier failure does not count then.
func TestTrackOfCanceledContext(t *testing.T) {
	parent, cancel := context.WithCancel(t.Context())
	ctx, calls := apierr.Track(parent)
	get(ctx, "/busy")
	cancel()
	if err := calls.Err(context.Canceled); !errors.Is(err, apierr.Canceled) || apierr.Retryable(err) {
		t.Errorf("got %v", err)
	}
}

// A context in a tracked one is noted by both.
func TestTrackNested(t *testing.T) {
	outer, all := apierr.Track(t.Context())
	inner, one := apierr.Track(outer)
	get(inner, "/credits")
	get(outer, "/busy")
	if !errors.Is(one.Err(nil), apierr.InsufficientCredits) || apierr.KindOf(all.Err(nil)) != apierr.KindOf(apierr.Generic.From(apierr.Response{Status: 503})) {
		t.Errorf("the inner one has %v, the outer one %v", one.Err(nil), all.Err(nil))
	}
}

// Calls side by side do not disturb each other.
func TestTrackConcurrently(t *testing.T) {
	var wg sync.WaitGroup
	for range 50 {
		wg.Go(func() {
			ctx, calls := apierr.Track(t.Context())
			var both sync.WaitGroup
			for _, path := range []string{"/credits", "/ok"} {
				both.Go(func() { get(ctx, path) })
			}
			both.Wait()
			if err := calls.Err(errSDK); !errors.Is(err, errSDK) {
				t.Errorf("got %v", err)
			}
		})
	}
	wg.Wait()
}
