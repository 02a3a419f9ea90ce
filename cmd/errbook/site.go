package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"github.com/errbook/errbook/apierr/errdoc"
	"github.com/errbook/errbook/internal/config"
	"github.com/errbook/errbook/internal/site"
	"github.com/errbook/errbook/internal/sums"
	"github.com/errbook/errbook/spec"
	"github.com/errbook/errbook/spec/ledger"
)

func siteCommand() *cobra.Command {
	var p project
	var out, base string
	c := &cobra.Command{
		Use:   "site --out DIR",
		Short: "Write the documentation site",
		Long: `site writes the documentation of the book as static pages: one for each error,
provider, kind, family and status, with search, a box for pasted responses, and a
Markdown and a JSON version of each page.

All links are relative, so the site works on any server, under any path, and when
opened from disk. The base URL is for URLs that must be absolute: those of the site
map, canonical links and the 404 page. If it is base_url in errbook.yaml, generated
code and pages also use it for the URLs of errors.

The key site in errbook.yaml configures the site: title, logo (an image file),
accent (#b4431f), links (title: URL), base_url, go (on or off), and featured (the
providers that the home page names first). If the book has a single provider, its
errors are on the home page. /e/CODE leads to the page of a code, such as
/e/fashn.OutOfCredits, so that programs can link to it.

site writes only files whose content changes, and deletes its files that are no
longer needed. It refuses a directory that contains files it did not write. If a
spec file is refused, nothing changes.`,
		Example: `  errbook site --out public
  errbook site --out public --base-url https://errors.example.com`,
		Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error { return p.writeSite(c, out, base) },
	}
	p.addSpecFlags(c)
	c.Flags().StringVar(&out, "out", "", "the `directory` to write the site to")
	c.Flags().StringVar(&base, "base-url", "", "the `URL` where the site will be")
	return c
}

// writeSite writes the site of the book to a directory, and says what it did.
func (p *project) writeSite(c *cobra.Command, out, base string) error {
	if out == "" {
		return usageError(c, errors.New("--out is required: the directory to write the site to"))
	}
	cfg, err := p.config()
	if err != nil {
		return err
	}
	options, err := siteOptions(cfg, base)
	if err != nil {
		return err
	}
	if err := options.Check(); err != nil {
		return err
	}
	known := sums.OpenSite(cfg.SpecPath(), out, options, ledgerOf(cfg)...)
	if last := known.Last(); last != nil && site.Unchanged(out, last.Files) {
		const manifests = 1 // among the files
		say(c.ErrOrStderr(), "%s", siteSummary(last.Providers, last.Errors, site.Result{Files: len(last.Files) - manifests}))
		return nil
	}
	options.Published = publishedOf(cfg)
	book, err := spec.Settings{Site: options.BaseURL, Generic: options.Generic}.Load(cfg.SpecPath())
	if err != nil {
		return err
	}
	var r site.Result
	err = untilFree(c, func() (err error) {
		r, err = site.Write(book, options, out)
		return err
	})
	if err != nil {
		return err
	}
	known.Keep(book, r.Sums)
	say(c.ErrOrStderr(), "%s", siteSummary(len(book.Files), book.Len(), r))
	return nil
}

func siteSummary(apis, errors int, r site.Result) string {
	summary := plural(apis, "API") + ", " + plural(errors, "error") + ": "
	if r.Written == 0 && r.Deleted == 0 {
		return summary + plural(r.Files, "file") + " up to date"
	}
	summary += "wrote " + plural(r.Written, "file")
	if r.Deleted > 0 {
		summary += ", deleted " + plural(r.Deleted, "file")
	}
	return summary
}

// maxLogo is how large a logo may be: it is loaded with every page.
const maxLogo = 256 << 10

// ledgerOf returns the path of the ledger, if there is to be one.
func ledgerOf(c *config.Config) []string {
	if o, err := c.Outputs(); err == nil && o.Ledger != "" {
		return []string{c.PathOf(o.Ledger)}
	}
	return nil
}

// publishedOf returns what the ledger says, nil if nobody knows. Reading a large one
// takes longer than seeing that a site has not changed.
func publishedOf(c *config.Config) *ledger.Ledger {
	if o, err := c.Options(); err == nil {
		return o.Published
	}
	return nil
}

// siteOptions returns what errbook.yaml says about the site, without what was published;
// base wins over it. Where the Go packages cannot be imported, the site shows code without
// their import path.
func siteOptions(c *config.Config, base string) (site.Options, error) {
	o := site.Options{BaseURL: base, Generic: c.Generic.Value, RepoURL: c.RepoURL.Value, SpecDir: filepath.ToSlash(c.Spec.Value)}
	if options, err := c.Outputs(); err == nil {
		o.Packages = options.Packages
	}
	s := c.Site
	if s == nil {
		return o, nil
	}
	if base == "" {
		o.BaseURL = s.BaseURL.Value
	}
	o.Title, o.Accent, o.NoGo = s.Title.Value, s.Accent.Value, s.Go.Value == "off"
	for _, l := range s.Links {
		o.Links = append(o.Links, errdoc.Link{Title: l.Key.Value, URL: l.Value.Value})
	}
	for _, id := range s.Featured {
		o.Featured = append(o.Featured, id.Value)
	}
	if s.Logo.Value == "" {
		return o, nil
	}
	name := filepath.Join(c.Dir, filepath.FromSlash(s.Logo.Value))
	data, err := os.ReadFile(name)
	if err != nil {
		return o, fmt.Errorf("site.logo: %w", err)
	}
	if len(data) > maxLogo {
		return o, fmt.Errorf("site.logo must have at most %d bytes; found %d", maxLogo, len(data))
	}
	o.Logo, o.LogoName = data, filepath.Base(name)
	return o, nil
}
