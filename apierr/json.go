package apierr

import (
	"encoding/json"
	"log/slog"
	"net/url"
)

// A record is an error as logs and JSON show it. The names of its members are
// a promise, and the same as those of errbook classify.
type record struct {
	Provider    string    `json:"provider"`
	Code        Code      `json:"code"`
	Kind        Kind      `json:"kind"`
	Family      Family    `json:"family"`
	Match       Match     `json:"match"`
	Status      int       `json:"status,omitempty"`
	Surface     string    `json:"surface,omitempty"`
	Retry       Retry     `json:"retry"`
	Retryable   bool      `json:"retryable"`
	DelayMS     *int64    `json:"delay_ms"`
	DelaySource string    `json:"delay_source,omitempty"`
	Actor       Actor     `json:"actor"`
	Executed    Certainty `json:"executed"`
	Billed      Certainty `json:"billed,omitzero"`
	WireCode    string    `json:"wire_code,omitempty"`
	WireType    string    `json:"wire_type,omitempty"`
	Param       string    `json:"param,omitempty"`
	RequestID   string    `json:"request_id"`
	Message     string    `json:"message"`
}

func (e *Error) record() record {
	e = e.known()
	return record{
		Provider: e.Provider, Code: e.Code, Kind: e.Kind, Family: e.family(), Match: e.Match,
		Status: e.Status, Surface: e.Surface,
		Retry: e.Retry(), Retryable: e.Retryable(), DelayMS: e.delayMS(), DelaySource: e.Delay.Source,
		Actor: e.Actor(), Executed: e.Executed(), Billed: e.Billed(),
		WireCode: harmless(e.WireCode), WireType: harmless(e.WireType), Param: harmless(e.Param),
		RequestID: harmless(e.RequestID), Message: harmless(e.Message),
	}
}

// delayMS returns the server's delay in milliseconds, nil if it asked for none.
func (e *Error) delayMS() *int64 {
	if e.Delay.Source == "" {
		return nil
	}
	ms := milliseconds(e.Delay.Duration)
	return &ms
}

// MarshalJSON returns the error as a JSON object: provider, code, kind, family,
// match, retry, retryable, delay_ms (null when the server said nothing), actor,
// executed, request_id and message always; status, surface, delay_source,
// billed, wire_code, wire_type and param where there is something to say. The
// body is left out; see [Error.Body].
func (e *Error) MarshalJSON() ([]byte, error) { return json.Marshal(e.record()) }

// LogValue returns the error as a group for [log/slog], with the members of
// [Error.MarshalJSON] that say something.
func (e *Error) LogValue() slog.Value {
	if e == nil {
		return slog.StringValue("<nil>")
	}
	attrs := make([]slog.Attr, 0, 18)
	text := func(key, value string) {
		if value != "" {
			attrs = append(attrs, slog.String(key, value))
		}
	}
	r := e.record()
	text("provider", r.Provider)
	text("code", string(r.Code))
	text("kind", r.Kind.String())
	text("family", string(r.Family))
	text("match", r.Match.String())
	if r.Status != 0 {
		attrs = append(attrs, slog.Int("status", r.Status))
	}
	text("surface", r.Surface)
	text("retry", r.Retry.String())
	attrs = append(attrs, slog.Bool("retryable", r.Retryable))
	if r.DelayMS != nil {
		attrs = append(attrs, slog.Int64("delay_ms", *r.DelayMS))
	}
	text("delay_source", r.DelaySource)
	text("actor", r.Actor.String())
	text("executed", r.Executed.String())
	text("billed", r.Billed.String())
	text("wire_code", r.WireCode)
	text("wire_type", r.WireType)
	text("param", r.Param)
	text("request_id", r.RequestID)
	text("message", r.Message)
	return slog.GroupValue(attrs...)
}

// ProblemContentType is the media type of a [Problem] in JSON.
const ProblemContentType = "application/problem+json"

// A Problem is an error as an HTTP API reports it (RFC 9457), ready for
// [json.Marshal]. Its last members are extensions (section 3.2).
type Problem struct {
	// Type identifies the kind of problem: urn:errbook:fashn.OutOfCredits, or
	// urn:errbook:kind:rate_limited for an error that no entry documents.
	Type   string `json:"type"`
	Title  string `json:"title"`
	Status int    `json:"status,omitempty"` // the provider's; set it to that of your own response
	Detail string `json:"detail,omitempty"`
	// Instance identifies this one occurrence, by the provider's request ID.
	Instance string `json:"instance,omitempty"`

	Provider  string `json:"provider,omitempty"`
	Code      Code   `json:"code,omitempty"`
	Kind      Kind   `json:"kind"`
	Retry     Retry  `json:"retry"`
	Retryable bool   `json:"retryable"`
	DelayMS   *int64 `json:"delay_ms,omitempty"`
	Actor     Actor  `json:"actor,omitzero"`
	RequestID string `json:"request_id,omitempty"`
}

// Problem returns the error as problem details. Detail is what the provider
// said, in one line: leave it out where that is not for your users.
func (e *Error) Problem() Problem {
	e = e.known()
	p := Problem{
		Type: "urn:errbook:kind:" + e.Kind.String(), Title: e.Kind.Title(), Status: e.Status, Detail: oneLine(e.Message),
		Provider: e.Provider, Code: e.Code, Kind: e.Kind,
		Retry: e.Retry(), Retryable: e.Retryable(), DelayMS: e.delayMS(), Actor: e.Actor(),
		RequestID: harmless(e.RequestID),
	}
	if e.Code != "" {
		p.Type = "urn:errbook:" + string(e.Code)
	}
	if e.Doc != nil {
		p.Title = e.Doc.Title
	}
	if p.RequestID != "" {
		p.Instance = "urn:errbook:request:" + url.PathEscape(p.RequestID)
	}
	return p
}
