// Package nativetest runs failures of real libraries, which no HTTP response says,
// through [native.From]: those of a PostgreSQL driver, of a MySQL driver, of a process.
// Its adapters are recipes: a few lines that say which field is which part. It is a
// module of its own, so that users of errbook do not inherit the drivers:
//
//	cd internal/nativetest && GOWORK=off go test ./...
package nativetest
