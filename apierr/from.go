package apierr

import "net/http"

// A Response is a response that has already been read.
type Response struct {
	Status int // 0 when unknown
	Header http.Header
	Body   []byte // at most the first 64 KiB count
	// Surface names the surface where the response was seen; "" if that is not known.
	Surface string
	// Stream says that Body is one event of a stream: its data.
	Stream bool
	// Event is the name of that event, "" if it has none.
	Event string
	// Close is the code with which a WebSocket was closed, 0 for none.
	Close int

	request *http.Request // whose credentials are never to be shown; nil when unknown
}

// From returns the error in a response, always an [*Error], or nil if the response is not
// an error. If a response has several errors, the first decides; see [Error.Unwrap].
func (p *Provider) From(r Response) error {
	var j judgment
	defer j.release()
	if !j.judge(p, &r) {
		return nil
	}
	e := new(Error)
	j.fill(e)
	e.several = j.each(&r)
	e.own()
	e.redact(r.request)
	return e
}

// Fill is [Provider.From] for a program that judges many responses and keeps none. It
// sets *e to the error in the response, without its body, and reports whether the
// response is an error; if not, *e is unchanged. The strings in *e share the memory of
// r.Body, and are valid until r.Body changes.
func (p *Provider) Fill(e *Error, r Response) bool {
	var j judgment
	defer j.release()
	isError := j.judge(p, &r)
	if isError {
		j.fill(e)
		for _, text := range e.texts() {
			*text = j.keep(*text)
		}
		e.body = ""
		e.redact(r.request)
	}
	return isError
}

// Verdict returns the code, kind and match that From would find, without making an error;
// ok reports whether the response is an error. It allocates no memory, unless a
// wire.Pattern has to search a text of thousands of bytes.
func (p *Provider) Verdict(r Response) (v Verdict, ok bool) {
	var j judgment
	defer j.release()
	isError := j.judge(p, &r)
	j.verdict.Kind = p.kindIn(j.verdict)
	return j.verdict, isError
}

// FromEvent returns the error in an event of a stream, always an [*Error], or nil if the
// event is not an error. The event's name may be empty; data is what follows "data:".
func (p *Provider) FromEvent(event string, data []byte) error {
	return p.From(Response{Stream: true, Event: event, Body: data})
}
