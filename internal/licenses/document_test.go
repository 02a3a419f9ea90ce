package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestDocument(t *testing.T) {
	want, err := document("../..")
	if err != nil {
		t.Fatal(err)
	}
	got, err := os.ReadFile("../../" + file)
	if err != nil || string(got) != string(want) {
		t.Errorf("%s is stale (%v); fix it with: go run ./internal/licenses", file, err)
	}
	// What is sure to be linked, and what tests alone need.
	for module, linked := range map[string]bool{"github.com/spf13/cobra": true, "github.com/inconshreveable/mousetrap": true, "github.com/yuin/goldmark": false} {
		if strings.Contains(string(want), "\n| "+module+" |") != linked {
			t.Errorf("%s is linked: want %t", module, linked)
		}
	}
}

func TestIdentify(t *testing.T) {
	for text, want := range map[string]string{
		"Permission is hereby\ngranted, free of charge, to any person":                                      "MIT",
		"Redistribution and use in source and binary forms":                                                 "BSD-2-Clause",
		"Redistribution and use in source and binary forms. Neither the name … endorse or promote products": "BSD-3-Clause",
		"All rights reserved.": "",
	} {
		if got := identify(text); got != want {
			t.Errorf("%q is %q, want %q", text, got, want)
		}
	}
}

func TestReadRefuses(t *testing.T) {
	dir := t.TempDir()
	if _, err := read("example.com/m", "v1.0.0", dir); err == nil {
		t.Error("a module without a license is taken")
	}
	if err := os.WriteFile(filepath.Join(dir, "LICENSE"), []byte("Mine.\n"), 0o666); err != nil {
		t.Fatal(err)
	}
	if _, err := read("example.com/m", "v1.0.0", dir); err == nil {
		t.Error("a license that is not known is taken")
	}
}
