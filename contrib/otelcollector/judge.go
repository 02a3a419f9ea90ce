package errbookprocessor

import (
	"context"
	"strconv"
	"sync"
	"time"

	"go.opentelemetry.io/collector/pdata/pcommon"
	"go.opentelemetry.io/collector/pdata/plog"
	"go.opentelemetry.io/collector/pdata/ptrace"
	"go.opentelemetry.io/collector/processor"

	"github.com/errbook/errbook/apierr"
	"github.com/errbook/errbook/apierr/redact"
)

// A judge writes verdicts into records.
type judge struct {
	books    *books
	places   *places
	generic  bool
	verdicts *verdicts
	readings sync.Pool
}

func newJudge(set processor.Settings, c *Config) (*judge, error) {
	b, err := openBooks(c.Specs)
	if err != nil {
		return nil, err
	}
	v, err := newVerdicts(set)
	if err != nil {
		return nil, err
	}
	j := &judge{books: b, places: newPlaces(c), generic: c.Generic, verdicts: v}
	j.readings.New = func() any { return newReading(j.places) }
	return j, nil
}

// logs judges log records.
func (j *judge) logs(ctx context.Context, ld plog.Logs) (plog.Logs, error) {
	r, t := j.readings.Get().(*reading), tally{}
	for _, resource := range ld.ResourceLogs().All() {
		for _, scope := range resource.ScopeLogs().All() {
			for _, record := range scope.LogRecords().All() {
				r.reset()
				r.value(j.places.logBody, record.Body())
				r.attributes(record.Attributes())
				e := j.verdict(r, record.SeverityNumber() >= plog.SeverityNumberError, j.generic)
				r.clean()
				t.write(e, record.Attributes())
			}
		}
	}
	j.done(ctx, r, t)
	return ld, nil
}

// traces judges spans.
func (j *judge) traces(ctx context.Context, td ptrace.Traces) (ptrace.Traces, error) {
	r, t := j.readings.Get().(*reading), tally{}
	for _, resource := range td.ResourceSpans().All() {
		for _, scope := range resource.ScopeSpans().All() {
			for _, span := range scope.Spans().All() {
				r.reset()
				r.span(span)
				ours := span.Kind() == ptrace.SpanKindServer || span.Kind() == ptrace.SpanKindConsumer
				e := j.verdict(r, span.Status().Code() == ptrace.StatusCodeError, j.generic && !ours)
				r.clean()
				j.cleanStatus(span.Status())
				t.write(e, span.Attributes())
			}
		}
	}
	j.done(ctx, r, t)
	return td, nil
}

// span reads a span and its events, the latest first.
func (r *reading) span(span ptrace.Span) {
	r.attributes(span.Attributes())
	for i := span.Events().Len() - 1; i >= 0; i-- {
		r.attributes(span.Events().At(i).Attributes())
	}
	if p := r.places.statusMessage; counts(p.body, r.ranks.body) && span.Status().Message() != "" {
		r.setBody(span.Status().Message())
	}
}

func (j *judge) cleanStatus(status ptrace.Status) {
	if !j.places.statusMessage.redact {
		return
	}
	if clean := redact.Text(status.Message()); clean != status.Message() {
		status.SetMessage(clean)
	}
}

// verdict returns what a record is, nil for one that is not an error or not
// judged: it has neither a status nor, while it failed by its own account, a text to
// go by. generic says whether one of an unknown provider is judged.
func (j *judge) verdict(r *reading, failed, generic bool) *apierr.Error {
	if r.status == 0 && (!failed || len(r.body) == 0) {
		return nil
	}
	p := j.books.find(r.host, r.provider)
	switch {
	case p != nil:
	case generic:
		p = apierr.Generic
	default:
		return nil
	}
	e := r.judge(p)
	if e != nil && e.Kind == apierr.Unknown && r.status == 0 {
		return nil // a message of which nothing is understood
	}
	return e
}

// done gives a reading back, and counts the verdicts of a batch.
func (j *judge) done(ctx context.Context, r *reading, t tally) {
	r.reset()
	j.readings.Put(r)
	j.verdicts.add(ctx, t)
}

const (
	errorType         = "error.type"
	originalErrorType = "errbook.original_error_type"
	codeAttribute     = "errbook.code"
	kindAttribute     = "errbook.kind"
	retryAttribute    = "errbook.retry"
	actorAttribute    = "errbook.actor"
	delayAttribute    = "errbook.delay"
)

// write writes a verdict into a record, and counts it; nil changes nothing. What
// error.type was before is kept under another name, unless it was the status.
func (t tally) write(e *apierr.Error, to pcommon.Map) {
	if e == nil {
		return
	}
	kind := e.ErrorType()
	t[verdict{e.Provider, kind}]++
	if before, ok := to.Get(errorType); ok {
		if text := before.AsString(); text != kind && text != strconv.Itoa(e.Status) && text != "" {
			to.PutStr(originalErrorType, text)
		}
	}
	to.EnsureCapacity(to.Len() + 6)
	to.PutStr(errorType, kind)
	to.PutStr(kindAttribute, kind)
	if e.Code != "" {
		to.PutStr(codeAttribute, string(e.Code))
	}
	to.PutStr(retryAttribute, e.Retry().String())
	to.PutStr(actorAttribute, e.Actor().String())
	if e.Delay.Source != "" {
		to.PutDouble(delayAttribute, float64(e.Delay.Duration)/float64(time.Second))
	}
}
