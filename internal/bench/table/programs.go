package main

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/errbook/errbook/apierr"
	"github.com/errbook/errbook/generated/catalog"
)

const (
	small = "package main\n\nimport \"github.com/errbook/errbook/apierr\"\n\nfunc main() {\n\tprintln(apierr.Generic.FromError(nil) == nil)\n}\n"
	large = "package main\n\nimport \"github.com/errbook/errbook/generated/catalog\"\n\nfunc main() {\n\tprintln(catalog.FromError(nil) == nil)\n}\n"
)

// program measures what the catalog adds to a program, by error, against the text that
// its documentation has.
func (b *bench) program() ([]row, error) {
	var sizes []int64
	for i, source := range []string{small, large} {
		dir := filepath.Join(b.dir, fmt.Sprintf("program%d", i))
		if err := b.module(dir, map[string]string{"main.go": source}); err != nil {
			return nil, err
		}
		if _, err := b.runOnce(command{dir: dir, args: []string{"go", "build", "-ldflags=-s -w", "-o", "program", "."}}); err != nil {
			return nil, err
		}
		info, err := os.Stat(filepath.Join(dir, "program"))
		if err != nil {
			return nil, err
		}
		sizes = append(sizes, info.Size())
	}
	errors, text, err := b.bookText()
	if err != nil {
		return nil, err
	}
	added := sizes[1] - sizes[0]
	what := fmt.Sprintf("bytes that the catalog adds to a program, %d an error, against the text of its %d errors, %d an error", added/int64(errors), errors, text/errors)
	return []row{atMost(what, 2, float64(added)/float64(text), "×")}, nil
}

// module writes a module that uses the ones of the repository.
func (b *bench) module(dir string, files map[string]string) error {
	mod := "module example.com/program\n\ngo 1.25.0\n\nrequire (\n\tgithub.com/errbook/errbook/apierr v0.1.0\n\tgithub.com/errbook/errbook/generated v0.1.0\n)\n\n" +
		"replace (\n\tgithub.com/errbook/errbook/apierr => " + b.root + "/apierr\n\tgithub.com/errbook/errbook/generated => " + b.root + "/generated\n)\n"
	if err := errJoin(os.MkdirAll(dir, 0o777), os.WriteFile(filepath.Join(dir, "go.mod"), []byte(mod), 0o666)); err != nil {
		return err
	}
	for name, text := range files {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o666); err != nil {
			return err
		}
	}
	return nil
}

// bookText returns how many errors the catalog has, and how long the distinct texts of
// their documentation are together.
func (b *bench) bookText() (errors, text int, err error) {
	data, err := os.ReadFile(filepath.Join(b.root, "generated", "catalog.json"))
	if err != nil {
		return 0, 0, err
	}
	var book struct {
		Providers []struct {
			Errors []struct {
				Code apierr.Code `json:"code"`
			} `json:"errors"`
		} `json:"providers"`
	}
	if err := json.Unmarshal(data, &book); err != nil {
		return 0, 0, err
	}
	seen := map[string]bool{}
	var note func(v any)
	note = func(v any) {
		switch v := v.(type) {
		case string:
			if !seen[v] {
				seen[v] = true
				text += len(v)
			}
		case []any:
			for _, e := range v {
				note(e)
			}
		case map[string]any:
			for _, e := range v {
				note(e)
			}
		}
	}
	for _, p := range book.Providers {
		for _, e := range p.Errors {
			errors++
			doc, err := json.Marshal(catalog.Lookup(e.Code))
			if err != nil {
				return 0, 0, err
			}
			var v any
			if err := json.Unmarshal(doc, &v); err != nil {
				return 0, 0, err
			}
			note(v)
		}
	}
	return errors, text, nil
}

// manyErrors is how many errors a large package has.
const manyErrors = 1000

// compile measures what a package of many errors takes to compile, the go command apart.
func (b *bench) compile() ([]row, error) {
	dir := filepath.Join(b.dir, "large")
	var s strings.Builder
	s.WriteString("version: 1\nprovider: acme\nname: Acme\nsources: [{id: page, url: \"https://acme.example/errors\", verified: 2026-11-20}]\nerrors:\n")
	for i := range manyErrors {
		fmt.Fprintf(&s, "  - {name: Error%[1]d, title: Error number %[1]d, summary: The request met the condition that has the number %[1]d., status: 429, code: ERROR_%[1]d, kind: rate_limited, "+
			"causes: [The client sent more than the plan with the number %[1]d allows.], fixes: [Wait a minute.], sources: [page]}\n", i)
	}
	if err := errJoin(b.module(dir, nil), os.Mkdir(filepath.Join(dir, "spec"), 0o777), os.WriteFile(filepath.Join(dir, "spec", "acme.yaml"), []byte(s.String()), 0o666)); err != nil {
		return nil, err
	}
	if _, err := b.runOnce(command{dir: dir, args: []string{b.errbook, "generate", "--spec", "spec", "--go", "gen"}}); err != nil {
		return nil, err
	}
	build := command{dir: dir, args: []string{"go", "build", "./gen/..."}}
	if _, err := b.runOnce(build); err != nil {
		return nil, err
	}
	nth := 0
	edited := build
	edited.before = func() error {
		nth++
		return os.WriteFile(filepath.Join(dir, "gen", "acmeerr", "bench.go"), fmt.Appendf(nil, "package acmeerr\n\nconst benchRun = %d // %d\n", nth, os.Getpid()), 0o666)
	}
	costs, err := b.race(edited, build)
	if err != nil {
		return nil, err
	}
	return []row{atMost(fmt.Sprintf("compiling a package of %d errors", manyErrors), 1500, milliseconds(costs[0].cpu-costs[1].cpu), " ms")}, nil
}
