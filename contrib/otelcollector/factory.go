package errbookprocessor

import (
	"context"

	"go.opentelemetry.io/collector/component"
	"go.opentelemetry.io/collector/consumer"
	"go.opentelemetry.io/collector/processor"
	"go.opentelemetry.io/collector/processor/processorhelper"
)

// componentType is the name of the processor in a collector's configuration.
var componentType = component.MustNewType("errbook")

const stability = component.StabilityLevelAlpha

// NewFactory returns the factory of the processor, for the main program of a
// collector, which the collector's builder writes.
func NewFactory() processor.Factory {
	return processor.NewFactory(
		componentType,
		func() component.Config { return defaultConfig() },
		processor.WithTraces(newTraces, stability),
		processor.WithLogs(newLogs, stability),
	)
}

var changesData = processorhelper.WithCapabilities(consumer.Capabilities{MutatesData: true})

func newTraces(ctx context.Context, set processor.Settings, c component.Config, next consumer.Traces) (processor.Traces, error) {
	p, err := newJudge(set, c.(*Config))
	if err != nil {
		return nil, err
	}
	return processorhelper.NewTraces(ctx, set, c, next, p.traces, changesData)
}

func newLogs(ctx context.Context, set processor.Settings, c component.Config, next consumer.Logs) (processor.Logs, error) {
	p, err := newJudge(set, c.(*Config))
	if err != nil {
		return nil, err
	}
	return processorhelper.NewLogs(ctx, set, c, next, p.logs, changesData)
}
