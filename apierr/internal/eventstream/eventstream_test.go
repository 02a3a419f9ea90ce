package eventstream

import (
	"bytes"
	"encoding/binary"
	"errors"
	"hash/crc32"
	"io"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/errbook/errbook/apierr/internal/observe"
)

// header is a header of text.
func header(name, value string) []byte {
	h := append([]byte{byte(len(name))}, name...)
	h = binary.BigEndian.AppendUint16(append(h, typeString), uint16(len(value)))
	return append(h, value...)
}

// frame makes a frame of headers and a payload.
func frame(payload string, headers ...[]byte) []byte {
	all := bytes.Join(headers, nil)
	f := binary.BigEndian.AppendUint32(nil, uint32(preludeSize+len(all)+len(payload)+checksumSize))
	f = binary.BigEndian.AppendUint32(f, uint32(len(all)))
	f = binary.BigEndian.AppendUint32(f, crc32.ChecksumIEEE(f))
	f = append(append(f, all...), payload...)
	return binary.BigEndian.AppendUint32(f, crc32.ChecksumIEEE(f))
}

func event(name, payload string) []byte {
	return frame(payload, header(":message-type", "event"), header(":event-type", name), header(":content-type", "application/json"))
}

func exception(name, payload string) []byte {
	return frame(payload, header(":exception-type", name), header(":message-type", "exception"))
}

// others has a header of each type but text.
var others = []byte("\x01a\x00" + "\x01b\x01" + "\x01c\x021" + "\x01d\x0312" + "\x01e\x041234" + "\x01f\x0512345678" +
	"\x01g\x06\x00\x02ab" + "\x01h\x0812345678" + "\x01i\x091234567890123456")

// parts reads a stream by pieces of some size.
func parts(text []byte, size, limit int) (got []observe.Part, f *Frames) {
	f = &Frames{Max: limit}
	for piece := range chunks(text, size) {
		f.Feed(piece, func(p observe.Part) {
			p.Data = bytes.Clone(p.Data)
			got = append(got, p)
		})
	}
	return got, f
}

func chunks(text []byte, size int) func(func([]byte) bool) {
	return func(yield func([]byte) bool) {
		for len(text) > 0 {
			n := min(size, len(text))
			if !yield(text[:n]) {
				return
			}
			text = text[n:]
		}
	}
}

// A stream is taken apart, however the network cuts it.
func TestFrames(t *testing.T) {
	tests := []struct {
		name string
		text []byte
		want []observe.Part
	}{
		{"events", append(event("contentBlockDelta", `{"a":1}`), event("messageStop", `{}`)...),
			[]observe.Part{{Name: "contentBlockDelta", Data: []byte(`{"a":1}`)}, {Name: "messageStop", Data: []byte("{}")}}},
		{"an exception", exception("throttlingException", `{"message":"Slow down"}`),
			[]observe.Part{{Name: "throttlingException", Data: []byte(`{"message":"Slow down"}`), Failed: true}}},
		{"an error", frame("", header(":message-type", "error"), header(":error-code", "InternalError"), header(":error-message", "It broke")),
			[]observe.Part{{Name: "error", Data: []byte(`{"__type":"InternalError","message":"It broke"}`), Failed: true}}},
		{"headers of every type", frame("x", others, header(":event-type", "chunk")), []observe.Part{{Name: "chunk", Data: []byte("x")}}},
		{"neither headers nor payload", frame(""), []observe.Part{{}}},
		{"a long payload", event("chunk", strings.Repeat("x", 100)), []observe.Part{{Name: "chunk", Data: []byte(strings.Repeat("x", 40))}}},
		{"headers that are too long", append(frame("{}", bytes.Repeat(header("a", "b"), 30_000)), event("messageStop", "{}")...),
			[]observe.Part{{Name: "messageStop", Data: []byte("{}")}}},
	}
	for _, tt := range tests {
		for _, size := range []int{1, 5, 1 << 20} {
			got, f := parts(tt.text, size, 40)
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("%s, by %d: -want +got:\n%s", tt.name, size, diff)
			}
			if f.Err() != nil || f.ErrAtEnd() != nil {
				t.Errorf("%s, by %d: %v, at its end %v", tt.name, size, f.Err(), f.ErrAtEnd())
			}
		}
	}
}

// A frame that is not valid ends the reading, and what ends inside a frame was cut off.
func TestFaults(t *testing.T) {
	good := event("messageStop", "{}")
	changed := func(at int) []byte {
		b := bytes.Clone(good)
		b[(at+len(b))%len(b)] ^= 1
		return b
	}
	// lengths makes a prelude whose checksum is right.
	lengths := func(size, headers uint32) []byte {
		b := binary.BigEndian.AppendUint32(binary.BigEndian.AppendUint32(nil, size), headers)
		return binary.BigEndian.AppendUint32(b, crc32.ChecksumIEEE(b))
	}
	tests := []struct {
		name     string
		text     []byte
		err, end error
	}{
		{"a changed length", changed(3), errChecksum, errChecksum},
		{"a changed header", changed(20), errChecksum, errChecksum},
		{"a changed payload", changed(-5), errChecksum, errChecksum},
		{"a changed checksum", changed(-1), errChecksum, errChecksum},
		{"text", []byte(`{"message":"Too many requests"}`), errChecksum, errChecksum},
		{"a frame that is too short", lengths(15, 0), errLength, errLength},
		{"headers that are longer than the frame", lengths(20, 5), errLength, errLength},
		{"a name without text", frame("", []byte("\x00\x00")), errHeader, errHeader},
		{"a type that does not exist", frame("", []byte("\x01a\x0a")), errHeader, errHeader},
		{"a header without a type", frame("", []byte("\x01a")), errHeader, errHeader},
		{"a value without a length", frame("", []byte("\x01a\x07\x00")), errHeader, errHeader},
		{"a value that is cut off", frame("", []byte("\x01a\x07\x00\x02b")), errHeader, errHeader},
		{"an end inside a prelude", good[:5], nil, io.ErrUnexpectedEOF},
		{"an end inside a frame", good[:len(good)-1], nil, io.ErrUnexpectedEOF},
		{"an end inside a huge frame", lengths(1<<32-1, 1<<32-17), nil, io.ErrUnexpectedEOF},
	}
	for _, tt := range tests {
		for _, size := range []int{1, 1 << 20} {
			got, f := parts(append(event("a", ""), tt.text...), size, 100)
			if len(got) != 1 || f.Err() != tt.err || f.ErrAtEnd() != tt.end {
				t.Errorf("%s, by %d: %d frames, %v, at its end %v; want 1, %v, %v", tt.name, size, len(got), f.Err(), f.ErrAtEnd(), tt.err, tt.end)
			}
		}
	}
}

func TestBody(t *testing.T) {
	tests := []struct{ name, payload, want string }{
		{"accessDeniedException", `{"message":"No","status":403}`, `{"__type":"AccessDeniedException","message":"No","status":403}`},
		{"throttlingException", "", `{"__type":"ThrottlingException"}`},
		{"", "plain \xff text", `{"message":"plain \ufffd text"}`},
	}
	for _, tt := range tests {
		if got := string(Body(tt.name, []byte(tt.payload))); got != tt.want {
			t.Errorf("%s %s: got %s, want %s", tt.name, tt.payload, got, tt.want)
		}
	}
}

// However a stream is cut, it yields the same frames and the same fault, and keeps no
// more of a frame than its limits say. The first frame has the checksums that it needs.
func FuzzFrames(f *testing.F) {
	f.Add(header(":event-type", "contentBlockDelta"), `{"a":1}`, exception("throttlingException", `{"message":"Slow down"}`), 3)
	f.Add(append(header(":message-type", "error"), header(":error-code", "InternalError")...), "", others, 1)
	f.Add(append(header(":message-type", "exception"), others...), `{"message":"no`, []byte("no frames"), 7)
	f.Add([]byte(nil), "", event("messageStop", "{}")[:30], 2)
	f.Fuzz(func(t *testing.T, headers []byte, payload string, rest []byte, size int) {
		const limit = 16
		text := append(frame(payload, headers), rest...)
		whole, one := parts(text, len(text), limit)
		cut, other := parts(text, max(size, 1), limit)
		if diff := cmp.Diff(whole, cut); diff != "" || !errors.Is(other.Err(), one.Err()) || !errors.Is(other.ErrAtEnd(), one.ErrAtEnd()) {
			t.Errorf("by %d: %v, at its end %v; whole: %v, %v; %s", size, other.Err(), other.ErrAtEnd(), one.Err(), one.ErrAtEnd(), diff)
		}
		if kept := cap(other.kept); kept > 2*(maxHeaders+limit+1024) {
			t.Errorf("%d bytes are kept", kept)
		}
		for _, p := range whole {
			Body(p.Name, p.Data)
		}
	})
}
