package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"

	"github.com/spf13/cobra"

	"github.com/errbook/errbook/generator"
	"github.com/errbook/errbook/internal/config"
	"github.com/errbook/errbook/internal/sums"
	"github.com/errbook/errbook/spec"
	"github.com/errbook/errbook/spec/yaml"
)

// A project is what generate and check work on: errbook.yaml with the flags
// laid over it.
type project struct {
	configFile                  string
	spec, goDir, docs, json, js string
	openAPI                     string
	catalog                     bool
	frontMatter                 string
	flags                       *cobra.Command
}

// addSpecFlags gives a command the flags that say which spec files there are.
func (p *project) addSpecFlags(c *cobra.Command) {
	p.flags = c
	f := c.Flags()
	f.StringVar(&p.configFile, "config", "", "the configuration `file` (default: the nearest errbook.yaml)")
	f.StringVar(&p.spec, "spec", "", "the `directory` of spec files, or one spec file")
}

// addFlags gives a command all flags that win over errbook.yaml.
func (p *project) addFlags(c *cobra.Command) {
	p.addSpecFlags(c)
	f := c.Flags()
	f.StringVar(&p.goDir, "go", "", "the `directory` for the Go packages")
	f.StringVar(&p.docs, "docs", "", "the `directory` for the Markdown pages")
	f.StringVar(&p.json, "json", "", "the `file` for everything as JSON")
	f.StringVar(&p.js, "js", "", "the `directory` for an npm package")
	f.StringVar(&p.openAPI, "openapi", "", "the `directory` for OpenAPI documents of your own APIs' errors")
	f.StringVar(&p.frontMatter, "front-matter", "", "the `site generator` that the Markdown pages are for: "+config.FrontMatters())
	f.BoolVar(&p.catalog, "catalog", false, "also generate package catalog, with every provider")
}

// sumsOf returns what is remembered of what was generated.
func sumsOf(c *config.Config) (*sums.Project, error) {
	options, err := c.Outputs()
	if err != nil {
		return nil, withFaults(c, err)
	}
	return sums.Open(c.Dir, c.SpecPath(), options), nil
}

// withFaults puts the faults of the spec files before err if that is a missing module,
// because people would otherwise learn of them only afterwards.
func withFaults(c *config.Config, err error) error {
	if !errors.As(err, new(config.NoModule)) {
		return err
	}
	if _, faults := c.Load(); faults != nil {
		return errors.Join(faults, err)
	}
	return err
}

// planOf reads the spec files and makes what they generate, in memory.
func planOf(c *config.Config) (*generator.Plan, *spec.Book, error) {
	options, err := c.Options()
	if err != nil {
		return nil, nil, withFaults(c, err)
	}
	book, err := c.Load()
	if err != nil {
		return nil, nil, err
	}
	if problems := options.Published.Check(book); len(problems) > 0 {
		return nil, nil, problems
	}
	plan, err := generator.New(book, options)
	return plan, book, err
}

// config returns errbook.yaml with the flags laid over it.
func (p *project) config() (*config.Config, error) {
	c, err := p.readConfig()
	if errors.Is(err, fs.ErrNotExist) && p.configFile == "" {
		if p.spec == "" {
			return nil, fmt.Errorf("%s is required, here or in a directory above; found none\n\thint: errbook init writes one", config.FileName)
		}
		err = nil
	}
	if err != nil {
		return nil, err
	}
	own := c.Spec.Value
	for _, o := range []struct {
		name, value string
		to          *yaml.Text
	}{{"spec", p.spec, &c.Spec}, {"go", p.goDir, &c.Go}, {"docs", p.docs, &c.Docs}, {"json", p.json, &c.JSON}, {"js", p.js, &c.JS}, {"openapi", p.openAPI, &c.OpenAPI}} {
		if !p.flags.Flags().Changed(o.name) {
			continue
		}
		if o.to.Value, err = relativeTo(c.Dir, o.value); err != nil {
			return nil, err
		}
	}
	c.NoLedger = c.NoLedger || p.flags.Flags().Changed("spec")
	if err := p.keepOwn(c, own); err != nil {
		return nil, err
	}
	if p.flags.Flags().Changed("front-matter") {
		c.FrontMatter.Value = p.frontMatter
	}
	if p.flags.Flags().Changed("catalog") {
		c.Catalog.Value = p.catalog
	}
	return c, nil
}

// keepOwn drops the outputs that errbook.yaml has for its own book, if --spec names
// another one: those pages and packages are not of that book.
func (p *project) keepOwn(c *config.Config, own string) error {
	if own == "" || path.Clean(filepath.ToSlash(own)) == path.Clean(c.Spec.Value) || p.flags.Flags().Lookup("go") == nil {
		return nil
	}
	if _, err := os.Stat(c.SpecPath()); err != nil {
		return nil // which is for whoever reads it to say
	}
	kept := false
	for name, to := range map[string]*yaml.Text{"go": &c.Go, "docs": &c.Docs, "json": &c.JSON, "js": &c.JS, "openapi": &c.OpenAPI} {
		if p.flags.Flags().Changed(name) {
			kept = kept || to.Value != ""
		} else {
			to.Value = ""
		}
	}
	if !kept {
		return fmt.Errorf("--spec with another book than that of %s requires --go, --docs, --json, --js or --openapi; found none of them\n\thint: what %s generates is for %s", config.FileName, config.FileName, own)
	}
	return nil
}

func (p *project) readConfig() (*config.Config, error) {
	if p.configFile == "" {
		return config.Find(".")
	}
	name, err := filepath.Abs(p.configFile)
	if err != nil {
		return nil, err
	}
	c, err := config.Read(name)
	if errors.Is(err, fs.ErrNotExist) {
		err = fmt.Errorf("%s: no such file", p.configFile)
	}
	return c, err
}

// relativeTo returns a path, given relative to the working directory, relative to
// dir; the empty path stays empty.
func relativeTo(dir, name string) (string, error) {
	if name == "" {
		return "", nil
	}
	abs, err := filepath.Abs(name)
	if err != nil {
		return "", err
	}
	if dir, err = filepath.EvalSymlinks(dir); err != nil {
		dir, err = os.Getwd()
	}
	if err != nil {
		return "", err
	}
	if resolved, err := filepath.EvalSymlinks(abs); err == nil {
		abs = resolved
	}
	rel, err := filepath.Rel(dir, abs)
	return filepath.ToSlash(rel), err
}
