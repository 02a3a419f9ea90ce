package apierr

import (
	"net/http"
	"strings"
	"unsafe"

	"github.com/errbook/errbook/apierr/internal/redact"
)

// newError makes the error of a judged answer.
func (p *Provider) newError(r *Response, f *Fields, fail failure) *Error {
	e := new(Error)
	p.fill(e, r, f, fail)
	e.own()
	e.redact(r.request)
	return e
}

// texts lists what the provider sent, but for the body.
func (e *Error) texts() [5]*string {
	return [...]*string{&e.WireCode, &e.WireType, &e.Message, &e.Param, &e.RequestID}
}

// own gives e memory of its own, all of it at once: a copy of the body, of which
// most texts are parts, and behind it the texts that are not, such as a message
// without its escapes.
func (e *Error) own() {
	size := len(e.body)
	for _, text := range e.texts() {
		if offsetIn(e.body, *text) < 0 {
			size += len(*text)
		}
	}
	all := make([]byte, size)
	end := copy(all, e.body)
	for _, text := range e.texts() {
		at := offsetIn(e.body, *text)
		if at < 0 {
			at = end
			end += copy(all[at:], *text)
		}
		*text = viewOf(all[at : at+len(*text)])
	}
	e.body = viewOf(all[:len(e.body)])
}

// offsetIn returns where part stands in body if it shares its memory, else -1.
func offsetIn(body, part string) int {
	at := uintptr(unsafe.Pointer(unsafe.StringData(part))) - uintptr(unsafe.Pointer(unsafe.StringData(body)))
	if part == "" || at >= uintptr(len(body)) {
		return -1
	}
	return int(at)
}

// fill makes e the error of a judged answer, credentials and all.
func (p *Provider) fill(e *Error, r *Response, f *Fields, fail failure) {
	*e = Error{
		Provider: p.ID,
		WireCode: f.Code,
		WireType: f.Type,
		Message:  f.Message,
		Code:     fail.verdict.Code,
		Kind:     fail.verdict.Kind,
		Match:    fail.verdict.Match,
		Status:   f.Status,
		Surface:  f.Surface,
		from:     p,
		body:     f.body,
	}
	e.Param, _ = f.first(fail.wire.Param)
	e.RequestID, _ = f.first(fail.wire.RequestID)
	e.retry, e.executed = e.Kind.Retry(), e.Kind.Executed()
	if s := fail.surface; s != nil && (r.Status != 0 || r.Surface != "" || r.Stream || r.Close != 0 || len(s.Body) > 0) {
		// The surface is known, and not only the first that an answer without a status can have.
		e.executed, e.billed = s.Executed.or(e.executed), s.Billed
	}
	p.document(e)
	e.should = f.shouldRetry(fail.wire)
	e.setDelay(serverDelay(f, fail.wire, e.Kind))
	if e.Code == "" {
		e.fillGeneric()
	}
}

// document adds what the provider's documentation says in its contexts.
func (p *Provider) document(e *Error) {
	if e.Code == "" || p.Lookup == nil {
		return
	}
	if e.Doc = p.Lookup(e.Code).In(p.contexts...); e.Doc != nil {
		e.Kind, e.retry = e.Doc.Kind, e.Doc.Retry
		e.executed, e.billed = e.Doc.Executed.or(e.executed), e.Doc.Billed.or(e.billed)
	}
}

// fillGeneric fills what the provider's own paths did not lead to by those
// that many APIs share: a proxy in front may answer in a shape of its own.
func (e *Error) fillGeneric() {
	if e.Message != "" && e.RequestID != "" || e.body == "" {
		return
	}
	f := fieldsPool.Get().(*Fields)
	defer putFields(f)
	f.body = e.body
	f.read(genericWire)
	if e.Message == "" {
		e.WireCode, e.WireType, e.Message = f.Code, f.Type, f.Message
	}
	if e.RequestID == "" {
		e.RequestID, _ = f.first(genericWire.RequestID)
	}
}

// shouldRetry reads what the server says about another try: the header
// x-should-retry, else where the wire has it.
func (f *Fields) shouldRetry(w *Wire) shouldRetry {
	said := f.Header("X-Should-Retry")
	if said == "" {
		said, _ = f.first(w.ShouldRetry)
	}
	switch {
	case strings.EqualFold(said, "true"):
		return shouldRetryYes
	case strings.EqualFold(said, "false"):
		return shouldRetryNo
	}
	return shouldRetryUnsaid
}

// redact takes credentials out of everything that the provider sent: those of
// the request, which some providers echo, and whatever looks like a key.
func (e *Error) redact(req *http.Request) {
	secrets := redact.SecretsOf(req)
	body := e.body
	e.body = redact.Text(body, secrets)
	clean := len(e.body) == len(body) && e.body == body
	for _, part := range e.texts() {
		if clean && strings.Contains(body, *part) {
			continue // it is in the body as it is, and nothing was found there
		}
		*part = redact.Text(*part, secrets)
	}
}
