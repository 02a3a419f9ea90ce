package foreign_test

import (
	"errors"
	"fmt"
	"net/textproto"
	"slices"
	"strings"
	"testing"

	"github.com/errbook/errbook/apierr/internal/foreign"
)

type sdkError struct {
	Status string
	Code   any
	Msg    *string
	Dump   string
}

func (e sdkError) Error() string            { return "sdk: failed" }
func (e sdkError) DumpResponse(bool) []byte { return []byte(e.Dump) }

// Fields are read by name; what an outer error says counts.
func TestRead(t *testing.T) {
	slow, whole := "Slow down.", `{"error":{"code":"slow_down"}}`
	tests := []struct {
		name string
		err  error
		want foreign.Error
	}{
		{"a status with its meaning", sdkError{Status: "429 Too Many Requests", Msg: &slow}, foreign.Error{Status: 429, Message: slow}},
		{"the name of a status", sdkError{Status: "RESOURCE_EXHAUSTED", Code: 429.0}, foreign.Error{Status: 429, Type: "RESOURCE_EXHAUSTED"}},
		{"a code that is no status", sdkError{Code: "slow_down"}, foreign.Error{Code: "slow_down"}},
		{"a dump", sdkError{Dump: "HTTP/1.1 503 Busy\r\nContent-Length: 4\r\n\r\nbusy"}, foreign.Error{Status: 503, Body: []byte("busy")}},
		{"a message that is the body", sdkError{Status: "400 Bad Request", Msg: &whole}, foreign.Error{Status: 400, Body: []byte(whole)}},
		{"two errors", errors.Join(sdkError{Code: "first"}, sdkError{Code: "second", Status: "500"}), foreign.Error{Status: 500, Code: "first"}},
		{"gRPC", fmt.Errorf("call: %w", errors.New("rpc error: code = ResourceExhausted desc = no more")), foreign.Error{Code: "RESOURCE_EXHAUSTED", Message: "no more"}},
		{"a status in a text", errors.New("request failed (HTTP Error 502)"), foreign.Error{Status: 502}},
		{"a number that is no status", errors.New("code 42901, status: 200"), foreign.Error{}},
		{"an error of the system, whose codes are others", &textproto.Error{Code: 550, Msg: "no such mailbox"}, foreign.Error{}},
	}
	for _, tt := range tests {
		got := foreign.Read(tt.err)
		if got.Status != tt.want.Status || got.Code != tt.want.Code || got.Type != tt.want.Type || got.Message != tt.want.Message || string(got.Body) != string(tt.want.Body) {
			t.Errorf("%s: got %+v, want %+v", tt.name, got, tt.want)
		}
	}
}

// A chain without end, and errors that panic, are read all the same.
func TestReadIsRobust(t *testing.T) {
	got := foreign.Read(endless{})
	if n := len(got.Packages); n == 0 || n > 100 {
		t.Errorf("read %d errors", n)
	}
	if got := foreign.Read(nilError()); len(got.Texts) != 0 {
		t.Errorf("texts of an error that panics: %q", got.Texts)
	}
	long := foreign.Read(errors.New(strings.Repeat("x", 2*foreign.MaxRead)))
	if len(long.Texts[0]) != foreign.MaxRead {
		t.Errorf("a text of %d bytes", len(long.Texts[0]))
	}
}

type endless struct{}

func (endless) Error() string   { return "again" }
func (e endless) Unwrap() error { return e }

type pointerError struct{ text string }

func (e *pointerError) Error() string { return e.text }

func nilError() error { return (*pointerError)(nil) }

// The packages of the types say whose error it is.
func TestPackages(t *testing.T) {
	got := foreign.Read(fmt.Errorf("call: %w", sdkError{})).Packages
	if !slices.Contains(got, "github.com/errbook/errbook/apierr/internal/foreign_test") || len(got) != 1 {
		t.Errorf("%q", got)
	}
}
