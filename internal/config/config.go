// Package config finds and reads errbook.yaml: which spec files a project has,
// and where what they generate goes.
package config

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"golang.org/x/mod/modfile"

	"github.com/errbook/errbook/apierr/wire"
	"github.com/errbook/errbook/generator"
	"github.com/errbook/errbook/internal/lint"
	"github.com/errbook/errbook/spec"
	"github.com/errbook/errbook/spec/ledger"
	"github.com/errbook/errbook/spec/suggest"
	"github.com/errbook/errbook/spec/yaml"
	"github.com/errbook/errbook/templates"
)

// FileName is the name of the configuration file.
const FileName = "errbook.yaml"

// A Config is what errbook.yaml says. Paths are relative to its directory.
type Config struct {
	yaml.Pos      `noun:"file" numbers:"quoted"`
	Version       yaml.Int   `yaml:"version,required,min=1,max=1" doc:"The version of the configuration: 1."`
	Spec          yaml.Text  `yaml:"spec,required" doc:"A directory of spec files, or one file."`
	Go            yaml.Text  `yaml:"go" doc:"The directory of the Go packages."`
	Catalog       yaml.Bool  `yaml:"catalog" doc:"Whether to generate package catalog, too."`
	Docs          yaml.Text  `yaml:"docs" doc:"The directory of the Markdown pages."`
	JSON          yaml.Text  `yaml:"json" doc:"The file with everything."`
	JS            yaml.Text  `yaml:"js" doc:"The directory of an npm package, for JavaScript and TypeScript."`
	OpenAPI       yaml.Text  `yaml:"openapi" doc:"The directory of an OpenAPI document per API of your own, with its errors as components."`
	JSPackage     *JSPackage `yaml:"js_package" doc:"What the npm package is called."`
	Ledger        yaml.Text  `yaml:"ledger" doc:"The file with every code that was ever published: ledger.yaml beside the spec files if it is not given."`
	RepoURL       yaml.Text  `yaml:"repo_url" doc:"Where readers can edit the spec files."`
	Generic       yaml.Text  `yaml:"generic,of=generic" doc:"What may judge responses that the spec files do not document, where a file does not say so itself: ai (the default), http (the default for an API of your own), or none."`
	PackageSuffix yaml.Text  `yaml:"package_suffix,raw,of=package_suffix" doc:"What the names of the Go packages end in: err if it is not given, nothing if it is empty."`
	DocsPages     yaml.Text  `yaml:"docs_pages,of=docs_pages" doc:"What has a Markdown page with everything about an error: provider, which is the default, or error, for one page per error, in its provider's directory."`
	FrontMatter   yaml.Text  `yaml:"front_matter,of=front_matter" doc:"The site generator that the pages are for."`
	Site          *Site      `yaml:"site" doc:"What the documentation site is like."`
	Lint          *Lint      `yaml:"lint" doc:"What errbook lint looks for."`

	// Dir is the directory of the file: what all paths are relative to.
	Dir string
	// NoLedger says that the spec files are not those of the file, so that what is
	// generated says nothing of what the book has published.
	NoLedger bool

	outputs []string // what the file says, whatever flags are laid over it
}

// A JSPackage is what errbook.yaml says about the npm package.
type JSPackage struct {
	yaml.Pos `noun:"js_package" numbers:"quoted"`
	Name     yaml.Text `yaml:"name,required,of=npm_name" doc:"The name under which it is published."`
	Version  yaml.Text `yaml:"version,required,raw,of=npm_version" doc:"Its version, such as 1.2.0."`
	License  yaml.Text `yaml:"license" doc:"Its license, as SPDX names it."`
}

// A Site is what errbook.yaml says about the documentation site.
type Site struct {
	yaml.Pos `noun:"site" numbers:"quoted"`
	Title    yaml.Text           `yaml:"title" doc:"What the site is called."`
	Logo     yaml.Text           `yaml:"logo" doc:"An image that is shown before the title."`
	Accent   yaml.Text           `yaml:"accent,of=color" doc:"The color of links, of buttons and of what has the focus, as #b4431f; links are darker or lighter if it could not be read."`
	Links    yaml.Map[yaml.Text] `yaml:"links" doc:"Links in the bar at the top, by their title."`
	BaseURL  yaml.Text           `yaml:"base_url,of=base_url" doc:"The URL where the site will be: generated code and pages link to it."`
	Go       yaml.Text           `yaml:"go,of=switch" doc:"Whether pages show Go code: on or off."`
	Featured []yaml.Text         `yaml:"featured,distinct" doc:"The ids of the providers that the home page names first."`
}

// A Lint is what errbook.yaml says about errbook lint.
type Lint struct {
	yaml.Pos `noun:"lint" numbers:"quoted"`
	Off      []yaml.Text `yaml:"off,distinct,of=lint_rule" doc:"The rules that are not asked, by their ids."`
	On       []yaml.Text `yaml:"on,distinct,of=optional_lint_rule" doc:"The rules of style that are asked, too, by their ids."`
}

// LintOff returns the ids of the rules that lint does not ask.
func (c *Config) LintOff() []string {
	off := lint.Optional()
	if c.Lint == nil {
		return off
	}
	for _, rule := range c.Lint.On {
		off = slices.DeleteFunc(off, func(id string) bool { return id == rule.Value })
	}
	for _, rule := range c.Lint.Off {
		off = append(off, rule.Value)
	}
	return off
}

// Find reads the errbook.yaml of dir or of the nearest directory above it. Where
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
			return &Config{Dir: dir, NoLedger: true}, fs.ErrNotExist
		}
	}
}

// Read reads a configuration file.
func Read(name string) (*Config, error) {
	data, err := os.ReadFile(name)
	if err != nil {
		return nil, err
	}
	return Decode(name, data)
}

// Decode reads the configuration file of a name from its bytes.
func Decode(name string, data []byte) (*Config, error) {
	c := &Config{Dir: filepath.Dir(name)}
	if problems := yaml.Decode(shorten(name), data, c, sets()...); len(problems) > 0 {
		return nil, problems
	}
	if problems := c.lintProblems(shorten(name)); len(problems) > 0 {
		return nil, problems
	}
	for _, to := range []*yaml.Text{&c.Go, &c.Docs, &c.JSON, &c.JS, &c.OpenAPI} {
		if to.Value != "" {
			c.outputs = append(c.outputs, filepath.ToSlash(filepath.Clean(filepath.FromSlash(to.Value))))
		}
	}
	slices.Sort(c.outputs)
	return c, nil
}

// lintProblems reports rules that are turned both on and off.
func (c *Config) lintProblems(path string) yaml.Problems {
	r := yaml.Reporter{Path: filepath.ToSlash(path)}
	if c.Lint != nil {
		for _, rule := range c.Lint.Off {
			if slices.ContainsFunc(c.Lint.On, func(on yaml.Text) bool { return on.Value == rule.Value }) {
				r.Report(rule.Pos, "", "each item of off must not be in on, too; found %s", rule.Value)
			}
		}
	}
	return r.Problems.Sorted()
}

// Schema returns the JSON Schema (draft-07) of errbook.yaml. What needs the disk,
// such as whether go is in a Go module, it lets pass.
func Schema() []byte {
	return yaml.JSONSchema(new(Config), yaml.SchemaID("internal/config/schema.json"), "errbook.yaml", "Which spec files a project has, and where what they generate goes.", sets()...)
}

// sets are the words and forms that the tags of Config name.
func sets() []yaml.Set {
	return []yaml.Set{
		{Name: "docs_pages", Words: []string{pagePerProvider, pagePerError}},
		{Name: "front_matter", Words: FrontMatterNames()},
		{Name: "generic", Words: []string{wire.GenericAI.String(), wire.GenericHTTP.String(), wire.GenericNone.String()}},
		{Name: "lint_rule", Words: lint.RuleNames()},
		{Name: "optional_lint_rule", Words: lint.Optional()},
		{Name: "switch", Words: []string{"on", "off"}},
		{Name: "color", Form: regexp.MustCompile(`^#[0-9a-fA-F]{6}$`), Must: "# and six hexadecimal digits"},
		{Name: "base_url", Form: regexp.MustCompile(`^https?://[^/?#\s"<>]+(/[^?#\s"<>]*)?$`), Must: "an absolute URL without a query, such as https://example.com/errors"},
		{Name: "npm_name", Form: regexp.MustCompile(`^(@[a-z0-9-][a-z0-9._-]*/)?[a-z0-9-][a-z0-9._-]*$`), Must: "lowercase letters, digits, hyphens, dots and underscores, perhaps after a scope such as @acme/"},
		{Name: "npm_version", Form: regexp.MustCompile(`^(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)(-[0-9A-Za-z.-]+)?$`), Must: "three numbers, as semver.org has them"},
		{Name: "package_suffix", Form: regexp.MustCompile(`^[a-z0-9]*$`), Must: "lowercase letters and digits, or empty"},
	}
}

// shorten returns a path relative to the working directory where that is shorter.
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

// SpecPath returns the path of the spec files as the working directory sees it.
func (c *Config) SpecPath() string {
	return shorten(filepath.Join(c.Dir, filepath.FromSlash(c.Spec.Value)))
}

// Load returns the book of the spec files, with what the file says of all of them.
func (c *Config) Load() (*spec.Book, error) { return c.Settings().Load(c.SpecPath()) }

// LoadSpec returns the book of spec files that are named by their paths, with what the
// nearest errbook.yaml above them says, if it says that of all of them.
func LoadSpec(paths ...string) (*spec.Book, error) {
	book, _, err := LoadSpecConfig(paths...)
	return book, err
}

// LoadSpecConfig is LoadSpec, and returns that errbook.yaml, an empty Config if it does
// not count.
func LoadSpecConfig(paths ...string) (*spec.Book, *Config, error) {
	if len(paths) == 0 {
		book, err := spec.Load()
		return book, new(Config), err
	}
	dir := paths[0]
	if info, err := os.Stat(dir); err != nil || !info.IsDir() {
		dir = filepath.Dir(dir)
	}
	c, err := Find(dir)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, nil, err
	}
	if err != nil || !c.hasAll(paths) {
		c = new(Config)
	}
	book, err := c.Settings().Load(paths...)
	return book, c, err
}

// hasAll reports whether paths are all the spec files of the project, or of these.
func (c *Config) hasAll(paths []string) bool {
	own := filepath.Join(c.Dir, filepath.FromSlash(c.Spec.Value))
	for _, path := range paths {
		abs, err := filepath.Abs(path)
		if err != nil || abs != own && filepath.Dir(abs) != own {
			return false
		}
	}
	return true
}

// Settings returns what the file says of all spec files.
func (c *Config) Settings() spec.Settings {
	return spec.Settings{Site: c.BaseURL(), Generic: c.Generic.Value}
}

// BaseURL returns the URL where the site is, "" if nobody says.
func (c *Config) BaseURL() string {
	if c.Site == nil {
		return ""
	}
	return c.Site.BaseURL.Value
}

// PathOf returns the path of a file below the directory of errbook.yaml as the
// working directory sees it.
func (c *Config) PathOf(file string) string {
	return shorten(filepath.Join(c.Dir, filepath.FromSlash(file)))
}

// Options returns what to generate, and reports paths that it cannot go to.
func (c *Config) Options() (generator.Options, error) {
	o, err := c.Outputs()
	if err != nil || o.Ledger == "" {
		return o, err
	}
	o.Published, err = c.published(o.Ledger)
	return o, err
}

// Outputs is [Config.Options] without what was published, for which the ledger must be
// read.
func (c *Config) Outputs() (generator.Options, error) {
	o := generator.Options{Spec: filepath.ToSlash(c.Spec.Value), Catalog: c.Catalog.Value, Settings: c.Settings(), ErrorPages: c.DocsPages.Value == pagePerError, Kept: slices.Compact(slices.Clone(c.outputs))}
	o.Packages.Suffix = c.packageSuffix()
	err := checkText("spec", o.Spec)
	if err != nil {
		return o, err
	}
	if o.FrontMatter, err = frontMatter(c.FrontMatter.Value); err != nil {
		return o, err
	}
	if c.Go.Value == "" && c.Docs.Value == "" && c.JSON.Value == "" && c.JS.Value == "" && c.OpenAPI.Value == "" {
		return o, errors.New("at least one of go, docs, json, js and openapi is required; found none of them, so there is nothing to generate")
	}
	if p := c.JSPackage; p != nil {
		o.NPM = generator.NPM{Name: p.Name.Value, Version: p.Version.Value, License: p.License.Value}
	}
	o.NPM.Repository = c.RepoURL.Value
	for _, p := range []struct {
		key  string
		from string
		to   *string
	}{{"go", c.Go.Value, &o.Go}, {"docs", c.Docs.Value, &o.Docs}, {"json", c.JSON.Value, &o.JSON}, {"js", c.JS.Value, &o.JS}, {"openapi", c.OpenAPI.Value, &o.OpenAPI}} {
		if p.from == "" {
			continue
		}
		if err := checkText(p.key, p.from); err != nil {
			return o, err
		}
		if *p.to, err = outputPath(p.key, p.from); err != nil {
			return o, err
		}
	}
	if o.Ledger, err = c.ledger(); err != nil {
		return o, err
	}
	if err = checkApart(&o); err != nil {
		return o, err
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
	_, specRoot, err := moduleOf(filepath.Join(c.Dir, filepath.FromSlash(o.Spec)))
	o.SpecInModule = err == nil && specRoot == root && filepath.IsLocal(filepath.FromSlash(o.Spec))
	if o.Docs != "" {
		_, docsRoot, err := moduleOf(filepath.Join(c.Dir, filepath.FromSlash(o.Docs)))
		o.SameModule = err == nil && docsRoot == root
	}
	return o, nil
}

// ledger returns where the ledger goes, "" for nowhere.
func (c *Config) ledger() (string, error) {
	name := filepath.FromSlash(c.Ledger.Value)
	if name == "" {
		name = filepath.FromSlash(c.Spec.Value)
		if info, err := os.Stat(filepath.Join(c.Dir, name)); err == nil && !info.IsDir() {
			name = filepath.Dir(name)
		}
		name = filepath.Join(name, spec.LedgerName)
	}
	if c.NoLedger {
		return "", nil
	}
	if name = filepath.Clean(name); !filepath.IsLocal(name) {
		if c.Ledger.IsSet() {
			return "", fmt.Errorf("ledger must be below the directory of %s; found %s", FileName, c.Ledger.Value)
		}
		return "", nil // the spec files are elsewhere
	}
	return filepath.ToSlash(name), nil
}

// published returns what the ledger says now; nil if there is none yet.
func (c *Config) published(name string) (*ledger.Ledger, error) {
	file := filepath.Join(c.Dir, filepath.FromSlash(name))
	data, err := os.ReadFile(file)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	l, problems := ledger.Decode(shorten(file), data)
	if len(problems) > 0 {
		return nil, problems
	}
	return l, nil
}

// outputPath returns a path that something is generated to, relative and with
// slashes, and reports one that it cannot be: outside the directory of the
// file, or where other tools have theirs.
func outputPath(key, name string) (string, error) {
	clean := filepath.ToSlash(filepath.Clean(filepath.FromSlash(name)))
	if !filepath.IsLocal(filepath.FromSlash(clean)) {
		return "", fmt.Errorf("%s must be below the directory of %s; found %q", key, FileName, name)
	}
	for part := range strings.SplitSeq(clean, "/") {
		if why := whyNotDirectory(key, part); why != "" {
			return "", fmt.Errorf("%s must be a path of the project's own; found %q, in which %s %s", key, name, part, why)
		}
	}
	return clean, nil
}

// checkApart reports a file that is a directory, too, or is above one, or is two files.
func checkApart(o *generator.Options) error {
	for _, file := range []struct{ key, path string }{{"json", o.JSON}, {"ledger", o.Ledger}} {
		if file.path == "" {
			continue
		}
		for _, dir := range []struct{ key, path string }{{"go", o.Go}, {"docs", o.Docs}, {"js", o.JS}, {"openapi", o.OpenAPI}} {
			if dir.path == file.path || strings.HasPrefix(dir.path, file.path+"/") {
				return fmt.Errorf("%s must be a file, and %s a directory that is not below it; found %q and %q\n\thint: choose another file for %[1]s", file.key, dir.key, file.path, dir.path)
			}
		}
	}
	if o.JSON != "" && o.JSON == o.Ledger {
		return fmt.Errorf("json and ledger must be two files; found %q for both", o.JSON)
	}
	return nil
}

// whyNotDirectory returns why a part of a path must not be in one that is
// generated to, "" if it may.
func whyNotDirectory(key, part string) string {
	switch {
	case strings.EqualFold(part, ".git"):
		return "is Git's"
	case part == "node_modules":
		return "is npm's"
	case key != "go" || part == ".":
	case part == "vendor":
		return "is for packages that the go command puts there"
	case part == "testdata", part[0] == '_', part[0] == '.':
		return "is a directory that the go command ignores"
	}
	return ""
}

// checkText reports a setting that cannot be printed as it is.
func checkText(key, value string) error {
	if strings.ContainsFunc(value, yaml.IsUnseen) {
		return fmt.Errorf("%s must be plain text; found %q", key, value)
	}
	return nil
}

// packageSuffix returns what the names of packages end in.
func (c *Config) packageSuffix() string {
	if !c.PackageSuffix.IsSet() {
		return generator.DefaultSuffix
	}
	return c.PackageSuffix.Value
}

// What docs_pages can be.
const (
	pagePerProvider = "provider"
	pagePerError    = "error"
)

// noFrontMatter is how errbook.yaml and the flag say that pages have none.
const noFrontMatter = "none"

// frontMatter returns the site generator of a name.
func frontMatter(name string) (templates.FrontMatter, error) {
	f := templates.FrontMatter(name)
	if name == noFrontMatter {
		f = templates.NoFrontMatter
	}
	if !f.Known() {
		return "", fmt.Errorf("front_matter must be %s; found %q", FrontMatters(), name)
	}
	return f, nil
}

// FrontMatters lists the names that front_matter takes, for people.
func FrontMatters() string { return suggest.Or(FrontMatterNames()) }

// FrontMatterNames lists the names that front_matter takes.
func FrontMatterNames() []string {
	var names []string
	for _, f := range templates.FrontMatters() {
		names = append(names, string(f))
	}
	return append(names, noFrontMatter)
}

// moduleOf returns the Go module that a directory belongs to, and its root. The
// directory need not exist yet.
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
			return "", "", NoModule{dir}
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

// NoModule is the error that Go is to be generated in a directory outside of any module.
type NoModule struct{ Dir string }

func (e NoModule) Error() string {
	return fmt.Sprintf("a Go module is required around %s; found no go.mod there or above\n\thint: go mod init, or leave out go in %s", shorten(e.Dir), FileName)
}
