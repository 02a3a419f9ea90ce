// Package cookbook holds the programs of docs/cookbook, one a file. A page shows a file
// from its imports on, and what it prints; the tests run every program against a server
// that fails as the provider documents, and compare. After a change of a program:
//
//	cd internal/sdktest && GOWORK=off go test ./cookbook -update
package cookbook
