package grpcerr_test

import (
	"context"
	"errors"
	"io"
	"net"
	"testing"
	"time"

	"google.golang.org/genproto/googleapis/rpc/errdetails"
	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/credentials/insecure"
	health "google.golang.org/grpc/health/grpc_health_v1"
	"google.golang.org/grpc/metadata"
	"google.golang.org/grpc/status"

	"github.com/errbook/errbook/apierr"
	"github.com/errbook/errbook/apierr/apierrtest/rpctest"
	"github.com/errbook/errbook/apierr/wire"
	grpcerr "github.com/errbook/errbook/contrib/grpc"
)

// A failingServer fails with what fail returns; gRPC's health service has a call and a
// stream.
type failingServer struct {
	health.UnimplementedHealthServer
	fail func(ctx context.Context) error
}

func (s *failingServer) Check(ctx context.Context, _ *health.HealthCheckRequest) (*health.HealthCheckResponse, error) {
	if err := s.fail(ctx); err != nil {
		return nil, err
	}
	return &health.HealthCheckResponse{}, nil
}

func (s *failingServer) Watch(_ *health.HealthCheckRequest, stream health.Health_WatchServer) error {
	if err := stream.Send(&health.HealthCheckResponse{}); err != nil {
		return err
	}
	return s.fail(stream.Context())
}

// serve serves the health service over loopback and returns a client of it.
func serve(t *testing.T, s *failingServer, reported *[]error) health.HealthClient {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	report := func(_ context.Context, err error) {
		if reported != nil {
			*reported = append(*reported, err)
		}
	}
	server := grpc.NewServer(
		grpc.UnaryInterceptor(grpcerr.UnaryServerInterceptor(rpctest.Shop, report)),
		grpc.StreamInterceptor(grpcerr.StreamServerInterceptor(rpctest.Shop, report)),
	)
	health.RegisterHealthServer(server, s)
	go server.Serve(l)
	t.Cleanup(server.Stop)
	return dial(t, l.Addr().String())
}

func dial(t *testing.T, addr string) health.HealthClient {
	t.Helper()
	conn, err := grpc.NewClient("passthrough:///"+addr,
		grpc.WithTransportCredentials(insecure.NewCredentials()),
		grpc.WithUnaryInterceptor(grpcerr.UnaryClientInterceptor(rpctest.Shop)),
		grpc.WithStreamInterceptor(grpcerr.StreamClientInterceptor(rpctest.Shop)),
	)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.Close() })
	return health.NewHealthClient(conn)
}

// watch reads a stream to its end; io.EOF is not an error.
func watch(ctx context.Context, client health.HealthClient) error {
	stream, err := client.Watch(ctx, &health.HealthCheckRequest{})
	if err != nil {
		return err
	}
	for {
		if _, err = stream.Recv(); err == io.EOF {
			return nil
		} else if err != nil {
			return err
		}
	}
}

// What a server fails with is what a client gets, of a call and of a stream.
func TestRoundTrip(t *testing.T) {
	var failure error
	client := serve(t, &failingServer{fail: func(context.Context) error { return failure }}, nil)
	for name, call := range map[string]func(ctx context.Context) error{
		"call": func(ctx context.Context) error {
			_, err := client.Check(ctx, &health.HealthCheckRequest{})
			return err
		},
		"stream": func(ctx context.Context) error { return watch(ctx, client) },
	} {
		t.Run(name, func(t *testing.T) {
			rpctest.Test(t, func(ctx context.Context, err error) error {
				failure = err
				return call(ctx)
			})
		})
	}
}

// A client without errbook gets an ErrorInfo, a RetryInfo and the code.
func TestOnTheWire(t *testing.T) {
	s := grpcerr.Status(rpctest.Shop, rpctest.Shop.New(rpctest.SlowDown, apierr.WithDelay(3*time.Second)))
	if s.Code() != codes.ResourceExhausted || len(s.Details()) != 2 {
		t.Fatalf("got %v", s)
	}
	info, _ := s.Details()[0].(*errdetails.ErrorInfo)
	retry, _ := s.Details()[1].(*errdetails.RetryInfo)
	if info.GetReason() != "SLOW_DOWN" || info.GetDomain() != "api.shop.example" || retry.GetRetryDelay().AsDuration() != 3*time.Second {
		t.Errorf("got %v", s.Details())
	}
	if grpcerr.Status(rpctest.Shop, nil).Code() != codes.OK {
		t.Error("nil is an error")
	}
}

// The library's status stays in the chain of the error, and a report sees everything.
func TestChainAndReport(t *testing.T) {
	var reported []error
	failure := errors.New("hunter2")
	client := serve(t, &failingServer{fail: func(context.Context) error { return failure }}, &reported)
	_, err := client.Check(t.Context(), &health.HealthCheckRequest{})
	if status.Code(err) != codes.Internal || !errors.Is(err, apierr.ProviderError) {
		t.Errorf("got %v, %v", status.Code(err), err)
	}
	if len(reported) != 1 || reported[0] != failure {
		t.Errorf("reported %v", reported)
	}
}

// What fails without the server's handlers: the connection, the caller's context, a
// method that is not there.
func TestOtherFailures(t *testing.T) {
	block := func(ctx context.Context) error { <-ctx.Done(); return ctx.Err() }
	client := serve(t, &failingServer{fail: block}, nil)
	check := func(ctx context.Context, c health.HealthClient) error {
		_, err := c.Check(ctx, &health.HealthCheckRequest{})
		return err
	}
	late, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	canceled, stop := context.WithCancel(t.Context())
	time.AfterFunc(50*time.Millisecond, stop)
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	away := dial(t, l.Addr().String())
	l.Close()
	for _, test := range []struct {
		name string
		err  error
		kind apierr.Kind
	}{
		{"a deadline", check(late, client), apierr.ClientTimeout},
		{"a canceled call", check(canceled, client), apierr.Canceled},
		{"a canceled stream", watch(canceled, client), apierr.Canceled},
		{"no server", check(t.Context(), away), apierr.Overloaded},
		{"no method", func() error { _, err := client.List(t.Context(), &health.HealthListRequest{}); return err }(), apierr.ProviderError},
	} {
		if e, ok := test.err.(*apierr.Error); !ok || e.Kind != test.kind {
			t.Errorf("%s: got %#v, want %s", test.name, test.err, test.kind)
		}
	}
}

// A provider whose HTTP API a book documents is read over gRPC by the same rules.
func TestFromError(t *testing.T) {
	book := apierr.NewProvider(&wire.Provider{ID: "google", Wire: &wire.Wire{
		Body: []wire.Node{{Key: "error", Slot: wire.NoSlot, Kids: []wire.Node{
			{Key: "message", Slot: 0},
			{Key: "details", Slot: wire.NoSlot, Kids: []wire.Node{{
				Step: wire.StepWhere, Key: "@type", Value: "type.googleapis.com/google.rpc.ErrorInfo", Slot: wire.NoSlot,
				Kids: []wire.Node{{Key: "reason", Slot: 1}},
			}}},
		}}},
		Code: []wire.Part{{Slot: 1}}, Message: []wire.Part{{Slot: 0}},
	}}, func(f *wire.Fields) apierr.Verdict {
		if f.Code == "SERVICE_DISABLED" {
			return apierr.Verdict{Code: "google.ServiceDisabled", Kind: apierr.AccountDisabled, Match: apierr.MatchExact}
		}
		return apierr.Verdict{}
	}, nil)
	s, err := status.New(codes.PermissionDenied, "The API is off.").WithDetails(&errdetails.ErrorInfo{Reason: "SERVICE_DISABLED", Domain: "googleapis.com"})
	if err != nil {
		t.Fatal(err)
	}
	if got := grpcerr.FromError(t.Context(), book, s.Err()); apierr.CodeOf(got) != "google.ServiceDisabled" {
		t.Errorf("got %#v", got)
	}
	if got := grpcerr.FromError(t.Context(), book, errors.New("rate limit exceeded")); apierr.KindOf(got) != apierr.RateLimited {
		t.Errorf("no status: got %#v", got)
	}
	if grpcerr.FromError(t.Context(), book, nil) != nil || grpcerr.FromOwn(t.Context(), rpctest.Shop, nil) != nil {
		t.Error("nil became an error")
	}
}

// The header of a stream can fail, too.
func TestHeader(t *testing.T) {
	client := serve(t, &failingServer{fail: func(context.Context) error { return rpctest.APIKey }}, nil)
	stream, err := client.Watch(t.Context(), &health.HealthCheckRequest{})
	if err != nil {
		t.Fatal(err)
	}
	var md metadata.MD
	if md, err = stream.Header(); err != nil || md == nil {
		t.Errorf("the header of a stream that has begun: %v, %v", md, err)
	}
	stream.Recv()
	if _, err = stream.Recv(); !errors.Is(err, rpctest.APIKey) {
		t.Errorf("got %v", err)
	}
}

// A server that gives up is not the caller giving up, in a stream as in a call.
func TestServerGivesUp(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	server := grpc.NewServer()
	code := codes.OK
	health.RegisterHealthServer(server, &failingServer{fail: func(context.Context) error { return status.Error(code, "gave up") }})
	go server.Serve(l)
	t.Cleanup(server.Stop)
	client := dial(t, l.Addr().String())
	for _, code = range []codes.Code{codes.DeadlineExceeded, codes.Canceled} {
		_, called := client.Check(t.Context(), &health.HealthCheckRequest{})
		streamed := watch(t.Context(), client)
		if want := map[codes.Code]apierr.Kind{codes.DeadlineExceeded: apierr.ProviderTimeout, codes.Canceled: apierr.Canceled}[code]; apierr.KindOf(called) != want || apierr.KindOf(streamed) != want {
			t.Errorf("%s: a call ends in %v, a stream in %v, want %s", code, called, streamed, want)
		}
	}
}
