package connecterr_test

import (
	"context"
	"errors"
	"net"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"connectrpc.com/connect"
	"google.golang.org/genproto/googleapis/rpc/errdetails"
	"google.golang.org/protobuf/types/known/emptypb"

	"github.com/errbook/errbook/apierr"
	"github.com/errbook/errbook/apierr/apierrtest/rpctest"
	connecterr "github.com/errbook/errbook/contrib/connect"
)

type (
	request  = connect.Request[emptypb.Empty]
	response = connect.Response[emptypb.Empty]
	client   = connect.Client[emptypb.Empty, emptypb.Empty]
)

const (
	callPath   = "/shop.v1.Shop/Call"
	streamPath = "/shop.v1.Shop/Stream"
)

// serve serves a call and a stream that fail with what fail returns.
func serve(t *testing.T, fail func(ctx context.Context) error, report ...func(context.Context, error)) *httptest.Server {
	t.Helper()
	option := connect.WithInterceptors(connecterr.NewInterceptor(rpctest.Shop, report...))
	mux := http.NewServeMux()
	mux.Handle(callPath, connect.NewUnaryHandler(callPath, func(ctx context.Context, _ *request) (*response, error) {
		if err := fail(ctx); err != nil {
			return nil, err
		}
		return connect.NewResponse(&emptypb.Empty{}), nil
	}, option))
	mux.Handle(streamPath, connect.NewBidiStreamHandler(streamPath, func(ctx context.Context, stream *connect.BidiStream[emptypb.Empty, emptypb.Empty]) error {
		if err := stream.Send(&emptypb.Empty{}); err != nil {
			return err
		}
		return fail(ctx)
	}, option))
	s := httptest.NewUnstartedServer(mux)
	s.EnableHTTP2 = true
	s.StartTLS()
	t.Cleanup(s.Close)
	return s
}

func newClient(s *httptest.Server, path string, options ...connect.ClientOption) *client {
	return connect.NewClient[emptypb.Empty, emptypb.Empty](s.Client(), s.URL+path,
		append(options, connect.WithInterceptors(connecterr.NewInterceptor(rpctest.Shop)))...)
}

func call(ctx context.Context, c *client) error {
	_, err := c.CallUnary(ctx, connect.NewRequest(&emptypb.Empty{}))
	return err
}

// receive reads a stream to its end.
func receive(ctx context.Context, c *client) error {
	stream := c.CallBidiStream(ctx)
	defer stream.CloseResponse()
	if err := stream.Send(&emptypb.Empty{}); isEnd(err) != nil { // the end of a stream that has failed already: Receive says how
		return err
	}
	if err := stream.CloseRequest(); isEnd(err) != nil {
		return err
	}
	for {
		if _, err := stream.Receive(); err != nil {
			return isEnd(err)
		}
	}
}

// What a server fails with is what a client gets, of a call and of a stream, in each
// protocol.
func TestRoundTrip(t *testing.T) {
	var failure error
	s := serve(t, func(context.Context) error { return failure })
	for name, option := range map[string]connect.ClientOption{
		"connect": connect.WithClientOptions(), "connect-json": connect.WithProtoJSON(), "grpc": connect.WithGRPC(), "grpc-web": connect.WithGRPCWeb(),
	} {
		t.Run(name, func(t *testing.T) {
			for _, f := range []func(ctx context.Context) error{
				func(ctx context.Context) error { return call(ctx, newClient(s, callPath, option)) },
				func(ctx context.Context) error { return receive(ctx, newClient(s, streamPath, option)) },
			} {
				rpctest.Test(t, func(ctx context.Context, err error) error {
					failure = err
					return f(ctx)
				})
			}
		})
	}
}

// A client without errbook gets the code and an ErrorInfo.
func TestOnTheWire(t *testing.T) {
	s := serve(t, func(context.Context) error { return rpctest.NewOutOfStock(3) })
	plain := connect.NewClient[emptypb.Empty, emptypb.Empty](s.Client(), s.URL+callPath)
	err := call(t.Context(), plain)
	var e *connect.Error
	if !errors.As(err, &e) || e.Code() != connect.CodeFailedPrecondition || e.Message() != "Only 3 are left." || len(e.Details()) != 2 {
		t.Fatalf("got %#v", err)
	}
	v, _ := e.Details()[0].Value()
	if info, _ := v.(*errdetails.ErrorInfo); info.GetReason() != "OUT_OF_STOCK" || info.GetMetadata()["left"] != "3" {
		t.Errorf("got %v", v)
	}
	if connecterr.Error(rpctest.Shop, nil) != nil {
		t.Error("nil is an error")
	}
}

// The library's error stays in the chain, and a report sees everything.
func TestChainAndReport(t *testing.T) {
	var reported []error
	failure := errors.New("hunter2")
	s := serve(t, func(context.Context) error { return failure }, func(_ context.Context, err error) { reported = append(reported, err) })
	err := call(t.Context(), newClient(s, callPath))
	if connect.CodeOf(err) != connect.CodeInternal || !errors.Is(err, rpctest.Fault) || !connect.IsWireError(err) {
		t.Errorf("got %v, %v", connect.CodeOf(err), err)
	}
	if len(reported) != 1 || reported[0] != failure {
		t.Errorf("reported %v", reported)
	}
}

// What says that nothing has changed is no failure.
func TestNotModified(t *testing.T) {
	const path = "/shop.v1.Shop/Get"
	intercept := connect.WithInterceptors(connecterr.NewInterceptor(rpctest.Shop))
	free := connect.WithIdempotency(connect.IdempotencyNoSideEffects)
	s := httptest.NewServer(connect.NewUnaryHandler(path, func(context.Context, *request) (*response, error) {
		return nil, connect.NewNotModifiedError(http.Header{"Etag": {`"1"`}})
	}, intercept, free))
	defer s.Close()
	c := connect.NewClient[emptypb.Empty, emptypb.Empty](s.Client(), s.URL+path, intercept, free, connect.WithHTTPGet())
	if err := call(t.Context(), c); !connect.IsNotModifiedError(err) {
		t.Errorf("got %#v", err)
	}
}

// What fails without the server's handlers.
func TestOtherFailures(t *testing.T) {
	s := serve(t, func(ctx context.Context) error { <-ctx.Done(); return ctx.Err() })
	late, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	canceled, stop := context.WithCancel(t.Context())
	time.AfterFunc(50*time.Millisecond, stop)
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	away := httptest.NewUnstartedServer(nil)
	away.Listener.Close()
	away.Listener = l
	away.Start()
	away.Close()
	busy := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		http.Error(w, "upstream connect error", http.StatusServiceUnavailable)
	}))
	defer busy.Close()
	for _, test := range []struct {
		name string
		err  error
		kind apierr.Kind
	}{
		{"a deadline", call(late, newClient(s, callPath)), apierr.ClientTimeout},
		{"a canceled call", call(canceled, newClient(s, callPath)), apierr.Canceled},
		{"a canceled stream", receive(canceled, newClient(s, streamPath)), apierr.Canceled},
		{"no server", call(t.Context(), newClient(away, callPath)), apierr.ConnectFailed},
		{"a proxy", call(t.Context(), newClient(busy, callPath)), apierr.Overloaded},
		{"no method", call(t.Context(), newClient(s, "/shop.v1.Shop/Nothing")), apierr.Unsupported},
	} {
		if e, ok := test.err.(*apierr.Error); !ok || e.Kind != test.kind {
			t.Errorf("%s: got %#v, want %s", test.name, test.err, test.kind)
		}
	}
}

// Errors of providers whose HTTP API a book documents, and others.
func TestFromError(t *testing.T) {
	wired := connect.NewWireError(connect.CodeResourceExhausted, errors.New("slow down"))
	if got := connecterr.FromError(t.Context(), apierr.Generic, wired); apierr.KindOf(got) != apierr.RateLimited || !errors.Is(got, wired) {
		t.Errorf("got %#v", got)
	}
	if got := connecterr.FromError(t.Context(), apierr.Generic, errors.New("rate limit exceeded")); apierr.KindOf(got) != apierr.RateLimited {
		t.Errorf("got %#v", got)
	}
	if connecterr.FromError(t.Context(), apierr.Generic, nil) != nil || connecterr.FromOwn(t.Context(), rpctest.Shop, nil) != nil {
		t.Error("nil became an error")
	}
}
