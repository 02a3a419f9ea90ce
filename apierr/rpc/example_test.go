package rpc_test

import (
	"context"
	"errors"
	"fmt"

	"github.com/errbook/errbook/apierr/apierrtest/rpctest"
	"github.com/errbook/errbook/apierr/rpc"
)

// What contrib/grpc and contrib/connect do with it: the server sends a Status, the client
// reads it.
func Example() {
	s := rpc.Of(rpctest.Shop, rpctest.NewOutOfStock(3))
	fmt.Println(s.Code, s.Message)

	err := rpc.Read(context.Background(), rpctest.Shop, &s, errors.New("what the library returned"))
	fmt.Println(errors.Is(err, rpctest.OutOfStock), rpctest.Shop.Details(err, rpctest.OutOfStock).Int("left"))
	// Output:
	// FAILED_PRECONDITION Only 3 are left.
	// true 3
}
