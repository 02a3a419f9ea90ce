package main

import (
	"context"
	"errors"
	"io"
	"os"
	"os/signal"

	"github.com/spf13/cobra"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	code := run(ctx, os.Args[1:], os.Stdin, os.Stdout, os.Stderr)
	stop()
	os.Exit(code)
}

// The exit codes.
const (
	exitDone     = 0
	exitFindings = 1 // the command worked, and found something
	exitFailed   = 2 // the command could not do what was asked
)

// errFindings is returned by commands that worked and found something. What
// they found has been printed already.
var errFindings = errors.New("findings")

// run runs the command line and returns the exit code.
func run(ctx context.Context, args []string, in io.Reader, out, errOut io.Writer) int {
	root := rootCommand()
	root.SetArgs(args)
	root.SetIn(in)
	root.SetOut(out)
	root.SetErr(errOut)
	err := root.ExecuteContext(ctx)
	switch {
	case err == nil:
		return exitDone
	case errors.Is(err, errFindings):
		return exitFindings
	}
	complain(errOut, err)
	return exitFailed
}

func rootCommand() *cobra.Command {
	root := &cobra.Command{
		Use:   "errbook",
		Short: "Typed Go errors, a classifier, docs and tests from a book of API errors",
		Long: `errbook turns a YAML book of API errors into Go error types, a classifier,
documentation and tests, so that docs and code cannot drift apart.

Exit codes: 0 done, 1 findings, 2 failed.`,
		SilenceErrors: true,
		SilenceUsage:  true,
		Version:       version(),
		Args:          unknownCommand,
		RunE:          func(c *cobra.Command, _ []string) error { return c.Help() },
	}
	root.SetFlagErrorFunc(flagError)
	root.SetVersionTemplate("errbook {{.Version}}\n")
	root.CompletionOptions.HiddenDefaultCmd = false
	root.AddCommand(generateCommand(), checkCommand(), lintCommand(), explainCommand(), classifyCommand(), initCommand(), schemaCommand(), versionCommand(), siteCommand(), serveCommand(), upstreamCommand())
	for _, c := range root.Commands() {
		addCompletions(c)
	}
	return root
}
