// Command throughput sends log records through a collector, with the processor and
// without it, and says how much slower it is, whether records were lost, and whether
// the verdicts are those of errbook classify --jsonl.
//
//	go run go.opentelemetry.io/collector/cmd/builder@v0.161.0 --config builder.yaml
//	go build -o build/errbook ../../cmd/errbook
//	go run ./internal/throughput -collector build/otelcol-errbook -errbook build/errbook
//
// The records are the samples of the book, again and again, some of them replaced by
// successes. They come in by OTLP over HTTP and go to a file.
package main

import (
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"time"
)

type options struct {
	collector, errbook string
	records, batch     int
	errors             int // of a hundred records
	runs               int
}

func main() {
	var o options
	flag.StringVar(&o.collector, "collector", "build/otelcol-errbook", "the `file` that the collector's builder made")
	flag.StringVar(&o.errbook, "errbook", "build/errbook", "the `file` of the command errbook")
	flag.IntVar(&o.records, "n", 200_000, "how many `records` to send in each run")
	flag.IntVar(&o.batch, "batch", 1000, "how many `records` are in a request")
	flag.IntVar(&o.errors, "errors", 100, "how many of a hundred records are `samples` of errors")
	flag.IntVar(&o.runs, "runs", 3, "how many `times` each pipeline runs")
	flag.Parse()
	if err := o.run(); err != nil {
		fmt.Fprintln(os.Stderr, "throughput:", err)
		os.Exit(1)
	}
}

// A measure is what one run took.
type measure struct{ wall, cpu time.Duration }

func (o options) run() error {
	dir, err := os.MkdirTemp("", "errbook-throughput-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	w, err := newWork(o)
	if err != nil {
		return err
	}
	if err := w.classify(o.errbook, filepath.Join(dir, "lines")); err != nil {
		return err
	}
	var plain, judged []measure
	for range o.runs { // in turns, as the machine has other work at times
		for _, with := range []bool{false, true} {
			m, err := o.once(w, filepath.Join(dir, "out"), with)
			if err != nil {
				return err
			}
			if with {
				judged = append(judged, m)
			} else {
				plain = append(plain, m)
			}
		}
	}
	o.print(best(plain), best(judged))
	return nil
}

// once sends everything through a collector, and reads what comes out.
func (o options) once(w *work, out string, with bool) (m measure, err error) {
	c, err := startCollector(o.collector, out, with)
	if err != nil {
		return m, err
	}
	begun := time.Now()
	err = c.send(w.requests)
	m.wall = time.Since(begun)
	usage, stopErr := c.stop()
	m.cpu = usage
	if err == nil {
		err = stopErr
	}
	if err == nil {
		err = w.compare(out, with)
	}
	return m, err
}

// best returns the least of each measure: other work only adds to them.
func best(list []measure) measure {
	less := func(of func(measure) time.Duration) time.Duration {
		return of(slices.MinFunc(list, func(a, b measure) int { return int(of(a) - of(b)) }))
	}
	return measure{
		wall: less(func(m measure) time.Duration { return m.wall }),
		cpu:  less(func(m measure) time.Duration { return m.cpu }),
	}
}

func (o options) print(plain, judged measure) {
	n := float64(o.records)
	fmt.Printf("%d records, %d%% of them samples of errors, in requests of %d; the best of %d runs each\n", o.records, o.errors, o.batch, o.runs)
	line := func(name string, m measure) {
		fmt.Printf("%-17s %7.0f records/s   %5.2f µs of CPU per record\n", name, n/m.wall.Seconds(), float64(m.cpu.Microseconds())/n)
	}
	line("without errbook", plain)
	line("with errbook", judged)
	fmt.Printf("ratio             %7.2f             %5.2f\n", plain.wall.Seconds()/judged.wall.Seconds(), judged.cpu.Seconds()/plain.cpu.Seconds())
	fmt.Println("no record was lost or came twice; all verdicts are those of errbook classify --jsonl")
}

// classify has errbook judge the lines.
func (w *work) classify(errbook, name string) error {
	f, err := os.Create(name)
	if err != nil {
		return err
	}
	defer f.Close()
	for _, r := range w.responses {
		if _, err := f.Write(append(r.Line, '\n')); err != nil {
			return err
		}
	}
	cmd := exec.Command(errbook, "classify", "--jsonl", name)
	cmd.Stderr = os.Stderr
	out, err := cmd.Output()
	if err != nil {
		return fmt.Errorf("%s: %w", cmd, err)
	}
	return w.expect(out)
}
