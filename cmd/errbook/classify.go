package main

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/errbook/errbook/apierr"
	"github.com/errbook/errbook/internal/classify"
	"github.com/errbook/errbook/internal/config"
	"github.com/errbook/errbook/internal/explain"
	"github.com/errbook/errbook/internal/shelf"
	"github.com/errbook/errbook/spec"
	"github.com/errbook/errbook/spec/suggest"
	"github.com/errbook/errbook/spec/yaml"
)

// A classification is what the flags of classify ask for.
type classification struct {
	spec           string
	provider, host string
	status         int
	headers        []string
	event          string
	closed         int
	contexts       []string
	format         string
	lines          bool
	told           bool // it has been said whose response it is, or that nobody knows
}

const classifyHelp = `classify reads a response from FILE, or from standard input, and says which
error it is: whether to retry, who must act, causes and fixes. It reads

  - an HTTP response as curl -i prints it; if it has several blocks of headers,
    the last one counts,
  - a body without headers, with --status,
  - an event of a stream, either raw (event: and data: lines) or, with --event,
    only its data,
  - the reason with which a WebSocket was closed, with --close and the close code,
  - one JSON object per line, with --jsonl.

Name the provider with --provider or --host. Without them, classify looks for it
in the host, headers, names of SDKs, identifiers and the shape of the body. If it
finds none, or one that the book does not have, it applies generic rules.
If there is an errbook.yaml, classify looks in its spec files first, and in the
built-in book after them.

With --jsonl, an input line looks like

  {"provider": "fashn", "status": 429, "headers": {"retry-after": "3"},
   "body": "…", "context": {"deployment": "dedicated"}}

Only provider is required, and with --provider not even that. "surface": "stream"
says that body is an event, either raw or only its data, and "event": "error" gives
its name. With "close": 1011, body is the reason with which a WebSocket was closed.
Other keys are ignored, with one warning per run. For each input line, in order,
classify writes one output line:

  {"provider", "code", "kind", "family", "match", "retry", "retryable",
   "delay_ms", "actor", "scope", "executed", "request_id", "message"}

code is "" for an error that no entry documents, delay_ms is null if the server did
not ask for a wait, and kind is "" for a response that is not an error. A line that
is not such an object yields {"error": "line N: …"}; the run continues, and the exit
code is 2. Blank lines are skipped. A line may be up to 1 MiB long.`

func classifyCommand() *cobra.Command {
	var k classification
	c := &cobra.Command{
		Use:   "classify [FILE]",
		Short: "Say which error a response is, and what to do about it",
		Long:  classifyHelp,
		Example: `  curl -i https://api.fashn.ai/v1/run … | errbook classify --provider fashn
  errbook classify --host api.fireworks.ai --status 429 body.json
  errbook classify --jsonl responses.jsonl | jq -r .kind | sort | uniq -c`,
		Args: cobra.MaximumNArgs(1),
		RunE: func(c *cobra.Command, args []string) error { return k.run(c, args) },
	}
	f := c.Flags()
	f.StringVar(&k.spec, "spec", "", "a `directory` of spec files, or one spec file, to use instead of the project's book and the built-in one")
	f.StringVar(&k.provider, "provider", "", "the provider that sent the response, by `id` or Go package")
	f.StringVar(&k.host, "host", "", "the `host` that was called, which identifies the provider")
	f.IntVar(&k.status, "status", 0, "the HTTP `status`, for a body without headers")
	f.StringArrayVar(&k.headers, "header", nil, "an additional response `header`, 'Name: value'; may be repeated")
	f.StringVar(&k.event, "event", "", "the `name` of the stream event; the input is its data")
	f.IntVar(&k.closed, "close", 0, "the `code` with which a WebSocket was closed; the input is the reason")
	f.StringArrayVar(&k.contexts, "context", nil, "what the caller knows, as `name=value`, such as deployment=dedicated")
	addFormat(c, &k.format)
	f.BoolVar(&k.lines, "jsonl", false, "read and write one JSON object per line")
	return c
}

func (k *classification) run(c *cobra.Command, args []string) error {
	if err := checkFormat(c, k.format); err != nil {
		return err
	}
	if err := k.check(c); err != nil {
		return usageError(c, err)
	}
	books, err := openShelf(k.spec)
	if err != nil {
		return err
	}
	in, err := openInput(c, args)
	if err != nil {
		return err
	}
	defer in.Close()
	if k.lines {
		return k.stream(c, books, in)
	}
	return k.one(c, books, in)
}

// check reports flags that make no sense, alone or together.
func (k *classification) check(c *cobra.Command) error {
	if k.status != 0 && (k.status < 100 || k.status > 999) {
		return fmt.Errorf("--status must be between 100 and 999, or 0 for unknown; found %d", k.status)
	}
	if c.Flags().Changed("close") && (k.closed < 1000 || k.closed > 4999) {
		return fmt.Errorf("--close must be between 1000 and 4999; found %d", k.closed)
	}
	if k.closed != 0 && (k.status != 0 || k.event != "") {
		return errors.New("--close is for a WebSocket, and cannot be combined with --status or --event")
	}
	if k.provider != "" && k.host != "" {
		return errors.New("--provider and --host cannot be combined; give one of them")
	}
	if !k.lines {
		return nil
	}
	for _, name := range []string{"host", "status", "header", "event", "close", "context"} {
		if c.Flags().Changed(name) {
			return fmt.Errorf("--%s is for a single response; with --jsonl, each line has its own", name)
		}
	}
	if c.Flags().Changed("format") && k.format != "json" {
		return errors.New("--jsonl writes JSON; found --format text")
	}
	return nil
}

// stream classifies JSON lines.
func (k *classification) stream(c *cobra.Command, books *shelf.Shelf, in io.Reader) error {
	if k.provider != "" && !books.Has(k.provider) {
		k.sayGeneric(c.ErrOrStderr(), books)
	}
	s := classify.Stream{Shelf: books, Provider: k.provider}
	sum, err := s.Run(c.Context(), in, c.OutOrStdout())
	if len(sum.Unread) > 0 {
		say(c.ErrOrStderr(), "lines have keys that classify does not read: %s", strings.Join(sum.Unread, ", "))
		hint(c.ErrOrStderr(), "errbook classify --help lists the keys that it reads")
	}
	switch {
	case err != nil:
		return err
	case sum.Faults == 1:
		return fmt.Errorf("1 of %s could not be read: line %d", plural(sum.Lines, "line"), sum.FirstFault)
	case sum.Faults > 0:
		return fmt.Errorf("%d of %s could not be read, the first of them line %d", sum.Faults, plural(sum.Lines, "line"), sum.FirstFault)
	}
	return nil
}

// one classifies a single response.
func (k *classification) one(c *cobra.Command, books *shelf.Shelf, in io.Reader) error {
	text, err := readAll(c.Context(), in)
	if err != nil {
		return err
	}
	a, err := k.response(text)
	if err != nil {
		return err
	}
	f, err := k.file(books)
	if err != nil {
		return err
	}
	if k.provider == "" && k.host == "" && k.event == "" && len(k.contexts) == 0 {
		if f, err = whoseIsIt(c.ErrOrStderr(), books, string(text), a); err != nil {
			return err
		}
		k.told = true
	}
	p, err := k.find(c, books, f)
	if err != nil {
		return err
	}
	e := a.Error(p)
	provider := cmp.Or(p.ID(), yaml.Visible(k.provider))
	if e != nil {
		e.Provider = provider // also one that the book does not have
	}
	if a.Status == 0 && a.Event == "" && a.Close == 0 {
		if told := hintEvent(c.ErrOrStderr(), f, e, a.Body); !told && e != nil && e.Kind == apierr.Unknown {
			hint(c.ErrOrStderr(), "nothing in the response says what failed; if you know the HTTP status, give it with --status")
		}
	}
	out := c.OutOrStdout()
	switch {
	case k.format == "json":
		_, err = out.Write(append(classify.AppendJSON(nil, provider, e), '\n'))
	case e == nil:
		_, err = fmt.Fprintln(out, "no error")
	default:
		err = explain.WriteVerdict(out, fmt.Sprintf("%+v", e), e.Retry(), styleOf(out))
	}
	return err
}

// response reads the response in a text and lays the flags over it.
func (k *classification) response(text []byte) (*classify.Response, error) {
	a := classify.ReadResponse(text)
	switch {
	case len(text) == 0 && k.status == 0 && k.event == "" && k.closed == 0:
		return nil, errors.New("the input is empty\n\thint: an empty body needs --status")
	case a.Status != 0 && k.status != 0 && a.Status != k.status:
		return nil, fmt.Errorf("--status is for a body without headers; the input is a response with status %d", a.Status)
	case a.Status == 0:
		a.Status = k.status
	}
	a.Event, a.Close = k.event, k.closed
	for _, h := range k.headers {
		if err := a.Set(h); err != nil {
			return nil, err
		}
	}
	return &a, nil
}

// find returns the provider of a spec file, in the contexts that the flags name.
// One that the book does not have, a nil file, is judged by the generic rules.
func (k *classification) find(c *cobra.Command, books *shelf.Shelf, f *spec.File) (*apierr.Provider, error) {
	if f == nil {
		if len(k.contexts) > 0 {
			return nil, errors.New("--context requires a known provider\n\thint: name it with --provider")
		}
		if !k.told {
			k.sayGeneric(c.ErrOrStderr(), books)
		}
		return apierr.Generic, nil
	}
	contexts, err := parseContexts(k.contexts, f)
	if err != nil {
		return nil, err
	}
	return f.Runtime().In(contexts...), nil
}

// file returns the spec file that the flags name, nil for none.
func (k *classification) file(books *shelf.Shelf) (*spec.File, error) {
	if k.host != "" {
		return books.ForHost(k.host)
	}
	return books.File(k.provider)
}

// sayGeneric says that no provider's own rules apply.
func (k *classification) sayGeneric(w io.Writer, books *shelf.Shelf) {
	switch {
	case k.host != "":
		say(w, "no provider in the book serves %s; using generic rules", k.host)
	case k.provider != "":
		say(w, "the book has no provider %s; using generic rules", k.provider)
		if best := suggest.Nearest(k.provider, books.IDs()); best != "" {
			hint(w, "did you mean %s?", best)
		}
	default:
		say(w, "no provider given; using generic rules")
		hint(w, "name the provider with --provider: %s, … (errbook classify --provider <TAB>)", strings.Join(books.IDs()[:min(3, len(books.IDs()))], ", "))
	}
}

// hintEvent asks whether a body that came without a status, and is not an error that
// the book knows, is a message of a stream or a WebSocket. The file is nil for a
// provider that the book does not have, of which there are no codes. It reports whether
// it asked.
func hintEvent(w io.Writer, f *spec.File, e *apierr.Error, body []byte) (told bool) {
	known := e != nil && (e.Code != "" || f == nil && e.Kind != apierr.Unknown)
	events := eventsOf(f)
	if known || f != nil && len(events) == 0 {
		return false
	}
	for _, name := range events {
		if as, ok := f.Runtime().FromEvent(name, body).(*apierr.Error); ok && as.Code != "" {
			hint(w, "is it an event of a stream? --event %s", name)
			return true
		}
	}
	switch {
	case !namesItself(body):
		return false
	case len(events) > 0:
		hint(w, "is it an event of a stream? --event NAME, such as %s", strings.Join(events, ", "))
	default:
		hint(w, "is it an event of a stream? --event NAME")
	}
	return true
}

// eventsOf lists the events that carry errors of a provider, each once; a nil
// file has none.
func eventsOf(f *spec.File) []string {
	if f == nil {
		return nil
	}
	var events []string
	for _, s := range f.Facts().Surfaces {
		for _, name := range s.Events {
			if !slices.Contains(events, name) {
				events = append(events, name)
			}
		}
	}
	return events
}

// namesItself reports whether a body is a JSON object that says what kind of
// message it is, as those of streams do.
func namesItself(body []byte) bool {
	var message map[string]json.RawMessage
	if json.Unmarshal(body, &message) != nil {
		return false
	}
	return slices.ContainsFunc([]string{"type", "event", "event_type", "message_type"}, func(key string) bool {
		value := message[key]
		return len(value) > len(`""`) && value[0] == '"'
	})
}

// openShelf opens the book that --spec names, by default that of the project, and
// behind it the built-in one.
func openShelf(path string) (*shelf.Shelf, error) {
	if path != "" {
		return openSpec(path)
	}
	builtin, err := shelf.Builtin()
	if err != nil {
		return nil, err
	}
	c, err := config.Find(".")
	if errors.Is(err, fs.ErrNotExist) {
		return builtin, nil
	}
	if err != nil {
		return nil, err
	}
	own, err := c.Load()
	if err != nil {
		return nil, err
	}
	return shelf.Of(own).Over(builtin), nil
}

// openSpec opens the book of spec files, which errbook.yaml says more about if they are
// those of a project.
func openSpec(path string) (*shelf.Shelf, error) {
	book, err := config.LoadSpec(path)
	if err != nil {
		return nil, err
	}
	return shelf.Of(book), nil
}

// parseContexts reads contexts written as name=value, each of which one of the
// files must know.
func parseContexts(written []string, files ...*spec.File) ([]apierr.Context, error) {
	known := shelf.ContextsOf(files...)
	var list []apierr.Context
	for _, w := range written {
		switch {
		case len(known) == 0:
			return nil, fmt.Errorf("--context: %s has no contexts; found %q", names(files), w)
		case !slices.Contains(known, w):
			return nil, fmt.Errorf("--context must be one of %s; found %q", strings.Join(known, ", "), w)
		}
		list = append(list, apierr.Context(w))
	}
	return list, nil
}

func names(files []*spec.File) string {
	var list []string
	for _, f := range files {
		list = append(list, f.Provider.Value)
	}
	return strings.Join(list, ", ")
}

// openInput opens the file that is named, or standard input. Somebody who
// types, or forgot the file, is told what is waited for.
func openInput(c *cobra.Command, args []string) (io.ReadCloser, error) {
	if len(args) == 1 && args[0] != "-" {
		f, err := os.Open(args[0])
		return f, pathFirst(args[0], err)
	}
	if isTerminal(c.InOrStdin()) {
		hint(c.ErrOrStderr(), "reading a response from the terminal; paste it, then press Ctrl-D")
	}
	return io.NopCloser(c.InOrStdin()), nil
}

// pathFirst returns what went wrong with a file, nil for nothing, with its path first
// and without the name of a system call.
func pathFirst(name string, err error) error {
	if e := (*fs.PathError)(nil); errors.As(err, &e) {
		return fmt.Errorf("%s: %w", filepath.ToSlash(name), e.Err)
	}
	return err
}

// maxInput is how much of a single response is read. An error says what it is
// much earlier; a recorded stream may say it late.
const maxInput = 64 << 20

// readAll reads to the end, or until ctx is done: reading from a terminal does
// not end by itself.
func readAll(ctx context.Context, in io.Reader) ([]byte, error) {
	type result struct {
		data []byte
		err  error
	}
	done := make(chan result, 1)
	go func() {
		data, err := io.ReadAll(io.LimitReader(in, maxInput))
		done <- result{data, err}
	}()
	select {
	case r := <-done:
		return r.data, r.err
	case <-ctx.Done():
		return nil, context.Cause(ctx)
	}
}
