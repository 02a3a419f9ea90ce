package apierrtest

import (
	"errors"
	"fmt"
	"net/http"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/errbook/errbook/apierr"
	"github.com/errbook/errbook/apierr/apierrtest/golden"
)

// Samples fails unless the provider classifies every sample of a file as the error and
// the kind that the file says, and no near miss as the error that it misses. Each sample
// is a subtest with the name of its code.
func Samples(t *testing.T, p *apierr.Provider, file string) {
	for _, s := range readGolden[golden.Samples](t, file).Samples {
		name := string(s.Code)
		if s.NearMiss {
			name += "/near_miss"
		}
		t.Run(name, func(t *testing.T) {
			if fault := sampleFault(p, &s); fault != "" {
				t.Errorf("%s\nthe response is of status %d: %s%s", fault, s.Status, s.Body, advice)
			}
		})
	}
}

// sampleFault says what is wrong with the provider's verdict, "" for nothing.
func sampleFault(p *apierr.Provider, s *golden.Sample) string {
	var e *apierr.Error
	if !errors.As(p.In(s.Contexts...).From(response(s)), &e) {
		e = new(apierr.Error)
	}
	type verdict struct {
		Code apierr.Code
		Kind apierr.Kind
	}
	p = p.In(s.Contexts...)
	bare, _ := p.Verdict(response(s))
	switch {
	case bare.Code != e.Code || bare.Kind != e.Kind:
		return fmt.Sprintf("the classifier and the documentation of %s disagree (-classifier +documentation):\n%s", s.Code, cmp.Diff(verdict{bare.Code, bare.Kind}, verdict{e.Code, e.Kind}))
	case !s.NearMiss:
		if diff := cmp.Diff(verdict{s.Code, s.Kind}, verdict{e.Code, e.Kind}); diff != "" {
			return fmt.Sprintf("a sample of %s was classified as something else (-want +got):\n%s", s.Code, diff)
		}
	case e.Code == s.Code:
		return fmt.Sprintf("a near miss of %s was classified as %s", s.Code, s.Code)
	case s.Is != "" && e.Code != s.Is:
		return fmt.Sprintf("a near miss of %s was classified as something else (-want +got):\n%s", s.Code, cmp.Diff(s.Is, e.Code))
	}
	return ""
}

func response(s *golden.Sample) apierr.Response {
	r := apierr.Response{
		Status: s.Status, Body: []byte(s.Body), Surface: s.Surface,
		Stream: s.Stream || s.Event != "", Event: s.Event, Close: s.Close,
		Header: http.Header{},
	}
	for name, value := range s.Headers {
		r.Header.Set(name, value)
	}
	return r
}
