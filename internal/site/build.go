package site

import (
	"bytes"
	"fmt"
	"io"
	"net/url"
	"path"
	"regexp"
	"slices"
	"strings"
	"sync"

	"github.com/evanw/esbuild/pkg/api"

	"github.com/errbook/errbook/apierr/errdoc"
	"github.com/errbook/errbook/generator"
	"github.com/errbook/errbook/internal/reader"
	"github.com/errbook/errbook/spec"
	"github.com/errbook/errbook/spec/generic"
	"github.com/errbook/errbook/spec/ledger"
	"github.com/errbook/errbook/spec/yaml"
	"github.com/errbook/errbook/templates"
)

// Options say what a site needs to know beside the book.
type Options struct {
	// BaseURL is where the site will be: "https://errors.example.com/ai". It is
	// for URLs that must be absolute: the site map and canonical links.
	// Without it there is no site map. All other links are relative anyway.
	BaseURL string
	// Generic is what errbook.yaml says may judge what the spec files do not document.
	Generic string
	// RepoURL is where readers can edit the spec files, "" for nowhere.
	RepoURL string
	// SpecDir is the directory of the spec files within the repository, with slashes.
	SpecDir string
	// Packages say how the generated packages are imported.
	Packages generator.Packages
	// NoGo leaves out Go: the code that handles an error, constants, and where they
	// are imported from.
	NoGo bool
	// Title is what to call the site, "" for a name made of the book's.
	Title string
	// Logo is an image shown before the title, none if it is empty; LogoName is its
	// file name, whose extension says what it is.
	Logo     []byte
	LogoName string
	// Accent is the color of links, buttons and of what has the focus: "#b4431f"; "" for
	// errbook's.
	Accent string
	// Links are shown in the bar at the top of every page.
	Links []errdoc.Link
	// Published is what the book had before: pages of errors that moved, were renamed
	// or are gone lead on. It is nil if the book keeps no ledger.
	Published *ledger.Ledger
	// Featured are ids of providers that the home page names first; those that are
	// asked for most if it is nil.
	Featured []string
}

// Check returns what is wrong with the options.
func (o *Options) Check() error {
	for _, u := range []struct{ name, value string }{{"the base URL", o.BaseURL}, {"repo_url", o.RepoURL}} {
		if u.value == "" {
			continue
		}
		parsed, err := url.Parse(u.value)
		if err != nil || parsed.Host == "" || parsed.Scheme != "https" && parsed.Scheme != "http" || parsed.RawQuery != "" || parsed.Fragment != "" {
			return fmt.Errorf("%s must be an absolute URL such as https://example.com/errors; found %q", u.name, u.value)
		}
	}
	for _, l := range o.Links {
		if u, err := url.Parse(l.URL); err != nil || u.Scheme != "https" && u.Scheme != "http" && u.Scheme != "mailto" {
			return fmt.Errorf("the link %s must be an absolute URL; found %q", l.Title, l.URL)
		}
	}
	if o.Accent != "" && !accentForm.MatchString(o.Accent) {
		return fmt.Errorf("the accent color must be # and six hexadecimal digits; found %q", o.Accent)
	}
	if len(o.Logo) > 0 && !slices.Contains(logoTypes, path.Ext(o.LogoName)) {
		return fmt.Errorf("the logo must be one of %s; found %q", strings.Join(logoTypes, ", "), o.LogoName)
	}
	return nil
}

var (
	accentForm = regexp.MustCompile(`^#[0-9a-fA-F]{6}$`)
	logoTypes  = []string{".svg", ".png", ".webp", ".jpg", ".gif"}
)

// A Sink takes the files of a site. Names are relative, with slashes. Several
// goroutines may call it at once.
type Sink interface {
	// Put takes a whole file; data is valid until Put returns.
	Put(name string, data []byte) error
	// Stream takes a file that may be large, as it is written.
	Stream(name string, write func(io.Writer) error) error
}

// Build makes all files of the site of a book, in the same order and with the
// same bytes each time.
func Build(book *spec.Book, options Options, sink Sink) error {
	if err := options.Check(); err != nil {
		return err
	}
	return newBuilder(book, options).build(sink, nil)
}

// newBuilder sorts a book for its site.
func newBuilder(book *spec.Book, options Options) *builder {
	b := &builder{book: book, options: options}
	b.base = strings.TrimSuffix(options.BaseURL, "/")
	b.sort()
	return b
}

// build makes the files of the parts that are wanted, all of them if wants is nil.
// Several goroutines may call it at once.
func (sorted *builder) build(sink Sink, wants func(part string) bool) error {
	b := *sorted
	b.sink, b.wants, b.buf = sink, wants, bytes.Buffer{}
	for _, step := range []func() error{b.assets, b.home, b.kindsPage, b.listPages, b.codePages, b.comparePages, b.errorPages, b.redirects, b.missing, b.machines} {
		if err := step(); err != nil {
			return err
		}
	}
	return nil
}

// A builder is one run of Build.
type builder struct {
	book    *spec.Book
	told    *spec.Taxonomy // the kinds as pages print them; see kinds
	options Options
	base    string // the base URL without a slash at its end
	sink    Sink
	wants   func(part string) bool // which parts are asked for; nil for all
	buf     bytes.Buffer           // of the page in the making
	sorted
}

// partOf returns the part of a site that is made together with a file: the files of its
// directory; of the root, the home page and its twins, or else the file alone.
func partOf(name string) string {
	dir, file := path.Split(name)
	if dir == "" && !strings.HasPrefix(file, "index.") {
		return file
	}
	return strings.TrimSuffix(dir, "/")
}

// skips reports whether nobody asks for a part.
func (b *builder) skips(part string) bool { return b.wants != nil && !b.wants(part) }

// A page is a struct of package templates that can print itself.
type page interface{ HTML(io.Writer) error }

// html puts the page of a directory, "" for the root.
func (b *builder) html(dir string, p page) error { return b.htmlFile(path.Join(dir, "index.html"), p) }

func (b *builder) htmlFile(name string, p page) error {
	b.buf.Reset()
	if err := p.HTML(&b.buf); err != nil {
		return fmt.Errorf("make %s: %w", name, err)
	}
	return b.sink.Put(name, b.buf.Bytes())
}

// assets puts what pages are shown with.
func (b *builder) assets() error {
	for _, f := range []struct {
		name   string
		loader api.Loader
		source []byte
	}{{"style.css", api.LoaderCSS, append(bytes.Clone(templates.SiteStyle), accentStyle(b.options.Accent)...)}, {"site.js", api.LoaderJS, templates.SiteScript}, {"find.js", api.LoaderJS, templates.SiteFind}, {"verdict.js", api.LoaderJS, templates.SiteVerdict}} {
		if b.skips(f.name) {
			continue
		}
		data, err := minified(f.name, f.loader, f.source)
		if err != nil {
			return err
		}
		if err := b.sink.Put(f.name, data); err != nil {
			return err
		}
	}
	if logo := b.logo(); logo != "" && !b.skips(logo) {
		if err := b.sink.Put(logo, b.options.Logo); err != nil {
			return err
		}
	}
	return b.reader()
}

// logo returns the name of the site's logo, "" if it has none.
func (b *builder) logo() string {
	if len(b.options.Logo) == 0 {
		return ""
	}
	return "logo" + path.Ext(b.options.LogoName)
}

// reader puts what classifies pasted responses: the script, and the rules that it
// goes by.
func (b *builder) reader() error {
	const script, rules = "read.js", "rules.js"
	if b.skips(script) && b.skips(rules) {
		return nil
	}
	r, err := theReader()
	if err != nil {
		return err
	}
	if !b.skips(script) {
		if err := b.sink.Put(script, r.Script()); err != nil {
			return err
		}
	}
	if b.skips(rules) {
		return nil
	}
	return b.sink.Stream(rules, func(w io.Writer) error { return r.WriteRules(w, b.book) })
}

// theLayer returns the built-in generic layer, and theReader the reader that goes by
// it. A preview builds its site at every change, and needs them made once.
var (
	theLayer = sync.OnceValues(func() (*generic.Layer, error) {
		file, err := generic.Builtin()
		if err != nil {
			return nil, err
		}
		return file.Layer(), nil
	})
	theReader = sync.OnceValues(func() (*reader.Reader, error) {
		layer, err := theLayer()
		if err != nil {
			return nil, err
		}
		return reader.New(layer)
	})
)

// name returns what to call the site.
func (b *builder) name() string {
	if b.options.Title != "" {
		return b.options.Title
	}
	if len(b.book.Files) == 1 {
		return b.book.Files[0].Name.Value + " errors"
	}
	return "API errors"
}

// rootFrom returns the way from a directory to the root: "../../" for "a/b".
func rootFrom(dir string) string {
	if dir == "" {
		return ""
	}
	return strings.Repeat("../", strings.Count(dir, "/")+1)
}

// address returns where the page of a directory will be, relative if nobody says.
func (b *builder) address(dir string) string {
	if b.base == "" {
		return "./"
	}
	if dir == "" {
		return b.base + "/"
	}
	return b.base + "/" + dir + "/"
}

// frame returns what is around a page's content.
func (b *builder) frame(dir, title, description string, crumbs ...templates.Crumb) templates.SiteFrame {
	f := templates.SiteFrame{
		Site:        b.name(),
		Title:       title,
		Description: description,
		Root:        rootFrom(dir),
		Canonical:   b.address(dir),
	}
	if b.base != "" {
		f.URL = f.Canonical
	}
	f.Logo, f.Nav = b.logo(), b.nav(f.Root)
	f.NoGo, f.Own = b.options.NoGo, b.book.IsOwn()
	if dir != "" {
		f.Title += " · " + b.name()
		f.Crumbs = append([]templates.Crumb{{Title: b.name(), Href: f.Root + "index.html"}}, crumbs...)
	}
	return f
}

// kinds returns the kinds as pages print them.
func (b *builder) kinds() *spec.Taxonomy {
	if b.told == nil {
		b.told = b.book.ToldTaxonomy()
	}
	return b.told
}

// said returns words of ours as the book's readers say them: the APIs of an own book are
// no providers.
func (b *builder) said(text string) string {
	if !b.book.IsOwn() {
		return text
	}
	return strings.NewReplacer("API providers", "APIs", "Providers", "APIs", "providers", "APIs", "a provider", "an API", "provider", "API").Replace(text)
}

// everywhere returns words with what follows them in a book of several providers.
func (b *builder) everywhere(text, rest string) string {
	if b.isOne() {
		return text
	}
	return text + b.said(rest)
}

// apis returns what the APIs of the book are to its readers, as a heading.
func (b *builder) apis() string {
	return b.said("Providers")
}

// nav returns the links of the bar at the top.
func (b *builder) nav(root string) []templates.Crumb {
	links := []templates.Crumb{{Title: "Errors", Href: root + "index.html#errors"}}
	if !b.isOne() {
		links = []templates.Crumb{{Title: b.apis(), Href: root + "index.html#providers"}}
	}
	if len(b.compared) > 0 {
		links = append(links, templates.Crumb{Title: "Compare", Href: to(root, "compare")})
	}
	links = append(links, templates.Crumb{Title: "Kinds", Href: to(root, "kinds")}, templates.Crumb{Title: "Statuses", Href: root + "index.html#statuses"})
	for _, l := range b.options.Links {
		links = append(links, templates.Crumb{Title: l.Title, Href: l.URL})
	}
	return links
}

// isOne reports whether the book is of one provider.
func (b *builder) isOne() bool { return len(b.book.Files) == 1 }

// to returns the link to the page of a directory, from a page with the given root.
func to(root, dir string) string {
	if dir == "" {
		return root + "index.html"
	}
	return root + dir + "/index.html"
}

// editURL returns where to edit a line of a spec file, "" for nowhere.
func (b *builder) editURL(f *spec.File, pos yaml.Pos) string {
	dir := path.Clean(b.options.SpecDir)
	if b.options.RepoURL == "" || dir == ".." || strings.HasPrefix(dir, "../") || path.IsAbs(dir) {
		return ""
	}
	name := path.Base(f.Path)
	if path.Base(dir) != name { // the spec is a directory
		name = path.Join(dir, name)
	} else {
		name = dir
	}
	file, pos := f.Place(pos)
	if file != f.Path { // an included one, in a directory below
		name = path.Join(path.Dir(name), strings.TrimPrefix(file, path.Dir(f.Path)+"/"))
	}
	return fmt.Sprintf("%s/%s#L%d", treeURL(b.options.RepoURL), (&url.URL{Path: name}).EscapedPath(), pos.Line)
}

// treeURL returns the address below which a repository shows its files.
func treeURL(repo string) string {
	repo = strings.TrimSuffix(strings.TrimSuffix(repo, "/"), ".git")
	u, err := url.Parse(repo)
	if err != nil || strings.Count(u.Path, "/") != 2 {
		return repo
	}
	switch u.Host {
	case "github.com":
		return repo + "/blob/HEAD"
	case "gitlab.com":
		return repo + "/-/blob/HEAD"
	}
	return repo
}
