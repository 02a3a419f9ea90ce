package native_test

import (
	"errors"
	"fmt"
	"os/exec"
	"testing"
	"time"

	"github.com/errbook/errbook/apierr"
	"github.com/errbook/errbook/apierr/native"
	"github.com/errbook/errbook/apierr/wire"
)

// The database is what the generator makes of a spec file of three errors, one of which
// is known by its class alone.
var docs = map[apierr.Code]*apierr.Doc{
	"db.UniqueViolation": {Code: "db.UniqueViolation", Kind: apierr.AlreadyExists, Retry: apierr.RetryNever},
	"db.Shutdown":        {Code: "db.Shutdown", Kind: apierr.Overloaded, Retry: apierr.RetryBackoff},
	"db.Fatal":           {Code: "db.Fatal", Kind: apierr.ProviderError, Retry: apierr.RetryNever},
}

func classify(f *wire.Fields) apierr.Verdict {
	code := apierr.Code("")
	switch {
	case f.Code == "23505":
		code = "db.UniqueViolation"
	case f.Code == "57P01":
		code = "db.Shutdown"
	case f.Field(0) == "FATAL":
		code = "db.Fatal"
	default:
		return apierr.Verdict{}
	}
	return apierr.Verdict{Code: code, Kind: docs[code].Kind, Match: apierr.MatchExact}
}

var dbWire = wire.Wire{
	Body: []wire.Node{
		{Key: "code", Slot: 0}, {Key: "message", Slot: 1}, {Key: "severity", Slot: 2}, {Key: "constraint", Slot: 3},
	},
	Code:      []wire.Part{{Slot: 0}},
	Message:   []wire.Part{{Slot: 1}},
	Param:     []wire.Part{{Slot: 3}},
	RequestID: []wire.Part{{Slot: wire.NoSlot, Header: "X-Session"}},
	Fields:    []wire.Part{{Slot: 2}},
}

var db = apierr.NewProvider(
	&wire.Provider{ID: "db", Name: "DB", Wire: &dbWire, Surfaces: []wire.Surface{{Name: "query"}, {Name: "notice", Statuses: []wire.StatusRange{{From: 200, To: 200}}}}},
	classify, func(code apierr.Code) *apierr.Doc { return docs[code] },
)

type driverError struct{ state, text string }

func (e *driverError) Error() string { return e.text + " (SQLSTATE " + e.state + ")" }

// The parts find the entry, and the driver's error stays in the chain.
func TestFrom(t *testing.T) {
	for _, test := range []struct {
		name  string
		parts native.Parts
		code  apierr.Code
		kind  apierr.Kind
	}{
		{"by its code", native.Parts{Code: "23505", Message: "duplicate key"}, "db.UniqueViolation", apierr.AlreadyExists},
		{"by another value", native.Parts{Code: "XX000", Values: map[string]string{"severity": "FATAL"}}, "db.Fatal", apierr.ProviderError},
		{"on a surface", native.Parts{Code: "57P01", Surface: "notice"}, "db.Shutdown", apierr.Overloaded},
		{"by words", native.Parts{Code: "99999", Message: "rate limit exceeded"}, "", apierr.RateLimited},
		{"by nothing", native.Parts{}, "", apierr.Unknown},
	} {
		driver := &driverError{test.parts.Code, "failed"}
		err := native.From(db, fmt.Errorf("query: %w", driver), test.parts)
		var e *apierr.Error
		var as *driverError
		if !errors.As(err, &e) || e.Code != test.code || e.Kind != test.kind || e.Provider != "db" || !errors.As(err, &as) || as != driver {
			t.Errorf("%s: got %#v", test.name, err)
			continue
		}
		if e.WireCode != test.parts.Code && test.parts.Code != "99999" || e.Surface != test.parts.Surface && test.parts.Surface != "" {
			t.Errorf("%s: wire code %q, surface %q", test.name, e.WireCode, e.Surface)
		}
	}
}

// All the parts come through, credentials in them redacted.
func TestParts(t *testing.T) {
	err := native.From(db, errors.New("failed"), native.Parts{
		Code: "23505", Message: "key sk-proj-abcdefghijklmnopqrstuvwxyz0123456789ABCDEFGH exists", Param: "users_email_key", RequestID: "s-1",
		Status: 409, Delay: 3 * time.Second,
	})
	e := err.(*apierr.Error)
	if e.Param != "users_email_key" || e.RequestID != "s-1" || e.Status != 409 {
		t.Errorf("got %+v", e)
	}
	if e.Message == "" || errors.Is(err, apierr.Code("db.Fatal")) || !errors.Is(err, apierr.Code("db.UniqueViolation")) {
		t.Errorf("message %q, %v", e.Message, err)
	}
	if wait, ok := apierr.RetryAfter(err); wait != 3*time.Second || !ok {
		t.Errorf("a wait of %v, %t", wait, ok)
	}
	if want := "key [redacted] exists"; e.Message != want {
		t.Errorf("message %q, want %q", e.Message, want)
	}
}

// What is an error of ours already, and what is none.
func TestFromOther(t *testing.T) {
	ours := fmt.Errorf("x: %w", apierr.New(apierr.NotFound))
	if got := native.From(db, ours, native.Parts{Code: "23505"}); got != ours {
		t.Errorf("got %v", got)
	}
	if native.From(db, nil, native.Parts{Code: "23505"}) != nil || native.FromExit(db, nil, "") != nil {
		t.Error("nil became an error")
	}
	if got := native.From(db, errors.New("rate limit exceeded"), native.Parts{Status: 204}); apierr.KindOf(got) != apierr.RateLimited {
		t.Errorf("a status of success: got %v", got)
	}
	if got := native.From(nil, errors.New("x"), native.Parts{Code: "insufficient_quota"}); apierr.KindOf(got) != apierr.InsufficientCredits {
		t.Errorf("without a provider: got %v", got)
	}
}

// A process that failed: its exit status is the code.
func TestFromExit(t *testing.T) {
	run := func(script string) error { return exec.Command("sh", "-c", script).Run() }
	if run("exit 7") == nil {
		t.Fatal("the shell did not fail")
	}
	exits := apierr.NewProvider(&wire.Provider{ID: "tool", Wire: &dbWire}, func(f *wire.Fields) apierr.Verdict {
		if f.Code == "7" {
			return apierr.Verdict{Code: "tool.Busy", Kind: apierr.Overloaded, Match: apierr.MatchExact}
		}
		return apierr.Verdict{}
	}, nil)
	err := native.FromExit(exits, run("exit 7"), "it is busy")
	var exit *exec.ExitError
	if apierr.CodeOf(err) != "tool.Busy" || !errors.As(err, &exit) || err.(*apierr.Error).Message != "it is busy" {
		t.Errorf("got %#v", err)
	}
	if got := native.FromExit(exits, run("exit 8"), "").(*apierr.Error); got.Code != "" || got.WireCode != "8" || got.Message != "exit status 8" {
		t.Errorf("got %#v", got)
	}
	if got := native.FromExit(exits, run("kill -9 $$"), "").(*apierr.Error); got.Code != "" || got.WireCode != "" {
		t.Errorf("a killed process: got %#v", got)
	}
}
