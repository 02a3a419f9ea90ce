package unwrap

import (
	"iter"
	"strings"
)

// An event is one server-sent event: its name, "" for none, and its data.
type event struct {
	name, data string
}

// Events yields the server-sent events of a stream, each with its name, "" for
// none, and its data. Data of one line shares the memory of the stream. Lines end
// in LF, CR LF or CR (HTML standard, section 9.2.6); text after the last empty
// line counts as an event, too, because a stream that breaks off ends without
// it. There are none in a text that does not begin with the field of an event.
func Events(stream string) iter.Seq2[string, string] {
	return func(yield func(name, data string) bool) {
		if !beginsEvent(stream) {
			return
		}
		for rest := stream; rest != ""; {
			var ev event
			ev, rest = nextEvent(rest)
			if ev != (event{}) && !yield(ev.name, ev.data) {
				return
			}
		}
	}
}

// Event returns the event that reports a failure, for a body that is a raw
// stream of events; r itself for any other body.
func Event(r Response) Response {
	if !looksLikeEvents(r.Body) {
		return r
	}
	ev := failedEvent(r.Body)
	r.Body = ev.data
	if r.Event == "" {
		r.Event = ev.name
	}
	r.Stream = r.Stream || r.Status < 400
	return r
}

// looksLikeEvents reports whether text is written as a stream of server-sent
// events and not as a JSON text or a sentence.
func looksLikeEvents(text string) bool {
	return beginsEvent(text) && (strings.Contains(text, "data:") || strings.HasPrefix(strings.TrimLeft(text, eventBlanks), errorField))
}

// eventBlanks may come before an event.
const eventBlanks = " \r\n\ufeff"

// beginsEvent reports whether text begins with the field of an event.
func beginsEvent(text string) bool {
	if text == "" || text[0] == '{' || text[0] == '[' {
		return false
	}
	text = strings.TrimLeft(text, eventBlanks)
	for _, field := range [...]string{"data:", "event:", "id:", "retry:", ":", errorField} {
		if strings.HasPrefix(text, field) {
			return true
		}
	}
	return false
}

// failedEvent returns the event of a stream that reports a failure: the one that
// is named error, else the last one with an error in its data, else the
// first. Lines end in LF, CR LF or CR (HTML standard, section 9.2.6).
func failedEvent(text string) event {
	var found event
	for rank := 0; text != ""; {
		var ev event
		ev, text = nextEvent(text)
		switch {
		case ev.data == "":
		case ev.name == "error":
			return ev
		case strings.Contains(ev.data, `"error"`):
			found, rank = ev, 2
		case rank == 0:
			found, rank = ev, 1
		}
	}
	return found
}

// nextEvent reads the fields up to the next empty line.
func nextEvent(text string) (ev event, rest string) {
	var joined []byte // data of several lines, which is rare
	for text = strings.TrimLeft(text, eventBlanks); text != ""; {
		var line string
		if line, text = cutLine(text); line == "" {
			break
		}
		field, value, _ := strings.Cut(line, ":")
		value = strings.TrimPrefix(value, " ")
		switch {
		case field == "event":
			ev.name = value
		case ev.data != "" && (line[0] == ' ' || line[0] == '\t'): // a pasted line that was wrapped
			joined = appendLine(joined, ev.data, line)
		case strings.HasPrefix(line, errorField): // its value is the error, from the brace on
			ev.name, ev.data = "error", line[len(errorField)-1:]
		case field != "data":
		case ev.data == "":
			ev.data = value
		default:
			joined = appendLine(joined, ev.data, value)
		}
	}
	if joined != nil {
		ev.data = string(joined)
	}
	return ev, text
}

// appendLine appends a line to the data of an event, which is first alone until
// a second line comes.
func appendLine(joined []byte, first, line string) []byte {
	if joined == nil {
		joined = []byte(first)
	}
	return append(append(joined, '\n'), line...)
}

// cutLine cuts text after its first line.
func cutLine(text string) (line, rest string) {
	i := strings.IndexAny(text, "\r\n")
	if i < 0 {
		return text, ""
	}
	line, rest = text[:i], text[i+1:]
	if text[i] == '\r' {
		rest = strings.TrimPrefix(rest, "\n")
	}
	return line, rest
}
