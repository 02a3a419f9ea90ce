package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/errbook/errbook/generator/disk"
)

// generate waits for another run, and says whom it waits for.
func TestGenerateWaits(t *testing.T) {
	defer func(p, q time.Duration) { patience, quiet = p, q }(patience, quiet)
	quiet = 0
	for _, tt := range []struct {
		name     string
		patience time.Duration
		want     string
		code     int
	}{
		{"long enough", time.Minute, fmt.Sprintf("errbook: waiting for process %d on ", os.Getpid()), exitDone},
		{"not long enough", 50 * time.Millisecond, "another errbook must not be writing here; found process ", exitFailed},
	} {
		t.Run(tt.name, func(t *testing.T) {
			patience = tt.patience
			dir := t.TempDir()
			if code := run(t.Context(), []string{"init", dir}, nil, os.Stdout, os.Stderr); code != exitDone {
				t.Fatal(code)
			}
			if err := os.WriteFile(filepath.Join(dir, "go.mod"), []byte("module example.com/m\n"), 0o666); err != nil {
				t.Fatal(err)
			}
			fsys, err := disk.Open(dir)
			if err != nil {
				t.Fatal(err)
			}
			defer fsys.Close()
			other, err := disk.Begin(fsys, nil)
			if err != nil {
				t.Fatal(err)
			}
			if tt.code == exitDone {
				time.AfterFunc(200*time.Millisecond, func() { other.Close() })
			} else {
				defer other.Close()
			}
			var said bytes.Buffer
			code := run(t.Context(), []string{"generate", "--config", filepath.Join(dir, "errbook.yaml")}, nil, &said, &said)
			if code != tt.code || !strings.Contains(said.String(), tt.want) {
				t.Errorf("got %d and %s", code, &said)
			}
		})
	}
}
