// Package rpc turns errors into a google.rpc.Status, which gRPC and Connect send, and
// reads them back. It needs neither library: the details of a [Status] are JSON, as
// protobuf writes it. Programs use the adapters contrib/grpc and contrib/connect, which
// turn a Status into their library's type.
//
// An error of your own API is sent with an ErrorInfo, whose reason is the name of the
// entry (OUT_OF_STOCK) and whose metadata are its details, with a RetryInfo if it asks to
// wait, a RequestInfo if it has a request ID, and a Help that links to its page.
package rpc

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"strings"
	"time"

	"github.com/errbook/errbook/apierr"
	"github.com/errbook/errbook/apierr/errdoc"
	"github.com/errbook/errbook/apierr/internal/redact"
	"github.com/errbook/errbook/apierr/internal/wait"
	"github.com/errbook/errbook/apierr/server"
	"github.com/errbook/errbook/apierr/shape"
	"github.com/errbook/errbook/apierr/wire"
)

// A Status is a google.rpc.Status.
type Status struct {
	Code    Code
	Message string
	// Details are messages as protobuf writes them in JSON, each with its "@type".
	Details []json.RawMessage
}

// Of returns what an error is sent as: the error of the API in err's chain; for any
// other error, of which nothing is shown, the default one, or a bare INTERNAL.
func Of(p *server.Provider, err error) Status {
	e := p.Sent(err)
	if e == nil {
		return Status{Code: Internal, Message: "Internal error."}
	}
	// Protobuf refuses a text that is not UTF-8, and libraries then drop all details.
	s := Status{Code: CodeOf(e), Message: strings.ToValidUTF8(e.Message, "\uFFFD")}
	if s.Message == "" && e.Doc != nil {
		s.Message = e.Doc.Summary
	}
	s.add(errorInfo, info{Reason: reasonIn(p, e.Code), Domain: domainOf(p), Metadata: metadataOf(p, e)})
	if d, ok := apierr.RetryAfter(e); ok {
		s.add(retryInfo, info{RetryDelay: strings.Trim(shape.Duration("", max(d, 0)).JSON, `"`)})
	}
	if e.RequestID != "" {
		s.add(requestInfo, info{RequestID: e.RequestID})
	}
	if e.Doc != nil && e.Doc.Page != "" {
		s.add(help, info{Links: []link{{e.Doc.Title, e.Doc.Page}}})
	}
	return s
}

// Read returns the error of the API that a status says, with its details. For a status
// that says none, such as one that the library itself made, it returns what [From] does.
// The error unwraps to cause, which is what the library returned. The context is that of
// the call: if it has ended, the caller ended the call.
func Read(ctx context.Context, p *server.Provider, s *Status, cause error) error {
	i := s.find(errorInfo)
	if i.Domain == domainOf(p) {
		if code := codeIn(p, i.Reason); code != "" {
			e := p.NewWith(code, valuesOf(p.Lookup(code), i.Metadata), apierr.WithCause(cause), apierr.WithMessage(redact.Text(s.Message, nil)))
			s.sayRest(e)
			return e
		}
	}
	return From(ctx, p.Provider, s, cause)
}

// From returns the error that a status is by the book of a provider, as its HTTP API
// would send it in JSON: {"error": {"code": 429, "status": "RESOURCE_EXHAUSTED", …}},
// always an [*apierr.Error]; nil for OK. The error unwraps to cause.
func From(ctx context.Context, p *apierr.Provider, s *Status, cause error) error {
	if s.Code == OK {
		return nil
	}
	if ended := endOf(ctx); ended != nil && (s.Code == Canceled || s.Code == DeadlineExceeded) {
		kind := apierr.ClientTimeout
		if errors.Is(ended, context.Canceled) {
			kind = apierr.Canceled
		}
		return apierr.New(kind, apierr.WithMessage(redact.Text(s.Message, nil)), apierr.WithCause(cause), func(e *apierr.Error) { e.Provider = p.ID() })
	}
	body, _ := json.Marshal(map[string]any{"error": map[string]any{
		"code": s.Code.HTTPStatus(), "status": s.Code.String(), "message": s.Message, "details": s.Details,
	}})
	var e *apierr.Error
	if !errors.As(p.From(apierr.Response{Status: s.Code.HTTPStatus(), Body: body}), &e) { // a 4xx or 5xx is always an error
		return p.FromError(cause)
	}
	apierr.WithCause(cause)(e)
	s.sayRest(e)
	return e
}

// endOf returns why the caller has ended a call, nil if it has not. The deadline is sent
// along, so that the server's refusal can be here a moment before the context ends.
func endOf(ctx context.Context) error {
	if deadline, ok := ctx.Deadline(); ok && ctx.Err() == nil && !time.Now().Before(deadline) {
		return context.DeadlineExceeded
	}
	return ctx.Err()
}

// sayRest notes what the details say of the wait and the request, unless e knows.
func (s *Status) sayRest(e *apierr.Error) {
	if d, ok := wait.ParseAny(s.find(retryInfo).RetryDelay, wire.FormatProtobufDuration, wire.Header{}); ok && e.Delay.Source == "" {
		apierr.WithDelay(d)(e)
	}
	e.RequestID = cmp.Or(e.RequestID, redact.Text(s.find(requestInfo).RequestID, nil))
}

// The types of the details.
const (
	errorInfo   = "type.googleapis.com/google.rpc.ErrorInfo"
	retryInfo   = "type.googleapis.com/google.rpc.RetryInfo"
	requestInfo = "type.googleapis.com/google.rpc.RequestInfo"
	help        = "type.googleapis.com/google.rpc.Help"
)

// An info has the members of all of them.
type info struct {
	Type       string            `json:"@type"`
	Reason     string            `json:"reason,omitempty"`
	Domain     string            `json:"domain,omitempty"`
	Metadata   map[string]string `json:"metadata,omitempty"`
	RetryDelay string            `json:"retryDelay,omitempty"`
	RequestID  string            `json:"requestId,omitempty"`
	Links      []link            `json:"links,omitempty"`
}

type link struct {
	Description string `json:"description"`
	URL         string `json:"url"`
}

func (s *Status) add(typ string, i info) {
	i.Type = typ
	text, _ := json.Marshal(i) // of texts: it cannot fail
	s.Details = append(s.Details, text)
}

// find returns the first detail of a type, an empty one if there is none.
func (s *Status) find(typ string) info {
	for _, text := range s.Details {
		var i info
		if json.Unmarshal(text, &i) == nil && i.Type == typ {
			return i
		}
	}
	return info{}
}

// domainOf returns the domain of the API's ErrorInfo: its first host that is one, else
// its ID.
func domainOf(p *server.Provider) string {
	for _, host := range p.Facts().Hosts {
		if !strings.Contains(host, "*") {
			return host
		}
	}
	return p.ID()
}

// reasonIn returns the reason of a code: its name in the form of reasons, or the plain
// name where another entry comes first with that form.
func reasonIn(p *server.Provider, code apierr.Code) string {
	_, name, _ := strings.Cut(string(code), ".")
	if reason := reasonOf(name); codeIn(p, reason) == code {
		return reason
	}
	return name
}

// codeIn returns the code that a reason names, a former name included, "" for none.
func codeIn(p *server.Provider, reason string) apierr.Code {
	if reason == "" {
		return ""
	}
	for _, code := range p.Codes() {
		if _, name, _ := strings.Cut(string(code), "."); reasonOf(name) == reason {
			return code
		}
	}
	for _, code := range p.Codes() {
		if _, name, _ := strings.Cut(string(code), "."); name == reason {
			return code
		}
		for _, r := range renamedOf(p, code) {
			if _, name, _ := strings.Cut(string(r.Code), "."); reasonOf(name) == reason {
				return code
			}
		}
	}
	return ""
}

func renamedOf(p *server.Provider, code apierr.Code) []errdoc.Renamed {
	if doc := p.Lookup(code); doc != nil {
		return doc.Renamed
	}
	return nil
}

// metadataOf returns the details of an error as texts.
func metadataOf(p *server.Provider, e *apierr.Error) map[string]string {
	values := p.Details(e, e.Code).Values()
	if len(values) == 0 {
		return nil
	}
	m := make(map[string]string, len(values))
	for _, v := range values {
		m[v.Name] = v.Text
	}
	return m
}

// valuesOf returns the details that an entry documents, out of texts. What is not of
// its type is left out.
func valuesOf(doc *apierr.Doc, texts map[string]string) (list []shape.Value) {
	if doc == nil || doc.Own == nil {
		return nil
	}
	for _, param := range doc.Own.Params {
		text, ok := texts[param.Name]
		if !ok {
			continue
		}
		v := shape.String(param.Name, text)
		switch param.Type {
		case "int":
			v.JSON, ok = text, isOf[int](text)
		case "float":
			v.JSON, ok = text, isOf[float64](text)
		case "bool":
			v.JSON, ok = text, isOf[bool](text)
		}
		if !ok {
			continue
		}
		list = append(list, v)
	}
	return list
}

// isOf reports whether a text is a literal of a type in JSON.
func isOf[T any](text string) bool {
	var v T
	return text != "null" && json.Unmarshal([]byte(text), &v) == nil
}
