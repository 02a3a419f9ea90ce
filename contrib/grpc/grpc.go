// Package grpcerr sends the errors of your own API over google.golang.org/grpc, and reads
// them back as the same errors:
//
//	server := grpc.NewServer(
//		grpc.UnaryInterceptor(grpcerr.UnaryServerInterceptor(shoperr.Provider)),
//		grpc.StreamInterceptor(grpcerr.StreamServerInterceptor(shoperr.Provider)),
//	)
//
//	conn, err := grpc.NewClient(target,
//		grpc.WithUnaryInterceptor(grpcerr.UnaryClientInterceptor(shoperr.Provider)),
//		grpc.WithStreamInterceptor(grpcerr.StreamClientInterceptor(shoperr.Provider)),
//	)
//
// Handlers return shoperr.NewOutOfStock(…), and clients check errors.Is(err,
// shoperr.OutOfStock). On the wire, the error is a google.rpc.Status with an ErrorInfo,
// which clients in other languages read without errbook.
//
// [FromError] reads the errors of providers whose HTTP API a book documents, such as
// Vertex AI, over gRPC.
package grpcerr

import (
	"context"
	"encoding/json"

	"google.golang.org/genproto/googleapis/rpc/errdetails"
	"google.golang.org/grpc"
	"google.golang.org/grpc/status"
	"google.golang.org/protobuf/encoding/protojson"
	"google.golang.org/protobuf/types/known/anypb"

	spb "google.golang.org/genproto/googleapis/rpc/status"

	"github.com/errbook/errbook/apierr"
	"github.com/errbook/errbook/apierr/rpc"
	"github.com/errbook/errbook/apierr/server"
)

// The messages that a status has as details are known to protobuf when their package
// is linked.
var _ *errdetails.ErrorInfo

// Status returns what an error is sent as: that of the API in err's chain; for any
// other error, of which nothing is shown, the default one of the spec file. It is nil
// for nil, which is OK.
func Status(p *server.Provider, err error) *status.Status {
	if err == nil {
		return nil
	}
	s := rpc.Of(p, err)
	out := &spb.Status{Code: int32(s.Code), Message: s.Message}
	for _, text := range s.Details {
		detail := new(anypb.Any)
		if protojson.Unmarshal(text, detail) == nil {
			out.Details = append(out.Details, detail)
		}
	}
	return status.FromProto(out)
}

// FromError returns what an error of a call means by the book of a provider, always an
// [*apierr.Error] that unwraps to err; nil for nil. The context is that of the call.
//
// A status is read as the provider's HTTP API sends it in JSON, so that one spec file
// serves both. An err that is not a status is read by [apierr.Provider.FromError].
func FromError(ctx context.Context, p *apierr.Provider, err error) error {
	s, ok := statusOf(err)
	if !ok {
		return p.FromError(err)
	}
	return rpc.From(ctx, p, s, err)
}

// FromOwn is FromError for an API of one's own: the error that [Status] sent comes back,
// details and all.
func FromOwn(ctx context.Context, p *server.Provider, err error) error {
	s, ok := statusOf(err)
	if !ok {
		return p.FromError(err)
	}
	return rpc.Read(ctx, p, s, err)
}

// statusOf returns the status that an error is, and reports whether it is one.
func statusOf(err error) (*rpc.Status, bool) {
	s, ok := status.FromError(err)
	if err == nil || !ok {
		return nil, false
	}
	out := &rpc.Status{Code: rpc.Code(s.Code()), Message: s.Message()}
	for _, detail := range s.Proto().GetDetails() {
		text, err := protojson.Marshal(detail)
		if err == nil { // a type that is not linked is none of those that are read
			out.Details = append(out.Details, json.RawMessage(text))
		}
	}
	return out, true
}

// serverError returns the error with which a call ends that a handler failed.
func serverError(ctx context.Context, p *server.Provider, err error, report []func(context.Context, error)) error {
	if err == nil {
		return nil
	}
	for _, f := range report {
		f(ctx, err)
	}
	if ended := ctx.Err(); ended != nil { // nobody waits for another error
		return status.FromContextError(ended).Err()
	}
	return Status(p, err).Err()
}

// UnaryServerInterceptor returns an interceptor that sends what handlers return, as
// [Status] says. Each report is called before that with the whole error, which is for
// logs and not for clients. It comes first in a chain: what the interceptors after it
// return is sent in the same way, so that a bare status of theirs becomes the default
// error.
func UnaryServerInterceptor(p *server.Provider, report ...func(context.Context, error)) grpc.UnaryServerInterceptor {
	return func(ctx context.Context, req any, _ *grpc.UnaryServerInfo, handler grpc.UnaryHandler) (any, error) {
		resp, err := handler(ctx, req)
		if err != nil {
			return nil, serverError(ctx, p, err, report)
		}
		return resp, nil
	}
}

// StreamServerInterceptor is [UnaryServerInterceptor] for streams.
func StreamServerInterceptor(p *server.Provider, report ...func(context.Context, error)) grpc.StreamServerInterceptor {
	return func(srv any, stream grpc.ServerStream, _ *grpc.StreamServerInfo, handler grpc.StreamHandler) error {
		return serverError(stream.Context(), p, handler(srv, stream), report)
	}
}

// UnaryClientInterceptor returns an interceptor after which calls fail with the API's
// errors, as [FromOwn] reads them. The library's status stays in the chain, so that
// [status.Code] still works.
func UnaryClientInterceptor(p *server.Provider) grpc.UnaryClientInterceptor {
	return func(ctx context.Context, method string, req, reply any, conn *grpc.ClientConn, invoke grpc.UnaryInvoker, options ...grpc.CallOption) error {
		return FromOwn(ctx, p, invoke(ctx, method, req, reply, conn, options...))
	}
}

// StreamClientInterceptor is [UnaryClientInterceptor] for streams: sending, receiving
// and the header fail with the API's errors. The end of a stream stays io.EOF.
func StreamClientInterceptor(p *server.Provider) grpc.StreamClientInterceptor {
	return func(ctx context.Context, desc *grpc.StreamDesc, conn *grpc.ClientConn, method string, streamer grpc.Streamer, options ...grpc.CallOption) (grpc.ClientStream, error) {
		stream, err := streamer(ctx, desc, conn, method, options...)
		if err != nil {
			return nil, FromOwn(ctx, p, err)
		}
		return &clientStream{stream, ctx, p}, nil
	}
}
