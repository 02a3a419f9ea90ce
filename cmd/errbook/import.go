package main

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"time"

	"github.com/spf13/cobra"

	"github.com/errbook/errbook/internal/draft"
	"github.com/errbook/errbook/internal/listing"
)

func importCommand() *cobra.Command {
	var o draft.Options
	c := &cobra.Command{
		Use:   "import PAGE…",
		Short: "Draft a spec file from a page or an OpenAPI document",
		Long: `import prints a draft of a spec file. From a page (Markdown, HTML, or text copied from
one) it makes an entry for each table row, and for each list item that begins with a
code. From an OpenAPI document (JSON or YAML) it makes an entry for each error status
and error code of the responses, including the schemas and problem types that they
refer to; examples become samples. The draft says where responses have the code and
the message. With --own, it is a draft for an API of your own, with details as params.

Names and statuses come from the page. Kinds, wire codes and sentences are proposals,
and marked as such. What the draft lacks is marked TODO, which lint refuses until you
fill it in. Whatever was not imported is listed at the end.

Exit codes: 0 done, 2 failed.`,
		Example: `  errbook import newer.md --provider acme --name Acme > draft.yaml
  errbook import openapi.yaml --own --provider shop --name Shop > spec/shop.yaml`,
		Args: cobra.MinimumNArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			if err := checkDraft(&o); err != nil {
				return usageError(c, err)
			}
			files, err := readPages(args)
			if err != nil {
				return err
			}
			d, err := draft.New(o, files)
			if err != nil {
				return err
			}
			if _, err := c.OutOrStdout().Write(d.YAML()); err != nil {
				return err
			}
			say(c.ErrOrStderr(), "%s found", plural(d.Len(), "error"))
			return nil
		},
	}
	f := c.Flags()
	f.StringVar(&o.Provider, "provider", "", "the provider's `id`, such as acme-ai")
	f.StringVar(&o.Name, "name", "", "the provider's display `name`")
	f.StringVar(&o.URL, "url", "", "the `URL` of the page")
	f.BoolVar(&o.Own, "own", false, "the API is your own: write own: true, details as params, and no sources")
	f.StringVar(&o.Verified, "verified", "", "the `day` on which you read the page, such as 2026-11-20")
	return c
}

var (
	draftID  = regexp.MustCompile(`^[a-z][a-z0-9]*(-[a-z0-9]+)*$`)
	draftURL = regexp.MustCompile(`^https://\S+$`)
)

func checkDraft(o *draft.Options) error {
	if o.Provider != "" && !draftID.MatchString(o.Provider) {
		return fmt.Errorf("--provider must be lowercase letters and digits joined by single hyphens, a letter first; found %q", o.Provider)
	}
	if o.URL != "" && !draftURL.MatchString(o.URL) {
		return fmt.Errorf("--url must be an https URL; found %q", o.URL)
	}
	if _, err := time.Parse(time.DateOnly, o.Verified); o.Verified != "" && err != nil {
		return fmt.Errorf("--verified must be a day such as 2026-11-20; found %q", o.Verified)
	}
	return nil
}

func readPages(names []string) ([]draft.File, error) {
	var files []draft.File
	for _, name := range names {
		info, err := os.Stat(name)
		if err == nil && info.Size() > listing.MaxBytes {
			err = fmt.Errorf("%s: a page must have at most %d bytes; found %d", filepath.ToSlash(name), listing.MaxBytes, info.Size())
		}
		if err != nil {
			return nil, pathFirst(name, err)
		}
		data, err := os.ReadFile(name)
		if err != nil {
			return nil, pathFirst(name, err)
		}
		files = append(files, draft.File{Path: filepath.ToSlash(name), Data: data})
	}
	return files, nil
}
