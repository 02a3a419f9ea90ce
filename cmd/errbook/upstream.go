package main

import (
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/errbook/errbook/internal/shelf"
	"github.com/errbook/errbook/internal/upstream"
	"github.com/errbook/errbook/spec"
	"github.com/errbook/errbook/spec/suggest"
)

// A watch is what the flags of upstream ask for.
type watch struct {
	project
	from   []string
	fetch  bool
	format string
}

func upstreamCommand() *cobra.Command {
	var w watch
	c := &cobra.Command{
		Use:   "upstream [PROVIDER…]",
		Short: "Compare the book with what its sources list today",
		Long: `upstream compares the book with copies of the lists that its sources publish. It
reports names that a list has and the book lacks, names in the book that are gone from
the list, and names that changed. It reads enums in OpenAPI and protobuf files, AWS
models, constants in Go, Python and TypeScript, and tables in Markdown and HTML pages.

A copy is a file:

  --from fireworks/errors=errors.md   of the source "errors" of fireworks
  --from errors=errors.md             the same, if no other provider has such a source

Two copies of a page, the older one first, are also compared with each other: the
wording of table cells, rows, headings and links. If a source's list names a former
source, copies of the former source count as older ones.

--fetch downloads the copies of all other lists, each only from the list's own host,
with at most 16 MiB and in at most 30 seconds. Run weekly, this opens an issue when
something has changed:

  errbook upstream --fetch --format markdown > drift.md || gh issue create -t "Upstream" -F drift.md

Without PROVIDER, upstream compares every provider that has a list. It uses the book of
--spec or of the nearest errbook.yaml, or else the built-in one.

Changes: missing, gone, renamed, reworded, row_added, row_gone, column_added,
column_gone, section_added, section_gone, link_added, link_gone, moved, unreadable,
ignore_is_idle.

Exit codes: 0 nothing differs, 1 something does, 2 failed.`,
		Example: `  errbook upstream fireworks --from errors=newer.md
  errbook upstream fireworks --from errors=older.md --from errors=newer.md --format json`,
		RunE:              func(c *cobra.Command, args []string) error { return w.run(c, args) },
		ValidArgsFunction: fromBook(providers),
	}
	w.addSpecFlags(c)
	f := c.Flags()
	f.StringArrayVar(&w.from, "from", nil, "a copy of a source, as `source=file`; may be repeated")
	f.BoolVar(&w.fetch, "fetch", false, "download the copies of all other lists")
	addFormat(c, &w.format)
	return c
}

func (w *watch) run(c *cobra.Command, args []string) error {
	if err := checkFormat(c, w.format); err != nil {
		return err
	}
	if len(w.from) == 0 && !w.fetch {
		return usageError(c, errors.New("upstream requires copies, with --from or --fetch; found neither"))
	}
	files, err := w.files(args)
	if err != nil {
		return err
	}
	given, err := copiesOf(files, w.from)
	if err != nil {
		return err
	}
	var fetcher *upstream.Fetcher
	if w.fetch {
		fetcher = &upstream.Fetcher{}
	}
	report, failed := upstream.Run(c.Context(), files, given, fetcher)
	if err := upstream.Write(c.OutOrStdout(), w.format, report); err != nil {
		return err
	}
	say(c.ErrOrStderr(), "%s compared, %s", plural(len(report.Lists), "list"), plural(len(report.Findings), "difference"))
	switch {
	case failed != nil:
		return failed
	case len(report.Findings) > 0:
		return errFindings
	}
	return nil
}

// shelf returns the book of --spec, --config or the nearest errbook.yaml, or else
// the built-in one.
func (p *project) shelf() (*shelf.Shelf, error) {
	if p.spec != "" {
		return openSpec(p.spec)
	}
	c, err := p.readConfig()
	if errors.Is(err, fs.ErrNotExist) && p.configFile == "" {
		return shelf.Builtin()
	}
	if err != nil {
		return nil, err
	}
	book, err := c.Load()
	if err != nil {
		return nil, err
	}
	return shelf.Of(book), nil
}

// files returns the spec files of some providers, all without any.
func (w *watch) files(names []string) ([]*spec.File, error) {
	books, err := w.shelf()
	if err != nil {
		return nil, err
	}
	if len(names) == 0 {
		return books.Files()
	}
	var files []*spec.File
	for _, name := range names {
		f, err := books.File(strings.ToLower(name))
		if err != nil {
			return nil, err
		}
		if f == nil {
			return nil, fmt.Errorf("each PROVIDER must be one of the book; found %q%s", name, hintOf(name, books.IDs()))
		}
		if !slices.Contains(files, f) {
			files = append(files, f)
		}
	}
	return files, nil
}

func hintOf(found string, options []string) string {
	if best := suggest.Nearest(found, options); best != "" {
		return "\n\thint: did you mean " + best + "?"
	}
	return ""
}

// copiesOf reads the values of --from.
func copiesOf(files []*spec.File, values []string) ([]upstream.From, error) {
	var list []upstream.From
	for _, v := range values {
		source, path, ok := strings.Cut(v, "=")
		if !ok || source == "" || path == "" {
			return nil, fmt.Errorf("--from must be source=file; found %q", v)
		}
		found := sourcesNamed(files, source)
		switch len(found) {
		case 0:
			return nil, fmt.Errorf("--from must name a source of the book; found %q%s", source, hintOf(source, watched(files)))
		case 1:
		default:
			return nil, fmt.Errorf("--from must name one source; found %s in %s and %s\n\thint: %s/%s=…", source, found[0].File.Provider.Value, found[1].File.Provider.Value, found[0].File.Provider.Value, source)
		}
		if found[0].Source.List == nil && !isFormer(found[0]) {
			return nil, fmt.Errorf("%s:%d:%d: a source must have a list to be compared; found none", found[0].File.Path, found[0].Source.ID.Line, found[0].Source.ID.Col)
		}
		found[0].Path = path
		list = append(list, found[0])
	}
	return list, nil
}

// sourcesNamed returns the sources that SOURCE or PROVIDER/SOURCE names; of several
// of the same id, those with a list.
func sourcesNamed(files []*spec.File, name string) []upstream.From {
	provider, id, qualified := strings.Cut(name, "/")
	if !qualified {
		id = name
	}
	var all, lists []upstream.From
	for _, f := range files {
		for i := range f.Sources {
			s := upstream.From{File: f, Source: &f.Sources[i]}
			if s.Source.ID.Value != id || qualified && f.Provider.Value != provider {
				continue
			}
			all = append(all, s)
			if s.Source.List != nil || isFormer(s) {
				lists = append(lists, s)
			}
		}
	}
	if len(lists) > 0 {
		return lists
	}
	return all
}

// isFormer reports whether a list of the file names a source as its former one.
func isFormer(s upstream.From) bool {
	return slices.ContainsFunc(s.File.Sources, func(o spec.Source) bool {
		return o.List != nil && o.List.Former.Value == s.Source.ID.Value
	})
}

func watched(files []*spec.File) []string {
	var names []string
	for _, l := range upstream.Lists(files) {
		names = append(names, l.Source.ID.Value, l.File.Provider.Value+"/"+l.Source.ID.Value)
	}
	return names
}
