package main

import (
	"bytes"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"
	"text/template"

	"github.com/spf13/cobra"

	"github.com/errbook/errbook/internal/config"
	"github.com/errbook/errbook/spec"
)

// An initiation is what the flags of init ask for.
type initiation struct {
	provider string
	own      bool
	ci       bool
}

func initCommand() *cobra.Command {
	var x initiation
	c := &cobra.Command{
		Use:   "init [DIR]",
		Short: "Write a starter errbook.yaml and a first spec file",
		Long: `init writes a commented errbook.yaml, a small spec file, and the JSON Schema of spec
files for editors, into DIR or the current directory. The package generated from the
spec file passes its own tests. At the root of a git repository, init also writes a
workflow for GitHub Actions. It overwrites nothing, and prints what to do next.

Without --own, the spec file is for clients of an API. With --own, it is for an API
of your own, and the generated package also sends the errors.`,
		Example: `  errbook init --provider acme && errbook generate && go mod tidy && go test ./...
  errbook init --own --provider shop`,
		Args: cobra.MaximumNArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			dir := "."
			if len(args) == 1 {
				dir = args[0]
			}
			if !c.Flags().Changed("ci") {
				_, err := os.Stat(filepath.Join(dir, ".git"))
				x.ci = err == nil
			}
			return x.run(c, dir)
		},
	}
	f := c.Flags()
	f.StringVar(&x.provider, "provider", "acme", "the `id` of the API whose errors the book describes")
	f.BoolVar(&x.own, "own", false, "the API is your own: the generated package also sends its errors")
	f.BoolVar(&x.ci, "ci", false, "write .github/workflows/errbook.yml (default: true at the root of a git repository)")
	return c
}

func (x *initiation) run(c *cobra.Command, dir string) error {
	files, err := x.files()
	if err != nil {
		return usageError(c, err)
	}
	if err := writeNew(dir, files); err != nil {
		return err
	}
	for _, f := range files {
		say(c.ErrOrStderr(), "wrote %s", filepath.ToSlash(filepath.Join(dir, f.name)))
	}
	next, err := x.fill("starter/next.txt")
	if err != nil {
		return err
	}
	hint(c.ErrOrStderr(), "run errbook generate inside a Go module to write the package, then go mod tidy to add what its tests need")
	_, err = c.OutOrStdout().Write([]byte(asCalled(string(next))))
	return err
}

// A starterFile is a file that init writes.
type starterFile struct {
	name string // relative, with slashes
	data []byte
}

//go:embed starter/*
var starter embed.FS

// files returns what init writes.
func (x *initiation) files() ([]starterFile, error) {
	from := "starter/client.yaml"
	if x.own {
		from = "starter/own.yaml"
	}
	book, err := x.fill(from)
	if err != nil {
		return nil, err
	}
	name := "spec/" + x.provider + ".yaml"
	if err := soundSpec(name, book); err != nil {
		return nil, err
	}
	settings, err := x.fill("starter/errbook.yaml")
	if err != nil {
		return nil, err
	}
	files := []starterFile{{config.FileName, settings}, {name, book}, {"spec/schema.json", spec.Schema()}}
	if x.ci {
		workflow, err := starter.ReadFile("starter/ci.yml")
		if err != nil {
			return nil, err
		}
		files = append(files, starterFile{".github/workflows/errbook.yml", workflow})
	}
	return files, nil
}

// fill puts the provider's id and name into a template.
func (x *initiation) fill(name string) ([]byte, error) {
	t, err := template.New(path.Base(name)).Delims("<<", ">>").ParseFS(starter, name)
	if err != nil {
		return nil, err
	}
	first := min(1, len(x.provider))
	var b bytes.Buffer
	err = t.Execute(&b, struct {
		ID, Name, Code string
		Own            bool
	}{x.provider, strings.ToUpper(x.provider[:first]) + x.provider[first:], spec.CodePrefix(x.provider), x.own})
	return b.Bytes(), err
}

// soundSpec reports why a provider's id does not make a sound spec file. The
// rest of the file is ours, and sound.
func soundSpec(name string, data []byte) error {
	file, problems := spec.Decode(name, data)
	if len(problems) == 0 {
		_, problems = spec.Check([]*spec.File{file})
	}
	if len(problems) > 0 {
		return errors.New("--" + problems[0].Message)
	}
	return nil
}

// writeNew writes files below dir, or none of them if one is there already.
func writeNew(dir string, files []starterFile) error {
	for _, f := range files {
		name := filepath.Join(dir, filepath.FromSlash(f.name))
		if _, err := os.Lstat(name); err == nil {
			return fmt.Errorf("%s already exists; init overwrites nothing", filepath.ToSlash(name))
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
