// Package connecterr sends the errors of your own API over connectrpc.com/connect, and
// reads them back as the same errors. One interceptor does both:
//
//	errors := connecterr.NewInterceptor(shoperr.Provider)
//	mux.Handle(shopv1connect.NewShopServiceHandler(shop, connect.WithInterceptors(errors)))
//	client := shopv1connect.NewShopServiceClient(http.DefaultClient, url, connect.WithInterceptors(errors))
//
// Handlers return shoperr.NewOutOfStock(…), and clients check errors.Is(err,
// shoperr.OutOfStock). On the wire, the error is a code, a message and an ErrorInfo,
// which clients in other languages read without errbook, whichever of the protocols they
// speak (Connect, gRPC, gRPC-Web).
package connecterr

import (
	"context"
	"encoding/json"
	"errors"

	"connectrpc.com/connect"
	"google.golang.org/genproto/googleapis/rpc/errdetails"
	"google.golang.org/protobuf/encoding/protojson"
	"google.golang.org/protobuf/types/known/anypb"

	"github.com/errbook/errbook/apierr"
	"github.com/errbook/errbook/apierr/rpc"
	"github.com/errbook/errbook/apierr/server"
)

// The messages that an error has as details are known to protobuf when their package
// is linked.
var _ *errdetails.ErrorInfo

// Error returns what an error is sent as: that of the API in err's chain; for any other
// error, of which nothing is shown, the default one of the spec file. It is nil for nil.
func Error(p *server.Provider, err error) *connect.Error {
	if err == nil {
		return nil
	}
	s := rpc.Of(p, err)
	e := connect.NewError(connect.Code(s.Code), errors.New(s.Message))
	for _, text := range s.Details {
		message := new(anypb.Any)
		if protojson.Unmarshal(text, message) != nil {
			continue
		}
		if detail, err := connect.NewErrorDetail(message); err == nil {
			e.AddDetail(detail)
		}
	}
	return e
}

// FromError returns what an error of a call means by the book of a provider, always an
// [*apierr.Error] that unwraps to err; nil for nil. The context is that of the call.
//
// What a server sent is read as the provider's HTTP API sends it in JSON, so that one
// spec file serves both. What the client found by itself, such as a connection that
// cannot be made, is read by [apierr.Provider.FromError].
func FromError(ctx context.Context, p *apierr.Provider, err error) error {
	s, found := statusOf(p, err)
	if s == nil {
		return found
	}
	return rpc.From(ctx, p, s, err)
}

// FromOwn is FromError for an API of one's own: the error that [Error] sent comes back,
// details and all.
func FromOwn(ctx context.Context, p *server.Provider, err error) error {
	s, found := statusOf(p.Provider, err)
	if s == nil {
		return found
	}
	return rpc.Read(ctx, p, s, err)
}

// statusOf returns the status that an error says, or else what it is without one.
func statusOf(p *apierr.Provider, err error) (s *rpc.Status, found error) {
	var e *connect.Error
	if !errors.As(err, &e) {
		return nil, p.FromError(err)
	}
	if !connect.IsWireError(err) {
		switch found = p.FromError(err); apierr.KindOf(found).Family() {
		case apierr.FamilyTransport, apierr.FamilyLocal:
			return nil, found
		}
	}
	s = &rpc.Status{Code: rpc.Code(e.Code()), Message: e.Message()}
	for _, detail := range e.Details() {
		text, err := protojson.Marshal(&anypb.Any{TypeUrl: "type.googleapis.com/" + detail.Type(), Value: detail.Bytes()})
		if err == nil { // a type that is not linked is none of those that are read
			s.Details = append(s.Details, json.RawMessage(text))
		}
	}
	return s, nil
}
