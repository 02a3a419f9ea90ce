package main

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/errbook/errbook/internal/config"
	"github.com/errbook/errbook/internal/findings"
	"github.com/errbook/errbook/internal/lint"
	"github.com/errbook/errbook/spec"
	"github.com/errbook/errbook/spec/yaml"
)

func lintCommand() *cobra.Command {
	var p project
	var format string
	c := &cobra.Command{
		Use:   "lint [PATH…]",
		Short: "Check spec files for errors and style",
		Long: `lint reports everything that generate would refuse, and what could be improved, such
as errors without samples or near misses and sources that cannot be checked. Without
PATH, it checks the spec files of errbook.yaml.

Rules:
` + lintRules(false) + `
Style rules, which are off unless errbook.yaml turns them on with lint: {on: [RULE]}:
` + lintRules(true) + `
In errbook.yaml, lint: {off: [RULE]} turns a rule off. In a spec file, a comment
above a line turns it off for that line, and says why:

  # lint:ignore near-miss The two differ in a header.

Exit codes: 0 nothing found, 1 findings, 2 failed.`,
		Example: `  errbook lint
  errbook lint spec/providers/fashn.yaml --format json`,
		Args: cobra.ArbitraryArgs,
		RunE: func(c *cobra.Command, args []string) error {
			if err := checkFormat(c, format); err != nil {
				return err
			}
			found, err := p.lint(args)
			if err != nil {
				return err
			}
			for i := range found {
				found[i].Hint = asCalled(found[i].Hint)
			}
			if err := findings.Write(c.OutOrStdout(), format, lint.Rules(), found); err != nil {
				return err
			}
			if len(found) > 0 {
				say(c.ErrOrStderr(), "%s", plural(len(found), "finding"))
				return errFindings
			}
			return nil
		},
	}
	p.addSpecFlags(c)
	addFormat(c, &format)
	return c
}

// lintRules returns the rules of style, or the others, as a help text lists them.
func lintRules(style bool) string {
	rules := slices.DeleteFunc(lint.Rules(), func(r findings.Rule) bool { return slices.Contains(lint.Optional(), r.ID) != style })
	width := 0
	for _, r := range rules {
		width = max(width, len(r.ID))
	}
	var b strings.Builder
	for _, r := range rules {
		fmt.Fprintf(&b, "  %-*s  %s\n", width, r.ID, r.About)
	}
	return b.String()
}

// lint returns what is to be said about spec files, those of errbook.yaml if
// there are no paths.
func (p *project) lint(paths []string) ([]findings.Finding, error) {
	book, c, err := p.bookOf(paths)
	var problems yaml.Problems
	if errors.As(err, &problems) {
		return lint.Problems(problems), nil
	}
	if err != nil {
		return nil, err
	}
	return lint.Book(book, c.LintOff()...), nil
}

// bookOf returns the book of paths, or that of errbook.yaml, and what counts of the
// errbook.yaml.
func (p *project) bookOf(paths []string) (*spec.Book, *config.Config, error) {
	if len(paths) > 0 {
		return config.LoadSpecConfig(paths...)
	}
	c, err := p.config()
	if err != nil {
		return nil, nil, err
	}
	book, err := c.Load()
	return book, c, err
}
