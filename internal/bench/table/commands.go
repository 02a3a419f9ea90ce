package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// build builds the command, and copies the book, so that nothing of the repository
// changes.
func (b *bench) build() ([]row, error) {
	b.errbook = filepath.Join(b.dir, "errbook")
	cmd := exec.Command("go", "build", "-o", b.errbook, "./cmd/errbook")
	cmd.Dir, cmd.Env = b.root, append(os.Environ(), "GOWORK=")
	if out, err := cmd.CombinedOutput(); err != nil {
		return nil, fmt.Errorf("build errbook: %w\n%s", err, out)
	}
	book := b.book()
	if err := os.CopyFS(filepath.Join(book, "spec", "providers"), os.DirFS(filepath.Join(b.root, "spec", "providers"))); err != nil {
		return nil, err
	}
	return nil, errJoin(
		os.WriteFile(filepath.Join(book, "go.mod"), []byte("module example.com/book\n\ngo 1.25.0\n"), 0o666),
		os.WriteFile(filepath.Join(book, "errbook.yaml"), []byte("version: 1\nspec: spec/providers\ngo: generated\ncatalog: true\ndocs: generated/docs\njson: generated/catalog.json\n"), 0o666),
	)
}

func errJoin(errs ...error) error {
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}

func (b *bench) book() string { return filepath.Join(b.dir, "book") }

// manyLines is how many distinct lines are classified.
const manyLines = 200_000

// lines compares classify --jsonl with jq, which only reads the lines.
func (b *bench) lines() ([]row, error) {
	what := fmt.Sprintf("classify --jsonl of %d distinct lines, against jq -c .status", manyLines)
	jq, err := exec.LookPath("jq")
	if err != nil || b.corpus == "" {
		return []row{missing(what, "a corpus and jq are needed")}, nil
	}
	name := filepath.Join(b.dir, "lines.jsonl")
	if err := b.writeLines(name); err != nil {
		return nil, err
	}
	costs, err := b.race(
		command{dir: b.dir, stdin: name, args: []string{b.errbook, "classify", "--jsonl"}},
		command{dir: b.dir, stdin: name, args: []string{jq, "-c", ".status"}},
	)
	if err != nil {
		return nil, err
	}
	return []row{
		atMost(what, 0.5, per(costs[0].cpu, costs[1].cpu), "×"),
		atMost(what+", wall time", 0.25, per(costs[0].wall, costs[1].wall), "×"),
	}, nil
}

// writeLines writes recorded responses again and again, each with other digits.
func (b *bench) writeLines(name string) error {
	list, err := readCorpus(b.corpus)
	if err != nil {
		return err
	}
	f, err := os.Create(name)
	if err != nil {
		return err
	}
	defer f.Close()
	w := bufio.NewWriter(f)
	enc := json.NewEncoder(w)
	random := rand.New(rand.NewPCG(1, 2))
	for i := range manyLines {
		r := list[i%len(list)]
		r.Body = strings.Map(func(c rune) rune {
			if '1' <= c && c <= '9' {
				return '1' + random.Int32N(9)
			}
			return c
		}, r.Body)
		line := struct {
			response
			Headers map[string]string `json:"headers"`
		}{r, map[string]string{"x-request-id": fmt.Sprintf("req-%d", i)}}
		if err := enc.Encode(line); err != nil {
			return err
		}
	}
	return errJoin(w.Flush(), f.Close())
}

// lookups measures commands that name no provider.
func (b *bench) lookups() ([]row, error) {
	dir := filepath.Join(b.dir, "elsewhere")
	body := filepath.Join(dir, "body.json")
	if err := errJoin(os.MkdirAll(dir, 0o777), os.WriteFile(body, []byte(`{"type":"error","error":{"type":"invalid_request_error","message":"Your credit balance is too low"}}`), 0o666)); err != nil {
		return nil, err
	}
	commands := [][]string{
		{"version"}, {"explain", "429"}, {"explain", "credit balance is too low"}, {"classify", "--host", "api.openai.com", "--status", "400", body}, {"classify", "--status", "400", body},
	}
	var list []command
	for _, args := range commands {
		list = append(list, command{dir: dir, args: append([]string{b.errbook}, args...)})
	}
	costs, err := b.race(list...)
	if err != nil {
		return nil, err
	}
	rows := []row{{"`errbook version`, which every command takes", "", fmt.Sprintf("%.0f ms", milliseconds(costs[0].cpu)), ""}}
	for i := 1; i < len(commands); i++ {
		args := strings.TrimSuffix(strings.Join(commands[i], " "), " "+body)
		rows = append(rows, atMost("`errbook "+args+"`", 30, milliseconds(costs[i].cpu), " ms"))
	}
	return rows, nil
}

// generate measures generate and check against gofmt of the Go files that they make.
func (b *bench) generate() ([]row, error) {
	book, generated := b.book(), filepath.Join(b.book(), "generated")
	first := command{dir: book, args: []string{b.errbook, "generate"}}
	if _, err := b.runOnce(first); err != nil {
		return nil, err
	}
	forget := func() error { return os.RemoveAll(filepath.Join(b.dir, "cache")) }
	again := func() error { return errJoin(forget(), os.RemoveAll(generated)) }
	copied := filepath.Join(b.dir, "copied")
	nth := 0
	edit := func() error {
		nth++
		name := filepath.Join(book, "spec", "providers", "fashn.yaml")
		data, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		from, to := "summary: ", "summary: Now "
		if nth%2 == 0 {
			from, to = to, from
		}
		return os.WriteFile(name, bytes.Replace(data, []byte(from), []byte(to), 1), 0o666)
	}
	var goFiles []string
	err := filepath.WalkDir(generated, func(name string, d fs.DirEntry, err error) error {
		if filepath.Ext(name) == ".go" {
			goFiles = append(goFiles, name)
		}
		return err
	})
	if err != nil {
		return nil, err
	}
	if err := os.CopyFS(copied, os.DirFS(generated)); err != nil {
		return nil, err
	}
	costs, err := b.race(
		command{dir: book, before: again, args: first.args},
		command{dir: book, args: first.args},
		command{dir: book, before: edit, args: first.args},
		command{dir: book, args: []string{b.errbook, "check"}},
		command{dir: book, before: forget, args: []string{b.errbook, "check"}},
		command{dir: book, args: append([]string{"gofmt", "-l"}, goFiles...)},
		command{dir: b.dir, before: func() error { return os.RemoveAll(filepath.Join(b.dir, "written")) }, args: []string{"cp", "-r", copied, filepath.Join(b.dir, "written")}},
	)
	if err != nil {
		return nil, err
	}
	whole, nothing, word, check, wholeCheck, gofmt, written := costs[0], costs[1], costs[2], costs[3], costs[4], costs[5], costs[6]
	floor := cost{gofmt.cpu + written.cpu, gofmt.wall + written.wall}
	return []row{
		atMost("`errbook generate`, the whole book, against gofmt and cp of the same files", 1.6, per(whole.cpu, floor.cpu), "×"),
		atMost("the same, wall time", 1, per(whole.wall, floor.wall), "×"),
		atMost("`errbook generate`, nothing to do", 50, milliseconds(nothing.cpu), " ms"),
		atMost("`errbook generate`, a word of one sentence edited", 150, milliseconds(word.cpu), " ms"),
		atMost("`errbook check`, nothing has changed, against gofmt -l of the same files", 1.2, per(check.cpu, gofmt.cpu), "×"),
		atMost("`errbook check`, the whole book, against the same", 1.2, per(wholeCheck.cpu, gofmt.cpu), "×"),
	}, nil
}

// site measures a site that has not changed.
func (b *bench) site() ([]row, error) {
	c := command{dir: b.book(), args: []string{b.errbook, "site", "--out", filepath.Join(b.dir, "site")}}
	if _, err := b.runOnce(c); err != nil {
		return nil, err
	}
	costs, err := b.race(c)
	if err != nil {
		return nil, err
	}
	return []row{atMost("`errbook site`, nothing has changed, wall time", 500, milliseconds(costs[0].wall), " ms")}, nil
}
