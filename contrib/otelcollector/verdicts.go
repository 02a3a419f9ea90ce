package errbookprocessor

import (
	"context"

	"go.opentelemetry.io/collector/processor"
	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/metric"
)

const (
	scope         = "github.com/errbook/errbook/contrib/otelcollector"
	verdictMetric = "otelcol_processor_errbook_verdicts"
)

// A verdict is what is counted of one: the book bounds how many there are.
type verdict struct{ provider, kind string }

// A tally counts the verdicts of a batch.
type tally map[verdict]int64

// verdicts counts all verdicts, in the collector's own metrics.
type verdicts struct {
	counter   metric.Int64Counter
	processor attribute.KeyValue
}

func newVerdicts(set processor.Settings) (*verdicts, error) {
	counter, err := set.MeterProvider.Meter(scope).Int64Counter(verdictMetric,
		metric.WithDescription("Number of records that are errors of an API, by provider and kind."),
		metric.WithUnit("{record}"))
	return &verdicts{counter, attribute.String("processor", set.ID.String())}, err
}

// add counts the verdicts of a batch. Provider is "" where nobody knows it.
func (v *verdicts) add(ctx context.Context, t tally) {
	for of, n := range t {
		v.counter.Add(ctx, n, metric.WithAttributes(v.processor, attribute.String("provider", of.provider), attribute.String("kind", of.kind)))
	}
}
