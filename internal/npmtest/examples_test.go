package npmtest

import (
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"testing"

	"github.com/evanw/esbuild/pkg/api"
)

// What the OpenAI and Anthropic APIs respond.
var (
	openaiFine    = answer{200, nil, `{"id":"resp_1","object":"response","created_at":1,"status":"completed","model":"gpt-5-mini","output":[{"type":"message","id":"msg_1","status":"completed","role":"assistant","content":[{"type":"output_text","text":"fine","annotations":[]}]}],"usage":{"input_tokens":1,"output_tokens":1,"total_tokens":2}}`}
	openaiNoQuota = answer{429, nil, `{"error":{"message":"No quota is left.","type":"insufficient_quota","param":null,"code":"insufficient_quota"}}`}
	openaiLimited = answer{429, map[string]string{"retry-after-ms": "20"}, `{"error":{"message":"Slow down.","type":"requests","param":null,"code":"rate_limit_exceeded"}}`}
	openaiWindow  = answer{429, map[string]string{"retry-after": "7"}, `{"error":{"message":"Slow down.","type":"requests","param":null,"code":"rate_limit_exceeded"}}`}

	anthropicFine    = answer{200, nil, `{"id":"msg_1","type":"message","role":"assistant","model":"claude-sonnet-4-5","content":[{"type":"text","text":"fine"}],"stop_reason":"end_turn","usage":{"input_tokens":1,"output_tokens":1}}`}
	anthropicTooLong = answer{400, nil, `{"type":"error","error":{"type":"invalid_request_error","message":"prompt is too long: 208310 tokens > 200000 maximum"},"request_id":"req_1"}`}
	anthropicNoMoney = answer{403, map[string]string{"request-id": "req_2"}, `{"type":"error","error":{"type":"permission_error","message":"Not this key."}}`}
)

// The examples of the README do what they say, with the SDKs that they are for.
func TestExamples(t *testing.T) {
	dir := project(t, sdks(t))
	for name, code := range examples(t) {
		result := api.Transform(code, api.TransformOptions{Loader: api.LoaderTS, Target: api.ES2022, Format: api.FormatESModule})
		for _, e := range result.Errors {
			t.Fatalf("%s: %s", name, e.Text)
		}
		write(t, dir, strings.TrimSuffix(name, ".ts")+".js", string(result.Code))
	}
	write(t, dir, "run.js", `
const { ask } = await import("./" + process.argv[2] + ".js");
const said = [];
console.error = (...words) => said.push(words.join(" "));
let got;
try { got = { text: await ask("a long prompt") } } catch (error) { got = { error: String(error.message) } }
console.log(JSON.stringify({ ...got, said }));
`)
	for _, tt := range []struct {
		name, example string
		answers       []answer
		text, err     string // what ask returns, or what the error that it throws contains
		said          string
		requests      int
	}{
		{"openai: the first attempt succeeds", "openai", []answer{openaiFine}, "fine", "", "", 1},
		{"openai: waits as long as the server asks", "openai", []answer{openaiLimited, openaiLimited, openaiFine}, "fine", "", "", 3},
		{"openai: gives up after three tries", "openai", []answer{openaiLimited}, "", "429", "", 3},
		{"openai: does not retry without credit", "openai", []answer{openaiNoQuota, openaiFine}, "", "out of credit", "", 1},
		{"anthropic: shortens what is too long", "anthropic-ai", []answer{anthropicTooLong, anthropicFine}, "fine", "", "", 2},
		{"anthropic: names who must act", "anthropic-ai", []answer{anthropicNoMoney}, "", "403", "Not this key. (req_2)", 1},
		{"ai sdk: billing", "ai-sdk", []answer{openaiNoQuota}, "The service is not available. Its owner has been told.", "", "", 1},
		{"ai sdk: a throttle", "ai-sdk", []answer{openaiWindow}, "Too many requests. Try again in 7 seconds.", "", "", 1},
		{"ai sdk: the first attempt succeeds", "ai-sdk", []answer{openaiFine}, "fine", "", "", 1},
	} {
		t.Run(tt.name, func(t *testing.T) {
			requests := 0
			server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				_, _ = io.Copy(io.Discard, r.Body)
				a := tt.answers[min(requests, len(tt.answers)-1)]
				requests++
				for name, value := range a.header {
					w.Header().Set(name, value)
				}
				w.Header().Set("Content-Type", "application/json")
				w.WriteHeader(a.status)
				_, _ = io.WriteString(w, a.body)
			}))
			defer server.Close()
			out := run(t, dir, []string{
				"OPENAI_API_KEY=sk-test", "OPENAI_BASE_URL=" + server.URL + "/v1", "ANTHROPIC_API_KEY=sk-test", "ANTHROPIC_BASE_URL=" + server.URL, "NO_PROXY=127.0.0.1",
			}, "node", filepath.Join(dir, "run.js"), tt.example)
			var got struct {
				Text, Error string
				Said        []string
			}
			if err := json.Unmarshal([]byte(out), &got); err != nil {
				t.Fatalf("%v: %s", err, out)
			}
			if got.Text != tt.text || (tt.err == "") != (got.Error == "") || !strings.Contains(got.Error, tt.err) || !strings.Contains(strings.Join(got.Said, "\n"), tt.said) {
				t.Errorf("got %s", out)
			}
			if requests != tt.requests {
				t.Errorf("the server got %d requests, want %d", requests, tt.requests)
			}
		})
	}
}

// Errors that SDKs throw are read as the responses that they were made of.
func TestFromError(t *testing.T) {
	dir := project(t, sdks(t))
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if strings.Contains(r.URL.Path, "messages") {
			w.WriteHeader(529)
			_, _ = io.WriteString(w, `{"type":"error","error":{"type":"overloaded_error","message":"Busy."}}`)
			return
		}
		w.Header().Set("Content-Type", "text/event-stream")
		_, _ = io.WriteString(w, "data: {\"error\":{\"message\":\"Busy.\",\"type\":\"server_error\",\"code\":\"server_is_overloaded\"}}\n\n")
	}))
	defer server.Close()
	closed := httptest.NewServer(http.NotFoundHandler())
	closed.Close()
	write(t, dir, "errors.js", `
import OpenAI from "openai";
import Anthropic from "@anthropic-ai/sdk";
import { classify, fromError, kinds } from "errbook";
import { forHost } from "errbook/catalog";
import { explain } from "errbook/docs/fireworks";
import * as openai from "errbook/openai";
import * as anthropic from "errbook/anthropic";
const [server, closed] = process.argv.slice(2);
const thrown = async call => { try { await call(); return "nothing" } catch (error) { return error } };
const brief = failure => failure && [failure.provider, failure.code, failure.kind, failure.retry].join(" ");
const cut = new AbortController();
cut.abort();
const gpt = baseURL => new OpenAI({ apiKey: "sk", baseURL, maxRetries: 0 });
const chat = { model: "gpt-5-mini", messages: [{ role: "user", content: "x" }] };
const overloaded = await thrown(() => new Anthropic({ apiKey: "sk", baseURL: server, maxRetries: 0 }).messages.create({ model: "x", max_tokens: 1, messages: [] }));
console.log(JSON.stringify({
	overloaded: brief(fromError(overloaded, anthropic.provider)),
	unknownHost: brief(fromError(overloaded)),
	wrapped: brief(fromError(new Error("It failed", { cause: overloaded }), anthropic.provider)),
	stream: brief(fromError(await thrown(async () => { for await (const _ of await gpt(server).chat.completions.create({ ...chat, stream: true })); }), openai.provider)),
	refused: brief(fromError(await thrown(() => gpt(closed).chat.completions.create(chat)), openai.provider)),
	fetch: brief(fromError(await thrown(() => fetch(closed)))),
	aborted: brief(fromError(await thrown(() => gpt(server).chat.completions.create(chat, { signal: cut.signal })), openai.provider)),
	timeout: brief(fromError(await thrown(() => fetch(server, { signal: AbortSignal.timeout(0) })))),
	other: brief(fromError(new TypeError("x is not a function"))),
	text: brief(fromError("boom")),
	none: String(fromError(null)),
	host: classify({ status: 500 }, forHost("api.fashn.ai")).provider,
	strangeHost: String(forHost("example.org")),
	kind: kinds.find(k => k.name === "rate_limited").family,
	explained: explain("fireworks.TooManyRequests", { deployment: "dedicated" }).kind + " " + explain("fireworks.TooManyRequests").kind + " " + explain("constructor"),
}));
`)
	var got map[string]string
	if err := json.Unmarshal([]byte(run(t, dir, []string{"NO_PROXY=127.0.0.1"}, "node", "errors.js", server.URL, closed.URL)), &got); err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]string{
		"overloaded":  "anthropic anthropic.OverloadedError overloaded backoff",
		"unknownHost": "  overloaded backoff",
		"wrapped":     "anthropic anthropic.OverloadedError overloaded backoff",
		"stream":      "openai openai.ServerOverloaded overloaded backoff",
		"refused":     "openai  connect_failed backoff",
		"fetch":       "  connect_failed backoff",
		"aborted":     "openai  canceled never",
		"timeout":     "  client_timeout never",
		"other":       "  unknown never",
		"text":        "  unknown never",
		"none":        "undefined",
		"host":        "fashn",
		"strangeHost": "undefined",
		"kind":        "throttle",
		"explained":   "overloaded rate_limited undefined",
	} {
		if got[name] != want {
			t.Errorf("%s: got %q, want %q", name, got[name], want)
		}
	}
}
