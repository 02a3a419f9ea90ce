package main

import (
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"github.com/errbook/errbook/internal/config"
	"github.com/errbook/errbook/internal/findings"
	"github.com/errbook/errbook/spec/yaml"
)

// Everything that the command says about itself is written here: lower case,
// no period, hints on lines of their own. Results go to standard output and
// are not said here. What comes from elsewhere, such as flags, names of files and
// keys, is made visible here: it cannot break a line or move the cursor.

// say prints a line of progress or result for people.
func say(w io.Writer, format string, args ...any) {
	fmt.Fprintf(w, "errbook: %s\n", yaml.Visible(fmt.Sprintf(format, args...)))
}

// hint prints what to do next.
// Commands in it are named as this one was called.
func hint(w io.Writer, format string, args ...any) {
	fmt.Fprintf(w, "\thint: %s\n", yaml.Visible(asCalled(fmt.Sprintf(format, args...))))
}

// complain prints why the command could not do what was asked. Problems of
// spec files begin with their position, so that editors find it.
func complain(w io.Writer, err error) {
	var problems yaml.Problems
	if errors.As(err, &problems) {
		fmt.Fprintln(w, problems.Print(findings.Problem(asCalled)))
		var module config.NoModule
		if !errors.As(err, &module) {
			return
		}
		err = module
	}
	for line := range strings.SplitSeq(err.Error(), "\n") {
		if rest, ok := strings.CutPrefix(line, "\thint: "); ok {
			hint(w, "%s", rest)
			continue
		}
		say(w, "%s", line)
	}
}

// usageError adds the way to the help to an error in the command's words.
func usageError(c *cobra.Command, err error) error {
	return fmt.Errorf("%w\n\thint: %s --help", err, c.CommandPath())
}

// plural returns "1 file", "2 files".
func plural(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}
