// Package frameworks holds the tests of the libraries that are built on the SDKs of
// package sdktest, but on older versions of them. It is a module of its own for that
// reason:
//
//	cd internal/sdktest/frameworks && GOWORK=off go test ./...
package frameworks
