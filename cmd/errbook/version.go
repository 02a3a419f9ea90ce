package main

import (
	"fmt"
	"runtime"
	"runtime/debug"
	"slices"

	"github.com/spf13/cobra"

	"github.com/errbook/errbook/internal/config"
	"github.com/errbook/errbook/spec"
	"github.com/errbook/errbook/spec/catalog"
)

func versionCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "version",
		Short: "Print the versions of errbook and Go, and the platform",
		Args:  cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			_, err := fmt.Fprintf(c.OutOrStdout(), "errbook %s %s %s/%s\n", version(), runtime.Version(), runtime.GOOS, runtime.GOARCH)
			return err
		},
	}
}

// version returns the version of the module that the command was built from;
// "(devel)" for one built from a checkout.
func version() string {
	if info, ok := debug.ReadBuildInfo(); ok && info.Main.Version != "" {
		return info.Main.Version
	}
	return "(devel)"
}

func schemaCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "schema [spec|kinds|common|config|catalog]",
		Short: "Print the JSON Schema of spec files, kinds.yaml, errbook.yaml or catalog.json",
		Long: `schema prints the JSON Schema (draft-07) of spec files, which gives editors
completion and checks while you type:

  # yaml-language-server: $schema=./schema.json

An argument selects another schema: kinds for kinds.yaml, which defines a book's own
kinds; common for a file that spec files include; config for errbook.yaml; catalog for
catalog.json, and for the site's errors.json, which has the same shape. The $id of each
schema is its URL in errbook's repository.`,
		Example: `  errbook schema > spec/schema.json
  errbook schema catalog`,
		Args:      cobra.MatchAll(cobra.MaximumNArgs(1), cobra.OnlyValidArgs),
		ValidArgs: []string{"spec", "kinds", "common", "config", "catalog"},
		RunE: func(c *cobra.Command, args []string) error {
			schema := spec.Schema
			switch {
			case slices.Contains(args, "kinds"):
				schema = spec.TaxonomySchema
			case slices.Contains(args, "common"):
				schema = spec.CommonSchema
			case slices.Contains(args, "config"):
				schema = config.Schema
			case slices.Contains(args, "catalog"):
				schema = catalog.Schema
			}
			_, err := c.OutOrStdout().Write(schema())
			return err
		},
	}
}
