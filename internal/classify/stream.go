package classify

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"maps"
	"runtime"
	"slices"
	"strings"
	"unsafe"

	"github.com/errbook/errbook/apierr"
	"github.com/errbook/errbook/internal/shelf"
)

// A Stream classifies JSON lines.
type Stream struct {
	Shelf *shelf.Shelf
	// Provider is that of lines which name none; "" makes such lines a fault.
	Provider string
}

// A Summary says how a run over JSON lines went.
type Summary struct {
	Lines      int // that were read, blank ones included
	Faults     int // that were not responses
	FirstFault int // the number of the first of them, from 1
	// Unread lists the members of lines that nobody reads, in order; not more than a few.
	Unread []string
}

// Run reads lines as [Line.Parse] takes them and writes one line for each as
// [AppendJSON] does, in order. A line that cannot be read yields
// {"error":"line N: …"}. Blank lines, which end many files, yield nothing, but
// are counted. A byte order mark before the first line is dropped.
//
// It holds some hundred kilobytes per processor, a few megabytes where lines are very
// long, however long the input is. It uses every processor, and writes what it can
// without waiting for more input. Once ctx is done it returns without waiting for a Read
// to end.
func (s *Stream) Run(ctx context.Context, in io.Reader, out io.Writer) (Summary, error) {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	workers := runtime.GOMAXPROCS(0)
	q := newQueue(2*workers + 1)
	r := &lineReader{in: in, buf: make([]byte, chunkSize), line: 1}
	go q.fill(ctx, r)
	for range workers {
		go q.work(&worker{stream: s, memory: newMemory(), providers: map[string]*apierr.Provider{}})
	}
	return q.drain(ctx, out)
}

// A chunk is some whole lines, and what became of them.
type chunk struct {
	text  []byte
	first int   // the number of the first line
	err   error // instead of text: why there is none, or io.EOF

	out   []byte
	sum   Summary
	ready chan struct{}
}

// A queue hands chunks to workers, and gives them back in order.
type queue struct {
	free    chan *chunk // what bounds the memory
	todo    chan *chunk
	ordered chan *chunk
}

func newQueue(n int) *queue {
	q := &queue{free: make(chan *chunk, n), todo: make(chan *chunk, n), ordered: make(chan *chunk, n)}
	for range n {
		q.free <- &chunk{ready: make(chan struct{}, 1)}
	}
	return q
}

// fill reads until the input ends, fails, or nobody wants more.
func (q *queue) fill(ctx context.Context, r *lineReader) {
	defer close(q.todo)
	for {
		var c *chunk
		select {
		case c = <-q.free:
		case <-ctx.Done():
			return
		}
		c.out, c.sum = c.out[:0], Summary{}
		text, first, err := r.next(c.text)
		if err == nil {
			c.text = text
		}
		c.first, c.err = first, err
		q.ordered <- c
		q.todo <- c // from here on c is the worker's
		if err != nil && !errors.Is(err, errLongLine) {
			return
		}
	}
}

func (q *queue) work(w *worker) {
	for c := range q.todo {
		w.chunk(c)
		c.ready <- struct{}{}
	}
}

// drain writes what the workers make, in order.
func (q *queue) drain(ctx context.Context, out io.Writer) (total Summary, err error) {
	for {
		var c *chunk
		select {
		case c = <-q.ordered:
		case <-ctx.Done():
			return total, context.Cause(ctx)
		}
		<-c.ready
		if len(c.out) > 0 {
			if _, err := out.Write(c.out); err != nil {
				return total, fmt.Errorf("writing: %w", err)
			}
		}
		total.add(c.sum)
		switch {
		case errors.Is(c.err, io.EOF):
			return total, nil
		case c.err != nil:
			return total, c.err
		}
		q.free <- c
	}
}

func (s *Summary) add(t Summary) {
	if s.Faults == 0 {
		s.FirstFault = t.FirstFault
	}
	s.Lines += t.Lines
	s.Faults += t.Faults
	for _, name := range t.Unread {
		if i, found := slices.BinarySearch(s.Unread, name); !found && len(s.Unread) < maxUnread {
			s.Unread = slices.Insert(s.Unread, i, name)
		}
	}
}

// A worker classifies lines; its memory is used again for each.
type worker struct {
	stream    *Stream
	line      Line
	memory    *memory
	providers map[string]*apierr.Provider // those of the book that were asked for
}

// chunk classifies the lines of a chunk.
func (w *worker) chunk(c *chunk) {
	if c.err != nil {
		if errors.Is(c.err, errLongLine) {
			c.fault(c.first, c.err)
			c.sum.Lines, c.err = 1, nil
		}
		return
	}
	number := c.first
	// Nothing of a line outlives it, so the lines need no memory of their own.
	for line := range strings.Lines(unsafe.String(unsafe.SliceData(c.text), len(c.text))) {
		if strings.TrimSpace(line) != "" {
			if err := w.recall(c, line, number); err != nil {
				c.err = err
				return
			}
		}
		number++
	}
	c.sum.Lines = number - c.first
	c.sum.Unread = slices.Sorted(maps.Keys(w.line.unread))
}

// fault writes why a line could not be read.
func (c *chunk) fault(number int, err error) {
	c.out = append(appendFault(c.out, number, err), '\n')
	if c.sum.Faults == 0 {
		c.sum.FirstFault = number
	}
	c.sum.Faults++
}

// errNoProvider says that a line does not tell whose response it holds.
var errNoProvider = errors.New("provider is required; found none")

// recall classifies one line, unless the worker remembers what became of it.
func (w *worker) recall(c *chunk, text string, number int) error {
	seen := w.memory.find(text)
	if seen != nil && seen.is(text) {
		c.out = append(c.out, seen.out...)
		return nil
	}
	start, faults := len(c.out), c.sum.Faults
	err := w.answer(c, text, number)
	if seen != nil && c.sum.Faults == faults { // what is said of a fault has the line's number
		seen.keep(text, c.out[start:])
	}
	return err
}

// answer classifies one line. It fails only if the book does.
func (w *worker) answer(c *chunk, text string, number int) error {
	l := &w.line
	err := l.Parse(text)
	if err == nil && !l.Named {
		l.Provider = w.stream.Provider
		if l.Provider == "" {
			err = errNoProvider
		}
	}
	if err != nil {
		c.fault(number, err)
		return nil
	}
	p, err := w.provider(l.Provider)
	if err != nil {
		return err
	}
	e := l.classify(p)
	c.out = append(AppendJSON(c.out, cmp.Or(p.ID(), l.Provider), e), '\n')
	return nil
}

// classify returns the error that the line's answer is, nil if it is none. It
// is valid until the next line is read.
func (l *Line) classify(p *apierr.Provider) *apierr.Error {
	if len(l.Contexts) > 0 {
		p = p.In(l.Contexts...)
	}
	isError := func(r apierr.Response) bool { return p.Fill(&l.err, r) }
	stream := l.Stream || l.Event != ""
	if stream && !anyEvent(l.Event, l.Body, isError) {
		return nil
	}
	if !stream && !isError(apierr.Response{Status: l.Status, Header: l.Header, Body: l.Body, Close: l.Close}) {
		return nil
	}
	return &l.err
}

// provider returns the provider that a line names, [apierr.Generic] for one
// that is not in the book.
func (w *worker) provider(name string) (*apierr.Provider, error) {
	if p := w.providers[name]; p != nil {
		return p, nil
	}
	f, err := w.stream.Shelf.File(name)
	if err != nil || f == nil {
		return apierr.Generic, err
	}
	w.providers[strings.Clone(name)] = f.Runtime()
	return f.Runtime(), nil
}
