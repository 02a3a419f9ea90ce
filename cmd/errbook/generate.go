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
		Short: "Generate Go packages, tests and docs from the spec files",
		Long: `generate turns the spec files into Go packages with tests, Markdown pages, a JSON
catalog, an npm package and OpenAPI documents. errbook.yaml says which of them to
write, and where.

It writes only files whose content changes, and deletes generated files that are no
longer needed. It never touches a file without its header, and follows no symbolic
links. If a spec file is refused or a file cannot be written, nothing changes. If a
run is killed, each file is still whole, and the next run undoes what was half done.
If two runs overlap, one waits for the other.

Files that have not changed since the last run are not generated again. To find them,
generate and check keep hashes in the directory errbook of the user's cache directory,
and compare them with the files on disk. ERRBOOK_CACHE names another directory;
ERRBOOK_CACHE=off generates everything.

If --spec names a book other than that of errbook.yaml, generate writes only what
--go, --docs, --json, --js and --openapi name, because the other files belong to the
project's own book.

Each provider has a Markdown page with all its errors. With docs_pages: error in
errbook.yaml, each error has its own page, docs/PROVIDER/ERROR.md, and the provider's
page, docs/PROVIDER/index.md, has a table that links to them.

Markdown pages are portable. With front_matter in errbook.yaml, or --front-matter,
they begin with front matter for MkDocs, Docusaurus, Hugo, Starlight or VitePress.
For Hugo and Starlight, links are relative URLs, and pages have no first-level
heading, because the site generator prints the title above them. For Hugo, the page
of the directory is _index.md.`,
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

func generateSummary(apis, errors int, plan *generator.Plan, changes []generator.Change) string {
	written, deleted := 0, 0
	for _, change := range changes {
		if change.New == nil {
			deleted++
		} else {
			written++
		}
	}
	summary := plural(apis, "API") + ", " + plural(errors, "error") + ": "
	if len(changes) == 0 {
		return summary + plural(len(plan.Files), "file") + " up to date"
	}
	summary += "wrote " + plural(written, "file")
	if deleted > 0 {
		summary += ", deleted " + plural(deleted, "file")
	}
	return summary
}
