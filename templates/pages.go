package templates

import (
	"github.com/errbook/errbook/apierr"
	"github.com/errbook/errbook/apierr/errdoc"
	"github.com/errbook/errbook/spec/prose"
)

// Prose is text in the book's dialect.
type Prose = []prose.Span

// Names of the pages that belong to no provider, without extension. No
// provider can have one of them as its id.
const (
	IndexName = "index"
	KindsName = "kinds"
)

// A ProviderPage documents the errors of one provider.
type ProviderPage struct {
	Header  string // says that the page is generated, and from what
	ID      string // of the provider: "llama-cpp"
	Name    string // for people: "llama.cpp"
	Package string // the Go package: "llamacpp"
	Links   []errdoc.Link
	Groups  []Group // all errors, by surface
	Errors  []*Error
	Guides  []Guide
	Tips    []string
	Limits  []Limit
	Support []string // what to include when asking for help
	Sources []errdoc.Source
	Texts   prose.Texts // the links of the page's prose
	Own     bool        // the API is the book's own, and nobody's who provides it

	// ErrorPages says that each error has a page of its own, an [ErrorPage], which the
	// table links to, and no section.
	ErrorPages  bool
	FrontMatter FrontMatter
}

// Link returns what the page writes to link to another one.
func (p *ProviderPage) Link(to string) string {
	return p.FrontMatter.Link(ProviderPageName(p.ID, p.ErrorPages), to)
}

// An ErrorPage documents one error of a provider. The titles of its guides are not
// repeated among its facts: they are on the page as a whole.
type ErrorPage struct {
	*Error
	Header      string
	ID          string // of the provider
	Provider    string // its name
	FrontMatter FrontMatter
}

// Link returns what the page writes to link to another one.
func (p *ErrorPage) Link(to string) string {
	return p.FrontMatter.Link(ErrorPageName(p.ID, p.Slug), to)
}

// LinkToProvider returns what the page writes to link to the page of its provider.
func (p *ErrorPage) LinkToProvider() string { return p.Link(ProviderPageName(p.ID, true)) }

// A Group is the errors that show up at one surface and, where the book sorts its
// errors, are of one of its groups.
type Group struct {
	Surface string // "" for errors that can show up anywhere
	Title   Prose  // of the group; none for errors that belong to none
	Summary Prose  // of the surface
	Errors  []*Error
}

// An Error documents one error: all that its Doc says.
type Error struct {
	*apierr.Doc
	Texts  prose.Texts   // the links of the Doc's prose
	Known  []errdoc.Fact // what can be said in a line each
	Shared bool          // another error of the page has the same title
	Slug   string        // of its page
}

// A Guide is advice that several errors share.
type Guide struct {
	errdoc.Guide
	Errors []string // codes; none means all errors
}

// A Limit is a header about a rate limit.
type Limit struct {
	Header string
	Means  string
	Format string // "" for a bare number
}

// A KindsPage explains every kind, with the providers' codes side by side.
type KindsPage struct {
	Header      string
	Own         bool // all APIs of the book are its own
	Neutral     bool // none is one of models, so that the page has only the kinds that are used
	Families    []Family
	ErrorPages  bool // each error has a page of its own
	FrontMatter FrontMatter
}

// Link returns what the page writes to link to another one.
func (p *KindsPage) Link(to string) string { return p.FrontMatter.Link(KindsName, to) }

// LinkToProvider returns what the page writes to link to the page of a provider.
func (p *KindsPage) LinkToProvider(id string) string {
	return p.Link(ProviderPageName(id, p.ErrorPages))
}

// LinkTo returns a code, as a link to the page of the error if it has one.
func (p *KindsPage) LinkTo(provider string, e KindError) string {
	if !p.ErrorPages {
		return code(e.Code)
	}
	return "[" + code(e.Code) + "](" + p.Link(ErrorPageName(provider, e.Slug)) + ")"
}

// A Family groups kinds.
type Family struct {
	Name  string // "" for that of the unknown kind
	Kinds []Kind
}

// A Kind is one kind with the errors of that kind.
type Kind struct {
	*apierr.Doc // what the kind says of each of its errors
	Meaning     string
	Who         string // who must act: a word
	Providers   []KindProvider
}

// A KindProvider is a provider's errors of one kind.
type KindProvider struct {
	ID     string
	Name   string
	Errors []KindError
}

// A KindError is an error of one kind, in certain contexts or in all.
type KindError struct {
	Code     string
	Slug     string // of its page
	Statuses []string
	Contexts []string // none: in every context that no variant is for
}

// An IndexPage lists the providers.
type IndexPage struct {
	Header      string
	Own         bool   // all APIs of the book are its own
	Neutral     bool   // none is one of models
	Code        string // a code of the book, for an example
	Providers   []IndexProvider
	Kinds       int // how many kinds there are
	Total       Coverage
	ErrorPages  bool // each error has a page of its own
	FrontMatter FrontMatter
}

// Link returns what the page writes to link to another one.
func (p *IndexPage) Link(to string) string { return p.FrontMatter.Link(IndexName, to) }

// LinkToProvider returns what the page writes to link to the page of a provider.
func (p *IndexPage) LinkToProvider(id string) string {
	return p.Link(ProviderPageName(id, p.ErrorPages))
}

// Coverage says how many errors there are, how many of them were verified
// within 90 days of the newest date of the book, and how many have a sample.
type Coverage struct {
	Errors, Fresh, Sampled int
	Newest                 string // YYYY-MM-DD
}

// Add adds the counts of another provider.
func (c *Coverage) Add(d Coverage) {
	c.Errors += d.Errors
	c.Fresh += d.Fresh
	c.Sampled += d.Sampled
}

// An IndexProvider is one row of the index.
type IndexProvider struct {
	ID    string
	Name  string
	Kinds int // how many different kinds its errors have
	Coverage
}
