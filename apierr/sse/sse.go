// Package sse reads streams of server-sent events (HTML standard, section 9.2.6), for
// programs that hand the events of a provider to apierr.Provider.FromEvent themselves.
// A program that uses apierr.Transport does not need it.
package sse

import (
	"io"
	"iter"
	"strings"

	"github.com/errbook/errbook/apierr/internal/ascii"
	"github.com/errbook/errbook/apierr/internal/observe"
	"github.com/errbook/errbook/apierr/internal/unwrap"
)

// Events returns the server-sent events of a stream that was read or pasted, each with
// its name ("" for none) and its data, for apierr.Provider.FromEvent. Data of one line
// shares the memory of the stream. Lines end in LF, CR LF or CR; text after the last
// empty line counts as an event, too, because a stream that breaks off ends without it.
// There are none in a text that does not begin with the field of an event.
func Events(stream []byte) iter.Seq2[string, []byte] {
	return func(yield func(name string, data []byte) bool) {
		whole := ascii.View(stream)
		for name, text := range unwrap.Events(whole) {
			data := []byte(nil)
			if at := ascii.OffsetIn(whole, text); at >= 0 {
				data = stream[at : at+len(text)]
			} else if text != "" {
				data = []byte(text)
			}
			if !yield(strings.Clone(name), data) {
				return
			}
		}
	}
}

// maxEvent is how much of an event is read.
const maxEvent = 1 << 20

// Read returns the events of a live stream as they arrive, each with its name ("" for
// none) and its data. Only the first 1 MiB of an event counts. Data is valid until the
// next event; text after the last empty line counts as an event, too, because a stream
// that breaks off ends without it.
//
// A failed read ends the stream and is stored in *broken, which may be nil.
func Read(r io.Reader, broken *error) iter.Seq2[string, []byte] {
	return func(yield func(name string, data []byte) bool) {
		events := observe.Events{Max: maxEvent}
		going := true
		give := func(p observe.Part) { going = going && yield(p.Name, p.Data) }
		buf := make([]byte, 4<<10)
		for going {
			n, err := r.Read(buf)
			events.Feed(buf[:n], give)
			if err == nil {
				continue
			}
			events.End(give)
			if broken != nil && err != io.EOF {
				*broken = err
			}
			return
		}
	}
}
