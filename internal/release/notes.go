package main

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
)

// section matches the heading of a version in CHANGELOG.md, as Keep a Changelog has
// it: "## [0.1.0] - 2026-12-01", with or without brackets.
var section = regexp.MustCompile(`^## \[?([^\]\s]+)\]?(?: - (\d{4}-\d\d-\d\d))?$`)

// notes returns what CHANGELOG.md says of a version.
func notes(root, version string) (string, error) {
	data, err := os.ReadFile(filepath.Join(root, "CHANGELOG.md"))
	if err != nil {
		return "", err
	}
	var text strings.Builder
	found := false
	line := 0
	for l := range strings.Lines(string(data)) {
		line++
		m := section.FindStringSubmatch(strings.TrimSpace(l))
		switch {
		case m == nil:
			if found {
				text.WriteString(l)
			}
			continue
		case found:
			return trimmed(text.String()), nil
		}
		if found = "v"+m[1] == version; found && m[2] == "" {
			return "", fmt.Errorf("CHANGELOG.md:%d:1: the section must have a date, as in ## [%s] - 2026-12-01; found none", line, m[1])
		}
	}
	if !found {
		return "", fmt.Errorf("CHANGELOG.md: a section ## [%s] - DATE is required; found none", strings.TrimPrefix(version, "v"))
	}
	return trimmed(text.String()), nil
}

func trimmed(s string) string { return strings.TrimSpace(s) + "\n" }
