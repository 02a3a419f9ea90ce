package main

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"time"

	"go.opentelemetry.io/collector/pdata/plog"

	"github.com/errbook/errbook/contrib/otelcollector/internal/corpus"
)

// work is what is sent, and what must come out.
type work struct {
	responses []corpus.Response // by record's number, again from the first after the last
	verdicts  []corpus.Verdict
	requests  [][]byte
	records   int
}

// newWork makes the requests. Of a hundred records, o.errors are samples.
func newWork(o options) (*work, error) {
	samples, err := corpus.Responses()
	if err != nil {
		return nil, err
	}
	w := &work{records: o.records}
	for i := range max(len(samples)*100/max(o.errors, 1), 100) {
		if i%100 < o.errors {
			w.responses = append(w.responses, samples[len(w.responses)%len(samples)])
		} else {
			w.responses = append(w.responses, corpus.Success())
		}
	}
	for first := 0; first < o.records; first += o.batch {
		request, err := w.request(first, min(first+o.batch, o.records))
		if err != nil {
			return nil, err
		}
		w.requests = append(w.requests, request)
	}
	return w, nil
}

// request encodes some records; a request of OTLP looks like what it contains.
func (w *work) request(first, end int) ([]byte, error) {
	ld := plog.NewLogs()
	resource := ld.ResourceLogs().AppendEmpty()
	resource.Resource().Attributes().PutStr("service.name", "throughput")
	records := resource.ScopeLogs().AppendEmpty().LogRecords()
	for n := first; n < end; n++ {
		w.responses[n%len(w.responses)].Record(n, records.AppendEmpty())
	}
	return new(plog.ProtoMarshaler).MarshalLogs(ld)
}

// expect reads the lines that errbook classify wrote.
func (w *work) expect(out []byte) error {
	for line := range bytes.Lines(out) {
		v, err := corpus.ReadVerdict(line)
		if err != nil {
			return err
		}
		w.verdicts = append(w.verdicts, v)
	}
	if len(w.verdicts) != len(w.responses) {
		return fmt.Errorf("errbook classify wrote %d lines for %d", len(w.verdicts), len(w.responses))
	}
	return nil
}

// clock is how long a program may run between two looks at the clock.
const clock = time.Hour

// compare reads the file of a collector: every record must be there once, and with
// its verdict if it was judged.
func (w *work) compare(name string, judged bool) error {
	f, err := os.Open(name)
	if err != nil {
		return err
	}
	defer f.Close()
	seen := make([]bool, w.records)
	in := bufio.NewReaderSize(f, 1<<20)
	for {
		line, err := in.ReadBytes('\n')
		if len(line) > 0 {
			if err := w.compareBatch(line, judged, seen); err != nil {
				return err
			}
		}
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return err
		}
	}
	lost := 0
	for _, was := range seen {
		if !was {
			lost++
		}
	}
	if lost > 0 {
		return fmt.Errorf("%d of %d records were lost", lost, w.records)
	}
	return nil
}

func (w *work) compareBatch(line []byte, judged bool, seen []bool) error {
	ld, err := new(plog.JSONUnmarshaler).UnmarshalLogs(line)
	if err != nil {
		return err
	}
	for _, resource := range ld.ResourceLogs().All() {
		for _, scope := range resource.ScopeLogs().All() {
			for _, record := range scope.LogRecords().All() {
				if err := w.compareRecord(record, judged, seen); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

func (w *work) compareRecord(record plog.LogRecord, judged bool, seen []bool) error {
	value, _ := record.Attributes().Get("n")
	n := int(value.Int())
	if n < 0 || n >= len(seen) || seen[n] {
		return fmt.Errorf("record %d came twice, or was never sent", n)
	}
	seen[n] = true
	want := corpus.Verdict{Delay: -1}
	if judged {
		want = w.verdicts[n%len(w.verdicts)]
	}
	if got := corpus.VerdictIn(record.Attributes()); !got.Agrees(want, clock) {
		return fmt.Errorf("record %d is %+v, want %+v:\n%s", n, got, want, w.responses[n%len(w.responses)].Line)
	}
	return nil
}
