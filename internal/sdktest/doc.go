// Package sdktest holds the tests that run SDKs through [apierr.Transport] and
// [apierr.FromError]; package cookbook holds programs that use them. It is a module of its own, so that users of
// errbook do not inherit the SDKs:
//
//	cd internal/sdktest && go test ./...
package sdktest
