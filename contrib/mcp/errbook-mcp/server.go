package main

import (
	"bytes"
	"context"
	"fmt"
	"runtime/debug"
	"strings"

	"github.com/modelcontextprotocol/go-sdk/mcp"

	"github.com/errbook/errbook/internal/explain"
	"github.com/errbook/errbook/spec"
)

const instructions = `errbook knows the errors of APIs, above all of AI providers: what a response
means, whether to retry it, how long to wait, who must act, and how to fix it. Give
classify the response that you have. Advice comes from a reviewed book; where the book has no
entry, code is empty and the verdict rests on generic rules.`

// newServer returns a server of the books of a library.
func newServer(l library) *mcp.Server {
	s := mcp.NewServer(&mcp.Implementation{Name: "errbook", Title: "errbook: API errors", Version: version()}, &mcp.ServerOptions{Instructions: instructions})
	readOnly := &mcp.ToolAnnotations{ReadOnlyHint: true, IdempotentHint: true, OpenWorldHint: new(bool)}
	mcp.AddTool(s, &mcp.Tool{
		Name:        "classify",
		Annotations: readOnly,
		Description: "Says which error an HTTP response, an error body or a stream event is: its code and kind, whether to retry, how long to wait, who must act, causes and fixes.",
	}, l.classify)
	mcp.AddTool(s, &mcp.Tool{
		Name:        "explain",
		Annotations: readOnly,
		Description: "Prints what the book says about an error, found by code (fashn.OutOfCredits), provider and status (fireworks 429), kind (rate_limited), wire code or name.",
	}, l.explain)
	mcp.AddTool(s, &mcp.Tool{
		Name:        "search",
		Annotations: readOnly,
		Description: "Lists the errors whose name, codes, summary, causes or fixes have the words of a query, the best first.",
	}, l.search)
	l.addResources(s)
	return s
}

// version returns the version of the module that the server was built from.
func version() string {
	if info, ok := debug.ReadBuildInfo(); ok && info.Main.Version != "" {
		return info.Main.Version
	}
	return "(devel)"
}

const (
	kindsURI    = "errbook://kinds"
	providerURI = "errbook://providers/"
	errorURI    = "errbook://errors/"
	markdown    = "text/markdown"
)

func (l library) addResources(s *mcp.Server) {
	s.AddResource(&mcp.Resource{
		URI: kindsURI, Name: "kinds", MIMEType: markdown,
		Description: "What errors can mean, whoever sent them, with the advice for each.",
	}, page(func(string) (string, error) { return l.kindsPage() }))
	s.AddResourceTemplate(&mcp.ResourceTemplate{
		URITemplate: providerURI + "{provider}", Name: "provider", MIMEType: markdown,
		Description: "All errors of a provider, one line each: code, title, status, kind and retry.",
	}, page(func(uri string) (string, error) { return l.providerPage(strings.TrimPrefix(uri, providerURI)) }))
	s.AddResourceTemplate(&mcp.ResourceTemplate{
		URITemplate: errorURI + "{code}", Name: "error", MIMEType: markdown,
		Description: "The page of an error, by its code.",
	}, page(func(uri string) (string, error) { return l.errorPage(strings.TrimPrefix(uri, errorURI)) }))
	for _, shelf := range l {
		for _, id := range shelf.IDs() {
			s.AddResource(&mcp.Resource{URI: providerURI + id, Name: id, MIMEType: markdown, Description: "The errors of " + id + "."},
				page(func(uri string) (string, error) { return l.providerPage(strings.TrimPrefix(uri, providerURI)) }))
		}
	}
}

// page makes a handler of a function that returns a page; "" is for none.
func page(text func(uri string) (string, error)) mcp.ResourceHandler {
	return func(_ context.Context, r *mcp.ReadResourceRequest) (*mcp.ReadResourceResult, error) {
		body, err := text(r.Params.URI)
		if err != nil {
			return nil, err
		}
		if body == "" {
			return nil, mcp.ResourceNotFoundError(r.Params.URI)
		}
		return &mcp.ReadResourceResult{Contents: []*mcp.ResourceContents{{URI: r.Params.URI, MIMEType: markdown, Text: body}}}, nil
	}
}

func (l library) kindsPage() (string, error) {
	var b bytes.Buffer
	for _, s := range l {
		if err := explain.WriteKindsMarkdown(&b, s.Taxonomy()); err != nil {
			return "", err
		}
		break // every book has errbook's kinds; the first also has the user's own
	}
	return b.String(), nil
}

func (l library) providerPage(id string) (string, error) {
	f, err := l.file(id, "")
	if f == nil || err != nil {
		return "", err
	}
	var b strings.Builder
	fmt.Fprintf(&b, "# %s\n\n", f.Name.Value)
	for _, e := range f.Errors {
		fmt.Fprintf(&b, "- %s\n", line(e))
	}
	return b.String(), nil
}

func (l library) errorPage(code string) (string, error) {
	found, _, err := l.find(code)
	if err != nil {
		return "", err
	}
	for _, e := range found {
		if string(e.Error.Code) == code {
			var b bytes.Buffer
			err := explain.WriteMarkdown(&b, e, nil)
			return b.String(), err
		}
	}
	return "", nil
}

// line says in one line what an error is.
func line(e *spec.Error) string {
	d := e.Doc
	return fmt.Sprintf("%s: %s (HTTP status %s; %s; retry %s)", e.Code, d.Title, orUnknown(statusesOf(d)), d.Kind, d.Retry)
}

func orUnknown(s string) string {
	if s == "" {
		return "unknown"
	}
	return s
}
