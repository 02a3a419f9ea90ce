package main

import (
	"context"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/modelcontextprotocol/go-sdk/mcp"
)

// serveVariable makes the test binary the server.
const serveVariable = "ERRBOOK_MCP_SERVE"

func TestMain(m *testing.M) {
	if os.Getenv(serveVariable) != "" {
		main()
		return
	}
	os.Exit(m.Run())
}

// shop is a book of the user's own.
const shop = `version: 1
provider: shop
name: Shop
hosts: [api.shop.example]
sources:
  - {id: errors, url: "https://shop.example/errors", verified: 2026-11-20}
contexts: {warehouse: [north, south]}
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

// connect starts the server as a client does, as a program that talks on standard
// input and output, with a book of the user's own.
func connect(t *testing.T) *mcp.ClientSession {
	t.Helper()
	book := filepath.Join(t.TempDir(), "shop.yaml")
	if err := os.WriteFile(book, []byte(shop), 0o666); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(os.Args[0], "-spec", book)
	cmd.Env = append(os.Environ(), serveVariable+"=1")
	cmd.Stderr = os.Stderr
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	t.Cleanup(cancel)
	session, err := mcp.NewClient(&mcp.Implementation{Name: "test", Version: "v1"}, nil).Connect(ctx, &mcp.CommandTransport{Command: cmd}, nil)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { session.Close() })
	return session
}

// call calls a tool, and returns its text, and what it says in members.
func call(t *testing.T, s *mcp.ClientSession, tool string, arguments map[string]any, members any) (text string, failed bool) {
	t.Helper()
	r, err := s.CallTool(t.Context(), &mcp.CallToolParams{Name: tool, Arguments: arguments})
	if err != nil {
		return err.Error(), true
	}
	for _, c := range r.Content {
		if c, ok := c.(*mcp.TextContent); ok {
			text += c.Text
		}
	}
	if members != nil && !r.IsError {
		data, err := json.Marshal(r.StructuredContent)
		if err != nil {
			t.Fatal(err)
		}
		if err := json.Unmarshal(data, members); err != nil {
			t.Fatal(err)
		}
	}
	return text, r.IsError
}

func TestServer(t *testing.T) {
	s := connect(t)
	t.Run("tools", func(t *testing.T) { listsTools(t, s) })
	t.Run("classify", func(t *testing.T) { classifies(t, s) })
	t.Run("explain", func(t *testing.T) { explains(t, s) })
	t.Run("search", func(t *testing.T) { searches(t, s) })
	t.Run("refuses", func(t *testing.T) { refuses(t, s) })
	t.Run("resources", func(t *testing.T) { hasResources(t, s) })
}

func listsTools(t *testing.T, s *mcp.ClientSession) {
	var names []string
	for tool, err := range s.Tools(t.Context(), nil) {
		if err != nil {
			t.Fatal(err)
		}
		names = append(names, tool.Name)
		if tool.Description == "" || !tool.Annotations.ReadOnlyHint {
			t.Errorf("%s has no description, or may change something", tool.Name)
		}
	}
	if got := strings.Join(names, " "); got != "classify explain search" {
		t.Errorf("the tools are %s", got)
	}
}

func classifies(t *testing.T, s *mcp.ClientSession) {
	const response = "HTTP/2 429\r\nretry-after: 30\r\n\r\n{\"error\":\"OutOfCredits\",\"message\":\"No credits, key sk-proj-abcdefghijklmnopqrstuvwxyz0123456789\"}"
	var v verdict
	text, failed := call(t, s, "classify", map[string]any{"response": response, "host": "api.fashn.ai"}, &v)
	if failed || v.Code != "fashn.OutOfCredits" || v.Kind != "insufficient_credits" || v.Retryable || v.DelayMS == nil || *v.DelayMS != 30_000 {
		t.Errorf("the verdict is %+v\n%s", v, text)
	}
	if !strings.Contains(text, "fix: Buy API credits") || strings.Contains(text+v.Message, "abcdefghijklmnop") {
		t.Errorf("the text lacks the fix, or has the key:\n%s", text)
	}
	v = verdict{}
	if _, failed := call(t, s, "classify", map[string]any{"response": `{"error":{"code":"out_of_tea"}}`, "status": 409, "provider": "shop"}, &v); failed || v.Code != "shop.OutOfTea" {
		t.Errorf("the verdict of the book of one's own is %+v", v)
	}
	v = verdict{}
	if _, failed := call(t, s, "classify", map[string]any{"response": "Too many requests", "status": 429}, &v); failed || v.Code != "" || v.Kind != "rate_limited" {
		t.Errorf("the verdict without a provider is %+v", v)
	}
	v = verdict{}
	if text, failed := call(t, s, "classify", map[string]any{"response": "HTTP/1.1 200 OK\n\n{}", "provider": "openai"}, &v); failed || text != "no error" || v.Match != "none" {
		t.Errorf("a response that is not an error: %q, %+v", text, v)
	}
}

func explains(t *testing.T, s *mcp.ClientSession) {
	for ref, want := range map[string]string{
		"fashn.OutOfCredits": "Buy API credits for the account",
		"shop.OutOfTea":      "Order coffee until the next delivery arrives.",
		"out of tea":         "Order coffee until the next delivery arrives.",
		"rate_limited":       "- openai.RateLimitExceeded: ",
	} {
		if text, failed := call(t, s, "explain", map[string]any{"ref": ref}, nil); failed || !strings.Contains(text, want) {
			t.Errorf("explain %s lacks %q:\n%s", ref, want, text)
		}
	}
}

func searches(t *testing.T, s *mcp.ClientSession) {
	var out searchOutput
	if _, failed := call(t, s, "search", map[string]any{"query": "fashn credits", "limit": 3}, &out); failed || len(out.Errors) == 0 || len(out.Errors) > 3 || out.Errors[0].Code != "fashn.OutOfCredits" {
		t.Errorf("search finds %+v", out)
	}
	out = searchOutput{}
	if _, failed := call(t, s, "search", map[string]any{"query": "tea sold"}, &out); failed || len(out.Errors) != 1 || out.Errors[0].URI != "errbook://errors/shop.OutOfTea" {
		t.Errorf("search by words of a cause finds %+v", out)
	}
	out = searchOutput{}
	if _, failed := call(t, s, "search", map[string]any{"query": "zxqv"}, &out); failed || out.Errors == nil || len(out.Errors) != 0 {
		t.Errorf("search for nothing finds %+v", out)
	}
}

func refuses(t *testing.T, s *mcp.ClientSession) {
	for _, tt := range []struct {
		tool      string
		arguments map[string]any
		want      string
	}{
		{"classify", map[string]any{"response": ""}, "response is required; found nothing"},
		{"classify", map[string]any{"response": "x", "status": 42}, "status must be between 100 and 999"},
		{"classify", map[string]any{"response": "x", "provider": "openai", "host": "api.openai.com"}, "provider and host cannot be combined"},
		{"classify", map[string]any{"response": "x", "provider": "shop", "contexts": []string{"warehouse=east"}}, `contexts must be one of warehouse=north, warehouse=south; found "warehouse=east"`},
		{"explain", map[string]any{"ref": "fashn.OutOfCredit"}, "did you mean fashn.OutOfCredits?"},
		{"explain", map[string]any{"ref": " "}, "ref is required"},
		{"search", map[string]any{"query": "?"}, "query is required"},
	} {
		if text, failed := call(t, s, tt.tool, tt.arguments, nil); !failed || !strings.Contains(text, tt.want) {
			t.Errorf("%s %v says %q (failed: %t), want %q", tt.tool, tt.arguments, text, failed, tt.want)
		}
	}
}

func hasResources(t *testing.T, s *mcp.ClientSession) {
	listed := map[string]bool{}
	for r, err := range s.Resources(t.Context(), nil) {
		if err != nil {
			t.Fatal(err)
		}
		listed[r.URI] = true
	}
	for uri, want := range map[string]string{
		"errbook://kinds":                     "rate_limited",
		"errbook://providers/openai":          "- openai.",
		"errbook://providers/shop":            "- shop.OutOfTea: Out of tea (HTTP status 409; overloaded; retry ",
		"errbook://errors/fashn.OutOfCredits": "Buy API credits for the account",
	} {
		r, err := s.ReadResource(t.Context(), &mcp.ReadResourceParams{URI: uri})
		if err != nil || !strings.Contains(r.Contents[0].Text, want) {
			t.Errorf("%s lacks %q (%v)", uri, want, err)
		}
		if !listed[uri] && !strings.HasPrefix(uri, errorURI) {
			t.Errorf("%s is not listed", uri)
		}
	}
	for _, uri := range []string{"errbook://providers/nobody", "errbook://errors/fashn.Nothing", "errbook://errors/rate_limited"} {
		if _, err := s.ReadResource(t.Context(), &mcp.ReadResourceParams{URI: uri}); err == nil {
			t.Errorf("%s is found", uri)
		}
	}
}

// A book that is not sound ends the server, with a message that has a position.
func TestServerRefusesABook(t *testing.T) {
	book := filepath.Join(t.TempDir(), "shop.yaml")
	if err := os.WriteFile(book, []byte(strings.Replace(shop, "status: 409", "status: 9", 1)), 0o666); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(os.Args[0], "-spec", book)
	cmd.Env = append(os.Environ(), serveVariable+"=1")
	out, err := cmd.CombinedOutput()
	if err == nil || !strings.Contains(string(out), "shop.yaml:12:13: status must be ") {
		t.Errorf("it says %q (%v)", out, err)
	}
}
