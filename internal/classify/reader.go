package classify

import (
	"bytes"
	"fmt"
	"io"
)

// chunkSize is how much is read at a time: enough that handing it on costs
// nothing next to the work in it, and little enough to stay in the cache of a processor.
const chunkSize = 64 << 10

// errLongLine says that a line was left out.
var errLongLine = fmt.Errorf("must be at most %d bytes; found more", MaxLine)

// A lineReader reads whole lines, as many as come at once.
type lineReader struct {
	in   io.Reader
	buf  []byte
	n    int // how much of buf is read and not handed on
	line int // the number of the next line
	err  error
}

// next returns whole lines and the number of the first one. A line over MaxLine
// is left out with errLongLine. The lines are the caller's to keep; spare is memory
// that the caller needs no longer.
func (r *lineReader) next(spare []byte) (text []byte, first int, err error) {
	first = r.line
	for {
		if end := bytes.LastIndexByte(r.buf[:r.n], '\n') + 1; end > 0 {
			return r.cut(end, spare), first, nil
		}
		switch {
		case r.n > MaxLine:
			r.line++
			r.discard()
			return nil, first, errLongLine
		case r.err != nil && r.n > 0:
			return r.cut(r.n, spare), first, nil
		case r.err != nil:
			return nil, first, r.err
		}
		r.read()
	}
}

// cut hands on the buffer with the first bytes in it, and goes on in spare.
func (r *lineReader) cut(end int, spare []byte) []byte {
	text, rest := r.buf[:end], r.buf[end:r.n]
	r.buf = spare[:cap(spare)]
	if len(r.buf) < max(chunkSize, len(rest)) {
		r.buf = make([]byte, max(chunkSize, len(rest)))
	}
	r.n = copy(r.buf, rest)
	if r.line == 1 {
		text = bytes.TrimPrefix(text, []byte("\ufeff"))
	}
	r.line += bytes.Count(text, []byte("\n"))
	return text
}

// read reads once, into a buffer that has room for the longest line.
func (r *lineReader) read() {
	if r.n == len(r.buf) {
		r.buf = append(r.buf, make([]byte, min(len(r.buf), MaxLine+1-len(r.buf)))...)
	}
	var n int
	n, r.err = r.in.Read(r.buf[r.n:])
	r.n += n
}

// discard drops the rest of a line that is too long.
func (r *lineReader) discard() {
	for r.err == nil {
		r.n = 0
		r.read()
		if end := bytes.IndexByte(r.buf[:r.n], '\n') + 1; end > 0 {
			r.n = copy(r.buf, r.buf[end:r.n])
			return
		}
	}
	r.n = 0
}
