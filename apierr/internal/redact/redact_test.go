package redact

import (
	"encoding/json"
	"net/http/httptest"
	"os"
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

// A shownKey is a row of spec/credentials.yaml: an invented key in two parts, and a text
// that looks alike.
type shownKey struct{ Prefix, Rest, Near string }

func (k *shownKey) text() string { return "The key " + k.Prefix + k.Rest + " is bad." }

func shownKeys(t *testing.T) []shownKey {
	t.Helper()
	data, err := os.ReadFile("testdata/keys.json")
	if err != nil {
		t.Fatal(err)
	}
	var file struct{ Keys []shownKey }
	if err := json.Unmarshal(data, &file); err != nil {
		t.Fatal(err)
	}
	if len(file.Keys) != len(keyPatterns) {
		t.Fatalf("%d keys are shown, of %d patterns", len(file.Keys), len(keyPatterns))
	}
	return file.Keys
}

// The keys of all issuers are taken out whole, one character less is none, and what looks
// alike stays.
func TestTextKnowsIssuers(t *testing.T) {
	for _, k := range shownKeys(t) {
		if got := Text(k.text(), nil); got != "The key [redacted] is bad." {
			t.Errorf("%s of %s became %q", k.Rest, k.Prefix, got)
		}
		if got := Text(k.Near, nil); got != k.Near {
			t.Errorf("%q became %q", k.Near, got)
		}
		k.Rest = k.Rest[:len(k.Rest)-1]
		if got := Text(k.text(), nil); got != k.text() {
			t.Errorf("%s of %s, which is cut, became %q", k.Rest, k.Prefix, got)
		}
	}
}

// Every pattern is needed, with its length and, where it has one, its demand for a digit.
func TestKeyPatternsAreNeeded(t *testing.T) {
	for i, k := range shownKeys(t) {
		pattern := keyPatterns[i]
		keyPatterns[i].min = 1 << 10
		if Text(k.text(), nil) != k.text() {
			t.Errorf("another pattern takes out %s of %s, too", k.Rest, k.Prefix)
		}
		keyPatterns[i].min, keyPatterns[i].digit = 1, false
		if Text(k.Near, nil) == k.Near {
			t.Errorf("%q stays without the length of %s, too", k.Near, k.Prefix)
		}
		keyPatterns[i] = pattern
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
