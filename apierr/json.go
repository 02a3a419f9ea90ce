package apierr

import (
	"cmp"
	"encoding/json"
	"log/slog"
	"time"

	"github.com/errbook/errbook/apierr/internal/harmless"
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
	Errors      []*Error  `json:"errors,omitempty"`
}

func (e *Error) record() record {
	e = e.known()
	return record{
		Provider: e.Provider, Code: e.Code, Kind: e.Kind, Family: e.family(), Match: e.Match,
		Status: e.Status, Surface: e.Surface,
		Retry: e.Retry(), Retryable: e.Retryable(), DelayMS: e.delayMS(), DelaySource: e.Delay.Source,
		Actor: e.Actor(), Executed: e.Executed(), Billed: e.Billed(),
		WireCode: harmless.Text(e.WireCode), WireType: harmless.Text(e.WireType), Param: harmless.Text(e.Param),
		RequestID: harmless.Text(e.RequestID), Message: harmless.Text(e.Message),
		Errors: e.several,
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
// billed, wire_code, wire_type and param where there is something to say, and errors
// with an object for each error of a response that has several. The
// body is left out; see [Error.Body].
func (e *Error) MarshalJSON() ([]byte, error) { return json.Marshal(e.record()) }

// UnmarshalJSON reads an error that [Error.MarshalJSON] wrote, for errors that pass
// through a queue or a network. It restores everything that was written, including the
// advice. The body, the documentation and the wrapped error were not written; a
// provider's Lookup finds the documentation of the code.
func (e *Error) UnmarshalJSON(data []byte) error {
	var r record
	if err := json.Unmarshal(data, &r); err != nil {
		return err
	}
	*e = Error{
		Provider: r.Provider, WireCode: r.WireCode, WireType: r.WireType, Message: r.Message, Param: r.Param,
		RequestID: r.RequestID, Code: r.Code, Kind: r.Kind, Match: r.Match, Status: r.Status, Surface: r.Surface,
		several: r.Errors,
		advice: advice{
			of: r.Kind, said: true, retry: r.Retry, executed: r.Executed, billed: r.Billed, actor: r.Actor, family: r.Family,
		},
	}
	if r.DelayMS != nil {
		e.Delay = Delay{time.Duration(*r.DelayMS) * time.Millisecond, cmp.Or(r.DelaySource, "given")}
	}
	return nil
}

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
