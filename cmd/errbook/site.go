package main

import (
	"errors"
	"path/filepath"

	"github.com/spf13/cobra"

	"github.com/errbook/errbook/internal/config"
	"github.com/errbook/errbook/internal/site"
	"github.com/errbook/errbook/spec"
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

All links are relative, so the directory works on any server, below any path, and
opened from disk. The base URL is for what must be absolute: the site map and
the 404 page.

It touches only files that change, and deletes files of its own that are no
longer wanted. A directory containing files that errbook did not write is
refused. If a spec file is refused, nothing changes.`,
		Example: `  errbook site --out public
  errbook site --out public --base-url https://errors.example.com`,
		Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			if out == "" {
				return usageError(c, errors.New("--out is required: the directory to write the site to"))
			}
			cfg, err := p.config()
			if err != nil {
				return err
			}
			options := siteOptions(cfg, base)
			if err := options.Check(); err != nil {
				return err
			}
			book, err := spec.Load(cfg.SpecPath())
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
			say(c.ErrOrStderr(), "%s", siteSummary(book, r))
			return nil
		},
	}
	p.addSpecFlags(c)
	c.Flags().StringVar(&out, "out", "", "the `directory` to write the site to")
	c.Flags().StringVar(&base, "base-url", "", "the `URL` where the site will be")
	return c
}

func siteSummary(book *spec.Book, r site.Result) string {
	summary := plural(len(book.Files), "provider") + ", " + plural(book.Len(), "error") + ": "
	if r.Written == 0 && r.Deleted == 0 {
		return summary + plural(r.Files, "file") + " up to date"
	}
	summary += "wrote " + plural(r.Written, "file")
	if r.Deleted > 0 {
		summary += ", deleted " + plural(r.Deleted, "file")
	}
	return summary
}

// siteOptions returns what errbook.yaml says about the site. Where the Go
// packages cannot be imported, the site shows code without their import path.
func siteOptions(c *config.Config, base string) site.Options {
	o := site.Options{BaseURL: base, RepoURL: c.RepoURL.Value, SpecDir: filepath.ToSlash(c.Spec.Value)}
	if options, err := c.Options(); err == nil {
		o.Packages = options.Packages
	}
	return o
}
