package apierr_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"testing"
	"time"

	"github.com/errbook/errbook/apierr"
)

const noCredits = `{"error":{"message":"Add credits to continue.","type":"billing","code":"insufficient_quota"}}`

// The errors below have the shapes that the SDKs of the providers give theirs.

// A stainlessError is that of openai-go and anthropic-sdk-go: the text hides what
// the response says.
type stainlessError struct {
	StatusCode int
	Request    *http.Request
	Response   *http.Response
	raw        string
}

func (e *stainlessError) Error() string   { return "API error: " + e.Request.Method }
func (e *stainlessError) RawJSON() string { return e.raw }

// A fieldError is that of go-openai: the members of the server's error object.
type fieldError struct {
	Code           any     `json:"code,omitempty"`
	Message        string  `json:"message"`
	Param          *string `json:"param,omitempty"`
	Type           string  `json:"type"`
	HTTPStatus     string  `json:"-"`
	HTTPStatusCode int     `json:"-"`
}

func (e *fieldError) Error() string { return fmt.Sprintf("status code: %d", e.HTTPStatusCode) }

// A valueError is that of genai, which is no pointer: Code is the status.
type valueError struct {
	Code    int              `json:"code,omitempty"`
	Message string           `json:"message,omitempty"`
	Status  string           `json:"status,omitempty"`
	Details []map[string]any `json:"details,omitempty"`
}

func (e valueError) Error() string { return e.Message }

// A smithyError is that of AWS: methods, and a response inside a wrapper.
type smithyError struct{ Response *smithyResponse }

type smithyResponse struct{ *http.Response }

func (e *smithyError) Error() string        { return "operation error" }
func (e *smithyError) HTTPStatusCode() int  { return e.Response.StatusCode }
func (e *smithyError) ErrorCode() string    { return "ThrottlingException" }
func (e *smithyError) ErrorMessage() string { return "Too many requests." }

// An embeddingError is that of cohere-go: the status is embedded, and Body is what
// the JSON was decoded into.
type embeddingError struct {
	*embeddedError
	Body any
}

type embeddedError struct {
	err        error
	StatusCode int
	Header     http.Header
}

func (e *embeddedError) Error() string { return e.err.Error() }
func (e *embeddedError) Unwrap() error { return e.err }

// A bytesError keeps the body as it came and headers in a map of its own, as
// fantasy does.
type bytesError struct {
	StatusCode      int
	ResponseHeaders map[string]string
	ResponseBody    []byte
}

func (e *bytesError) Error() string { return "provider error" }

// A streamError keeps the event of a stream, as openai-go does.
type streamError struct {
	Message string
	Event   struct {
		Type string
		Data []byte
	}
}

func (e *streamError) Error() string { return e.Message }

func response(status int, body string) *http.Response {
	req, _ := http.NewRequest("POST", "https://api.acme.test/v1", nil)
	return &http.Response{StatusCode: status, Header: http.Header{"Retry-After": {"7"}}, Body: io.NopCloser(bytes.NewBufferString(body)), Request: req}
}

func streamed(data string) error {
	e := &streamError{Message: "received error while streaming"}
	e.Event.Type, e.Event.Data = "error", []byte(data)
	return e
}

// Whatever the shape of an SDK's error, its response is read, and the chain keeps
// the SDK's error.
func TestFromError(t *testing.T) {
	limited := response(429, `{"error":{"message":"Slow down.","code":"rate_limit_exceeded"}}`)
	decoded := map[string]any{"error": map[string]any{"code": "insufficient_quota", "message": "Add credits to continue."}}
	tests := []struct {
		name   string
		err    error
		kind   apierr.Kind
		status int
		delay  time.Duration
	}{
		{"a response", &stainlessError{Response: limited, Request: limited.Request}, apierr.RateLimited, 429, 7 * time.Second},
		{"the body alone", &stainlessError{StatusCode: 429, Request: limited.Request, raw: noCredits}, apierr.InsufficientCredits, 429, 0},
		{"the error object alone", &stainlessError{StatusCode: 429, Request: limited.Request, raw: `{"code":"insufficient_quota"}`}, apierr.InsufficientCredits, 429, 0},
		{"fields", &fieldError{HTTPStatusCode: 429, Code: "insufficient_quota", Type: "billing"}, apierr.InsufficientCredits, 429, 0},
		{"a value", valueError{429, "Too many requests.", "RESOURCE_EXHAUSTED", []map[string]any{{"@type": "type.googleapis.com/google.rpc.RetryInfo", "retryDelay": "3s"}}}, apierr.RateLimited, 429, 3 * time.Second},
		{"methods", &smithyError{&smithyResponse{response(400, "")}}, apierr.RateLimited, 400, 7 * time.Second},
		{"an embedded struct", &embeddingError{&embeddedError{errors.New("429"), 429, http.Header{"Retry-After": {"9"}}}, decoded}, apierr.InsufficientCredits, 429, 9 * time.Second},
		{"bytes", &bytesError{402, map[string]string{"retry-after": "5"}, []byte(noCredits)}, apierr.InsufficientCredits, 402, 5 * time.Second},
		{"a body in place of a message", valueError{429, noCredits, "429 Too Many Requests", nil}, apierr.InsufficientCredits, 429, 0},
		{"an event", streamed(noCredits), apierr.InsufficientCredits, 0, 0},
		{"a status alone", &bytesError{StatusCode: 401}, apierr.Authentication, 401, 0},
		{"gRPC", errors.New("rpc error: code = PermissionDenied desc = no."), apierr.PermissionDenied, 0, 0},
		{"a text with a body", errors.New(`POST "https://api.acme.test/": 429 Too Many Requests ` + noCredits), apierr.InsufficientCredits, 429, 0},
		{"a text with a status", errors.New("API returned unexpected status code: 502"), apierr.UpstreamError, 502, 0},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			sdk := fmt.Errorf("completion: %w", tt.err)
			err := apierr.FromError(sdk)
			var e *apierr.Error
			if !errors.As(err, &e) || e.Kind != tt.kind || e.Status != tt.status || e.Delay.Duration != tt.delay {
				t.Fatalf("got %v, delay %v; want %s, status %d, delay %s", err, apierr.FromError(sdk).(*apierr.Error).Delay, tt.kind, tt.status, tt.delay)
			}
			if !errors.Is(err, tt.err) && !isValue(tt.err) || errors.Unwrap(err) != sdk {
				t.Errorf("the chain lost the SDK's error: it unwraps to %v", errors.Unwrap(err))
			}
		})
	}
}

// isValue reports whether err is one of a type that errors.Is cannot compare.
func isValue(err error) bool { _, ok := err.(valueError); return ok }

// An SDK's response can be read again afterwards.
func TestFromErrorPutsTheBodyBack(t *testing.T) {
	sdk := &stainlessError{Response: response(429, noCredits), Request: response(0, "").Request}
	for range 2 {
		if got := apierr.KindOf(apierr.FromError(sdk)); got != apierr.InsufficientCredits {
			t.Errorf("got %s", got)
		}
	}
	if body, err := io.ReadAll(sdk.Response.Body); string(body) != noCredits || err != nil {
		t.Errorf("the body is %q, %v", body, err)
	}
}

// What has nothing to do with a response goes by the rules of FromTransport.
func TestFromErrorWithoutResponse(t *testing.T) {
	post := func(err error) error {
		return &url.Error{Op: "Post", URL: "https://api.acme.test/?key=abcdefgh1234", Err: err}
	}
	ours := apierr.New(apierr.Overloaded)
	tests := []struct {
		name string
		err  error
		kind apierr.Kind
	}{
		{"canceled", post(context.Canceled), apierr.Canceled},
		{"a deadline", post(context.DeadlineExceeded), apierr.ClientTimeout},
		{"a dial", post(&net.OpError{Op: "dial", Net: "tcp", Err: errors.New("refused")}), apierr.ConnectFailed},
		{"a broken body", io.ErrUnexpectedEOF, apierr.StreamInterrupted},
		{"ours", fmt.Errorf("call: %w", ours), apierr.Overloaded},
		{"a kind", fmt.Errorf("fake: %w", apierr.RateLimited), apierr.RateLimited},
		{"nobody's", errors.New("disk full"), apierr.Unknown},
		{"one that panics", &stainlessError{}, apierr.Unknown},
	}
	for _, tt := range tests {
		err := apierr.FromError(tt.err)
		if got := apierr.KindOf(err); got != tt.kind || !errors.Is(err, tt.err) {
			t.Errorf("%s: got %s, want %s: %v", tt.name, got, tt.kind, err)
		}
	}
	if err := fmt.Errorf("call: %w", ours); apierr.FromError(err) != err {
		t.Error("an error of ours did not come back as it is")
	}
	if apierr.FromError(nil) != nil || (*apierr.Provider)(nil).FromError(nil) != nil {
		t.Error("nil is an error")
	}
}

// An SDK's own text may show keys and URLs; ours does not.
func TestFromErrorShowsNoSecret(t *testing.T) {
	const key = "sk-" + "abcdefgh12345678abcd"
	sdk := &fieldError{HTTPStatusCode: 401, Message: "Incorrect API key provided: " + key}
	for _, err := range []error{apierr.FromError(sdk), apierr.FromError(errors.New("401: bad key " + key))} {
		if text := fmt.Sprintf("%v %+v", err, err); bytes.Contains([]byte(text), []byte(key)) {
			t.Errorf("the key shows: %s", text)
		}
	}
}
