package rpctest

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/errbook/errbook/apierr"
)

// A Failure is an error with which a server fails, and the code of the one that a client
// must get.
type Failure struct {
	Err  error
	Code apierr.Code
}

// secret is what no client may see.
const secret = "hunter2"

// Failures returns errors of [Shop], and others.
func Failures() []Failure {
	return []Failure{
		{NewOutOfStock(3), OutOfStock},
		{fmt.Errorf(secret+": %w", NewOutOfStock(-1, apierr.WithMessage("Sold <out>."))), OutOfStock},
		{NewOutOfStock(3, apierr.WithCause(errors.New(secret))), OutOfStock},
		{NewOutOfStock(3, apierr.WithMessage("Sold \xff.")), OutOfStock},
		{OutOfStock, OutOfStock},
		{APIKey, APIKey},
		{OldKey, OldKey},
		{Shop.New(SlowDown, apierr.WithDelay(1500*time.Millisecond), func(e *apierr.Error) { e.RequestID = "r-1" }), SlowDown},
		{errors.New(secret), Fault},
		{apierr.New(apierr.NotFound, apierr.WithMessage(secret)), Fault},
	}
}

// Test lets a server fail with each of [Failures], and compares what a client gets with
// what was sent. Call returns the client's error of a call that fails on the server with
// the error of failure.
func Test(t *testing.T, call func(ctx context.Context, failure error) error) {
	t.Helper()
	for _, f := range Failures() {
		ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
		err := call(ctx, f.Err)
		cancel()
		if err == nil {
			t.Errorf("%v: the call did not fail", f.Err)
			continue
		}
		Compare(t, f, err)
	}
	if err := call(context.Background(), nil); err != nil {
		t.Errorf("a call that does not fail: %v", err)
	}
}

// Compare compares what a client got with what was sent.
func Compare(t *testing.T, f Failure, err error) {
	t.Helper()
	e, ok := err.(*apierr.Error)
	if !ok || !errors.Is(err, f.Code) || e.Doc == nil || e.Provider != Shop.ID() {
		t.Errorf("%v: got %#v, want %s", f.Err, err, f.Code)
		return
	}
	want := Shop.Sent(f.Err)
	wait, stated := apierr.RetryAfter(want)
	if gotWait, gotStated := apierr.RetryAfter(e); gotWait != wait || gotStated != stated {
		t.Errorf("%v: a wait of %v, want %v", f.Err, gotWait, wait)
	}
	message := strings.ToValidUTF8(want.Message, "\uFFFD") // as protobuf allows
	if e.Kind != want.Kind || e.Message != message || e.RequestID != want.RequestID || e.Retry() != want.Retry() {
		t.Errorf("%v: got %#v, want %#v", f.Err, e, want)
	}
	got, sent := Shop.Details(e, f.Code), Shop.Details(want, f.Code)
	if g, w := fmt.Sprint(got.Values()), fmt.Sprint(sent.Values()); g != w {
		t.Errorf("%v: details %s, want %s", f.Err, g, w)
	}
	if errors.Unwrap(e) == nil {
		t.Errorf("%v: what the library returned is lost", f.Err)
	}
	if all := fmt.Sprintf("%+v %s %v", e, e.Body(), errors.Unwrap(e)); strings.Contains(all, secret) {
		t.Errorf("%v: it leaks: %s", f.Err, all)
	}
}
