package main

import (
	"errors"

	"github.com/spf13/cobra"

	"github.com/errbook/errbook/generator"
	"github.com/errbook/errbook/internal/config"
	"github.com/errbook/errbook/internal/sums"
)

func generateCommand() *cobra.Command {
	var p project
	c := &cobra.Command{
		Use:   "generate",
		Short: "Write what the spec files say: Go packages, tests, docs",
		Long: `generate writes what the spec files say: Go packages with their tests, Markdown
pages, a JSON catalog, an npm package and OpenAPI documents, as errbook.yaml asks for.

It touches only files that change, and deletes files of its own that are no
longer wanted. A file without its header is never touched, and no symbolic link
is followed. If a spec file is refused or a file cannot be written, nothing
changes. A run that is killed leaves each file whole, and the next one undoes what
is half done; of two runs at once, one waits for the other.

What did not change since the last run is not made again. generate and check know
that from hashes in the user's cache directory, in a directory errbook, and compare
them with those of the files on disk. The variable ERRBOOK_CACHE names another
directory; off makes everything.

With --spec and another book than that of errbook.yaml, only what --go, --docs,
--json, --js and --openapi name is written: the rest is the project's own.

Each provider has a Markdown page with all its errors. With docs_pages: error in
errbook.yaml each error has a page of its own, docs/PROVIDER/ERROR.md, and that of
the provider has the table that leads there.

Markdown pages are portable. With front_matter in errbook.yaml, or the flag,
they begin with the front matter of MkDocs, Docusaurus, Hugo, Starlight or
VitePress. For Hugo and Starlight links are relative URLs, and pages have no heading
of the first level, because the title is printed above them; for Hugo the page of the
directory is _index.md.`,
		Example: `  errbook generate
  errbook generate --docs content/errors --front-matter hugo
  //go:generate go tool errbook generate`,
		Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			cfg, err := p.config()
			if err != nil {
				return err
			}
			// First of all, so that a broken spec file cannot keep a tree half done.
			if err := generator.Recover(cfg.Dir); err != nil {
				return err
			}
			return generate(c, cfg)
		},
	}
	p.addFlags(c)
	return c
}

// generate makes what has changed since the last run, or everything.
func generate(c *cobra.Command, cfg *config.Config) error {
	known, err := sumsOf(cfg)
	if err != nil {
		return err
	}
	if rest := known.Rest(); rest != nil {
		changes, err := write(c, rest.Plan, cfg.Dir)
		if err == nil {
			rest.Keep()
			say(c.ErrOrStderr(), "%s", generateSummary(rest.Providers, rest.Errors, rest.Plan, changes))
			return nil
		}
		if !errors.Is(err, generator.ErrUnmade) {
			return err
		}
	}
	for {
		err := generateAll(c, cfg, known)
		if !errors.Is(err, generator.ErrOutdated) {
			return err
		}
		// Another run has added to the ledger: add to what it says now.
	}
}

// generateAll makes everything.
func generateAll(c *cobra.Command, cfg *config.Config, known *sums.Project) error {
	plan, book, err := planOf(cfg)
	if err != nil {
		return err
	}
	changes, err := write(c, plan, cfg.Dir)
	if err != nil {
		return err
	}
	known.Keep(book, plan)
	say(c.ErrOrStderr(), "%s", generateSummary(len(book.Files), book.Len(), plan, changes))
	return nil
}

// write carries a plan out, as soon as no other process writes.
func write(c *cobra.Command, plan *generator.Plan, dir string) (changes []generator.Change, err error) {
	err = untilFree(c, func() (err error) {
		changes, err = plan.Write(dir)
		return err
	})
	return changes, err
}

func generateSummary(providers, errors int, plan *generator.Plan, changes []generator.Change) string {
	written, deleted := 0, 0
	for _, change := range changes {
		if change.New == nil {
			deleted++
		} else {
			written++
		}
	}
	summary := plural(providers, "provider") + ", " + plural(errors, "error") + ": "
	if len(changes) == 0 {
		return summary + plural(len(plan.Files), "file") + " up to date"
	}
	summary += "wrote " + plural(written, "file")
	if deleted > 0 {
		summary += ", deleted " + plural(deleted, "file")
	}
	return summary
}
