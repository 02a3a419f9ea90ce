package apierr

import (
	"errors"
	"net/http"
	"net/url"
	"slices"
	"testing"

	"github.com/errbook/errbook/apierr/wire"
)

// withPaths is acme, whose job surface says which requests it is for.
var withPaths = func() *Provider {
	facts := acmeFacts
	facts.Surfaces = slices.Concat(facts.Surfaces, []wire.Surface{
		{Name: "batch", Paths: []string{"/v1/batches/*/items"}, Statuses: []wire.StatusRange{{From: 200, To: 200}}, Body: []wire.Condition{{Field: 0, Values: []string{"failed", "lost"}}}, Executed: Never},
	})
	facts.Surfaces[0].Paths = []string{"/v1/jobs/*"}
	return NewProvider(&facts, acmeClassify, acmeLookup)
}()

// The path of the request says on which surface a response is, be it behind a proxy;
// a path that no surface serves says nothing.
func TestPathTellsTheSurface(t *testing.T) {
	for path, want := range map[string]string{
		"/v1/jobs/7":                "job",
		"/v1/batches/7/items":       "batch",
		"/proxy/v1/batches/7/items": "batch",
		"/v1/batches/7/8/items":     "job",
		"/v2/anything":              "job",
		"":                          "job",
	} {
		resp := answer(200, http.Header{"Content-Type": {"application/json"}}, failedJob)
		resp.Request.URL = &url.URL{Scheme: "https", Host: "api.acme.test", Path: path}
		var e *Error
		if !errors.As(withPaths.FromResponse(resp), &e) || e.Surface != want {
			t.Errorf("%s: got %+v, want surface %s", path, e, want)
		}
	}
	// With another state only the batch fails.
	lost := answer(200, http.Header{"Content-Type": {"application/json"}}, `{"status":"lost"}`)
	lost.Request.URL = &url.URL{Path: "/v1/jobs/7"}
	if err := withPaths.FromResponse(lost); err != nil {
		t.Errorf("a job is no batch; got %v", err)
	}
}

// Where the path says that a response is one text, its Content-Type may be missing or
// wrong; a stream is left alone.
func TestPathTellsThatItIsNoStream(t *testing.T) {
	for _, tt := range []struct {
		path, kind string
		found      bool
	}{
		{"/v1/jobs/7", "", true},
		{"/v1/jobs/7", "text/plain; charset=utf-8", true},
		{"/v1/jobs/7", "application/octet-stream", true},
		{"/v1/jobs/7", "text/event-stream", false},
		{"/v1/jobs/7", "application/x-ndjson", false},
		{"/v1/jobs", "text/plain", false},
		{"/v1/images/7", "", false},
	} {
		resp := answer(200, http.Header{}, failedJob)
		if tt.kind != "" {
			resp.Header.Set("Content-Type", tt.kind)
		}
		resp.Request.URL = &url.URL{Path: tt.path}
		body := resp.Body
		err := withPaths.FromResponse(resp)
		if errors.Is(err, acmeJobRefused) != tt.found {
			t.Errorf("%s with %q: got %v", tt.path, tt.kind, err)
		}
		if !tt.found && resp.Body != body {
			t.Errorf("%s with %q: the body was touched", tt.path, tt.kind)
		}
	}
}
