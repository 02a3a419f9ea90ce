// Package config finds and reads errbook.yaml: which spec files a project has,
// and where what they generate goes.
package config

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"golang.org/x/mod/modfile"

	"github.com/errbook/errbook/generator"
	"github.com/errbook/errbook/spec"
	"github.com/errbook/errbook/templates"
)

// FileName is the name of the configuration file.
const FileName = "errbook.yaml"

// A Config is what errbook.yaml says. Paths are relative to its folder.
type Config struct {
	spec.Pos
	Version spec.Int  `spec:"version,required"`
	Spec    spec.Text `spec:"spec,required"` // a folder of spec files, or one file
	Go      spec.Text `spec:"go"`            // the folder of the Go packages
	Catalog spec.Bool `spec:"catalog"`       // whether to generate package catalog, too
	Docs    spec.Text `spec:"docs"`          // the folder of the Markdown pages
	JSON    spec.Text `spec:"json"`          // the file with everything
	RepoURL spec.Text `spec:"repo_url"`      // where readers can edit the spec files

	// PackageSuffix is what the names of the Go packages end in.
	PackageSuffix spec.Text `spec:"package_suffix,raw"` // "err" unless it is given; "" for none

	// FrontMatter is the site generator that the pages are for.
	FrontMatter spec.Text `spec:"front_matter"`

	// Dir is the folder of the file: what all paths are relative to.
	Dir string
}

// Find reads the errbook.yaml of dir or of the nearest folder above it. Where
// there is none it returns an empty Config for dir, and an error that is
// fs.ErrNotExist.
func Find(dir string) (*Config, error) {
	dir, err := filepath.Abs(dir)
	if err != nil {
		return nil, err
	}
	for at := dir; ; at = filepath.Dir(at) {
		c, err := Read(filepath.Join(at, FileName))
		if !errors.Is(err, fs.ErrNotExist) {
			return c, err
		}
		if at == filepath.Dir(at) {
			return &Config{Dir: dir}, fs.ErrNotExist
		}
	}
}

// Read reads a configuration file.
func Read(name string) (*Config, error) {
	data, err := os.ReadFile(name)
	if err != nil {
		return nil, err
	}
	c := &Config{Dir: filepath.Dir(name)}
	shown := shorten(name)
	if problems := spec.DecodeInto(shown, data, c); len(problems) > 0 {
		return nil, problems
	}
	if c.Version.Value != 1 {
		return nil, spec.Problems{{Path: shown, Pos: c.Version.Pos, Message: fmt.Sprintf("version must be 1; found %d", c.Version.Value)}}
	}
	return c, nil
}

// shorten returns a path relative to the working folder where that is shorter.
func shorten(name string) string {
	wd, err := os.Getwd()
	if err != nil {
		return name
	}
	if rel, err := filepath.Rel(wd, name); err == nil && len(rel) < len(name) {
		return filepath.ToSlash(rel)
	}
	return name
}

// SpecPath returns the path of the spec files as the working folder sees it.
func (c *Config) SpecPath() string {
	return shorten(filepath.Join(c.Dir, filepath.FromSlash(c.Spec.Value)))
}

// Options returns what to generate, and reports paths that it cannot go to.
func (c *Config) Options() (generator.Options, error) {
	o := generator.Options{Spec: filepath.ToSlash(c.Spec.Value), Catalog: c.Catalog.Value}
	var err error
	if o.Packages.Suffix, err = packageSuffix(c.PackageSuffix); err != nil {
		return o, err
	}
	if o.FrontMatter, err = frontMatter(c.FrontMatter.Value); err != nil {
		return o, err
	}
	if c.Go.Value == "" && c.Docs.Value == "" && c.JSON.Value == "" {
		return o, errors.New("at least one of go, docs and json is required; found none of them, so there is nothing to generate")
	}
	for _, p := range []struct {
		key  string
		from string
		to   *string
	}{{"go", c.Go.Value, &o.Go}, {"docs", c.Docs.Value, &o.Docs}, {"json", c.JSON.Value, &o.JSON}} {
		if p.from == "" {
			continue
		}
		clean := filepath.Clean(filepath.FromSlash(p.from))
		if !filepath.IsLocal(clean) {
			return o, fmt.Errorf("%s must lie below the folder of %s; found %s", p.key, FileName, p.from)
		}
		*p.to = filepath.ToSlash(clean)
	}
	if o.Go == "" {
		o.Catalog = false
		return o, nil
	}
	module, root, err := moduleOf(filepath.Join(c.Dir, filepath.FromSlash(o.Go)))
	if err != nil {
		return o, err
	}
	if o.Packages.Path, err = importPath(module, root, filepath.Join(c.Dir, filepath.FromSlash(o.Go))); err != nil {
		return o, err
	}
	if o.Docs != "" {
		_, docsRoot, err := moduleOf(filepath.Join(c.Dir, filepath.FromSlash(o.Docs)))
		o.SameModule = err == nil && docsRoot == root
	}
	return o, nil
}

// packageSuffix returns what the names of packages end in. By default that is
// "err", so that a program can import fashnerr beside an SDK's package fashn.
func packageSuffix(t spec.Text) (string, error) {
	if !t.IsSet() {
		return "err", nil
	}
	for _, c := range t.Value {
		if (c < 'a' || 'z' < c) && (c < '0' || '9' < c) {
			return "", fmt.Errorf("package_suffix must be lowercase letters and digits, or empty; found %q", t.Value)
		}
	}
	return t.Value, nil
}

// noFrontMatter is how errbook.yaml and the flag say that pages have none.
const noFrontMatter = "none"

// frontMatter returns the site generator of a name.
func frontMatter(name string) (templates.FrontMatter, error) {
	f := templates.FrontMatter(name)
	if name == noFrontMatter {
		f = templates.NoFrontMatter
	}
	if !f.Known() {
		return "", fmt.Errorf("front_matter must be %s; found %s", FrontMatters(), name)
	}
	return f, nil
}

// FrontMatters lists the names that front_matter takes, for people.
func FrontMatters() string {
	var b strings.Builder
	for _, f := range templates.FrontMatters() {
		b.WriteString(string(f) + ", ")
	}
	return strings.TrimSuffix(b.String(), ", ") + " or " + noFrontMatter
}

// moduleOf returns the Go module that a folder belongs to, and its root. The
// folder need not exist yet.
func moduleOf(dir string) (module, root string, err error) {
	for at := dir; ; at = filepath.Dir(at) {
		data, err := os.ReadFile(filepath.Join(at, "go.mod"))
		if err == nil {
			if module = modfile.ModulePath(data); module == "" {
				return "", "", fmt.Errorf("%s: a module line is required; found none", shorten(filepath.Join(at, "go.mod")))
			}
			return module, at, nil
		}
		if at == filepath.Dir(at) {
			return "", "", fmt.Errorf("a Go module is required around %s; found no go.mod there or above\n\thint: go mod init, or leave out go in %s", shorten(dir), FileName)
		}
	}
}

func importPath(module, root, dir string) (string, error) {
	rel, err := filepath.Rel(root, dir)
	if err != nil {
		return "", err
	}
	if rel == "." {
		return module, nil
	}
	return module + "/" + strings.TrimPrefix(filepath.ToSlash(rel), "./"), nil
}
