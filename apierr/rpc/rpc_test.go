package rpc_test

import (
	"context"
	"encoding/json"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/errbook/errbook/apierr"
	"github.com/errbook/errbook/apierr/apierrtest/rpctest"
	"github.com/errbook/errbook/apierr/rpc"
	"github.com/errbook/errbook/apierr/wire"
)

// A libraryError is what a library returns at a client.
type libraryError struct{ s rpc.Status }

func (e *libraryError) Error() string { return "rpc error" }

// sent sends an error and returns what the library returned, and what a client reads.
func sent(err error) (s rpc.Status, read error) {
	s = rpc.Of(rpctest.Shop, err)
	return s, rpc.Read(context.Background(), rpctest.Shop, &s, &libraryError{s})
}

// What is sent is read as the same error, whatever its details are.
func TestRoundTrip(t *testing.T) {
	rpctest.Test(t, func(_ context.Context, failure error) error {
		if failure == nil {
			return nil
		}
		s, read := sent(failure)
		if text, _ := json.Marshal(s); strings.Contains(string(text), "hunter2") {
			t.Errorf("%v: it leaks: %s", failure, text)
		}
		return read
	})
	for err, want := range map[error]rpc.Code{
		rpctest.OutOfStock: rpc.FailedPrecondition, rpctest.APIKey: rpc.Unauthenticated, rpctest.OldKey: rpc.PermissionDenied, rpctest.SlowDown: rpc.ResourceExhausted,
		errors.New("x"): rpc.Internal,
	} {
		if got := rpc.Of(rpctest.Shop, err).Code; got != want {
			t.Errorf("%v is sent as %v, want %v", err, got, want)
		}
	}
}

// The form of what is sent, and that details have their types when they come back.
func TestDetails(t *testing.T) {
	s, read := sent(rpctest.NewOutOfStock(3))
	const want = `{"@type":"type.googleapis.com/google.rpc.ErrorInfo","reason":"OUT_OF_STOCK","domain":"api.shop.example","metadata":{` +
		`"at":"2026-11-30T12:00:00.0000005Z","item":"\"A\" \u003c1\u003e","left":"3","price":"0.5","sale":"true","wait":"90s"}}` +
		` {"@type":"type.googleapis.com/google.rpc.Help","links":[{"description":"Out of stock","url":"https://shop.example/errors/out-of-stock"}]}`
	var got []string
	for _, d := range s.Details {
		got = append(got, string(d))
	}
	if text := strings.Join(got, " "); text != want {
		t.Errorf("got  %s\nwant %s", text, want)
	}
	d := rpctest.Shop.Details(read, rpctest.OutOfStock)
	if d.Int("left") != 3 || d.String("item") != `"A" <1>` || d.Float("price") != 0.5 || !d.Bool("sale") || !d.Time("at").Equal(rpctest.Noon) || d.Duration("wait") != 90*time.Second || !d.OK() {
		t.Errorf("details %+v", d)
	}
}

func info(reason, domain string, metadata map[string]string) json.RawMessage {
	text, _ := json.Marshal(map[string]any{"@type": "type.googleapis.com/google.rpc.ErrorInfo", "reason": reason, "domain": domain, "metadata": metadata})
	return text
}

// What other servers and other versions of a server send.
func TestReadOthers(t *testing.T) {
	for _, test := range []struct {
		name string
		s    rpc.Status
		code apierr.Code
		kind apierr.Kind
	}{
		{"a former name", rpc.Status{Code: rpc.FailedPrecondition, Details: []json.RawMessage{info("SOLD_OUT", "api.shop.example", nil)}}, rpctest.OutOfStock, apierr.PreconditionFailed},
		{"details of other types", rpc.Status{Code: rpc.FailedPrecondition, Details: []json.RawMessage{[]byte("{"), info("OUT_OF_STOCK", "api.shop.example", map[string]string{"left": "x", "sale": "maybe", "more": "1"})}}, rpctest.OutOfStock, apierr.PreconditionFailed},
		{"another domain", rpc.Status{Code: rpc.NotFound, Message: "no such item", Details: []json.RawMessage{info("OUT_OF_STOCK", "googleapis.com", nil)}}, "", apierr.NotFound},
		{"a newer reason", rpc.Status{Code: rpc.ResourceExhausted, Message: "too new", Details: []json.RawMessage{info("TOO_NEW", "api.shop.example", nil)}}, "", apierr.RateLimited},
		{"none of the API's", rpc.Status{Code: rpc.Unavailable, Message: "connection refused"}, "", apierr.Overloaded},
		{"a number that is no code", rpc.Status{Code: 99}, "", apierr.ProviderError},
	} {
		err := rpc.Read(context.Background(), rpctest.Shop, &test.s, errors.New("x"))
		e, ok := err.(*apierr.Error)
		if !ok || e.Code != test.code || e.Kind != test.kind || e.Message != test.s.Message {
			t.Errorf("%s: got %#v", test.name, err)
		}
		if d := rpctest.Shop.Details(err, rpctest.OutOfStock); len(d.Values()) > 1 { // JSON cannot write "x" as a number
			t.Errorf("%s: details %v", test.name, d.Values())
		}
	}
	if err := rpc.Read(context.Background(), rpctest.Shop, &rpc.Status{}, nil); err != nil {
		t.Errorf("OK is read as %v", err)
	}
}

// A call that the caller ended is no failure of the server's.
func TestEndedCalls(t *testing.T) {
	canceled, cancel := context.WithCancel(context.Background())
	cancel()
	late, stop := context.WithDeadline(context.Background(), time.Unix(1, 0))
	defer stop()
	for _, test := range []struct {
		ctx  context.Context
		code rpc.Code
		kind apierr.Kind
	}{
		{canceled, rpc.Canceled, apierr.Canceled}, {late, rpc.DeadlineExceeded, apierr.ClientTimeout},
		{lateTimer{context.Background()}, rpc.DeadlineExceeded, apierr.ClientTimeout},
		{context.Background(), rpc.DeadlineExceeded, apierr.ProviderTimeout}, {canceled, rpc.NotFound, apierr.NotFound},
	} {
		s := rpc.Status{Code: test.code}
		if err := rpc.Read(test.ctx, rpctest.Shop, &s, errors.New("x")); apierr.KindOf(err) != test.kind {
			t.Errorf("%v under %v: got %v", test.code, test.ctx.Err(), err)
		}
	}
}

// A lateTimer is a context whose deadline has passed, and that has not ended yet.
type lateTimer struct{ context.Context }

func (lateTimer) Deadline() (time.Time, bool) { return time.Unix(1, 0), true }

// A provider whose HTTP API is documented is read over RPC by the same rules.
func TestFrom(t *testing.T) {
	google := apierr.NewProvider(&wire.Provider{ID: "google", Wire: &wire.Wire{
		Body: []wire.Node{{Key: "error", Slot: wire.NoSlot, Kids: []wire.Node{
			{Key: "message", Slot: 0}, {Key: "status", Slot: 1},
			{Key: "details", Slot: wire.NoSlot, Kids: []wire.Node{{
				Step: wire.StepWhere, Key: "@type", Value: "type.googleapis.com/google.rpc.ErrorInfo", Slot: wire.NoSlot,
				Kids: []wire.Node{{Key: "reason", Slot: 2}},
			}}},
		}}},
		Code: []wire.Part{{Slot: 2}, {Slot: 1}}, Message: []wire.Part{{Slot: 0}},
	}}, func(f *wire.Fields) apierr.Verdict {
		if f.Code == "SERVICE_DISABLED" && f.Status == 403 {
			return apierr.Verdict{Code: "google.ServiceDisabled", Kind: apierr.AccountDisabled, Match: apierr.MatchExact}
		}
		return apierr.Verdict{}
	}, nil)
	s := rpc.Status{Code: rpc.PermissionDenied, Message: "The API is off.", Details: []json.RawMessage{
		info("SERVICE_DISABLED", "googleapis.com", nil), []byte(`{"@type":"type.googleapis.com/google.rpc.RetryInfo","retryDelay":"2.5s"}`),
	}}
	err := rpc.From(context.Background(), google, &s, errors.New("x"))
	if wait, _ := apierr.RetryAfter(err); apierr.CodeOf(err) != "google.ServiceDisabled" || wait != 2500*time.Millisecond {
		t.Errorf("got %#v, a wait of %v", err, wait)
	}
}

// What is not of the type that is documented says nothing.
func TestReadOfOtherTypes(t *testing.T) {
	for _, reason := range []string{"SLOW_DOWN", "OTHER"} {
		for _, delay := range []string{"-5s", "5", "soon"} {
			s := rpc.Status{Code: rpc.ResourceExhausted, Details: []json.RawMessage{
				info(reason, "api.shop.example", nil), []byte(`{"@type":"type.googleapis.com/google.rpc.RetryInfo","retryDelay":"` + delay + `"}`),
			}}
			err := rpc.Read(context.Background(), rpctest.Shop, &s, errors.New("x"))
			if e := err.(*apierr.Error); e.Delay != (apierr.Delay{}) {
				t.Errorf("%s: %s is read as %v", reason, delay, e.Delay)
			}
		}
	}
	for name, texts := range map[string][]string{"left": {"true", "0.5", "null", `{"a":1}`}, "price": {`"1"`, "null", "[]"}, "sale": {"1", "null", `{"a":1}`}} {
		for _, text := range texts {
			s := rpc.Status{Code: rpc.FailedPrecondition, Details: []json.RawMessage{info("OUT_OF_STOCK", "api.shop.example", map[string]string{name: text})}}
			err := rpc.Read(context.Background(), rpctest.Shop, &s, errors.New("x"))
			if got := rpctest.Shop.Details(err, rpctest.OutOfStock).Values(); len(got) > 0 {
				t.Errorf("%s %s is read as %v", name, text, got)
			}
		}
	}
}

// Credentials are redacted on the way in.
func TestRedacted(t *testing.T) {
	const key = "sk-proj-abcdefghijklmnopqrstuvwxyz0123456789ABCDEFGH"
	for _, reason := range []string{"OUT_OF_STOCK", "OTHER"} {
		s := rpc.Status{Code: rpc.FailedPrecondition, Message: "it was " + key, Details: []json.RawMessage{
			info(reason, "api.shop.example", map[string]string{"item": key}), []byte(`{"@type":"type.googleapis.com/google.rpc.RequestInfo","requestId":"` + key + `"}`),
		}}
		e := rpc.Read(context.Background(), rpctest.Shop, &s, errors.New("x")).(*apierr.Error)
		if strings.Contains(e.Message+e.RequestID+string(e.Body()), key) {
			t.Errorf("%s: %q, %q, %s", reason, e.Message, e.RequestID, e.Body())
		}
	}
}

// Each kind has a code, and what a client must not send again unchanged has none for
// which libraries do so by themselves.
func TestCodeOfKinds(t *testing.T) {
	for status, want := range map[int]rpc.Code{400: rpc.InvalidArgument, 401: rpc.Unauthenticated, 402: rpc.FailedPrecondition, 404: rpc.NotFound, 409: rpc.Aborted, 418: rpc.InvalidArgument, 429: rpc.ResourceExhausted, 499: rpc.Canceled, 500: rpc.Internal, 502: rpc.Unavailable, 503: rpc.Unavailable, 504: rpc.DeadlineExceeded, 507: rpc.Internal, 200: rpc.Unknown, 0: rpc.Unknown} {
		e := &apierr.Error{Kind: "of_the_book", Status: status}
		if got := rpc.CodeOf(e); got != want {
			t.Errorf("status %d: got %v, want %v", status, got, want)
		}
	}
	for _, kind := range []apierr.Kind{apierr.InsufficientCredits, apierr.Authentication, apierr.InvalidRequest, apierr.AlreadyExists, apierr.PreconditionFailed} {
		if c := rpc.CodeOf(apierr.New(kind)); c == rpc.Unavailable || c == rpc.ResourceExhausted || c == rpc.Aborted {
			t.Errorf("%v is sent as %v", kind, c)
		}
	}
	own := &apierr.Error{Kind: "frozen", Status: 500, Doc: &apierr.Doc{Family: apierr.FamilyIdentity}}
	if got := rpc.CodeOf(own); got != rpc.PermissionDenied {
		t.Errorf("a kind of a book's own: got %v", got)
	}
}
