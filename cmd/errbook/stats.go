package main

import (
	"github.com/spf13/cobra"

	"github.com/errbook/errbook/internal/stats"
)

func statsCommand() *cobra.Command {
	var p project
	var format string
	c := &cobra.Command{
		Use:   "stats",
		Short: "Count a book's APIs, errors and sources",
		Long: `stats counts the APIs and errors of a book. It shows what kinds of sources the
errors are based on; how many errors have their own identifier, a known fragment of the
message, and a sample; when the sources were last read; and how many lists upstream
watches. An error with several sources counts once, under the strongest.

stats also makes a response of each error, on each surface, from the rules by which the
error is recognized, as pages show it and test doubles send it, and reads it back. It
lists the errors of which none can be made, each with the reason.

stats uses the book of --spec or of the nearest errbook.yaml, or else the built-in one.

Exit codes: 0 done, 2 failed.`,
		Example: `  errbook stats
  errbook stats --format json`,
		Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			if err := checkFormat(c, format); err != nil {
				return err
			}
			books, err := p.shelf()
			if err != nil {
				return err
			}
			files, err := books.Files()
			if err != nil {
				return err
			}
			return stats.Write(c.OutOrStdout(), format, stats.Of(files))
		},
	}
	p.addSpecFlags(c)
	addFormat(c, &format)
	return c
}
