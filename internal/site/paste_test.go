package site

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/errbook/errbook/apierr"
	"github.com/errbook/errbook/internal/classify"
	"github.com/errbook/errbook/internal/whose"
	"github.com/errbook/errbook/spec"
	"github.com/errbook/errbook/templates"
)

// A paste is what somebody pastes, and whose it is: "" where nobody can know.
type paste struct{ provider, text string }

// told are responses that give their provider away: by the host that curl -v prints, a
// header, the SDK that printed the line, a URL in the message.
var told = []struct{ provider, host, header, sdk, status, body string }{
	{"openai", "api.openai.com", "openai-processing-ms: 12", "openai.RateLimitError: Error code", "429", `{"error":{"message":"Too many of them","type":"insufficient_quota","param":null,"code":"insufficient_quota"}}`},
	{"openai", "api.openai.com", "openai-version: 2020-10-01", "openai.BadRequestError: Error code", "400", `{"error":{"message":"Not like this","type":"invalid_request_error","param":"model","code":"unknown_parameter"}}`},
	{"anthropic", "api.anthropic.com", "anthropic-organization-id: a-b", "anthropic.RateLimitError: Error code", "429", `{"type":"error","error":{"type":"rate_limit_error","message":"Slow down"},"request_id":"req_1"}`},
	{"anthropic", "api.anthropic.com", "anthropic-ratelimit-requests-remaining: 0", "anthropic.BadRequestError: Error code", "400", `{"type":"error","error":{"type":"invalid_request_error","message":"prompt is too long: 208310 tokens > 200000 maximum"}}`},
	{"anthropic", "api.anthropic.com", "anthropic-organization-id: a-b", "AnthropicException", "529", `{"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}}`},
	{"groq", "api.groq.com", "x-groq-region: us-west-1", "groq.RateLimitError: Error code", "429", `{"error":{"message":"Rate limit reached","type":"tokens","code":"rate_limit_exceeded"}}`},
	{"mistral", "api.mistral.ai", "", "mistralai.models.sdkerror.SDKError: API error", "429", `{"object":"error","message":"Requests rate limit exceeded","type":"rate_limited","param":null,"code":"1300"}`},
	{"fireworks", "api.fireworks.ai", "fireworks-server: x", "fireworks.client.error.RateLimitError", "429", `{"error":{"object":"error","type":"invalid_request_error","message":"later"}}`},
	{"gemini", "generativelanguage.googleapis.com", "", "google.genai.errors.ClientError", "429", `{"error":{"code":429,"message":"later","status":"RESOURCE_EXHAUSTED"}}`},
	{"openrouter", "openrouter.ai", "", "", "402", `{"error":{"code":402,"message":"Visit https://openrouter.ai/settings/credits"}}`},
	{"deepseek", "api.deepseek.com", "", "", "402", `{"error":{"message":"Insufficient Balance","type":"unknown_error","param":null,"code":"invalid_request_error"}}`},
	{"xai", "api.x.ai", "", "", "403", `{"code":"The caller does not have permission","error":"No."}`},
	{"cohere", "api.cohere.com", "", "cohere.TooManyRequestsError", "429", `{"id":"x","message":"later"}`},
	{"together", "api.together.xyz", "", "together.error.RateLimitError", "429", `{"id":"x","error":{"message":"later","type":"model_rate_limit","param":null,"code":null}}`},
	{"perplexity", "api.perplexity.ai", "", "", "401", `{"error":{"message":"Invalid API key: https://www.perplexity.ai/settings/api","type":"invalid_api_key","code":401}}`},
	{"replicate", "api.replicate.com", "", "replicate.exceptions.ReplicateError", "402", `{"title":"Insufficient credit","detail":"later","status":402}`},
	{"huggingface", "router.huggingface.co", "", "huggingface_hub.errors.HfHubHTTPError", "503", `{"error":"Model x is currently loading","estimated_time":20.0}`},
	{"elevenlabs", "api.elevenlabs.io", "", "elevenlabs.core.api_error.ApiError", "401", `{"detail":{"status":"quota_exceeded","message":"none left"}}`},
	{"fal", "queue.fal.run", "x-fal-request-id: 7", "", "422", `{"detail":[{"loc":["body","prompt"],"msg":"no","type":"content_policy_violation"}]}`},
	{"fashn", "api.fashn.ai", "", "", "429", `{"error":"OutOfCredits","message":"none"}`},
	{"cerebras", "api.cerebras.ai", "", "cerebras.cloud.sdk.RateLimitError", "429", `{"message":"later","type":"too_many_requests_error","param":"quota","code":"request_quota_exceeded"}`},
	{"deepgram", "api.deepgram.com", "", "", "402", `{"err_code":"ASR_PAYMENT_REQUIRED","err_msg":"no","request_id":"x"}`},
	{"assemblyai", "api.assemblyai.com", "", "", "401", `{"error":"no"}`},
	{"stability", "api.stability.ai", "", "", "429", `{"id":"x","name":"rate_limit_exceeded","errors":["later"]}`},
	{"moonshot", "api.moonshot.cn", "", "", "429", `{"error":{"message":"later","type":"rate_limit_reached_error"}}`},
	{"dashscope", "dashscope.aliyuncs.com", "", "", "429", `{"code":"Throttling.RateQuota","message":"later","request_id":"x"}`},
	{"zhipu", "open.bigmodel.cn", "", "", "429", `{"error":{"code":"1302","message":"later"}}`},
	{"siliconflow", "api.siliconflow.cn", "", "", "403", `{"code":30001,"message":"none","data":null}`},
	{"sambanova", "api.sambanova.ai", "", "", "429", `{"error":{"message":"later"}}`},
	{"voyage", "api.voyageai.com", "", "", "429", `{"detail":"later"}`},
	{"heygen", "api.heygen.com", "", "", "400", `{"code":400,"message":"no"}`},
	{"runway", "api.dev.runwayml.com", "", "", "429", `{"error":"later"}`},
	{"tavus", "tavusapi.com", "", "", "402", `{"message":"none"}`},
	{"novita", "api.novita.ai", "", "", "403", `{"code":403,"reason":"NOT_ENOUGH_BALANCE","message":"none","metadata":{}}`},
}

// printed are responses as programs print them, each with what gives it away in another
// place.
var printed = []paste{
	// The SDK of OpenAI is used for many APIs: what the body says counts for more.
	{"openai", `openai.RateLimitError: Error code: 429 - {'error': {'message': 'You have too few.', 'type': 'insufficient_quota', 'param': None, 'code': 'insufficient_quota'}}`},
	{"litellm-proxy", `openai.RateLimitError: Error code: 429 - {'error': {'message': 'Budget has been exceeded! Current cost: 12.01, Max budget: 10.0', 'type': 'budget_exceeded', 'param': None, 'code': '429'}}`},
	{"aihubmix", `openai.AuthenticationError: Error code: 401 - {'error': {'message': 'Invalid token: lm (tid: 1)', 'type': 'Aihubmix_api_error'}}`},
	{"anthropic", `litellm.InternalServerError: AnthropicException - Overloaded. Handle with litellm.InternalServerError. openai.APIError`},
	// Packages in stack traces and names of loggers.
	{"cartesia", "Error: WebSocket closed before it could connect.\n   at /app/node_modules/@cartesia/cartesia-js/wrapper/Websocket.js:216:28"},
	{"cartesia", "livekit.plugins.cartesia.tts.TTS error: status_code=402, body=credit limit reached"},
	{"tavus", `File ".venv/lib/python3.13/site-packages/livekit/plugins/tavus/api.py", line 126, in _post` + "\n" + `status_code=400, body={"message":"User has reached maximum concurrent conversations"}`},
	{"exa", `File "/venv/lib/python3.11/site-packages/exa_py/api.py", line 1185, in request` + "\nValueError: Request failed with status code 401"},
	{"baidu-qianfan", "qianfan.errors.APIError: api return error, code: 18, msg: Open api qps request limit reached"},
	{"text-generation-inference", "text_generation.errors.ValidationError: Input validation error: `inputs` must be shorter"},
	// A header that a text names, and the address of a server on one's own machine.
	{"portkey", `{"status":"failure","message":"Either x-portkey-config or x-portkey-provider header is required"}`},
	{"groq", `AxiosError: status 429, headers: { 'content-type': 'application/json', 'x-groq-region': 'us-west-1' }`},
	{"ollama", `Post "http://127.0.0.1:11434/api/generate": EOF`},
	// What a program says of the provider that it calls, and the operation of an API of AWS.
	{"deepseek", "10:02 | INFO | app.llm - llm provider: deepseek\n10:04 | ERROR | Error code: 402 - {'error': {'message': 'No.'}}"},
	{"groq", `level=ERROR message="stream error" providerID=groq modelID=x error="Hm"`},
	{"black-forest-labs", "BFL API did not return an image"},
	{"cohere", "litellm.APIConnectionError: Cohere_chatException - later"},
	{"bedrock", "An error occurred (ThrottlingException) when calling the Converse operation (reached max retries: 4): later"},
	// Whatever is below a provider's own domain, and what is below its directory elsewhere.
	{"xai", `{"error":"Buy some at https://console.x.ai/team/7"}`},
	{"anthropic", "See https://console.anthropic.com/settings"},
	{"vertex-ai", "For more, see https://docs.cloud.google.com/vertex-ai/docs/x"},
	// Words that no other provider's messages have, wrapped by a terminal.
	{"dashscope", "Please make sure your account\n  is in good standing."},
	{"zhipu", "失败：该模型当前访问量过大，请您稍后再试。"},
	// The body after the headers.
	{"elevenlabs", "headers: {'date': 'x'}, status_code: 401, body: {'detail': {'status': 'quota_exceeded', 'message': 'none'}}"},
	// A number that is a status identifies no provider.
	{"litellm-proxy", `{"error":{"message":"Key Hash (Token) =88dc28d0f","type":"token_not_found_in_db","param":"key","code":"401"}}`},
}

// anybodys are responses that name nobody, however they are pasted.
var anybodys = []string{
	"Too Many Requests", "rate limit exceeded", "429 rate limit exceeded", "Unauthorized", "Forbidden", "Internal Server Error", "Service Unavailable", "Bad gateway",
	"upstream connect error or disconnect/reset before headers", "no healthy upstream", "connect ECONNREFUSED 127.0.0.1:443", "hello world", "{}", "[]", "null", "Error",
	`{"error":{"message":"Rate limit exceeded"}}`, `{"message":"Too many requests"}`, `{"error":"Too Many Requests"}`, `{"error":"Unauthorized"}`, `{"detail":"Not Found"}`,
	`{"error":{"message":"Invalid API key"}}`, `{"error":{"message":"Internal server error"}}`, `{"message":"Forbidden"}`, `{"error":"not found"}`, `{"status":"error"}`,
	"openai.APIConnectionError: Connection error.", "openai.RateLimitError: Error code: 429 - {'error': {'message': 'Model busy, retry later'}}", `{"code":500,"detail":"no"}`, "/srv/plugins/models/x.py: x-request-id missing",
	`{"error":{"message":"This model's maximum context length is 8192 tokens. However, you requested 10000 tok`, `{"error":{"code":429,"message":"Rate limit exceeded"}}`,
	"Provider: custom", "calling the Create operation", "See https://cloud.google.com/apis/docs", "Please try again later.", "Input should be greater than 0", "You do not have access to it", "The model is overloaded", "Your API call failed",
	"<html><head><title>502 Bad Gateway</title></head><body><center>nginx</center></body></html>", "<html><title>504 Gateway Time-out</title></html>",
	"dial tcp: lookup api.invalid: no such host", "POST https://api.hexa.ai/v1 returned 429", "POST https://my-fal.run/v1 returned 429", "context deadline exceeded", "socket hang up", "The server is overloaded, try again later", "quota exceeded", "insufficient balance", "model not found", "content policy violation", "permission denied",
}

// pastes lists what people paste, in the forms in which they do.
func pastes() []paste {
	list := slices.Clone(printed)
	for _, r := range told {
		list = append(list,
			paste{r.provider, fmt.Sprintf("> POST /v1 HTTP/2\n> Host: %s\n>\n< HTTP/2 %s\n< content-type: application/json\n<\n%s", r.host, r.status, r.body)},
			paste{r.provider, fmt.Sprintf("Failed to call https://%s/v1/x: status %s, body %s", r.host, r.status, r.body)},
			paste{r.provider, fmt.Sprintf("POST https://%s/v1/x returned %s\n%s", r.host, r.status, r.body[:len(r.body)*2/3])},
		)
		if r.header != "" {
			list = append(list, paste{r.provider, fmt.Sprintf("HTTP/1.1 %s X\r\ncontent-type: application/json\r\n%s\r\n\r\n%s", r.status, r.header, r.body)})
		}
		if r.sdk != "" {
			list = append(list, paste{r.provider, fmt.Sprintf("Traceback (most recent call last):\n%s: %s - %s", r.sdk, r.status, r.body)})
		}
	}
	for _, text := range anybodys {
		list = append(list, paste{"", text}, paste{"", "HTTP/1.1 429 X\ncontent-type: application/json\nserver: cloudflare\ncf-ray: 1\n\n" + text})
	}
	return list
}

// whoseIs returns the provider that package whose names for a paste.
func whoseIs(book *spec.Book, clues []whose.Clues, text string) string {
	r := classify.ReadResponse([]byte(text))
	var findings []whose.Finding
	for _, f := range book.Files {
		if e := r.Error(f.Runtime()); e != nil {
			findings = append(findings, whose.Finding{Provider: f.Provider.Value, Code: string(e.Code), Match: e.Match})
		}
	}
	var headers []string
	for name := range r.Header {
		headers = append(headers, strings.ToLower(name))
	}
	slices.Sort(headers)
	return whose.Named(whose.Rank(clues, text, headers, whose.ShapeIn(string(r.Body)), findings))
}

// The right provider is named in at least 90% of what people paste where it can be
// known, and nobody where it cannot; the script ranks as Go does.
func TestPastes(t *testing.T) {
	b := searchBuilder(t)
	clues, list := whose.Of(b.book.Files), pastes()
	if len(list) < 200 {
		t.Fatalf("there are %d pastes", len(list))
	}
	var named []string
	for _, p := range list {
		named = append(named, whoseIs(b.book, clues, p.text))
	}
	checkNamed(t, list, named)
	for i, p := range printed {
		if named[i] != p.provider {
			t.Errorf("this is said to be of %q and not of %s:\n%s", named[i], p.provider, p.text)
		}
	}
	t.Run("script", func(t *testing.T) {
		if testing.Short() {
			t.Skip("reads hundreds of pastes under Node.js")
		}
		for i, got := range inScript(t, b, list) {
			if got.Whose != named[i] {
				t.Errorf("the script says %q; package whose says %q: %s", got.Whose, named[i], list[i].text)
			}
			// Of a response with a host the script only asks the rules of who has it.
			ranking := whose.Rank(clues, list[i].text, got.Headers, whose.ShapeIn(got.Body), got.Findings)
			if !slices.Equal(got.Suspects, ranking) {
				t.Errorf("of the same findings, the script makes %v; package whose makes %v: %s", got.Suspects, ranking, list[i].text)
			}
		}
	})
}

func checkNamed(t *testing.T, list []paste, got []string) {
	t.Helper()
	known, right := 0, 0
	for i, p := range list {
		switch {
		case p.provider == "" && got[i] != "":
			t.Errorf("this is said to be of %s:\n%s", got[i], p.text)
		case p.provider != "":
			known++
			if got[i] == p.provider {
				right++
			} else {
				t.Logf("%q and not %q: %.200s", got[i], p.provider, p.text)
			}
		}
	}
	if right*10 < known*9 {
		t.Errorf("the right provider is named for %d of %d", right, known)
	}
	t.Logf("the right provider is named for %d of %d", right, known)
}

// A verdict is what the site's script says of a paste.
type verdict struct {
	Whose    string
	Suspects []whose.Suspect
	Kind     string
	Card     string // its words

	// What it was made of.
	Headers  []string
	Body     string
	Findings []whose.Finding
}

// inScript returns what the site's script makes of pastes.
func inScript(t *testing.T, b *builder, list []paste) []verdict {
	t.Helper()
	node, err := exec.LookPath("node")
	if err != nil {
		t.Skip("Node.js is missing: apt-get install nodejs")
	}
	kept := &keeper{pages: map[string][]byte{}}
	b.sink = kept
	if err := b.assets(); err != nil {
		t.Fatal(err)
	}
	var clues bytes.Buffer
	if err := b.writeClues(&clues); err != nil {
		t.Fatal(err)
	}
	kept.pages["clues.js"] = clues.Bytes()
	texts := []string{}
	for _, p := range list {
		texts = append(texts, p.text)
	}
	asked, err := json.Marshal(texts)
	if err != nil {
		t.Fatal(err)
	}
	matches, err := json.Marshal([]apierr.Match{apierr.MatchNone, apierr.MatchStatus, apierr.MatchPattern, apierr.MatchExact})
	if err != nil {
		t.Fatal(err)
	}
	kept.pages["run.js"] = []byte(`const matches = ` + string(matches) + `;
for (const name of ["rules.js", "clues.js", "read.js", "verdict.js"]) (0, eval)(require("node:fs").readFileSync(name, "utf8"));
console.log(JSON.stringify(` + string(asked) + `.map(text => {
	const v = errbookVerdict(text), {whose, suspects, found: {kind}} = v, {headers, body} = errbookReader.given;
	const card = errbookVerdict.card(v, (tag, props, ...kids) => kids.join(" "), ({title}) => title).join(" ");
	return {whose, suspects, kind, card, headers: Object.keys(headers).sort(), body, findings: errbookReader(text).slice(0, -1).filter(v => v.kind).map(({provider, code, match}) => ({provider, code, match: matches[match]}))};
})));`)
	dir := t.TempDir()
	for _, name := range []string{"rules.js", "clues.js", "read.js", "verdict.js", "run.js"} {
		if err := os.WriteFile(filepath.Join(dir, name), kept.pages[name], 0o666); err != nil {
			t.Fatal(err)
		}
	}
	run := exec.Command(node, "run.js")
	run.Dir = dir
	var said bytes.Buffer
	run.Stderr = &said
	out, err := run.Output()
	if err != nil {
		t.Fatalf("%v: %s", err, said.String())
	}
	var got []verdict
	if err := json.Unmarshal(out, &got); err != nil {
		t.Fatal(err)
	}
	return got
}

// Where a call got no response, nobody's response is shown, whatever host it was for.
func TestNoResponse(t *testing.T) {
	tests := []struct{ text, kind string }{
		{"connect ECONNREFUSED 127.0.0.1:443", "connect_failed"},
		{"connect ETIMEDOUT 192.0.2.1:443", "connect_failed"},
		{"getaddrinfo ENOTFOUND api.openai.com", "connect_failed"},
		{"dial tcp: lookup api.openai.com: no such host", "connect_failed"},
		{"x509: certificate signed by unknown authority", "connect_failed"},
		{"Error: socket hang up", "connection_lost"},
		{"read ECONNRESET", "connection_lost"},
		{"context canceled", "canceled"},
		{"AbortError: This operation was aborted", "canceled"},
		{"httpx.ReadTimeout", "client_timeout"},
		{"Post \"https://api.openai.com/v1/responses\": dial tcp 192.0.2.1:443: i/o timeout", "connect_failed"},
		{"Post \"https://api.openai.com/v1/responses\": net/http: TLS handshake timeout", "connect_failed"},
		{"tls: failed to verify certificate: x509: certificate is valid for a.example, not api.openai.com", "connect_failed"},
		{"Post \"https://api.openai.com/v1/responses\": context deadline exceeded", "client_timeout"},
		{"Post \"https://api.openai.com/v1/responses\": EOF", "connection_lost"},
		{"read tcp 192.0.2.2:50000->192.0.2.1:443: i/o timeout", "connection_lost"},
	}
	list := []paste{{text: "HTTP/1.1 502 Bad Gateway\n\nconnection refused"}}
	for _, tt := range tests {
		list = append(list, paste{text: tt.text})
	}
	got := inScript(t, searchBuilder(t), list)
	const says = "There was no response."
	if strings.Contains(got[0].Card, says) {
		t.Errorf("of a response, the card says %q", got[0].Card)
	}
	for i, tt := range tests {
		if got := got[i+1]; got.Kind != tt.kind || !strings.Contains(got.Card, says) {
			t.Errorf("%s: the kind is %s, and the card says %q; want %s and %q", tt.text, got.Kind, got.Card, tt.kind, says)
		}
	}
}

// A script that asks for a number of Go's which is not there would fail when it runs.
func TestScriptsHaveTheirNumbers(t *testing.T) {
	site := build(t, testBook(t), testOptions)
	for _, name := range []string{"site.js", "find.js", "verdict.js"} {
		if left := regexp.MustCompile(`(^|[^.\w"])(find|whose|match)\.\w+`).FindString(string(site[name])); left != "" || len(site[name]) == 0 {
			t.Errorf("%s has %d bytes, and in them %q", name, len(site[name]), left)
		}
	}
	for name := range numbers() {
		if !bytes.Contains(slices.Concat(templates.SiteScript, templates.SiteFind, templates.SiteVerdict), []byte(name)) {
			t.Errorf("no script asks for %s", name)
		}
	}
}
