package redact

import (
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"
)

func TestText(t *testing.T) {
	tests := []struct{ text, want string }{
		{"Authorization: Bearer abc123def456", "Authorization: Bearer [redacted]"},
		{"header was bearer 0123456789abcdef, no", "header was bearer [redacted], no"},
		{"see https://me:hunter22@example.test/x", "see https://me:[redacted]@example.test/x"},
		{`"https:\/\/me:hunter22@example.test"`, `"https:\/\/me:[redacted]@example.test"`},
		{"GET /f?max_tokens=100000&X-Amz-Signature=abcdef012345&b=2", "GET /f?max_tokens=100000&X-Amz-Signature=[redacted]&b=2"},
		{`"/f?a=1\u0026key=abcdef012345"`, `"/f?a=1\u0026key=[redacted]"`},
		{"a -----BEGIN RSA PRIVATE KEY-----\nMIIE\n-----END RSA PRIVATE KEY----- b", "a [redacted] b"},
		{"-----BEGIN PRIVATE KEY-----\nMIIE", "[redacted]"},
	}
	for _, tt := range tests {
		if got := Text(tt.text, nil); got != tt.want {
			t.Errorf("%q: got %q, want %q", tt.text, got, tt.want)
		}
	}
}

// Ordinary text stays, and so does what a provider has already masked.
func TestTextKeeps(t *testing.T) {
	for _, text := range []string{
		"Bearer authentication is required, basic authentication is not supported",
		"Basic gpt-4o-mini-2024 or jina_embeddings_v2_base_en or xai-grok-2-vision-latest is no key",
		"The task sk-detection failed; see risk-assessment-of-everything-there-is",
		"Incorrect API key provided: sk-proj-********wxyz",
		"model pa-lm-2-chat-bison is not key_like; eyJust.look",
		"https://platform.acme.test/account?tab=billing&keyword=flowers@home",
		"key=abc token: 12 ://@ ?& -----BEGIN CERTIFICATE-----",
	} {
		if got := Text(text, nil); got != text {
			t.Errorf("%q became %q", text, got)
		}
	}
}

func TestTextIsLinear(t *testing.T) {
	for _, unit := range []string{"sk-", "eyJ-", "eyJaaaaaaaaaa.", "://", "?key=", "bearer ", "-----BEGIN ", "a", "key=&", `\u0026`, `\u200b`, `\\u200b`, "\u200b", "\x1b[0m", "\x1b]", "AAAA", "aaaaaaaaaaaaaaaa ", `\r\\r`} {
		text := strings.Repeat(unit, (64<<10)/len(unit))
		start := time.Now()
		Text(text, Secrets{"aaaaaaaaaaaaaaaab"})
		if took := time.Since(start); took > time.Second { // quadratic time takes several
			t.Errorf("64 KiB of %q take %v", unit, took)
		}
	}
}

// A secret is known in every spelling that encoders give it, and in no other:
// most keys are written in one way.
func TestSecretsAreSpelledOut(t *testing.T) {
	req := httptest.NewRequest("GET", "https://api.acme.test/?key=plainvalue", nil)
	if got, want := SecretsOf(req), (Secrets{"plainvalue"}); !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	req.URL.RawQuery = ""
	req.Header.Set("X-Api-Key", `a\b"c/d+e`)
	for _, spelling := range []string{`a\\b\"c/d+e`, `a\\b\"c\/d+e`, `a\b\u0022c/d\u002be`, `a\b\u0022c/d\u002Be`, "a%5Cb%22c%2Fd%2Be"} {
		if got := SecretsOf(req); !slices.Contains(got, spelling) {
			t.Errorf("%q lacks %s", got, spelling)
		}
	}
	if got := SecretsOf(nil); len(got) != 0 {
		t.Errorf("no request has %q", got)
	}
}

// Looking for keys costs no memory, and neither do secrets that are not there.
func TestTextAllocatesNothing(t *testing.T) {
	const text = `{"error":{"code":"OutOfCredits","message":"Your balance is empty; add credits to go on."}}`
	secrets := Secrets{"Bearer abcdefgh12345678", "abcdefgh12345678"}
	if n := testing.AllocsPerRun(200, func() { Text(text, secrets) }); n != 0 {
		t.Errorf("%v allocations", n)
	}
}
