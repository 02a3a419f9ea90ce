package apierr

import (
	"iter"
	"strings"

	"github.com/errbook/errbook/apierr/internal/ascii"
	"github.com/errbook/errbook/apierr/internal/unwrap"
)

// Events returns the server-sent events of a stream as they come over the wire,
// each with its name, "" for none, and its data, for [Provider.FromEvent]. Data of
// one line shares the memory of the stream. Lines end in LF, CR LF or CR (HTML
// standard, section 9.2.6); text after the last empty line counts as an event,
// too, because a stream that breaks off ends without it. There are none in a text
// that does not begin with the field of an event.
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
