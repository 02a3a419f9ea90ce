package shape

import (
	"bytes"
	"encoding/json"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/errbook/errbook/apierr/wire"
)

// A Response is a response that is ready to be sent.
type Response struct {
	Status int
	Header http.Header
	Body   []byte
	Event  string
	Stream bool
	Close  int
}

// Write returns the response of the shape with values in its holes.
func (s *Shape) Write(v *Values) Response {
	r := Response{Status: s.Status, Event: s.Event, Stream: s.Stream, Close: s.Close, Header: http.Header{}}
	for i := range s.Header {
		if text, ok := s.Header[i].plain(v); ok {
			r.Header.Set(s.Header[i].Key, oneLine(text))
		}
	}
	if s.Body == nil {
		return r
	}
	if s.Media != "" && s.Status != 0 {
		r.Header.Set("Content-Type", s.Media)
	}
	if s.XML {
		r.Body = s.writeXML(v)
		return r
	}
	if !s.Body.List && s.Body.Kids == nil {
		text, _ := s.Body.plain(v)
		r.Body = []byte(text)
		return r
	}
	var b bytes.Buffer
	if s.Body.write(&b, v) {
		r.Body = b.Bytes()
	}
	return r
}

// oneLine returns a text that can be the value of a header.
func oneLine(s string) string {
	return strings.TrimSpace(strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f {
			return ' '
		}
		return r
	}, s))
}

// write writes a node as JSON, and reports whether there was something to write: an
// object all of whose members are holes without values is left out.
func (n *Node) write(b *bytes.Buffer, v *Values) bool {
	if n.Hole == Fixed && (n.List || n.Kids != nil) {
		return n.writeKids(b, v)
	}
	text, ok := n.literal(v)
	b.WriteString(text)
	return ok
}

// writeKids writes the members of an object, or the elements of an array.
func (n *Node) writeKids(b *bytes.Buffer, v *Values) bool {
	open, end := byte('{'), byte('}')
	if n.List {
		open, end = '[', ']'
	}
	start := b.Len()
	b.WriteByte(open)
	empty := true
	for i := range n.Kids {
		kid, at := &n.Kids[i], b.Len()
		if !empty {
			b.WriteByte(',')
		}
		if !n.List {
			b.WriteString(quote(kid.Key))
			b.WriteByte(':')
		}
		if !kid.write(b, v) {
			b.Truncate(at)
			continue
		}
		empty = false
	}
	if empty && len(n.Kids) > 0 {
		b.Truncate(start)
		return false
	}
	b.WriteByte(end)
	return true
}

// literal returns what a node without kids is in JSON, and reports whether there is
// a value.
func (n *Node) literal(v *Values) (text string, ok bool) {
	switch n.Hole {
	case Fixed:
		return n.Text, true
	case Detail:
		text = v.detail(n.Name)
		return text, text != ""
	case Delay:
		if text, ok = n.plain(v); ok && !isNumber(text) {
			text = quote(text)
		}
		return text, ok
	}
	text, ok = n.plain(v)
	return quote(text), ok
}

// isNumber reports whether a text is a number of JSON.
func isNumber(text string) bool {
	_, err := strconv.ParseFloat(text, 64)
	return err == nil && json.Valid([]byte(text))
}

// plain returns what a node without kids is as a text, such as that of a header.
func (n *Node) plain(v *Values) (text string, ok bool) {
	switch n.Hole {
	case Message:
		text = withText(v.Message, n.Text)
	case RequestID:
		text = v.RequestID
	case Delay:
		if v.HasDelay {
			text = delayText(v.Delay, n.Format, v.Now)
		}
	case Detail:
		text = unquoted(v.detail(n.Name))
	default:
		text = unquoted(n.Text)
	}
	return text, text != ""
}

// unquoted returns the text of a JSON literal.
func unquoted(literal string) string {
	var s string
	if json.Unmarshal([]byte(literal), &s) == nil {
		return s
	}
	return literal
}

// withText returns a message that has a text in it, as the rules for messages look
// for it.
func withText(message, text string) string {
	switch {
	case text == "" || strings.Contains(wire.Fold(message), wire.Fold(text)):
		return message
	case message == "":
		return text
	}
	return strings.TrimRight(text, " ") + " " + message
}

// delayText returns a wait in a format; "" for one that JSON and headers cannot
// have. Whole seconds are rounded up: a client must not come too early.
func delayText(d time.Duration, format wire.DelayFormat, now time.Time) string {
	d = max(d, 0)
	switch format {
	case wire.FormatMilliseconds:
		return strconv.FormatInt(roundedUp(d, time.Millisecond), 10)
	case wire.FormatSeconds:
		return seconds(d)
	case wire.FormatGoDuration:
		return d.String()
	case wire.FormatProtobufDuration:
		return seconds(d) + "s"
	case wire.FormatUnix:
		return strconv.FormatInt(now.Add(d).Add(time.Second-1).Unix(), 10)
	case wire.FormatUnixMilli:
		return strconv.FormatInt(now.Add(d).UnixMilli(), 10)
	case wire.FormatRFC3339:
		return now.Add(d).UTC().Format(time.RFC3339Nano)
	case wire.FormatRateLimit:
		return `"default";r=0;t=` + strconv.FormatInt(roundedUp(d, time.Second), 10)
	}
	return strconv.FormatInt(roundedUp(d, time.Second), 10)
}

// roundedUp returns a duration in whole units, none of which is missing.
func roundedUp(d, unit time.Duration) int64 {
	n := int64(d / unit)
	if d%unit > 0 {
		n++
	}
	return n
}
