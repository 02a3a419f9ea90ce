package main

import (
	"bytes"
	"errors"
	"io"

	"github.com/spf13/cobra"

	"github.com/errbook/errbook/generator"
	"github.com/errbook/errbook/internal/config"
	"github.com/errbook/errbook/internal/findings"
	"github.com/errbook/errbook/internal/lint"
	"github.com/errbook/errbook/spec/yaml"
)

func checkCommand() *cobra.Command {
	var p project
	var format string
	c := &cobra.Command{
		Use:   "check",
		Short: "Report generated files that are out of date",
		Long: `check compares the files on disk with what generate would write, and writes nothing.
It prints a unified diff of each file that is missing, out of date, edited by hand or
no longer generated, and the command that fixes it.

With --format github, it also prints its findings, and problems in spec files, as
GitHub Actions annotations, which appear beside the lines.

Exit codes: 0 everything is up to date, 1 something is stale, 2 failed.`,
		Example: `  errbook check
  errbook check --format github`,
		Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			if err := checkFormat(c, format); err != nil {
				return err
			}
			annotate := func(found []findings.Finding) error { return nil }
			if format == "github" {
				annotate = func(found []findings.Finding) error {
					return findings.Write(c.OutOrStdout(), format, lint.Rules(), found)
				}
			}
			return p.check(c.OutOrStdout(), c.ErrOrStderr(), annotate)
		},
	}
	p.addFlags(c)
	addFormat(c, &format)
	return c
}

// check compares what is on disk with what the spec files say, and hands what it
// finds to annotate, problems of spec files included.
func (p *project) check(out, errOut io.Writer, annotate func([]findings.Finding) error) error {
	cfg, err := p.config()
	if err != nil {
		return annotateProblems(err, annotate)
	}
	changes, err := stale(cfg)
	if err != nil {
		return annotateProblems(err, annotate)
	}
	if len(changes) == 0 {
		return nil
	}
	for _, change := range changes {
		if _, err := out.Write(change.Diff()); err != nil {
			return err
		}
	}
	for _, change := range changes {
		say(errOut, "%s", change)
	}
	hint(errOut, "errbook generate")
	if err := annotate(staleFindings(cfg, changes)); err != nil {
		return err
	}
	return errFindings
}

// stale returns what generate would change. It makes no more than it must.
func stale(cfg *config.Config) ([]generator.Change, error) {
	known, err := sumsOf(cfg)
	if err != nil {
		return nil, err
	}
	if rest := known.Rest(); rest != nil {
		changes, err := rest.Plan.Diff(cfg.Dir)
		if !errors.Is(err, generator.ErrUnmade) {
			return changes, err
		}
	}
	plan, _, err := planOf(cfg)
	if err != nil {
		return nil, err
	}
	return plan.Diff(cfg.Dir)
}

// annotateProblems annotates what is wrong with spec files or errbook.yaml, and
// returns the error for people.
func annotateProblems(err error, annotate func([]findings.Finding) error) error {
	var problems yaml.Problems
	if errors.As(err, &problems) {
		return errors.Join(err, annotate(lint.Problems(problems)))
	}
	return err
}

// staleFindings says of each file that is stale what is wrong with it, at the
// first line that differs.
func staleFindings(cfg *config.Config, changes []generator.Change) []findings.Finding {
	var found []findings.Finding
	for _, change := range changes {
		found = append(found, findings.Finding{
			Path:    cfg.PathOf(change.Path),
			Pos:     yaml.Pos{Line: firstDifference(change.Old, change.New), Col: 1},
			Rule:    lint.CheckRule,
			Level:   findings.Error,
			Message: change.String(),
			Hint:    asCalled("errbook generate"),
		})
	}
	return found
}

// firstDifference returns the number of the first line in which two files differ.
func firstDifference(a, b []byte) int {
	same := 0
	for same < min(len(a), len(b)) && a[same] == b[same] {
		same++
	}
	return 1 + bytes.Count(a[:same], []byte("\n"))
}
