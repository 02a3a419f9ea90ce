// Package eventstream reads the frames of application/vnd.amazon.eventstream, in which
// AWS streams, as the Amazon Event Stream Specification defines them:
// https://smithy.io/2.0/aws/amazon-eventstream.html, as of
// smithy-lang/smithy 2494ca9ed979, docs/source-2.0/aws/amazon-eventstream.rst.
//
// A frame is the length of the whole and that of its headers, a checksum of both,
// headers, a payload, and a checksum of all that. Its header :message-type says whether
// it is an event, an exception that the API documents, or any other error.
package eventstream

import (
	"encoding/binary"
	"encoding/json"
	"errors"
	"hash/crc32"
	"io"

	"github.com/errbook/errbook/apierr/internal/observe"
)

const (
	preludeSize  = 12 // two lengths and their checksum
	checksumSize = 4  // behind the payload
	// maxHeaders is how many bytes the headers of a frame may have; the names of a frame
	// with more are not read.
	maxHeaders = 128 << 10
)

var (
	errChecksum = errors.New("a checksum in the event stream does not match")
	errLength   = errors.New("a length in the event stream is not possible")
	errHeader   = errors.New("a header in the event stream is not valid")
)

// Frames takes a stream of frames apart, piece by piece. Of a payload it keeps at most
// Max bytes.
type Frames struct {
	Max int

	size    int // of the frame in work; 0 before its prelude is whole
	headers int // the size of its headers
	seen    int // how much of it has come
	sum     uint32
	prelude [preludeSize]byte
	kept    []byte // its headers, and the beginning of its payload
	tail    [checksumSize]byte
	name    string // of the last frame, which the next one mostly has, too
	err     error
}

// Feed takes a piece and yields the frames that end in it: events by their name, and
// exceptions and errors as failures. After a frame that is not valid it yields no more.
func (f *Frames) Feed(piece []byte, yield func(observe.Part)) {
	for len(piece) > 0 && f.err == nil {
		n := f.take(piece)
		piece = piece[n:]
		if f.err == nil && f.size > 0 && f.seen == f.size {
			f.endFrame(yield)
		}
	}
}

// End yields nothing: a frame that was cut off is none.
func (f *Frames) End(func(observe.Part)) {}

// Err returns what is wrong with the stream up to here, nil for nothing.
func (f *Frames) Err() error { return f.err }

// ErrAtEnd returns what is wrong with a stream that ends here: [io.ErrUnexpectedEOF]
// inside a frame.
func (f *Frames) ErrAtEnd() error {
	if f.err == nil && f.seen > 0 {
		return io.ErrUnexpectedEOF
	}
	return f.err
}

// take takes what belongs to the next part of a frame, and returns how much it is.
func (f *Frames) take(piece []byte) (n int) {
	end := f.size - checksumSize
	switch {
	case f.seen < preludeSize:
		n = copy(f.prelude[f.seen:], piece)
		if f.seen += n; f.seen == preludeSize {
			f.err = f.begin()
		}
		return n
	case f.seen < end:
		n = min(len(piece), end-f.seen)
		f.sum = crc32.Update(f.sum, crc32.IEEETable, piece[:n])
		f.keep(piece[:n])
	default:
		n = copy(f.tail[f.seen-end:], piece)
	}
	f.seen += n
	return n
}

// begin reads the prelude of a frame.
func (f *Frames) begin() error {
	if crc32.ChecksumIEEE(f.prelude[:8]) != binary.BigEndian.Uint32(f.prelude[8:]) {
		return errChecksum
	}
	size, headers := int64(binary.BigEndian.Uint32(f.prelude[:])), int64(binary.BigEndian.Uint32(f.prelude[4:]))
	if size < preludeSize+checksumSize+headers || size != int64(int(size)) {
		return errLength
	}
	f.size, f.headers = int(size), int(headers)
	f.sum = crc32.ChecksumIEEE(f.prelude[:])
	return nil
}

// keep keeps what is read of a frame.
func (f *Frames) keep(part []byte) {
	room := f.Max
	if f.headers <= maxHeaders {
		room += f.headers
	}
	f.kept = append(f.kept, part[:min(len(part), room-len(f.kept))]...)
}

// endFrame checks a frame and yields it.
func (f *Frames) endFrame(yield func(observe.Part)) {
	if f.sum != binary.BigEndian.Uint32(f.tail[:]) {
		f.err = errChecksum
		return
	}
	if f.headers <= maxHeaders {
		var h headers
		if f.err = h.read(f.kept[:f.headers]); f.err != nil {
			return
		}
		yield(f.part(&h, f.kept[f.headers:]))
	}
	f.size, f.seen, f.kept = 0, 0, f.kept[:0]
}

// part returns a frame as a part of the stream.
func (f *Frames) part(h *headers, payload []byte) observe.Part {
	switch string(h.messageType) {
	case "exception":
		return observe.Part{Name: f.named(h.exceptionType), Data: payload, Failed: true}
	case "error":
		return observe.Part{Name: "error", Data: body(string(h.errorCode), string(h.errorMessage), nil), Failed: true}
	}
	return observe.Part{Name: f.named(h.eventType), Data: payload}
}

// named returns a name as a string, without a copy if it is that of the frame before.
func (f *Frames) named(name []byte) string {
	if f.name != string(name) {
		f.name = string(name)
	}
	return f.name
}

// Body returns the body of a refusal that says what an exception says: its shape, which
// by the convention of AWS has the name of the exception with a capital, in __type. That
// is where the protocols of AWS have it in JSON.
func Body(exception string, payload []byte) []byte {
	if c := exception; c != "" && 'a' <= c[0] && c[0] <= 'z' {
		exception = string(c[0]-'a'+'A') + c[1:]
	}
	var members map[string]json.RawMessage
	if json.Unmarshal(payload, &members) != nil {
		return body(exception, string(payload), nil)
	}
	return body(exception, "", members)
}

// body adds the name and, if there is one, the message of an error to a body.
func body(name, message string, members map[string]json.RawMessage) []byte {
	if members == nil {
		members = make(map[string]json.RawMessage)
	}
	for key, text := range map[string]string{"__type": name, "message": message} {
		if text != "" {
			members[key], _ = json.Marshal(text)
		}
	}
	text, _ := json.Marshal(members)
	return text
}
