package matrix

import (
	"errors"
	"net/http"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/errbook/errbook/apierr"
	"github.com/errbook/errbook/apierr/apierrtest/golden"
)

// A sample is a response of a provider as its server sends it.
type sample struct {
	provider *apierr.Provider // in the contexts of the sample
	status   int
	header   http.Header
	body     string
	stream   bool // body is the data of an event
	event    string
}

// samplesOf reads the samples of a provider, near misses included: they are responses,
// too. Those that say nothing of their status have one of their documentation's. The
// closes of WebSockets are not among them.
func samplesOf(t *testing.T, generated string, p *apierr.Provider) (list []sample) {
	t.Helper()
	pkg := strings.ReplaceAll(p.ID(), "-", "") + "err"
	text, err := os.ReadFile(filepath.Join(generated, pkg, "testdata", "samples.json"))
	if err != nil {
		t.Fatal(err)
	}
	file, err := golden.Decode[golden.Samples](text)
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range file.Samples {
		if s.Close == 0 {
			list = append(list, newSample(p, &s))
		}
	}
	return list
}

func newSample(p *apierr.Provider, g *golden.Sample) sample {
	s := sample{
		provider: p.In(g.Contexts...), status: g.Status, header: http.Header{}, body: g.Body,
		stream: g.Stream || g.Event != "", event: g.Event,
	}
	for name, value := range g.Headers {
		s.header.Set(name, value)
	}
	if s.header.Get("Content-Type") == "" {
		s.header.Set("Content-Type", typeOf(g.Body))
	}
	if s.status == 0 && !s.stream {
		s.status = documentedStatus(p.Lookup(g.Code))
	}
	return s
}

func typeOf(body string) string {
	switch {
	case strings.HasPrefix(body, "{"), strings.HasPrefix(body, "["):
		return "application/json"
	case strings.HasPrefix(body, "<"):
		return "text/html"
	}
	return "text/plain"
}

// documentedStatus returns a status of an error under which it is refused.
func documentedStatus(d *apierr.Doc) int {
	if d != nil {
		for _, text := range d.Statuses {
			if n, err := strconv.Atoi(text); err == nil && n >= 400 {
				return n
			}
		}
	}
	return http.StatusBadRequest
}

// direct returns what the response itself is judged as, nil for no error.
func (s *sample) direct() *apierr.Error {
	r := apierr.Response{Status: s.status, Header: s.header, Body: []byte(s.body), Stream: s.stream, Event: s.event}
	if s.stream {
		r.Status = 0
	}
	return asError(s.provider.From(r))
}

func asError(err error) *apierr.Error {
	var e *apierr.Error
	errors.As(err, &e)
	return e
}
