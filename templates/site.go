package templates

import (
	"embed"
	"html/template"
	"io"
	"sync"

	"github.com/errbook/errbook/apierr"
	"github.com/errbook/errbook/apierr/errdoc"
	"github.com/errbook/errbook/spec/prose"
)

//go:embed site
var siteFiles embed.FS

// SiteStyle is the style sheet of the documentation site.
//
//go:embed site/style.css
var SiteStyle []byte

// SiteScript is the source of the script of every page: search, filters and copy
// buttons. All pages work without it.
//
//go:embed site/site.js
var SiteScript []byte

// SiteFind is the source of the search, which is loaded when somebody begins to type.
//
//go:embed site/find.js
var SiteFind []byte

// SiteVerdict is the source of what says whose a pasted response is.
//
//go:embed site/verdict.js
var SiteVerdict []byte

// SiteReload is the script that reloads a page of the preview when a spec file
// changes.
//
//go:embed site/reload.js
var SiteReload []byte

// SitePolicy is the content security policy of every page.
const SitePolicy = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none'"

// site returns the templates of the documentation site, parsed when they are first
// needed: most commands need none. html/template escapes by context; prose is made
// of escaped spans.
var site = sync.OnceValue(func() *template.Template {
	return template.Must(template.New("site").Funcs(template.FuncMap{
		"breaks": breaks,
		"count":  grouped,
		"link":   LinkTitle,
		"more":   func(i int, list []SiteValue) bool { return i+1 < len(list) },
		"policy": func() string { return SitePolicy },
		"prose":  prose.HTML,
		"tone":   Tone,
		"brief":  errdoc.BriefRetry,
	}).ParseFS(siteFiles, "site/*.html.tmpl"))
})

// A SiteFrame is what surrounds the content of every page.
type SiteFrame struct {
	Site        string  // the name of the site
	Title       string  // of the document
	Description string  // one sentence, as plain text
	Root        string  // the way to the root of the site: "../../", or the base URL
	Canonical   string  // the URL of the page: "./", or below the base URL; "" for none
	URL         string  // the same if it is absolute, else ""
	Provider    string  // whose rules are asked first on this page; "" for none
	Twins       string  // where the page is as Markdown and JSON, without .md and .json; "" for nowhere
	Nav         []Crumb // in the bar at the top
	Logo        string  // the file of the logo, "" for none
	NoGo        bool    // Go is not named
	Own         bool    // all APIs of the book are its own, and no providers
	Crumbs      []Crumb
	Data        any // schema.org's view of the page, nil for none
}

// A Crumb is one step of the way from the home page to a page.
type Crumb struct {
	Title string
	Href  string // "" for the page itself
}

// A SiteHome is the page at the root. A book of one provider has its errors there,
// and no list of providers.
type SiteHome struct {
	SiteFrame
	Errors    int
	List      *SiteList // of the only provider
	Questions []SiteCount
	Featured  []SiteCount // providers that are asked for most
	Providers []SiteCount
	Families  []SiteFamily
	Statuses  []SiteCount
	Retries   []SiteCount
}

// A SiteCount is a link to a list of errors.
type SiteCount struct {
	Name string
	Href string
	N    int
	Note string // what it stands for, in a few words
	ID   string // the id of a provider, or the value of a facet
}

// A SiteFamily is a family with its kinds.
type SiteFamily struct {
	Name  string // "" for that of the unknown kind
	Href  string
	N     int
	Kinds []SiteCount
}

// A SiteKinds is the page that explains all kinds.
type SiteKinds struct {
	SiteFrame
	Families []SiteFamily
}

// A SiteList is a page that lists errors: those of a provider, a kind, a
// family, a status or a class of retry.
type SiteList struct {
	SiteFrame
	Label   string // what is listed, above the heading: "Kind"
	Heading string
	Code    bool  // the heading is an identifier
	Lead    Prose // may be empty
	Facts   []SiteFact
	// Meanings are the kinds of error that most of the list are, with what each means.
	Meanings []SiteCount
	Facets   []SiteFacet
	Groups   []SiteGroup
	Columns  SiteColumns
	N        int           // how many errors are listed
	About    *SiteProvider // of a provider's page
}

// SiteColumns says which columns a list has: what is the same for all rows is
// left out. With Details, a cause and a fix take the place of kind and retry,
// which are named below the error's title.
//
// Brief leaves out wire codes, for lists that are very long.
type SiteColumns struct{ Status, Kind, Retry, Details, Brief bool }

// N returns how many columns there are.
func (c SiteColumns) N() int {
	n := 2
	for _, has := range []bool{c.Status, c.Kind, c.Retry, c.Details} {
		if has {
			n++
		}
	}
	if c.Brief {
		n--
	}
	return n
}

// A SiteFact is a line of a page's facts.
type SiteFact struct {
	Label  string
	Text   Prose       // may be empty
	Values []SiteValue // identifiers
	Tone   string      // how the line is colored, "" for not at all
}

// A SiteValue is an identifier with the list that it leads to.
type SiteValue struct {
	Name string
	Href string // "" for none
}

// A SiteFacet is a way to narrow a list. Its links lead to lists of what they
// count, so that they work without a script.
type SiteFacet struct {
	Name  string      // provider, kind, status, retry
	Items []SiteCount // each with the value that rows have as ID
}

// A SiteGroup is a part of a list.
type SiteGroup struct {
	ID      string
	Title   string
	Href    string // "" for none
	Code    bool   // the title is an identifier
	Summary Prose
	Rows    []SiteRow
}

// A SiteRow is one error of a list.
type SiteRow struct {
	Title    Prose
	Href     string
	Statuses string
	Codes    []string
	Kind     string
	Retry    apierr.Retry
	Context  string // where it means this; "" for everywhere
	// StatusValues are the values of the facet of statuses that take the row.
	StatusValues string
	Cause, Fix   Prose // with SiteColumns.Details: the first of each
}

// A SiteProvider is what a provider's page says beside the list of errors.
type SiteProvider struct {
	Links   []errdoc.Link
	Guides  []SiteGuide
	Tips    []string
	Limits  []Limit
	Support []string
	Sources []errdoc.Source
	Texts   prose.Texts // the links of the provider's prose
}

// A SiteGuide is advice that several errors share.
type SiteGuide struct {
	errdoc.Guide
	Errors []SiteLink // none means all errors
}

// A SiteLink is a link within the site.
type SiteLink struct {
	Title Prose
	Note  string
	Href  string
}

// A SiteError is the page of an error.
type SiteError struct {
	SiteFrame
	*Error
	Name         string // of the provider
	Status       string // "429", "5xx"; "" for none
	ProviderHref string
	Facts        []SiteFact
	Verdict      []SiteFact // whether to retry: one fact, above all others
	Surfaces     []SiteSurface
	Waits        []string // where the server may state how long to wait
	Alternatives []SiteVariant
	Looks        []Prose // what a response must look like, a phrase a rule
	Shown        []SiteLook
	Snippet      string   // Go code; "" for none
	RequestIDs   []string // where the request ID appears
	Support      []string
	SupportLinks []errdoc.Link
	Siblings     []SiteLink // of the same provider
	Elsewhere    []SiteLink // of the same kind, of other providers
	EditURL      string
}

// A SiteSurface is a place where an error shows up.
type SiteSurface struct {
	Name    string
	Summary Prose
}

// A SiteVariant is a variant as a page shows it.
type SiteVariant struct {
	*errdoc.Variant
	ID    string
	Facts []SiteFact
}

// A SiteLook is a response as it goes over the wire, derived from the rules of an
// error.
type SiteLook struct{ Label, Text string }

// A SiteRedirect leads on to the page of an error: from its former page, from its
// code, or from an identifier that only it has.
type SiteRedirect struct {
	SiteFrame
	Heading string
	Target  string
	Retired bool // the book has the error no longer
}

// A SiteCodes is the index of the codes that several errors have.
type SiteCodes struct {
	SiteFrame
	Codes []SiteCount
	All   int // how many codes there are, those of one error included
}

// A SiteQuestions is the index of comparisons.
type SiteQuestions struct {
	SiteFrame
	Questions []SiteCount
}

// A SiteCompare shows what providers do about one question, side by side.
type SiteCompare struct {
	SiteFrame
	Heading string
	Lead    string
	Columns []string
	Rows    []SiteComparison
}

// A SiteComparison is what one provider does: a cell for each column.
type SiteComparison struct {
	Name  string
	Href  string
	Cells [][]SiteMark
}

// A SiteMark is one thing in a cell: an error, or a place of a response.
type SiteMark struct {
	Status string // before the rest, "" for none
	Code   string // an identifier, "" for none
	Text   string
	Href   string // "" for none
}

// A SiteMissing is what a server shows for a page that does not exist.
type SiteMissing struct{ SiteFrame }

// HTML writes the page.
func (p *SiteHome) HTML(w io.Writer) error { return site().ExecuteTemplate(w, "home.html.tmpl", p) }

// HTML writes the page.
func (p *SiteKinds) HTML(w io.Writer) error { return site().ExecuteTemplate(w, "kinds.html.tmpl", p) }

// HTML writes the page.
func (p *SiteList) HTML(w io.Writer) error { return site().ExecuteTemplate(w, "list.html.tmpl", p) }

// HTML writes the page.
func (p *SiteError) HTML(w io.Writer) error { return site().ExecuteTemplate(w, "error.html.tmpl", p) }

// HTML writes the page.
func (p *SiteRedirect) HTML(w io.Writer) error {
	return site().ExecuteTemplate(w, "redirect.html.tmpl", p)
}

// HTML writes the page.
func (p *SiteCodes) HTML(w io.Writer) error { return site().ExecuteTemplate(w, "codes.html.tmpl", p) }

// HTML writes the page.
func (p *SiteCompare) HTML(w io.Writer) error {
	return site().ExecuteTemplate(w, "compare.html.tmpl", p)
}

// HTML writes the page.
func (p *SiteQuestions) HTML(w io.Writer) error {
	return site().ExecuteTemplate(w, "questions.html.tmpl", p)
}

// HTML writes the page.
func (p *SiteMissing) HTML(w io.Writer) error {
	return site().ExecuteTemplate(w, "missing.html.tmpl", p)
}

// Tone says how the site colors a class of retry: "go" where the program can
// try again by itself, "wait" where something must happen first, "stop".
func Tone(r apierr.Retry) string {
	switch {
	case r.Retryable():
		return "go"
	case r == apierr.RetryNever:
		return "stop"
	}
	return "wait"
}
