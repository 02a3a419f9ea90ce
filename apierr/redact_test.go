package apierr

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"github.com/errbook/errbook/apierr/internal/redact"
)

// printers are all the ways in which an error reaches people and files.
var printers = map[string]func(*Error) string{
	"Error":   func(e *Error) string { return e.Error() },
	"%v":      func(e *Error) string { return fmt.Sprintf("%v", e) },
	"%+v":     func(e *Error) string { return fmt.Sprintf("%+v", e) },
	"%#v":     func(e *Error) string { return fmt.Sprintf("%#v", e) },
	"%q":      func(e *Error) string { return fmt.Sprintf("%q", e) },
	"%d":      func(e *Error) string { return fmt.Sprintf("%d", e) },
	"wrapped": func(e *Error) string { return fmt.Errorf("calling: %w", e).Error() },
	"Body":    func(e *Error) string { return string(e.Body()) },
	"fields": func(e *Error) string {
		return strings.Join([]string{e.Message, e.Param, e.WireCode, e.WireType, e.RequestID}, " ")
	},
	"JSON": func(e *Error) string { return marshal(e) },
	"slog text": func(e *Error) string {
		var b strings.Builder
		slog.New(slog.NewTextHandler(&b, nil)).Error("call", Attr(e))
		return b.String()
	},
	"slog JSON": func(e *Error) string {
		var b strings.Builder
		slog.New(slog.NewJSONHandler(&b, nil)).Error("call", Attr(e))
		return b.String()
	},
}

func marshal(v any) string {
	text, err := json.Marshal(v)
	if err != nil {
		return "json: " + err.Error()
	}
	return string(text)
}

// mustNotShow checks every printer.
func mustNotShow(t *testing.T, e *Error, secret string) {
	t.Helper()
	for name, print := range printers {
		if text := print(e); strings.Contains(text, secret) {
			t.Errorf("%s shows %q: %s", name, secret, text)
		}
	}
}

// What stands in the headers or the URL of a request is not shown when the
// provider echoes it, whatever it looks like.
func TestRequestSecretsAreRedacted(t *testing.T) {
	basic := base64.StdEncoding.EncodeToString([]byte("someone:correct horse"))
	tests := []struct {
		name    string
		secrets []string
		prepare func(*http.Request)
	}{
		{"bearer token", []string{"plainlooking"}, func(r *http.Request) { r.Header.Set("Authorization", "Bearer plainlooking") }},
		{"own scheme", []string{"0a1b2c-key:ffee"}, func(r *http.Request) { r.Header.Set("Authorization", "Key 0a1b2c-key:ffee") }},
		{"basic", []string{basic, "correct horse"}, func(r *http.Request) { r.Header.Set("Authorization", "Basic "+basic) }},
		{"key as user", []string{"userkey99"}, func(r *http.Request) { r.SetBasicAuth("userkey99", "") }},
		{"signature", []string{"0f1e2d3c4b5a69788796a5b4c3d2e1f0"}, func(r *http.Request) {
			r.Header.Set("Authorization", "AWS4-HMAC-SHA256 Credential=x/20261120/eu/s/aws4_request, SignedHeaders=host, Signature=0f1e2d3c4b5a69788796a5b4c3d2e1f0")
		}},
		{"x-api-key", []string{"opaque/value+1=="}, func(r *http.Request) { r.Header.Set("X-Api-Key", "opaque/value+1==") }},
		{"xi-api-key", []string{"opaquevalue2"}, func(r *http.Request) { r.Header["xi-api-key"] = []string{"opaquevalue2"} }},
		{"proxy", []string{"proxypassword"}, func(r *http.Request) { r.Header.Set("Proxy-Authorization", "Bearer proxypassword") }},
		{"cookie", []string{"cookievalue", "other-value-0123"}, func(r *http.Request) { r.Header.Set("Cookie", "sid=cookievalue; b=other-value-0123") }},
		{"session header", []string{"sessionvalue"}, func(r *http.Request) { r.Header.Set("X-My-Session", "sessionvalue") }},
		{"query", []string{"queryvalue"}, func(r *http.Request) { r.URL.RawQuery = "a=1&api_key=queryvalue" }},
		{"escaped query", []string{"a b/c+d", "a%20b%2Fc%2Bd"}, func(r *http.Request) { r.URL.RawQuery = "access_token=a%20b%2Fc%2Bd" }},
		{"user info", []string{"urlpassword"}, func(r *http.Request) { r.URL.User = url.UserPassword("me", "urlpassword") }},
		{"before a redirect", []string{"firsttoken"}, func(r *http.Request) {
			first := httptest.NewRequest(http.MethodGet, "https://api.acme.test", nil)
			first.Header.Set("Authorization", "Bearer firsttoken")
			r.Response = &http.Response{Request: first}
		}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			for _, secret := range tt.secrets {
				text := "you sent " + secret + " (" + secret + ")"
				plain, _ := json.Marshal(text)
				slashes := strings.ReplaceAll(string(plain), "/", `\/`)
				html := strings.ReplaceAll(string(plain), "+", `\u002B`)
				for _, message := range []string{string(plain), slashes, html} {
					resp := answer(401, http.Header{"X-Request-Id": {secret}}, `{"error":{"code":`+message+`,"message":`+message+`}}`)
					tt.prepare(resp.Request)
					e := acme.FromResponse(resp).(*Error)
					mustNotShow(t, e, secret)
					if !strings.Contains(e.Message, "you sent [redacted] ([redacted])") {
						t.Errorf("message: %s", e.Message)
					}
					if body := string(e.Body()); strings.Contains(body, message) || !json.Valid(e.Body()) {
						t.Errorf("body: %s", body)
					}
				}
			}
		})
	}
}

// Keys are known by their looks where the request is not at hand. The keys are
// put together here, because scanners would take them for real.
func TestKeysAreRedacted(t *testing.T) {
	const random = "Zq3xT9bLmK2vWn8sRf5hYc7dJp4gQa6e"
	for _, key := range []string{
		"sk-" + random, "sk-proj-" + "abcdefgh", "sk-ant-" + "api03-" + random, "sk-or-" + "v1-" + random, "sk-" + "plantedsecretwithoutdigits",
		"AIza" + "SyD-" + random, "gsk_" + random, "hf_" + random, "r8_" + random, "fw_" + random, "xai-" + random, "pplx-" + random,
		"AKIA" + "IOSFODNN7EXAMPLE", "ASIA" + "IOSFODNN7EXAMPLE", "ghp_" + random, "nvapi-" + random, "csk-" + random,
		"eyJ" + "hbGciOiJIUzI1NiJ9.eyJ" + "zdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N",
	} {
		for _, text := range []string{"Incorrect API key provided: " + key + ".", `{"key":"` + key + `"}`, `line\n` + key, "[" + key + "]"} {
			got := redact.Text(text, nil)
			if want := strings.Replace(text, key, redact.Mark, 1); strings.TrimSuffix(got, ".") != strings.TrimSuffix(want, ".") {
				t.Errorf("%q: got %q, want %q", text, got, want)
			}
		}
		body := `{"error":{"code":"` + key + `","message":"bad key ` + key + `"}}`
		e := acme.From(Response{Status: 401, Header: http.Header{"X-Request-Id": {key}}, Body: []byte(body)}).(*Error)
		mustNotShow(t, e, key)
	}
}

// Weak secrets do not shred the text.
func TestShortSecrets(t *testing.T) {
	resp := answer(401, nil, `{"error":{"message":"The secret testkey1 is no test; testkey12 neither. Limit 100000."}}`)
	resp.Request.Header.Set("Authorization", "Bearer test")
	resp.Request.Header.Set("X-Api-Key", "testkey1")
	resp.Request.Header.Set("X-Max-Key", "100000")
	const want = "The secret [redacted] is no test; testkey12 neither. Limit 100000."
	if got := acme.FromResponse(resp).(*Error).Message; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}
