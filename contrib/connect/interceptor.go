package connecterr

import (
	"context"
	"errors"
	"io"

	"connectrpc.com/connect"

	"github.com/errbook/errbook/apierr/server"
)

// NewInterceptor returns an interceptor for handlers and clients of an API. Handlers send
// what they return as [Error] says, and each report is called before that with the whole
// error, which is for logs and not for clients. Calls of clients fail with the API's
// errors, as [FromOwn] reads them; the library's stays in the chain, so that
// [connect.CodeOf] still works.
//
// It comes first among a handler's interceptors: what those after it return is sent in
// the same way, so that a bare [connect.Error] of theirs becomes the default error.
func NewInterceptor(p *server.Provider, report ...func(context.Context, error)) connect.Interceptor {
	return &interceptor{p, report}
}

type interceptor struct {
	provider *server.Provider
	report   []func(context.Context, error)
}

// WrapUnary reads or sends the error of a call.
func (i *interceptor) WrapUnary(next connect.UnaryFunc) connect.UnaryFunc {
	return func(ctx context.Context, req connect.AnyRequest) (connect.AnyResponse, error) {
		resp, err := next(ctx, req)
		switch {
		case err == nil:
			return resp, nil
		case connect.IsNotModifiedError(err):
			return nil, err // it says that nothing failed
		case req.Spec().IsClient:
			return nil, FromOwn(ctx, i.provider, err)
		}
		return nil, i.sent(ctx, err)
	}
}

// WrapStreamingClient reads the errors of a client's stream.
func (i *interceptor) WrapStreamingClient(next connect.StreamingClientFunc) connect.StreamingClientFunc {
	return func(ctx context.Context, spec connect.Spec) connect.StreamingClientConn {
		return &clientConn{next(ctx, spec), ctx, i.provider}
	}
}

// WrapStreamingHandler sends the error of a handler's stream.
func (i *interceptor) WrapStreamingHandler(next connect.StreamingHandlerFunc) connect.StreamingHandlerFunc {
	return func(ctx context.Context, conn connect.StreamingHandlerConn) error {
		if err := next(ctx, conn); err != nil {
			return i.sent(ctx, err)
		}
		return nil
	}
}

// sent returns the error with which a call ends that a handler failed.
func (i *interceptor) sent(ctx context.Context, err error) error {
	for _, f := range i.report {
		f(ctx, err)
	}
	switch ended := ctx.Err(); {
	case errors.Is(ended, context.Canceled): // nobody waits for another error
		return connect.NewError(connect.CodeCanceled, ended)
	case ended != nil:
		return connect.NewError(connect.CodeDeadlineExceeded, ended)
	}
	return Error(i.provider, err)
}

// A clientConn reads the errors with which a stream ends.
type clientConn struct {
	connect.StreamingClientConn
	ctx      context.Context
	provider *server.Provider
}

// read returns the API's error that an error of the stream is; the end of the stream
// stays what it is.
func (c *clientConn) read(err error) error {
	if err == nil || errors.Is(err, io.EOF) {
		return err
	}
	return FromOwn(c.ctx, c.provider, err)
}

// Receive receives a message.
func (c *clientConn) Receive(m any) error { return c.read(c.StreamingClientConn.Receive(m)) }

// Send sends a message.
func (c *clientConn) Send(m any) error { return c.read(c.StreamingClientConn.Send(m)) }

// CloseRequest ends the sending.
func (c *clientConn) CloseRequest() error { return c.read(c.StreamingClientConn.CloseRequest()) }

// CloseResponse ends the receiving.
func (c *clientConn) CloseResponse() error { return c.read(c.StreamingClientConn.CloseResponse()) }
