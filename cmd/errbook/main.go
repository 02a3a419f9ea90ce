package main

import (
	"cmp"
	"context"
	"errors"
	"io"
	"os"
	"os/signal"
	"time"

	"github.com/spf13/cobra"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	done := make(chan int, 1)
	go func() { done <- run(ctx, os.Args[1:], os.Stdin, os.Stdout, os.Stderr) }()
	select {
	case code := <-done:
		os.Exit(code)
	case <-ctx.Done():
	}
	paging.Lock()
	stop() // a second interrupt ends the process by itself
	select {
	case code := <-done:
		os.Exit(code)
	case <-time.After(interruptGrace):
		os.Exit(exitInterrupted)
	}
}

// interruptGrace is how long a command has to end by itself after an interrupt,
// as serve does. The others do not listen; what they were writing is undone by
// the next run.
const interruptGrace = 300 * time.Millisecond

// The exit codes.
const (
	exitDone     = 0
	exitFindings = 1 // the command worked, and found something
	exitFailed   = 2 // the command could not do what was asked

	exitInterrupted = 130 // as shells have it: 128, and the number of the signal
)

// errFindings is returned by commands that worked and found something. What
// they found has been printed already.
var errFindings = errors.New("findings")

// run runs the command line and returns the exit code.
func run(ctx context.Context, args []string, in io.Reader, out, errOut io.Writer) int {
	written := &checkedWriter{w: out}
	root := rootCommand(written)
	helpAsCalled(root)
	root.SetArgs(args)
	root.SetIn(in)
	root.SetErr(errOut)
	err := cmp.Or(root.ExecuteContext(ctx), written.err)
	switch {
	case err == nil:
		return exitDone
	case errors.Is(err, errFindings):
		return exitFindings
	}
	complain(errOut, err)
	return exitFailed
}

// A checkedWriter remembers the first error of a writer: a help text, for one,
// is written by those who do not look at it.
type checkedWriter struct {
	w   io.Writer
	err error
}

func (c *checkedWriter) Write(data []byte) (int, error) {
	n, err := c.w.Write(data)
	c.err = cmp.Or(c.err, err)
	return n, err
}

// rootCommand returns the command that writes its results to out.
func rootCommand(out io.Writer) *cobra.Command {
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
	root.SetOut(out) // before completion is added, which keeps what it finds here
	root.SetFlagErrorFunc(flagError)
	root.SetVersionTemplate("errbook {{.Version}}\n")
	root.CompletionOptions.HiddenDefaultCmd = false
	root.SetHelpCommand(helpCommand())
	root.AddCommand(generateCommand(), checkCommand(), lintCommand(), explainCommand(), classifyCommand(), initCommand(), schemaCommand(), versionCommand(), manCommand(), siteCommand(), serveCommand(), breakingCommand(), upstreamCommand(), importCommand(), statsCommand())
	for _, c := range root.Commands() {
		addCompletions(c)
		saysArguments(c)
	}
	addCompletionCommand(root)
	return root
}
