package apierr

import (
	"cmp"
	"io"
	"slices"

	"github.com/errbook/errbook/apierr/internal/eventstream"
	"github.com/errbook/errbook/apierr/wire"
)

// seeFrames reports what is wrong with a stream of frames itself, up to here or, with
// the error that ended it, at its end. A reader must not go on behind a checksum that
// does not match.
func (c *call) seeFrames(end error) {
	f, ok := c.parts.(*eventstream.Frames)
	if !ok || c.reported {
		return
	}
	switch {
	case f.Err() != nil:
		c.report(c.signed(&Error{Kind: InvalidResponse, Message: f.Err().Error(), cause: f.Err()}))
	case end == io.EOF && f.ErrAtEnd() != nil:
		c.report(c.failed(f.ErrAtEnd()))
	}
}

// failedFrame returns the error that an exception of a stream of frames is. One whose
// name no surface of the provider knows is judged as the refusal that says the same.
func (c *call) failedFrame(r Response) *Error {
	var e *Error
	isKnown := slices.ContainsFunc(c.p.about().Surfaces, func(s wire.Surface) bool { return slices.Contains(s.Events, r.Event) })
	if isKnown || r.Event == "error" {
		e = asError(c.p.From(r))
	}
	if e == nil {
		name := r.Event
		r.Event, r.Body = "error", eventstream.Body(name, r.Body)
		e = cmp.Or(asError(c.p.From(r)), c.signed(&Error{Message: name}))
	}
	return e
}
