// Package native makes errors from failures that come without an HTTP response: those of
// a database, an RPC or a process. A book documents them as it documents responses, and
// the same rules judge what a library knows about the failure:
//
//	func fromPostgres(err error) error {
//		var pg *pgconn.PgError
//		if !errors.As(err, &pg) {
//			return postgreserr.Provider.FromError(err)
//		}
//		return native.From(postgreserr.Provider, err, native.Parts{Code: pg.Code, Message: pg.Message})
//	}
//
// The result is an [*apierr.Error] with the kind, advice and documentation of the
// entry, and the library's own error stays in its chain, for [errors.As].
package native

import (
	"errors"
	"maps"
	"slices"
	"strconv"
	"time"

	"github.com/errbook/errbook/apierr"
	"github.com/errbook/errbook/apierr/wire"
)

// Parts are what a failure says, under the names that spec files have for the parts of an
// error. An empty part was not said.
type Parts struct {
	Code      string // what identifies the error: "23505", "1062", "NOT_FOUND"
	Type      string // coarser than the code
	Message   string // for people
	Param     string // what is to blame
	RequestID string
	// Status is an HTTP status, for failures that have one.
	Status int
	// Surface names the surface of the spec file where the failure appeared, "" where
	// there is only one.
	Surface string
	// Values are what else there is, by the paths of the spec file: {"severity":
	// "FATAL"}. A path is keys joined by dots, or "header:" and a name.
	Values map[string]string
	// Delay is how long to wait before the next attempt; 0 if it was not said.
	Delay time.Duration
}

// From returns the error of a provider for a failure. It is always an [*apierr.Error]
// that unwraps to err, or nil for a nil err. An err whose chain already has an
// *apierr.Error is returned as it is.
//
// The parts are judged like a response with these parts; what the book does not document
// is judged as by [apierr.Generic]. The error's Body is that response, as the provider's
// spec file describes it. Credentials in the parts are redacted; what err itself prints
// stays as it is.
func From(p *apierr.Provider, err error, parts Parts) error {
	var e *apierr.Error
	if err == nil || errors.As(err, &e) {
		return err
	}
	errors.As(p.From(parts.response(wireOf(p, parts.Surface))), &e)
	if e == nil { // a status or a surface of responses that are not errors
		return p.FromError(err)
	}
	apierr.WithCause(err)(e)
	if parts.Delay > 0 {
		apierr.WithDelay(parts.Delay)(e)
	}
	return e
}

// FromExit is From for a process that has ended with a failure: the code is the
// status with which it exited, "23". It is found by the method ExitCode in err's
// chain, which [os/exec.ExitError] has; a process that a signal ended has none. The
// message is what the process printed, as the caller kept it, or what err prints. An
// err without a status is read by [apierr.Provider.FromError].
func FromExit(p *apierr.Provider, err error, message string) error {
	var exit interface {
		error
		ExitCode() int
	}
	if !errors.As(err, &exit) || exit.ExitCode() <= 0 {
		return p.FromError(err)
	}
	if message == "" {
		message = err.Error()
	}
	return From(p, err, Parts{Code: strconv.Itoa(exit.ExitCode()), Message: message})
}

// response returns a response that says what the parts say.
func (f *Parts) response(w *wire.Wire) apierr.Response {
	c := wire.NewComposer(w)
	for _, part := range []struct {
		places []wire.Part
		text   string
	}{{w.Code, f.Code}, {w.Type, f.Type}, {w.Message, f.Message}, {w.Param, f.Param}, {w.RequestID, f.RequestID}} {
		c.Put(part.places, part.text)
	}
	for _, path := range slices.Sorted(maps.Keys(f.Values)) {
		c.PutAt(path, f.Values[path])
	}
	return apierr.Response{Status: f.Status, Header: c.Header, Body: c.Body(), Surface: f.Surface}
}

// wireOf returns where the provider's errors of a surface have their parts.
func wireOf(p *apierr.Provider, surface string) *wire.Wire {
	facts := p.Facts()
	w := facts.Wire
	for i := range facts.Surfaces {
		if s := &facts.Surfaces[i]; s.Name == surface && s.Wire != nil {
			w = s.Wire
		}
	}
	if w == nil {
		w = &wire.Plain
	}
	return w
}
