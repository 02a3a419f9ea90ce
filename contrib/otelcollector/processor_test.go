package errbookprocessor

import (
	"bytes"
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"go.opentelemetry.io/collector/component/componenttest"
	"go.opentelemetry.io/collector/consumer/consumertest"
	"go.opentelemetry.io/collector/pdata/pcommon"
	"go.opentelemetry.io/collector/pdata/plog"
	"go.opentelemetry.io/collector/processor"
	"go.opentelemetry.io/collector/processor/processortest"

	"github.com/errbook/errbook/contrib/otelcollector/internal/corpus"
	"github.com/errbook/errbook/internal/classify"
	"github.com/errbook/errbook/internal/shelf"
)

// settings are those of a processor whose metrics nobody reads.
func settings() processor.Settings { return processortest.NewNopSettings(componentType) }

// throughLogs gives log records to a processor, and returns what comes out.
func throughLogs(t *testing.T, set processor.Settings, c *Config, in plog.Logs) plog.Logs {
	t.Helper()
	sink := new(consumertest.LogsSink)
	p, err := NewFactory().CreateLogs(t.Context(), set, c, sink)
	if err != nil {
		t.Fatal(err)
	}
	if err := p.Start(t.Context(), componenttest.NewNopHost()); err != nil {
		t.Fatal(err)
	}
	if !p.Capabilities().MutatesData {
		t.Error("the processor does not say that it changes data")
	}
	if err := p.ConsumeLogs(t.Context(), in); err != nil {
		t.Fatal(err)
	}
	if err := p.Shutdown(context.Background()); err != nil {
		t.Fatal(err)
	}
	if got := sink.AllLogs(); len(got) != 1 {
		t.Fatalf("%d batches came out, want 1", len(got))
	}
	return sink.AllLogs()[0]
}

// record makes a batch of one log record.
func record(body string, attributes map[string]any) plog.Logs {
	ld := plog.NewLogs()
	r := ld.ResourceLogs().AppendEmpty().ScopeLogs().AppendEmpty().LogRecords().AppendEmpty()
	r.Body().SetStr(body)
	if err := r.Attributes().FromRaw(attributes); err != nil {
		panic(err)
	}
	return ld
}

func only(ld plog.Logs) plog.LogRecord {
	return ld.ResourceLogs().At(0).ScopeLogs().At(0).LogRecords().At(0)
}

// Every sample of the book gets the verdict that errbook classify --jsonl has.
func TestVerdictsAreThoseOfClassify(t *testing.T) {
	responses, err := corpus.Responses()
	if err != nil || len(responses) < 2000 {
		t.Fatalf("%d samples (%v)", len(responses), err)
	}
	responses = append(responses, corpus.Success())
	var lines, verdicts bytes.Buffer
	in := plog.NewLogs()
	records := in.ResourceLogs().AppendEmpty().ScopeLogs().AppendEmpty().LogRecords()
	for n, r := range responses {
		lines.Write(append(r.Line, '\n'))
		r.Record(n, records.AppendEmpty())
	}
	books, err := shelf.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	stream := classify.Stream{Shelf: books}
	if sum, err := stream.Run(t.Context(), &lines, &verdicts); err != nil || sum.Faults > 0 {
		t.Fatal(sum, err)
	}
	out := throughLogs(t, settings(), defaultConfig(), in)
	if out.LogRecordCount() != len(responses) {
		t.Fatalf("%d records came out of %d", out.LogRecordCount(), len(responses))
	}
	kinds := map[string]int{}
	for n, line := range bytes.Split(bytes.TrimSpace(verdicts.Bytes()), []byte("\n")) {
		want, err := corpus.ReadVerdict(line)
		if err != nil {
			t.Fatal(err)
		}
		got := corpus.VerdictIn(out.ResourceLogs().At(0).ScopeLogs().At(0).LogRecords().At(n).Attributes())
		if !got.Agrees(want, time.Minute) {
			t.Errorf("%s\nis    %+v\nwant  %+v", responses[n].Line, got, want)
		}
		kinds[got.Kind]++
	}
	if len(kinds) < 20 || kinds[""] == 0 {
		t.Errorf("the samples have only these kinds: %v", kinds)
	}
}

func TestLogs(t *testing.T) {
	const quota = `{"error":{"message":"You exceeded your current quota","type":"insufficient_quota","code":"insufficient_quota"}}`
	for _, tt := range []struct {
		name       string
		body       string
		severity   plog.SeverityNumber
		attributes map[string]any
		want       string // kind, code, retry, actor, delay
	}{
		{"a response", "", 0, map[string]any{"http.response.status_code": 429, "server.address": "api.openai.com", "http.response.body": quota},
			"insufficient_credits openai.InsufficientQuota fix_account owner -"},
		{"a status as text, a host with a port", "", 0, map[string]any{"http.status_code": "429", "net.peer.name": "api.openai.com:443", "http.response.body": quota},
			"insufficient_credits openai.InsufficientQuota fix_account owner -"},
		{"the body of the record", quota, 0, map[string]any{"http.response.status_code": 429, "server.address": "api.openai.com"},
			"insufficient_credits openai.InsufficientQuota fix_account owner -"},
		{"a body that is a map", "", 0, map[string]any{"http.response.status_code": 429, "server.address": "api.openai.com",
			"http.response.body": map[string]any{"error": map[string]any{"code": "insufficient_quota"}}},
			"insufficient_credits openai.InsufficientQuota fix_account owner -"},
		{"the provider by its name", "", 0, map[string]any{"http.response.status_code": 429, "gen_ai.provider.name": "openai", "server.address": "proxy.internal", "http.response.body": quota},
			"insufficient_credits openai.InsufficientQuota fix_account owner -"},
		{"a header, as a list", "slow down", 0, map[string]any{"http.response.status_code": 429, "server.address": "api.example.com", "http.response.header.retry-after": []any{"7"}},
			"rate_limited - wait caller 7"},
		{"a header that has underscores", "", 0, map[string]any{"http.response.status_code": 429, "gen_ai.provider.name": "litellm-proxy", "http.response.header.rate_limit_type": "concurrent_requests",
			"http.response.body": `{"error":{"message":"Limit type: max_parallel_requests","type":"throttling_error","param":null,"code":"429"}}`},
			"concurrency_limited litellmproxy.ParallelRequestsLimited wait caller -"},
		{"a header, as early conventions name it", "slow down", 0, map[string]any{"http.response.status_code": 503, "http.response.header.retry_after": "1.5"},
			"rate_limited - wait caller 1.5"},
		{"an exception without a status", "request failed", plog.SeverityNumberError, map[string]any{"gen_ai.system": "openai",
			"exception.message": "Error code: 429 - {'error': {'message': 'You exceeded your current quota', 'type': 'insufficient_quota', 'code': 'insufficient_quota'}}"},
			"insufficient_credits openai.InsufficientQuota fix_account owner -"},
		{"a stream that fails", "", 0, map[string]any{"http.response.status_code": 200, "server.address": "api.anthropic.com",
			"http.response.body": "event: error\ndata: {\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\",\"message\":\"Overloaded\"}}\n\n"},
			"overloaded anthropic.OverloadedError backoff provider -"},
		{"a stream that does not", "", 0, map[string]any{"http.response.status_code": 200, "server.address": "api.anthropic.com",
			"http.response.body": "event: ping\ndata: {\"type\":\"ping\"}\n\n"}, "- - - - -"},
		{"a response that is not an error", "served", 0, map[string]any{"http.response.status_code": 200, "server.address": "api.openai.com"}, "- - - - -"},
		{"an ordinary line", "error budget: rate limit exceeded", 0, nil, "- - - - -"},
		{"an error of which nothing is known", "cannot write the file", plog.SeverityNumberError, nil, "- - - - -"},
		{"a status that is none", "x", 0, map[string]any{"http.response.status_code": "many"}, "- - - - -"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			in := record(tt.body, tt.attributes)
			only(in).SetSeverityNumber(tt.severity)
			before := only(in).Attributes().AsRaw()
			a := only(throughLogs(t, settings(), defaultConfig(), in)).Attributes()
			if got := inWords(a); got != tt.want {
				t.Errorf("got %s, want %s", got, tt.want)
			}
			for name, value := range before {
				if v, ok := a.Get(name); !ok || fmt.Sprint(v.AsRaw()) != fmt.Sprint(value) {
					t.Errorf("%s was %v, and is %v", name, value, v)
				}
			}
			if tt.want == "- - - - -" && a.Len() != len(before) {
				t.Errorf("attributes were added: %v", a.AsRaw())
			}
		})
	}
}

// inWords returns the verdict in a record's attributes in one line.
func inWords(a pcommon.Map) string {
	var words []string
	for _, name := range []string{errorType, codeAttribute, retryAttribute, actorAttribute, delayAttribute} {
		word := "-"
		if v, ok := a.Get(name); ok {
			word = v.AsString()
		}
		words = append(words, word)
	}
	return strings.Join(words, " ")
}

// What error.type was is kept, unless it was the status or the same kind.
func TestErrorType(t *testing.T) {
	for before, want := range map[string]string{"": "", "503": "", "overloaded": "", "java.io.IOException": "java.io.IOException"} {
		in := record("", map[string]any{"http.response.status_code": 503, "error.type": before})
		a := only(throughLogs(t, settings(), defaultConfig(), in)).Attributes().AsRaw()
		if got, _ := a[originalErrorType].(string); got != want || a[errorType] != "overloaded" {
			t.Errorf("error.type %q: %v", before, a)
		}
	}
}
