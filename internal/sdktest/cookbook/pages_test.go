package cookbook

import (
	"context"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"
)

var update = flag.Bool("update", false, "write the programs and what they print into the pages")

// pages is where the pages are.
const pages = "../../../docs/cookbook"

// shownProgram matches what a page shows of a program: a link to its file, its code, and
// after some words what it prints.
var shownProgram = regexp.MustCompile("(?s)\\[`(\\w+\\.go)`\\]\\(\\.\\./\\.\\./internal/sdktest/cookbook/(\\w+\\.go)\\):\n\n```go\n(.*?)```\n(.*?)```text\n(.*?)```\n")

// TestPages runs the programs that the pages show, and compares their code and what they
// print with the pages.
func TestPages(t *testing.T) {
	for i := range programs {
		p := &programs[i]
		t.Run(p.file, func(t *testing.T) {
			page := filepath.Join(pages, p.page)
			text, err := os.ReadFile(page)
			if err != nil {
				t.Fatal(err)
			}
			shown := blocksOf(t, string(text))[p.file]
			if shown == nil {
				t.Fatalf("%s must show %s: a link to it, a block of Go, a block of text; found none", page, p.file)
			}
			want := [...]string{codeOf(t, p.file), p.output(t)}
			got := [...]string{string(text)[shown.code[0]:shown.code[1]], string(text)[shown.prints[0]:shown.prints[1]]}
			switch {
			case got == want:
			case *update:
				head, between, tail := string(text)[:shown.code[0]], string(text)[shown.code[1]:shown.prints[0]], string(text)[shown.prints[1]:]
				if err := os.WriteFile(page, []byte(head+want[0]+between+want[1]+tail), 0o644); err != nil {
					t.Fatal(err)
				}
			default:
				t.Errorf("%s shows\n%s\nand says that it prints\n%s\n%s is\n%s\nand prints\n%s\n\thint: cd internal/sdktest && GOWORK=off go test ./cookbook -update",
					page, got[0], got[1], p.file, want[0], want[1])
			}
		})
	}
}

// A block says where a page shows a program: from byte to byte.
type block struct{ code, prints [2]int }

// blocksOf returns the programs that a page shows, by their files.
func blocksOf(t *testing.T, page string) map[string]*block {
	blocks := map[string]*block{}
	for _, m := range shownProgram.FindAllStringSubmatchIndex(page, -1) {
		label, file := page[m[2]:m[3]], page[m[4]:m[5]]
		if label != file || blocks[file] != nil {
			t.Errorf("a link to %s is called %s, or is there twice", file, label)
		}
		blocks[file] = &block{[2]int{m[6], m[7]}, [2]int{m[10], m[11]}}
	}
	return blocks
}

// codeOf returns what a page shows of a file: all from the imports on.
func codeOf(t *testing.T, file string) string {
	source, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	_, code, ok := strings.Cut(string(source), "package cookbook\n\n")
	if !ok {
		t.Fatalf("%s must begin with package cookbook", file)
	}
	return code
}

// tooLong ends a program that hangs.
const tooLong = 20 * time.Second

// output runs a program and returns what it prints.
func (p *program) output(t *testing.T) string {
	ctx, cancel := context.WithTimeout(t.Context(), tooLong)
	defer cancel()
	server := p.server(t)
	text := printed(t, func() { p.run(ctx, server.URL) })
	if ctx.Err() != nil {
		t.Errorf("the program did not end in %s", tooLong)
	}
	if n := server.Requests(); n != p.requests {
		t.Errorf("it sent %d requests, want %d", n, p.requests)
	}
	return text
}

// printed returns what a function prints to the standard output.
func printed(t *testing.T, f func()) string {
	r, w, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	text := make(chan string)
	go func() {
		b, err := io.ReadAll(r)
		text <- fmt.Sprint(string(b), errorText(err))
	}()
	stdout := os.Stdout
	os.Stdout = w
	defer func() { os.Stdout = stdout }()
	f()
	w.Close()
	return <-text
}

func errorText(err error) string {
	if err != nil {
		return err.Error()
	}
	return ""
}

// TestPagesAreWhole holds that each program is run and shown, that nothing else is shown,
// and that the index leads to each page.
func TestPagesAreWhole(t *testing.T) {
	run := map[string]string{}
	for _, p := range programs {
		run[p.file] = p.page
	}
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		if file != "doc.go" && !strings.HasSuffix(file, "_test.go") && run[file] == "" {
			t.Errorf("%s is not run", file)
		}
	}
	index, err := os.ReadFile(filepath.Join(pages, "README.md"))
	if err != nil {
		t.Fatal(err)
	}
	markdown, err := filepath.Glob(filepath.Join(pages, "*.md"))
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range markdown {
		name := filepath.Base(path)
		leadSomewhere(t, path)
		if name == "README.md" {
			continue
		}
		if !strings.Contains(string(index), "]("+name+")") {
			t.Errorf("the index does not lead to %s", name)
		}
		onlyRun(t, path, run)
	}
}

// onlyRun checks that the Go of a page is of programs that are run for it.
func onlyRun(t *testing.T, path string, run map[string]string) {
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	blocks := blocksOf(t, string(text))
	if n := strings.Count(string(text), "```go\n"); n != len(blocks) || n == 0 {
		t.Errorf("%s has %d blocks of Go, and %d of programs", path, n, len(blocks))
	}
	for file := range blocks {
		if run[file] != filepath.Base(path) {
			t.Errorf("%s shows %s, which is run for %q", path, file, run[file])
		}
	}
}

// link matches a link to a file of the repository.
var link = regexp.MustCompile(`\]\(([^):#]+)\)`)

// leadSomewhere checks that what a page links to exists.
func leadSomewhere(t *testing.T, path string) {
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range link.FindAllStringSubmatch(string(text), -1) {
		if _, err := os.Stat(filepath.Join(filepath.Dir(path), m[1])); err != nil {
			t.Errorf("%s: %v", path, err)
		}
	}
}
