// Package catalog is a book as JSON, whole: for other languages and tools. The
// file catalog.json, the JSON files of the site and errbook explain are made of
// its types alone, so that the same thing has the same shape everywhere.
//
// The members are a promise: they may grow, and keep their meaning within a
// [Version]. [Schema] says what they are.
package catalog

import (
	"bytes"
	"encoding/json"
	"slices"

	"github.com/errbook/errbook/apierr"
	"github.com/errbook/errbook/apierr/errdoc"
	"github.com/errbook/errbook/spec"
	"github.com/errbook/errbook/spec/yaml"
)

// Version is the version of the shape. Version 2 has everything of the book;
// version 1 had neither wire, rules, samples nor contexts.
const Version = 2

// A Catalog is a book.
type Catalog struct {
	Generated string     `json:"generated,omitempty"`
	Version   int        `json:"version"`
	Kinds     []Kind     `json:"kinds"`
	Families  []Family   `json:"families"`
	Retries   []Retry    `json:"retries"`
	Providers []Provider `json:"providers"`
}

// A Kind is what an error can mean, whoever sent it.
type Kind struct {
	Kind      apierr.Kind      `json:"kind"`
	Go        string           `json:"go"`
	Family    apierr.Family    `json:"family,omitempty"`
	Meaning   string           `json:"meaning"`
	Retry     apierr.Retry     `json:"retry"`
	Retryable bool             `json:"retryable"`
	Actor     apierr.Actor     `json:"actor,omitempty"`
	Executed  apierr.Certainty `json:"executed,omitempty"`
	Scope     apierr.Scope     `json:"scope,omitempty"`
	Tell      string           `json:"tell"`
}

// A Family is kinds that are handled alike.
type Family struct {
	Family  apierr.Family `json:"family"`
	Meaning string        `json:"meaning"`
	Kinds   []apierr.Kind `json:"kinds"`
}

// A Retry is a class of retry.
type Retry struct {
	Retry     apierr.Retry `json:"retry"`
	Retryable bool         `json:"retryable"`
	Advice    string       `json:"advice"`
}

// A Provider is one spec file.
type Provider struct {
	ID       string          `json:"id"`
	Name     string          `json:"name"`
	Package  string          `json:"package"`
	OTel     string          `json:"otel_provider,omitempty"`
	Hosts    []string        `json:"hosts,omitempty"`
	GoSDKs   []string        `json:"go_sdks,omitempty"`
	Links    []errdoc.Link   `json:"links,omitempty"`
	Support  []string        `json:"support_include,omitempty"`
	Limits   []Limit         `json:"limits,omitempty"`
	Tips     []string        `json:"tips,omitempty"`
	Guides   []Guide         `json:"guides,omitempty"`
	Sources  []errdoc.Source `json:"sources"`
	Wire     Wire            `json:"wire"`
	Surfaces []Surface       `json:"surfaces,omitempty"`
	Generic  string          `json:"generic"`
	Contexts []Context       `json:"contexts,omitempty"`
	Errors   []Error         `json:"errors"`
}

// A Limit is a header that counts requests, tokens and the like.
type Limit struct {
	Header string `json:"header"`
	Means  string `json:"means"`
	Format string `json:"format,omitempty"`
}

// A Guide is advice that several errors share.
type Guide struct {
	errdoc.Guide
	Errors []apierr.Code `json:"errors,omitempty"`
}

// A Context is what the caller knows and no response says.
type Context struct {
	Context string   `json:"context"`
	Values  []string `json:"values"`
}

// An Error is one documented error, with the rules by which it is recognized.
type Error struct {
	Provider string `json:"provider,omitempty"`
	Path     string `json:"path,omitempty"`
	*apierr.Doc
	Name       string   `json:"name"`
	Slug       string   `json:"slug"`
	Retryable  bool     `json:"retryable"`
	Rules      []Rule   `json:"rules"`
	Samples    []Sample `json:"samples,omitempty"`
	NearMisses []Sample `json:"near_misses,omitempty"`
}

// A Page is an error by itself, with what its provider says for all errors.
type Page struct {
	Error
	Links   []errdoc.Link `json:"provider_links,omitempty"`
	Support []string      `json:"support_include,omitempty"`
}

// Packages names the Go packages that are generated.
type Packages interface {
	Name(f *spec.File) string // of a spec file
	Kinds() string            // of a book's own kinds
}

// New returns a book as JSON has it; generated says who wrote the catalog, and
// from what.
func New(book *spec.Book, packages Packages, generated string) *Catalog {
	c := Frame(book, packages, generated)
	for _, f := range book.Files {
		c.Providers = append(c.Providers, NewProvider(f, packages.Name(f)))
	}
	return c
}

// Frame returns the catalog of a book without its providers.
func Frame(book *spec.Book, packages Packages, generated string) *Catalog {
	t := book.ToldTaxonomy()
	return &Catalog{Generated: generated, Version: Version, Kinds: Kinds(t, packages), Families: families(t), Retries: retries(), Providers: []Provider{}}
}

// Kinds lists every kind with its facts.
func Kinds(t *spec.Taxonomy, packages Packages) []Kind {
	var list []Kind
	for _, k := range t.All() {
		expr := k.Name.GoString()
		if k.Own {
			expr = packages.Kinds() + "." + k.GoName()
		}
		list = append(list, Kind{k.Name, expr, k.Family, k.Meaning, k.Retry, k.Retry.Retryable(), k.Actor, k.Executed, k.Scope, k.Tell})
	}
	return list
}

func families(t *spec.Taxonomy) []Family {
	var list []Family
	for _, f := range t.Families {
		family := Family{Family: f.Name, Meaning: f.Meaning, Kinds: []apierr.Kind{}}
		for _, k := range t.Kinds {
			if k.Family == f.Name {
				family.Kinds = append(family.Kinds, k.Name)
			}
		}
		list = append(list, family)
	}
	return list
}

func retries() []Retry {
	var list []Retry
	for _, r := range namesOf[apierr.Retry]() {
		list = append(list, Retry{r, r.Retryable(), r.Advice()})
	}
	return list
}

// NewProvider returns a spec file as JSON has it; pkg is its Go package.
func NewProvider(f *spec.File, pkg string) Provider {
	r := f.Facts()
	out := Provider{
		ID: r.ID, Name: r.Name, Package: pkg, OTel: r.OTelName, Hosts: r.Hosts, GoSDKs: valuesOf(f.GoSDKs), Links: r.Links, Support: r.Support, Tips: r.Tips,
		Sources: []errdoc.Source{}, Wire: newWire(f.MainWire()), Generic: r.Generic.String(), Errors: []Error{},
	}
	for _, l := range f.Limits {
		out.Limits = append(out.Limits, Limit{l.Header.Value, l.Means.Value, l.Format.Value})
	}
	for i := range f.Guides {
		g := Guide{Guide: f.Guides[i].Doc}
		for _, name := range f.Guides[i].Names() {
			g.Errors = append(g.Errors, f.CodeOf(name))
		}
		out.Guides = append(out.Guides, g)
	}
	for i := range f.Sources {
		out.Sources = append(out.Sources, f.Sources[i].Doc())
	}
	for _, s := range f.Surfaces {
		out.Surfaces = append(out.Surfaces, newSurface(s.Key.Value, s.Value))
	}
	for _, c := range f.Contexts {
		out.Contexts = append(out.Contexts, Context{c.Key.Value, valuesOf(c.Value)})
	}
	for _, e := range f.Errors {
		out.Errors = append(out.Errors, NewError(f, e))
	}
	return out
}

// NewError returns an error as JSON has it, in the given contexts.
func NewError(f *spec.File, e *spec.Error, contexts ...apierr.Context) Error {
	d := e.Doc.In(contexts...)
	return Error{
		Doc: d, Name: e.Name.Value, Slug: e.Slug.Value,
		Retryable: d.Retry.Retryable(),
		Rules:     rulesOf(f, e), Samples: samplesOf(f, e), NearMisses: nearMissesOf(f, e),
	}
}

// NewPage returns an error by itself, in the given contexts.
func NewPage(f *spec.File, e *spec.Error, contexts ...apierr.Context) Page {
	p := Page{Error: NewError(f, e, contexts...), Links: f.Facts().Links, Support: f.Facts().Support}
	p.Provider = f.Provider.Value
	return p
}

// Encode prints a value for people and programs: indented, with <, > and & as
// they are.
func Encode(v any) ([]byte, error) {
	var compact, indented bytes.Buffer
	enc := json.NewEncoder(&compact)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		return nil, err
	}
	// The encoder would indent into memory that it enlarges again and again.
	err := json.Indent(&indented, compact.Bytes(), "", "  ")
	return indented.Bytes(), err
}

// Encode prints the catalog as the function Encode does, one provider after the
// other: the whole in one piece is copied again and again as it grows.
func (c *Catalog) Encode() ([]byte, error) {
	head := *c
	head.Providers = []Provider{}
	out, err := Encode(&head)
	if err != nil || len(c.Providers) == 0 {
		return out, err
	}
	b := bytes.NewBuffer(bytes.TrimSuffix(out, []byte("]\n}\n")))
	separator := "\n    "
	for i := range c.Providers {
		b.WriteString(separator)
		if err := c.Providers[i].encode(b); err != nil {
			return nil, err
		}
		separator = ",\n    "
	}
	b.WriteString("\n  ]\n}\n")
	return b.Bytes(), nil
}

// encode prints a provider as it is in a catalog.
func (p *Provider) encode(b *bytes.Buffer) error {
	enc := json.NewEncoder(b)
	enc.SetEscapeHTML(false)
	enc.SetIndent("    ", "  ")
	err := enc.Encode(p)
	b.Truncate(max(0, b.Len()-1)) // the encoder ends in a line break
	return err
}

// Replace returns a catalog that Encode printed with another provider as its n-th. It
// reports whether there is one.
func Replace(data []byte, n int, p *Provider) ([]byte, bool) {
	const list, begin, end = "\n  \"providers\": [\n", "    {\n", "\n    }"
	at := bytes.Index(data, []byte(list))
	if at < 0 {
		return nil, false
	}
	at += len(list)
	for ; bytes.HasPrefix(data[at:], []byte(begin)); n-- {
		size := bytes.Index(data[at:], []byte(end))
		if size < 0 {
			return nil, false
		}
		next := at + size + len(end)
		if n == 0 {
			var b bytes.Buffer
			err := p.encode(&b)
			return slices.Concat(data[:at+len("    ")], b.Bytes(), data[next:]), err == nil
		}
		at = min(next+len(",\n"), len(data))
	}
	return nil, false
}

func valuesOf(texts []yaml.Text) []string {
	var list []string
	for _, t := range texts {
		list = append(list, t.Value)
	}
	return list
}
