package main

import (
	"fmt"
	"slices"

	"github.com/spf13/cobra"

	"github.com/errbook/errbook/internal/breaking"
	"github.com/errbook/errbook/internal/findings"
	"github.com/errbook/errbook/internal/stats"
	"github.com/errbook/errbook/internal/upstream"
	"github.com/errbook/errbook/spec/suggest"
)

// formatsOf lists what --format takes, by command, always in the same order: text, json,
// sarif, github, markdown.
var formatsOf = map[string][]string{
	"breaking": breaking.Formats,
	"check":    {"text", "github"},
	"classify": {"text", "json"},
	"explain":  {"text", "json", "markdown"},
	"lint":     findings.Formats,
	"stats":    stats.Formats,
	"upstream": upstream.Formats,
}

// addFormat adds the flag --format to a command.
func addFormat(c *cobra.Command, format *string) {
	c.Flags().StringVar(format, "format", "text", "how to print: "+suggest.Or(formatsOf[c.Name()]))
}

// checkFormat reports a format that a command does not print.
func checkFormat(c *cobra.Command, format string) error {
	if formats := formatsOf[c.Name()]; !slices.Contains(formats, format) {
		return usageError(c, fmt.Errorf("--format must be %s; found %q", suggest.Or(formats), format))
	}
	return nil
}
