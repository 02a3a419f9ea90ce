package site

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"strings"

	"github.com/errbook/errbook/spec"
	"github.com/errbook/errbook/templates"
)

// samplesOf returns the first samples, as a page shows them.
func samplesOf(f *spec.File, samples []spec.Sample, most int) []templates.SiteSample {
	var list []templates.SiteSample
	for i := range samples[:min(len(samples), most)] {
		if s := &samples[i]; len(s.Body.Value) <= maxSampleBody {
			list = append(list, templates.SiteSample{Label: sampleLabel(f, s), Text: wireText(f, s)})
		}
	}
	return list
}

// maxSampleBody is how many bytes the body of a shown sample has at most.
const maxSampleBody = 4 << 10

func sampleLabel(f *spec.File, s *spec.Sample) string {
	switch r := s.Response(f); {
	case r.Close != 0:
		return "WebSocket close"
	case r.Stream:
		return "Event of a stream"
	case r.Status == 0:
		return "Body, without a status"
	}
	return "HTTP response"
}

// wireText returns a sample as it goes over the wire: as curl -i prints it, as
// an event of a stream, or as the close of a WebSocket. A long body of JSON is
// indented.
func wireText(f *spec.File, s *spec.Sample) string {
	r := s.Response(f)
	body := s.Body.Value
	var b strings.Builder
	switch {
	case r.Close != 0:
		fmt.Fprintf(&b, "close %d\n", r.Close)
	case r.Stream && !looksLikeEvents(body):
		if r.Event != "" {
			fmt.Fprintf(&b, "event: %s\n", r.Event)
		}
		return b.String() + "data: " + strings.ReplaceAll(body, "\n", "\ndata: ")
	case r.Status != 0:
		b.WriteString(strings.TrimSpace(fmt.Sprintf("HTTP/1.1 %d %s", r.Status, http.StatusText(r.Status))) + "\n")
	}
	for _, h := range s.Headers {
		b.WriteString(h.Key.Value + ": " + h.Value.Value + "\n")
	}
	if b.Len() > 0 && body != "" {
		b.WriteByte('\n')
	}
	b.WriteString(indented(body))
	return b.String()
}

// looksLikeEvents reports whether a body has the names of fields of its own.
func looksLikeEvents(body string) bool {
	return strings.HasPrefix(body, "data:") || strings.HasPrefix(body, "event:")
}

// indented returns JSON that does not fit into a line as several; everything
// else as it is.
func indented(body string) string {
	var b bytes.Buffer
	if len(body) < 72 || body[0] != '{' || json.Indent(&b, []byte(body), "", "  ") != nil {
		return body
	}
	return b.String()
}
