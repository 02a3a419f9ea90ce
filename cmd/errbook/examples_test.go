package main

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/spf13/cobra"
)

// exampleFiles is the project in which the examples run: what they name is there.
var exampleFiles = map[string]string{
	"errbook.yaml":    "version: 1\nspec: spec/providers\ndocs: docs\n",
	"body.json":       `{"error":{"code":"Too Many Requests","message":"slow down"}}`,
	"job.json":        "{}",
	"older.md":        codesPage,
	"newer.md":        codesPage,
	"openapi.yaml":    "openapi: 3.1.0\npaths: {/orders: {post: {responses: {\"409\": {description: Nothing is left.}}}}}\n",
	"responses.jsonl": `{"provider":"fashn","status":429,"body":"{\"error\":\"RateLimitExceeded\"}"}` + "\n",
}

// codesPage is a page with the codes and names of Fireworks' own.
const codesPage = `## Common error codes

| Code | Error Name |
|---|---|
| 400 | Bad Request |
| 401 | Unauthorized |
| 402 | Payment Required |
| 403 | Forbidden |
| 404 | Not Found |
| 405 | Method Not Allowed |
| 408 | Request Timeout |
| 412 | Precondition Failed |
| 413 | Payload Too Large |
| 429 | Too Many Requests |
| 500 | Internal Server Error |
| 502 | Bad Gateway |
| 503 | Service Unavailable |
| 504 | Gateway Timeout |
| 520 | Unknown Error |
`

// curled is what curl prints in an example, before a pipe to errbook.
const curled = "HTTP/2 429\r\nretry-after: 30\r\n\r\n{\"error\":\"OutOfCredits\",\"message\":\"You have no API credits left.\"}"

// TestHelpExamples runs every example of every help text: each must work as it is
// printed.
func TestHelpExamples(t *testing.T) {
	if testing.Short() {
		t.Skip("runs every example of the help")
	}
	ran, project := 0, exampleProject(t)
	each(rootCommand(io.Discard), func(c *cobra.Command) {
		for line := range strings.Lines(c.Example) {
			if line = strings.TrimSpace(line); line != "" && !strings.HasPrefix(line, "//") {
				ran++
				t.Run(line, func(t *testing.T) { runExample(t, project, line) })
			}
		}
	})
	if ran < 15 {
		t.Errorf("%d examples were run", ran)
	}
}

// readmeCommand matches a command of errbook that the README shows at a prompt, and
// what it prints.
var readmeCommand = regexp.MustCompile("(?m)^\\$ (.*errbook .*)\n((?:[^$`\n].*\n|\n)*)")

// readmeAndGuide returns what somebody reads who tries errbook.
func readmeAndGuide(t *testing.T) string {
	var text strings.Builder
	for _, name := range []string{"README.md", "docs/guide.md"} {
		part, err := os.ReadFile("../../" + name)
		if err != nil {
			t.Fatal(err)
		}
		text.Write(part)
	}
	return text.String()
}

// TestReadmeExamples runs the commands of the README and the guide that are shown at a
// prompt, one after the other in a module, and compares what they print with what is said.
func TestReadmeExamples(t *testing.T) {
	readme := readmeAndGuide(t)
	dir := t.TempDir()
	put(t, dir, "go.mod", "module example.com/acme\n")
	t.Chdir(dir)
	ran := 0
	for _, m := range readmeCommand.FindAllStringSubmatch(readme, -1) {
		if strings.HasPrefix(m[1], "go get") || strings.HasPrefix(m[1], "go install") {
			continue
		}
		ran++
		printed := runLine(t, m[1])
		if tool, _, ok := strings.Cut(m[1], " errbook "); ok && tool == "go tool" {
			printed = commandsAs(printed, "go tool errbook")
		}
		checkShown(t, m[1], m[2], printed)
	}
	if ran < 4 {
		t.Errorf("%d commands were run", ran)
	}
}

// shownYAML matches a block of YAML in a document.
var shownYAML = regexp.MustCompile("(?s)```yaml\n(.*?)```")

// TestReadmeSpecFiles holds the YAML of the guide to what the command does: a whole spec
// file is generated from, and lint finds nothing in it; a part of one is in the file that
// init writes; a description of an API refers to components that generate writes.
func TestReadmeSpecFiles(t *testing.T) {
	readme := readmeAndGuide(t)
	dir := t.TempDir()
	t.Chdir(dir)
	put(t, dir, "go.mod", "module example.com/acme\n")
	runCommand(t, []string{"init"}, "")
	starter, err := os.ReadFile("spec/acme.yaml")
	if err != nil {
		t.Fatal(err)
	}
	blocks := shownYAML.FindAllStringSubmatch(readme, -1)
	if len(blocks) != 3 {
		t.Fatalf("README and guide have %d blocks of YAML, want 3", len(blocks))
	}
	for _, m := range blocks {
		switch {
		case strings.HasPrefix(m[1], "version: 1\n"):
			put(t, dir, "spec/shop.yaml", m[1])
			runCommand(t, []string{"lint"}, "")
			runCommand(t, []string{"generate", "--openapi", "api"}, "")
		case strings.HasPrefix(m[1], "paths:\n"):
			checkReferences(t, m[1])
		case !strings.Contains(string(starter), m[1]):
			t.Errorf("init does not write this:\n%s", m[1])
		}
	}
}

// reference matches a reference to a component of another document.
var reference = regexp.MustCompile(`"([\w/.]+)#/components/responses/(\w+)"`)

// checkReferences checks that what a description of an API refers to is there.
func checkReferences(t *testing.T, description string) {
	t.Helper()
	refs := reference.FindAllStringSubmatch(description, -1)
	if len(refs) != strings.Count(description, "$ref") {
		t.Fatalf("not all references are understood:\n%s", description)
	}
	for _, ref := range refs {
		var document struct {
			Components struct{ Responses map[string]any }
		}
		data, err := os.ReadFile(ref[1])
		if err != nil || json.Unmarshal(data, &document) != nil {
			t.Fatal(ref[1], err)
		}
		if document.Components.Responses[ref[2]] == nil {
			t.Errorf("%s has no response %s", ref[1], ref[2])
		}
	}
}

// TestContributingSpecFile joins the parts of a spec file that CONTRIBUTING shows, step
// by step: lint finds nothing in the file, and it is generated from.
func TestContributingSpecFile(t *testing.T) {
	text, err := os.ReadFile("../../CONTRIBUTING.md")
	if err != nil {
		t.Fatal(err)
	}
	_, recipe, _ := strings.Cut(string(text), "### Add a provider")
	recipe, _, _ = strings.Cut(recipe, "\n### ")
	var file strings.Builder
	for _, m := range shownYAML.FindAllStringSubmatch(strings.ReplaceAll(recipe, "\n   ", "\n"), -1) {
		file.WriteString(m[1])
	}
	dir := t.TempDir()
	t.Chdir(dir)
	put(t, dir, "go.mod", "module example.com/acme\n")
	runCommand(t, []string{"init", "--provider", "other"}, "")
	put(t, dir, "spec/acme-ai.yaml", file.String())
	runCommand(t, []string{"lint"}, "")
	if printed := runCommand(t, []string{"explain", "acmeai.OutOfCredits"}, ""); !strings.Contains(printed, "acmeai.OutOfCredits (Acme AI), 402") {
		t.Errorf("the entry is not there:\n%s", printed)
	}
	runCommand(t, []string{"generate"}, "")
}

// checkShown compares what a command prints with what is shown of it: a line with
// an ellipsis stands for any lines.
func checkShown(t *testing.T, command, shown, printed string) {
	t.Helper()
	for part := range strings.SplitSeq(shown, "…\n") {
		lines := strings.TrimLeft(part, " ")
		if _, after, found := strings.Cut(printed, lines); found {
			printed = after
			continue
		}
		t.Errorf("%s does not print this, or not in this order:\n%sIt goes on with:\n%s", command, part, printed)
	}
}

func each(c *cobra.Command, do func(*cobra.Command)) {
	do(c)
	for _, sub := range c.Commands() {
		each(sub, do)
	}
}

// runExample runs a line in a copy of the project, or in an empty one where it makes one.
func runExample(t *testing.T, project, line string) {
	t.Helper()
	dir := t.TempDir()
	if strings.HasPrefix(line, "errbook init") {
		put(t, dir, "go.mod", "module example.com/acme\n")
	} else if err := os.CopyFS(dir, os.DirFS(project)); err != nil {
		t.Fatal(err)
	}
	t.Chdir(dir)
	runLine(t, line)
}

// runLine runs the commands of errbook in a line, one after the other, and returns
// what they print. What other programs of the line print is made up.
func runLine(t *testing.T, line string) string {
	t.Helper()
	var printed strings.Builder
	line, _, _ = strings.Cut(line, "  #")
	for part := range strings.SplitSeq(line, "&&") {
		in := ""
		for command := range strings.SplitSeq(part, " | ") {
			command, _, _ = strings.Cut(strings.TrimPrefix(strings.TrimSpace(command), "go tool "), " > ")
			if args := wordsOf(command); len(args) > 0 && args[0] == "errbook" {
				printed.WriteString(runCommand(t, args[1:], in))
			} else {
				in = curled
			}
		}
	}
	return printed.String()
}

func runCommand(t *testing.T, args []string, in string) string {
	t.Helper()
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	if args[0] == "serve" {
		stop() // it serves until then
	}
	var out bytes.Buffer
	if code := run(ctx, args, strings.NewReader(in), &out, &out); code != exitDone {
		t.Errorf("errbook %s ends with %d:\n%s", strings.Join(args, " "), code, out.String())
	}
	return out.String()
}

// exampleProject makes the project, whose book is that of FASHN and Fireworks. It is
// generated, and in git, where v1.2.0 is its version.
func exampleProject(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	if err := os.MkdirAll(filepath.Join(dir, "spec/providers"), 0o777); err != nil {
		t.Fatal(err)
	}
	for name, text := range exampleFiles {
		put(t, dir, name, text)
	}
	for _, provider := range []string{"fashn", "fireworks"} {
		data, err := os.ReadFile("../../spec/providers/" + provider + ".yaml")
		if err != nil {
			t.Fatal(err)
		}
		put(t, dir, "spec/providers/"+provider+".yaml", string(data))
	}
	var out bytes.Buffer
	if code := run(t.Context(), []string{"generate", "--config", filepath.Join(dir, "errbook.yaml")}, nil, &out, &out); code != exitDone {
		t.Fatalf("errbook generate ends with %d:\n%s", code, out.String())
	}
	for _, args := range [][]string{{"init", "-q"}, {"add", "."}, {"-c", "user.name=A", "-c", "user.email=a@example.com", "commit", "-qm", "A book"}, {"tag", "v1.2.0"}} {
		cmd := exec.Command("git", args...)
		cmd.Dir = dir
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("%s: %v\n%s", cmd, err, out)
		}
	}
	return dir
}

// wordsOf splits a command as a shell does, without what it does not need here.
func wordsOf(command string) []string {
	var words []string
	for _, w := range regexp.MustCompile(`'[^']*'|"[^"]*"|\S+`).FindAllString(command, -1) {
		words = append(words, strings.Trim(w, `'"`))
	}
	return words
}

func put(t *testing.T, dir, name, data string) {
	t.Helper()
	if err := os.WriteFile(filepath.Join(dir, name), []byte(data), 0o666); err != nil {
		t.Fatal(err)
	}
}
