package connecterr_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http/httptest"

	"connectrpc.com/connect"
	"google.golang.org/protobuf/types/known/emptypb"

	"github.com/errbook/errbook/apierr/apierrtest/rpctest"
	connecterr "github.com/errbook/errbook/contrib/connect"
)

// isEnd returns nil for the end of a stream, and any other error as it is.
func isEnd(err error) error {
	if errors.Is(err, io.EOF) {
		return nil
	}
	return err
}

// rpctest.Shop stands for the Provider of a generated package, shoperr.Provider.
func Example() {
	intercept := connect.WithInterceptors(connecterr.NewInterceptor(rpctest.Shop))
	server := httptest.NewServer(connect.NewUnaryHandler(callPath, func(context.Context, *request) (*response, error) {
		return nil, rpctest.NewOutOfStock(3)
	}, intercept))
	defer server.Close()

	client := connect.NewClient[emptypb.Empty, emptypb.Empty](server.Client(), server.URL+callPath, intercept)
	_, err := client.CallUnary(context.Background(), connect.NewRequest(&emptypb.Empty{}))

	fmt.Println(err)
	fmt.Println(errors.Is(err, rpctest.OutOfStock), rpctest.Shop.Details(err, rpctest.OutOfStock).Int("left"))
	// Output:
	// shop: 409 OutOfStock: Only 3 are left.
	// true 3
}
