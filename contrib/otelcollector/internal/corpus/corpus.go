// Package corpus makes log records of the samples of the book, and the JSON lines
// that say the same to errbook classify, so that the verdicts of both can be
// compared.
package corpus

import (
	"encoding/json"
	"strings"

	"go.opentelemetry.io/collector/pdata/plog"

	"github.com/errbook/errbook/generated/catalog"
	"github.com/errbook/errbook/internal/shelf"
	"github.com/errbook/errbook/spec"
)

// A Response is a sample, as both sides are told of it.
type Response struct {
	Line []byte // as errbook classify --jsonl reads it, without a line break

	host, provider string // one of them
	status         int
	headers        map[string]string
	body           string
}

// Responses returns the samples and near misses of the built-in book in its
// order, without those that a log record has no place for: closes of WebSockets, and
// what depends on a context that the caller knows.
func Responses() ([]Response, error) {
	books, err := shelf.Builtin()
	if err != nil {
		return nil, err
	}
	files, err := books.Files()
	if err != nil {
		return nil, err
	}
	var list []Response
	for _, f := range files {
		for _, e := range f.Errors {
			for _, s := range append(e.Samples[:len(e.Samples):len(e.Samples)], e.NearMisses...) {
				if s.Close.Value != 0 || len(s.Context) > 0 {
					continue
				}
				r, err := newResponse(f, s)
				if err != nil {
					return nil, err
				}
				list = append(list, r)
			}
		}
	}
	return list, nil
}

// success is a response that is not an error.
const success = `{"id":"chatcmpl-1","object":"chat.completion","choices":[{"index":0,"message":{"role":"assistant","content":"Hello."},"finish_reason":"stop"}],"usage":{"total_tokens":12}}`

// Success returns a response that is not an error.
func Success() Response {
	r := Response{host: "api.openai.com", provider: "openai", status: 200, body: success}
	r.Line = r.line("openai", false)
	return r
}

func newResponse(f *spec.File, s spec.Sample) (Response, error) {
	id := f.Provider.Value
	r := Response{status: s.Status.Value, headers: map[string]string{}, body: s.Body.Value}
	for _, h := range s.Headers {
		r.headers[h.Key.Value] = h.Value.Value
	}
	stream := r.status == 0 // seen in a stream, or in messages of a WebSocket
	if stream {
		r.status, r.body = 200, event(s.Event.Value, r.body)
	}
	r.provider = id
	for _, host := range f.Facts().Hosts {
		if p := catalog.ForHost(host); p != nil && p.ID() == id && !strings.Contains(host, "*") {
			r.host = host
			break
		}
	}
	r.Line = r.line(id, stream)
	return r, nil
}

// event writes an event as it comes over the wire.
func event(name, data string) string {
	text := "data: " + strings.ReplaceAll(data, "\n", "\ndata: ") + "\n\n"
	if name != "" {
		text = "event: " + name + "\n" + text
	}
	return text
}

func (r Response) line(provider string, stream bool) []byte {
	line := map[string]any{"provider": provider, "status": r.status, "headers": r.headers, "body": r.body}
	if stream {
		line["surface"] = "stream"
	}
	data, err := json.Marshal(line)
	if err != nil {
		panic(err) // strings and numbers
	}
	return data
}

// Record writes the response into a log record, as the defaults of the processor
// read it, beside what the log of a client has anyway.
func (r Response) Record(n int, to plog.LogRecord) {
	to.Body().SetStr("response received")
	to.SetSeverityNumber(plog.SeverityNumberInfo)
	a := to.Attributes()
	a.PutInt("n", int64(n))
	a.PutStr("http.request.method", "POST")
	a.PutStr("url.path", "/v1/chat/completions")
	if r.host != "" {
		a.PutStr("server.address", r.host)
	} else {
		a.PutStr("gen_ai.provider.name", r.provider)
	}
	a.PutInt("http.response.status_code", int64(r.status))
	for name, value := range r.headers {
		a.PutEmptySlice("http.response.header." + strings.ToLower(name)).AppendEmpty().SetStr(value)
	}
	a.PutStr("http.response.body", r.body)
}
