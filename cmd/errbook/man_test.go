package main

import (
	"io"
	"os"
	"strings"
	"testing"

	"github.com/spf13/cobra"
)

// Man pages are of the installed command, also where go run writes them for a release.
func TestManIsOfTheInstalledCommand(t *testing.T) {
	dir := t.TempDir()
	root := rootCommand(io.Discard)
	root.Annotations = map[string]string{cobra.CommandDisplayNameAnnotation: "go run example.com/cmd/errbook"}
	root.SetErr(io.Discard)
	root.SetArgs([]string{"man", dir})
	if err := root.Execute(); err != nil {
		t.Fatal(err)
	}
	pages, err := os.ReadDir(dir)
	if err != nil || len(pages) < 10 {
		t.Fatalf("%d pages, %v", len(pages), err)
	}
	for _, page := range pages {
		data, err := os.ReadFile(dir + "/" + page.Name())
		if err != nil {
			t.Fatal(err)
		}
		if !strings.HasPrefix(page.Name(), "errbook") || strings.Contains(string(data), "go run example") {
			t.Errorf("%s is not a page of errbook", page.Name())
		}
	}
}
