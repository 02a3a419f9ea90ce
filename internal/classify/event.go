package classify

import (
	"bytes"

	"github.com/errbook/errbook/apierr"
)

// An event is one server-sent event: its name, "" for none, and its data.
type event struct {
	name string
	data []byte
}

// anyEvent gives the events of a stream to isError, one after the other, until
// one is an error, and reports whether one is. The text may also be the data of
// a single event alone; name is for events that have none.
func anyEvent(name string, text []byte, isError func(apierr.Response) bool) bool {
	if !isRawEvents(text) {
		return isError(apierr.Response{Stream: true, Event: name, Body: text})
	}
	for len(text) > 0 {
		var e event
		e, text = nextEvent(text)
		if e.name == "" {
			e.name = name
		}
		if e.name == "" && len(e.data) == 0 {
			continue
		}
		if isError(apierr.Response{Stream: true, Event: e.name, Body: e.data}) {
			return true
		}
	}
	return false
}

// isRawEvents reports whether text is a stream of events as it comes over the
// wire, with the names of fields, and not the data of one.
func isRawEvents(text []byte) bool {
	line, _ := cutLine(bytes.TrimLeft(text, "\r\n"))
	field, _, ok := bytes.Cut(line, []byte(":"))
	if !ok {
		return false
	}
	switch string(field) {
	case "", "event", "data", "id", "retry":
		return true
	}
	return false
}

// nextEvent reads the fields up to the next empty line (WHATWG HTML, section
// 9.2.6). What stands behind the last empty line counts as an event, because a
// stream that breaks off, or one that was copied, ends without it.
func nextEvent(text []byte) (e event, rest []byte) {
	hasData := false
	for len(text) > 0 {
		var line []byte
		if line, text = cutLine(text); len(line) == 0 {
			break
		}
		field, value, _ := bytes.Cut(line, []byte(":"))
		value = bytes.TrimPrefix(value, []byte(" "))
		switch {
		case string(field) == "event":
			e.name = string(value)
		case string(field) != "data":
		case !hasData:
			e.data, hasData = value, true
		default:
			e.data = append(append(bytes.Clone(e.data), '\n'), value...)
		}
	}
	return e, text
}

// cutLine cuts text behind its first line, which ends in LF, CR LF or CR.
func cutLine(text []byte) (line, rest []byte) {
	i := bytes.IndexAny(text, "\r\n")
	if i < 0 {
		return text, nil
	}
	line, rest = text[:i], text[i+1:]
	if text[i] == '\r' {
		rest = bytes.TrimPrefix(rest, []byte("\n"))
	}
	return line, rest
}
