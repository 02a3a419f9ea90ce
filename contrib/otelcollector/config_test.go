package errbookprocessor

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"go.opentelemetry.io/collector/component/componenttest"
	"go.opentelemetry.io/collector/confmap"
	"go.opentelemetry.io/collector/processor/processortest"
)

func TestFactory(t *testing.T) {
	f := NewFactory()
	if err := componenttest.CheckConfigStruct(f.CreateDefaultConfig()); err != nil {
		t.Error(err)
	}
	if err := f.CreateDefaultConfig().(*Config).Validate(); err != nil {
		t.Error("the defaults:", err)
	}
	if f.Type().String() != "errbook" {
		t.Errorf("the processor is called %s", f.Type())
	}
	processortest.VerifyShutdown(t, f, f.CreateDefaultConfig())
}

// What a configuration has takes the place of a default, also where it is nothing.
func TestConfigReplacesDefaults(t *testing.T) {
	c := defaultConfig()
	err := confmap.NewFromStringMap(map[string]any{
		"body":    []any{"app.response"},
		"redact":  []any{},
		"headers": map[string]any{"Retry-After": "app.retry_after"},
		"generic": false,
	}).Unmarshal(c)
	if err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(c.Body, []string{"app.response"}) || len(c.Redact) != 0 || c.Generic || c.Headers["Retry-After"] != "app.retry_after" || len(c.Status) != 2 {
		t.Errorf("got %+v", c)
	}
	if err := confmap.NewFromStringMap(map[string]any{"bodies": []any{}}).Unmarshal(c); err == nil {
		t.Error("a key that is not known is taken")
	}
}

func TestConfigRefuses(t *testing.T) {
	for want, change := range map[string]func(*Config){
		`status[1] must not be empty; found ""`:                                                  func(c *Config) { c.Status = []string{"a", ""} },
		`body[0] must be a whole name; found "http.*"`:                                           func(c *Config) { c.Body = []string{"http.*"} },
		`headers must map the name of a header to that of an attribute; found "retry-after": ""`: func(c *Config) { c.Headers = map[string]string{"retry-after": ""} },
		`status or body must name an attribute, as nothing else shows an error; found neither`:   func(c *Config) { c.Status, c.Body = nil, nil },
	} {
		c := defaultConfig()
		change(c)
		if err := c.Validate(); err == nil || err.Error() != want {
			t.Errorf("got %v, want %s", err, want)
		}
	}
}

// A book that is not sound keeps the collector from starting, with a position.
func TestBookRefused(t *testing.T) {
	c := defaultConfig()
	c.Specs = []string{bookFile(t, strings.Replace(shop, "status: 409", "status: 9", 1))}
	_, err := NewFactory().CreateLogs(t.Context(), settings(), c, nil)
	if err == nil || !strings.Contains(err.Error(), "shop.yaml:11:13: status must be ") {
		t.Errorf("got %v", err)
	}
}

// shop is a book of one's own. It has a provider of the built-in book, too, at
// another host.
const shop = `version: 1
provider: shop
name: Shop
hosts: [api.shop.example, "*.shop.example"]
sources:
  - {id: errors, url: "https://shop.example/errors", verified: 2026-11-20}
errors:
  - name: OutOfTea
    title: Out of tea
    summary: The warehouse has no tea left.
    status: 409
    code: out_of_tea
    kind: overloaded
    causes: [All the tea was sold.]
    fixes: [Order coffee until the next delivery arrives.]
    sources: [errors]
`

func bookFile(t *testing.T, text string) string {
	t.Helper()
	name := filepath.Join(t.TempDir(), "shop.yaml")
	if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
	return name
}

func TestOwnBook(t *testing.T) {
	c := defaultConfig()
	c.Specs = []string{bookFile(t, shop), bookFile(t, strings.NewReplacer("provider: shop", "provider: openai", "shop.example", "openai.example").Replace(shop))}
	const tea, openai = "overloaded shop.OutOfTea backoff provider -", "overloaded openai.OutOfTea backoff provider -"
	for from, want := range map[string]string{
		"server.address=api.shop.example":     tea,
		"server.address=EU.shop.example:8443": tea,
		"gen_ai.provider.name=shop":           tea,
		"gen_ai.provider.name=openai":         openai,
		"server.address=api.openai.example":   openai,
		"server.address=api.openai.com":       "conflict - backoff caller -", // the book of one's own has openai, and serves no such host
		"server.address=api.anthropic.com":    "conflict anthropic.ConflictError backoff caller -",
	} {
		attribute, value, _ := strings.Cut(from, "=")
		in := record(`{"error":{"code":"out_of_tea"}}`, map[string]any{"http.response.status_code": 409, attribute: value})
		if got := inWords(only(throughLogs(t, settings(), c, in)).Attributes()); got != want {
			t.Errorf("%s: got %s, want %s", from, got, want)
		}
	}
}
