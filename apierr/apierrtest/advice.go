package apierrtest

import (
	"os"
	"path/filepath"
	"regexp"
)

// advice ends every failure message.
var advice advised

type advised struct{}

func (advised) String() string {
	return "\n\tto fix it, correct the spec if it is wrong, and run: " + commandIn(".") + " generate"
}

// toolLine matches the line of a go.mod that names errbook as a tool.
var toolLine = regexp.MustCompile(`(?m)^\s*(tool\s+)?"?github\.com/errbook/errbook/cmd/errbook"?\s*(//.*)?$`)

// commandIn returns how errbook is called in a directory, by the go.mod there or above.
func commandIn(dir string) string {
	dir, err := filepath.Abs(dir)
	if err != nil {
		return "errbook"
	}
	for {
		if mod, err := os.ReadFile(filepath.Join(dir, "go.mod")); err == nil {
			if toolLine.Match(mod) {
				return "go tool errbook"
			}
			return "errbook"
		}
		above := filepath.Dir(dir)
		if above == dir {
			return "errbook"
		}
		dir = above
	}
}
