package cookbook

import (
	"context"
	"fmt"
	"net/http"
	"time"

	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/codes"
	sdktrace "go.opentelemetry.io/otel/sdk/trace"
	"go.opentelemetry.io/otel/sdk/trace/tracetest"
	"go.opentelemetry.io/otel/trace"

	"github.com/errbook/errbook/apierr"
	"github.com/errbook/errbook/generated/catalog"
	"github.com/errbook/errbook/generated/openaierr"
)

func logOTel(ctx context.Context, baseURL string) {
	spans := tracetest.NewSpanRecorder() // an exporter, in a program
	tracer := sdktrace.NewTracerProvider(sdktrace.WithSpanProcessor(spans)).Tracer("cookbook")

	client := &http.Client{Timeout: time.Minute, Transport: &apierr.Transport{
		Provider: openaierr.Provider, ForHost: catalog.ForHost, OnFailure: noteFailure,
	}}
	ctx, span := tracer.Start(ctx, "chat gpt-4o-mini", trace.WithSpanKind(trace.SpanKindClient))
	if req, err := http.NewRequestWithContext(ctx, http.MethodPost, baseURL, nil); err == nil {
		if resp, err := client.Do(req); err == nil {
			resp.Body.Close()
		}
	}
	span.End()

	for _, span := range spans.Ended() {
		fmt.Println(span.Name(), span.Status().Code)
		for _, a := range span.Attributes() {
			fmt.Printf("  %s=%s\n", a.Key, a.Value.String())
		}
	}
}

// noteFailure writes what failed into the span of the call.
func noteFailure(ctx context.Context, f apierr.Failure) {
	span := trace.SpanFromContext(ctx)
	span.SetStatus(codes.Error, f.Error.Error())
	span.SetAttributes(
		attribute.String("error.type", f.Error.ErrorType()),
		attribute.String("errbook.code", string(f.Error.Code)),
	)
	if name := f.Provider.Facts().OTelName; name != "" {
		span.SetAttributes(attribute.String("gen_ai.provider.name", name))
	}
}
