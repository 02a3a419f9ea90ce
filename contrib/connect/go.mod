module github.com/errbook/errbook/contrib/connect

go 1.26.0

require (
	connectrpc.com/connect v1.21.1
	github.com/errbook/errbook/apierr v0.1.0
	google.golang.org/genproto/googleapis/rpc v0.0.0-20261110000943-09e21b237f2c
	google.golang.org/protobuf v1.36.12
)

replace github.com/errbook/errbook/apierr => ../../apierr
