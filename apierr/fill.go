package apierr

import (
	"net/http"
	"strings"

	"github.com/errbook/errbook/apierr/wire"
)

// fill makes e the error of a judged response, credentials and all: what the
// provider said, what its documentation says, and what to do.
func (j *judgment) fill(e *Error) {
	f, v := j.fields(), j.verdict
	*e = Error{
		Provider: j.provider.ID(),
		WireCode: f.Code,
		WireType: f.Type,
		Message:  f.Message,
		Code:     v.Code,
		Kind:     v.Kind,
		Match:    v.Match,
		Status:   f.Status,
		Surface:  f.Surface,
		from:     j.provider,
		body:     j.seen.Body,
	}
	e.Param, _ = f.First(j.wire.Param)
	e.RequestID, _ = f.First(j.wire.RequestID)
	j.fillShared(e)
	j.advise(e)
}

// advise notes whether to retry and when: by the kind, by the surface where it is
// known, by the documentation, and by what the server asks for.
func (j *judgment) advise(e *Error) {
	e.Doc = j.provider.document(e.Code)
	a := &e.advice
	a.retry, a.executed = e.Kind.Retry(), e.kindExecuted()
	if s := j.surface; s != nil && j.isSurfaceKnown() {
		a.executed, a.billed = s.Executed.Or(a.executed), s.Billed
	}
	e.document(e.Doc)
	switch {
	case e.Match <= MatchStatus && a.retry > RetryOnce && j.blamesCaller():
		a.retry = RetryOnce
	case e.Match == MatchNone && e.Status == http.StatusConflict && j.part() != wire.GenericAI:
		// Most APIs say so of a state that waiting does not change.
		a.retry = min(a.retry, RetryFixRequest)
	}
	e.should = shouldRetryOf(j.fields(), j.wire)
	e.setDelay(serverDelay(j.fields(), j.wire, j.whole(e.Message), e.family()))
}

// whole returns a message that was not cut off: the unit of a wait may be missing.
func (j *judgment) whole(message string) string {
	if j.fields().MessageCut() || j.common != nil && j.common.MessageCut() {
		return ""
	}
	return message
}

// document notes what a documentation says; nil says nothing.
func (e *Error) document(d *Doc) {
	a := &e.advice
	if e.Doc = d; d != nil {
		e.Kind, a.retry = d.Kind, d.Retry
		a.executed, a.billed = d.Executed.Or(a.executed), d.Billed.Or(a.billed)
	}
	a.of, a.said = e.Kind, true
}

// isSurfaceKnown reports whether the surface is not only the first that a
// response can have of which nothing is known but its body.
func (j *judgment) isSurfaceKnown() bool {
	r := &j.seen
	return r.Status != 0 || j.named || r.Stream || r.Close != 0 || len(j.surface.Body) > 0
}

// fillShared fills what the provider's own paths did not lead to by those that
// many APIs share: a proxy in front may have a shape of its own. A message is never
// lost, also where the status alone says which entry it is.
func (j *judgment) fillShared(e *Error) {
	if j.own == nil || e.body == "" || e.Message != "" && (e.RequestID != "" || e.Code != "") {
		return
	}
	f := j.shared()
	if e.Message == "" {
		f.salvage()
		e.Message = f.Message
		if e.Code == "" {
			e.WireCode, e.WireType = f.Code, f.Type
		}
	}
	if e.RequestID == "" {
		e.RequestID, _ = f.First(genericWire.RequestID)
	}
}

// shouldRetryOf reads what the server says about another attempt: the header
// x-should-retry, else where the wire has it.
func shouldRetryOf(f *wire.Fields, w *wire.Wire) shouldRetry {
	said := f.Header("X-Should-Retry")
	if said == "" {
		said, _ = f.First(w.ShouldRetry)
	}
	switch {
	case strings.EqualFold(said, "true"):
		return shouldRetryYes
	case strings.EqualFold(said, "false"):
		return shouldRetryNo
	}
	return shouldRetryUnsaid
}
