package main

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
)

// A component is a module that is linked, with its license as it came.
type component struct {
	path, version string
	license       string // SPDX
	text          string
}

// platforms are those of .goreleaser.yaml, by operating system: what is linked
// does not differ between processors.
var platforms = []string{"linux", "darwin", "windows"}

// document returns THIRD_PARTY.md for the repository at root.
func document(root string) ([]byte, error) {
	list, err := components(root)
	if err != nil {
		return nil, err
	}
	var b bytes.Buffer
	b.WriteString("<!-- Written by go run ./internal/licenses; do not edit. -->\n\n# What errbook contains of others\n\n" +
		"The command `errbook` is linked with these modules. Package `apierr` and generated packages need the standard\n" +
		"library alone.\n\n| module | version | license |\n|---|---|---|\n")
	for _, c := range list {
		fmt.Fprintf(&b, "| %s | %s | %s |\n", c.path, c.version, c.license)
	}
	for _, c := range list {
		fmt.Fprintf(&b, "\n## %s\n\n```text\n%s\n```\n", c.path, c.text)
	}
	return b.Bytes(), nil
}

// components lists what is linked into the command, sorted by path; Go itself
// comes first.
func components(root string) ([]component, error) {
	dirs := map[string]string{} // "path version" -> directory
	for _, platform := range platforms {
		out, err := goCommand(root, platform, "list", "-deps", "-f", "{{with .Module}}{{.Path}}\t{{.Version}}\t{{.Dir}}{{end}}", "./cmd/errbook")
		if err != nil {
			return nil, err
		}
		for line := range strings.Lines(out) {
			fields := strings.Split(strings.TrimSpace(line), "\t")
			if len(fields) == 3 && !strings.HasPrefix(fields[0], "github.com/errbook/errbook") {
				dirs[fields[0]+" "+fields[1]] = fields[2]
			}
		}
	}
	goroot, err := goCommand(root, "", "env", "GOROOT")
	if err != nil {
		return nil, err
	}
	standard, err := read("the Go standard library", "", strings.TrimSpace(goroot))
	if err != nil {
		return nil, err
	}
	var list []component
	for name, dir := range dirs {
		path, version, _ := strings.Cut(name, " ")
		c, err := read(path, version, dir)
		if err != nil {
			return nil, err
		}
		list = append(list, c)
	}
	slices.SortFunc(list, func(a, b component) int { return strings.Compare(a.path, b.path) })
	return append([]component{standard}, list...), nil
}

func goCommand(dir, platform string, args ...string) (string, error) {
	cmd := exec.Command("go", args...)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "CGO_ENABLED=0", "GOOS="+platform)
	var stderr strings.Builder
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		return "", fmt.Errorf("go %s: %w\n%s", args[0], err, stderr.String())
	}
	return string(out), nil
}

// read returns a component with the license in its directory. What has no license
// that is known must not be linked.
func read(path, version, dir string) (component, error) {
	var texts []string
	for _, name := range []string{"LICENSE", "LICENSE.txt", "LICENSE.md", "COPYING", "NOTICE", "NOTICE.txt"} {
		data, err := os.ReadFile(filepath.Join(dir, name))
		if errors.Is(err, os.ErrNotExist) {
			continue
		}
		if err != nil {
			return component{}, err
		}
		texts = append(texts, tidy(string(data)))
	}
	text := strings.Join(texts, "\n\n")
	license := identify(text)
	if license == "" {
		return component{}, fmt.Errorf("%s: a license that is known is required in %s; found none", path, dir)
	}
	return component{path, version, license, text}, nil
}

// tidy returns a text without trailing spaces and carriage returns.
func tidy(text string) string {
	var lines []string
	for line := range strings.Lines(text) {
		lines = append(lines, strings.TrimRight(line, " \t\r\n"))
	}
	return strings.Trim(strings.Join(lines, "\n"), "\n")
}

// marks are sentences by which licenses are recognized: all of them must be there.
var marks = []struct {
	spdx string
	says []string
}{
	{"MIT AND Apache-2.0", []string{"Permission is hereby granted, free of charge", "Licensed under the Apache License, Version 2.0"}},
	{"Apache-2.0", []string{"Apache License", "Version 2.0, January 2004"}},
	{"MIT", []string{"Permission is hereby granted, free of charge"}},
	{"BSD-3-Clause", []string{"Redistribution and use in source and binary forms", "endorse or promote products"}},
	{"BSD-2-Clause", []string{"Redistribution and use in source and binary forms"}},
}

// identify returns the SPDX expression of a license, "" if it is not known.
func identify(text string) string {
	text = strings.Join(strings.Fields(text), " ")
	for _, m := range marks {
		if !slices.ContainsFunc(m.says, func(says string) bool { return !strings.Contains(text, says) }) {
			return m.spdx
		}
	}
	return ""
}
