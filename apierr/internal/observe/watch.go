package observe

import (
	"errors"
	"io"
	"net/http"
	"sync"
	"sync/atomic"
	"time"
)

// ErrClosed is what a watcher is told of a body that was closed before its end.
var ErrClosed = closedError{}

type closedError struct{}

func (closedError) Error() string { return "closed before its end" }

// A Text is what takes apart a body that is one text.
type Text interface {
	// Wants reports whether the text has come in part only, and is not a list.
	Wants() bool
}

// closeWait is how long the rest of a text is waited for that its reader closed.
const closeWait = 50 * time.Millisecond

// Watch returns a body that shows all that is read of it to see: each piece when it
// has come, and the error that ended the reading, io.EOF and ErrClosed included,
// once. see is never called by two goroutines at once, and must not keep the piece.
//
// It reads nothing by itself, with one exception: a reader that gives a text up, such
// as one that expects something else, closes it within its first bytes. While the text
// wants more, Close reads on, for 50 ms at most, provided that closing a body ends a Read
// of it, as it does in net/http. text may be nil.
func Watch(body io.ReadCloser, see func(piece []byte, err error), text Text) io.ReadCloser {
	return &watched{body: body, see: see, text: text}
}

type watched struct {
	body    io.ReadCloser
	text    Text
	readers atomic.Int32 // that are in Read now
	closing atomic.Bool  // Close was called
	mu      sync.Mutex
	see     func(piece []byte, err error) // nil when the body has ended
}

func (w *watched) Read(p []byte) (int, error) {
	w.readers.Add(1)
	defer w.readers.Add(-1)
	if w.closing.Load() { // after Add, as Close asks in the other order
		return 0, http.ErrBodyReadAfterClose
	}
	n, err := w.body.Read(p)
	w.show(p[:n], err)
	return n, err
}

// Close reads on only if it is the first and nobody is in Read, or gets there: two must
// not read a body at once.
func (w *watched) Close() error {
	if w.closing.CompareAndSwap(false, true) && w.readers.Load() == 0 && w.wants() {
		w.readOn()
	}
	w.show(nil, ErrClosed)
	return w.body.Close()
}

// wants reports whether the rest of the body is wanted.
func (w *watched) wants() bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.text != nil && w.see != nil && w.text.Wants()
}

// readOn reads while the text wants more. When the time is up, it closes the body. What
// breaks off now is of no interest to the reader.
func (w *watched) readOn() {
	timer := time.AfterFunc(closeWait, func() { w.body.Close() })
	defer timer.Stop()
	buf := make([]byte, 4<<10)
	for end := time.Now().Add(closeWait); w.wants() && time.Now().Before(end); {
		n, err := w.body.Read(buf)
		if err == io.EOF {
			w.show(buf[:n], err)
		} else {
			w.show(buf[:n], nil)
		}
		if err != nil {
			return
		}
	}
}

func (w *watched) show(piece []byte, err error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.see == nil || len(piece) == 0 && err == nil {
		return
	}
	see := w.see
	if err != nil {
		w.see = nil
	}
	see(piece, err)
}

// IsClosed reports whether err says that somebody closed the body.
func IsClosed(err error) bool { return errors.Is(err, ErrClosed) }
