package spec

import (
	"cmp"
	"net/http"

	"github.com/errbook/errbook/apierr"
)

// Where samples come from.
const (
	Recorded   = "recorded"   // somebody recorded the response
	Documented = "documented" // the provider prints it
	Made       = "made"       // somebody made it up to try the rules
)

var origins = []string{Recorded, Documented, Made}

// From returns where the sample comes from: [Made], unless it says otherwise.
func (s *Sample) From() string { return cmp.Or(s.Origin.Value, Made) }

// Response returns the sample as apierr takes it.
func (s *Sample) Response(f *File) apierr.Response {
	r := apierr.Response{
		Status:  s.Status.Value,
		Body:    []byte(s.Body.Value),
		Surface: s.Surface.Value,
		Event:   s.Event.Value,
		Close:   s.Close.Value,
		Stream:  s.Event.Value != "",
	}
	if surface, ok := f.Surfaces.Get(r.Surface); ok && surface.isStream() && r.Close == 0 {
		r.Stream = true
	}
	for _, h := range s.Headers {
		if r.Header == nil {
			r.Header = http.Header{}
		}
		r.Header.Add(h.Key.Value, h.Value.Value)
	}
	return r
}

// SourceURL returns the URL of one of the file's sources.
func (f *File) SourceURL(id string) string {
	for i := range f.Sources {
		if f.Sources[i].ID.Value == id {
			return f.Sources[i].URL.Value
		}
	}
	return ""
}

// Contexts returns the contexts in which the sample was seen.
func (s *Sample) Contexts() []apierr.Context {
	var list []apierr.Context
	for _, c := range s.Context {
		list = append(list, ContextOf(c.Key.Value, c.Value.Value))
	}
	return list
}

// Sample returns sample i of the variant, with the variant's own context where
// the sample names none.
func (v *Variant) Sample(i int) *Sample {
	s := v.Samples[i]
	if len(s.Context) == 0 {
		s.Context = v.Context
	}
	return &s
}
