// Package sdktest holds the tests that run the SDKs of OpenAI and Anthropic
// through [apierr.Transport]. It is a module of its own, so that users of
// errbook do not inherit the SDKs:
//
//	cd internal/sdktest && go test ./...
package sdktest
