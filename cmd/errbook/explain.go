package main

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/errbook/errbook/apierr"
	"github.com/errbook/errbook/internal/explain"
	"github.com/errbook/errbook/internal/shelf"
	"github.com/errbook/errbook/spec"
)

// An explanation is what the flags of explain ask for.
type explanation struct {
	spec, format string
	contexts     []string
	full         bool
}

func explainCommand() *cobra.Command {
	var x explanation
	c := &cobra.Command{
		Use:   "explain [REF…]",
		Short: "Print what the book says about an error",
		Long: `explain prints what the book says about an error: how to fix it, whether to retry,
who must act, its causes, what it looks like, and where it is documented. It prints
at most 30 lines; --full prints everything. REF is one of

  fashn.OutOfCredits    a code, or a former code of the error
  fashn                 all errors of a provider
  fashn 429             a provider, then any of the following
  429, 5xx              a status, or a wire code
  rate_limited          a kind
  billing               a family of kinds
  out of credits        a name, title or wire code, or a part of one
  credits used up       words of a title, kind or message, in any order
  a whole message       as an API sends it, with numbers and names

Case does not matter. If REF has several words, some may be misspelled. If it is a
single misspelled word, such as a code, explain suggests the nearest one and exits
with 1.

If several errors match, explain lists them, one per line: code, statuses, kind, and
whether to retry. In Markdown and JSON, it prints all of them in full.

Without a REF, it lists the kinds, one per line: family, kind, whether to retry, and
what the kind means. The list includes the book's own kinds.

If there is an errbook.yaml, explain looks in its spec files first, and in the
built-in book after them.

` + pagerHelp + `

Exit codes: 0 found, 1 a REF was not found, 2 failed.`,
		Example: `  errbook explain fireworks 429
  errbook explain fireworks.TooManyRequests --context deployment=dedicated
  errbook explain billing --format json | jq '.[].code'`,
		RunE:              func(c *cobra.Command, args []string) error { return x.run(c, args) },
		ValidArgsFunction: fromBook(references),
	}
	addPagerFlag(c)
	f := c.Flags()
	f.BoolVar(&x.full, "full", false, "print everything, however long it is")
	f.StringVar(&x.spec, "spec", "", "a `directory` of spec files, or one spec file, to use instead of the project's book and the built-in one")
	addFormat(c, &x.format)
	f.StringArrayVar(&x.contexts, "context", nil, "what the caller knows, as `name=value`, such as deployment=dedicated")
	return c
}

func (x *explanation) run(c *cobra.Command, args []string) error {
	if err := checkFormat(c, x.format); err != nil {
		return err
	}
	if len(args) == 0 {
		return x.kinds(c)
	}
	if strings.TrimSpace(strings.Join(args, "")) == "" {
		return usageError(c, errors.New("REF must not be empty; found none"))
	}
	books, err := openShelf(x.spec)
	if err != nil {
		return err
	}
	results, err := explain.Find(books, args)
	if err != nil {
		return err
	}
	found, missing := sortOut(results)
	style := styleOf(c.OutOrStdout())
	style.Full = x.full
	err = page(c, func(out io.Writer) error { return x.print(out, books, found, style) })
	if err != nil {
		return err
	}
	if x.format == "text" && len(found) > 1 {
		hint(c.ErrOrStderr(), "to see one whole: errbook explain %s", found[0].Code)
	}
	for _, r := range missing {
		say(c.ErrOrStderr(), "nothing found for %q", r.Ref)
		switch {
		case r.Nearest != "":
			hint(c.ErrOrStderr(), "did you mean %s?", r.Nearest)
		case r.Provider != "":
			hint(c.ErrOrStderr(), "to see the errors of %[1]s: errbook explain %[1]s", r.Provider)
		default:
			hint(c.ErrOrStderr(), "to see the kinds of errors: errbook explain")
		}
	}
	if len(missing) > 0 {
		return errFindings
	}
	return nil
}

// kinds prints the kinds of the book, which are the same in every context.
func (x *explanation) kinds(c *cobra.Command) error {
	if c.Flags().Changed("context") {
		return usageError(c, errors.New("--context requires a REF; found none"))
	}
	books, err := openShelf(x.spec)
	if err != nil {
		return err
	}
	if err := page(c, func(out io.Writer) error { return x.printKinds(out, books.Taxonomy(), styleOf(c.OutOrStdout())) }); err != nil {
		return err
	}
	if x.format != "text" {
		return nil
	}
	hint(c.ErrOrStderr(), "to see the errors of a kind: errbook explain %s", apierr.RateLimited)
	return nil
}

func (x *explanation) printKinds(out io.Writer, kinds *spec.Taxonomy, style explain.Style) error {
	switch x.format {
	case "json":
		return explain.WriteKindsJSON(out, kinds)
	case "markdown":
		return explain.WriteKindsMarkdown(out, kinds)
	}
	return explain.WriteKinds(out, kinds, style)
}

// sortOut returns the errors that were found, each once, and the references for which
// there are none.
func sortOut(results []explain.Result) (found []explain.Hit, missing []explain.Result) {
	for _, r := range results {
		if len(r.Hits) == 0 {
			missing = append(missing, r)
		}
		for _, h := range r.Hits {
			if !slices.ContainsFunc(found, func(known explain.Hit) bool { return known.Code == h.Code }) {
				found = append(found, h)
			}
		}
	}
	return found, missing
}

// filesOf returns the files of entries, each once.
func filesOf(entries []explain.Entry) []*spec.File {
	var files []*spec.File
	for _, e := range entries {
		if !slices.Contains(files, e.File) {
			files = append(files, e.File)
		}
	}
	return files
}

// print prints what was found. A list needs no more of the errors than the hits say.
func (x *explanation) print(out io.Writer, books *shelf.Shelf, found []explain.Hit, style explain.Style) error {
	if x.format == "text" && len(found) > 1 && len(x.contexts) == 0 {
		return explain.WriteList(out, found, style)
	}
	entries, err := explain.Open(books, found)
	if err != nil {
		return err
	}
	contexts, err := parseContexts(x.contexts, filesOf(entries)...)
	if err != nil && len(found) > 0 {
		return err
	}
	switch {
	case x.format == "json":
		return explain.WriteJSON(out, entries, contexts)
	case x.format == "markdown":
		for i, e := range entries {
			if i > 0 {
				fmt.Fprintln(out)
			}
			if err := explain.WriteMarkdown(out, e, contexts); err != nil {
				return err
			}
		}
		return nil
	case len(entries) == 1:
		return explain.WriteText(out, entries[0], contexts, style)
	case len(entries) == 0:
		return nil
	}
	return explain.WriteList(out, found, style)
}
