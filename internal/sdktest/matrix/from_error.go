package matrix

import (
	"context"
	"errors"
	"net/http"
	"path/filepath"
	"reflect"
	"testing"
	"time"

	"github.com/errbook/errbook/apierr"
)

// tooLong ends a call that nobody should wait for.
const tooLong = 30 * time.Second

// A count says how many samples of a provider came back from an SDK as what they are.
type count struct {
	samples, kind, code, message, status int

	requestID, delay       int
	hasRequestID, hasDelay int // of how many
}

// FromError sends every refusal of a provider's samples through each SDK, and compares
// what Provider.FromError makes of the SDK's error with what the response itself is:
// its kind and its code. More losses than the client says fail the test; so do fewer,
// because the number is what people are told. What was measured is held against the
// page docs/sdks.md of the repository, in the part of that name; see [table.hold].
func FromError(t *testing.T, clients []Client, repository, part string, catalog func(error) error) {
	generated := filepath.Join(repository, "generated")
	var all table
	t.Cleanup(func() { all.hold(t, clients, filepath.Join(repository, "docs", "sdks.md"), part) })
	for _, c := range clients {
		for i, p := range c.Providers {
			t.Run(c.Name+"/"+p.ID(), func(t *testing.T) {
				t.Parallel() // some SDKs sleep, even if they do not retry
				from := func(s *sample, err error) error { return s.provider.FromError(err) }
				n := refusals(t, c, samplesOf(t, generated, p), from)
				all.add(c.Name, p.Name(), n)
				if lost := n.samples - n.code; lost != c.Loses[p] {
					t.Errorf("%d of %d samples come back as something else; want %d", lost, n.samples, c.Loses[p])
				}
				if i == 0 && c.Known {
					byCatalog(t, c, p, samplesOf(t, generated, p), catalog)
				}
			})
		}
	}
}

// refusals sends the samples that are refusals, and counts what came of them.
func refusals(t *testing.T, c Client, samples []sample, from func(*sample, error) error) (n count) {
	server := newServer(t, c.Form)
	for i := range samples {
		s := &samples[i]
		direct := s.direct()
		if s.stream || s.status < 400 || direct == nil {
			continue
		}
		n.samples++
		sdkError := call(t, c.Call, server, s, &http.Client{})
		e := asError(from(s, sdkError))
		if e == nil || !keeps(e, sdkError) {
			t.Errorf("%d %s: the SDK's %T became %T, which does not lead to it", s.status, s.body, sdkError, e)
			continue
		}
		n.note(direct, e)
		if e.Kind != direct.Kind || e.Code != direct.Code {
			t.Logf("%d %s: %s %s, want %s %s; of %T: %v", s.status, s.body, e.Kind, e.Code, direct.Kind, direct.Code, sdkError, sdkError)
		}
	}
	return n
}

// call makes one call to a server that responds with a sample.
func call(t *testing.T, do func(context.Context, string, *http.Client) error, server *server, s *sample, client *http.Client) error {
	t.Helper()
	server.now.Store(s)
	ctx, cancel := context.WithTimeout(t.Context(), tooLong)
	defer cancel()
	return do(ctx, server.url, client)
}

// note counts what an SDK's error kept of a response.
func (n *count) note(direct, e *apierr.Error) {
	same := e.Kind == direct.Kind
	n.kind += one(same)
	n.code += one(same && e.Code == direct.Code)
	n.message += one(e.Message == direct.Message)
	n.status += one(e.Status == direct.Status)
	if direct.RequestID != "" {
		n.hasRequestID++
		n.requestID += one(e.RequestID == direct.RequestID)
	}
	if direct.Delay.Source != "" {
		n.hasDelay++
		n.delay += one(e.Delay.Duration == direct.Delay.Duration)
	}
}

func one(b bool) int {
	if b {
		return 1
	}
	return 0
}

// keeps reports whether e leads to an SDK's error, of whatever type it is.
func keeps(e *apierr.Error, sdkError error) bool {
	for err := errors.Unwrap(e); err != nil; err = errors.Unwrap(err) {
		if reflect.TypeOf(err) == reflect.TypeOf(sdkError) && err.Error() == sdkError.Error() {
			return true
		}
	}
	return false
}

// byCatalog checks that the catalog finds the provider whose SDK it is, or whose host:
// what it makes of the error is what the provider makes.
func byCatalog(t *testing.T, c Client, p *apierr.Provider, samples []sample, catalog func(error) error) {
	server := newServer(t, c.Form).at(c.Host)
	client := server.client()
	for i := range samples {
		s := &samples[i]
		if s.stream || s.status < 400 || s.direct() == nil {
			continue
		}
		sdkError := call(t, c.Call, server, s, client)
		want, got := asError(p.FromError(sdkError)), asError(catalog(sdkError))
		if want.Code != got.Code || want.Kind != got.Kind || got.Provider != p.ID() {
			t.Errorf("%d %s: the catalog says %s %s of %q, the provider %s %s", s.status, s.body, got.Kind, got.Code, got.Provider, want.Kind, want.Code)
		}
	}
}
