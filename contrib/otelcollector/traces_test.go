package errbookprocessor

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"go.opentelemetry.io/collector/component"
	"go.opentelemetry.io/collector/component/componenttest"
	"go.opentelemetry.io/collector/consumer/consumertest"
	"go.opentelemetry.io/collector/pdata/ptrace"
	"go.opentelemetry.io/otel/sdk/metric/metricdata"
)

// throughTraces gives spans to a processor, and returns what comes out.
func throughTraces(t *testing.T, c *Config, in ptrace.Traces) ptrace.Span {
	t.Helper()
	sink := new(consumertest.TracesSink)
	p, err := NewFactory().CreateTraces(t.Context(), settings(), c, sink)
	if err != nil {
		t.Fatal(err)
	}
	if err := p.ConsumeTraces(t.Context(), in); err != nil {
		t.Fatal(err)
	}
	if sink.SpanCount() != 1 {
		t.Fatalf("%d spans came out, want 1", sink.SpanCount())
	}
	return sink.AllTraces()[0].ResourceSpans().At(0).ScopeSpans().At(0).Spans().At(0)
}

// A testSpan is what differs from one span to the other.
type testSpan struct {
	kind       ptrace.SpanKind
	status     ptrace.StatusCode
	message    string
	attributes map[string]any
	events     []map[string]any
}

func (s testSpan) traces() ptrace.Traces {
	td := ptrace.NewTraces()
	span := td.ResourceSpans().AppendEmpty().ScopeSpans().AppendEmpty().Spans().AppendEmpty()
	span.SetKind(s.kind)
	span.Status().SetCode(s.status)
	span.Status().SetMessage(s.message)
	if err := span.Attributes().FromRaw(s.attributes); err != nil {
		panic(err)
	}
	for _, a := range s.events {
		e := span.Events().AppendEmpty()
		e.SetName("exception")
		if err := e.Attributes().FromRaw(a); err != nil {
			panic(err)
		}
	}
	return td
}

func TestTraces(t *testing.T) {
	exception := func(text string) map[string]any { return map[string]any{"exception.message": text} }
	const failed, client, server = ptrace.StatusCodeError, ptrace.SpanKindClient, ptrace.SpanKindServer
	for _, tt := range []struct {
		name string
		span testSpan
		want string
	}{
		{"a status", testSpan{kind: client, attributes: map[string]any{"http.response.status_code": 401, "server.address": "api.example.com"}},
			"authentication - fix_account owner -"},
		{"an exception", testSpan{client, failed, "", map[string]any{"server.address": "api.openai.com"},
			[]map[string]any{exception("Error code: 429 - {'error': {'message': 'You exceeded your current quota', 'code': 'insufficient_quota'}}")}},
			"insufficient_credits openai.InsufficientQuota fix_account owner -"},
		{"the last exception", testSpan{client, failed, "", map[string]any{"server.address": "api.openai.com"},
			[]map[string]any{exception("rate limit exceeded"), exception("Error code: 429 - {'error': {'message': 'You exceeded your current quota', 'code': 'insufficient_quota'}}")}},
			"insufficient_credits openai.InsufficientQuota fix_account owner -"},
		{"the message of the status", testSpan{client, failed, "Error code: 429 - {'error': {'message': 'You exceeded your current quota', 'code': 'insufficient_quota'}}", map[string]any{"gen_ai.system": "openai"}, nil},
			"insufficient_credits openai.InsufficientQuota fix_account owner -"},
		{"an own attribute before that of an event", testSpan{client, failed, "", map[string]any{"http.response.status_code": 429, "exception.message": "rate limit exceeded"},
			[]map[string]any{exception("insufficient credits")}}, "rate_limited - wait caller -"},
		{"a span that has not failed", testSpan{kind: client, message: "rate limit exceeded", attributes: map[string]any{"server.address": "api.openai.com"}}, "- - - - -"},
		{"a server's own 404", testSpan{kind: server, attributes: map[string]any{"http.response.status_code": 404, "server.address": "shop.example"}}, "- - - - -"},
		{"a server that the book has", testSpan{kind: server, attributes: map[string]any{"http.response.status_code": 401, "server.address": "api.openai.com"}},
			"authentication openai.InvalidAuthentication fix_account owner -"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			span := throughTraces(t, defaultConfig(), tt.span.traces())
			if got := inWords(span.Attributes()); got != tt.want {
				t.Errorf("got %s, want %s", got, tt.want)
			}
			if span.Status().Code() != tt.span.status || span.Events().Len() != len(tt.span.events) {
				t.Errorf("the span has another status or other events: %v", span)
			}
		})
	}
}

// Without generic, only what a provider of the book sends is judged.
func TestGenericOff(t *testing.T) {
	c := defaultConfig()
	c.Generic = false
	for host, want := range map[string]string{"api.example.com": "-", "api.anthropic.com": "rate_limited"} {
		span := testSpan{kind: ptrace.SpanKindClient, attributes: map[string]any{"http.response.status_code": 429, "server.address": host}}
		if got, _, _ := strings.Cut(inWords(throughTraces(t, c, span.traces()).Attributes()), " "); got != want {
			t.Errorf("%s: got %s, want %s", host, got, want)
		}
	}
}

const key = "sk-proj-abcdefghijklmnopqrstuvwxyz0123456789"

// Credentials are taken out of everything that the configuration names, whether the
// record is an error or not, and out of nothing else.
func TestRedaction(t *testing.T) {
	span := testSpan{ptrace.SpanKindClient, ptrace.StatusCodeError, "no " + key, map[string]any{
		"http.response.body":                map[string]any{"error": []any{"wrong " + key}, "n": 1},
		"http.request.header.authorization": []any{"Basic dXNlcjpwYXNz"},
		"http.request.header.user-agent":    []any{"curl"},
		"http.response.header.set-cookie":   "a=b",
		"url.full":                          "https://api.example.com/v1?api_key=1f2e3d4c5b6a&page=2",
		"app.note":                          key,
	}, []map[string]any{{"exception.message": "bad " + key, "exception.stacktrace": "at " + key}}}
	got := throughTraces(t, defaultConfig(), span.traces())
	for name, want := range map[string]string{
		"http.response.body":                `{"error":["wrong [redacted]"],"n":1}`,
		"http.request.header.authorization": `["[redacted]"]`,
		"http.request.header.user-agent":    `["curl"]`,
		"http.response.header.set-cookie":   "[redacted]",
		"url.full":                          "https://api.example.com/v1?api_key=[redacted]&page=2",
		"app.note":                          key,
	} {
		if v, _ := got.Attributes().Get(name); v.AsString() != want {
			t.Errorf("%s is %s, want %s", name, v.AsString(), want)
		}
	}
	if e := fmt.Sprint(got.Events().At(0).Attributes().AsRaw(), got.Status().Message()); strings.Contains(e, "sk-") || strings.Count(e, "[redacted]") != 3 {
		t.Errorf("event and status are %s", e)
	}

	in := record("the key "+key, map[string]any{"app.note": []byte("key " + key)})
	c := defaultConfig()
	c.Redact = append(c.Redact, "app.*")
	r := only(throughLogs(t, settings(), c, in))
	note, _ := r.Attributes().Get("app.note")
	if r.Body().Str() != "the key [redacted]" || string(note.Bytes().AsRaw()) != "key [redacted]" {
		t.Errorf("the record is %q, %q", r.Body().Str(), note.Bytes().AsRaw())
	}
	c.Redact = nil
	if r := only(throughLogs(t, settings(), c, record("the key "+key, nil))); !strings.Contains(r.Body().Str(), key) {
		t.Errorf("without redact the body is %q", r.Body().Str())
	}
}

// Verdicts are counted by provider and kind; what is not an error does not count.
func TestMetrics(t *testing.T) {
	telemetry := componenttest.NewTelemetry()
	defer telemetry.Shutdown(context.Background())
	set := settings()
	set.ID = component.MustNewIDWithName("errbook", "a")
	set.TelemetrySettings = telemetry.NewTelemetrySettings()
	in := record("", map[string]any{"http.response.status_code": 429, "server.address": "api.anthropic.com"})
	records := in.ResourceLogs().At(0).ScopeLogs().At(0).LogRecords()
	records.At(0).CopyTo(records.AppendEmpty())
	records.AppendEmpty().Attributes().PutInt("http.response.status_code", 503)
	records.AppendEmpty().Attributes().PutInt("http.response.status_code", 200)
	throughLogs(t, set, defaultConfig(), in)

	m, err := telemetry.GetMetric(verdictMetric)
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]int64{}
	for _, p := range m.Data.(metricdata.Sum[int64]).DataPoints {
		provider, _ := p.Attributes.Value("provider")
		kind, _ := p.Attributes.Value("kind")
		processor, _ := p.Attributes.Value("processor")
		got[processor.AsString()+" "+provider.AsString()+" "+kind.AsString()] = p.Value
	}
	if want := "map[errbook/a  overloaded:1 errbook/a anthropic rate_limited:2]"; fmt.Sprint(got) != want {
		t.Errorf("got %v, want %s", got, want)
	}
}
