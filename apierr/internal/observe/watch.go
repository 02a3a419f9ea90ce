package observe

import (
	"errors"
	"io"
	"sync"
)

// ErrClosed is what a watcher is told of a body that was closed before its end.
var ErrClosed = closedError{}

type closedError struct{}

func (closedError) Error() string { return "closed before its end" }

// Watch returns a body that shows all that is read of it to see: each piece when it
// has come, and the error that ended the reading, io.EOF and ErrClosed included,
// once. It reads nothing by itself. see is never called by two goroutines at once,
// and must not keep the piece.
func Watch(body io.ReadCloser, see func(piece []byte, err error)) io.ReadCloser {
	return &watched{body: body, see: see}
}

type watched struct {
	body io.ReadCloser
	mu   sync.Mutex
	see  func(piece []byte, err error) // nil when the body has ended
}

func (w *watched) Read(p []byte) (int, error) {
	n, err := w.body.Read(p)
	w.show(p[:n], err)
	return n, err
}

func (w *watched) Close() error {
	w.show(nil, ErrClosed)
	return w.body.Close()
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
