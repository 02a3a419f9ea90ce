package main

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// statusesOfAnyAPI are the statuses with which an API can fail, whatever it is about.
var statusesOfAnyAPI = []int{400, 401, 402, 403, 404, 405, 408, 410, 412, 413, 415, 422, 429, 500, 501, 502, 503, 504}

// neutralBook returns a spec file with an error for each status; entry adds what an own
// API does not need to say.
func neutralBook(id, head, entry string) string {
	var b strings.Builder
	fmt.Fprintf(&b, "version: 1\nprovider: %s\nname: The %s\n%serrors:\n", id, id, head)
	for _, s := range statusesOfAnyAPI {
		fmt.Fprintf(&b, "  - name: Fault%d\n    status: %d\n    causes: [It happened %d times.]\n    fixes: [Count to %d.]\n", s, s, s, s)
		if entry != "" {
			fmt.Fprintf(&b, entry, s)
		}
	}
	return b.String()
}

var (
	wordsOfModels = regexp.MustCompile(`(?i)\b(AI|LLM|models?|prompts?|tokens?|inference|completions?|modality|openai|anthropic|fashn)\b`)
	// forReaders is what every site links to, whatever it is about, and what JSON leaves out.
	forReaders = regexp.MustCompile(`(?i)for language models|llms\.txt|apart from "?model"?|omitted`)
	// idsOfProviders are names that programs rest on, in code and in JSON.
	idsOfProviders  = regexp.MustCompile(`\w*Provider\.\w+|provider_\w+|[\w-]*-provider\b|data-provider|(id|aria-labelledby)="providers?"|whose family is provider|#providers|<code>provider</code>|\(?` + "`provider`" + `\)?|"[^"]*provider"|[Ff]amily:? provider|family-provider|[0-9]{3} provider|>provider<|\[provider\]|\w+\.provider,|` + "`providers`")
	commentsOfTypes = regexp.MustCompile(`(?s)/\*\*.*?\*/`)
	ofProviders     = regexp.MustCompile(`(?i)\bproviders?\b`)
)

// TestNeutralBooks holds what is made of books about other things than models to words
// that every API has: pages, site, llms.txt, JSON, Go. An own API is called no provider.
func TestNeutralBooks(t *testing.T) {
	if testing.Short() {
		t.Skip("makes the code, the pages and the site of several books")
	}
	const sources = "generic: http\nhosts: [api.%[1]s.example]\nwire: {code: [code], message: [message]}\nsources:\n  - {id: errors, url: \"https://%[1]s.example/errors\", verified: 2026-11-20}\n"
	const rest = "    title: Something happened\n    summary: Something happened.\n    sources: [errors]\n    code: FAULT_%d\n    kind: invalid_request\n"
	for _, c := range []struct {
		name  string
		specs map[string]string
		own   bool
	}{
		{"own", map[string]string{"shop": neutralBook("shop", "own: true\n", "")}, true},
		{"two own", map[string]string{"shop": neutralBook("shop", "own: true\n", ""), "bank": neutralBook("bank", "own: true\n", "")}, true},
		{"client", map[string]string{"mail": neutralBook("mail", fmt.Sprintf(sources, "mail"), rest)}, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Chdir(t.TempDir())
			put(t, ".", "go.mod", "module example.com/neutral\n\ngo 1.26\n")
			config := "version: 1\nspec: spec\ngo: gen\ndocs: docs\njson: errors.json\ncatalog: true\njs: npm\n"
			if c.own {
				config += "openapi: api\n"
			}
			put(t, ".", "errbook.yaml", config)
			if err := os.Mkdir("spec", 0o777); err != nil {
				t.Fatal(err)
			}
			for id, text := range c.specs {
				// A 409 can mean several kinds, and a 402 is often none of them.
				text = strings.Replace(text, "    status: 409\n", "    status: 409\n    kind: conflict\n", 1)
				put(t, "spec", id+".yaml", text)
			}
			runCommand(t, []string{"generate"}, "")
			runCommand(t, []string{"site", "--out", "site"}, "")
			read := 0
			err := filepath.WalkDir(".", func(name string, d os.DirEntry, err error) error {
				if err != nil || d.IsDir() || !regexp.MustCompile(`\.(go|md|html|json|txt|d\.ts)$`).MatchString(name) || strings.HasPrefix(name, "go.mod") {
					return err
				}
				read++
				data, err := os.ReadFile(name)
				text := forReaders.ReplaceAllString(strings.ReplaceAll(string(data), "<wbr>", ""), "")
				if at := wordsOfModels.FindStringIndex(text); at != nil {
					t.Errorf("%s is about models: %q", name, text[max(0, at[0]-60):min(len(text), at[1]+30)])
				}
				if strings.HasSuffix(name, ".d.ts") {
					text = strings.Join(commentsOfTypes.FindAllString(text, -1), "\n")
				}
				if !c.own || !strings.HasSuffix(name, ".d.ts") && !strings.HasSuffix(name, ".md") && !strings.HasSuffix(name, ".html") && !strings.HasSuffix(name, "llms.txt") {
					return err
				}
				text = idsOfProviders.ReplaceAllString(text, "")
				if at := ofProviders.FindStringIndex(text); at != nil {
					t.Errorf("%s calls an API of the reader's own a provider: %q", name, text[max(0, at[0]-60):min(len(text), at[1]+30)])
				}
				return err
			})
			if err != nil || read < 50 {
				t.Errorf("%d files were read: %v", read, err)
			}
		})
	}
}
