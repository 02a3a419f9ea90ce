package main

import (
	"fmt"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"github.com/errbook/errbook/internal/breaking"
	"github.com/errbook/errbook/internal/config"
	"github.com/errbook/errbook/internal/revision"
	"github.com/errbook/errbook/spec"
)

func breakingCommand() *cobra.Command {
	var p project
	var against, format string
	c := &cobra.Command{
		Use:   "breaking --against DIR|REV",
		Short: "Compare the book with an older version of it",
		Long: `breaking compares the spec files with an older version of them: a directory, or
the same files in a git revision. It says what changed, what breaks and for whom, and
which part of the version number must go up (Semantic Versioning).

Rules:
` + breakingRules() + `
--format markdown prints a section for a changelog.

Exit codes: 0 nothing breaks, 1 something breaks, 2 failed.`,
		Example: `  errbook breaking --against HEAD
  errbook breaking --against v1.2.0 --format markdown`,
		Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			if err := checkFormat(c, format); err != nil {
				return err
			}
			if against == "" {
				return usageError(c, fmt.Errorf("--against is required: a directory, or a git revision such as HEAD"))
			}
			changes, err := p.breaking(against)
			if err != nil {
				return err
			}
			if err := breaking.Write(c.OutOrStdout(), format, changes); err != nil {
				return err
			}
			verdict := breaking.Verdict(changes)
			say(c.ErrOrStderr(), "%s, against %s: %s", plural(len(changes), "change"), against, advice(verdict))
			if verdict == breaking.Major {
				return errFindings
			}
			return nil
		},
	}
	p.addSpecFlags(c)
	c.Flags().StringVar(&against, "against", "", "the older version: a `directory or git revision`")
	addFormat(c, &format)
	return c
}

func breakingRules() string {
	var b strings.Builder
	for _, r := range breaking.Rules() {
		fmt.Fprintf(&b, "  %-17s %s\n", r.ID, r.About)
	}
	return b.String()
}

// advice says which part of the version must rise.
func advice(e breaking.Effect) string {
	if e == breaking.None {
		return "the version can stay as it is"
	}
	return "the next version must be a " + e.String() + " one"
}

// breaking compares the project's book with an older version of it.
func (p *project) breaking(against string) ([]breaking.Change, error) {
	c, err := p.config()
	if err != nil {
		return nil, err
	}
	from, err := revision.Load(against, c.SpecPath(), p.olderSettings(against, c))
	if err != nil {
		return nil, err
	}
	to, err := c.Load()
	if err != nil {
		return nil, err
	}
	return breaking.Compare(against, from, to), nil
}

// olderSettings returns what the configuration of the older version says of its spec
// files. If there is none that can be read, the settings are those of the newer one.
func (p *project) olderSettings(against string, c *config.Config) spec.Settings {
	name := filepath.Join(c.Dir, config.FileName)
	if p.configFile != "" {
		name = p.configFile
	}
	data := revision.File(against, name)
	if data == nil {
		return c.Settings()
	}
	older, err := config.Decode(name, data)
	if err != nil {
		return c.Settings()
	}
	return older.Settings()
}
