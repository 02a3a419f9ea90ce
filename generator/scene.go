package generator

import (
	"net/http"
	"strconv"
	"strings"

	"github.com/errbook/errbook/apierr"
	"github.com/errbook/errbook/spec"
)

// A scene is an error as a program meets it: where, and in which answer.
type scene struct {
	file   *spec.File
	err    *spec.Error
	pkg    string // the import path of the provider's package
	meets  meeting
	answer apierr.Response
}

// A meeting is where a program meets an error, which decides what the program
// has in hand and what it calls. They are in the order of how usual they are.
type meeting uint8

const (
	inResponse meeting = iota // in an HTTP answer whose status is one of errors
	inSuccess                 // in an HTTP answer whose status says nothing
	inBody                    // in a body alone: that of a webhook, or of a gRPC status
	inEvent                   // in an event of a stream
	inClose                   // where a WebSocket is closed
)

// maxExampleBody is how many bytes the body of an example has at most.
const maxExampleBody = 2 << 10

// newScene sets an error's most usual scene. Its answer is a sample of the
// error, or, where the spec file has none that would do, what it looks like by its rules.
func newScene(f *spec.File, e *spec.Error, pkg string) *scene {
	s := &scene{file: f, err: e, pkg: pkg}
	found := false
	for i := range e.Samples {
		sample := &e.Samples[i]
		if len(sample.Context) > 0 || len(sample.Body.Value) > maxExampleBody {
			continue
		}
		r := sample.Response(f)
		if m := meetingOf(&r); !found || m < s.meets {
			s.meets, s.answer, found = m, r, true
		}
	}
	if !found {
		s.imagine()
		s.look()
	}
	return s
}

// look sets what an error looks like by its rules, if what was imagined is not it.
func (s *scene) look() {
	if v, _ := s.file.Runtime().Verdict(s.taken()); v.Code == s.err.Code {
		return
	}
	looks, _ := s.file.Looks(s.err)
	if len(looks) == 0 {
		return
	}
	s.answer = looks[0].Response
	if isOwn(s.file) {
		s.answer = looks[0].Sent()
	}
	s.meets = meetingOf(&s.answer)
}

// meetingOf returns where a response is met.
func meetingOf(r *apierr.Response) meeting {
	switch {
	case r.Close != 0:
		return inClose
	case r.Stream:
		return inEvent
	case r.Status == 0:
		return inBody
	case r.Status < http.StatusBadRequest:
		return inSuccess
	}
	return inResponse
}

// imagine sets a scene without a sample. A response of the API of which no
// status is known has none.
func (s *scene) imagine() {
	for i, name := range s.err.Surface {
		surface, ok := s.file.Surfaces.Get(name.Value)
		if !ok {
			continue
		}
		if m, r := imaginedOn(surface); i == 0 || m < s.meets {
			s.meets, s.answer = m, r
		}
	}
	if s.meets == inResponse && len(s.err.Doc.Statuses) > 0 {
		s.answer.Status, _ = strconv.Atoi(strings.ReplaceAll(s.err.Doc.Statuses[0], "x", "0")) // 5xx
	}
}

// imaginedOn returns where the errors of a surface are met, and what they look
// like at least.
func imaginedOn(s *spec.Surface) (meeting, apierr.Response) {
	r := apierr.Response{}
	switch {
	case len(s.HTTP.Ranges) > 0:
		r.Status = s.HTTP.Ranges[0].From
	case len(s.Event) > 0:
		r.Stream, r.Event = true, s.Event[0].Value
	case len(s.Close.Ranges) > 0:
		r.Close = s.Close.Ranges[0].From
	default:
		return inResponse, r
	}
	return meetingOf(&r), r
}

// taken returns what of the response is handed to the provider.
func (s *scene) taken() apierr.Response {
	a := &s.answer
	switch s.meets {
	case inBody:
		return apierr.Response{Surface: a.Surface, Body: a.Body}
	case inEvent:
		return apierr.Response{Stream: true, Event: a.Event, Body: a.Body}
	case inClose:
		return apierr.Response{Close: a.Close, Body: a.Body}
	}
	return apierr.Response{Status: a.Status, Header: a.Header, Body: a.Body}
}
