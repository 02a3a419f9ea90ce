package errbookprocessor

import (
	"testing"

	"go.opentelemetry.io/collector/pdata/plog"

	"github.com/errbook/errbook/contrib/otelcollector/internal/corpus"
)

// What a record costs: one that is a sample of the book, and one that is not an error.
func BenchmarkLogs(b *testing.B) {
	samples, err := corpus.Responses()
	if err != nil {
		b.Fatal(err)
	}
	for name, responses := range map[string][]corpus.Response{"errors": samples, "successes": {corpus.Success()}} {
		b.Run(name, func(b *testing.B) {
			batch := plog.NewLogs()
			records := batch.ResourceLogs().AppendEmpty().ScopeLogs().AppendEmpty().LogRecords()
			for n := range 1000 {
				responses[n%len(responses)].Record(n, records.AppendEmpty())
			}
			j, err := newJudge(settings(), defaultConfig())
			if err != nil {
				b.Fatal(err)
			}
			b.ReportAllocs()
			for b.Loop() {
				in := plog.NewLogs()
				batch.CopyTo(in)
				if _, err := j.logs(b.Context(), in); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/1000, "ns/record")
		})
	}
}
