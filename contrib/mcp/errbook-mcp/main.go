// Command errbook-mcp gives agents the book of API errors, as a server of the
// Model Context Protocol on standard input and output.
//
//	go install github.com/errbook/errbook/contrib/mcp/errbook-mcp@latest
//
// Its tools are classify (which error is this response, and what to do), explain
// (what the book says about an error) and search (errors by words). The pages of
// kinds, providers and errors are resources, errbook://kinds,
// errbook://providers/{provider} and errbook://errors/{code}.
//
// With -spec, which may be repeated, it also has your own books, which come before the
// built-in one. It reads files only when it starts, and uses no network.
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/signal"

	"github.com/modelcontextprotocol/go-sdk/mcp"
)

func main() {
	var paths []string
	flag.Func("spec", "a `directory` of spec files, or one, asked before the built-in book; may be given again", func(path string) error {
		paths = append(paths, path)
		return nil
	})
	flag.Parse()
	if err := run(paths); err != nil {
		fmt.Fprintln(os.Stderr, "errbook-mcp:", err)
		os.Exit(2)
	}
}

func run(paths []string) error {
	if flag.NArg() > 0 {
		return fmt.Errorf("no argument is taken; found %q\n\thint: -spec names a book", flag.Arg(0))
	}
	l, err := openLibrary(paths)
	if err != nil {
		return err
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	return newServer(l).Run(ctx, &mcp.StdioTransport{})
}
