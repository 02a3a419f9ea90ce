package spec

import (
	"net/http"

	"github.com/errbook/errbook/apierr"
)

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
