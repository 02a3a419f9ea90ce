package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// client is a program around the lines that init prints for readers of errors.
const client = `package main

import (
	"errors"
	"fmt"
	"log"
	"net/http"

	"example.com/shop/apierrors/shoperr"
)

func main() {
	resp, err := http.Get("http://localhost:8080/orders")
	if err != nil {
		log.Fatal(err)
	}
	defer resp.Body.Close()
%READS%
}
%MORE%
`

// indented matches the blocks of code in what init prints.
var indented = regexp.MustCompile(`(?m)(?:^\t.*\n)+`)

// TestInitWorks does what init says next: the book generates, lint finds nothing in it,
// its tests pass, and the programs that it shows compile.
func TestInitWorks(t *testing.T) {
	if testing.Short() {
		t.Skip("compiles and tests two modules")
	}
	for _, mode := range []string{"own", "client"} {
		t.Run(mode, func(t *testing.T) {
			dir := initiated(t, "init", "--provider", "shop", "--own="+map[string]string{"own": "true", "client": "false"}[mode])
			_, next, _ := strings.Cut(dir.printed, "\thint: ")
			_, next, _ = strings.Cut(next, "\n")
			printed := indented.FindAllString(next, -1)
			program, more := client, ""
			if mode == "own" {
				more = "\nfunc serve() {\n" + strings.TrimSuffix(printed[0], "\n") + "\n}\n"
				printed = printed[1:]
			}
			program = strings.NewReplacer("%READS%", printed[0], "%MORE%", more).Replace(program)
			put(t, ".", "main.go", program)
			goTool(t, "mod", "tidy")
			goTool(t, "vet", "./...")
			goTool(t, "test", "-vet=off", "./...")
		})
	}
}

// TestTwentyErrors writes sixteen errors of docs/compare below the starter of an API of
// one's own, a blank line between them, as the starter does: the book stays short.
func TestTwentyErrors(t *testing.T) {
	compared, err := os.ReadFile("../../docs/compare/shop.yaml")
	if err != nil {
		t.Fatal(err)
	}
	initiated(t, "init", "--own", "--provider", "shop")
	starter, err := os.ReadFile("spec/shop.yaml")
	if err != nil {
		t.Fatal(err)
	}
	book := string(starter)
	for _, entry := range strings.SplitAfter(string(compared), "\n  - name: ")[1:] {
		entry = strings.TrimRight(strings.TrimSuffix(entry, "  - name: "), "\n")
		name, _, _ := strings.Cut(entry, "\n")
		if !strings.Contains(book, "- name: "+name) && !strings.Contains(entry, "default: true") && strings.Count(book, "- name: ") < 20 {
			book += "\n  - name: " + entry + "\n"
		}
	}
	put(t, ".", "spec/shop.yaml", book)
	runCommand(t, []string{"lint"}, "")
	runCommand(t, []string{"generate"}, "")
	if n, lines := strings.Count(book, "- name: "), strings.Count(book, "\n"); n != 20 || lines > 120 {
		t.Errorf("a book of %d errors has %d lines, want 20 in at most 120", n, lines)
	}
}

// TestInitWorkflow runs the commands of the workflow that init writes.
func TestInitWorkflow(t *testing.T) {
	initiated(t, "init", "--own", "--ci")
	data, err := os.ReadFile(".github/workflows/errbook.yml")
	if err != nil {
		t.Fatal(err)
	}
	for _, args := range [][]string{{"init", "-q"}, {"add", "."}, {"-c", "user.name=A", "-c", "user.email=a@example.com", "commit", "-qm", "A book"}, {"update-ref", "refs/remotes/origin/main", "HEAD"}} {
		if out, err := exec.Command("git", args...).CombinedOutput(); err != nil {
			t.Fatalf("git %s: %v\n%s", args, err, out)
		}
	}
	ran := 0
	for _, m := range regexp.MustCompile(`go tool errbook (.*)`).FindAllStringSubmatch(string(data), -1) {
		ran++
		runCommand(t, wordsOf(strings.ReplaceAll(m[1], "$GITHUB_BASE_REF", "main")), "")
	}
	if ran != 3 {
		t.Errorf("the workflow has %d commands, want check, lint and breaking", ran)
	}
}

// An initiatedProject is what init printed.
type initiatedProject struct{ printed string }

// initiated makes a module with what init writes and generate makes of it, and goes there.
func initiated(t *testing.T, args ...string) initiatedProject {
	t.Helper()
	t.Chdir(t.TempDir())
	put(t, ".", "go.mod", "module example.com/shop\n\ngo 1.26\n\nrequire github.com/errbook/errbook/apierr v0.1.0\n\nreplace github.com/errbook/errbook/apierr => "+filepath.ToSlash(apierrDir)+"\n")
	p := initiatedProject{runCommand(t, args, "")}
	runCommand(t, []string{"lint"}, "")
	runCommand(t, []string{"generate"}, "")
	runCommand(t, []string{"check"}, "")
	return p
}

// apierrDir is the module of the run time, for tests that have gone elsewhere.
var apierrDir, _ = filepath.Abs("../../apierr")

// goTool runs the go command, without a network.
func goTool(t *testing.T, args ...string) {
	t.Helper()
	cmd := exec.Command("go", args...)
	cmd.Env = append(os.Environ(), "GOFLAGS=-mod=mod -trimpath", "GOPROXY=off", "GOWORK=off")
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("go %s: %v\n%s", strings.Join(args, " "), err, out)
	}
}
