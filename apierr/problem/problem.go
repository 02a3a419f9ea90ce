// Package problem turns an error into problem details (RFC 9457), for your own HTTP API
// that has to report it.
//
//	w.Header().Set("Content-Type", problem.ContentType)
//	w.WriteHeader(http.StatusBadGateway)
//	json.NewEncoder(w).Encode(problem.Of(err))
package problem

import (
	"errors"
	"net/url"

	"github.com/errbook/errbook/apierr"
	"github.com/errbook/errbook/apierr/internal/harmless"
)

// ContentType is the media type of [Details] in JSON.
const ContentType = "application/problem+json"

// Details is an error as an HTTP API reports it, ready for [json.Marshal]. Its last
// members are extensions (RFC 9457, section 3.2).
type Details struct {
	// Type identifies the kind of problem: urn:errbook:fashn.OutOfCredits, or
	// urn:errbook:kind:rate_limited for an error that no entry documents.
	Type   string `json:"type"`
	Title  string `json:"title"`
	Status int    `json:"status,omitempty"` // the provider's; set it to that of your own response
	Detail string `json:"detail,omitempty"`
	// Instance identifies this one occurrence, by the provider's request ID.
	Instance string `json:"instance,omitempty"`

	Provider  string       `json:"provider,omitempty"`
	Code      apierr.Code  `json:"code,omitempty"`
	Kind      apierr.Kind  `json:"kind"`
	Retry     apierr.Retry `json:"retry"`
	Retryable bool         `json:"retryable"`
	DelayMS   *int64       `json:"delay_ms,omitempty"`
	Actor     apierr.Actor `json:"actor,omitzero"`
	RequestID string       `json:"request_id,omitempty"`
}

// Of returns the problem details of the [*apierr.Error] in err's chain; of an error
// without one, and of nil, the kind is unknown. Detail is what the provider said, in one
// line: clear it if your users should not see that.
func Of(err error) Details {
	var e *apierr.Error
	if !errors.As(err, &e) || e == nil {
		e = new(apierr.Error)
	}
	d := Details{
		Type: "urn:errbook:kind:" + e.Kind.String(), Title: e.Kind.Title(), Status: e.Status, Detail: harmless.Line(e.Message),
		Provider: e.Provider, Code: e.Code, Kind: e.Kind,
		Retry: e.Retry(), Retryable: e.Retryable(), DelayMS: delayMS(e), Actor: e.Actor(),
		RequestID: harmless.Text(e.RequestID),
	}
	if e.Code != "" {
		d.Type = "urn:errbook:" + string(e.Code)
	}
	if e.Doc != nil {
		d.Title = e.Doc.Title
	}
	if d.RequestID != "" {
		d.Instance = "urn:errbook:request:" + url.PathEscape(d.RequestID)
	}
	return d
}

// delayMS returns the server's delay in milliseconds, rounded up; nil if it asked
// for none.
func delayMS(e *apierr.Error) *int64 {
	wait, ok := apierr.RetryAfter(e)
	if !ok {
		return nil
	}
	ms := wait.Milliseconds()
	if wait > 0 && wait%1e6 > 0 {
		ms++
	}
	return &ms
}
