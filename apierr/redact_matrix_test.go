package apierr

import (
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"html"
	"log/slog"
	"net/http"
	"net/url"
	"strings"
	"testing"
)

// plantedSecrets are credentials of 35 kinds. They are put together here, because
// scanners would take them for real.
func plantedSecrets() map[string]string {
	const hex32, alnum32 = "0a1b2c3d4e5f60718293a4b5c6d7e8f9", "Zq3xT9bLmK2vWn8sRf5hYc7dJp4gQa6e"
	return map[string]string{
		"openai": "sk-" + alnum32, "openai project": "sk-proj-" + alnum32, "anthropic": "sk-ant-" + "api03-" + alnum32, "openrouter": "sk-or-" + "v1-" + hex32,
		"google": "AIza" + "SyD-" + alnum32, "google new": "AQ." + "Ab8" + alnum32, "google oauth": "ya29." + alnum32, "groq": "gsk_" + alnum32,
		"hugging face": "hf_" + alnum32, "replicate": "r8_" + alnum32, "fireworks": "fw_" + alnum32, "fashn": "fa-" + alnum32, "xai": "xai-" + alnum32,
		"perplexity": "pplx-" + alnum32, "cerebras": "csk-" + alnum32, "nvidia": "nvapi-" + alnum32, "aws id": "AKIA" + "IOSFODNN7EXAMPLE",
		"aws secret": "wJalrXUtnFEMI/K7MDENG/bPxRfiCY" + "EXAMPLEKEY", "github": "ghp_" + alnum32, "slack": "xoxb-" + "123456789012-" + alnum32,
		"stripe": "sk_live_" + alnum32, "jwt": "eyJ" + "hbGciOiJIUzI1NiJ9.eyJ" + "zdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N",
		"hex 32": hex32, "hex 40": hex32 + "01234567", "uuid": "0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9", "fal": "0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9:" + hex32,
		"alnum 32": alnum32, "alnum 40": alnum32 + "Ab3dEf7h", "azure 84": strings.Repeat(alnum32, 2) + "Zq3xT9bLmK2vWn8sRf5h", "zhipu": hex32 + "." + "Zq3xT9bLmK2vWn8s",
		"base64": "b3BhcXVlLXZhbHVlLTEyMzQ1+/==", "marks": "p+a/s=s&w<o>r'd~12345", "passphrase": "correct horse battery 9", "password": "hunter2-hunter2", "short": "Tr0ub4dor",
	}
}

// encodings are ways in which a response echoes what it was sent. All of them
// must be seen through, but for those of [leaksByDesign].
var encodings = map[string]func(secret string) (jsonText string){
	"plain":        jsonString,
	"in quotes":    func(s string) string { return jsonString(`"` + s + `"`) },
	"JSON in JSON": func(s string) string { return jsonString(`{"key":` + jsonString(s) + `}`) },
	"JSON thrice":  func(s string) string { return jsonString(jsonString(jsonString(s))) },
	"slashes":      func(s string) string { return strings.ReplaceAll(jsonString(s), "/", `\/`) },
	"safe in HTML": func(s string) string { b, _ := json.Marshal(s); return string(b) },
	"all escaped":  func(s string) string { return escapedJSON(s, "%04x") },
	"all ESCAPED":  func(s string) string { return escapedJSON(s, "%04X") },
	"query":        func(s string) string { return jsonString(url.QueryEscape(s)) },
	"path":         func(s string) string { return jsonString(url.PathEscape(s)) },
	"base64":       func(s string) string { return jsonString(base64.StdEncoding.EncodeToString([]byte(s))) },
	"base64 url":   func(s string) string { return jsonString(base64.RawURLEncoding.EncodeToString([]byte(s))) },
	"base64 of header": func(s string) string {
		return jsonString(base64.StdEncoding.EncodeToString([]byte("a: Bearer " + s + "\n")))
	},
	"base64 off by 2": func(s string) string { return jsonString(base64.StdEncoding.EncodeToString([]byte("xy" + s))) },
	"split by ZWSP":   func(s string) string { return jsonString(divided(s, "\u200b")) },
	"split by CR":     func(s string) string { return jsonString(divided(s, "\r")) },
	"split by NUL":    func(s string) string { return jsonString(divided(s, "\x00")) },
	"split by hyphen": func(s string) string { return jsonString(divided(s, "\u00ad")) },
	"split by bidi":   func(s string) string { return jsonString(divided(s, "\u202e")) },
	"split by ANSI":   func(s string) string { return jsonString(divided(s, "\x1b[0m")) },
}

func jsonString(s string) string {
	var b strings.Builder
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	enc.Encode(s)
	return strings.TrimSpace(b.String())
}

func escapedJSON(s, digits string) string {
	var b strings.Builder
	for _, c := range s {
		b.WriteString(`\u` + fmt.Sprintf(digits, c))
	}
	return `"` + b.String() + `"`
}

func divided(s, by string) string { return s[:len(s)/2] + by + s[len(s)/2:] }

// sources are where a request has a secret.
var sources = map[string]func(r *http.Request, secret string){
	"bearer":    func(r *http.Request, s string) { r.Header.Set("Authorization", "Bearer "+s) },
	"bare":      func(r *http.Request, s string) { r.Header.Set("Authorization", s) },
	"x-api-key": func(r *http.Request, s string) { r.Header.Set("X-Api-Key", s) },
	"token":     func(r *http.Request, s string) { r.Header.Set("X-Auth-Token", s) },
	"query":     func(r *http.Request, s string) { r.URL.RawQuery = url.Values{"api_key": {s}}.Encode() },
	"user info": func(r *http.Request, s string) { r.URL.User = url.UserPassword("me", s) },
}

// allPrinters are the printers of package apierr and of those who print errors
// of others.
func allPrinters() map[string]func(*Error) string {
	all := map[string]func(*Error) string{
		"%s":             func(e *Error) string { return fmt.Sprintf("%s", e) },
		"%x":             func(e *Error) string { return fmt.Sprintf("%x", e) },
		"value %v":       func(e *Error) string { return fmt.Sprintf("%v", *e) },
		"value %+v":      func(e *Error) string { return fmt.Sprintf("%+v", *e) },
		"joined":         func(e *Error) string { return errors.Join(errors.New("x"), e).Error() },
		"UserMessage":    func(e *Error) string { return e.UserMessage() },
		"LogValue":       func(e *Error) string { return fmt.Sprint(e.LogValue()) },
		"slog any":       func(e *Error) string { return logged(slog.Any("error", e)) },
		"JSON of errors": func(e *Error) string { return marshal(map[string]any{"errors": []any{e}}) },
	}
	for name, print := range printers {
		all[name] = print
	}
	return all
}

func logged(a slog.Attr) string {
	var b strings.Builder
	slog.New(slog.NewJSONHandler(&b, nil)).Error("call", a)
	return b.String()
}

// shows reports whether a text has a secret, also if what printing leaves out is
// taken away, and JSON is read.
func shows(text, secret string) bool {
	for range 4 {
		for _, t := range []string{text, cleaned(text), html.UnescapeString(text)} {
			if strings.Contains(t, secret) {
				return true
			}
		}
		text = unescapedJSON(text)
	}
	return false
}

func cleaned(text string) string {
	text = strings.ReplaceAll(text, "\x1b[0m", "")
	return strings.Map(func(r rune) rune {
		if r < ' ' || r == '\u200b' || r == '\u00ad' || r == '\u202e' {
			return -1
		}
		return r
	}, text)
}

// unescapedJSON takes one layer of the escapes of JSON away.
func unescapedJSON(text string) string {
	var b strings.Builder
	for i := 0; i < len(text); i++ {
		if text[i] != '\\' || i+1 == len(text) {
			b.WriteByte(text[i])
			continue
		}
		n := 2
		if text[i+1] == 'u' {
			n = 6
		}
		var s string
		if i+n <= len(text) && json.Unmarshal([]byte(`"`+text[i:i+n]+`"`), &s) == nil {
			b.WriteString(s)
			i += n - 1
			continue
		}
		b.WriteByte(text[i])
	}
	return b.String()
}

// leaksByDesign are what is not seen: a short secret in base64, and one that is
// glued to other letters, would redact too much else. SECURITY.md says so.
func leaksByDesign(encoding, secret string) bool {
	return strings.HasPrefix(encoding, "base64") && len(secret) < 12
}

// Whatever kind of secret a request has, wherever it has it, and however the
// response echoes it: no printer shows it.
func TestSecretsMatrix(t *testing.T) {
	secrets, prints := plantedSecrets(), allPrinters()
	if len(secrets) != 35 || len(encodings) != 20 || len(sources) != 6 || len(prints) < 20 {
		t.Errorf("%d secrets, %d encodings, %d sources, %d printers", len(secrets), len(encodings), len(sources), len(prints))
	}
	made, leaks := 0, 0
	for kind, secret := range secrets {
		for encoding, encode := range encodings {
			if leaksByDesign(encoding, secret) {
				continue
			}
			for source, plant := range sources {
				resp := answer(401, nil, `{"error":{"code":"denied","message":"Bad key","detail":`+encode(secret)+`}}`)
				if len(kind)%2 == 0 {
					resp = answer(401, nil, `{"error":{"code":"denied","message":`+encode(secret)+`}}`)
				}
				plant(resp.Request, secret)
				e := acme.FromResponse(resp).(*Error)
				made++
				for printer, print := range prints {
					if text := print(e); shows(text, secret) {
						if leaks++; leaks < 20 {
							t.Errorf("%s, %s, from %s: %s shows it: %.300q", kind, encoding, source, printer, text)
						}
					}
				}
			}
		}
	}
	t.Logf("%d errors, %d printings, %d leaks", made, made*len(prints), leaks)
}

// A cut never shows part of a secret: of the message of a text, and of the body.
func TestCutSecrets(t *testing.T) {
	const secret = "0a1b2c3d4e5f60718293a4b5c6d7e8f9"
	for _, bound := range []int{2 << 10, 64 << 10} {
		for shown := 4; shown < len(secret); shown++ {
			text := strings.Repeat("word ", 20_000)[:bound-shown-1] + " " + secret + strings.Repeat(" more", 20_000)
			resp := answer(503, http.Header{"Content-Type": {"text/plain"}}, text)
			resp.Request.Header.Set("X-Api-Key", secret)
			e := acme.FromResponse(resp).(*Error)
			for printer, print := range allPrinters() {
				if got := print(e); strings.Contains(got, secret[:shown]) {
					t.Errorf("bound %d, %d characters within: %s shows %q", bound, shown, printer, secret[:shown])
				}
			}
		}
	}
	for _, key := range []string{"sk-" + "Zq3xT9bLmK2v", "AIza" + "SyD-Zq3xT9bLm"} {
		text := strings.Repeat("word ", 20_000)[:2<<10-len(key)-1] + " " + key + "Wn8sRf5hYc7dJp4gQa6e more"
		e := acme.From(Response{Status: 503, Body: []byte(text)}).(*Error)
		if strings.Contains(e.Message, key) {
			t.Errorf("a cut key is shown: %q", e.Message[2000:])
		}
	}
}

// What only looks like a credential stays: the codes and request ids that programs
// and support go by, and words of the message.
func TestNoFalseRedaction(t *testing.T) {
	const id = "0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9"
	for _, tt := range []struct{ header, value string }{
		{"X-Portkey-Provider", "anthropic"}, {"X-Portkey-Trace-Id", id}, {"X-Auth-Type", "api_key"}, {"X-Session-Id", id},
		{"X-Api-Key", "api_key"}, {"Cookie", "theme=default; region=us-east-1"}, {"X-Token-Limit", "default"}, {"X-Auth-Provider", "anthropic"},
		{"Idempotency-Key", id}, {"X-Hotkey", "default"}, {"Sec-Websocket-Version", "anthropic"},
	} {
		resp := answer(401, http.Header{"X-Request-Id": {id}}, `{"error":{"code":"invalid_api_key","type":"invalid_api_key","message":"The default key of anthropic in us-east-1 is bad."}}`)
		resp.Request.Header.Set(tt.header, tt.value)
		e := acme.FromResponse(resp).(*Error)
		if e.WireCode != "invalid_api_key" || e.RequestID != id || e.Message != "The default key of anthropic in us-east-1 is bad." {
			t.Errorf("%s: %s: got code %q, request ID %q, message %q", tt.header, tt.value, e.WireCode, e.RequestID, e.Message)
		}
	}
	for _, text := range []string{"Use basic gpt4omini or basic plan2024.", "/v1/list?next_page_token=abcdef0123456789&max_tokens=5", "/v1?page_token=abcdef0123456789"} {
		e := acme.From(Response{Status: 400, Body: []byte(`{"error":{"message":"` + text + `"}}`)}).(*Error)
		if e.Message != text {
			t.Errorf("got %q, want %q", e.Message, text)
		}
	}
}
