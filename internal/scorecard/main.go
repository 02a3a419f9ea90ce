// Command scorecard holds the classifier against real responses whose kinds
// people have judged:
//
//	go run ./internal/scorecard [--kind-floor 97] [--retry-floor 99] [--action-floor 98] [--documented-floor 60] FILE
//
// FILE has one case a line, a JSON object with provider, status, headers, body,
// surface, the accepted kinds and whether a retry is right (null: open). It is
// read as a stream. The floors are percentages: under one of them, or when
// money is taken for a rate limit or the reverse, the exit status is 1; it is 2
// when the file cannot be read.
package main

import (
	"flag"
	"fmt"
	"io"
	"os"

	"github.com/errbook/errbook/apierr"
	"github.com/errbook/errbook/internal/shelf"
)

func main() {
	book, err := shelf.Builtin()
	if err != nil {
		fmt.Fprintf(os.Stderr, "scorecard: %v\n", err)
		os.Exit(2)
	}
	os.Exit(run(os.Args[1:], os.Stdout, os.Stderr, func(id string) *apierr.Provider { return provider(book, id) }))
}

// provider returns a provider of the book; nil for one that it does not have,
// or whose file is refused, which errbook lint will tell.
func provider(book *shelf.Shelf, id string) *apierr.Provider {
	f, err := book.File(id)
	if f == nil || err != nil {
		return nil
	}
	return f.Runtime()
}

// floors are the least percentages that pass.
type floors struct {
	kind, retry, action, documented float64
}

// run scores the file that args name. The function find returns the provider
// with an id, nil for one that the book does not have.
func run(args []string, stdout, stderr io.Writer, find func(id string) *apierr.Provider) int {
	var floor floors
	flags := flag.NewFlagSet("scorecard", flag.ContinueOnError)
	flags.SetOutput(stderr)
	flags.Float64Var(&floor.kind, "kind-floor", 0, "least `percentage` of right kinds among cases with a status")
	flags.Float64Var(&floor.retry, "retry-floor", 0, "least `percentage` of right advice on retrying")
	flags.Float64Var(&floor.action, "action-floor", 0, "least `percentage` of right actions of a router")
	flags.Float64Var(&floor.documented, "documented-floor", 0, "least `percentage` of cases with a documented code")
	if err := flags.Parse(args); err != nil {
		return 2
	}
	if flags.NArg() != 1 {
		fmt.Fprintln(stderr, "scorecard: name one corpus file")
		return 2
	}
	card, err := scoreFile(flags.Arg(0), find)
	if err != nil {
		fmt.Fprintf(stderr, "scorecard: %v\n", err)
		return 2
	}
	card.print(stdout)
	if failures := card.under(floor); len(failures) > 0 {
		for _, f := range failures {
			fmt.Fprintf(stderr, "scorecard: %s\n", f)
		}
		return 1
	}
	return 0
}

func scoreFile(path string, find func(id string) *apierr.Provider) (*scorecard, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	card := newScorecard()
	for c, err := range cases(file) {
		if err != nil {
			return nil, fmt.Errorf("%s: %w", path, err)
		}
		card.add(&c, c.classify(find), find(c.Provider) != nil)
	}
	return card, nil
}
