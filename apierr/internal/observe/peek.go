// Package observe reads the bodies of responses without holding them up: a
// beginning within a time limit, or all of it while somebody else reads it.
package observe

import (
	"io"
	"net/http"
	"sync"
	"sync/atomic"
	"time"
)

// A Limit says how much of a body to read ahead.
type Limit struct {
	Bytes int
	Wait  time.Duration          // 0 for as long as it takes
	Ready func(head []byte) bool // reports whether what has come is enough; may be nil
	Size  int                    // how long the body is said to be; 0 or less for unknown
}

// Peek reads the beginning of a body, and returns it with a body that gives it
// again. The error is the one that ended the body early; the next reader meets it,
// too. When the time is up, Peek returns what has come by then; nothing is lost.
func Peek(body io.ReadCloser, l Limit) (head []byte, again io.ReadCloser, err error) {
	b := &early{rest: body, done: make(chan struct{})}
	if l.Wait <= 0 {
		b.fill(l)
	} else {
		go b.fill(l)
		timer := time.NewTimer(l.Wait)
		select {
		case <-b.done:
		case <-timer.C:
			b.stop.Store(true)
		}
		timer.Stop()
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.err != io.EOF {
		err = b.err
	}
	return b.head, b, err
}

// An early is a body of which the beginning was read.
type early struct {
	rest io.ReadCloser
	done chan struct{} // closed when the reading ahead has ended
	stop atomic.Bool   // asks for that

	mu     sync.Mutex
	head   []byte // what was read
	given  int    // how much of it was given again
	err    error  // what ended the reading
	closed bool
}

// fill reads the beginning. It writes behind what it has published, which never
// changes.
func (b *early) fill(l Limit) {
	defer close(b.done)
	buf := make([]byte, 0, min(l.Bytes, max(l.Size, 512)+1))
	for len(buf) < l.Bytes && !b.stop.Load() {
		if len(buf) == cap(buf) {
			buf = append(buf, 0)[:len(buf)]
		}
		n, err := b.rest.Read(buf[len(buf):min(cap(buf), l.Bytes)])
		buf = buf[:len(buf)+n]
		b.mu.Lock()
		b.head, b.err = buf, err
		b.mu.Unlock()
		if err != nil || n > 0 && l.Ready != nil && l.Ready(buf) {
			return
		}
	}
}

// Read gives what was read ahead, waits for what is still being read, and continues.
func (b *early) Read(p []byte) (int, error) {
	if n, err := b.again(p); n > 0 || err != nil {
		return n, err
	}
	<-b.done
	if n, err := b.again(p); n > 0 || err != nil {
		return n, err
	}
	if b.err != nil { // nobody writes it after done
		return 0, b.err
	}
	return b.rest.Read(p)
}

// again copies from what was read ahead.
func (b *early) again(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.closed {
		return 0, http.ErrBodyReadAfterClose
	}
	n := copy(p, b.head[b.given:])
	b.given += n
	return n, nil
}

// Close closes the body, also while it is being read ahead.
func (b *early) Close() error {
	b.mu.Lock()
	b.closed = true
	b.mu.Unlock()
	b.stop.Store(true)
	return b.rest.Close()
}
