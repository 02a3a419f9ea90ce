package fakeserver

import (
	"bytes"
	"encoding/json"
	"errors"
	"math"
	"net/http"
	"strconv"
	"strings"

	"github.com/errbook/errbook/apierr"
)

// An ending is what happens in the middle of a response.
type ending uint8

const (
	whole ending = iota
	stalled
	cut
)

// A step is an error with what else happens to its response.
type step struct {
	err    error
	ending ending
	stream bool
	events []string
}

func (s *step) Error() string { return "a step of a fake server" }

// Stall makes a step of which only the header and half of the body come; the
// connection stays open until the client leaves or the test ends.
func Stall(of error) error { return with(of, func(s *step) { s.ending = stalled }) }

// Cut makes a step whose connection breaks in the middle of the body. Of a nil step,
// the connection breaks before the response.
func Cut(of error) error { return with(of, func(s *step) { s.ending = cut }) }

// Stream makes a step that comes inside a stream of server-sent events under 200,
// after events with the given data. Of a nil step, the stream ends after the events,
// as it does when a provider breaks off: add its end mark to them for one that is
// complete.
func Stream(of error, events ...string) error {
	return with(of, func(s *step) { s.stream, s.events = true, events })
}

func with(of error, change func(*step)) error {
	s := step{err: of}
	if inner, ok := of.(*step); ok {
		s = *inner
	}
	change(&s)
	return &s
}

// A plan is a step with the response that it comes to.
type plan struct {
	step
	response apierr.Response
}

func (p *plan) succeeds() bool { return p.err == nil && p.ending == whole && !p.stream }

// newPlan finds the response of a step. The fault says what the step must be.
func newPlan(p *apierr.Provider, responseOf func(apierr.Code) (apierr.Response, bool), err error) (next plan, fault string) {
	if s, ok := err.(*step); ok {
		next.step = *s
	} else {
		next.err = err
	}
	if next.err == nil {
		return next, ""
	}
	next.response, fault = responseTo(p, responseOf, next.err)
	if next.stream {
		next.response.Stream = true
	}
	return next, fault
}

// responseTo returns the response that is an error.
func responseTo(p *apierr.Provider, responseOf func(apierr.Code) (apierr.Response, bool), err error) (r apierr.Response, fault string) {
	ok := false
	if code := apierr.CodeOf(err); code == "" {
		r, ok = ResponseOfKind(apierr.KindOf(err))
		fault = "a code, an error or a kind that a response can be of"
	} else {
		if responseOf != nil {
			r, ok = responseOf(code)
		}
		fault = "a code whose responses are known here"
	}
	if !ok {
		return r, fault
	}
	var e *apierr.Error
	if errors.As(err, &e) {
		r = changed(p, r, e)
	}
	return r, ""
}

// changed returns a response that says what an error was given beside its code.
func changed(p *apierr.Provider, r apierr.Response, e *apierr.Error) apierr.Response {
	var was *apierr.Error
	errors.As(p.From(r), &was)
	if e.Status != 0 && r.Status != 0 && !(was != nil && was.Status == e.Status) && !documents(e.Doc, e.Status) {
		r.Status = e.Status
	}
	if e.Message != "" {
		r.Body = withMessage(r.Body, was, e.Message)
	}
	if e.Delay.Source != "" {
		r.Header = r.Header.Clone()
		if r.Header == nil {
			r.Header = http.Header{}
		}
		r.Header.Set("Retry-After", strconv.FormatFloat(math.Ceil(e.Delay.Duration.Seconds()), 'f', 0, 64))
	}
	return r
}

// documents reports whether a status is the one that New gives an error by itself.
func documents(d *apierr.Doc, status int) bool {
	if d == nil {
		return false
	}
	for _, text := range d.Statuses {
		if n, err := strconv.Atoi(text); err == nil {
			return n == status
		}
	}
	return false
}

// withMessage puts another message where a body has the one that was read of it.
func withMessage(body []byte, was *apierr.Error, message string) []byte {
	if was == nil || was.Message == "" {
		return body
	}
	before, _ := json.Marshal(was.Message)
	after, _ := json.Marshal(message)
	if bytes.Contains(body, before) {
		return bytes.Replace(body, before, after, 1)
	}
	return []byte(strings.Replace(string(body), was.Message, message, 1))
}
