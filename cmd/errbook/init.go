package main

import (
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"text/template"

	"github.com/spf13/cobra"

	"github.com/errbook/errbook/internal/config"
	"github.com/errbook/errbook/spec"
)

func initCommand() *cobra.Command {
	var provider string
	c := &cobra.Command{
		Use:   "init [DIR]",
		Short: "Write a starter errbook.yaml and a first spec file",
		Long: `init writes, into DIR or here, an errbook.yaml with comments and a small spec
file that generates a package which passes its own tests. It overwrites nothing.`,
		Example: `  errbook init --provider acme && errbook generate && go mod tidy && go test ./...`,
		Args:    cobra.MaximumNArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			dir := "."
			if len(args) == 1 {
				dir = args[0]
			}
			files, err := starterFiles(provider)
			if err != nil {
				return usageError(c, err)
			}
			if err := writeNew(dir, files); err != nil {
				return err
			}
			for _, f := range files {
				say(c.ErrOrStderr(), "wrote %s", filepath.ToSlash(filepath.Join(dir, f.name)))
			}
			hint(c.ErrOrStderr(), "errbook generate writes the Go package, within a Go module; go mod tidy then finds what its tests need")
			return nil
		},
	}
	c.Flags().StringVar(&provider, "provider", "acme", "the `id` of the API whose errors the book describes")
	return c
}

// A starterFile is a file that init writes.
type starterFile struct {
	name string // relative, with slashes
	data []byte
}

//go:embed starter/*.yaml
var starter embed.FS

// starterFiles returns what init writes for a provider.
func starterFiles(provider string) ([]starterFile, error) {
	book, err := starter.ReadFile("starter/spec.yaml")
	if err != nil {
		return nil, err
	}
	settings, err := starter.ReadFile("starter/errbook.yaml")
	if err != nil {
		return nil, err
	}
	if book, err = fill(book, provider); err != nil {
		return nil, err
	}
	name := "spec/" + provider + ".yaml"
	if err := soundSpec(name, book); err != nil {
		return nil, err
	}
	return []starterFile{{config.FileName, settings}, {name, book}}, nil
}

// fill puts the provider's id and name into a template.
func fill(text []byte, provider string) ([]byte, error) {
	t, err := template.New("spec").Delims("<<", ">>").Parse(string(text))
	if err != nil {
		return nil, err
	}
	title := strings.ToUpper(provider[:min(1, len(provider))]) + provider[min(1, len(provider)):]
	var b strings.Builder
	err = t.Execute(&b, struct{ ID, Name, Code string }{provider, title, spec.CodePrefix(provider)})
	return []byte(b.String()), err
}

// soundSpec reports why a provider's id does not make a sound spec file. The
// rest of the file is ours, and sound.
func soundSpec(name string, data []byte) error {
	file, problems := spec.Decode(name, data)
	if len(problems) == 0 {
		_, problems = spec.Check([]*spec.File{file})
	}
	if len(problems) > 0 {
		return errors.New("--provider: " + problems[0].Message)
	}
	return nil
}

// writeNew writes files below dir, or none of them if one is there already.
func writeNew(dir string, files []starterFile) error {
	for _, f := range files {
		name := filepath.Join(dir, filepath.FromSlash(f.name))
		if _, err := os.Lstat(name); err == nil {
			return fmt.Errorf("%s is there already; init overwrites nothing", filepath.ToSlash(name))
		} else if !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	for _, f := range files {
		name := filepath.Join(dir, filepath.FromSlash(f.name))
		if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
			return err
		}
		if err := createNew(name, f.data); err != nil {
			return err
		}
	}
	return nil
}

// createNew writes a file that must not be there.
func createNew(name string, data []byte) error {
	f, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	return errors.Join(err, f.Close())
}
