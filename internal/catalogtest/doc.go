// Package catalogtest tries errbook with catalogs of errors that others keep: those of
// PostgreSQL, Stripe, S3, gRPC and Twilio's voice SDKs. A converter for each makes a spec
// file of the list in a Go module or an npm package; nothing of the lists is kept here.
// The command then does with the book what a team would have it do, in a module of its
// own: generate, check, build, test, explain, write the site, compare two versions. What
// it writes for OpenAPI is held to the official JSON Schema.
//
// It is a module of its own, so that users of errbook inherit none of the others:
//
//	cd internal/catalogtest && npm install --no-save && GOWORK=off go test ./...
//
// Without node_modules the catalog of Twilio is left out, unless NPM_CATALOGS names the
// directory whose node_modules has it: then the tests fail.
package catalogtest
