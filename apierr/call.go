package apierr

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/errbook/errbook/apierr/internal/eventstream"
	"github.com/errbook/errbook/apierr/internal/observe"
	"github.com/errbook/errbook/apierr/wire"
)

// A call is one request through a Transport, and what is known of its end.
type call struct {
	t     *Transport
	p     *Provider
	req   *http.Request
	resp  *http.Response // nil until there is one
	track *attempt
	began time.Time

	kind     bodyType           // of the response, once its body is watched
	values   observe.Values     // what parts are for most responses
	parts    splitter           // takes the body apart while it is read; nil for nothing to find
	seeing   func(observe.Part) // seePart, made once for all pieces
	encoded  string             // the coding in which parts come
	started  bool               // an event has come
	ended    bool               // the stream's end mark has come
	reported bool
}

// A splitter takes a body apart, piece by piece.
type splitter interface {
	Feed(piece []byte, yield func(observe.Part))
	End(yield func(observe.Part))
}

// sent returns the request as the Base sent it, with credentials that it may have
// added.
func (c *call) sent() *http.Request {
	if c.resp != nil && c.resp.Request != nil {
		return c.resp.Request
	}
	return c.req
}

// report tells of the call's failure, once.
func (c *call) report(e *Error) {
	if e == nil || c.reported {
		return
	}
	c.reported = true
	c.track.failed(e)
	if c.t.OnFailure == nil {
		return
	}
	c.t.OnFailure(c.req.Context(), Failure{
		Provider: c.p, Error: e, Request: c.req, Response: c.resp, Attempt: c.attempt(), Elapsed: time.Since(c.began),
	})
}

// attempt returns which attempt the call is, by the SDK's count or by that of the
// tracked context, 0 if there is none.
func (c *call) attempt() int {
	if n, err := strconv.Atoi(firstOf(c.req.Header, "X-Stainless-Retry-Count")); err == nil && n >= 0 {
		return n + 1
	}
	if c.track != nil {
		return c.track.number
	}
	return 0
}

// failed returns the error of a call without a response, or whose body broke off.
func (c *call) failed(err error) *Error {
	if e := asError(err); e != nil {
		return e
	}
	atRequest := c.resp == nil
	e := transportError(c.req.Context(), err, atRequest, c.sent())
	if !atRequest && (e.Kind == ConnectionLost || e.Kind == Unknown) {
		e.Kind = StreamInterrupted
	}
	return c.signed(e)
}

// signed notes whose error it is, for one that the body does not state.
func (c *call) signed(e *Error) *Error {
	e.Provider, e.from = c.p.ID(), c.p
	if c.resp != nil {
		w := c.p.about().Wire
		if w == nil {
			w = &genericWire
		}
		f := wire.NewFields()
		defer f.Release()
		f.Read("", wire.NewHeader(c.resp.Header), w)
		e.RequestID, _ = f.First(w.RequestID)
	}
	return e
}

// watch makes the body of a response that is not an error so far show what is read of
// it.
func (c *call) watch() {
	resp := c.resp
	if resp.Body == nil || resp.Body == http.NoBody || isHead(c.req) || resp.StatusCode == http.StatusSwitchingProtocols {
		return
	}
	c.kind = typeOf(resp)
	isText := c.p.about().InBand() && c.p.isOneText(c.kind, c.sent())
	switch encoded := isEncoded(resp); {
	case encoded && !isText: // nothing is read out of it
	case encoded, isText && c.kind != jsonBody && c.p.readsXML():
		c.encoded, c.parts = firstOf(resp.Header, "Content-Encoding"), &observe.Whole{Max: wire.MaxBody}
	case c.kind == eventBody:
		c.parts = &observe.Events{Max: wire.MaxBody}
	case c.kind == frameBody:
		c.parts = &eventstream.Frames{Max: wire.MaxBody}
	case c.kind == jsonLines, isText:
		c.values.Max = wire.MaxBody
		c.parts = &c.values
	}
	if c.parts != nil {
		c.seeing = c.seePart
	}
	text, _ := c.parts.(observe.Text)
	resp.Body = observe.Watch(resp.Body, c.see, text)
}

// see looks at a piece of the body, and at its end.
func (c *call) see(piece []byte, err error) {
	if c.reported {
		return
	}
	if c.parts != nil {
		c.parts.Feed(piece, c.seeing)
		if _, isWhole := c.parts.(*observe.Whole); isWhole && err == io.EOF {
			c.parts.End(c.seeing)
		} else if err != nil {
			c.parts.End(c.seeRest)
		}
	}
	c.seeFrames(err)
	switch {
	case err == nil, observe.IsClosed(err):
	case err != io.EOF:
		c.report(c.failed(err))
	case c.started && !c.ended && c.hasEndMarks():
		c.report(c.signed(&Error{Kind: StreamInterrupted, Message: "the stream ended without its end mark"}))
	}
}

// seePart judges an event, or a JSON text.
func (c *call) seePart(part observe.Part) { c.report(c.errorIn(part)) }

// seeRest judges what the end of the body left of an event. If it says nothing, it was
// cut off, and that is what happened.
func (c *call) seeRest(part observe.Part) {
	if e := c.errorIn(part); e != nil && e.Kind != Unknown {
		c.report(e)
	}
}

// errorIn returns the error that an event is, or a JSON text; nil for none.
func (c *call) errorIn(part observe.Part) *Error {
	if c.reported {
		return nil
	}
	r := Response{Header: c.resp.Header, Body: part.Data, request: c.sent()}
	switch c.kind {
	case eventBody:
		c.started = c.started || len(part.Data) > 0
		c.ended = c.ended || c.isEndMark(part)
		r.Stream, r.Event = true, part.Name
	case jsonLines:
		c.started = true
		c.ended = c.ended || c.isEndMark(part)
		r.Stream = true
	case frameBody:
		c.started = true
		c.ended = c.ended || c.isEndMark(part)
		r.Stream, r.Event = true, part.Name
		if part.Failed {
			return c.failedFrame(r)
		}
	default:
		if r.Stream = part.InArray; r.Stream && !beginsError(part.Data) {
			return nil // an element of a list, which may hold the errors of others
		}
		if !r.Stream {
			r.Status, r.Body = c.resp.StatusCode, textOfEncoded(part.Data, c.encoded)
		}
	}
	if len(r.Body) == 0 {
		return nil
	}
	return asError(c.p.From(r))
}

// beginsError reports whether the first member of an object is error.
func beginsError(object []byte) bool {
	rest := bytes.TrimLeft(bytes.TrimPrefix(object, []byte("{")), " \t\r\n")
	return bytes.HasPrefix(rest, []byte(`"error"`))
}

// hasEndMarks reports whether streams of the provider end with a mark: those of events,
// or those of lines, which end with a member alone.
func (c *call) hasEndMarks() bool {
	lines := c.kind == jsonLines
	return slices.ContainsFunc(c.p.about().Surfaces, func(s wire.Surface) bool {
		return c.canBeOn(&s) && slices.ContainsFunc(s.Ends, func(mark string) bool { return !lines || strings.Contains(mark, "=") })
	})
}

// canBeOn reports whether the path of the request, as far as it is known, is one of the
// surface's: of two kinds of streams, one may end with a mark.
func (c *call) canBeOn(s *wire.Surface) bool {
	path := pathOf(c.sent())
	return len(s.Paths) == 0 || path == "" || s.Serves(path)
}

// isEndMark reports whether an event, or a line, is one with which the provider ends a
// stream: its name, its type, its data, or a member in it.
func (c *call) isEndMark(part observe.Part) bool {
	for i := range c.p.about().Surfaces {
		for _, mark := range c.p.about().Surfaces[i].Ends {
			name, value, isMember := strings.Cut(mark, "=")
			switch {
			case isMember && hasMember(part.Data, name, value):
				return true
			case part.Name == mark, string(part.Data) == mark, bytes.Contains(part.Data, []byte(mark)) && typeMember(part.Data) == mark:
				return true
			}
		}
	}
	return false
}

// hasMember reports whether a JSON text has a member, at whatever depth, whose value
// begins with the given text, in quotes or without; "*" is any value but null. A name
// in quotes cannot be in a string, where the quotes have backslashes.
func hasMember(text []byte, name, value string) bool {
	for {
		_, rest, found := bytes.Cut(text, []byte(`"`+name+`"`))
		if !found {
			return false
		}
		text = rest
		rest, isName := bytes.CutPrefix(bytes.TrimLeft(rest, " \t\r\n"), []byte(":"))
		if !isName {
			continue
		}
		rest = bytes.TrimLeft(rest, " \t\r\n")
		switch {
		case value == "*" && !bytes.HasPrefix(rest, []byte("null")):
			return true
		case bytes.HasPrefix(rest, []byte(value)), bytes.HasPrefix(rest, []byte(`"`+value+`"`)):
			return true
		}
	}
}

// typeMember returns the member type of an object.
func typeMember(object []byte) string {
	var typed struct {
		Type string `json:"type"`
	}
	_ = json.Unmarshal(object, &typed)
	return typed.Type
}
