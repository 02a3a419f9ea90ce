package grpcerr

import (
	"context"
	"errors"
	"io"

	"google.golang.org/grpc"
	"google.golang.org/grpc/metadata"

	"github.com/errbook/errbook/apierr/server"
)

// A clientStream reads the errors with which a stream ends.
type clientStream struct {
	grpc.ClientStream
	ctx      context.Context // the caller's: that of the stream ends with the stream
	provider *server.Provider
}

// read returns the API's error that an error of the stream is; the end of the stream
// stays what it is.
func (s *clientStream) read(err error) error {
	if err == nil || errors.Is(err, io.EOF) {
		return err
	}
	return FromOwn(s.ctx, s.provider, err)
}

// RecvMsg receives a message.
func (s *clientStream) RecvMsg(m any) error { return s.read(s.ClientStream.RecvMsg(m)) }

// SendMsg sends a message.
func (s *clientStream) SendMsg(m any) error { return s.read(s.ClientStream.SendMsg(m)) }

// CloseSend ends the sending.
func (s *clientStream) CloseSend() error { return s.read(s.ClientStream.CloseSend()) }

// Header returns the header.
func (s *clientStream) Header() (metadata.MD, error) {
	md, err := s.ClientStream.Header()
	return md, s.read(err)
}
