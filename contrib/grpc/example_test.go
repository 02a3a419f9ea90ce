package grpcerr_test

import (
	"context"
	"errors"
	"fmt"
	"net"

	"google.golang.org/grpc"
	"google.golang.org/grpc/credentials/insecure"
	health "google.golang.org/grpc/health/grpc_health_v1"

	"github.com/errbook/errbook/apierr/apierrtest/rpctest"
	grpcerr "github.com/errbook/errbook/contrib/grpc"
)

// rpctest.Shop stands for the Provider of a generated package, shoperr.Provider.
func Example() {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		panic(err)
	}
	server := grpc.NewServer(grpc.UnaryInterceptor(grpcerr.UnaryServerInterceptor(rpctest.Shop)))
	health.RegisterHealthServer(server, &failingServer{fail: func(context.Context) error { return rpctest.NewOutOfStock(3) }})
	go server.Serve(l)
	defer server.Stop()

	conn, err := grpc.NewClient("passthrough:///"+l.Addr().String(),
		grpc.WithTransportCredentials(insecure.NewCredentials()),
		grpc.WithUnaryInterceptor(grpcerr.UnaryClientInterceptor(rpctest.Shop)))
	if err != nil {
		panic(err)
	}
	defer conn.Close()
	_, err = health.NewHealthClient(conn).Check(context.Background(), &health.HealthCheckRequest{})

	fmt.Println(err)
	fmt.Println(errors.Is(err, rpctest.OutOfStock), rpctest.Shop.Details(err, rpctest.OutOfStock).Int("left"))
	// Output:
	// shop: 409 OutOfStock: Only 3 are left.
	// true 3
}
