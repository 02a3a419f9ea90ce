package main

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode"

	"github.com/modelcontextprotocol/go-sdk/mcp"

	"github.com/errbook/errbook/apierr"
	"github.com/errbook/errbook/apierr/errdoc"
	"github.com/errbook/errbook/internal/classify"
	"github.com/errbook/errbook/internal/explain"
	"github.com/errbook/errbook/spec"
)

// maxResponse is how much of a response classify takes: more than apierr reads.
const maxResponse = 1 << 20

type classifyInput struct {
	Response string   `json:"response" jsonschema:"the response as curl -i prints it, or only its body, or the data of a stream event; remove keys first"`
	Provider string   `json:"provider,omitempty" jsonschema:"whose response it is, by id, such as openai"`
	Host     string   `json:"host,omitempty" jsonschema:"whose response it is, by the host that was called, such as api.openai.com"`
	Status   int      `json:"status,omitempty" jsonschema:"the HTTP status, for a body without headers"`
	Event    string   `json:"event,omitempty" jsonschema:"the name of the stream event whose data is given"`
	Contexts []string `json:"contexts,omitempty" jsonschema:"what the caller knows, as name=value, such as deployment=dedicated"`
}

// A verdict is what errbook classify --format json prints.
type verdict struct {
	Provider  string `json:"provider"`
	Code      string `json:"code" jsonschema:"errbook's name for the error; empty where the book has no entry"`
	Kind      string `json:"kind" jsonschema:"what the error means; empty if the response is not an error"`
	Family    string `json:"family"`
	Match     string `json:"match" jsonschema:"what the verdict rests on"`
	Retry     string `json:"retry"`
	Retryable bool   `json:"retryable" jsonschema:"whether the same call, sent again by the program alone, may succeed"`
	DelayMS   *int64 `json:"delay_ms" jsonschema:"how long the server asks to wait; null if it does not"`
	Actor     string `json:"actor" jsonschema:"who must act"`
	Executed  string `json:"executed" jsonschema:"whether the request can have run"`
	RequestID string `json:"request_id"`
	Message   string `json:"message"`
}

func (l library) classify(_ context.Context, _ *mcp.CallToolRequest, in classifyInput) (*mcp.CallToolResult, verdict, error) {
	var v verdict
	if err := in.check(); err != nil {
		return nil, v, err
	}
	f, err := l.file(in.Provider, in.Host)
	if err != nil {
		return nil, v, err
	}
	provider := apierr.Generic
	if f != nil {
		contexts, err := contextsOf(in.Contexts, f)
		if err != nil {
			return nil, v, err
		}
		provider = f.Runtime().In(contexts...)
	} else if len(in.Contexts) > 0 {
		return nil, v, errors.New("contexts require a provider that the book has; found none")
	}
	r := classify.ReadResponse([]byte(in.Response))
	r.Status, r.Event = cmp.Or(r.Status, in.Status), in.Event
	e := r.Error(provider)
	id := cmp.Or(provider.ID(), in.Provider)
	text := "no error"
	if e != nil {
		e.Provider = id
		text = fmt.Sprintf("%+v", e)
	}
	err = json.Unmarshal(classify.AppendJSON(nil, id, e), &v)
	return &mcp.CallToolResult{Content: []mcp.Content{&mcp.TextContent{Text: text}}}, v, err
}

func (in classifyInput) check() error {
	switch {
	case in.Response == "" && in.Status == 0:
		return errors.New("response is required; found nothing, and no status")
	case len(in.Response) > maxResponse:
		return fmt.Errorf("response must have at most %d bytes; found %d", maxResponse, len(in.Response))
	case in.Status != 0 && (in.Status < 100 || in.Status > 999):
		return fmt.Errorf("status must be between 100 and 999, or left out; found %d", in.Status)
	case in.Provider != "" && in.Host != "":
		return errors.New("provider and host cannot be combined; give one of them")
	}
	return nil
}

type explainInput struct {
	Ref      string   `json:"ref" jsonschema:"a code, a provider and a status, a kind, a wire code, or a name: fashn.OutOfCredits, fireworks 429, rate_limited"`
	Contexts []string `json:"contexts,omitempty" jsonschema:"what the caller knows, as name=value, such as deployment=dedicated"`
}

// maxPages is how many pages explain prints whole. Of more errors it prints a line
// each, at most maxLines.
const (
	maxPages = 3
	maxLines = 100
)

func (l library) explain(_ context.Context, _ *mcp.CallToolRequest, in explainInput) (*mcp.CallToolResult, any, error) {
	if strings.TrimSpace(in.Ref) == "" {
		return nil, nil, errors.New("ref is required; found nothing")
	}
	found, nearest, err := l.find(in.Ref)
	if err != nil {
		return nil, nil, err
	}
	if len(found) == 0 {
		message := fmt.Sprintf("nothing found for %q", in.Ref)
		if nearest != "" {
			message += "; did you mean " + nearest + "?"
		}
		return nil, nil, errors.New(message)
	}
	var files []*spec.File
	for _, e := range found {
		files = append(files, e.File)
	}
	contexts, err := contextsOf(in.Contexts, files...)
	if err != nil {
		return nil, nil, err
	}
	var b bytes.Buffer
	if len(found) > maxPages {
		writeLines(&b, found)
	} else {
		for _, e := range found {
			if err := explain.WriteMarkdown(&b, e, contexts); err != nil {
				return nil, nil, err
			}
		}
	}
	return &mcp.CallToolResult{Content: []mcp.Content{&mcp.TextContent{Text: b.String()}}}, nil, nil
}

func writeLines(b *bytes.Buffer, found []explain.Entry) {
	fmt.Fprintf(b, "%d errors; explain one of the codes for its page.\n\n", len(found))
	for _, e := range found[:min(len(found), maxLines)] {
		fmt.Fprintf(b, "- %s\n", line(e.Error))
	}
	if len(found) > maxLines {
		fmt.Fprintf(b, "- %d more\n", len(found)-maxLines)
	}
}

type searchInput struct {
	Query    string `json:"query" jsonschema:"words of the error, its cause or its message"`
	Provider string `json:"provider,omitempty" jsonschema:"only errors of this provider, by id"`
	Limit    int    `json:"limit,omitempty" jsonschema:"how many errors to list; 10 if left out, at most 50"`
}

type searchOutput struct {
	Errors []hit `json:"errors" jsonschema:"the errors, the best first"`
}

type hit struct {
	Code     string `json:"code"`
	Title    string `json:"title"`
	Statuses string `json:"statuses" jsonschema:"the HTTP statuses; empty where there is none"`
	Kind     string `json:"kind"`
	Retry    string `json:"retry"`
	Summary  string `json:"summary"`
	URI      string `json:"uri" jsonschema:"the resource with the page of the error"`
}

func (l library) search(_ context.Context, _ *mcp.CallToolRequest, in searchInput) (*mcp.CallToolResult, searchOutput, error) {
	words := wordsOf(in.Query)
	out := searchOutput{Errors: []hit{}}
	if len(words) == 0 {
		return nil, out, errors.New("query is required; found no word")
	}
	files, err := l.files()
	if err != nil {
		return nil, out, err
	}
	type scored struct {
		score int
		e     *spec.Error
	}
	var found []scored
	for _, f := range files {
		if in.Provider != "" && f.Provider.Value != in.Provider {
			continue
		}
		for _, e := range f.Errors {
			if s := score(words, f, e.Doc); s > 0 {
				found = append(found, scored{s, e})
			}
		}
	}
	slices.SortStableFunc(found, func(a, b scored) int {
		return cmp.Or(b.score-a.score, strings.Compare(string(a.e.Code), string(b.e.Code)))
	})
	for _, s := range found[:min(len(found), limitOf(in.Limit))] {
		d := s.e.Doc
		out.Errors = append(out.Errors, hit{string(s.e.Code), d.Title, statusesOf(d), d.Kind.String(), d.Retry.String(), d.Summary, errorURI + string(s.e.Code)})
	}
	return nil, out, nil
}

func limitOf(n int) int {
	if n <= 0 {
		return 10
	}
	return min(n, 50)
}

// score says how well an error fits words: what names it counts more than what
// explains it, and every word has to be somewhere.
func score(words []string, f *spec.File, d *errdoc.Doc) int {
	names := wordsOf(string(d.Code) + " " + f.Name.Value + " " + d.Title + " " + d.Kind.String() + " " + statusesOf(d) + " " + strings.Join(d.WireCodes, " "))
	prose := wordsOf(d.Summary + " " + strings.Join(d.Causes, " ") + " " + strings.Join(d.Fixes, " "))
	total := 0
	for _, w := range words {
		switch {
		case slices.Contains(names, w):
			total += 4
		case slices.ContainsFunc(names, func(n string) bool { return len(w) > 3 && strings.HasPrefix(n, w) }):
			total += 2
		case slices.ContainsFunc(prose, func(n string) bool { return n == w || len(w) > 3 && strings.HasPrefix(n, w) }):
			total++
		default:
			return 0
		}
	}
	return total
}

// wordsOf splits text into words in lowercase, and names such as OutOfCredits into
// the words that they are made of, beside the name.
func wordsOf(text string) []string {
	var words []string
	for _, name := range strings.FieldsFunc(text, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }) {
		start := 0
		for i, r := range name {
			if i > start && unicode.IsUpper(r) && !unicode.IsUpper(rune(name[i-1])) {
				words = append(words, strings.ToLower(name[start:i]))
				start = i
			}
		}
		if words = append(words, strings.ToLower(name[start:])); start > 0 {
			words = append(words, strings.ToLower(name))
		}
	}
	return words
}

// statusesOf returns the HTTP statuses of an error as they are written.
func statusesOf(d *errdoc.Doc) string {
	return strings.Join(d.Statuses, ", ")
}
